"""The floating population: properties and errors (cases/migration.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import PartExceedsWholeError
from famplan.formulas import intervals, migration

groups = st.tuples(st.integers(1, 1000), st.integers(1000, 10**6))


@given(group=groups, rest=groups)
def test_shares_and_counts_give_one_relative_risk(
    group: tuple[int, int], rest: tuple[int, int]
) -> None:
    """The unknown totals cancel: shares are enough for the point estimate."""
    (cases, persons), (other_cases, other_persons) = group, rest
    by_counts = migration.relative_risk(
        cases, persons=persons, reference_cases=other_cases, reference_persons=other_persons
    )
    by_shares = migration.relative_risk_from_shares(
        cases / (cases + other_cases), share_of_population=persons / (persons + other_persons)
    )
    assert by_shares == pytest.approx(by_counts, rel=1e-9)


@given(group=groups, rest=groups)
def test_the_relative_risk_lies_in_its_log_interval(
    group: tuple[int, int], rest: tuple[int, int]
) -> None:
    """The interval of `intervals.log_ratio` is that of the same four counts."""
    (cases, persons), (other_cases, other_persons) = group, rest
    risk = migration.relative_risk(
        cases, persons=persons, reference_cases=other_cases, reference_persons=other_persons
    )
    interval = intervals.log_ratio(
        cases,
        denominator=persons,
        reference_count=other_cases,
        reference_denominator=other_persons,
        of="proportions",
    )
    assert interval.low <= risk * (1 + 1e-9)
    assert risk <= interval.high * (1 + 1e-9)


@given(st.floats(0.01, 0.99))
def test_a_group_with_its_share_of_the_events_has_the_risk_of_the_rest(share: float) -> None:
    """Equal shares are a relative risk of one."""
    risk = migration.relative_risk_from_shares(share, share_of_population=share)
    assert risk == pytest.approx(1)


@pytest.mark.parametrize(("events", "population"), [(1, 0.5), (0.5, 0), (0.5, 1)])
def test_without_a_rest_or_its_events_the_risk_is_unknown(events: float, population: float) -> None:
    """Nobody to compare with, or no event among them, is undefined, not infinite."""
    risk = migration.relative_risk_from_shares(events, share_of_population=population)
    assert np.isnan(risk)


def test_shares_in_per_cent_are_refused() -> None:
    """70 typed for 0.7 is noticed, and the argument named."""
    with pytest.raises(PartExceedsWholeError, match="share_of_events: 70 is more than"):
        migration.relative_risk_from_shares(70, share_of_population=1 / 3)
    with pytest.raises(PartExceedsWholeError, match="share_of_population: 33 is more than"):
        migration.relative_risk_from_shares(0.7, share_of_population=33)


def test_migrants_beyond_the_population_are_refused() -> None:
    """A registered population leaves migrants out and is no base for their share."""
    with pytest.raises(PartExceedsWholeError, match="part: 12 is more than total 10"):
        migration.floating_proportion(12, total=10)


def test_more_certificates_than_migrants_are_refused() -> None:
    """Certificates of another year show where they exceed the people due."""
    with pytest.raises(PartExceedsWholeError, match=r"reached\[1\]: 9 is more than due 8"):
        migration.migrant_coverage([5, 9], due=8)
