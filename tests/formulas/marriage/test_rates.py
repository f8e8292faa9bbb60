"""Marriage rates and the singulate mean age."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError
from famplan.formulas import marriage
from famplan.model.age import AgeGroups

SINGLE_AGES = AgeGroups.regular(15, 55, width=1)
FIVES = AgeGroups.regular(15, 55, width=5)


@given(age=st.integers(15, 50), share=st.floats(0.01, 1))
def test_if_all_who_marry_do_so_at_one_age_that_is_the_mean(age: int, share: float) -> None:
    """The mean does not depend on how many never marry."""
    single = np.where(SINGLE_AGES.lower < age, 1.0, 1 - share)
    mean = marriage.singulate_mean_age_at_marriage(single, ages=SINGLE_AGES)
    if age < 50:
        assert mean == pytest.approx(age)


@given(st.lists(st.floats(0, 1), min_size=8, max_size=8))
def test_narrower_groups_of_the_same_proportions_give_the_same_mean(shares: list[float]) -> None:
    """Widths are taken from the groups."""
    single = np.sort(shares)[::-1]
    by_five = marriage.singulate_mean_age_at_marriage(single, ages=FIVES)
    by_one = marriage.singulate_mean_age_at_marriage(np.repeat(single, 5), ages=SINGLE_AGES)
    assert by_five == pytest.approx(by_one, nan_ok=True)


def test_an_open_group_after_fifty_serves_like_a_closed_one() -> None:
    """Only its proportion counts."""
    labels = [*AgeGroups.regular(15, 50, width=5).labels, "50+"]
    single = [0.9, 0.6, 0.3, 0.2, 0.1, 0.1, 0.1, 0.08]
    assert marriage.singulate_mean_age_at_marriage(
        single, ages=labels
    ) == marriage.singulate_mean_age_at_marriage(single, ages=FIVES)


def test_where_nobody_marries_there_is_no_mean_age() -> None:
    """Areas stand in front; one without marriages is unknown, not an error."""
    means = marriage.singulate_mean_age_at_marriage([[1.0] * 8, [0.5] * 8], ages=FIVES)
    assert np.isnan(means[0])
    assert means[1] == pytest.approx(15)


def test_proportions_in_per_cent_are_refused() -> None:
    """The message says how to write them."""
    with pytest.raises(InvalidInputError, match=r"84\.5 is above 1; give a share such as"):
        marriage.singulate_mean_age_at_marriage([1.0, 84.5] * 4, ages=FIVES)


def test_a_group_must_end_at_fifty() -> None:
    """Marriages are counted up to an exact age."""
    with pytest.raises(AgeGroupsError, match="ages: no group ends at 50"):
        marriage.singulate_mean_age_at_marriage([0.9, 0.5], ages=["15–19", "20–24"])


@given(marriages=st.integers(0, 10**7), population=st.integers(1, 10**9))
def test_counting_persons_doubles_the_rate(marriages: int, population: int) -> None:
    """Two marry in each marriage."""
    couples, persons = (
        marriage.crude_marriage_rate(marriages, population=population, counted=counted)
        for counted in ("couples", "persons")
    )
    assert persons == 2 * couples


def test_what_is_counted_must_be_said() -> None:
    """Couples or persons, nothing else."""
    with pytest.raises(DefinitionError, match="counted: 'brides' is none of 'couples', 'persons'"):
        marriage.crude_marriage_rate(1, population=2, counted="brides")


@given(st.lists(st.integers(0, 1000), min_size=8, max_size=8))
def test_the_total_rate_adds_the_frequencies_by_width(events: list[int]) -> None:
    """Five-year groups count five times."""
    persons = [1000] * 8
    total = marriage.total_first_marriage_rate(events, persons=persons, ages=FIVES)
    frequencies = marriage.first_marriage_rate(events, persons=persons)
    assert total == pytest.approx(5 * frequencies.sum())


def test_an_open_last_group_has_no_width() -> None:
    """Frequencies times an unknown width do not add up."""
    with pytest.raises(AgeGroupsError, match=r"40\+ has no width"):
        marriage.total_first_marriage_rate([1, 1], persons=[9, 9], ages=["15–39", "40+"])
