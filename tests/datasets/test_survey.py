"""Synthetic surveys: their women have the lives their rates and their layout promise."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from famplan.datasets import synthetic_survey
from famplan.datasets.lives import REST
from famplan.errors import InvalidInputError, ShapeError
from famplan.tabulate import birth_history

if TYPE_CHECKING:
    from famplan.datasets import SyntheticSurvey


@cache
def survey() -> SyntheticSurvey:
    """Make one survey for all tests."""
    return synthetic_survey(60_000, seed=11, clusters=3_000, child_deaths=True)


def test_the_same_seed_gives_the_same_survey() -> None:
    """A tutorial prints the same figures today and next year."""
    first, second = (synthetic_survey(500, seed=3) for _ in range(2))
    other = synthetic_survey(500, seed=4)
    for name, column in first.columns.items():
        np.testing.assert_array_equal(column, second.columns[name])
    assert not np.array_equal(first.columns["v011"], other.columns["v011"])


def test_women_are_of_childbearing_age_and_clusters_lie_in_strata() -> None:
    """Ages 15–49 at interview; one stratum, residence and interview month for each cluster."""
    columns = survey().columns
    age = columns["v008"] - columns["v011"]
    assert age.min() == 15 * 12
    assert age.max() == 50 * 12 - 1
    clusters = len(np.unique(columns["v021"]))
    assert clusters == 3_000
    for name in ("v022", "v025", "v008"):
        assert len(set(zip(columns["v021"], columns[name], strict=True))) == clusters


def test_births_are_the_latest_first_and_apart() -> None:
    """No birth after the interview or before the tenth birthday, none in the months of rest."""
    columns = survey().columns
    births = np.stack([columns[f"b3_{rank:02d}"] for rank in range(1, 21)], axis=1)
    known = ~np.isnan(births)
    assert (known[:, 1:] <= known[:, :-1]).all()
    np.testing.assert_array_equal(known.sum(axis=1), columns["v201"])
    assert np.nanmin(births[:, :-1] - births[:, 1:]) == REST + 1
    assert np.nanmax(births[:, 0] - columns["v008"]) <= 0
    assert np.nanmin(births - columns["v011"][:, None]) >= 10 * 12
    first = (np.nanmin(births[known[:, 0]], axis=1) - columns["v011"][known[:, 0]]) // 12
    np.testing.assert_array_equal(first, columns["v212"][known[:, 0]])


def test_weights_average_one_and_give_the_population_its_shares() -> None:
    """Unequal weights, and weighted shares of residence as they were asked for."""
    columns = survey().columns
    weight = columns["v005"] / 1e6
    assert weight.mean() == pytest.approx(1, abs=1e-6)
    assert weight.min() < 0.7
    assert weight.max() > 1.4
    urban = np.average(columns["v025"] == 1, weights=weight)
    assert urban == pytest.approx(0.4, abs=1e-6)
    for place, schooling in ((1, 0.2), (2, 0.05)):
        kind = columns["v025"] == place
        higher = np.average(columns["v106"][kind] == 3, weights=weight[kind])
        assert higher == pytest.approx(schooling, abs=0.01)


@pytest.mark.parametrize("window", [12, 36, 120])
def test_estimates_come_near_the_true_rates(window: int) -> None:
    """In windows of any length, for all women and for every group: within five standard errors."""
    data, truth = survey().columns, survey().truth
    table = birth_history(data, window=window).estimate("TFR", "ASFR", variance="taylor")
    true = [truth.total(), *truth.age_specific()]
    for record, value in zip(table.to_dicts(), true, strict=True):
        assert record["value"] == pytest.approx(value, abs=5 * record["se"])
    for name in ("v025", "v106"):
        by_group = birth_history(data, by=name, window=window).estimate("TFR", variance="taylor")
        for record in by_group.to_dicts():
            value = truth.total(**{name: record[name]})
            assert record["value"] == pytest.approx(value, abs=5 * record["se"])


def test_groups_add_up_to_all_women() -> None:
    """The rates of kinds of women, weighted by their shares, are those asked for."""
    truth = survey().truth
    mean = 0.4 * truth.age_specific(v025=1) + 0.6 * truth.age_specific(v025=2)
    np.testing.assert_allclose(mean, truth.age_specific(), rtol=1e-12)
    assert truth.total(v025=2, v106=0) > truth.total() > truth.total(v025=1, v106=3)


def test_children_die_young_or_live() -> None:
    """A death has an age, lies before the interview, and only children who were born have one."""
    columns = survey().columns
    born, alive, age = (columns[f"{name}_01"] for name in ("b3", "b5", "b7"))
    np.testing.assert_array_equal(np.isnan(born), np.isnan(alive))
    dead = alive == 0
    np.testing.assert_array_equal(dead, ~np.isnan(age))
    assert (born + age <= columns["v008"])[dead].all()
    assert 0.03 < dead.sum() / (~np.isnan(born)).sum() < 0.07


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"strata": 3}, "strata: 3 is not an even number"),
        ({"clusters": 19}, "clusters: 19 is fewer than two for each of 10 strata"),
        ({"women": 30, "clusters": 40}, "women: 30 is fewer than the 40 clusters"),
        ({"schedule": [0, 2.5, 2.5, 0, 0, 0, 0, 0]}, "schedule: rates below 0, or too high"),
        ({"schedule": [0, 0.1, 0.1, 0.1, 0, 0, 0, -0.1]}, "schedule: rates below 0"),
    ],
)
def test_impossible_surveys_are_refused(arguments: dict[str, object], message: str) -> None:
    """Too few clusters or women, or more births than months."""
    with pytest.raises(InvalidInputError, match=message):
        synthetic_survey(**{"women": 1_000, "seed": 1} | arguments)  # type: ignore[arg-type]


def test_a_schedule_of_another_length_is_refused() -> None:
    """One rate for each five-year age group from 10 to 49."""
    with pytest.raises(ShapeError, match="schedule: 7 rates for 8 age groups"):
        synthetic_survey(1_000, seed=1, schedule=[0.1] * 7)
    with pytest.raises(InvalidInputError, match="no women of 3, None"):
        survey().truth.total(v025=3)
