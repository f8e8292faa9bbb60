"""What a projection gives: figures by formulas, sums over areas, records."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_population import ages, inputs, people, schedule

from famplan import find
from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError, ShapeError
from famplan.formulas import population as stocks
from famplan.projection import MEASURES, Migration, Projection, project
from famplan.projection.cohort.measures import check_measure


@pytest.fixture(scope="module")
def three() -> Projection:
    """Three areas with names."""
    moves = Migration(values=np.full((2, len(ages(5))), 1.0), measure="counts", timing="halves")
    return project(people(5, (3,)), **inputs(5, migration=moves), areas=["north", "south", "west"])


def test_populations_stand_at_years(three: Projection) -> None:
    """The first is the one given."""
    np.testing.assert_array_equal(three.at(2020), people(5, (3,)))
    np.testing.assert_array_equal(three.population[2], three.at(2030))
    assert three.step == 5
    with pytest.raises(InvalidInputError, match=r"2023 is none of 2020, 2025, …, 2040"):
        three.at(2023)


def test_rates_are_a_years(three: Projection) -> None:
    """Births of five years over five years of the average population."""
    years = (three.total[1:] + three.total[:-1]) / 2 * 5
    np.testing.assert_allclose(three.figure("CBR"), three.births.sum(-1) / years)
    np.testing.assert_allclose(three.figure("CDR"), three.deaths.sum((-2, -1)) / years)
    np.testing.assert_allclose(three.figure("RNI"), three.figure("CBR") - three.figure("CDR"))
    np.testing.assert_allclose(
        three.figure("natural_increase"), three.figure("births") - three.figure("deaths")
    )
    np.testing.assert_allclose(
        three.figure("GROWTH_RATE"), np.log(three.total[1:] / three.total[:-1]) / 5
    )
    np.testing.assert_allclose(three.figure("TFR"), 1.6)


def test_ages_are_measured_at_every_year(three: Projection) -> None:
    """By the formulas of the catalogue, of both sexes together."""
    both = three.at(2035).sum(axis=-2)
    for name, found in {
        "DEPENDENCY": stocks.dependency_ratio(both, ages=three.ages, working=(15, 65)),
        "CHILD_DEPENDENCY": stocks.child_dependency_ratio(both, ages=three.ages, working=(15, 65)),
        "OLD_DEPENDENCY": stocks.old_age_dependency_ratio(both, ages=three.ages, working=(15, 65)),
        "AGEING_INDEX": stocks.ageing_index(both, ages=three.ages, working=(15, 65)),
        "OLDER_SHARE": stocks.older_proportion(both, ages=three.ages, start=65),
        "MEDIAN_AGE": stocks.median_age(both, ages=three.ages),
    }.items():
        np.testing.assert_array_equal(three.figure(name)[3], found)


def test_sums_are_of_persons_and_rates_are_of_sums(three: Projection) -> None:
    """Adding areas before or after is the same."""
    whole = three.summed()
    added = three.area("north") + three.area("south") + three.area(2)
    for name in ("births", "deaths", "migration", "population"):
        np.testing.assert_allclose(getattr(added, name), getattr(whole, name))
    np.testing.assert_allclose(whole.figure("CBR"), added.figure("CBR"))
    assert whole.account.residual.max() < 1e-9
    assert whole.areas == ()


def test_projections_of_other_years_are_not_added(three: Projection) -> None:
    """Nor of other ages."""
    other = project(people(5), **inputs(5, until=2030))
    with pytest.raises(ShapeError, match="years"):
        three.area(0) + other
    with pytest.raises(ShapeError, match="ages"):
        three.area(0) + project(
            people(5)[..., :-1], **inputs(5, ages=ages(5, 85), mortality=np.ones((2, 18)))
        )


def test_names_of_both_are_kept(three: Projection) -> None:
    """Where they differ."""
    closed = project(people(5), **inputs(5))
    assert (closed + three.area(0)).names["migration"] == "none + counts, halves"


def test_records_have_every_area_and_year(three: Projection) -> None:
    """Flows of the first year are unknown."""
    records = three.to_records(["population", "births"])
    assert len(records) == 3 * 5
    assert records[0] == {
        "area": "north",
        "year": 2020,
        "population": pytest.approx(people(5, (3,))[0].sum()),
        "births": None,
    }
    assert records[-1]["area"] == "west"
    assert records[-1]["births"] == pytest.approx(three.births[-1, -1].sum())
    unnamed = project(people(5, (1, 2)), **inputs(5)).to_records(["population"])
    assert unnamed[5]["area"] == (0, 1)
    alone = three.area(0).to_records()
    assert list(alone[0]) == ["year", *MEASURES]


def test_what_is_unknown_is_none_in_records() -> None:
    """Half of these are in the open group: no age is known."""
    old = people(5, (1,)) * 0 + 1
    old[..., -1] = 1e6
    records = project(old, **inputs(5)).to_records(["MEDIAN_AGE", "OLDER_SHARE"])
    assert records[0]["MEDIAN_AGE"] is None
    assert records[0]["OLDER_SHARE"] == pytest.approx(1, abs=1e-4)


def test_groups_without_a_bound_at_15_or_65_have_fewer_figures() -> None:
    """Those that need it are left out of records, and refused by name."""
    wide = project(
        [[50, 45, 70], [52, 46, 60]], ages=["0–29", "30–59", "60+"], start=2020, until=2080,
        mortality=[[0.98, 0.97, 0.5]], fertility=[0.03], mothers=["30–59"],
        sex_ratio_at_birth=1.05,
    )  # fmt: skip
    assert {"population", "MEDIAN_AGE", "TFR"} < set(wide.to_records()[0])
    assert "DEPENDENCY" not in wide.to_records()[0]
    with pytest.raises(AgeGroupsError, match="no group begins at 15"):
        wide.to_records(["DEPENDENCY"])


def test_measures_are_codes_of_the_catalogue_or_counts() -> None:
    """So each has a definition that can be shown."""
    for name in MEASURES:
        if not name.islower():
            assert find(name).code == name


def test_wrong_names_are_named(three: Projection) -> None:
    """With the nearest right one."""
    with pytest.raises(DefinitionError, match="did you mean MEDIAN_AGE"):
        three.figure("MEDIAN_AG")
    with pytest.raises(DefinitionError, match="is none of population"):
        check_measure("xyz")
    with pytest.raises(DefinitionError, match="'east' is none of north, south, west"):
        three.area("east")


def test_it_says_how_it_was_made(three: Projection) -> None:
    """In one line."""
    assert repr(three).startswith("<2020 to 2040 in steps of 5 years, 3 areas: mortality constant")
    single = project(people(), **inputs(until=2021))
    assert "in steps of 1 year:" in repr(single)


def test_ages_at_which_there_are_no_women_have_no_rate() -> None:
    """The total fertility rate is unknown then, not lower."""
    population = people()
    population[0, 14:17] = 0
    done = project(population, **inputs(until=2021, fertility=schedule()))
    assert np.isnan(done.figure("TFR")[0])
