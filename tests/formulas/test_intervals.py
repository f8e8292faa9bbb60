"""Intervals: known examples, agreement with scipy, properties, errors."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.errors import (
    DefinitionError,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
)
from famplan.formulas import intervals

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.model.estimate import Interval

levels = st.floats(0.5, 0.999)
shares = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
binomial = pytest.mark.parametrize("function", [intervals.wilson, intervals.clopper_pearson])
poisson = pytest.mark.parametrize("function", [intervals.poisson_exact, intervals.poisson_byar])

# Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17
# (1998), table I: method 3 (score) and method 5 (Clopper and Pearson), four decimals. Quoted from
# memory, the table was not at hand; the comparisons with scipy below do not rest on it.
NEWCOMBE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


def ends(interval: Interval) -> tuple[float, float]:
    """Both ends of a single interval."""
    return float(interval.low), float(interval.high)


@pytest.mark.parametrize(("count", "total", "wilson", "exact"), NEWCOMBE)
def test_proportions_give_the_table_of_newcombe(
    count: int, total: int, wilson: tuple[float, float], exact: tuple[float, float]
) -> None:
    """Both methods print as in the paper that compared seven."""
    assert ends(intervals.wilson(count, total=total)) == pytest.approx(wilson, abs=5e-5)
    assert ends(intervals.clopper_pearson(count, total=total)) == pytest.approx(exact, abs=5e-5)


def test_clopper_pearson_gives_the_example_of_the_scipy_manual() -> None:
    """Seven of fifty: the manual of scipy prints sixteen digits."""
    printed = (0.05819170033997342, 0.26739600249700846)
    assert ends(intervals.clopper_pearson(7, total=50)) == pytest.approx(printed, rel=1e-12)


@pytest.mark.parametrize(
    ("events", "printed"), [(0, (0, 3.689)), (1, (0.025, 5.572)), (10, (4.795, 18.390))]
)
def test_poisson_exact_gives_the_tabled_limits(events: int, printed: tuple[float, float]) -> None:
    """Limits for 0 (epitools manual), 1 and 10 events (Garwood's table, from memory)."""
    assert ends(intervals.poisson_exact(events)) == pytest.approx(printed, abs=5e-4)


def test_log_ratio_gives_the_textbook_example() -> None:
    """Moore, McCabe and Craig, 9th edition, example 8.18: 0.4364 to 0.8707."""
    interval = intervals.log_ratio(
        45, denominator=411, reference_count=73, reference_denominator=411, of="proportions"
    )
    assert ends(interval) == pytest.approx((0.4364, 0.8707), abs=5e-5)


@given(share=shares, level=levels)
def test_proportions_agree_with_scipy(share: tuple[int, int], level: float) -> None:
    """The two methods are those of `scipy.stats.binomtest`."""
    count, total = share
    test = stats.binomtest(count, total)
    wilson = test.proportion_ci(level, method="wilson")
    exact = test.proportion_ci(level, method="exact")
    assert ends(intervals.wilson(count, total=total, level=level)) == pytest.approx(
        (wilson.low, wilson.high), rel=1e-9, abs=1e-12
    )
    assert ends(intervals.clopper_pearson(count, total=total, level=level)) == pytest.approx(
        (exact.low, exact.high), rel=1e-7, abs=1e-12
    )


@given(events=st.integers(0, 100_000), level=levels)
def test_poisson_exact_leaves_half_the_rest_in_each_tail(events: int, level: float) -> None:
    """At each end the chance of a count as extreme is half of what the level leaves."""
    low, high = ends(intervals.poisson_exact(events, level=level))
    tail = (1 - level) / 2
    assert stats.poisson.cdf(events, high) == pytest.approx(tail, rel=1e-6)
    if events:
        assert stats.poisson.sf(events - 1, low) == pytest.approx(tail, rel=1e-6)


@given(events=st.integers(10, 10**6))
def test_byar_is_within_a_fifth_of_a_per_cent_from_ten_events_on(events: int) -> None:
    """At 95 per cent the approximation serves in place of the exact limits."""
    byar = ends(intervals.poisson_byar(events))
    assert byar == pytest.approx(ends(intervals.poisson_exact(events)), rel=2e-3)


@binomial
@given(share=shares, level=levels)
def test_a_proportion_lies_in_its_interval_and_the_interval_in_zero_to_one(
    function: Callable[..., Interval], share: tuple[int, int], level: float
) -> None:
    """0 ≤ low ≤ share ≤ high ≤ 1, with the ends exact at no case and at all cases."""
    count, total = share
    low, high = ends(function(count, total=total, level=level))
    assert 0 <= low <= count / total <= high <= 1
    assert (low == 0) == (count == 0)
    assert (high == 1) == (count == total)


@binomial
@given(share=shares)
def test_the_complement_has_the_mirrored_interval(
    function: Callable[..., Interval], share: tuple[int, int]
) -> None:
    """Swapping cases and others swaps and mirrors the ends."""
    count, total = share
    low, high = ends(function(count, total=total))
    assert ends(function(total - count, total=total)) == pytest.approx(
        (1 - high, 1 - low), rel=1e-9, abs=1e-12
    )


@poisson
@given(events=st.integers(0, 10**6), exposure=st.floats(1e-3, 1e9), level=levels)
def test_a_rate_has_the_interval_of_its_count_over_the_exposure(
    function: Callable[..., Interval], events: int, exposure: float, level: float
) -> None:
    """Only the count is uncertain; the interval holds the rate and is 0 below no event."""
    low, high = ends(function(events, exposure=exposure, level=level))
    counted = ends(function(events, level=level))
    assert (low, high) == pytest.approx([end / exposure for end in counted], rel=1e-12)
    assert low <= events / exposure <= high
    assert events or low == 0


def test_byar_never_goes_below_zero() -> None:
    """One event at a very high level would give a negative limit: it is 0."""
    assert intervals.poisson_byar(1, level=0.9999).low == 0


@given(shares, shares)
def test_the_ratio_the_other_way_round_has_the_reciprocal_interval(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    """Swapping the groups turns the ends over."""
    (a, m), (b, n) = first, second
    if not (a and b):
        return
    there = intervals.log_ratio(
        a, denominator=m, reference_count=b, reference_denominator=n, of="rates"
    )
    back = intervals.log_ratio(
        b, denominator=n, reference_count=a, reference_denominator=m, of="rates"
    )
    assert ends(there) == pytest.approx((1 / back.high, 1 / back.low), rel=1e-9)


def test_proportions_have_the_narrower_ratio_interval() -> None:
    """Knowing that a part cannot exceed its whole narrows the interval."""
    groups = {"denominator": 400, "reference_count": 73, "reference_denominator": 411}
    rates = intervals.log_ratio(45, of="rates", **groups)
    parts = intervals.log_ratio(45, of="proportions", **groups)
    assert rates.low < parts.low < parts.high < rates.high


@pytest.mark.parametrize(("count", "reference"), [(0, 5), (5, 0), (0, 0)])
def test_a_ratio_with_no_event_has_no_interval(count: int, reference: int) -> None:
    """The logarithm of nothing is undefined."""
    interval = intervals.log_ratio(
        count, denominator=10, reference_count=reference, reference_denominator=10, of="rates"
    )
    assert np.isnan(ends(interval)).all()


@binomial
def test_arrays_are_scalars_done_many_times_and_unknown_stays_unknown(
    function: Callable[..., Interval],
) -> None:
    """An unknown count and an empty total give nan; the others are what they are alone."""
    together = function([7, None, 0, 3], total=[50, 50, 0, 3])
    assert np.isnan(together.low).tolist() == [False, True, True, False]
    assert np.isnan(together.high).tolist() == [False, True, True, False]
    assert (together.low[0], together.high[0]) == ends(function(7, total=50))
    assert together.high[3] == 1


@poisson
def test_a_rate_over_nobody_has_no_interval(function: Callable[..., Interval]) -> None:
    """A zero or unknown exposure gives nan."""
    interval = function([3, 3, None], exposure=[0, None, 9])
    assert np.isnan(interval.low).all()
    assert np.isnan(interval.high).all()


def test_the_interval_says_how_it_was_made() -> None:
    """Level and method travel with the ends."""
    interval = intervals.wilson(3, total=9, level=0.9)
    assert (interval.level, interval.method) == (0.9, "Wilson")


@pytest.mark.parametrize("level", [0, 1, 95, float("nan")])
@pytest.mark.parametrize(
    "function",
    [
        lambda level: intervals.wilson(1, total=2, level=level),
        lambda level: intervals.clopper_pearson(1, total=2, level=level),
        lambda level: intervals.poisson_exact(1, level=level),
        lambda level: intervals.poisson_byar(1, level=level),
    ],
)
def test_a_level_in_per_cent_is_refused(
    function: Callable[[float], Interval], level: float
) -> None:
    """The message says what to write."""
    with pytest.raises(InvalidInputError, match=r"level: .* is not between 0 and 1; write 0\.95"):
        function(level)


@binomial
def test_more_cases_than_the_total_are_refused(function: Callable[..., Interval]) -> None:
    """A part cannot exceed its whole."""
    with pytest.raises(PartExceedsWholeError, match="count: 3 is more than total 2"):
        function(3, total=2)


@poisson
def test_negative_events_are_refused(function: Callable[..., Interval]) -> None:
    """A count cannot be negative."""
    with pytest.raises(NegativeCountError, match="count: -1 is below 0"):
        function(-1)


def test_a_ratio_of_something_else_is_refused() -> None:
    """What is compared must be said, and be one of two."""
    with pytest.raises(DefinitionError, match="of: 'odds' is none of 'rates', 'proportions'"):
        intervals.log_ratio(1, denominator=2, reference_count=1, reference_denominator=2, of="odds")


def test_scipy_is_loaded_only_by_the_exact_intervals() -> None:
    """Wilson's interval needs no scipy, so importing the module does not either."""
    code = (
        "import sys; from famplan.formulas import intervals; intervals.wilson(1, total=2); "
        "sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
