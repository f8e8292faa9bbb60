"""The crude birth rate: rates of women by age, and the population of the households."""

from __future__ import annotations

import numpy as np
import pytest

from famplan.datasets.survey import synthetic_survey
from famplan.errors import DefinitionError
from famplan.tabulate import birth_history
from famplan.tabulate.crude import HouseholdPopulation, crude_birth_rate, household_population

SURVEY = synthetic_survey(1_000, seed=2).columns
AGES = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]


def households(seed: int = 0) -> dict[str, np.ndarray]:
    """People of all ages and both sexes, some of them not at home, some of unknown age."""
    random = np.random.default_rng(seed)
    age = random.integers(0, 80, 4_000)
    age[:20] = 98
    return {
        "hv005": random.integers(500_000, 2_000_000, 4_000),
        "hv025": random.integers(1, 3, 4_000),
        "hv103": random.integers(0, 2, 4_000),
        "hv104": random.integers(1, 3, 4_000),
        "hv105": age,
    }


def test_it_is_the_rates_at_the_ages_of_the_households() -> None:
    """Women by age times their rates, over everyone."""
    members = households()
    tally = birth_history(SURVEY, ages=AGES)
    record = crude_birth_rate(tally, household_population(members, ages=AGES)).to_dicts()[0]
    rates = tally.estimate("ASFR").column("value")
    here = members["hv103"] == 1
    women = [
        members["hv005"][
            here & (members["hv104"] == 2) & (members["hv105"] // 5 == 3 + place)
        ].sum()
        for place in range(7)
    ]
    expected = np.dot(rates, women) / members["hv005"][here].sum()
    assert record["value"] == pytest.approx(expected, rel=1e-12)


def test_of_women_of_one_age_it_is_their_rate() -> None:
    """If everyone is a woman of 25–29, value and error are those of the age-specific rate."""
    tally = birth_history(SURVEY, ages=AGES)
    alone = HouseholdPopulation(
        ages=tally.kernel.ages, women={(): [0, 0, 7, 0, 0, 0, 0]}, everyone={(): 7.0}
    )
    record = crude_birth_rate(tally, alone).to_dicts()[0]
    rate = tally.estimate("ASFR").where(age="25–29").to_dicts()[0]
    for name in ("value", "se", "low", "high"):
        assert record[name] == pytest.approx(rate[name], rel=1e-12)


def test_each_group_has_its_own_people() -> None:
    """Residence of the women is matched with that of the households."""
    people = household_population(households(), by="hv025")
    table = crude_birth_rate(birth_history(SURVEY, by="v025"), people)
    assert table.column("v025") == [1, 2]
    assert min(table.column("se")) > 0
    assert table.column("denominator")[0] == people.everyone[1,]


def test_what_does_not_fit_is_refused() -> None:
    """Other ages, or a group without people."""
    people = household_population(households())
    with pytest.raises(DefinitionError, match="the tally by"):
        crude_birth_rate(birth_history(SURVEY, ages=AGES), people)
    with pytest.raises(DefinitionError, match="no people"):
        crude_birth_rate(birth_history(SURVEY, by="v025"), people)
