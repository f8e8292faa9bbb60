"""Mean age at birth from tallies."""

from __future__ import annotations

import math

import numpy as np
import pytest

from famplan.datasets.survey import synthetic_survey
from famplan.errors import AgeGroupsError
from famplan.formulas import fertility
from famplan.model.age import AgeGroups
from famplan.tabulate import birth_history, births_by_order, mean_age_at_birth

SURVEY = synthetic_survey(3_000, seed=4)
AGES = AgeGroups.regular(15, 50, width=5)


def test_it_is_the_mean_of_the_rates() -> None:
    """The value is what the formula makes of the rates of the same tally."""
    tally = birth_history(SURVEY.columns, by="v025")
    table = mean_age_at_birth(tally)
    for residence in (1, 2):
        rates = tally.estimate("ASFR").where(v025=residence).column("value")
        record = table.where(v025=residence).to_dicts()[0]
        assert record["value"] == pytest.approx(fertility.mean_age_at_birth(rates, ages=AGES))
        assert record["low"] < record["value"] < record["high"]


def test_both_errors_agree() -> None:
    """Linearisation and the jackknife within strata differ little in 120 clusters."""
    tally = birth_history(SURVEY.columns)
    errors = [
        mean_age_at_birth(tally, variance=variance).column("se")[0]
        for variance in ("taylor", "stratified-jackknife")
    ]
    assert errors[0] == pytest.approx(errors[1], rel=0.05)


def test_the_truth_is_within_reach() -> None:
    """The mean age of the true rates lies within four standard errors."""
    record = mean_age_at_birth(birth_history(SURVEY.columns)).to_dicts()[0]
    truth = fertility.mean_age_at_birth(SURVEY.truth.age_specific(), ages=AGES)
    assert abs(record["value"] - truth) < 4 * record["se"]


def test_later_orders_come_later() -> None:
    """Mothers of second children are older than those of first children."""
    ages = mean_age_at_birth(births_by_order(SURVEY.columns)).column("value")
    assert ages == sorted(ages)


def test_without_births_there_is_no_mean_age() -> None:
    """No births, no age at birth; ages that cover less are refused."""
    childless = {**SURVEY.columns, "b3_01": np.full(len(SURVEY), np.nan)}
    childless = {n: c for n, c in childless.items() if not n.startswith("b3_") or n == "b3_01"}
    assert math.isnan(mean_age_at_birth(birth_history(childless)).column("value")[0])
    with pytest.raises(AgeGroupsError):
        mean_age_at_birth(birth_history(SURVEY.columns, ages=["20–24", "25–29"]))
