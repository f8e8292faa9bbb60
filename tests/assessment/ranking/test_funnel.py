"""Funnels: limits and verdicts agree, and the stated error holds where no area differs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_areas import exposures, names, tables
from scipy import stats

from famplan.assessment import Standing, funnel, funnel_limits, naive_rule
from famplan.errors import DefinitionError, InvalidInputError
from famplan.quality import sex_ratio_funnel

CONTROLS = ["none", "bonferroni", "holm", "benjamini-hochberg"]
WIDENINGS = ["none", "multiplicative", "additive"]


def test_limits_are_those_of_the_tables() -> None:
    """Around 10 events, 4 to 17 are within 95 per cent: P(≤ 3) = 0.0103 and P(≥ 18) = 0.0143."""
    limits = funnel_limits(1000, reference=0.01, evidence="rate")
    assert (limits.low, limits.high) == (0.004, 0.017)
    assert limits.method == "exact Poisson funnel"


def test_limits_of_ratios_are_those_of_the_sex_ratio() -> None:
    """The funnel that the tests of sex ratios draw."""
    births = [0, 1, 20, 333, 5000, 100_000]
    ours = funnel_limits(births, reference="106:100", evidence="ratio")
    theirs = sex_ratio_funnel(births, reference=1.06)
    np.testing.assert_allclose(ours.low, theirs.low)
    np.testing.assert_allclose(ours.high, theirs.high)


def test_a_worked_table() -> None:
    """Of 30 events in three equal areas, 18 in one: P(≥ 18) of 30 at a third is 0.0025."""
    found = funnel([6, 6, 18], [100, 100, 100], areas=names(3), evidence="rate", control="holm")
    single = 2 * stats.binom.sf(17, 30, 1 / 3)
    assert found.p_value[2] == pytest.approx(single)
    assert found.adjusted_p_value[2] == pytest.approx(3 * single)
    assert found.standing == (*[Standing.NOT_DISTINGUISHABLE] * 2, Standing.ABOVE)
    assert found.named == ("area 3",)
    assert found.reference == pytest.approx(0.1)


def test_against_a_target_nothing_is_pooled() -> None:
    """All areas may stand out from a figure that is set."""
    found = funnel(
        [130, 125], [100, 100], areas=names(2), evidence="ratio", reference="105:100",
        control="none", error=0.2,
    )  # fmt: skip
    p_value = 2 * stats.binom.sf(129, 230, 105 / 205)
    assert found.p_value[0] == pytest.approx(p_value)
    assert not found.is_pooled
    assert "a target at error of each area alone 20 %" in str(found)


@given(table=tables(), control=st.sampled_from(CONTROLS), wide=st.sampled_from(WIDENINGS))
def test_an_area_stands_out_where_it_is_outside_its_limits(
    table: tuple[Any, Any, str], control: Any, wide: Any
) -> None:
    """Verdict, adjusted p-value and limits say the same, whatever the control."""
    cases, base, evidence = table
    found = funnel(
        cases, base, areas=names(len(cases)), evidence=evidence, control=control, error=0.2,
        over_dispersion=wide,
    )  # fmt: skip
    figure = np.where(np.isnan(found.figure), np.inf, found.figure)
    low, high = np.asarray(found.limits.low), np.asarray(found.limits.high)
    tiny = 1e-12
    above, below = figure > high * (1 + tiny) + tiny, figure < low * (1 - tiny) - tiny
    assert [how is Standing.ABOVE for how in found.standing] == above.tolist()
    assert [how is Standing.BELOW for how in found.standing] == below.tolist()
    assert ((found.adjusted_p_value <= 0.2) == (above | below)).all()


@given(table=tables(least=2, evidence=("rate",)), wide=st.sampled_from(WIDENINGS))
def test_the_unit_of_exposure_does_not_matter(table: tuple[Any, Any, str], wide: Any) -> None:
    """Person-years or thousands of them: the same p-values, and limits at the other scale."""
    cases, base, evidence = table
    one, other = (
        funnel(
            cases, np.array(base) * unit, areas=names(len(cases)), evidence=evidence,
            control="holm", over_dispersion=wide,
        )
        for unit in (1, 1024)
    )  # fmt: skip
    np.testing.assert_allclose(other.p_value, one.p_value, rtol=1e-9)
    np.testing.assert_allclose(np.asarray(other.limits.high) * 1024, one.limits.high)


@given(table=tables(least=2), wide=st.sampled_from(WIDENINGS[1:]))
def test_a_wider_funnel_never_names_more(table: tuple[Any, Any, str], wide: Any) -> None:
    """No factor is below one."""
    cases, base, evidence = table
    found = funnel(
        cases, base, areas=names(len(cases)), evidence=evidence, control="none",
        over_dispersion=wide,
    )  # fmt: skip
    assert (found.over_dispersion.factor >= 1).all()
    assert found.over_dispersion.ratio >= 1


@pytest.mark.parametrize("evidence", ["rate", "proportion"])
def test_without_differences_it_names_no_area_at_the_stated_rate(evidence: str) -> None:
    """In at most 5 per cent of 400 tables of 300 areas; each area alone, in nearly all."""
    sizes, areas, alarms = exposures(300) // (1 if evidence == "rate" else 40), names(300), 0
    naive = 0
    for seed in range(400):
        random = np.random.default_rng(seed)
        cases = random.poisson(0.012 * sizes) if evidence == "rate" else random.binomial(sizes, 0.9)
        found = funnel(cases, sizes, areas=areas, evidence=evidence, control="holm")
        alarms += bool(found.named)
        naive += bool((found.p_value <= 0.05).any())
    assert 0 < alarms <= 0.05 * 400
    assert naive > 0.95 * 400


def test_false_discoveries_are_a_small_share() -> None:
    """Of 300 areas 30 differ: at most a tenth of those named are others, and most are found."""
    sizes, areas = exposures(300), names(300)
    different = np.arange(300) < 30
    wrong, found_ones = [], []
    for seed in range(60):
        random = np.random.default_rng(seed)
        cases = random.poisson(0.012 * sizes * np.where(different, 1.6, 1))
        found = funnel(
            cases, sizes, areas=areas, evidence="rate", control="benjamini-hochberg", error=0.1,
            reference=0.012,
        )  # fmt: skip
        out = np.array([how is Standing.ABOVE for how in found.standing])
        wrong.append((out & ~different).sum() / max(out.sum(), 1))
        found_ones.append((out & different).sum() / 30)
    assert np.mean(wrong) <= 0.1
    assert np.mean(found_ones) > 0.7


def test_planted_differences_are_found() -> None:
    """Five towns of 300 areas with twice the births are named, always all, and seldom another."""
    sizes, areas = exposures(300), names(300)
    planted = np.argsort(sizes)[-5:]
    rate = np.full(300, 0.012)
    rate[planted] *= 2
    others = 0
    for seed in range(50):
        cases = np.random.default_rng(seed).poisson(rate * sizes)
        found = funnel(cases, sizes, areas=areas, evidence="rate", control="holm")
        assert {areas[place] for place in planted} <= set(found.named)
        others += len(found.named) > 5
    assert others <= 5


def test_the_naive_rule_names_areas_by_chance() -> None:
    """It expects as many false alarms as the mean of tables drawn apart from it."""
    sizes, areas = exposures(300), names(300)
    random = np.random.default_rng(9)
    named = []
    for seed in range(40):
        cases = random.poisson(0.012 * sizes)
        found = naive_rule(
            cases, sizes, areas=areas, evidence="rate", rule="deviations", first="lowest",
            seed=seed, draws=200,
        )  # fmt: skip
        named.append(len(found.named))
    assert found.chance_of_any == 1
    assert np.mean(named) > 5
    assert found.expected_false_alarms == pytest.approx(np.mean(named), abs=1)


def test_over_dispersion_widens_and_is_named() -> None:
    """Where all areas differ, a plain funnel names dozens, a widened one few."""
    random = np.random.default_rng(2)
    sizes, areas = exposures(300), names(300)
    cases = random.poisson(sizes * random.gamma(25, 0.012 / 25, 300))
    found = {
        wide: funnel(
            cases, sizes, areas=areas, evidence="rate", control="holm",
            over_dispersion=wide,  # type: ignore[arg-type]
        )
        for wide in WIDENINGS
    }  # fmt: skip
    assert len(found["none"].named) > 20
    assert all(len(found[wide].named) < 8 for wide in WIDENINGS[1:])
    assert "additive over-dispersion" in str(found["additive"])
    assert 0.1 < found["additive"].over_dispersion.between < 0.3
    assert found["multiplicative"].limits.method == "multiplicative binomial funnel, holm"
    # A variance between areas weighs most where chance is small: in the largest.
    factor = found["additive"].over_dispersion.factor
    assert (np.diff(factor[np.argsort(sizes)]) >= 0).all()


def test_areas_that_are_alike_are_not_widened() -> None:
    """Nothing is between areas that differ less than by chance."""
    found = funnel(
        [10, 10, 10], [100, 100, 100], areas=names(3), evidence="proportion", control="none",
        over_dispersion="additive",
    )  # fmt: skip
    assert found.over_dispersion.between == 0
    assert (found.over_dispersion.factor == 1).all()


def test_unknown_and_empty_areas_are_left_out() -> None:
    """They are not tests, and have no limits; nobody known leaves nothing."""
    found = funnel(
        [30, None, 4, 5], [100, 50, 0, 100], areas=names(4), evidence="rate", control="bonferroni"
    )
    assert found.standing[1:3] == (Standing.UNKNOWN, Standing.UNKNOWN)
    assert np.isnan(found.p_value[1:3]).all()
    assert np.isnan(np.asarray(found.limits.low)[1:3]).all()
    alone = 2 * stats.binom.sf(29, 35, 0.5)
    assert found.adjusted_p_value[0] == pytest.approx(2 * alone)
    nobody = funnel([None], [10], areas=["A"], evidence="rate", control="holm")
    assert nobody.standing == (Standing.UNKNOWN,)
    assert np.isnan(nobody.reference)
    assert str(nobody).startswith("0 of 0 areas stand out")


@pytest.mark.parametrize("evidence", ["rate", "proportion", "ratio"])
def test_one_area_is_itself_the_mean(evidence: str) -> None:
    """It cannot stand out, and its limits are its figure."""
    found = funnel([7], [90], areas=["A"], evidence=evidence, control="holm")
    assert found.standing == (Standing.NOT_DISTINGUISHABLE,)
    assert found.p_value[0] == 1
    np.testing.assert_allclose([found.limits.low, found.limits.high], 7 / 90 * np.ones((2, 1)))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"control": "sidak"}, DefinitionError, "control: 'sidak' is none of"),
        ({"over_dispersion": "yes"}, DefinitionError, "over_dispersion: 'yes' is none of"),
        ({"error": 5}, InvalidInputError, "error: 5 is not between 0 and 1"),
        ({"reference": 0}, InvalidInputError, "reference: 0 is not above 0"),
        ({"reference": 1.2, "evidence": "proportion"}, InvalidInputError, "not between 0 and 1"),
    ],
)
def test_what_cannot_be_is_refused(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    """By name, with what is allowed."""
    given: dict[str, Any] = {"evidence": "rate", "control": "holm", **arguments}
    with pytest.raises(error, match=message):
        funnel([3, 4], [50, 60], areas=names(2), **given)


def test_a_whole_that_is_not_whole_has_no_limits() -> None:
    """An exact funnel of a proportion is one of cases."""
    with pytest.raises(InvalidInputError, match="is not a whole number"):
        funnel_limits([10.5], reference=0.5, evidence="proportion")
