"""Direct standardisation: weights, variance, the gamma interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.errors import InvalidInputError, NegativeCountError, ShapeError
from famplan.formulas import standardization
from famplan.formulas.intervals import poisson_exact

# Fleiss 1981, table 14.4: Down's syndrome by mother's age, Michigan 1950–64, order 5 and above;
# the limits are printed by the vignette of the R package dsrTest, method "gamma".
FLEISS = {
    "events": [0, 8, 63, 112, 262, 295],
    "exposure": [327, 30_666, 123_419, 149_919, 104_088, 34_392],
    "standard": [319_933, 931_318, 786_511, 488_235, 237_863, 61_313],
}
GROUPS = 5
events = st.lists(st.integers(0, 5000), min_size=GROUPS, max_size=GROUPS)
people = st.lists(st.integers(1, 10**6), min_size=GROUPS, max_size=GROUPS)


def test_the_gamma_interval_of_the_published_example() -> None:
    """67.70212 to 188.30017 per 100,000."""
    interval = standardization.directly_standardized_interval(**FLEISS)
    ends = [interval.low * 1e5, interval.high * 1e5]
    assert ends == pytest.approx([67.70212, 188.30017], abs=5e-6)


@given(events=events, exposure=people)
def test_standardised_to_itself_a_rate_is_the_crude_rate(
    events: list[int], exposure: list[int]
) -> None:
    """With its own composition nothing changes."""
    rate = standardization.directly_standardized_rate(events, exposure=exposure, standard=exposure)
    assert rate == pytest.approx(sum(events) / sum(exposure))


@given(events=events, exposure=people, standard=people, factor=st.floats(0.01, 100))
def test_only_proportions_of_the_standard_matter_and_the_rate_lies_among_the_groups(
    events: list[int], exposure: list[int], standard: list[int], factor: float
) -> None:
    """Scaling the standard changes nothing; a mean lies between the extremes."""
    counts = {"events": events, "exposure": exposure}
    rate = standardization.directly_standardized_rate(**counts, standard=standard)
    scaled = standardization.directly_standardized_rate(
        **counts, standard=np.array(standard) * factor
    )
    assert scaled == pytest.approx(rate)
    by_group = np.array(events) / np.array(exposure)
    assert by_group.min() * (1 - 1e-9) <= rate <= by_group.max() * (1 + 1e-9)


@given(events=events, exposure=people, standard=people, level=st.floats(0.5, 0.999))
def test_the_gamma_interval_is_fay_and_feuers(
    events: list[int], exposure: list[int], standard: list[int], level: float
) -> None:
    """The limits are quantiles of two gamma distributions, and hold the rate between them."""
    rows = {"events": events, "exposure": exposure, "standard": standard}
    rate = standardization.directly_standardized_rate(**rows)
    variance = standardization.directly_standardized_variance(**rows)
    interval = standardization.directly_standardized_interval(**rows, level=level)
    widest = (np.array(standard) / sum(standard) / np.array(exposure)).max()
    tail = (1 - level) / 2
    upper_mean, upper_variance = rate + widest, variance + widest**2
    high = stats.gamma.isf(tail, upper_mean**2 / upper_variance, scale=upper_variance / upper_mean)
    assert interval.high == pytest.approx(high, rel=1e-6)
    if rate:
        low = stats.gamma.ppf(tail, rate**2 / variance, scale=variance / rate)
        assert interval.low == pytest.approx(low, rel=1e-6, abs=1e-300)
    assert interval.low <= rate <= interval.high
    assert (interval.low == 0) == (rate == 0) or interval.low < 1e-100


@given(count=st.integers(0, 10**5), exposure=st.integers(1, 10**6))
def test_of_one_group_it_is_the_exact_poisson_interval(count: int, exposure: int) -> None:
    """With nothing to weigh, Fay and Feuer's interval is the exact one."""
    interval = standardization.directly_standardized_interval(
        [count], exposure=[exposure], standard=[1]
    )
    exact = poisson_exact(count, exposure=exposure)
    assert (interval.low, interval.high) == pytest.approx((exact.low, exact.high), rel=1e-9)


def test_areas_stand_in_front() -> None:
    """One rate, one variance and one interval for each area."""
    rows = {"exposure": [[500, 2000], [400, 100]], "standard": [3000, 1000]}
    rates = standardization.directly_standardized_rate([[5, 80], [0, 0]], **rows)
    interval = standardization.directly_standardized_interval([[5, 80], [0, 0]], **rows)
    assert rates.tolist() == [0.0175, 0]
    assert interval.low.shape == (2,)
    assert interval.low[1] == 0 < interval.high[1]


def test_a_group_that_the_standard_leaves_out_needs_no_exposure() -> None:
    """But a group that counts does: without exposure its rate, and the result, is unknown."""
    rate = standardization.directly_standardized_rate(
        [[5, 0], [5, 0]], exposure=[[500, 0], [500, 0]], standard=[[1, 0], [1, 1]]
    )
    assert rate[0] == 0.01
    assert np.isnan(rate[1])


def test_groups_must_match() -> None:
    """Every argument has one entry for each group."""
    with pytest.raises(ShapeError, match="shapes do not match"):
        standardization.directly_standardized_rate([1, 2], exposure=[1, 2, 3], standard=[1, 2])
    with pytest.raises(ShapeError, match=r"groups on the last axis differ .* \(2, 2, 0\)"):
        standardization.directly_standardized_rate([1, 2], exposure=[1, 2], standard=1)


def test_negative_events_and_odd_levels_are_refused() -> None:
    """Counts and levels are checked as everywhere."""
    with pytest.raises(NegativeCountError, match=r"events\[1\]: -2 is below 0"):
        standardization.directly_standardized_rate([1, -2], exposure=[1, 2], standard=[1, 1])
    with pytest.raises(InvalidInputError, match="level: 95 is not between"):
        standardization.directly_standardized_interval([1], exposure=[9], standard=[1], level=95)
