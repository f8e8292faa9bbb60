"""Daughters per woman: properties and errors (worked examples are in cases/reproduction.toml)."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import (
    AgeGroupsError,
    ImplausibleRateWarning,
    InvalidInputError,
    PartExceedsWholeError,
    ShapeError,
)
from famplan.formulas import fertility, reproduction
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(15, 50, width=5)
schedules = arrays(np.float64, (3, 7), elements=st.floats(0.001, 0.4))
survival = arrays(np.float64, 7, elements=st.floats(0.5, 5))
girl_shares = st.floats(0.4, 0.55)


@given(st.floats(0, 2))
def test_the_share_of_girls_follows_the_sex_ratio(sex_ratio: float) -> None:
    """Girls and boys are all births."""
    girls = reproduction.share_of_girls(sex_ratio)
    assert girls + girls * sex_ratio == pytest.approx(1)


def test_a_sex_ratio_per_hundred_is_pointed_at() -> None:
    """105 boys per girl is 1.05 typed per 100."""
    with pytest.warns(ImplausibleRateWarning, match="was it per 100") as record:
        reproduction.share_of_girls(105)
    assert record[0].filename == __file__


@given(schedules, girl_shares)
def test_without_deaths_net_is_gross(rates: np.ndarray, girls: float) -> None:
    """A girl who lives through every age group bears the gross number of daughters."""
    net = reproduction.net_reproduction_rate(
        rates, person_years=AGES.widths, girls=girls, ages=AGES
    )
    total = fertility.total_fertility_rate(rates, ages=AGES)
    gross = reproduction.gross_reproduction_rate(total, girls=girls)
    np.testing.assert_allclose(net, gross, rtol=1e-12)


@given(schedules, survival, girl_shares)
def test_mortality_only_takes_away(
    rates: np.ndarray, person_years: np.ndarray, girls: float
) -> None:
    """The net rate is never above the gross one."""
    net = reproduction.net_reproduction_rate(
        rates, person_years=person_years, girls=girls, ages=AGES
    )
    gross = reproduction.gross_reproduction_rate(
        fertility.total_fertility_rate(rates, ages=AGES), girls=girls
    )
    assert (np.asarray(net) <= np.asarray(gross) * (1 + 1e-12)).all()


@given(schedules, survival, girl_shares)
def test_at_replacement_level_the_net_rate_is_one(
    rates: np.ndarray, person_years: np.ndarray, girls: float
) -> None:
    """Rates moved to the replacement level replace the generation."""
    given_mortality = {"person_years": person_years, "girls": girls, "ages": AGES}
    level = reproduction.replacement_level_fertility(rates, **given_mortality)
    total = fertility.total_fertility_rate(rates, ages=AGES)
    moved = rates * (np.asarray(level) / np.asarray(total))[:, np.newaxis]
    with warnings.catch_warnings():  # a rate above one may be needed where mortality is absurd
        warnings.simplefilter("ignore", ImplausibleRateWarning)
        net = reproduction.net_reproduction_rate(moved, **given_mortality)
    np.testing.assert_allclose(net, 1, rtol=1e-9)


def test_each_area_may_have_its_own_share_of_girls_and_mortality() -> None:
    """Areas stand in front; ages are on the last axis."""
    net = reproduction.net_reproduction_rate(
        [[0.1, 0.1], [0.1, 0.1]],
        person_years=[[5, 5], [4.8, 4.2]],
        girls=[0.5, 0.48],
        ages=["20–24", "25–29"],
    )
    np.testing.assert_allclose(net, [0.5, 0.432])


def test_no_births_have_no_replacement_level() -> None:
    """Nothing to scale."""
    assert np.isnan(
        reproduction.replacement_level_fertility(
            [0, 0], person_years=[5, 5], girls=0.5, ages=["20–24", "25–29"]
        )
    )


def test_girls_are_a_share() -> None:
    """Neither a sex ratio nor a percentage."""
    with pytest.raises(InvalidInputError, match=r"girls: 48\.8 is above 1; give a share"):
        reproduction.gross_reproduction_rate(2.0, girls=48.8)
    with pytest.raises(InvalidInputError, match=r"girls: 1\.05 is above 1"):
        reproduction.net_reproduction_rate([0.1], person_years=[5], girls=1.05, ages=["20–24"])


def test_person_years_are_per_newborn_girl() -> None:
    """A life table of 100,000 births is not yet divided by them."""
    with pytest.raises(PartExceedsWholeError, match="20–24: 485000 is more than the width 5"):
        reproduction.net_reproduction_rate(
            [0.1, 0.1], person_years=[4.9, 485_000], girls=0.5, ages=["15–19", "20–24"]
        )


def test_shapes_and_ages_must_fit() -> None:
    """One entry for each age group, one row for each area."""
    with pytest.raises(AgeGroupsError, match="person_years: 2 entries for 1 age groups"):
        reproduction.net_reproduction_rate([0.1], person_years=[5, 5], girls=0.5, ages=["20–24"])
    with pytest.raises(ShapeError, match="shapes do not match: rates"):
        reproduction.net_reproduction_rate(
            [[0.1], [0.1]], person_years=[5], girls=[0.5] * 3, ages=["20–24"]
        )
