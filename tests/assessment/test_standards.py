"""Standards as checklists: bounds, means of years, what is unknown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import (
    Checked,
    Figure,
    Level,
    Requirement,
    Standard,
    Target,
    check_standard,
    find_standard,
    joint_creation,
    level_reached,
    standards,
)
from famplan.assessment.faults import Faults
from famplan.assessment.standards import standards_from
from famplan.catalogue.indicator import Source
from famplan.errors import (
    DefinitionError,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
)
from famplan.model.truth import all_of

COUNTY = find_standard("quality-service-county")
SIX = find_standard("six-good")
FULL = {
    "conformity": ["95 %", "95 %", "95 %"],
    "satisfaction": "85 %",
    "rewards": "90 %",
    "free-services": "100 %",
    "informed-choice": "90 %",
    "self-governance": "90 %",
    "sex-ratio": ["109:100", "109.9:100", "110:100"],
    "prevalence": "85 %",
    "follow-up": "95 %",
    "no-accident": True,
    "complications": "1 ‰",
    "reproductive-health": "80 %",
    "men": "20 %",
}


def county(open_years: str = "each", mean: str = "of years", **changed: object) -> Checked:
    """A county that stands on every bound, with changes."""
    given_figures = {**FULL, **{key.replace("_", "-"): value for key, value in changed.items()}}
    return check_standard(COUNTY, given_figures, unit="East", open_years=open_years, mean=mean)


def test_every_bound_is_enough() -> None:
    """All thirteen are met on the bound; the sex ratio must lie below its own."""
    found = county()
    assert found.is_met is True
    assert str(found) == "East, Quality-service county: met (13 met, 0 missed, 0 not known)"


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("satisfaction", "84.99 %"),
        ("prevalence", "84.99 %"),
        ("follow_up", "94.99 %"),
        ("complications", "1.01 ‰"),
        ("men", "19.99 %"),
        ("no_accident", False),
        ("conformity", ["95 %", "94.99 %", "99 %"]),
        ("sex_ratio", ["110:100", "110:100", "110:100"]),
        ("sex_ratio", ["100:100", "115:100", "115:100"]),
    ],
)
def test_just_beyond_a_bound_is_missed(code: str, value: object) -> None:
    """84.99 % satisfaction, 1.01 ‰ complications, a mean of just 110."""
    found = county(**{code: value})
    assert found.is_met is False
    assert [one.code for one in found.missed] == [code.replace("_", "-")]


def test_what_the_text_leaves_open_is_said() -> None:
    """95 % in three years: each of them, or on average."""
    years = ["94 %", "96 %", "95 %"]
    assert county(conformity=years).is_met is False
    assert county("mean", conformity=years).is_met is True
    with pytest.raises(DefinitionError, match="open_years: Quality-service county leaves open"):
        check_standard(COUNTY, FULL, unit="East", mean="pooled")
    with pytest.raises(DefinitionError, match="mean: Quality-service county looks at means"):
        check_standard(COUNTY, FULL, unit="East", open_years="each")
    with pytest.raises(DefinitionError, match="open_years"):
        county("some")
    with pytest.raises(DefinitionError, match="mean"):
        county("mean", "weighted")


def test_pooled_and_yearly_means_differ() -> None:
    """A small year with a high ratio weighs less in the pool."""
    years = [
        Figure(numerator=120, denominator=100),
        Figure(numerator=1060, denominator=1000),
        Figure(numerator=1060, denominator=1000),
    ]
    yearly = county(sex_ratio=years)
    pooled = county(mean="pooled", sex_ratio=years)
    assert next(row.figure for row in yearly.rows if row.requirement.code == "sex-ratio") == (
        "110.67:100"
    )
    assert next(row.figure for row in pooled.rows if row.requirement.code == "sex-ratio") == (
        "106.67:100"
    )
    assert (yearly.is_met, pooled.is_met) == (False, True)


def test_missing_is_unknown() -> None:
    """A year, a figure or a whole requirement that is not known is not missed."""
    for value in (["108:100", None, "108:100"], ["108:100", "108:100"], None, []):
        found = county(sex_ratio=value)
        assert found.is_met is None
        assert [one.code for one in found.unknown] == ["sex-ratio"]
    row = county(sex_ratio=["108:100"]).rows[6]
    assert row.reason.endswith("1 of 3 years are known")
    assert row.reason_zh == "出生性别比：3年中1年已知"
    counts_needed = county(mean="pooled").rows[6]
    assert counts_needed.reason.endswith("3 of 3 years are known, and their counts are needed")
    nothing = Figure(numerator=0, denominator=0)
    assert county(mean="pooled", sex_ratio=[nothing] * 3).is_met is None
    assert county(conformity=["95 %", "94 %"]).is_met is False


@given(st.lists(st.sampled_from([True, False, None]), min_size=6, max_size=6))
def test_a_checklist_is_an_and(answers: list[bool | None]) -> None:
    """One missed decides, else one unknown leaves open."""
    codes = [one.code for one in SIX.requirements]
    given_answers = dict(zip(codes, answers, strict=True))
    found = check_standard(SIX, given_answers, unit="East")
    assert found.is_met is all_of(*answers)
    assert [record["met"] for record in found.to_records()] == answers
    assert len(found.missed) == answers.count(False)


def test_the_duties_of_leaderships() -> None:
    """A33: a city meets twice a year, a county four times."""
    city, one_county = (find_standard(f"leadership-{level}") for level in ("city", "county"))
    done = {"meetings": 3, "trips": 2, "report": True}
    assert check_standard(city, done, unit="City").is_met is True
    found = check_standard(one_county, done, unit="County")
    assert [one.code for one in found.missed] == ["meetings"]
    assert found.rows[0].reason == "Sessions on the work in a year at least 4: 3"
    assert check_standard(one_county, {**done, "meetings": 4}, unit="County").is_met is True


def test_all_standards_have_sources_and_both_languages() -> None:
    """They come from secondary pages, and say so."""
    for standard in standards():
        assert standard.source.grade == "C"
        assert standard.name_zh
        assert all(one.name_zh for one in standard.requirements)
    assert [str(one) for one in COUNTY.requirements][6:8] == [
        "Sex ratio at birth below 110.00:100 (3 years, mean)",
        "Contraceptive prevalence at least 85.00%",
    ]
    with pytest.raises(DefinitionError, match="no 'six-god'; try six-good"):
        find_standard("six-god")


def test_errors_of_what_is_given() -> None:
    """What nobody asked for, figures for a yes or no, and too many years."""
    with pytest.raises(InvalidInputError, match="colour is not asked for"):
        check_standard(SIX, {"colour": True}, unit="East")
    with pytest.raises(InvalidInputError, match="leadership: is a yes or no"):
        check_standard(SIX, {"leadership": "95 %"}, unit="East")
    with pytest.raises(InvalidInputError, match="satisfaction: is a figure"):
        county(satisfaction=True)
    with pytest.raises(InvalidInputError, match="4 years, of which it looks at 3"):
        county(conformity=["95 %"] * 4)


def test_rows_of_a_file() -> None:
    """Bounds on either side, each with its inclusiveness; every fault at once."""
    faults = Faults()
    source = {"title": "made up"}
    good = {
        "code": "ours",
        "name": "Ours",
        "source": source,
        "requirements": [
            {"code": "a", "name": "A", "above": "90 %"},
            {"code": "b", "name": "B", "at_most": "5 %"},
            {"code": "c", "name": "C"},
        ],
    }
    (found,) = standards_from([good], faults)
    assert not list(faults)
    assert check_standard(found, {"a": "90 %", "b": "5 %"}, unit="E").missed[0].code == "a"
    bad = [
        {"code": "x", "name": "X", "requirements": [{"code": "a", "name": "A"}]},
        {"code": "y", "name": "Y", "source": source, "requirements": "many"},
        {"code": "z", "name": "Z", "source": {**source, "page": 3}, "requirements": ["a"]},
        {
            "code": "w",
            "name": "W",
            "source": source,
            "requirements": [
                {"code": "a", "name": "A", "above": "90 %", "below": "99 %"},
                {"code": "b", "name": "B", "years": 3},
                {"code": "c", "name": "C", "above": "1 %", "over": "some"},
                {"code": "d", "name": "D", "above": "1 %", "unit": "miles"},
            ],
        },
    ]
    assert standards_from(bad, faults) == ()
    text = "\n".join(str(fault) for fault in faults)
    for part in (
        "standard 1 (x), source: is missing",
        "standard 2 (y), requirements: is not an array",
        "standard 3 (z), source: is missing or has other keys",
        "standard 3 (z), requirement 1: not a table",
        "standard 4 (w), requirement 1 (a), bound: above and below given",
        "b is a yes or no, which has no mean",
        "over: ",
        "'miles'",
    ):
        assert part in text


def test_standards_that_cannot_be() -> None:
    """Without requirements, with two of one code, with no year."""
    source = Source("made up")
    with pytest.raises(DefinitionError, match="has no requirement"):
        Standard(code="x", name="X", requirements=[], source=source)
    twice = [Requirement(code="a", name="A")] * 2
    with pytest.raises(DefinitionError, match="two requirements have one code"):
        Standard(code="x", name="X", requirements=twice, source=source)
    target = COUNTY.requirements[0].target
    assert isinstance(target, Target)
    with pytest.raises(DefinitionError, match="0 is below 1"):
        Requirement(code="a", name="A", target=target, years=0)


def test_levels() -> None:
    """The highest that is met, and the highest that may be."""
    met = check_standard(SIX, dict.fromkeys([one.code for one in SIX.requirements], True), unit="E")
    unknown = check_standard(SIX, {}, unit="E")
    missed = check_standard(SIX, {"law": False}, unit="E")
    assert level_reached({Level.NATIONAL: unknown, Level.PROVINCIAL: met}) == (
        Level.PROVINCIAL,
        Level.NATIONAL,
    )
    assert level_reached({Level.CANDIDATE: met, Level.PROVINCIAL: missed}) == (
        Level.CANDIDATE,
        Level.CANDIDATE,
    )
    assert level_reached({Level.NATIONAL: missed}) == (None, None)


def test_joint_creation() -> None:
    """Three levels as counts; bounds come from the caller, and unknown stays so."""
    units = {"county": (1, 1), "township": (12, 20), "village": (None, 261)}
    found = joint_creation(units, at_least={"county": 1, "township": "60 %", "village": "50 %"})
    assert [level.met for level in found.levels] == [True, True, None]
    assert found.is_met is None
    assert str(found).endswith("village – of 261 (–)")
    assert found.to_records()[1]["share"] == 0.6
    assert joint_creation(units, at_least={"township": "60.01 %"}).is_met is False
    assert joint_creation({"village": (0, 0)}).levels[0].share is None
    assert found.levels[1].share == Fraction(3, 5)


def test_errors_of_joint_creation() -> None:
    """Counts that cannot be, and a bound for what is not there."""
    with pytest.raises(PartExceedsWholeError):
        joint_creation({"county": (2, 1)})
    for counts in ((-1, 1), (None, -1)):
        with pytest.raises(NegativeCountError):
            joint_creation({"county": counts})
    with pytest.raises(InvalidInputError, match="no level town"):
        joint_creation({"county": (1, 1)}, at_least={"town": 1})
