"""The population account balances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError
from famplan.formulas import population

people = st.integers(0, 2 * 10**9)
account = st.fixed_dictionaries(
    {"births": people, "deaths": people, "arrivals": people, "departures": people}
)


@given(opening=people, flows=account)
def test_an_account_closed_by_its_equation_balances(opening: int, flows: dict[str, int]) -> None:
    """The residual of the computed closing population is zero."""
    closing = population.closing_population(opening, **flows)
    if closing >= 0:
        assert population.balance_residual(closing, opening=opening, **flows) == 0


@given(opening=people, closing=people, flows=account)
def test_the_residual_is_what_the_flows_leave_unexplained(
    opening: int, closing: int, flows: dict[str, int]
) -> None:
    """Change of the stock = total increase + residual."""
    residual = population.balance_residual(closing, opening=opening, **flows)
    assert closing - opening == population.total_increase(**flows) + residual


def test_without_moves_the_population_is_closed() -> None:
    """Arrivals and departures are zero unless given."""
    assert population.closing_population([10, 20], births=3, deaths=1).tolist() == [12, 22]


def test_a_negative_stock_is_refused() -> None:
    """A count cannot be negative."""
    with pytest.raises(NegativeCountError, match="closing: -1 is below 0"):
        population.balance_residual(-1, opening=1, births=0, deaths=0)
