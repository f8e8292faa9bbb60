"""The honest league table as a whole, what it reads, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_areas import exposures, names, tables

from famplan.assessment import Evidence, League, Standing, honest_ranking, naive_rule
from famplan.errors import (
    DefinitionError,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
    ShapeError,
)
from famplan.formulas.intervals import clopper_pearson, poisson_exact

FIELDS = [
    "area", "count", "exposure", "value", "low", "high", "shrunken", "shrunken_low",
    "shrunken_high", "weight", "rank", "rank_low", "rank_high", "expected_rank", "top", "bottom",
    "set_low", "set_high", "limit_low", "limit_high", "p_value", "adjusted_p_value", "standing",
    "hidden",
]  # fmt: skip


def league(cases: Any, base: Any = None, **more: Any) -> League:
    """Rank with few draws."""
    given = {"first": "highest", "seed": 1, "draws": 40, "evidence": "rate", **more}
    return honest_ranking(cases, base, areas=names(len(cases)), **given)


@given(table=tables(), first=st.sampled_from(["highest", "lowest"]))
def test_what_a_league_always_keeps(table: tuple[Any, Any, str], first: str) -> None:
    """Intervals hold the raw figures, sets the plain ranks, and records every field."""
    cases, base, evidence = table
    made = league(cases, base, evidence=evidence, first=first)
    known = ~np.isnan(made.raw)
    low, high = np.asarray(made.interval.low), np.asarray(made.interval.high)
    assert (low[known] <= made.raw[known] * (1 + 1e-12)).all()
    assert (made.raw[known] <= high[known] * (1 + 1e-12)).all()
    assert (made.sets.low <= made.rank).all()
    records = made.to_records(hide_below=0)
    assert [list(record) for record in records] == [FIELDS] * len(cases)
    assert not any(record["hidden"] for record in records)
    shares = np.array(cases) / (made.counts.base)
    better = shares[:, None] > shares[None] if first == "highest" else shares[:, None] < shares
    np.testing.assert_array_equal(made.rank, 1 + better.sum(axis=0))


@given(table=tables(least=2, most=6), data=st.data())
def test_areas_in_another_order_are_the_same_league(
    table: tuple[Any, Any, str], data: st.DataObject
) -> None:
    """Every field of every area, to the last digit."""
    cases, base, evidence = table
    order = data.draw(st.permutations(range(len(cases))))
    areas = names(len(cases))
    arguments: dict[str, Any] = {"evidence": evidence, "first": "highest", "seed": 2, "draws": 20}
    one = honest_ranking(cases, base, areas=areas, **arguments).to_records(hide_below=0)
    other = honest_ranking(
        [cases[place] for place in order],
        None if base is None else [base[place] for place in order],
        areas=[areas[place] for place in order],
        **arguments,
    ).to_records(hide_below=0)
    expected = [one[place] for place in order]
    for mine, theirs in zip(other, expected, strict=True):
        np.testing.assert_equal(mine, theirs)


def test_intervals_are_the_exact_ones() -> None:
    """Those of the formulas, by evidence; a ratio's are the odds of a share's."""
    rate = league([5, 8], [100, 90]).interval
    assert rate == poisson_exact([5, 8], exposure=[100, 90])
    count = league([5, 8], evidence="count").interval
    np.testing.assert_allclose(count.low, poisson_exact([5, 8]).low)
    share = league([5, 8], [100, 90], evidence="proportion").interval
    assert share == clopper_pearson([5, 8], total=[100, 90])
    ratio = league([5, 8], [10, 0], evidence="ratio").interval
    both = clopper_pearson([5, 8], total=[15, 8])
    np.testing.assert_allclose(ratio.low, both.low / (1 - np.asarray(both.low)))
    assert np.asarray(ratio.high)[1] == np.inf


def test_without_differences_nobody_is_named() -> None:
    """In nearly every table of 300 areas, while the naive rule names nine or more."""
    sizes, areas, alarms = exposures(300), names(300), 0
    for seed in range(40):
        cases = np.random.default_rng(1000 + seed).poisson(0.012 * sizes)
        made = honest_ranking(
            cases, sizes, areas=areas, evidence="rate", first="highest", seed=seed, draws=50
        )
        alarms += bool(made.named)
        assert np.median(made.uncertainty.width) > 200
        assert made.sets.told_apart < 10
    assert alarms <= 4


def test_the_worst_ten_are_always_ten() -> None:
    """Whatever the counts, with those that tie with the tenth."""
    sizes, areas = exposures(300), names(300)
    cases = np.random.default_rng(1).poisson(0.012 * sizes)
    arguments: dict[str, Any] = {"areas": areas, "evidence": "rate", "seed": 1, "draws": 20}
    found = naive_rule(cases, sizes, rule="worst", first="highest", **arguments)
    assert len(found.named) == 10
    rates = cases / sizes
    assert set(found.named) == {areas[place] for place in np.argsort(rates)[:10]}
    assert found.expected_false_alarms == pytest.approx(10, abs=0.5)
    assert found.chance_of_any == 1
    assert "the 10 lowest are named: names 10" in str(found)


@pytest.mark.parametrize("rule", ["worst", "deviations"])
@pytest.mark.parametrize("evidence", ["proportion", "ratio"])
def test_naive_rules_of_shares(rule: Any, evidence: str) -> None:
    """They too name areas by chance, and do not stumble over areas without girls."""
    random = np.random.default_rng(1)
    births = random.integers(1, 40, 100)
    boys = random.binomial(births, 0.52)
    base = births if evidence == "proportion" else births - boys
    found = naive_rule(
        boys, base, areas=names(100), evidence=evidence, rule=rule, first="lowest", seed=1,
        draws=200, worst=5,
    )  # fmt: skip
    assert found.expected_false_alarms > 1
    assert found.chance_of_any > 0.6


@pytest.mark.parametrize("rule", ["worst", "deviations"])
def test_naive_rules_of_nobody(rule: Any) -> None:
    """Nobody known, nobody named."""
    found = naive_rule(
        [None], [3], areas=["A"], evidence="rate", rule=rule, first="lowest", seed=1, draws=5
    )
    assert (found.named, found.expected_false_alarms, found.chance_of_any) == ((), 0, 0)


@pytest.mark.parametrize("name", ["worst", "deviations", "draws"])
def test_naive_rules_need_something_to_name(name: str) -> None:
    """More than none."""
    arguments: dict[str, Any] = {name: 0}
    with pytest.raises(InvalidInputError, match=f"{name}: 0 is not above 0"):
        naive_rule(
            [3], [4], areas=["A"], evidence="rate", rule="worst", first="lowest", seed=1,
            **arguments,
        )  # fmt: skip


def test_small_counts_are_hidden_unless_asked_for() -> None:
    """Their standing is given, and nothing from which the count follows."""
    made = league([3, 95, 40], [50, 100, 90], evidence="proportion")
    hidden, others, shown = made.to_records()
    assert (hidden["hidden"], others["hidden"], shown["hidden"]) == (True, True, False)
    assert hidden["standing"] == "below"
    kept = {name for name, value in hidden.items() if value == value}  # noqa: PLR0124 - nan
    assert kept == {"area", "standing", "hidden"}
    assert shown["value"] == pytest.approx(4 / 9)


def test_a_league_can_be_put_in_order() -> None:
    """By mean rank, then hidden areas in an order that says nothing, unknown ones last."""
    made = league([30, None, 300, 100, 4], [1000] * 4 + [10])
    ranked = ["area 3", "area 4", "area 1", "area 5", "area 2"]
    assert [row["area"] for row in made.to_records(by="rank")] == ranked
    assert len(made) == 5
    assert made.standing[1] is Standing.UNKNOWN
    with pytest.raises(DefinitionError, match="by: 'name' is none of 'given', 'rank'"):
        made.to_records(by="name")  # type: ignore[arg-type]


def test_a_league_is_a_table() -> None:
    """At the published scale, in every form, with its notes; small counts are starred."""
    made = league([30, 4, 300], [1000, 800, 4000])
    table = made.table(indicator="births", per=1000)
    text = table.to_text()
    assert "75.0" in text
    assert "* hidden: fewer than 10 cases" in text
    assert "stand out from all areas together at family-wise error 5 % (holm)" in text
    assert table.column("area") == ["area 3", "area 1", "area 2"]
    assert table.to_dicts()[0]["rank_low"] == 1
    assert "hidden" not in made.table(indicator="births", hide_below=0).to_text()


def test_it_says_of_itself_who_stands_out() -> None:
    """In one line for a prompt, in four for a page."""
    made = league([30, 45, 300], [1000, 1200, 4000])
    assert repr(made).startswith("<3 of 3 areas stand out") or "areas stand out" in repr(made)
    assert len(str(made).splitlines()) == 4


@pytest.mark.parametrize(
    ("cases", "base", "more", "error", "message"),
    [
        ([3], [4], {"evidence": "checklist"}, DefinitionError, "no chance in checklists"),
        ([3], [4], {"evidence": "guess"}, DefinitionError, "evidence: 'guess' is none of"),
        ([3], [4], {"evidence": "count"}, DefinitionError, "a count has no exposure"),
        ([3], None, {}, DefinitionError, "exposure: a rate needs one"),
        ([3.5], [4], {}, InvalidInputError, r"counts\[0\]: 3.5 is not a whole number"),
        ([np.inf], [4], {}, InvalidInputError, "inf is not a whole number"),
        ([3], [np.inf], {}, InvalidInputError, "exposure: inf is not a finite number"),
        ([3], [4.5], {"evidence": "ratio"}, InvalidInputError, r"exposure\[0\]: 4.5 is not a"),
        ([-3], [4], {}, NegativeCountError, "-3 is below 0"),
        ([5], [4], {"evidence": "proportion"}, PartExceedsWholeError, "5 is more than"),
        ([5, 6], [4, 5, 6], {}, ShapeError, "shapes do not match"),
        ([5, 6], [[4, 5], [4, 5]], {}, ShapeError, r"2 areas, counts \(2,\)"),
        ([[5, 6]], [[4, 5]], {}, ShapeError, "give one entry for each area"),
    ],
)
def test_what_cannot_be_ranked_is_refused(
    cases: Any, base: Any, more: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Each fault by its own name, with the way out."""
    with pytest.raises(error, match=message):
        league(cases, base, **more)


def test_an_area_stands_once() -> None:
    """Or its counts were split."""
    with pytest.raises(DefinitionError, match="areas: 'A' stands twice; name each area once"):
        honest_ranking(
            [3, 4, 5], [9, 9, 9], areas=["A", "B", "A"], evidence="rate", first="highest", seed=1
        )


def test_one_exposure_serves_all() -> None:
    """A single number is that of each area."""
    made = league([3, 4], 100, evidence=Evidence.RATE)
    np.testing.assert_allclose(made.raw, [0.03, 0.04])


def test_standings_have_names_in_both_languages() -> None:
    """Four of them."""
    assert [how.name_zh for how in Standing] == ["偏高", "偏低", "难以区分", "不详"]
