"""Gross and net rates of stopping: properties and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from famplan.errors import NegativeCountError, PartExceedsWholeError, ShapeError
from famplan.formulas.contraception import (
    cumulative_incidence,
    net_incidence,
    reason_proportion,
)

shapes = st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 8))


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Ends by area, reason and month, and episodes at risk."""
    shape = draw(shapes)
    ends = draw(hnp.arrays(np.float64, shape, elements=st.integers(0, 20).map(float)))
    more = draw(
        hnp.arrays(np.float64, (shape[0], shape[2]), elements=st.integers(0, 60).map(float))
    )
    return ends, ends.sum(axis=1) + more


@given(tables())
def test_reasons_add_up_to_any_reason(table: tuple[np.ndarray, np.ndarray]) -> None:
    """In every month of use; unknown where the total is."""
    ends, risk = table
    by_reason = np.asarray(cumulative_incidence(ends, at_risk=risk))
    any_reason = cumulative_incidence(ends.sum(axis=1), at_risk=risk)
    np.testing.assert_allclose(by_reason.sum(axis=1), any_reason, atol=1e-12)


@given(tables())
def test_net_rates_are_not_below_gross_ones(table: tuple[np.ndarray, np.ndarray]) -> None:
    """Competitors can only take away."""
    ends, risk = table
    gross, net = cumulative_incidence(ends, at_risk=risk), net_incidence(ends, at_risk=risk)
    known = np.isfinite(net) & np.isfinite(gross)
    assert (np.asarray(net)[known] >= np.asarray(gross)[known] - 1e-12).all()


@given(tables())
def test_rates_lie_between_zero_and_one_and_never_fall(
    table: tuple[np.ndarray, np.ndarray],
) -> None:
    """Whoever has stopped has stopped."""
    for rates in (cumulative_incidence, net_incidence):
        found = np.asarray(rates(table[0], at_risk=table[1]))
        known = found[np.isfinite(found)]
        assert ((known >= 0) & (known <= 1 + 1e-12)).all()
        steps = np.diff(found, axis=-1)
        assert (steps[np.isfinite(steps)] >= -1e-12).all()


@given(tables(), st.floats(0.001, 1000))
def test_weights_have_no_scale(table: tuple[np.ndarray, np.ndarray], scale: float) -> None:
    """Twice the episodes, the same rates."""
    ends, risk = table
    for rates in (cumulative_incidence, net_incidence):
        once, scaled = rates(ends, at_risk=risk), rates(ends * scale, at_risk=risk * scale)
        np.testing.assert_allclose(scaled, once, rtol=1e-9)


@given(tables())
def test_areas_are_computed_one_by_one(table: tuple[np.ndarray, np.ndarray]) -> None:
    """An array of areas is a loop over them."""
    ends, risk = table
    for rates in (cumulative_incidence, net_incidence):
        whole = np.asarray(rates(ends, at_risk=risk))
        for area, row in enumerate(whole):
            np.testing.assert_array_equal(row, rates(ends[area], at_risk=risk[area]))


def test_one_reason_alone_has_the_same_gross_and_net_rate() -> None:
    """Where nothing competes."""
    ends, risk = [10, 20, 5], [100, 80, 50]
    gross, net = cumulative_incidence(ends, at_risk=risk), net_incidence(ends, at_risk=risk)
    np.testing.assert_allclose(gross, net)


def test_where_nobody_is_at_risk_the_rest_is_unknown_unless_all_have_ended() -> None:
    """No one left to look at is not the same as no one left."""
    assert cumulative_incidence([5, 0], at_risk=[10, 0])[0] == 0.5  # type: ignore[index]
    assert np.isnan(cumulative_incidence([5, 0], at_risk=[10, 0])[1])  # type: ignore[index]
    np.testing.assert_array_equal(cumulative_incidence([10, 0], at_risk=[10, 0]), [1, 1])
    net = np.asarray(net_incidence([[10, 0], [0, 0]], at_risk=[10, 0]))
    np.testing.assert_array_equal(net, [[1, 1], [0, np.nan]])


@pytest.mark.parametrize("rates", [cumulative_incidence, net_incidence])
def test_tables_that_cannot_be_are_refused(rates: object) -> None:
    """More ends than episodes, months that do not match, counts below zero."""
    assert callable(rates)
    with pytest.raises(PartExceedsWholeError, match="in a month more episodes end"):
        rates([[6], [5]], at_risk=[10])
    with pytest.raises(ShapeError, match="months do not match"):
        rates([1, 2], at_risk=[10])
    with pytest.raises(ShapeError, match="months do not match"):
        rates(1, at_risk=10)
    with pytest.raises(ShapeError, match="months do not match"):
        rates([], at_risk=[])
    with pytest.raises(ShapeError, match=r"of shape \(2, 1, 1\)"):
        rates([[[1]], [[1]]], at_risk=[[3], [3], [3]])
    with pytest.raises(NegativeCountError):
        rates([-1], at_risk=[10])


def test_shares_of_reasons_add_up_to_one() -> None:
    """And cannot be more than the whole."""
    assert sum(np.asarray(reason_proportion([1, 3], given=4))) == 1
    with pytest.raises(PartExceedsWholeError):
        reason_proportion(5, given=4)
