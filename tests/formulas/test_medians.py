"""Medians from cases by single completed value."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, NegativeCountError, ShapeError
from famplan.formulas.medians import birth_interval_proportion, survey_median, survey_quantile

many = st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any)


@given(many, st.integers(0, 60))
def test_start_shifts_the_median(cases: list[int], start: int) -> None:
    """Ages that begin later are later by as much."""
    whole = sum(cases)
    shifted = survey_median(cases, everyone=whole, start=start)
    assert shifted == pytest.approx(survey_median(cases, everyone=whole) + start)


@given(many, st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_larger_share_is_reached_later(cases: list[int], one: float, other: float) -> None:
    """Quantiles rise with the share."""
    low, high = (
        survey_quantile(cases, everyone=sum(cases), share=share) for share in sorted((one, other))
    )
    assert low <= high + 1e-9


@given(many)
def test_everyone_without_the_event_delays_it(cases: list[int]) -> None:
    """Women without a child raise the median, and with as many of them as mothers it is the end."""
    whole = sum(cases)
    assert survey_median(cases, everyone=2 * whole) >= survey_median(cases, everyone=whole)
    assert math.isnan(survey_median(cases, everyone=2 * whole + 1))


@given(st.lists(many, min_size=1, max_size=4))
def test_rows_are_taken_one_by_one(rows: list[list[int]]) -> None:
    """An array of areas equals its rows."""
    width = max(map(len, rows))
    table = np.array([row + [0] * (width - len(row)) for row in rows])
    whole = table.sum(axis=1)
    alone = [survey_median(row, everyone=number) for row, number in zip(table, whole, strict=True)]
    assert np.asarray(survey_median(table, everyone=whole)) == pytest.approx(alone)


def test_nobody_has_no_median() -> None:
    """Of no women nothing is known."""
    assert math.isnan(survey_median([0, 0], everyone=0))


def test_what_cannot_be_is_refused() -> None:
    """More events than people, negative counts, a share above one, a bare number."""
    with pytest.raises(InvalidInputError, match="more have had the event"):
        survey_median([5, 6], everyone=10)
    with pytest.raises(NegativeCountError):
        survey_median([-1], everyone=10)
    with pytest.raises(InvalidInputError, match="above 1"):
        survey_quantile([1], everyone=10, share=50)
    with pytest.raises(ShapeError, match="not by value"):
        survey_median(4, everyone=10)


@given(many)
def test_interval_classes_add_up(births: list[int]) -> None:
    """Shares of all classes make one."""
    shares = birth_interval_proportion(births, following=sum(births))
    assert np.sum(shares) == pytest.approx(1)
