"""Paths of fertility, and the level of replacement."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_population import (
    WIDTHS,
    ages,
    death_rates,
    inputs,
    mothers,
    people,
    schedule,
    survival,
)

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError
from famplan.projection import (
    DeathRates,
    RatePath,
    fertility_path,
    project,
    replacement_fertility,
)
from famplan.projection.scenarios.progress import progress


@given(st.floats(0.2, 6), st.floats(0.2, 6), st.sampled_from(["linear", "logistic"]))
def test_a_path_never_leaves_its_two_ends(first: float, last: float, form: str) -> None:
    """It goes one way, and stays where it has arrived."""
    path = fertility_path(
        schedule(first), mothers=mothers(), start=2020, until=2050, form=form, target=last, by=2040
    )
    level = path.values.sum(axis=-1)
    low, high = sorted((first, last))
    assert (level >= low - 1e-9).all()
    assert (level <= high + 1e-9).all()
    assert (np.diff(level) * (last - first) >= -1e-9).all()
    np.testing.assert_allclose(level[20:], last)


def test_a_line_has_equal_steps() -> None:
    """The level of a step is that of its middle."""
    path = fertility_path(
        schedule(1.0, 5), mothers=mothers(5), start=2020, until=2040, form="linear", target=2.0,
        by=2040,
    )  # fmt: skip
    np.testing.assert_allclose(path.values.sum(axis=-1) * 5, [1.125, 1.375, 1.625, 1.875])
    assert path.name == "linear to a TFR of 2 by 2040"


def test_a_logistic_path_is_slow_at_both_ends() -> None:
    """And symmetric about its middle."""
    share = progress(range(2020, 2041), by=2040, form="logistic")
    np.testing.assert_allclose(share + share[::-1], 1)
    assert share[0] < 0.01
    assert share[9] > share[8] + 0.1


def test_constant_is_one_step_for_all() -> None:
    """And needs no target."""
    path = fertility_path(schedule(), mothers=mothers(), start=2020, until=2050, form="constant")
    np.testing.assert_array_equal(path.values, schedule()[np.newaxis])
    assert (progress([2020, 2021], by=2030, form="constant") == 0).all()


def test_the_age_pattern_can_move_too() -> None:
    """To that of other mothers, at the target's level."""
    old = np.roll(schedule(), 4)
    path = fertility_path(
        schedule(), mothers=mothers(), start=2020, until=2050, form="linear", target=1.2,
        by=2040, pattern=old,
    )  # fmt: skip
    np.testing.assert_allclose(path.values[-1], old / old.sum() * 1.2)
    np.testing.assert_allclose(path.values[10].sum(), 1.6 + (1.2 - 1.6) * 10.5 / 20)


def test_areas_have_their_own_targets() -> None:
    """Levels as a loop over areas would give them."""
    first = np.stack([schedule(1.0), schedule(2.0)])
    path = fertility_path(
        first, mothers=mothers(), start=2020, until=2030, form="linear", target=[1.5, 1.6], by=2030
    )
    for area, goal in enumerate((1.5, 1.6)):
        alone = fertility_path(
            first[area], mothers=mothers(), start=2020, until=2030, form="linear", target=goal,
            by=2030,
        )  # fmt: skip
        np.testing.assert_allclose(path.values[:, area], alone.values)
    assert "each area's own" in path.name


@pytest.mark.parametrize(
    ("changed", "error", "text"),
    [
        ({"form": "sudden"}, DefinitionError, "form: 'sudden' is none of"),
        ({"target": None}, DefinitionError, "'linear' needs a target"),
        ({"by": 2020}, InvalidInputError, "2020 is not after the start"),
        ({"mothers": mothers(5)}, AgeGroupsError, "35 entries for 7 age groups"),
    ],
)
def test_half_a_scenario_is_refused(
    changed: dict[str, object], error: type[Exception], text: str
) -> None:
    """With what it lacks."""
    years = {"start": 2020, "until": 2030, "by": 2025}
    good = {"mothers": mothers(), "form": "linear", "target": 2} | years
    with pytest.raises(error, match=text):
        fertility_path(schedule(), **(good | changed))


def test_without_births_there_is_no_pattern_to_scale() -> None:
    """Of one area among many; nothing moves where the level stays."""
    none = np.stack([schedule(), 0 * schedule()])
    years = {"mothers": mothers(), "start": 2020, "until": 2030}
    with pytest.raises(InvalidInputError, match="schedule: no births, and so no pattern"):
        fertility_path(none, form="linear", target=2, by=2030, **years)
    assert not fertility_path(none, form="constant", **years).values[0, 1].any()


@pytest.mark.parametrize("width", WIDTHS)
def test_at_replacement_a_population_stays_at_last(width: int) -> None:
    """Exactly, since the level is found by the projection's own arithmetic."""
    rates = replacement_fertility(
        schedule(1.0, width), ages=ages(width), mothers=mothers(width),
        mortality=survival(width), sex_ratio_at_birth=1.08,
    )  # fmt: skip
    done = project(
        people(width), **inputs(width, fertility=rates, sex_ratio_at_birth=1.08, until=2820)
    )
    assert abs(done.figure("GROWTH_RATE")[-1]) < 1e-9
    assert 2.0 < rates.sum() * width < 2.3


def test_of_a_mortality_path_the_first_step_counts() -> None:
    """And areas have their own levels."""
    path = RatePath(np.stack([survival(), survival() ** 0.5]), name="better")
    rates = DeathRates(values=death_rates(), ages=ages(), a0="midpoint")
    lower = attrs.evolve(rates, values=RatePath(np.stack([death_rates()] * 2), name="better"))
    of_rates = [
        replacement_fertility(
            schedule(), ages=ages(), mothers=mothers(), mortality=one, sex_ratio_at_birth=1.06
        )
        for one in (lower, rates)
    ]
    np.testing.assert_array_equal(*of_rates)
    first, alone = (
        replacement_fertility(
            np.stack([schedule(), schedule(3.0)]),
            ages=ages(),
            mothers=mothers(),
            mortality=mortality,
            sex_ratio_at_birth=1.06,
        )
        for mortality in (path, survival())
    )
    np.testing.assert_array_equal(first, alone)
    np.testing.assert_allclose(first[0], first[1])


def test_of_a_schedule_the_pattern_alone_counts() -> None:
    """Whatever its unit: births per 1,000 women, or births."""
    made = {"ages": ages(), "mothers": mothers(), "mortality": survival()}
    found = [
        replacement_fertility(many * schedule(), sex_ratio_at_birth=1.06, **made)
        for many in (1, 1000)
    ]
    np.testing.assert_allclose(*found)
