"""Population means, shares, and what a printed rate implies."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, NegativeCountError, PartExceedsWholeError
from famplan.formulas import population

people = st.integers(0, 2 * 10**9)
stocks = st.lists(st.tuples(people, st.integers(1, 400)), min_size=2, max_size=12)


@given(opening=people, closing=people)
def test_two_dates_make_the_average(opening: int, closing: int) -> None:
    """The mean over time of two stocks is their average, however far apart."""
    mean = population.mean_population([opening, closing], dates=["2020-01-01", "2021-07-01"])
    assert mean == population.average_population(opening, closing=closing)


@given(stocks)
def test_the_mean_lies_between_the_stocks_and_ignores_dates_on_the_way(
    rows: list[tuple[int, int]],
) -> None:
    """A mean is between the extremes, and a point on a straight line adds nothing."""
    levels = [level for level, _ in rows]
    day = date(2000, 1, 1)
    dates = [day := day + timedelta(days=2 * gap) for _, gap in rows]
    mean = population.mean_population(levels, dates=dates)
    assert min(levels) - 1e-6 <= mean <= max(levels) + 1e-6
    middle = dates[0] + (dates[1] - dates[0]) / 2
    more_levels = [levels[0], (levels[0] + levels[1]) / 2, *levels[1:]]
    more_dates = [dates[0], middle, *dates[1:]]
    assert population.mean_population(more_levels, dates=more_dates) == pytest.approx(mean)


def test_areas_stand_in_front_and_unknown_stays_unknown() -> None:
    """One mean for each area."""
    means = population.mean_population(
        [[100, 200], [100, np.nan]], dates=["2020-01-01", "2020-02-01"]
    )
    assert means[0] == 150
    assert np.isnan(means[1])


@pytest.mark.parametrize("dates", [["2020-01-01"], ["2020-01-01", "2020-01-01"]])
def test_dates_must_rise(dates: list[str]) -> None:
    """A mean over time needs time."""
    with pytest.raises(InvalidInputError, match="dates: not two or more dates that rise"):
        population.mean_population([1] * len(dates), dates=dates)


def test_each_date_has_a_population() -> None:
    """Numbers of stocks and dates agree."""
    with pytest.raises(InvalidInputError, match=r"populations: shape \(3,\) does not end in 2"):
        population.mean_population([1, 2, 3], dates=["2020-01-01", "2020-02-01"])


def test_more_women_than_people_are_refused() -> None:
    """A part cannot exceed its whole."""
    with pytest.raises(PartExceedsWholeError, match="women: 3 is more than population 2"):
        population.married_women_proportion(3, population=2)


def test_the_quarter_of_report_s2() -> None:
    """288 persons at 0.64‰ imply 446,512 to 453,543 people (systems I03)."""
    implied = population.implied_population(887 - 599, rate=0.00064, half_unit=0.000005)
    assert np.ceil(implied.low) == 446_512
    assert np.floor(implied.high) == 453_543


@given(events=st.integers(1, 10**7), people=st.integers(10**3, 10**9), decimals=st.integers(3, 7))
def test_the_true_population_is_among_the_implied(events: int, people: int, decimals: int) -> None:
    """Whatever was divided, its printed rate implies it."""
    rate, half = round(events / people, decimals), 0.5 * 10.0**-decimals
    implied = population.implied_population(events, rate=rate, half_unit=half)
    assert implied.low * (1 - 1e-9) <= people <= implied.high * (1 + 1e-9)


def test_a_rate_that_may_stand_for_zero_has_no_upper_population() -> None:
    """0.00‰ can be any large population."""
    implied = population.implied_population([5, -5], rate=[0.0, -0.001], half_unit=0.000005)
    assert implied.high[0] == np.inf
    assert implied.low[0] == pytest.approx(1e6)
    assert implied.high[1] == pytest.approx(5 / 0.000995)


def test_events_against_the_sign_of_the_rate_imply_nothing() -> None:
    """A decline cannot print as growth, and no event says nothing about the population."""
    implied = population.implied_population([5, 0, None], rate=[-0.001, 0.0, 0.1], half_unit=1e-6)
    assert np.isnan(implied.low).all()
    assert np.isnan(implied.high).all()


def test_a_negative_half_unit_is_refused() -> None:
    """Half a printed digit is a length."""
    with pytest.raises(NegativeCountError, match="half_unit"):
        population.implied_population(5, rate=0.1, half_unit=-1)
