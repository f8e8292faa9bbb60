"""Stable populations: printed examples, theory on synthetic schedules, and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError
from famplan.formulas.population import keyfitz_momentum, momentum_by_age
from famplan.model.age import AgeGroups
from famplan.projection import (
    LifeTable,
    life_table,
    spread_open_age,
    stable_age_structure,
    stable_population,
)

AGES = AgeGroups((0, 1, *range(5, 101, 5)), open_end=True)
MOTHERS = AgeGroups.regular(15, 50, width=5)
FIVES = AgeGroups(tuple(range(0, 101, 5)), open_end=True)


def women(level: float = 1.0) -> LifeTable:
    """A life table of women whose rates rise by a share each year."""
    force = level * 1e-4 * np.exp(0.085 * np.append(AGES.lower[:-1] + AGES.widths[:-1] / 2, 103))
    rates = force / (1 + force)
    rates[:2] += np.array([0.02, 0.002]) * level
    return life_table(rates, ages=AGES, sex="female", a0="andreev-kingkade")


def fertility(level: float, middle: float = 28, spread: float = 6) -> np.ndarray:
    """Rates whose total is `level`, around a mean age."""
    shape = np.exp(-(((MOTHERS.midpoints - middle) / spread) ** 2) / 2)
    return np.asarray(level * shape / shape.sum() / 5)


levels = st.floats(0.5, 8)
tables = st.builds(women, st.floats(0.3, 4))


def test_the_printed_stable_population_of_the_united_states() -> None:
    """Women, 1991: Preston, Heuveline and Guillot, box 7.2, as G. Rodríguez recomputes it."""
    lived = [4.95804, 4.95002, 4.94603, 4.93804, 4.92552, 4.91138, 4.89356, 4.86941, 4.83577]
    lived += [4.78475, 4.70374, 4.57712, 4.38502, 4.10756, 3.71990, 3.19192, 2.49203, 2.73044]
    ages = AgeGroups(tuple(range(0, 86, 5)), open_end=True)
    unseen = np.full(18, np.nan)  # the box prints person-years alone
    table = LifeTable(
        ages=ages,
        death_rates=unseen,
        nax=unseen,
        nqx=unseen,
        lx=unseen,
        ndx=unseen,
        nLx=lived,
        Tx=np.cumsum(lived[::-1])[::-1],
        ex=np.append(unseen[1:], 6.79),
        radix=1,
        sex="female",
        a0="given",
        within="given",
        open_interval="given",
    )
    rates = [0.0007, 0.0303, 0.0566, 0.0578, 0.0388, 0.0157, 0.0027, 0.0001]
    found = stable_population(rates, ages=AgeGroups.regular(10, 50, width=5), girls=1, table=table)
    assert found.growth_rate == pytest.approx(-0.0001664824, abs=5e-11)
    assert found.birth_rate == pytest.approx(0.01258426, abs=5e-9)
    assert found.mean_age_at_birth == pytest.approx(26.47888, abs=5e-6)
    assert found.net_reproduction == pytest.approx(0.995601948, abs=5e-10)
    printed = [0.06241925, 0.06237018, 0.06237180, 0.06232290]
    np.testing.assert_allclose(found.age_structure[:4], printed, atol=5e-9)
    assert found.age_structure[-1] == pytest.approx(0.03488968, abs=5e-9)


@given(levels, tables)
def test_growth_over_a_generation_is_net_reproduction(level: float, table: LifeTable) -> None:
    """R0 = exp(r T), and T lies between the mean ages with and without growth."""
    rates = fertility(level)
    found = stable_population(rates, ages=MOTHERS, girls=0.4878, table=table)
    assert np.exp(np.asarray(found.growth_rate) * found.generation) == pytest.approx(
        found.net_reproduction
    )
    net = rates * table.person_years(MOTHERS)
    unweighted = (net * MOTHERS.midpoints).sum() / net.sum()
    low, high = sorted((unweighted, found.mean_age_at_birth))
    assert low - 1e-9 <= np.asarray(found.generation) <= high + 1e-9
    assert np.sign(found.growth_rate) == np.sign(np.log(found.net_reproduction))


@given(levels, tables)
def test_births_less_deaths_are_growth(level: float, table: LifeTable) -> None:
    """And the births are those of its women: shares add up, and Lotka's equation holds."""
    rates = fertility(level)
    found = stable_population(rates, ages=MOTHERS, girls=0.4878, table=table)
    assert found.age_structure.sum() == pytest.approx(1)
    assert found.birth_rate - found.death_rate == pytest.approx(found.growth_rate)
    mothers = found.age_structure[AGES.between(15, 50)]
    assert (mothers * rates).sum() * 0.4878 == pytest.approx(found.birth_rate)
    discounted = rates * 0.4878 * table.person_years(MOTHERS)
    discounted = discounted * np.exp(-np.asarray(found.growth_rate) * MOTHERS.midpoints)
    assert discounted.sum() == pytest.approx(1, abs=1e-12)


@given(st.floats(-0.03, 0.04), tables)
def test_the_rate_that_was_put_in_comes_out(growth: float, table: LifeTable) -> None:
    """Fertility made for a growth rate leads to it."""
    lived = table.person_years(MOTHERS)
    shape = fertility(1)
    rates = shape / (shape * lived * np.exp(-growth * MOTHERS.midpoints)).sum()
    found = stable_population(rates, ages=MOTHERS, girls=1, table=table)
    assert found.growth_rate == pytest.approx(growth, abs=1e-12)


def test_at_replacement_it_is_stationary() -> None:
    """No growth; births are one over life expectancy; the generation is the mean age."""
    table = women()
    rates = fertility(1) / (fertility(1) * table.person_years(MOTHERS)).sum()
    found = stable_population(rates, ages=MOTHERS, girls=1, table=table)
    assert found.growth_rate == pytest.approx(0, abs=1e-13)
    assert found.birth_rate == pytest.approx(1 / np.asarray(table.e(0)))
    assert found.generation == pytest.approx(found.mean_age_at_birth)
    np.testing.assert_allclose(found.age_structure, stable_age_structure(table, growth=0))


def leslie(table: LifeTable, rates: np.ndarray) -> np.ndarray:
    """One five-year step of women as a matrix, births at the middle of the step."""
    ratios = table.survival_ratios(5)
    groups = len(ratios.ages)
    matrix = np.zeros((groups, groups))
    matrix[np.arange(1, groups), np.arange(groups - 1)] = ratios.ratios[:-1]
    matrix[-1, -1] = ratios.ratios[-1]
    full = np.zeros(groups)
    full[3:10] = rates
    later = np.append(full[1:], 0) * ratios.ratios
    matrix[0] = float(ratios.births) * 5 * (full + later) / 2
    return matrix


@pytest.mark.parametrize("level", [1.2, 2.2, 6.0])
def test_a_projection_converges_to_it(level: float) -> None:
    """From a population of children only; step and equation differ by what five years blur."""
    table, rates = women(), fertility(level) * 0.4878
    people = np.zeros(len(FIVES))
    people[:3] = 100
    matrix = leslie(table, rates)
    for _ in range(400):
        before, people = people, matrix @ people
        people /= before.sum()
    growth = np.log(people.sum()) / 5
    found = stable_population(rates, ages=MOTHERS, girls=1, table=table)
    assert growth == pytest.approx(np.asarray(found.growth_rate), abs=2e-4)
    structure = stable_age_structure(table, growth=growth)
    fives = np.append(structure[:2].sum(), structure[2:])
    np.testing.assert_allclose(people / people.sum(), fives, rtol=1e-2, atol=2e-5)


@pytest.mark.parametrize("level", [1.6, 3.0, 5.0])
def test_momentum_is_what_a_projection_at_replacement_reaches(level: float) -> None:
    """By formula, by Keyfitz's for stable populations, and by stepping for six hundred years."""
    table = women()
    found = stable_population(fertility(level), ages=MOTHERS, girls=0.4878, table=table)
    lived = table.person_years(FIVES)
    start = np.append(found.age_structure[:2].sum(), found.age_structure[2:])
    rates = np.zeros(len(FIVES))
    rates[3:10] = fertility(level)
    formula = momentum_by_age(start, person_years=lived, rates=rates, ages=FIVES)
    matrix = leslie(table, fertility(level))
    at_rest = lived / lived.sum()
    matrix[0] *= at_rest[0] / (matrix[0] @ at_rest)
    people = start
    for _ in range(120):
        people = matrix @ people
    assert formula == pytest.approx(people.sum(), rel=0.01)
    net = fertility(level) * table.person_years(MOTHERS)
    stated = keyfitz_momentum(
        found.birth_rate,
        life_expectancy=table.e(0),
        net_reproduction=found.net_reproduction,
        growth=found.growth_rate,
        mean_age=(net * MOTHERS.midpoints).sum() / net.sum(),
    )
    assert stated == pytest.approx(formula, rel=0.01)


def test_many_areas_are_one_call() -> None:
    """In any order, each as if it were alone; an area without births is unknown."""
    rates = np.stack([fertility(level) for level in (1.3, 2.1, 5.0, 0.0)])
    deaths = np.stack([women(level).death_rates for level in (0.5, 1, 3, 1)])
    table = life_table(deaths, ages=AGES, sex="female", a0="andreev-kingkade")
    girls = np.array([0.48, 0.4878, 0.49, 0.5])
    many = stable_population(rates, ages=MOTHERS, girls=girls, table=table)
    for place in range(3):
        one = stable_population(rates[place], ages=MOTHERS, girls=girls[place], table=table[place])
        assert np.asarray(many.growth_rate)[place] == pytest.approx(one.growth_rate)
        np.testing.assert_allclose(many.age_structure[place], one.age_structure)
    assert np.isnan(np.asarray(many.growth_rate)[3])
    turned = stable_population(rates[::-1], ages=MOTHERS, girls=girls[::-1], table=table[::-1])
    np.testing.assert_allclose(np.asarray(turned.growth_rate)[::-1], many.growth_rate)
    records = many.to_records()
    assert records[1]["table"] == (1,)
    assert records[0]["share 0"] == pytest.approx(many.age_structure[0, 0])
    assert repr(many).startswith("stable population: growth")


def test_growth_makes_a_population_young() -> None:
    """The faster, the younger; and a stable open group spreads as the stable population does."""
    table = women()
    shares = stable_age_structure(table, growth=[-0.02, 0, 0.02])
    assert shares.shape == (3, len(AGES))
    assert (np.diff(shares[:, 0]) > 0).all()
    assert (np.diff(shares[:, -1]) < 0).all()
    old = shares[2, AGES.bounds.index(80) :].sum()
    spread = spread_open_age([1 - old, old], ages=["0–79", "80+"], table=table, growth=0.02)
    np.testing.assert_allclose(spread.counts[1:], shares[2, AGES.bounds.index(80) :])


def test_nobody_writes_to_a_result() -> None:
    """Frozen."""
    found = stable_population(fertility(2), ages=MOTHERS, girls=0.4878, table=women())
    with pytest.raises(ValueError, match="read-only"):
        found.age_structure[0] = 1


def test_what_is_wrong_is_named() -> None:
    """A table that begins later, groups that are not the table's, shares that are none."""
    old = life_table([0.1, 0.2], ages=["60–64", "65+"], sex="female")
    with pytest.raises(AgeGroupsError, match="table: it begins at 60; give a table from birth"):
        stable_population([0.1], ages=["60–64"], girls=0.5, table=old)
    men = life_table(women().death_rates, ages=AGES, sex="male", a0="midpoint")
    with pytest.raises(DefinitionError, match="table: it is of male; women bear"):
        stable_population(fertility(2), ages=MOTHERS, girls=0.5, table=men)
    with pytest.raises(AgeGroupsError, match="no group of the life table begins at 17"):
        stable_population([0.1], ages=["17–24"], girls=0.5, table=women())
    with pytest.raises(InvalidInputError, match="girls: 48 is above 1"):
        stable_population(fertility(2), ages=MOTHERS, girls=48, table=women())
