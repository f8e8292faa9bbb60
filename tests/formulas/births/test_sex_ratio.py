"""Sex ratio at birth: interval and test against scipy's scalar answers, and their agreement."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.catalogue.facts import Fact, fact
from famplan.errors import InvalidInputError, NegativeCountError
from famplan.formulas import births

some = st.integers(min_value=0, max_value=5000)
ratios = st.floats(min_value=0.5, max_value=2)


@given(male=some, female=some, reference=ratios)
def test_p_value_is_twice_the_smaller_exact_tail(male: int, female: int, reference: float) -> None:
    """Each tail equals scipy's exact one-sided test of one pair of counts."""
    if not male + female:
        return
    found = births.sex_ratio_test(male, female=female, reference=reference)
    share = reference / (1 + reference)
    tails = [
        stats.binomtest(male, male + female, share, alternative=side).pvalue
        for side in ("less", "greater")
    ]
    assert found.p_value == pytest.approx(min(1, 2 * min(tails)), rel=1e-7, abs=1e-300)


@given(male=some, female=some, reference=ratios)
def test_test_and_interval_agree(male: int, female: int, reference: float) -> None:
    """The p-value is below 0.05 where, and only where, the interval leaves the reference out."""
    found = births.sex_ratio_test(male, female=female, reference=reference)
    if np.isnan(found.p_value) or abs(found.p_value - 0.05) < 1e-9:
        return
    inside = found.interval.low <= reference <= found.interval.high
    assert inside == (found.p_value > 0.05)


@given(male=some, female=some)
def test_the_interval_is_scipys_exact_interval_of_the_boys_share(male: int, female: int) -> None:
    """Turned back into shares, the limits are those of Clopper and Pearson."""
    if not male + female:
        return
    interval = births.sex_ratio_interval(male, female=female, level=0.9)
    exact = stats.binomtest(male, male + female).proportion_ci(0.9, method="exact")
    assert interval.low / (1 + interval.low) == pytest.approx(exact.low, rel=1e-9)
    assert 1 / (1 + 1 / interval.high) == pytest.approx(exact.high, rel=1e-9)


def test_the_interval_of_a_printed_study() -> None:
    """Of 88,875,750 births 51.47 % were boys, interval 51.46–51.48 (Early Hum Dev 2020; 140)."""
    boys = round(0.5147 * 88_875_750)
    interval = births.sex_ratio_interval(boys, female=88_875_750 - boys)
    limits = [round(limit / (1 + limit), 4) for limit in (interval.low, interval.high)]
    assert limits == [0.5146, 0.5148]


def test_arrays_by_order_are_tested_one_by_one() -> None:
    """Each order gets the ratio, interval and p-value it would get alone."""
    together = births.sex_ratio_test([520, 330, 70], female=[500, 280, 50], reference=1.06)
    alone = births.sex_ratio_test(330, female=280, reference=1.06)
    assert together.sex_ratio[1] == alone.sex_ratio
    assert together.p_value[1] == alone.p_value
    assert together.interval.high[1] == alone.interval.high
    np.testing.assert_allclose(together.excess, [1.04 - 1.06, 33 / 28 - 1.06, 1.4 - 1.06])


def test_a_fact_as_reference_brings_its_source() -> None:
    """The result names where the reference comes from; a plain number names nothing."""
    normal = fact("sex_ratio_at_birth_normal_high")
    assert isinstance(normal, Fact)
    found = births.sex_ratio_test(110, female=100, reference=normal)
    assert (found.reference, found.reference_source) == (1.07, str(normal.source))
    assert not births.sex_ratio_test(110, female=100, reference=1.07).reference_source


def test_without_girls_the_ratio_is_unknown_and_the_interval_open() -> None:
    """Nobody born: nothing is known; no girls: the upper limit is infinite."""
    assert np.isnan(births.sex_ratio_at_birth(3, female=0))
    assert births.sex_ratio_interval(3, female=0).high == np.inf
    assert births.sex_ratio_interval(0, female=3).low == 0
    nobody = births.sex_ratio_test(0, female=0, reference=1.06)
    assert np.isnan(nobody.p_value)
    assert np.isnan(nobody.interval.low)


@pytest.mark.parametrize("reference", [0, -1, 106, [1.06, 106]])
def test_a_reference_per_hundred_girls_is_refused(reference: object) -> None:
    """Ratios are per one; the message shows how to write it."""
    with pytest.raises(InvalidInputError, match=r"write 1\.06 for 106 boys|is below 0"):
        births.sex_ratio_test([100, 100], female=[95, 95], reference=reference)


def test_negative_births_are_named() -> None:
    """The argument at fault stands in the message."""
    with pytest.raises(NegativeCountError, match="female: -1 is below 0"):
        births.sex_ratio_interval(1, female=-1)
