"""Completion, elapsed time and gaps: properties and errors (cases/progress.toml)."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan import find
from famplan.errors import InvalidInputError
from famplan.formulas import services
from famplan.model.period import Period

shares = st.floats(0, 1)


@given(shares, shares)
def test_the_gap_changes_sign_when_reached_and_required_change_places(
    first: float, second: float
) -> None:
    """The gap is a plain difference."""
    there = services.coverage_gap(first, required=second)
    assert there == -services.coverage_gap(second, required=first)


@given(shares)
def test_the_complement_of_the_complement_is_the_share(share: float) -> None:
    """Nothing is lost on the way."""
    assert services.complement(services.complement(share)) == pytest.approx(share, abs=1e-15)


@given(st.integers(-400, 400))
def test_elapsed_time_only_grows_and_stays_within_zero_and_one(shift: int) -> None:
    """Each day adds its part between the first and the last day, and nothing outside them."""
    period = Period.parse("SY2009H1")
    day = period.start + timedelta(days=shift)
    before = services.time_elapsed(day - timedelta(days=1), period=period)
    after = services.time_elapsed(day, period=period)
    assert 0 <= before <= after <= 1
    step = 1 / 182 if 0 <= shift < 182 else 0
    assert after - before == pytest.approx(step)


def test_a_label_and_a_period_are_the_same() -> None:
    """The label is read as the period it names."""
    day = date(2013, 6, 30)
    by_label = services.time_elapsed(day, period="2013")
    assert by_label == services.time_elapsed(day, period=Period.calendar_year(2013)) == 181 / 365


def test_progress_gap_takes_areas_at_once() -> None:
    """One day and one period serve all areas; an unknown completion stays unknown."""
    gap = services.progress_gap([0.75, float("nan")], period="2013", on=date(2013, 12, 31))
    np.testing.assert_allclose(gap, [-0.25, np.nan])


def test_completion_may_exceed_one_but_a_target_of_zero_is_unknown() -> None:
    """More than planned is no error; nothing planned has no completion."""
    np.testing.assert_array_equal(
        services.completion_ratio([1200, 5], target=[1000, 0]), [1.2, np.nan]
    )


def test_gaps_are_published_without_a_per_cent_sign() -> None:
    """A gap of percentages is in percentage points, never in per cent (I17)."""
    assert find("COVERAGE_GAP").publish(0.3302) == "33.02"
    assert find("PROGRESS_GAP").unit == "percentage points"


@pytest.mark.parametrize("name", ["complement", "coverage_gap"])
def test_shares_in_per_cent_are_refused(name: str) -> None:
    """66.98 typed for 0.6698 is noticed."""
    others = {"required": 1} if name == "coverage_gap" else {}
    with pytest.raises(InvalidInputError, match=r"66\.98 is above 1; give a share such as"):
        getattr(services, name)(66.98, **others)
