"""Indirect standardisation: observed against expected."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import ImplausibleRateWarning, ShapeError
from famplan.formulas import standardization
from famplan.formulas.intervals import poisson_exact

# SAS/STAT, the STDRATE procedure, getting started: deaths from skin cancer in 2000 by age;
# person-years in Florida, deaths and person-years in the United States, and expected deaths as
# printed to three decimals.
FLORIDA = [953785, 1997935, 1885014, 1957573, 2356649, 2088000, 1548371, 1447432, 1087524, 335944]
STATES = [
    (0, 19175798),
    (1, 41077577),
    (41, 39183891),
    (186, 39892024),
    (626, 45148527),
    (1199, 37677952),
    (1303, 24274684),
    (1637, 18390986),
    (1624, 12361180),
    (803, 4239587),
]
PRINTED = [0, 0.049, 1.972, 9.127, 32.676, 66.445, 83.112, 128.837, 142.878, 63.630]
OBSERVED = 538

GROUPS = 4
people = st.lists(st.integers(1, 10**6), min_size=GROUPS, max_size=GROUPS)
rates = st.lists(st.floats(1e-6, 1), min_size=GROUPS, max_size=GROUPS)


def test_expected_deaths_of_the_published_example() -> None:
    """Each stratum prints the expected deaths we find, and together they give the ratio."""
    reference = [deaths / years for deaths, years in STATES]
    for years, rate, printed in zip(FLORIDA, reference, PRINTED, strict=True):
        assert standardization.expected_events([years], reference_rates=[rate]) == pytest.approx(
            printed, abs=5e-4
        )
    ratio = standardization.standardized_ratio(
        OBSERVED, exposure=FLORIDA, reference_rates=reference
    )
    assert ratio == pytest.approx(OBSERVED / sum(PRINTED), abs=1e-5)


@given(exposure=people, reference_rates=rates)
def test_the_reference_measured_by_itself_is_one(
    exposure: list[int], reference_rates: list[float]
) -> None:
    """Its observed events are its expected ones, and its indirect rate is its crude rate."""
    observed = float(np.dot(exposure, reference_rates))
    rows = {"exposure": exposure, "reference_rates": reference_rates}
    crude = observed / sum(exposure)
    assert standardization.standardized_ratio(observed, **rows) == pytest.approx(1)
    rate = standardization.indirectly_standardized_rate(
        observed, **rows, reference_crude_rate=crude
    )
    assert rate == pytest.approx(crude)


@given(events=st.integers(0, 10**6), exposure=people, reference_rates=rates)
def test_the_interval_is_that_of_the_observed_events(
    events: int, exposure: list[int], reference_rates: list[float]
) -> None:
    """Expected events are taken as known."""
    rows = {"exposure": exposure, "reference_rates": reference_rates}
    interval = standardization.standardized_ratio_interval(events, **rows, level=0.9)
    expected = standardization.expected_events(**rows)
    assert interval == poisson_exact(events, exposure=expected, level=0.9)
    ratio = standardization.standardized_ratio(events, **rows)
    assert interval.low <= ratio <= interval.high


def test_areas_stand_in_front_and_where_none_is_expected_there_is_no_ratio() -> None:
    """One ratio for each area."""
    ratios = standardization.standardized_ratio(
        [78, 1], exposure=[[500, 2000], [0, 0]], reference_rates=[0.01, 0.03]
    )
    assert ratios[0] == pytest.approx(1.2)
    assert np.isnan(ratios[1])


def test_rates_per_thousand_are_noticed() -> None:
    """A reference rate above one warns."""
    with pytest.warns(ImplausibleRateWarning, match="reference_rates.* was it per 1,000"):
        standardization.expected_events([500, 2000], reference_rates=[10, 30])


def test_groups_must_match() -> None:
    """A reference without groups is refused."""
    with pytest.raises(ShapeError, match="exposure and reference_rates: groups"):
        standardization.standardized_ratio(3, exposure=[500, 2000], reference_rates=0.01)
