"""Projections: conservation, areas as loops, stable growth, one and five years, and errors."""

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

from famplan.errors import (
    AgeGroupsError,
    DefinitionError,
    FamplanError,
    ImplausibleRateWarning,
    InvalidInputError,
    NegativeCountError,
    ShapeError,
    UnitError,
)
from famplan.model import AgeGroups
from famplan.projection import (
    DeathRates,
    Migration,
    RatePath,
    life_table,
    project,
    stable_population,
)
from famplan.projection.cohort.reading import read_years


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("timing", ["start", "end", "halves"])
@pytest.mark.parametrize("measure", ["counts", "rates"])
@given(seed=st.integers(0, 1000))
def test_every_step_balances(width: int, timing: str, measure: str, seed: int) -> None:
    """Opening + births − deaths + migration = closing, by sex and age, to rounding."""
    random = np.random.default_rng(seed)
    # More can only leave than come where there are enough to leave.
    moves = random.normal(0, 0.002, (2, len(ages(width))))
    moves[:, 40 // width :] = 0
    if measure == "counts":
        moves = np.abs(moves) * 1000
    done = project(
        people(width, (3,), seed),
        **inputs(width, migration=Migration(values=moves, measure=measure, timing=timing)),
    )
    assert done.account.residual.max() < 1e-9
    flows = done.births.sum(-1) - done.deaths.sum((-2, -1)) + done.migration.sum((-2, -1))
    np.testing.assert_allclose(np.diff(done.total, axis=0), flows, atol=1e-8)


@pytest.mark.parametrize("width", WIDTHS)
def test_migrants_of_a_step_are_those_given(width: int) -> None:
    """Persons a year, times the years of the step, whenever they come."""
    moves = np.full((2, len(ages(width))), 3.0)
    for timing in ("start", "end", "halves"):
        done = project(
            people(width),
            **inputs(width, migration=Migration(values=moves, measure="counts", timing=timing)),
        )
        np.testing.assert_allclose(done.migration.sum((-2, -1)), moves.sum() * width)


def test_those_who_come_early_die_and_bear_here() -> None:
    """More deaths and births the earlier they come; half of both for halves."""
    moves = np.full((2, len(ages())), 5.0)
    deaths, births = {}, {}
    for timing in ("start", "halves", "end"):
        done = project(
            people(),
            **inputs(
                until=2021, migration=Migration(values=moves, measure="counts", timing=timing)
            ),
        )
        deaths[timing], births[timing] = done.deaths.sum(), done.births.sum()
    for found in (deaths, births):
        assert found["start"] > found["halves"] > found["end"]
        assert found["halves"] == pytest.approx((found["start"] + found["end"]) / 2)


@pytest.mark.parametrize("areas", [(4,), (2, 3)])
def test_areas_together_are_areas_one_by_one(areas: tuple[int, ...]) -> None:
    """Every input by area."""
    random = np.random.default_rng(1)
    population = people(1, areas)
    mortality = survival() ** random.uniform(0.8, 1.2, (*areas, 1, 1))
    fertility = schedule() * random.uniform(0.5, 1.5, (*areas, 1))
    ratio = random.uniform(1.03, 1.2, areas)
    moves = random.normal(0, 0.002, (*areas, 2, len(ages())))
    together = project(
        population,
        **inputs(
            mortality=mortality,
            fertility=fertility,
            sex_ratio_at_birth=ratio,
            migration=Migration(values=moves, measure="rates", timing="halves"),
        ),
    )
    for area in np.ndindex(areas):
        alone = project(
            population[area],
            **inputs(
                mortality=mortality[area],
                fertility=fertility[area],
                sex_ratio_at_birth=ratio[area],
                migration=Migration(values=moves[area], measure="rates", timing="halves"),
            ),
        )
        np.testing.assert_array_equal(together.area(area).population, alone.population)
        np.testing.assert_array_equal(together.area(area).deaths, alone.deaths)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("total", [1.2, 2.1, 4.0])
def test_a_closed_population_of_constant_rates_grows_at_last_by_r(width: int, total: float) -> None:
    """At the root of the discrete Euler–Lotka equation of its own rates."""
    shares, rates = survival(width), schedule(total, width)
    done = project(
        people(width), **inputs(width, fertility=rates, until=2020 + 600, mortality=shares)
    )
    # A girl born in a step is at the middle of group a after a + 1/2 … steps; her person-years
    # there are width × the product of the shares, births half at the start and half at the end.
    lived = np.cumprod(shares[0])[done.ages.between(15, 50)] * width
    steps = np.arange(15 // width, 50 // width)

    def daughters(rate: float) -> float:
        early = np.exp(-rate * width * steps) * (1 + np.exp(-rate * width)) / 2
        return float((lived * rates * early).sum() / 2.06)

    low, high = -0.1, 0.1
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if daughters(middle) > 1 else (low, middle)
    assert done.figure("GROWTH_RATE")[-1] == pytest.approx(low, abs=2e-7)


def test_its_growth_is_that_of_the_stable_population() -> None:
    """Also of the one that continuous theory finds, to the width of an age."""
    table = life_table(
        death_rates(last=100)[0], ages=ages(last=100), sex="female", a0="andreev-kingkade"
    )
    both = DeathRates(
        values=np.stack([death_rates(last=100)[0]] * 2), ages=ages(last=100), a0="andreev-kingkade"
    )
    done = project(
        np.full((2, 101), 100.0),
        **inputs(
            ages=ages(last=100),
            mortality=both,
            until=2620,
            fertility=schedule(3.0),
            sex_ratio_at_birth=1.05,
        ),
    )
    found = stable_population(schedule(3.0), ages=mothers(), girls=1 / 2.05, table=table)
    assert done.figure("GROWTH_RATE")[-1] == pytest.approx(found.growth_rate, abs=2e-5)
    women = done.at(2620)[0]
    np.testing.assert_allclose(women / women.sum(), found.age_structure, atol=2e-5)


def test_five_steps_of_one_year_are_nearly_one_of_five() -> None:
    """In a population that is stable, where a group is spread as its life table's."""
    fine = DeathRates(values=death_rates(), ages=ages(), a0="andreev-kingkade")
    table = fine.table()
    # The same life table by groups of five, and a schedule that is flat within them.
    flat = np.repeat([0.01, 0.08, 0.12, 0.08, 0.03, 0.01, 0.001], 5)
    single = project(table.nLx * 1000, **inputs(until=2025, mortality=fine, fertility=flat))
    by_five = np.add.reduceat(table.nLx * 1000, np.arange(0, 91, 5), axis=-1)
    one = project(by_five, **inputs(5, until=2025, mortality=table, fertility=flat[::5]))
    grouped = np.add.reduceat(single.at(2025), np.arange(0, 91, 5), axis=-1)
    np.testing.assert_allclose(one.at(2025)[:, 1:], grouped[:, 1:], rtol=1e-12)  # those alive
    np.testing.assert_allclose(one.at(2025)[:, 0], grouped[:, 0], rtol=2e-4)  # those born
    assert one.births.sum() == pytest.approx(single.births.sum(), rel=2e-4)


def test_a_life_table_its_rates_and_its_ratios_give_the_same() -> None:
    """Whatever tells of mortality."""
    rates = DeathRates(values=death_rates(), ages=ages(), a0="midpoint")
    table = rates.table()
    paths = [
        project(people(), **inputs(mortality=mortality)).population
        for mortality in (rates, table, table.survival_ratios(1))
    ]
    np.testing.assert_allclose(paths[1], paths[0], rtol=1e-12)
    np.testing.assert_allclose(paths[2], paths[0], rtol=1e-12)


def test_abridged_tables_serve_groups_of_five_and_single_years() -> None:
    """Infants stand apart in a table and not in a population; single years are expanded."""
    labels = ["0", "1–4", *ages(5).labels[1:]]
    values = np.concatenate([death_rates(5)[:, :1] * 4, death_rates(5)], axis=-1)
    rates = DeathRates(values=values, ages=labels, a0="andreev-kingkade")
    five = project(people(5), **inputs(5, mortality=rates))
    fine = DeathRates(values=values, ages=labels, a0="andreev-kingkade", expansion="exact")
    even = np.repeat(people(5)[:, :-1] / 5, 5, axis=-1)
    single = project(np.concatenate([even, people(5)[:, -1:]], axis=-1), **inputs(mortality=fine))
    assert "single years exact" in single.names["mortality"]
    np.testing.assert_allclose(single.total[::5], five.total, rtol=0.01)


def test_rates_may_differ_from_step_to_step() -> None:
    """A path of two levels is the first level, and then the second."""
    low, high = schedule(1.0), schedule(2.0)
    path = RatePath(np.stack([low] * 10 + [high] * 10), name="a jump")
    jumped = project(people(), **inputs(fertility=path))
    first = project(people(), **inputs(fertility=low, until=2030))
    then = project(first.at(2030), **inputs(fertility=high, start=2030))
    np.testing.assert_array_equal(jumped.at(2040), then.at(2040))
    assert jumped.names["fertility"] == "a jump"
    np.testing.assert_allclose(jumped.figure("TFR")[[0, -1]], [1.0, 2.0])


def test_fertility_by_all_ages_finds_the_mothers() -> None:
    """Ages that bear nobody are left out."""
    every = np.zeros(len(ages()))
    every[15:50] = schedule()
    done = project(people(), **inputs(fertility=every, mothers=None))
    same = project(people(), **inputs())
    np.testing.assert_allclose(done.population, same.population)
    assert (done.mothers[0], done.mothers[-1]) == ("15", "49")
    childless = project(people(), **inputs(fertility=0 * every, mothers=None))
    assert not childless.births.any()


def test_what_is_unknown_of_one_area_stays_unknown_there_alone() -> None:
    """A missing count is neither zero nor contagious."""
    population = people(1, (2,))
    population[0, 0, 30] = np.nan
    done = project(population, **inputs())
    assert np.isnan(done.total[-1, 0])
    assert done.total[-1, 1] == pytest.approx(project(population[1], **inputs()).total[-1])


@pytest.mark.parametrize(
    ("changed", "error", "text"),
    [
        ({"until": 2020}, InvalidInputError, "2020 is not one or more steps of 1 years after 2020"),
        ({"ages": ["0", "1–4", "5+"]}, AgeGroupsError, "0 and 1–4 differ in width"),
        ({"ages": ["5–9", "10–14", "15+"]}, AgeGroupsError, "a projection needs groups from 0 on"),
        ({"ages": ["0–4", "5–9", "10–14"]}, AgeGroupsError, "an open one at the end"),
        ({"mortality": 1.2 * survival() ** 0}, InvalidInputError, "mortality at 0: 1.2 is above 1"),
        ({"mortality": death_rates()}, InvalidInputError, r"death rates\?; give DeathRates"),
        (
            {"fertility": 1000 * schedule()},
            InvalidInputError,
            "fertility at 15: 5.6.* is above 1; give births per woman-year, not per 1,000",
        ),
        ({"until": 2030.5}, InvalidInputError, "until: 2030.5 is no year"),
        ({"start": "2020"}, InvalidInputError, "start: '2020' is no year"),
        ({"areas": "east"}, ShapeError, r"'east' is one text; write \['east'\]"),
        ({"mortality": survival()[:, :-1]}, ShapeError, r"mortality: shape \(2, 90\)"),
        ({"mortality": survival()[[0, 0, 1]]}, ShapeError, r"mortality: shape \(3, 91\)"),
        ({"fertility": -schedule()}, NegativeCountError, "is below 0"),
        ({"fertility": schedule()[1:]}, AgeGroupsError, "does not end in 35 age groups"),
        ({"mothers": ["15–19", "20–24"]}, AgeGroupsError, "15–19 is not as wide as 15"),
        ({"mothers": AgeGroups.regular(0, 35, width=1)}, AgeGroupsError, "the first or the open"),
        ({"sex_ratio_at_birth": 106}, UnitError, "106 boys per girl; give 1.06"),
        ({"areas": ["east"]}, ShapeError, r"1 names for areas of shape \(\)"),
        (
            {"fertility": RatePath(np.stack([schedule()] * 3), name="short")},
            ShapeError,
            "3 steps for a projection of 20",
        ),
    ],
)
def test_what_cannot_be_projected_is_refused(
    changed: dict[str, object], error: type[FamplanError], text: str
) -> None:
    """The error names the argument, what is wrong, and the way out."""
    with pytest.raises(error, match=text):
        project(people(), **inputs(**changed))


def test_names_of_areas_tell_them_apart() -> None:
    """Each its own; positions end where the areas do."""
    with pytest.raises(ShapeError, match="'east' stands twice"):
        project(people(1, (2,)), **inputs(), areas=["east", "east"])
    two = project(people(1, (2,)), **inputs(), areas=["east", "west"])
    np.testing.assert_array_equal(two.area(-1).total, two.area("west").total)
    for place in (2, (0, 1)):
        with pytest.raises(DefinitionError, match=r"is none of areas of shape \(2,\)"):
            two.area(place)


def test_life_tables_stand_as_the_population_does() -> None:
    """Women before men: the other way round all would be well but wrong."""
    made = {"ages": ages(), "a0": "midpoint"}
    turned = life_table(death_rates()[::-1], sex=["male", "female"], **made)
    women = life_table(death_rates()[0], sex="female", **made)
    for table in (turned, women, life_table(death_rates(), sex="female", **made)):
        with pytest.raises(DefinitionError, match="women, then men"):
            project(people(), **inputs(mortality=table))
    right = life_table(death_rates(), sex=["female", "male"], **made)
    both = life_table(death_rates()[:1], sex="both", **made)
    for table in (right, both):
        assert project(people(), **inputs(mortality=table)).names["mortality"].startswith("life")


def test_unknown_mortality_is_no_death_rate() -> None:
    """It leaves everybody unknown."""
    done = project(people(), **inputs(mortality=np.full((2, 91), np.nan)))
    assert np.isnan(done.total[1:]).all()


def test_what_looks_typed_in_another_unit_warns() -> None:
    """A share of boys for their ratio, migration per 1,000."""
    with pytest.warns(ImplausibleRateWarning, match="was it the share of boys"):
        project(people(), **inputs(sex_ratio_at_birth=0.515))
    moves = Migration(values=np.full((2, 91), 5.0), measure="rates", timing="end")
    with pytest.warns(ImplausibleRateWarning, match="was it per 1,000"):
        project(people(), **inputs(migration=moves))


def test_a_negative_population_is_refused() -> None:
    """With the place of the fault."""
    population = people()
    population[1, 4] = -3
    with pytest.raises(NegativeCountError, match=r"population\[1, 4\]: -3 is below 0"):
        project(population, **inputs())


def test_sexes_and_ages_must_be_there() -> None:
    """A population without sexes is not one."""
    with pytest.raises(ShapeError, match="put areas first, then female and male, then 91"):
        project(people()[0], **inputs())
    with pytest.raises(ShapeError, match=r"population: shape \(1, 91\)"):
        project(people()[:1], **inputs())


def test_areas_that_do_not_match_are_refused() -> None:
    """Three areas of people, two of rates."""
    with pytest.raises(ShapeError, match=r"population \(3,\), mortality \(2,\)"):
        project(people(1, (3,)), **inputs(mortality=np.stack([survival()] * 2)))


@pytest.mark.parametrize(("areas", "told"), [((), "2020 leaves"), ((2,), "in area 0")])
def test_more_cannot_leave_than_are_there(areas: tuple[int, ...], told: str) -> None:
    """The error names year, sex, age and area."""
    moves = np.zeros((2, len(ages())))
    moves[1, 20] = -5000
    with pytest.raises(
        NegativeCountError, match=rf"migration: .*male persons of 20.*{told}|{told}"
    ):
        project(
            people(1, areas),
            **inputs(migration=Migration(values=moves, measure="counts", timing="end")),
        )


def test_nobody_leaves_who_was_never_there() -> None:
    """Not even where those who come later make up for it: they would bear less than no children."""
    population, moves = people() * 0 + 300, np.zeros((2, len(ages())))
    population[0, 25] = 100
    moves[0, 25], moves[0, 26] = -250, 250
    halves = Migration(values=moves, measure="counts", timing="halves")
    with pytest.raises(NegativeCountError, match="2020 leaves -25 female persons of 25;"):
        project(population, **inputs(until=2021, migration=halves))
    moves = np.zeros((2, len(ages())))
    moves[0, -2], moves[0, -1] = -400, 400
    at_once = Migration(values=moves, measure="counts", timing="start")
    with pytest.raises(NegativeCountError, match="leaves -100 female persons of 89;"):
        project(population, **inputs(until=2021, migration=at_once))


# Sweden, women, 1993: Preston, Heuveline and Guillot 2001, box 6.1, as S. Daza and G. Rodríguez
# give it (Population projections), with the matrix by which both carry it forward.
SWEDEN = [293395, 248369, 240012, 261346, 285209, 314388, 281290, 286923, 304108, 324946]
SWEDEN += [247613, 211351, 215140, 221764, 223506, 183654, 141990, 112424]
LIVED = [497487, 497138, 496901, 496531, 495902, 495168, 494213, 492760, 490447, 486613]
LIVED += [480665, 471786, 457852, 436153, 402775, 350358, 271512, 291707]
BORN = [0.0120, 0.0908, 0.1499, 0.1125, 0.0441, 0.0074, 0.0003]


def test_the_printed_projection_of_sweden() -> None:
    """The textbook's matrix gives the same; its girls of 1998 and 2003 are quoted from memory."""
    lived, girls = np.array(LIVED) / 1e5, np.zeros(18)
    girls[3:10] = np.array(BORN) / 2.05
    matrix = np.zeros((18, 18))
    for age in range(17):
        matrix[age + 1, age] = lived[age + 1] / lived[age]
        later = girls[age + 1] * lived[age + 1] / lived[age]
        matrix[0, age] = lived[0] * (girls[age] + later) / 2
    matrix[17, 16:] = lived[17] / lived[16:].sum()
    shares = np.concatenate(
        [lived[:1] / 5, lived[1:-1] / lived[:-2], lived[-1:] / lived[-2:].sum(keepdims=True)]
    )
    done = project(
        np.stack([SWEDEN] * 2), ages=ages(5, 85), start=1993, until=2003, mortality=shares[None],
        fertility=BORN, mothers=mothers(5), sex_ratio_at_birth=1.05,
    )  # fmt: skip
    np.testing.assert_allclose(done.at(1998)[0], matrix @ SWEDEN, rtol=1e-12)
    np.testing.assert_allclose(done.at(2003)[0], matrix @ matrix @ SWEDEN, rtol=1e-12)
    assert done.population[1:, 0, 0].round().tolist() == [293_574, 280_121]


def test_migration_has_named_variants() -> None:
    """And no others."""
    with pytest.raises(DefinitionError, match="timing: 'middle' is none of"):
        Migration(values=[], measure="counts", timing="middle")
    with pytest.raises(DefinitionError, match="measure: 'persons' is none of"):
        Migration(values=[], measure="persons", timing="end")
    with pytest.raises(ShapeError, match="migration: shape"):
        project(
            people(),
            **inputs(migration=Migration(values=[1.0, 2.0], measure="counts", timing="end")),
        )
    path = RatePath(np.zeros((20, 2, 91)), name="by hand")
    assert Migration(values=path, measure="rates", timing="end").name == "rates, end, by hand"


def test_survival_ratios_of_other_ages_are_refused() -> None:
    """The way out is the life table."""
    table = DeathRates(values=death_rates(last=100), ages=ages(last=100), a0="midpoint").table()
    with pytest.raises(AgeGroupsError, match="give the life table"):
        project(people(), **inputs(mortality=table.survival_ratios(1)))
    project(people(), **inputs(mortality=table))  # it is added up


def test_a_path_needs_steps() -> None:
    """A single number is none."""
    with pytest.raises(ShapeError, match="no steps"):
        RatePath(1.0, name="a number")
    assert str(RatePath([1.0], name="one")) == "<1 step: one>"


def test_years_name_the_next_end_that_fits() -> None:
    """2033 is no whole number of five years after 2020; 2035 is."""
    with pytest.raises(InvalidInputError, match="give 2035"):
        read_years(2020, 2033, width=5)


def test_results_cannot_be_written_to() -> None:
    """Neither populations nor accounts."""
    done = project(people(), **inputs())
    for name in ("births", "deaths", "migration"):
        assert not getattr(done, name).flags.writeable
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        done.years = (1,)
