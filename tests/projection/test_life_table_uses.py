"""What is done with life tables: errors from counts, survival, single years, decomposition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError
from famplan.model.age import AgeGroups
from famplan.projection import (
    life_expectancy_difference,
    life_expectancy_estimate,
    life_table,
    life_table_from_deaths,
    single_years,
)

AGES = AgeGroups((0, 1, *range(5, 91, 5)), open_end=True)
MADE = {"ages": AGES, "sex": "female", "a0": "andreev-kingkade"}


def mortality(level: float, slope: float = 0.08) -> np.ndarray:
    """Death rates that fall after infancy and then rise by a share each year."""
    force = level * 1e-4 * np.exp(slope * np.append(AGES.lower[:-1] + AGES.widths[:-1] / 2, 93))
    rates = force / (1 + force)
    rates[0] += level * 0.01
    rates[1] += level * 0.001
    return rates


schedules = st.builds(mortality, st.floats(0.3, 5), st.floats(0.06, 0.09))


# Errors


@given(schedules, st.integers(1_000, 1_000_000))
def test_more_people_make_errors_smaller(rates: np.ndarray, people: int) -> None:
    """Four times the deaths, half the error."""
    exposure = np.full(len(AGES), float(people))
    few = life_expectancy_estimate(life_table(rates, **MADE), deaths=rates * exposure)
    many = life_expectancy_estimate(life_table(rates, **MADE), deaths=4 * rates * exposure)
    assert few.standard_error == pytest.approx(2 * np.asarray(many.standard_error))
    assert few.value == many.value
    assert few.interval is not None
    assert few.interval.low < few.value < few.interval.high


def test_the_error_is_that_of_repeated_years() -> None:
    """Deaths drawn again and again scatter life expectancies as the formula says."""
    rates, exposure = mortality(1), np.full(len(AGES), 2_000.0)
    drawn = np.random.default_rng(6).poisson(rates * exposure, size=(4_000, len(AGES)))
    found = np.asarray(life_table_from_deaths(drawn, exposure=exposure, **MADE).e(0))
    said = life_expectancy_estimate(life_table(rates, **MADE), deaths=rates * exposure)
    assert said.standard_error == pytest.approx(found.std(), rel=0.05)
    chiang = life_expectancy_estimate(
        life_table(rates, **MADE), deaths=rates * exposure, variance="chiang"
    )
    assert np.asarray(chiang.standard_error) < np.asarray(said.standard_error)


def test_chiangs_formula_by_hand() -> None:
    """One closed group: only its probability of dying is uncertain."""
    deaths, exposure = np.array([40.0, 300.0]), np.array([1000.0, 10_000.0])
    table = life_table_from_deaths(
        deaths, exposure=exposure, ages=["60–64", "65+"], sex="male", nax="midpoint"
    )
    q = 0.2 / 1.1
    e65 = 10_000 / 300
    by_hand = (2.5 + e65) ** 2 * q**2 * (1 - q) / 40
    found = life_expectancy_estimate(table, deaths=deaths, age=60, variance="chiang")
    assert found.standard_error == pytest.approx(by_hand**0.5)
    assert found.indicator == "E60"
    adjusted = life_expectancy_estimate(table, deaths=deaths, age=60)
    assert adjusted.standard_error == pytest.approx((by_hand + ((1 - q) * e65) ** 2 / 300) ** 0.5)
    last = life_expectancy_estimate(table, deaths=deaths, age=65)
    assert last.standard_error == pytest.approx(e65 / 300**0.5)


def test_a_group_without_deaths_adds_no_error() -> None:
    """And a group without people leaves all unknown."""
    deaths = mortality(1) * 1000
    deaths[3] = 0
    table = life_table_from_deaths(deaths, exposure=np.full(len(AGES), 1000.0), **MADE)
    assert np.isfinite(np.asarray(life_expectancy_estimate(table, deaths=deaths).standard_error))
    exposure = np.full(len(AGES), 1000.0)
    exposure[3] = 0
    empty = life_table_from_deaths(deaths, exposure=exposure, **MADE)
    assert np.isnan(empty.e(0))


def test_what_is_wrong_with_an_estimate_is_named() -> None:
    """Level, variance, deaths of other ages."""
    table = life_table(mortality(1), **MADE)
    with pytest.raises(InvalidInputError, match="level: 95 is not between 0 and 1"):
        life_expectancy_estimate(table, deaths=mortality(1), level=95)
    with pytest.raises(DefinitionError, match="variance: 'normal' is none of"):
        life_expectancy_estimate(table, deaths=mortality(1), variance="normal")  # type: ignore[arg-type]
    with pytest.raises(AgeGroupsError, match="deaths: 3 entries for 20 age groups"):
        life_expectancy_estimate(table, deaths=[1, 2, 3])


# Survival


@given(schedules)
def test_survival_carries_the_stationary_population_into_itself(rates: np.ndarray) -> None:
    """Births of five years at the radix replace it exactly."""
    table = life_table(rates, **MADE)
    ratios = table.survival_ratios(5)
    stationary = table.person_years(ratios.ages)
    later = ratios.survived(stationary)
    later[0] += 5 * ratios.births
    np.testing.assert_allclose(later, stationary, rtol=1e-12)
    assert ((ratios.ratios > 0) & (ratios.ratios < 1)).all()
    assert 0 < ratios.births < 1


@given(st.lists(schedules, min_size=2, max_size=4))
def test_survival_of_many_tables_is_that_of_each(rows: list[np.ndarray]) -> None:
    """Areas in front."""
    many = life_table(np.array(rows), **MADE).survival_ratios(5)
    for place, row in enumerate(rows):
        one = life_table(row, **MADE).survival_ratios(5)
        np.testing.assert_allclose(many.ratios[place], one.ratios)
        assert many.births[place] == pytest.approx(float(one.births))


@given(schedules)
def test_five_single_steps_are_one_of_five(rates: np.ndarray) -> None:
    """For the people of the life table, whose ages within groups are its own."""
    table = life_table(rates, **MADE)
    fine = table.single_years().survival_ratios(1)
    people = table.single_years().nLx.copy()
    people[:20] = 0  # a cohort and all above it
    for _ in range(5):
        people = fine.survived(people)
    five = table.survival_ratios(5)
    start = table.person_years(five.ages).copy()
    start[:4] = 0
    later = five.survived(start)
    sums = np.add.reduceat(people, np.append(np.arange(0, 90, 5), 90))
    np.testing.assert_allclose(sums, later, rtol=1e-9, atol=1e-12)


def test_tables_that_do_not_divide_into_steps_are_refused() -> None:
    """Single years of an abridged table, a table from 60, half a year, other ages."""
    table = life_table(mortality(1), **MADE)
    with pytest.raises(AgeGroupsError, match=r"groups of 1 years up to 90; single_years\(\)"):
        table.survival_ratios(1)
    with pytest.raises(AgeGroupsError, match="groups of 4 years"):
        table.survival_ratios(4)
    with pytest.raises(AgeGroupsError, match="step: 0 is not a number of years from 1 up"):
        table.survival_ratios(0)
    old = life_table([0.1, 0.2], ages=["60–64", "65+"], sex="male")
    with pytest.raises(AgeGroupsError, match="begins at 60, not at birth"):
        old.survival_ratios(5)
    with pytest.raises(AgeGroupsError, match=r"population: shape \(3,\) for 19 age groups"):
        table.survival_ratios(5).survived([1, 2, 3])


def test_survival_in_records() -> None:
    """Birth first, then every age group, with the place of the table."""
    records = life_table(np.stack([mortality(1)] * 2), **MADE).survival_ratios(5).to_records()
    assert len(records) == 2 * 20
    assert records[0]["from"] == "birth"
    assert records[-1]["table"] == (1,)
    assert "table" not in life_table(mortality(1), **MADE).survival_ratios(5).to_records()[0]


# Single years


@given(schedules, st.sampled_from(["greville", "midpoint", "keyfitz", "constant-force"]))
def test_single_years_keep_the_table_at_its_ages(rates: np.ndarray, nax: str) -> None:
    """Survivors, person-years and life expectancies, exactly; survivors only fall between."""
    table = life_table(rates, nax=nax, **MADE)
    fine = single_years(table)
    places = table.ages.lower
    np.testing.assert_allclose(fine.lx[places], table.lx, rtol=1e-12)
    np.testing.assert_allclose(fine.ex[places], table.ex, rtol=1e-10)
    np.testing.assert_allclose(fine.person_years(table.ages), table.nLx, rtol=1e-9)
    assert (np.diff(fine.lx) < 0).all()
    assert ((fine.nqx > 0) & (fine.nqx <= 1)).all()
    assert ((fine.nax[:-1] > 0) & (fine.nax[:-1] < 1)).all()
    assert fine.ndx.sum() == pytest.approx(1)
    assert fine.within == f"{nax}, single years exact"


@given(schedules)
def test_smooth_single_years_move_life_expectancy_little(rates: np.ndarray) -> None:
    """Survivors stay at the ages of the table; years within two parts in a thousand."""
    table = life_table(rates, **MADE)
    smooth = table.single_years(method="smooth")
    np.testing.assert_allclose(smooth.lx[table.ages.lower], table.lx, rtol=1e-12)
    assert smooth.e(0) == pytest.approx(table.e(0), rel=2e-3)
    assert (np.diff(smooth.lx) < 0).all()
    assert smooth.nLx[0] == table.nLx[0]


def test_smooth_rates_jump_less_where_groups_meet() -> None:
    """What the method is for."""
    table = life_table(mortality(1), **MADE)
    jumps = [
        np.abs(np.diff(np.log(table.single_years(method=method).death_rates[30:85]), n=2)).max()
        for method in ("exact", "smooth")
    ]
    assert jumps[1] < jumps[0] / 2


def test_single_years_of_unknown_and_of_single_years() -> None:
    """Unknown stays unknown; a table by single years is its own expansion; old tables work too."""
    rates = np.stack([mortality(1), mortality(1)])
    rates[0, 5] = np.nan
    for method in ("exact", "smooth"):
        fine = life_table(rates, **MADE).single_years(method=method)  # type: ignore[arg-type]
        assert np.isnan(fine.ex[0, 0])
        assert np.isfinite(fine.ex[1]).all()
    again = fine[1].single_years()
    np.testing.assert_allclose(again.ex, fine[1].ex)
    old = life_table([0.1, 0.2], ages=["60–64", "65+"], sex="male", nax="midpoint")
    assert old.single_years().e(60) == pytest.approx(old.e(60))
    assert old.single_years(method="smooth").e(60) == pytest.approx(old.e(60), rel=0.02)
    nobody = life_table([0.0, 0.2], ages=["60–64", "65+"], sex="male", nax="midpoint")
    assert nobody.single_years().lx.tolist() == [1] * 6
    with pytest.raises(DefinitionError, match="method: 'linear' is none of 'exact', 'smooth'"):
        old.single_years(method="linear")  # type: ignore[arg-type]


# Decomposition


@given(schedules, schedules)
def test_contributions_add_up_to_the_difference(rates: np.ndarray, other: np.ndarray) -> None:
    """Exactly, in both directions, and none where nothing differs."""
    one, two = life_table(rates, **MADE), life_table(other, **MADE)
    there = life_expectancy_difference(one, earlier=two)
    back = life_expectancy_difference(two, earlier=one)
    gap = one.e(0) - two.e(0)
    assert there.total == pytest.approx(gap, abs=1e-9)
    assert back.total == pytest.approx(-gap, abs=1e-9)
    same = life_expectancy_difference(one, earlier=one)
    np.testing.assert_allclose(same.contributions, 0, atol=1e-12)


def test_a_change_at_one_age_is_found_there() -> None:
    """And nowhere else."""
    rates = mortality(1)
    fewer = rates.copy()
    fewer[0] /= 2
    made = MADE | {"nax": "midpoint"}
    found = life_expectancy_difference(life_table(fewer, **made), earlier=life_table(rates, **made))
    # The years of children of 1–4 follow the rate of infants, so a trace of it is theirs.
    assert found.contributions[0] == pytest.approx(found.total, rel=1e-3)
    np.testing.assert_allclose(found.contributions[2:], 0, atol=1e-12)
    assert found.to_records()[0]["age"] == "0"
    assert str(found).startswith(f"{found.total:+.2f} years (Arriaga)")


def test_many_pairs_and_other_ages() -> None:
    """Areas in front of one table; other groups are refused."""
    many = life_table(np.stack([mortality(1), mortality(2)]), **MADE)
    found = life_expectancy_difference(many, earlier=many[0])
    assert found.contributions.shape == (2, 20)
    assert found.to_records()[-1]["table"] == (1,)
    assert "years (Arriaga)" in str(found)
    with pytest.raises(AgeGroupsError, match="not those of the first table"):
        life_expectancy_difference(many, earlier=many.single_years())
