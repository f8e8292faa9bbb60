"""The audit: the verdict on each kind of claim, and why."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import ClaimError
from famplan.quality import (
    Alone,
    Claim,
    Enumeration,
    Feasibility,
    Finding,
    Rounding,
    Stated,
    Verdict,
    audit,
    check,
    parse_claim,
)

VERDICTS = [
    # ratios
    ("28961/32067 = 96.18%", "inconsistent"),
    ("28961/32067 = 90.31%", "consistent"),
    ("90.31% = 28961/32067", "consistent"),
    ("155/412 = 39.74%", "inconsistent"),
    ("48/887 = 54.1‰", "consistent"),
    ("48/887 = 54.1%", "inconsistent"),
    ("3/7 = 0.43", "consistent"),
    ("1/3 = 三分之一", "consistent"),
    ("2588万元/1065万元 = 2.43:1", "consistent"),
    ("13.4万元/253 = 529.64元", "consistent"),
    ("13.4万元/253 = 600元", "inconsistent"),
    ("27/30 = 90%以上", "consistent"),
    ("26/30 = 90%以上", "inconsistent"),
    ("29/100 = 30%左右", "consistent"),
    ("20/100 = 30%左右", "inconsistent"),
    ("1 - 253/887 = 71.48%", "consistent"),
    # a missing part
    ("389/? = 25.93%", "consistent"),
    ("989/? = 31%", "not checkable"),
    ("?/412 = 39.74%", "inconsistent"),
    ("?/1265 = 26.40%", "consistent"),
    ("?/? = 13.85%", "not checkable"),
    ("?/? = ?", "not checkable"),
    ("198/6300 = ?", "not checkable"),
    ("5/? = 0%", "not checkable"),
    # division by zero is undefined, never zero
    ("0/0 = 0%", "inconsistent"),
    ("5/0 = ?", "not checkable"),
    ("(1/0)/2 = 3%", "inconsistent"),
    ("1/0 by 1/2", "inconsistent"),
    # parts and total, sums and differences of rates
    ("600 + 453 + 48 = 1101", "consistent"),
    ("600 + 453 + 48 = 1100", "inconsistent"),
    ("35 + 23 + 20 + 13 + 9 = 41", "inconsistent"),
    ("22元 + 8元 = 30元", "consistent"),
    ("9.5‰ - 4.5‰ = 5.0‰", "consistent"),
    ("5.43‰ - 8.72‰ = -3.30‰", "consistent"),
    ("5.43‰ - 8.72‰ = -3.10‰", "inconsistent"),
    ("100% - 71.47% = 28.53%", "consistent"),
    ("50% - 20% = 30个百分点", "consistent"),
    ("34000 × 240元 = 816余万元", "consistent"),
    ("1 + 2 = ?", "not checkable"),
    # units are never mixed
    ("9.5‰ - 4.5% = 5‰", "inconsistent"),
    ("28961/32067 = 90.31个百分点", "inconsistent"),
    ("50% + 20% = 70个百分点", "inconsistent"),
    ("50% - 20% = 30个千分点", "inconsistent"),
    ("5% = 5个百分点", "inconsistent"),
    ("5% = 5", "inconsistent"),
    ("3人 + 4元 = 7元", "inconsistent"),
    ("3 + 4元 = 7元", "consistent"),
    ("7.54元 × 10万人 = 75.4万人", "inconsistent"),
    ("3% + 4元 = 7元", "inconsistent"),
    ("600 + 453 = 1053%", "inconsistent"),
    ("5% ⊆ 600", "inconsistent"),
    ("600 by 181/365", "inconsistent"),
    # full-width signs, and signs of one meaning
    ("２８，９６１人／３２，０６７人＝９０．３１％", "consistent"),
    ("（887－253）÷887＝71.47％。", "consistent"),
    ("52128:47636 = 109.43：100", "consistent"),
    ("34000 x 240元 = 816万元", "consistent"),
    ("288/450000 = 64/10万", "consistent"),
    ("48/887 ≈ 54.1 per 1,000", "consistent"),
    # a floor or a ceiling for a ratio
    ("27/30 ≥ 90%", "consistent"),
    ("26/30 >= 90%", "inconsistent"),
    ("90% ≤ 26/30", "inconsistent"),
    ("27/30 > 90%", "inconsistent"),
    ("27/30 ≤ 90%", "consistent"),
    ("27/30 < 90%", "inconsistent"),
    ("27/30 ≥ 90%以上", "consistent"),
    # below zero
    ("-1 × 5% = -5%", "consistent"),
    ("(5.43‰ - 8.72‰) × 45.0万 = -1485", "consistent"),
    ("(599-887)/45.0万 = -0.64‰", "consistent"),
    ("(599-887)/45.0万 = 0.64‰", "inconsistent"),
    ("5/(2% - 3.0%) = -500", "consistent"),
    # subsets and overlapping sets
    ("334 ⊆ 600", "consistent"),
    ("334 <= 600", "consistent"),
    ("253 ⊂ 887", "consistent"),
    ("253 > 887", "inconsistent"),
    ("600 >= 334", "consistent"),
    ("41 ⊆ 32", "inconsistent"),
    ("9万多 ⊆ 10万", "not checkable"),
    ("35 ∪ 23 ∪ 20 ∪ 13 ∪ 9 ⊆ 41", "consistent"),
    ("3 ∪ 4 ⊆ 41", "consistent"),
    ("35 ∪ 42 ⊆ 41", "inconsistent"),
    # two statements of one figure
    ("109.4:100 = 109.43:100", "consistent"),
    ("109.4:100 = 109.53:100", "inconsistent"),
    ("0.64‰ = 0.064%", "consistent"),
    ("12370多 = 1.2万多", "consistent"),
    ("0.32 = 近三分之一", "consistent"),
    # progress
    ("52.5% by 181/365", "consistent"),
    ("31% by 92/182", "inconsistent"),
    ("60%以上 by 181/365", "consistent"),
]


@pytest.mark.parametrize(("claim", "verdict"), VERDICTS)
def test_the_verdict_on_a_claim(claim: str, verdict: str) -> None:
    """Each claim is decided as arithmetic decides it."""
    (finding,) = audit([claim])
    assert finding.verdict == verdict, finding
    assert finding.explanation


def test_a_cut_off_figure_is_named_so() -> None:
    """71.4769 % prints as 71.47 only if truncated (source S2, T01)."""
    (finding,) = audit(["(887-253)/887 = 71.47%"])
    assert finding.roundings == (Rounding.TRUNCATED,)
    assert "71.48% if rounded" in finding.explanation


def test_an_inconsistent_ratio_says_what_would_have_made_it_right() -> None:
    """96.18 % needs 30,842 entered or a base of 30,111 (source S4, T09)."""
    outcome = check(parse_claim("28961/32067 = 96.18%"))
    assert outcome.recomputed == "90.31%"
    assert outcome.would_hold == (
        "a numerator of 30,842 (30,841–30,843)",
        "a denominator of 30,111 (30,110–30,112)",
    )


@pytest.mark.parametrize(
    ("claim", "way"),
    [
        ("48/887 = 54.1%", "the unit per mille: 54.1‰"),
        ("39/41 = 95.12", "the unit per cent: 95.12%"),
        ("52128/47636 = 109.43", "the unit to 100: 109.43:100"),
        ("?/412 = 39.74%", "39.56%, a numerator of 163"),
        ("100/? = 80%", None),
        ("3/? = 80%", "75%, a denominator of 4"),
        ("5/? = -80.0%", "another count or figure"),
        ("5/3 = 90%", "a figure of 167%"),
        ("1/3 = 30%左右", "a figure of 33%"),
        ("28961/32067 = 90.31个百分点", "a figure of 0.90314 (90.31%)"),
        ("50% + 20% = 70个百分点", "a figure of 70%"),
    ],
)
def test_a_slip_of_unit_or_count_is_named(claim: str, way: str | None) -> None:
    """The right digits in the wrong unit, and the figures next to an impossible one."""
    outcome = check(parse_claim(claim))
    assert way in outcome.would_hold if way else not outcome.would_hold


def test_two_statements_say_how_one_prints_as_the_other() -> None:
    """The way of rounding, where not every way does; bounded figures are not printed."""
    assert check(parse_claim("109.43:100 = 109.4:100")).explanation == (
        "109.43:100 prints as 109.4:100"
    )
    assert "if half-up or half-even" in check(parse_claim("0.126 = 0.13")).explanation
    assert check(parse_claim("50% = 一半")).explanation == "50% and 一半 are one number"
    bounded = check(parse_claim("12370多 = 1.2万多"))
    assert bounded.explanation == "12370多 and 1.2万多 can both be said of one number"
    assert not bounded.roundings


def test_an_inconsistent_total_says_by_how_much() -> None:
    """The total that the parts give, and the gap."""
    outcome = check(parse_claim("600 + 453 + 48 = 1100"))
    assert outcome.would_hold == ("a total of 1,101", "parts that come to 1 less")
    assert check(parse_claim("1 + 2 = 5")).would_hold[1] == "parts that come to 2 more"


def test_the_implied_population_of_a_rate() -> None:
    """288 at 0.64‰ needs 446,512–453,543 people, or down to 443,077 if cut off (T04)."""
    outcome = check(parse_claim("(887-599)/? = 0.64‰"))
    assert outcome.recomputed == "450,000"
    assert "446,512–453,543 (half-up or half-even)" in outcome.explanation
    assert "443,077–450,000 (truncated)" in outcome.explanation


def test_a_range_too_wide_to_pin_a_count_is_not_checkable() -> None:
    """989 at 31 % leaves 3,140 to 3,242 (T07)."""
    outcome = check(parse_claim("989/? = 31%"))
    assert outcome.missing == ("denominator",)
    assert "3,140–3,242" in outcome.explanation
    assert "about 3,190" in outcome.explanation


@pytest.mark.parametrize(
    ("figure", "smallest"),
    [("13.85%", "9/65"), ("70.48%", "74/105"), ("95.79%", "91/95"), ("78.75%", "63/80")],
)
def test_the_smallest_counts_that_print_so(figure: str, smallest: str) -> None:
    """A bare percentage gives away the smallest base it can have (I07, I18, I19)."""
    assert check(parse_claim(f"?/? = {figure}")).remarks == (
        f"the smallest counts that print so are {smallest}",
    )


def test_a_change_of_a_rate_is_in_points() -> None:
    """A gap between two percentages printed as % is flagged, not refused (I17)."""
    import attrs

    claim = attrs.evolve(parse_claim("100% - 66.98% = 30%以上"), change=True)
    outcome = check(claim)
    assert outcome.verdict is Verdict.CONSISTENT
    assert outcome.remarks == ("a difference of two rates is in percentage points, not per cent",)
    mille = attrs.evolve(parse_claim("9.5‰ - 4.5‰ = 5‰"), change=True)
    assert check(mille).remarks == ("a difference of two rates is in points, not per mille",)


def test_an_implied_change_may_be_in_points() -> None:
    """2,437 averted births as three per-mille points of the birth rate (I60)."""
    import attrs

    plain = parse_claim("2437余/? = 三个千分点")
    assert check(plain).verdict is Verdict.INCONSISTENT
    outcome = check(attrs.evolve(plain, change=True))
    assert outcome.verdict is Verdict.NOT_CHECKABLE
    assert outcome.recomputed == "about 812,333"


def test_listed_things_against_their_number() -> None:
    """Two ways are stated and three are listed (B05)."""
    claim = Enumeration(("lump sum", "yearly", "monthly"), Stated.parse("两种"))
    outcome = check(claim)
    assert outcome.verdict is Verdict.INCONSISTENT
    assert outcome.would_hold == ("a stated number of 3",)
    assert check(Enumeration(("a", "b"), Stated.parse("两种"))).verdict is Verdict.CONSISTENT


def limits(**figures: str) -> Feasibility:
    """Ceilings from their printed figures."""
    return Feasibility(**{name: Stated.parse(text) for name, text in figures.items()})


def test_ceilings_that_meet_at_a_population() -> None:
    """2,000 births and 9.5‰ meet at 210,526 people; with 4.5‰ they imply 5.0‰ deaths (I92)."""
    outcome = check(
        limits(births="2000人以内", crude_birth_rate="9.5‰以内", natural_increase_rate="4.5‰以内")
    )
    assert outcome.verdict is Verdict.CONSISTENT
    assert "210,526" in outcome.remarks[0]
    assert outcome.remarks[1].endswith("death rate of 5.0‰")


@pytest.mark.parametrize(
    ("figures", "verdict", "remark"),
    [
        (
            {"births": "2000人", "crude_birth_rate": "9.5‰以内", "population": "15万人"},
            Verdict.INCONSISTENT,
            "9.5‰以内 binds",
        ),
        (
            {"births": "1000人以内", "crude_birth_rate": "9.5‰以内", "population": "15万人"},
            Verdict.CONSISTENT,
            "1000人以内 binds",
        ),
        (
            {"crude_birth_rate": "4‰以内", "natural_increase_rate": "5‰以内"},
            Verdict.CONSISTENT,
            "never binds",
        ),
        (
            {
                "crude_birth_rate": "9.5‰",
                "natural_increase_rate": "4.5‰",
                "crude_death_rate": "7.0‰",
            },
            Verdict.INCONSISTENT,
            "5.0‰",
        ),
        (
            {"natural_increase_rate": "6‰以内", "population": "746万人以内"},
            Verdict.CONSISTENT,
            "44,760",
        ),
    ],
)
def test_joint_feasibility(figures: dict[str, str], verdict: Verdict, remark: str) -> None:
    """Whether limits can hold together, and which of them binds."""
    outcome = check(limits(**figures))
    assert outcome.verdict is verdict
    assert remark in " ".join(outcome.remarks)


@pytest.mark.parametrize(
    ("figures", "right"),
    [
        (
            {"births": "2000人", "crude_birth_rate": "9.5‰以内", "population": "15万人"},
            "a crude birth rate of 13.33‰",
        ),
        (
            {
                "crude_birth_rate": "9.5‰",
                "natural_increase_rate": "4.5‰",
                "crude_death_rate": "7.0‰",
            },
            "a crude death rate of 5.0‰",
        ),
        (
            {"crude_birth_rate": "4.0‰", "natural_increase_rate": "5.0‰"},
            "an increase of 4.0‰ at most",
        ),
        (
            {"births": "2000人", "crude_birth_rate": "9.5‰", "population": "0.0万人"},
            "births, population and rate that fit each other",
        ),
    ],
)
def test_figures_that_cannot_meet_say_what_would(figures: dict[str, str], right: str) -> None:
    """The rate that would have left room."""
    outcome = check(limits(**figures))
    assert outcome.verdict is Verdict.INCONSISTENT
    assert right in outcome.would_hold


def test_a_ceiling_of_zero_is_a_ceiling() -> None:
    """No births at no rate."""
    outcome = check(limits(births="0人", crude_birth_rate="0‰以内"))
    assert outcome.verdict is Verdict.CONSISTENT


def test_feasibility_needs_two_figures_and_their_units() -> None:
    """One ceiling alone can always be met; a rate is not a count."""
    assert check(limits(births="2000人")).verdict is Verdict.NOT_CHECKABLE
    outcome = check(limits(births="2000‰", crude_birth_rate="9.5‰"))
    assert outcome.verdict is Verdict.INCONSISTENT
    assert "births: 2000‰ is not a number" in outcome.explanation


def test_a_lone_figure_names_what_is_missing() -> None:
    """No figure is passed in silence."""
    outcome = check(Alone(Stated.parse("12370多"), "the women due"))
    assert outcome.verdict is Verdict.NOT_CHECKABLE
    assert outcome.missing == ("the women due",)


@given(st.integers(0, 5000), st.integers(1, 5000), st.sampled_from(Rounding), st.integers(0, 3))
def test_what_was_printed_from_counts_is_never_called_inconsistent(
    numerator: int, denominator: int, rounding: Rounding, decimals: int
) -> None:
    """Print any ratio in any way of rounding: the audit finds it consistent in that way."""
    from famplan.quality.rounding import printed

    step = Fraction(1, 10**decimals)
    figure = printed(Fraction(numerator * 100, denominator), step=step, rounding=rounding)
    (finding,) = audit([f"{numerator}/{denominator} = {float(figure):.{decimals}f}%"])
    assert rounding in finding.roundings


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_figure_moved_by_two_last_digits_is_inconsistent(
    numerator: int, denominator: int
) -> None:
    """No way of rounding moves a figure by two units of its last digit."""
    from famplan.quality.rounding import printed

    share = Fraction(numerator * 100, denominator)
    figure = printed(share, step=Fraction(1, 100), rounding=Rounding.HALF_UP) + Fraction(2, 100)
    (finding,) = audit([f"{numerator}/{denominator} = {float(figure):.2f}%"])
    assert finding.verdict is Verdict.INCONSISTENT


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=6), st.integers(-3, 3))
def test_a_total_is_consistent_exactly_when_it_adds_up(parts: list[int], off: int) -> None:
    """Counts add without slack."""
    (finding,) = audit([f"{' + '.join(map(str, parts))} = {sum(parts) + off + 3}"])
    assert (finding.verdict is Verdict.CONSISTENT) == (off == -3)


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ("96.18%", "nothing is compared"),
        ("1 = 2 = 3", "more than one relation"),
        ("1 + 2 = 3 + 4", "both sides are computed"),
        ("(1 + 2 = 3", "a bracket is not closed"),
        ("1/ = 3%", "a figure is missing at the end"),
        ("x/2 = 3%", "'x': not one figure"),
        ("1 + 2) = 3", r"'\)' is not expected there"),
        ("? = 3", "nothing is computed"),
        ("(" * 3000 + "1 = 1", "more than 50 brackets"),
        ("1" + "/1" * 3000 + " = 1", "more than 50 brackets"),
        ("9" * 5000 + "/3 = 1", "too large for a figure"),
    ],
)
def test_a_malformed_claim_is_named(claim: str, problem: str) -> None:
    """The position, the fault and the way out."""
    with pytest.raises(ClaimError, match=problem) as caught:
        audit(["1/2 = 50%", claim])
    assert "claims[1]" in str(caught.value)


@pytest.mark.parametrize(
    ("claim", "implied"),
    [
        ("600 + 453 + ? = 1101", "48"),
        ("100% - ? = 28.53%", "71.47%"),
        ("? - 4.5‰ = 5.0‰", "9.5‰"),
        ("22元 + ? = 30元", "8 yuan"),
    ],
)
def test_the_one_term_not_given_is_implied(claim: str, implied: str) -> None:
    """What the total leaves for it; nothing is checked by it."""
    outcome = check(parse_claim(claim))
    assert outcome.verdict is Verdict.NOT_CHECKABLE
    assert outcome.recomputed == implied
    assert outcome.missing == ("the figure written ?",)
    assert check(parse_claim("5% + 3‰ + ? = 9%")).verdict is Verdict.INCONSISTENT


@pytest.mark.parametrize("claim", [None, 5, 0.5, ("1/2", "50%")])
def test_what_is_no_claim_at_all_is_named(claim: object) -> None:
    """A number is not a claim about a number."""
    with pytest.raises(ClaimError, match=r"claims\[0\]: \w+: is not a claim"):
        audit([claim])  # type: ignore[list-item]


def test_a_product_beyond_all_arithmetic_is_not_checkable() -> None:
    """No crash, and no verdict either."""
    (finding,) = audit([" × ".join(["100000万亿"] * 40) + " = 5"])
    assert finding.verdict is Verdict.NOT_CHECKABLE
    assert audit(["-" * 3000 + "1 × 1 = 1"])[0].verdict is Verdict.CONSISTENT


def test_every_malformed_claim_is_named_at_once() -> None:
    """Nothing is lost after the first fault."""
    with pytest.raises(ClaimError, match=r"2 cannot be read.*\n?.*claims\[0\].*\n.*claims\[2\]"):
        audit(["x", "1/2 = 50%", "y"])


@pytest.mark.parametrize("claim", ["? ⊆ 5", "? by 1/2", "5 ∪ ? ⊆ 6", "1 + ? = 3", "2 × ? = 6"])
def test_a_missing_figure_leaves_a_claim_not_checkable(claim: str) -> None:
    """A figure that is not given makes nothing consistent."""
    (finding,) = audit([claim])
    assert finding.verdict is Verdict.NOT_CHECKABLE
    assert finding.outcome.missing


@given(st.text(alphabet="0123456789.,%‰万元人近余多以上三分之一半?=+-×/()⊆∪≥ by:", max_size=30))
def test_any_text_is_audited_or_refused_by_name(text: str) -> None:
    """No text ends in anything but findings or a ClaimError."""
    try:
        found = audit([text])
    except ClaimError:
        return
    assert str(found)
    assert found.to_dicts()


def test_one_line_is_one_claim() -> None:
    """A string is a claim, not a sequence of letters."""
    assert len(audit("1/2 = 50%")) == 1


def test_an_audit_counts_picks_and_gives_plain_values() -> None:
    """The findings as a sequence, by verdict, as dictionaries and as text."""
    found = audit(["1/2 = 50%", Claim(assertion=parse_claim("1/2 = 60%"), id="X1"), "1/? = 3%"])
    assert found.counts == {
        Verdict.CONSISTENT: 1,
        Verdict.INCONSISTENT: 1,
        Verdict.NOT_CHECKABLE: 1,
    }
    assert [finding.claim.id for finding in found.where("inconsistent")] == ["X1"]
    assert isinstance(found[0], Finding)
    assert found[1].would_hold == found[1].outcome.would_hold
    assert found[2].missing == ("denominator",)
    assert len(found[:2]) == 2
    row = found.to_dicts()[1]
    assert row["verdict"] == "inconsistent"
    assert row["kind"] == "ratio"
    assert row["value"] == 0.5
    assert "missing: denominator" in str(found)
    assert str(found).endswith("3 claims: 1 consistent, 1 inconsistent, 1 not checkable")
