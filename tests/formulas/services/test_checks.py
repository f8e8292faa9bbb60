"""Checks before pregnancy: properties and errors (cases/checks.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, PartExceedsWholeError
from famplan.formulas import services

persons = st.integers(0, 10**6)


@given(men=persons, women=persons)
def test_couples_and_unpaired_women_add_up_to_the_women(men: int, women: int) -> None:
    """With as many couples as possible, the other women are the fewest unpaired ones."""
    couples = services.most_complete_couples(men, women=women)
    assert couples + services.fewest_unpaired_women(women, men=men) == women
    assert couples <= men


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_persons_and_couples_agree_only_where_both_sides_change_unit(
    couples: int, target: int
) -> None:
    """Twice the persons over twice the target is the same; over couples it is twice as much."""
    by_couples = services.check_completion(couples, target=target, unit="couples")
    by_persons = services.check_completion(2 * couples, target=2 * target, unit="persons")
    assert by_persons == by_couples
    mixed = services.check_completion(2 * couples, target=target, unit="persons")
    assert mixed == pytest.approx(2 * by_couples)


@pytest.mark.parametrize("unit", ["persons", "person-times", "couples"])
def test_completion_takes_three_units(unit: str) -> None:
    """All three are in use, and more than planned is no error."""
    assert services.check_completion(3, target=2, unit=unit) == 1.5  # type: ignore[arg-type]


def test_the_unit_has_no_default_and_is_checked() -> None:
    """What was counted must be said, in a word the field knows."""
    with pytest.raises(TypeError):
        services.check_completion(3, target=2)  # type: ignore[call-arg]
    with pytest.raises(DefinitionError, match="'pairs' is none of 'persons', 'person-times', 'co"):
        services.check_completion(3, target=2, unit="pairs")  # type: ignore[arg-type]


def test_person_times_cannot_measure_coverage() -> None:
    """Somebody examined twice is covered once."""
    with pytest.raises(DefinitionError, match="'person-times' is none of 'persons', 'couples'"):
        services.check_coverage(3, eligible=4, unit="person-times")  # type: ignore[arg-type]


def test_coverage_above_one_is_refused() -> None:
    """Jiangsu 2018 printed 104.6 %: the base was a plan, not the eligible."""
    with pytest.raises(PartExceedsWholeError, match="examined: 1046 is more than eligible 1000"):
        services.check_coverage(1046, eligible=1000, unit="couples")


def test_unknown_persons_leave_the_bounds_unknown() -> None:
    """A bound of something unknown is unknown."""
    assert np.isnan(services.most_complete_couples(None, women=5))
    assert np.isnan(services.fewest_unpaired_women(5, men=None))
