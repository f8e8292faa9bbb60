"""Paths of mortality."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_population import ages, death_rates, inputs, people

from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.projection import (
    DeathRates,
    RatePath,
    brass_path,
    life_expectancy_path,
    mortality_path,
    project,
)

YEARS: dict[str, Any] = {"start": 2020, "until": 2040, "width": 1, "by": 2030, "form": "linear"}


@pytest.fixture(scope="module")
def rates() -> DeathRates:
    """Gompertz."""
    return DeathRates(values=death_rates(), ages=ages(), a0="andreev-kingkade")


def test_between_two_tables_logarithms_move(rates: DeathRates) -> None:
    """Half way is the geometric mean; after the year it is the second table."""
    path = mortality_path(rates, last=death_rates() / 4, **YEARS)
    np.testing.assert_allclose(path.values.at(4) * path.values.at(5), death_rates() ** 2 / 4)
    np.testing.assert_allclose(path.values.at(15), death_rates() / 4)
    assert path.name == "linear to a second table by 2030, death rates, a0 andreev-kingkade"


def test_a_rate_of_zero_stays_zero_where_both_are(rates: DeathRates) -> None:
    """And is no fault."""
    values = death_rates()
    values[:, 10] = 0
    none = DeathRates(values=values, ages=ages(), a0=rates.a0)
    assert (mortality_path(none, last=values / 2, **YEARS).values.values[:, :, 10] == 0).all()


@given(st.floats(60, 95), st.floats(60, 95))
def test_the_life_expectancy_asked_for_is_reached(female: float, male: float) -> None:
    """Of either sex, whichever way it lies, along a line."""
    first = DeathRates(values=death_rates(), ages=ages(), a0="midpoint")
    path = life_expectancy_path(first, target=[female, male], **(YEARS | {"until": 2031}))
    found = np.asarray(path.table().e(0))
    now = np.asarray(first.table().e(0))
    np.testing.assert_allclose(found[-1], [female, male], atol=1e-6)
    np.testing.assert_allclose(found[4], now + ([female, male] - now) * 0.45, atol=1e-6)


def test_the_pattern_says_where_lives_are_saved(rates: DeathRates) -> None:
    """Rates that do not differ between the tables do not move."""
    lower = death_rates().copy()
    lower[:, :40] /= 2
    table = rates.table()
    path = life_expectancy_path(rates, target=np.asarray(table.e(0)) + 0.2, pattern=lower, **YEARS)
    stays = np.broadcast_to(death_rates()[:, 40:], (20, 2, 51))
    np.testing.assert_allclose(path.values.values[:, :, 40:], stays)
    assert (path.values.values[:, :, :40] < death_rates()[:, :40]).all()
    assert "rates move as between two tables" in path.name


def test_what_no_change_can_reach_is_refused(rates: DeathRates) -> None:
    """Nobody lives for ever by fewer deaths at young ages."""
    lower = death_rates().copy()
    lower[:, :40] /= 2
    with pytest.raises(InvalidInputError, match="no change of the rates gives"):
        life_expectancy_path(rates, target=[120, 120], pattern=lower, **YEARS)
    with pytest.raises(InvalidInputError, match="pattern: a rate of zero"):
        life_expectancy_path(rates, target=[80, 80], pattern=0 * lower, **YEARS)


@given(st.floats(-0.8, 0.8), st.floats(0.8, 1.3))
def test_brass_logits_are_a_line_of_those_of_the_standard(level: float, slope: float) -> None:
    """At the year by which the line is reached."""
    first = DeathRates(values=death_rates(), ages=ages(), a0="midpoint")
    path = brass_path(first, level=level, slope=slope, **YEARS)

    def logits(living: np.ndarray) -> np.ndarray:
        return np.asarray(0.5 * np.log((1 - living) / living))

    before = logits(first.table().lx[..., 1:])
    # Years lived by the dying follow from the new rates, so survivors differ in the fourth digit.
    after = logits(path.table().lx[-1][..., 1:])
    np.testing.assert_allclose(after, level + slope * before, atol=0.02)
    assert f"slope {slope:g} " in path.name


def test_brass_zero_and_one_change_nothing(rates: DeathRates) -> None:
    """The standard itself."""
    path = brass_path(rates, level=0, **YEARS)
    np.testing.assert_allclose(path.values.at(19), death_rates(), rtol=1e-9)


def test_without_deaths_before_the_open_group_its_change_is_unknown(rates: DeathRates) -> None:
    """Brass's line moves survivors; the open group's rate follows the group before."""
    values = death_rates()
    values[:, -2] = 0
    none = DeathRates(values=values, ages=ages(), a0=rates.a0)
    with pytest.raises(DefinitionError, match="nobody or everybody dies"):
        brass_path(none, level=-0.1, **YEARS)


@pytest.mark.parametrize(
    "make",
    [
        lambda rates, form: mortality_path(rates, last=death_rates(), **YEARS | {"form": form}),
        lambda rates, form: life_expectancy_path(rates, target=[80, 80], **YEARS | {"form": form}),
        lambda rates, form: brass_path(rates, level=0, **YEARS | {"form": form}),
    ],
)
def test_forms_have_names(make: Any, rates: DeathRates) -> None:
    """And no others."""
    with pytest.raises(DefinitionError, match="form: 'sudden' is none of"):
        make(rates, "sudden")
    assert make(rates, "constant").name.startswith("constant")


# Three areas and three steps, so that steps taken for areas would go unseen.
THREE: dict[str, Any] = YEARS | {"until": 2023, "by": 2023}


@pytest.mark.parametrize("areas", [2, 3])
def test_areas_may_have_their_own_ends(rates: DeathRates, areas: int) -> None:
    """From one start, each as if it were alone."""
    factor = np.linspace(0.5, 1, areas)
    now = np.asarray(rates.table().e(0))
    lower = death_rates() * factor[:, np.newaxis, np.newaxis]
    goals = now + np.outer(1 - factor, [4, 3])
    levels = np.outer(factor, [-0.2, -0.1])
    made = {
        "last": (mortality_path, lower),
        "target": (life_expectancy_path, goals),
        "level": (brass_path, levels),
    }
    for name, (path, ends) in made.items():
        together = path(rates, **{name: ends}, **THREE).values.values
        assert together.shape == (3, areas, 2, 91)
        for area, end in enumerate(ends):
            alone = path(rates, **{name: end}, **THREE).values.values
            np.testing.assert_allclose(together[:, area], alone, rtol=1e-9)


def test_ends_of_other_shapes_are_refused(rates: DeathRates) -> None:
    """Three sexes, other ages."""
    with pytest.raises(ShapeError, match="first and target"):
        life_expectancy_path(rates, target=[80, 80, 80], **YEARS)
    with pytest.raises(ShapeError, match="first and last"):
        mortality_path(rates, last=death_rates()[:, 1:], **YEARS)
    with pytest.raises(ShapeError, match="first and level"):
        brass_path(rates, level=[0, 0, 0], **YEARS)
    with pytest.raises(ShapeError, match="first and pattern"):
        life_expectancy_path(rates, target=[80, 80], pattern=death_rates()[:, 1:], **YEARS)


def test_a_path_begins_at_one_time(rates: DeathRates) -> None:
    """A path of one step does, one of many does not."""
    path = mortality_path(rates, last=death_rates() / 2, **YEARS)
    with pytest.raises(DefinitionError, match="rates of 20 steps; give those of the start"):
        brass_path(path, level=0, **YEARS)
    one = DeathRates(values=RatePath(death_rates()[np.newaxis], name="x"), ages=ages(), a0=rates.a0)
    again = mortality_path(one, last=death_rates() / 2, **YEARS)
    np.testing.assert_array_equal(again.values.values, path.values.values)


def test_brass_moves_abridged_rates_that_become_single_years() -> None:
    """The line is of the ages given; the expansion comes after it."""
    labels = ["0", "1–4", *ages(5).labels[1:]]
    values = np.concatenate([death_rates(5)[:, :1] * 4, death_rates(5)], axis=-1)
    first = DeathRates(values=values, ages=labels, a0="midpoint", expansion="exact")
    path = brass_path(first, level=-0.2, **YEARS)
    plain = brass_path(attrs.evolve(first, expansion=None), level=-0.2, **YEARS)
    np.testing.assert_array_equal(path.values.values, plain.values.values)
    assert project(people(), **inputs(mortality=path)).total[-1] > 0


def test_rates_above_one_at_the_highest_ages_are_no_news(rates: DeathRates) -> None:
    """The life table takes them; below 80 it does not."""
    high = death_rates()
    high[:, -1] = 1.2
    first = DeathRates(values=high, ages=ages(), a0=rates.a0)
    mortality_path(first, last=high, **YEARS)
    scaled = mortality_path(first, last=1000 * high, **YEARS)
    with pytest.raises(InvalidInputError, match="give deaths per person-year, not per 1,000"):
        project(people(), **inputs(mortality=scaled))


def test_longer_lives_make_a_larger_and_older_population(rates: DeathRates) -> None:
    """Than mortality that stays, all else equal."""
    better = life_expectancy_path(rates, target=[92, 90], **YEARS)
    stays = project(people(), **inputs(mortality=rates))
    lives = project(people(), **inputs(mortality=better))
    assert (lives.total[1:] > stays.total[1:]).all()
    assert lives.figure("OLDER_SHARE")[-1] > stays.figure("OLDER_SHARE")[-1]
    assert lives.names["mortality"].startswith("linear to e0 92 and 90 by 2030")
