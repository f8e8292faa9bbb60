"""Perinatal mortality: stillbirths stand above and below the line."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, PartExceedsWholeError
from famplan.formulas.births import (
    early_neonatal_proportion,
    perinatal_mortality_proportion,
    stillbirth_proportion,
    stillbirths_per_early_death,
)

some = st.integers(0, 10**6)


@given(some, some, some)
def test_it_lies_between_the_early_deaths_and_one(still: int, deaths: int, alive: int) -> None:
    """Every stillbirth raises it; of no pregnancy it is unknown."""
    found = perinatal_mortality_proportion(still, early_deaths=deaths, live_births=deaths + alive)
    if still + deaths + alive == 0:
        assert np.isnan(found)
        return
    without = perinatal_mortality_proportion(0, early_deaths=deaths, live_births=deaths + alive)
    assert found <= 1
    assert np.isnan(without) or found >= without - 1e-12


def test_no_more_early_deaths_than_live_births() -> None:
    """Even if stillbirths would hide it."""
    with pytest.raises(PartExceedsWholeError):
        perinatal_mortality_proportion(10, early_deaths=3, live_births=2)
    with pytest.raises(NegativeCountError):
        perinatal_mortality_proportion(-1, early_deaths=0, live_births=2)


@given(some, some, some)
def test_the_rates_go_together(still: int, deaths: int, alive: int) -> None:
    """Stillbirths, and early deaths of those born alive, make the perinatal rate; their ratio."""
    born = deaths + alive
    if not still * deaths:
        assert np.isnan(stillbirths_per_early_death(1, early_deaths=0))
        return
    whole = perinatal_mortality_proportion(still, early_deaths=deaths, live_births=born)
    before = stillbirth_proportion(still, live_births=born)
    after = early_neonatal_proportion(deaths, live_births=born)
    assert whole == pytest.approx(before + (1 - before) * after)
    found = stillbirths_per_early_death(still, early_deaths=deaths)
    assert before / ((1 - before) * after) == pytest.approx(found)
