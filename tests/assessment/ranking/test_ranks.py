"""How sure ranks are: drawn tables, and sets that are right at once."""

from __future__ import annotations

import tracemalloc
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_areas import exposures, names, tables
from scipy import stats

from famplan.assessment import rank_sets, rank_uncertainty
from famplan.errors import DefinitionError, InvalidInputError

SOURCES = ["shrunken", "alone", "bootstrap"]
firsts = st.sampled_from(["highest", "lowest"])


@pytest.mark.parametrize("drawn", SOURCES)
@pytest.mark.parametrize("evidence", ["rate", "count", "proportion", "ratio"])
def test_clear_differences_leave_one_rank(drawn: Any, evidence: str) -> None:
    """One in a hundred, ten and half: every draw ranks them alike, in both directions."""
    base = None if evidence == "count" else [10_000] * 3
    for first, ranks in (("highest", [3, 2, 1]), ("lowest", [1, 2, 3])):
        found = rank_uncertainty(
            [100, 1000, 5000], base, areas=names(3), evidence=evidence, first=first,
            seed=1, drawn=drawn, draws=200, ends=1,
        )  # fmt: skip
        np.testing.assert_array_equal(found.low, ranks)
        np.testing.assert_array_equal(found.high, ranks)
        np.testing.assert_array_equal(found.expected, ranks)
        np.testing.assert_array_equal(found.top, np.array(ranks) == 1)
        np.testing.assert_array_equal(found.bottom, np.array(ranks) == 3)


def test_the_chance_to_be_first_is_that_of_the_integral() -> None:
    """Gamma of 13 over that of 9, by Jeffreys' 12½ and 8½ events: the tail of a beta."""
    found = rank_uncertainty(
        [12, 8], [100, 100], areas=names(2), evidence="rate", first="highest", seed=3,
        drawn="alone", draws=40_000, ends=1,
    )  # fmt: skip
    chance = stats.beta.sf(0.5, 12.5, 8.5)
    assert found.top[0] == pytest.approx(chance, abs=0.01)
    assert found.expected[0] == pytest.approx(2 - chance, abs=0.01)


@pytest.mark.parametrize("drawn", ["shrunken", "bootstrap"])
def test_areas_that_are_alike_may_have_any_rank(drawn: Any) -> None:
    """Where nothing is between them, each interval holds nearly all ranks."""
    found = rank_uncertainty(
        [50] * 40, [1000] * 40, areas=names(40), evidence="rate", first="highest", seed=1,
        drawn=drawn, draws=400, ends=4,
    )  # fmt: skip
    np.testing.assert_array_equal(found.low, 1 + (found.low[0] - 1))
    assert (found.low <= 2).all()
    assert (found.high >= 39).all()
    np.testing.assert_allclose(found.expected, 20.5)
    np.testing.assert_allclose(found.top, 0.1)
    np.testing.assert_allclose(found.bottom, 0.1)


@given(table=tables(most=7), first=firsts, drawn=st.sampled_from(SOURCES), seed=st.integers(0, 9))
def test_what_drawn_ranks_always_keep(
    table: tuple[Any, Any, str], first: Any, drawn: Any, seed: int
) -> None:
    """Ranks add up, chances too, and intervals hold the mean rank of the area."""
    cases, base, evidence = table
    number = len(cases)
    found = rank_uncertainty(
        cases, base, areas=names(number), evidence=evidence, first=first, seed=seed,
        drawn=drawn, draws=50, ends=2, level=0.999,
    )  # fmt: skip
    assert found.expected.sum() == pytest.approx(number * (number + 1) / 2)
    assert found.top.sum() == pytest.approx(min(2, number))
    assert found.bottom.sum() == pytest.approx(min(2, number))
    assert (found.low >= 1).all()
    assert (found.high <= number).all()
    assert (found.low <= found.expected + 1e-9).all()
    assert (found.expected <= found.high + 1e-9).all()
    assert (found.width >= 1).all()


@given(table=tables(least=2, most=6), drawn=st.sampled_from(SOURCES), first=firsts, data=st.data())
def test_the_order_of_the_lines_does_not_matter(
    table: tuple[Any, Any, str], drawn: Any, first: Any, data: st.DataObject
) -> None:
    """Areas given in another order get the same ranks, to the last digit."""
    cases, base, evidence = table
    order = data.draw(st.permutations(range(len(cases))))
    given: dict[str, Any] = {"evidence": evidence, "first": first}
    lots: dict[str, Any] = {"seed": 4, "drawn": drawn, "draws": 40}
    areas, moved = names(len(cases)), [cases[place] for place in order]
    below = None if base is None else [base[place] for place in order]
    one = rank_uncertainty(cases, base, areas=areas, **given, **lots)
    other = rank_uncertainty(moved, below, areas=areas, **given, **lots)
    for name in ("low", "high", "expected", "top", "bottom"):
        np.testing.assert_array_equal(getattr(one, name)[list(order)], getattr(other, name))
    sets = rank_sets(cases, base, areas=areas, **given)
    others = rank_sets(moved, below, areas=areas, **given)
    np.testing.assert_array_equal(sets.low[list(order)], others.low)
    np.testing.assert_array_equal(sets.high[list(order)], others.high)


def test_the_unit_of_exposure_does_not_matter() -> None:
    """Ranks per person and per thousand persons are the same."""
    sizes = exposures(40)
    cases = np.random.default_rng(3).poisson(0.012 * sizes * np.linspace(0.5, 2, 40))
    one, other = (
        rank_uncertainty(
            cases, sizes * unit, areas=names(40), evidence="rate", first="highest", seed=1
        )
        for unit in (1, 1000)
    )
    np.testing.assert_array_equal(one.low, other.low)
    np.testing.assert_allclose(one.expected, other.expected, atol=0.01)


def test_blocks_and_bins_do_not_matter() -> None:
    """Of 2,500 areas ranks are counted by threes: intervals widen by less than two on a side."""
    sizes, number = exposures(2500), 2500
    random = np.random.default_rng(7)
    cases = random.poisson(sizes * random.gamma(25, 0.012 / 25, number))
    arguments: dict[str, Any] = {"evidence": "rate", "first": "highest", "seed": 1, "draws": 300}
    found = rank_uncertainty(cases, sizes, areas=names(number), **arguments)
    assert (found.low % 3 == 1).all()
    assert ((found.high % 3 == 0) | (found.high == number)).all()
    # The same tables drawn and ranked with nothing streamed.
    prior = rank_uncertainty(cases, sizes, areas=names(number), drawn="alone", **arguments)
    order = np.lexsort((sizes, cases))
    tables_ = np.random.default_rng(1).standard_gamma(0.5 + cases[order], (300, number))
    ranks = stats.rankdata(-tables_ / sizes[order], axis=1)
    # Areas with the same counts share what they drew: compare those that stand alone.
    pairs = np.stack([cases, sizes])[:, order]
    alone = np.append(True, (np.diff(pairs) != 0).any(axis=0))
    alone &= np.append(alone[1:], True)
    np.testing.assert_allclose(prior.expected[order][alone], ranks.mean(axis=0)[alone])
    low = np.sort(ranks, axis=0)[7]  # 7.5 of 300 tables may lie below
    gap = low[alone] - prior.low[order][alone]
    assert (gap >= 0).all()
    assert (gap < 3).all()


def test_memory_does_not_grow_with_the_draws() -> None:
    """Ten times the draws take no more than a megabyte more."""
    sizes = exposures(800)
    cases = np.random.default_rng(1).poisson(0.012 * sizes)

    def peak(draws: int) -> float:
        tracemalloc.start()
        rank_uncertainty(
            cases, sizes, areas=names(800), evidence="rate", first="highest", seed=1,
            draws=draws, drawn="alone",
        )  # fmt: skip
        most = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(7000) < peak(700) + 1


def test_rank_intervals_hold_the_true_ranks() -> None:
    """Where rates are drawn as the model says, nineteen of twenty do."""
    sizes, hits = exposures(60), []
    for seed in range(30):
        random = np.random.default_rng(seed)
        rate = random.gamma(9, 0.012 / 9, 60)
        found = rank_uncertainty(
            random.poisson(rate * sizes), sizes, areas=names(60), evidence="rate",
            first="highest", seed=seed, draws=400,
        )  # fmt: skip
        true = stats.rankdata(-rate)
        hits.append(((found.low <= true) & (true <= found.high)).mean())
    assert 0.92 < np.mean(hits) < 0.99


def test_sets_hold_all_true_ranks_at_once() -> None:
    """In at least 95 per cent of tables, and clear differences are told apart."""
    sizes, right, told = exposures(25), 0, []
    rate = np.repeat([0.006, 0.012, 0.024, 0.012, 0.048], 5)
    for seed in range(200):
        cases = np.random.default_rng(seed).poisson(rate * sizes)
        found = rank_sets(cases, sizes, areas=names(25), evidence="rate", first="lowest")
        # Areas of one rate may have any of their ranks.
        least = np.array([1 + (rate < own).sum() for own in rate])
        most = np.array([(rate <= own).sum() for own in rate])
        right += bool(((found.low <= least) & (found.high >= most)).all())
        told.append(found.told_apart / found.pairs)
    assert right >= 0.95 * 200
    assert np.mean(told) > 0.4


@given(table=tables(least=2, most=6), first=firsts, level=st.sampled_from([0.5, 0.9]))
def test_sets_are_holms_of_exact_tests(
    table: tuple[Any, Any, str], first: Any, level: float
) -> None:
    """The same as all one-sided tests of scipy, sorted and stepped through one by one."""
    cases, base, evidence = table
    number = len(cases)
    found = rank_sets(cases, base, areas=names(number), evidence=evidence, first=first, level=level)
    whole = np.ones(number) if base is None else np.array(base, float)
    if evidence == "ratio":
        whole = whole + cases
    tests = []
    for one, other in permutations(range(number), 2):
        both, size = cases[one] + cases[other], whole[one] + whole[other]
        if evidence in {"rate", "count"}:
            p_value = stats.binom.sf(cases[one] - 1, both, whole[one] / size)
        else:
            with np.errstate(all="ignore"):
                p_value = stats.hypergeom.sf(cases[one] - 1, size, both, whole[one])
        tests.append((p_value, one, other))
    before, behind = np.zeros(number), np.zeros(number)
    for place, (p_value, one, other) in enumerate(sorted(tests)):
        if p_value > (1 - level) / (len(tests) - place):
            break
        higher, lower = (behind, before) if first == "highest" else (before, behind)
        higher[one] += 1
        lower[other] += 1
    np.testing.assert_array_equal(found.low, 1 + before)
    np.testing.assert_array_equal(found.high, number - behind)
    assert found.told_apart == before.sum()


def test_sets_of_many_areas_are_made_in_blocks() -> None:
    """More than fit at once give what each pair alone says."""
    number = 900
    cases = np.where(np.arange(number) < 3, 400, 100)
    found = rank_sets(cases, [1000] * number, areas=names(number), evidence="rate", first="highest")
    assert found.told_apart == 3 * 897
    np.testing.assert_array_equal(found.low, np.where(np.arange(number) < 3, 1, 4))
    np.testing.assert_array_equal(found.high, np.where(np.arange(number) < 3, 3, 900))


def test_unknown_areas_have_no_rank() -> None:
    """And take none from the others; one area is first and last."""
    given: dict[str, Any] = {"evidence": "rate", "first": "highest"}
    found = rank_uncertainty([5, None, 9], [10, 10, 0], areas=names(3), seed=1, **given)
    np.testing.assert_array_equal(found.low, [1, np.nan, np.nan])
    np.testing.assert_array_equal(found.high, [1, np.nan, np.nan])
    sets = rank_sets([5, None, 9], [10, 10, 0], areas=names(3), **given)
    np.testing.assert_array_equal(sets.low, [1, np.nan, np.nan])
    assert (sets.pairs, sets.told_apart) == (0, 0)
    nobody = rank_uncertainty([None], [10], areas=["A"], seed=1, **given)
    assert np.isnan(nobody.expected).all()
    assert str(nobody) == "no area is known, so none is ranked"
    assert np.isnan(rank_sets([None], [10], areas=["A"], **given).low).all()


def test_a_generator_goes_on_where_it_stands() -> None:
    """A seed starts anew, a generator does not."""
    random = np.random.default_rng(1)
    given: dict[str, Any] = {"areas": names(3), "evidence": "count", "first": "highest"}
    drawn = [
        rank_uncertainty([9, 8, 7], seed=seed, draws=50, **given).expected.tolist()
        for seed in (1, random, random)
    ]
    assert drawn[0] == drawn[1]
    assert drawn[1] != drawn[2]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"first": "best"}, DefinitionError, "first: 'best' is none of 'highest', 'lowest'"),
        ({"drawn": "x"}, DefinitionError, "drawn: 'x' is none of"),
        ({"method": "x"}, DefinitionError, "method: 'x' is none of"),
        ({"draws": 0}, InvalidInputError, "draws: 0 is below 1"),
        ({"ends": 0}, InvalidInputError, "ends: 0 is below 1"),
        ({"level": 1}, InvalidInputError, "level: 1 is not between 0 and 1"),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    """By name, with what is allowed."""
    given: dict[str, Any] = {"first": "highest", "seed": 1, **arguments}
    with pytest.raises(error, match=message):
        rank_uncertainty([3, 4], [50, 60], areas=names(2), evidence="rate", **given)


def test_wrong_choices_of_sets_are_refused() -> None:
    """Likewise."""
    with pytest.raises(DefinitionError, match="first"):
        rank_sets([3], [5], areas=["A"], evidence="rate", first="best")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="level"):
        rank_sets([3], [5], areas=["A"], evidence="rate", first="lowest", level=0)
