"""Social maintenance fee totals: the window, properties and errors (cases/fees.toml)."""

from __future__ import annotations

import inspect
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan import find
from famplan.catalogue.facts import fact
from famplan.errors import DefinitionError, OutsideWindowError, PartExceedsWholeError
from famplan.formulas import funding
from famplan.model.period import Period

amounts = st.lists(st.integers(0, 10**9), min_size=1, max_size=9)


@given(amounts, st.integers(1, 10**5))
def test_the_average_times_the_cases_is_the_total(collected: list[int], cases: int) -> None:
    """Average and total belong together."""
    total = funding.fee_total(collected, period="2008")
    average = funding.average_fee(total, cases=cases, period="2008")
    assert average * cases == pytest.approx(total)


@pytest.mark.parametrize("code", ["FEE_TOTAL", "FEE_AVERAGE", "FEE_COLLECTION"])
def test_the_definitions_hold_in_the_window_of_the_fact(code: str) -> None:
    """Definition and fact state one window."""
    order = fact("social_maintenance_fee_order")
    indicator = find(code)
    assert (indicator.since, indicator.until) == (order.since, order.until)


@pytest.mark.parametrize("period", ["2002-09-01/2002-10-01", "2008", "2021-08-01/2021-08-20"])
def test_periods_up_to_both_edges_are_inside(period: str) -> None:
    """The first day is 1 September 2002, the last 19 August 2021."""
    assert funding.fee_total(5, period=period) == 5


@pytest.mark.parametrize(
    "period", ["2002-08-31/2002-10-01", "2021-08-01/2021-08-21", "1999", "2021"]
)
def test_periods_that_leave_the_window_are_refused(period: str) -> None:
    """A day too many at either end is an error that names the act."""
    calls = (
        lambda: funding.fee_total(5, period=period),
        lambda: funding.average_fee(5, cases=1, period=period),
        lambda: funding.fee_collection_proportion(
            1, assessed=2, basis="amount", years="current", period=period
        ),
    )
    for call in calls:
        with pytest.raises(OutsideWindowError, match=r"social maintenance fee \(State Council Ord"):
            call()


def test_a_period_and_its_label_are_the_same() -> None:
    """Either is accepted."""
    quarter = Period(date(2008, 10, 1), date(2009, 1, 1))
    assert funding.fee_total([1, 2], period=quarter) == funding.fee_total([1, 2], period="SY2009Q1")


def test_areas_stand_on_the_last_axis_and_unknown_stays_unknown() -> None:
    """One total for each row; a missing amount is not zero."""
    np.testing.assert_array_equal(
        funding.fee_total([[1, 2], [3, None]], period="2008"), [3, np.nan]
    )


def test_basis_and_years_have_no_default_and_are_checked() -> None:
    """What was collected, and of whose assessments, must be said."""
    parameters = inspect.signature(funding.fee_collection_proportion).parameters
    for name in ("basis", "years", "period"):
        assert parameters[name].default is inspect.Parameter.empty
    with pytest.raises(DefinitionError, match="basis: 'yuan' is none of 'amount', 'cases'"):
        funding.fee_collection_proportion(1, assessed=2, basis="yuan", years="prior", period="2008")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="years: 'all' is none of 'current', 'prior'"):
        funding.fee_collection_proportion(1, assessed=2, basis="cases", years="all", period="2008")  # type: ignore[arg-type]


def test_receipts_of_other_years_show_above_one() -> None:
    """More collected than assessed is refused."""
    with pytest.raises(PartExceedsWholeError, match="collected: 12 is more than assessed 10"):
        funding.fee_collection_proportion(
            12, assessed=10, basis="amount", years="current", period="2008"
        )
