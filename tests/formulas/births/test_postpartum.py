"""Status after a birth: where shares fall below one half, and the area below them."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import (
    DefinitionError,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
    ShapeError,
)
from famplan.formulas.births import (
    ScheduleName,
    current_status_mean,
    current_status_median,
    current_status_proportion,
    current_status_quantile,
    current_status_schedule,
)

SCHEDULES: tuple[ScheduleName, ...] = get_args(ScheduleName)
every_schedule = pytest.mark.parametrize("schedule", SCHEDULES)


@st.composite
def groups(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Births in some groups, and how many of their mothers are in the status."""
    births = draw(st.lists(st.integers(1, 400), min_size=1, max_size=20))
    still = [draw(st.integers(0, number)) for number in births]
    return np.array(still), np.array(births)


@every_schedule
@given(groups())
def test_an_array_is_a_loop(schedule: ScheduleName, drawn: tuple[np.ndarray, np.ndarray]) -> None:
    """Rows of areas give what each gives alone, and weights of any scale the same."""
    still, births = drawn
    for function in (current_status_median, current_status_mean):
        alone = function(still, births=births, schedule=schedule)
        both = function([still, births * 0], births=[births, births], schedule=schedule)
        thrice = function(3 * still, births=3 * births, schedule=schedule)
        np.testing.assert_allclose(np.asarray(both)[0], alone)
        np.testing.assert_allclose(thrice, alone)


@every_schedule
@given(groups())
def test_the_share_at_the_median_is_one_half(
    schedule: ScheduleName, drawn: tuple[np.ndarray, np.ndarray]
) -> None:
    """On the line through the pooled shares, which is above it until then."""
    still, births = drawn
    median = current_status_median(still, births=births, schedule=schedule)
    pooled = [
        still[low:high].sum() / births[low:high].sum()
        for place in range(len(births))
        for low, high in [
            (place, place + 1) if place in {0, len(births) - 1} else (place - 1, place + 2)
        ]
    ]
    months = [0.0, *current_status_schedule(schedule).midpoints(len(births))]
    if np.isnan(median):
        assert min(pooled) >= 0.5
        return
    line = [1.0, *pooled]
    assert np.interp(median, months, line) == pytest.approx(0.5)
    assert all(share >= 0.5 for month, share in zip(months, line, strict=True) if month < median)


@every_schedule
@given(groups(), st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_lower_share_is_reached_later(
    schedule: ScheduleName, drawn: tuple[np.ndarray, np.ndarray], one: float, other: float
) -> None:
    """Whatever the line does in between."""
    still, births = drawn
    low, high = sorted((one, other))
    late, early = np.asarray(
        current_status_quantile(still, births=births, share=[low, high], schedule=schedule)
    )
    assert np.isnan(late) or early <= late + 1e-9


@given(groups())
def test_means_of_reports_and_areas(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    """Reports add one month to the area by completed months; without anyone it is that month."""
    still, births = drawn
    area = current_status_mean(still, births=births, schedule="completed")
    report = current_status_mean(still, births=births, schedule="dhs7")
    assert report == pytest.approx(area + 1)
    assert 0 <= area <= 2 * len(births) + 1e-9
    assert current_status_mean(0 * births, births=births, schedule="dhs6") == 0.75


def test_an_unknown_group_hides_what_comes_after_it() -> None:
    """The line cannot be told there; a mean is a sum over all groups."""
    still, births = [10, 0, 0, 0, 0, 1], [10, 0, 0, 0, 10, 10]
    assert np.isnan(current_status_median(still, births=births, schedule="dhs7"))
    assert np.isnan(current_status_mean(still, births=births, schedule="dhs7"))
    # Below one half before the gap, the median is known.
    known = current_status_median([2, *still[1:]], births=births, schedule="dhs7")
    assert known == pytest.approx(0.5 / 0.8)
    assert np.isnan(current_status_median([10, 10], births=[10, 10], schedule="dhs7"))


def test_exactly_one_half_is_not_below() -> None:
    """The line goes on until it is."""
    found = current_status_median([10, 5, 5, 0], births=[10] * 4, schedule="dhs7")
    # Pooled: 1, 20/30, 10/30, 0.
    assert found == pytest.approx(4.0)
    assert np.isnan(current_status_median([5, 5], births=[10, 10], schedule="dhs7"))
    assert current_status_median([5, 4], births=[10, 10], schedule="dhs7") == pytest.approx(1)


def test_errors_are_named() -> None:
    """More mothers than births, single numbers, no schedule, a share above one."""
    with pytest.raises(PartExceedsWholeError):
        current_status_proportion(3, births=2)
    with pytest.raises(PartExceedsWholeError):
        current_status_median([1, 3], births=[2, 2], schedule="dhs7")
    with pytest.raises(NegativeCountError):
        current_status_mean([1, -1], births=[2, 2], schedule="dhs7")
    with pytest.raises(ShapeError, match="not by group"):
        current_status_median(1, births=2, schedule="dhs7")
    with pytest.raises(DefinitionError, match="schedule: 'dhs9' is none of"):
        current_status_mean([1], births=[2], schedule="dhs9")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="share"):
        current_status_quantile([1], births=[2], share=50, schedule="dhs7")
