"""Figures drawn to the mean: models against other programs, and what must always hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from made_up_areas import exposures, names, tables
from scipy import optimize, stats

from famplan.assessment import Shrunken, shrink
from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.intervals import clopper_pearson, poisson_exact

methods = st.sampled_from(["marginal likelihood", "moments"])


def shrunken(table: tuple[Any, Any, str], method: Any = "moments", **more: Any) -> Shrunken:
    """Draw a table of counts to its mean."""
    cases, base, evidence = table
    areas = names(len(cases))
    return shrink(cases, base, areas=areas, evidence=evidence, method=method, **more)


def test_moments_worked_by_hand() -> None:
    """Two areas of 100 with 2 and 18 cases: the mean is 0.1 and the variance 0.0064.

    Chance adds 0.1 / 100 = 0.001, so 0.0054 is between the areas: the mean counts for
    0.1 / 0.0054 = 18.5 of exposure, and each area's own figure for 100 / 118.5.
    """
    found = shrunken(([2, 18], [100, 100], "rate"))
    assert found.prior.strength == pytest.approx(0.1 / 0.0054)
    assert found.prior.spread == pytest.approx(0.0054**0.5)
    np.testing.assert_allclose(found.weight, 100 / (100 + 0.1 / 0.0054))
    np.testing.assert_allclose(found.value, [0.1 - 0.08 * 27 / 32, 0.1 + 0.08 * 27 / 32])


def test_moments_of_shares_worked_by_hand() -> None:
    """The same as a proportion: likeness (0.0064 / 0.09 − 0.01) / 0.99, strength 1 / it − 1."""
    found = shrunken(([2, 18], [100, 100], "proportion"))
    alike = (0.0064 / 0.09 - 0.01) / 0.99
    assert found.prior.strength == pytest.approx(1 / alike - 1)
    assert found.prior.spread == pytest.approx((0.09 * alike) ** 0.5)


def test_the_likelihood_of_rates_is_scipys() -> None:
    """No mean and strength make the counts likelier by its negative binomial."""
    random = np.random.default_rng(5)
    sizes = exposures(60)
    cases = random.poisson(sizes * random.gamma(9, 0.012 / 9, 60))

    def loss(logs: Any) -> float:
        shape, strength = np.exp(logs[0] + logs[1]), np.exp(logs[1])
        return -float(stats.nbinom.logpmf(cases, shape, strength / (strength + sizes)).sum())

    best = optimize.minimize(loss, [np.log(0.01), np.log(500)], method="Nelder-Mead")
    found = shrunken((cases, sizes, "rate"), "marginal likelihood")
    mine = np.log([found.prior.mean, found.prior.strength])
    assert loss(mine) <= best.fun + 1e-6
    np.testing.assert_allclose(mine, best.x, atol=1e-3)


def test_the_likelihood_of_shares_is_scipys() -> None:
    """No mean and strength make the counts likelier by its beta-binomial."""
    random = np.random.default_rng(6)
    sizes = exposures(60) // 40
    cases = random.binomial(sizes, random.beta(40, 10, 60))

    def loss(logs: Any) -> float:
        before = np.exp(logs)
        return -float(stats.betabinom.logpmf(cases, sizes, *before).sum())

    best = optimize.minimize(loss, [3.0, 2.0], method="Nelder-Mead")
    found = shrunken((cases, sizes, "proportion"), "marginal likelihood")
    mean, strength = found.prior.mean, found.prior.strength
    mine = np.log([mean * strength, (1 - mean) * strength])
    assert loss(mine) <= best.fun + 1e-6
    np.testing.assert_allclose(mine, best.x, atol=1e-3)


@given(table=tables(evidence=("rate", "proportion")), method=methods)
def test_one_method_has_no_better_neighbour(table: tuple[Any, Any, str], method: str) -> None:
    """By likelihood, counts are at least as likely as without differences; all are finite."""
    found = shrunken(table, method)
    assert found.prior.strength > 0
    known = found.value[~np.isnan(found.raw)]
    assert np.isfinite(known).all()
    if method == "marginal likelihood" and found.differs and table[2] == "rate":
        cases, base = np.array(table[0]), np.array(table[1])
        shape = found.prior.mean * found.prior.strength
        share = found.prior.strength / (found.prior.strength + base)
        pooled = cases.sum() / base.sum()
        with_differences = stats.nbinom.logpmf(cases, shape, share).sum()
        assert with_differences >= stats.poisson.logpmf(cases, pooled * base).sum() - 1e-6


@given(table=tables(), method=methods)
def test_a_shrunken_figure_lies_between_the_raw_one_and_the_mean(
    table: tuple[Any, Any, str], method: str
) -> None:
    """And its interval holds at least one of what it may be; weights are shares."""
    found = shrunken(table, method)
    raw = np.where(np.isnan(found.raw), np.inf, found.raw)
    tiny = 1e-9 * (1 + found.mean)
    assert (found.value >= np.minimum(raw, found.mean) - tiny).all()
    assert (found.value <= np.maximum(raw, found.mean) + tiny).all()
    assert ((found.weight >= 0) & (found.weight < 1)).all()
    assert (np.asarray(found.interval.low) <= np.asarray(found.interval.high)).all()


@given(table=tables(least=2), method=methods)
def test_more_exposure_shrinks_less(table: tuple[Any, Any, str], method: str) -> None:
    """The weight of an area's own figure grows with its size."""
    found = shrunken(table, method)
    cases, base, evidence = table
    size = np.array(cases) + np.array(base) if evidence == "ratio" else base
    order = np.argsort(np.ones(len(cases)) if size is None else size, kind="stable")
    assert (np.diff(found.weight[order]) >= 0).all()


@given(table=tables(evidence=("rate",)), method=methods, scale=st.sampled_from([1e-3, 0.5, 1e4]))
def test_the_unit_of_exposure_does_not_matter(
    table: tuple[Any, Any, str], method: str, scale: float
) -> None:
    """Person-years or thousands of them: figures scale, weights stay."""
    cases, base, evidence = table
    one = shrunken(table, method)
    other = shrunken((cases, [each * scale for each in base], evidence), method)
    assume(one.prior.strength == np.inf or one.prior.strength < 1e5 * np.mean(base))
    np.testing.assert_allclose(other.weight, one.weight, rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(other.value * scale, one.value, rtol=1e-4, atol=1e-9)


@pytest.mark.parametrize("method", ["marginal likelihood", "moments"])
@pytest.mark.parametrize("evidence", ["rate", "proportion"])
def test_areas_without_differences_get_the_mean(method: str, evidence: str) -> None:
    """With the exact interval of all areas together."""
    found = shrunken(([10, 20, 30], [100, 200, 300], evidence), method)
    assert not found.differs
    assert found.prior.spread == 0
    np.testing.assert_allclose(found.value, 0.1)
    whole = (
        poisson_exact(60, exposure=600) if evidence == "rate" else clopper_pearson(60, total=600)
    )
    np.testing.assert_allclose(found.interval.low, whole.low)
    np.testing.assert_allclose(found.interval.high, whole.high)
    assert str(found).startswith("no difference between areas beyond chance")


@pytest.mark.parametrize("method", ["marginal likelihood", "moments"])
@pytest.mark.parametrize(
    ("table", "figure"),
    [
        (([0, 0, 0], [100, 5, 30], "rate"), 0),
        (([0, 0], [100, 5], "proportion"), 0),
        (([100, 5], [100, 5], "proportion"), 1),
        (([1, 0, 1, 1], [1, 1, 1, 1], "proportion"), 0.75),
        (([4], [50], "rate"), 0.08),
        (([0], [0], "rate"), np.nan),
        (([], [], "rate"), np.nan),
    ],
)
def test_tables_that_cannot_show_differences(
    method: str, table: tuple[Any, Any, str], figure: float
) -> None:
    """No cases, all cases, one case each, one area, none known, none at all."""
    found = shrunken(table, method)
    assert not found.differs
    np.testing.assert_allclose(found.mean, figure)
    np.testing.assert_allclose(found.value, figure)


@pytest.mark.parametrize("method", ["marginal likelihood", "moments"])
@pytest.mark.parametrize("evidence", ["rate", "proportion"])
def test_areas_as_different_as_can_be_keep_their_figures(method: str, evidence: str) -> None:
    """None of a thousand and all of a thousand: hardly anything is drawn in."""
    found = shrunken(([0, 1000, 0, 1000], [1000] * 4, evidence), method)
    np.testing.assert_allclose(found.value, [0, 1, 0, 1], atol=2e-3)


def test_shares_near_one_stay_below_it() -> None:
    """The search for the likeliest mean leaves what no share can be."""
    found = shrunken(([1000, 1000, 1000, 900], [1000] * 4, "proportion"), "marginal likelihood")
    assert found.differs
    assert 0.9 < found.mean < 1
    assert (found.value < 1).all()


def test_shrunken_figures_are_nearer_to_the_truth() -> None:
    """Over 300 areas of known rates, the squared error is less than half of the raw one."""
    random = np.random.default_rng(8)
    sizes = exposures(300) // 4
    rate = random.gamma(25, 0.012 / 25, 300)
    found = shrunken((random.poisson(sizes * rate), sizes, "rate"), "marginal likelihood")
    assert ((found.value - rate) ** 2).mean() < 0.5 * ((found.raw - rate) ** 2).mean()
    within = (np.asarray(found.interval.low) <= rate) & (rate <= np.asarray(found.interval.high))
    assert 0.9 < within.mean() < 0.99
    assert found.prior.spread == pytest.approx(0.012 / 5, rel=0.25)


def test_a_ratio_is_the_odds_of_its_share() -> None:
    """Where nobody was born a girl, the raw ratio is unknown and the shrunken one is not."""
    found = shrunken(([520, 310, 3], [500, 240, 0], "ratio"), "marginal likelihood")
    assert np.isnan(found.raw[2])
    assert np.isfinite(found.value[2])
    share = found.mean / (1 + found.mean)
    assert found.prior.mean == pytest.approx(share)
    assert found.prior.model == "beta-binomial"


def test_results_cannot_be_written_to() -> None:
    """Nor anything else of them."""
    found = shrunken(([3, 9], [100, 90], "rate"))
    with pytest.raises(ValueError, match="read-only"):
        found.value[0] = 1


def test_wrong_choices_are_refused() -> None:
    """By name."""
    with pytest.raises(DefinitionError, match="method: 'bayes' is none of 'marginal likelihood'"):
        shrunken(([3], [9], "rate"), "bayes")
    with pytest.raises(InvalidInputError, match="level: 95 is not between 0 and 1"):
        shrunken(([3], [9], "rate"), level=95)
