"""Paths: reproducible, bounded, and spread as they say."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_population import ages, inputs, people

from famplan.errors import DefinitionError, InvalidInputError, NegativeCountError, ShapeError
from famplan.projection import (
    Bound,
    BoundChance,
    Fan,
    Migration,
    Shocks,
    project,
    simulate,
)

MEASURES = ("population", "births", "CBR")
FERTILITY = Shocks(fertility=(0.05, 0.9))


def fan(width: int = 5, **changed: Any) -> Fan:
    """Draw a fan of the made-up population."""
    options = {"shocks": FERTILITY, "paths": 300, "seed": 1, "measures": MEASURES} | changed
    return simulate(people(width), **inputs(width, **options))


def test_a_seed_gives_a_fan_again() -> None:
    """And another gives another; a generator will do."""
    first, again = fan(), fan(seed=np.random.default_rng(1))
    np.testing.assert_array_equal(first.quantiles["births"], again.quantiles["births"])
    assert (first.quantiles["births"] != fan(seed=2).quantiles["births"]).any()
    assert (first.seed, again.seed) == (1, None)
    assert repr(first) == (
        "<300 paths, seed 1: population, births, CBR; "
        "Shocks: fertility 0.05 a year, persistence 0.9>"
    )
    assert repr(again).startswith("<300 paths: ")


def test_blocks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are the same however many are carried forward together."""
    whole = fan(paths=100, shocks=Shocks(fertility=(0.05, 1.0), mortality=(0.02, 0.5)))
    monkeypatch.setattr("famplan.projection.uncertainty.drawing.BLOCK", 7)
    parts = fan(paths=100, shocks=Shocks(fertility=(0.05, 1.0), mortality=(0.02, 0.5)))
    for name in MEASURES:
        np.testing.assert_allclose(parts.quantiles[name], whole.quantiles[name], rtol=1e-13)


def test_without_shocks_every_path_is_the_central_one() -> None:
    """Whatever else is asked."""
    calm = fan(shocks=Shocks(), bounds=[Bound("population", at_least=0)])
    plain = project(people(5), **inputs(5))
    for line in calm.quantiles["population"]:
        np.testing.assert_allclose(line, plain.total)
    assert calm.chances[0].probability == 0
    assert repr(calm.shocks) == "Shocks: none"


@pytest.mark.parametrize("measure", ["population", "births"])
def test_the_fan_is_ordered_and_opens(measure: str) -> None:
    """The central path is near its middle; the start is known."""
    found = fan(1, paths=1000)
    lines = found.quantiles[measure]
    assert (np.diff(lines, axis=0) >= 0).all()
    width = lines[-1] - lines[0]
    assert width[-1] > width[1] > 0 or measure == "population"
    central = found.central.figure(measure)
    np.testing.assert_allclose(found.quantile(measure, 0.5), central, rtol=0.05)
    if measure == "population":
        assert width[0] == 0


def test_quantiles_are_those_of_the_paths() -> None:
    """Births of the first year vary with the shock of that year alone: its quantiles are known."""
    found = fan(
        1, paths=4000, until=2021, levels=[0.1, 0.5, 0.9], shocks=Shocks(fertility=(0.2, 1))
    )
    births = found.quantiles["births"][:, 0] / found.central.figure("births")[0]
    normal = 1.2815515655446004
    np.testing.assert_allclose(births, np.exp([-0.2 * normal, 0, 0.2 * normal]), rtol=0.03)


def test_death_rates_times_a_factor_are_shares_to_its_power() -> None:
    """More deaths in bad years, and fewer in good ones, at every age."""
    found = fan(1, shocks=Shocks(mortality=(0.2, 1.0)), measures=["deaths", "births"], until=2021)
    deaths = found.quantiles["deaths"][:, 0] / found.central.figure("deaths")[0]
    assert deaths[0] < 0.8
    assert deaths[-1] > 1.25


@pytest.mark.parametrize("timing", ["start", "end", "halves"])
def test_migration_strays_by_persons(timing: str) -> None:
    """With the ages of the central migrants, at their time."""
    moves = Migration(values=np.full((2, 91), 1.0), measure="counts", timing=timing)
    found = fan(
        1, shocks=Shocks(migration=(30.0, 0.0)), measures=["migration"], migration=moves,
        until=2023, paths=2000, levels=[0.1587, 0.5, 0.8413],
    )  # fmt: skip
    np.testing.assert_allclose(found.quantiles["migration"][:, -1] - 182, [-30, 0, 30], atol=3.5)


def test_migrants_by_rates_stray_where_people_are() -> None:
    """Equal rates are as many persons as there are of each age."""
    moves = Migration(values=np.full((2, 91), 0.001), measure="rates", timing="end")
    by_persons = Migration(values=people(1), measure="counts", timing="end")
    drawn = [
        fan(1, shocks=Shocks(migration=(9.0, 0.0)), measures=["births"], until=2030, paths=50,
            migration=moves, migrants_by_age=ages_given)
        for ages_given in (None, by_persons.values)
    ]  # fmt: skip
    np.testing.assert_allclose(drawn[0].quantiles["births"], drawn[1].quantiles["births"])


def test_migrants_who_stray_need_ages() -> None:
    """Given, or those of the central path."""
    with pytest.raises(DefinitionError, match="give migrants_by_age"):
        fan(shocks=Shocks(migration=(3.0, 0.0)))
    with pytest.raises(ShapeError, match=r"shape \(1,\) is not \(2, 19\), or all zero"):
        fan(shocks=Shocks(migration=(3.0, 0.0)), migrants_by_age=[1.0])
    at_twenty = np.zeros((2, 19))
    at_twenty[:, 4] = 1
    found = fan(
        shocks=Shocks(migration=(3.0, 0.0)), migrants_by_age=at_twenty, measures=["migration"]
    )
    assert found.quantiles["migration"][0, 0] < 0 < found.quantiles["migration"][-1, 0]


def test_steps_of_five_years_take_the_mean_of_their_years() -> None:
    """So shocks that do not stay even out."""
    single = Shocks(fertility=(0.2, 0.0))
    yearly, five = (
        fan(width, shocks=single, measures=["TFR"], levels=[0.05, 0.95], paths=2000)
        for width in (1, 5)
    )
    spread = [np.ptp(one.quantiles["TFR"][:, 0]) for one in (yearly, five)]
    assert spread[0] / spread[1] == pytest.approx(np.sqrt(5), rel=0.1)


def test_chances_count_paths() -> None:
    """Beyond at a year, first beyond, ever beyond, with the error of counting."""
    limit = Bound("population", at_least=float(project(people(1), **inputs()).total[12]))
    found = fan(1, bounds=[limit], measures=["population"], paths=2000, seed=3)
    (chance,) = found.chances
    assert chance.central == 2033
    assert chance.crossed[-1] == chance.probability
    assert (np.diff(chance.crossed) >= 0).all()
    assert (chance.crossed >= chance.beyond - 1e-12).all()
    low, high = chance.interval
    assert low <= chance.probability <= high
    assert chance.median_year in {2032, 2033}
    share = chance.crossed[12]
    row = chance.to_records()[12]
    assert row["standard_error"] == pytest.approx(np.sqrt(share * (1 - share) / 2000))
    assert row["year"] == 2032
    assert "in 2033 on the central path" in repr(chance)


@pytest.mark.parametrize("seed", range(3))
def test_the_error_of_a_chance_is_that_between_seeds(seed: int) -> None:
    """Two drawings differ by no more than four errors."""
    limit = Bound("births", at_most=1.1 * project(people(1), **inputs()).figure("births").max())
    one, other = (
        fan(1, bounds=[limit], paths=1500, seed=number).chances[0] for number in (seed, seed + 50)
    )
    apart = abs(one.probability - other.probability)
    assert 0.1 < one.probability < 0.9
    assert apart < 4 * np.hypot(one.standard_error, other.standard_error)


def test_a_bound_is_crossed_once_for_the_first_time() -> None:
    """A path that comes back and goes beyond again counts once."""
    bound = Bound("births", at_most=float(project(people(1), **inputs()).figure("births")[3]))
    found = fan(1, bounds=[bound], shocks=Shocks(fertility=(0.3, 0.0)), paths=500).chances[0]
    assert found.first.sum() <= 1
    assert found.beyond.sum() > found.first.sum()
    never = Bound("births", at_most=1e9)
    assert fan(1, bounds=[never], paths=10).chances[0].median_year is None


@given(st.floats(-0.99, 0.99))
def test_shocks_are_correlated_as_asked(rho: float) -> None:
    """Each with the spread of its own."""
    table = [[1, rho, 0], [rho, 1, 0], [0, 0, 1]]
    shocks = Shocks(
        fertility=(0.05, 0.0), mortality=(0.01, 0.0), migration=(2.0, 0.0), correlation=table
    )
    drawn = shocks.strays(np.random.default_rng(1), paths=4000, years=1)[..., 0]
    assert np.corrcoef(drawn[0], drawn[1])[0, 1] == pytest.approx(rho, abs=0.05)
    np.testing.assert_allclose(drawn.std(axis=1), [0.05, 0.01, 2.0], rtol=0.05)
    assert (repr(shocks).endswith("correlated")) == (rho != 0)


def test_a_random_walk_widens_without_end_and_the_other_does_not() -> None:
    """Variance grows by the year, or to sd² / (1 − persistence²)."""
    shocks = Shocks(fertility=(0.1, 1.0), mortality=(0.1, 0.8))
    drawn = shocks.strays(np.random.default_rng(2), paths=5000, years=100)
    assert drawn[0, :, -1].std() == pytest.approx(1.0, rel=0.05)
    assert drawn[1, :, -1].std() == pytest.approx(0.1 / np.sqrt(1 - 0.64), rel=0.05)


@pytest.mark.parametrize(
    ("changed", "error", "text"),
    [
        ({"fertility": (-0.1, 0.5)}, InvalidInputError, "a standard deviation of -0.1"),
        ({"mortality": (0.1, 1.5)}, InvalidInputError, "a persistence of 1.5"),
        ({"fertility": 0.03}, InvalidInputError, "give \\(standard deviation a year, persistence"),
        ({"fertility": (float("inf"), 0)}, InvalidInputError, "a standard deviation of inf"),
        ({"correlation": [[1, 0.5], [0.5, 1]]}, DefinitionError, "three rows of three"),
        (
            {"correlation": [[1, 2, 0], [2, 1, 0], [0, 0, 1]]},
            DefinitionError,
            "not a table of correlations",
        ),
    ],
)
def test_shocks_are_checked(changed: Any, error: type[Exception], text: str) -> None:
    """Spread, persistence, correlations."""
    with pytest.raises(error, match=text):
        Shocks(**changed)


def test_a_fan_is_of_one_area() -> None:
    """Of what was asked, and of at least one path."""
    with pytest.raises(ShapeError, match="more than one area"):
        simulate(people(5, (2,)), **inputs(5, shocks=FERTILITY, paths=3, seed=1))
    for paths in (0, 10.5):
        with pytest.raises(InvalidInputError, match=f"paths: {paths} is no number of paths"):
            fan(paths=paths)
    for levels in ([50], [float("nan")], []):
        with pytest.raises(InvalidInputError, match="levels: not from 0 to 1"):
            fan(levels=levels)
    with pytest.raises(InvalidInputError, match="seed: None is no seed; give a number"):
        fan(seed=None)
    found = fan(paths=10)
    with pytest.raises(DefinitionError, match="'deaths' is none of population, births, CBR"):
        found.quantile("deaths", 0.5)
    with pytest.raises(DefinitionError, match=r"level: 0\.33 is none of"):
        found.quantile("births", 0.33)


def test_levels_stand_in_order() -> None:
    """However they were given."""
    found = fan(paths=50, levels=[0.9, 0.1, 0.9])
    assert found.levels == (0.1, 0.9)
    assert (np.diff(found.quantiles["births"], axis=0) >= 0).all()


def test_bounds_that_contradict_each_other_are_refused() -> None:
    """No path could keep to both."""
    bounds = [Bound("TFR", at_most=1.5), Bound("births", at_least=1), Bound("TFR", at_least=2.1)]
    with pytest.raises(DefinitionError, match=r"TFR at least 2\.1 and at most 1\.5: no path"):
        fan(bounds=bounds)


def test_a_path_that_more_leave_than_there_are_is_named() -> None:
    """It is a path, no area."""
    at_twenty = np.zeros((2, 19))
    at_twenty[:, 4] = 1
    with pytest.raises(NegativeCountError, match=r"female persons of 20–24 in path \d+;"):
        fan(shocks=Shocks(migration=(1e5, 0.9)), migrants_by_age=at_twenty)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_probabilities_never_pass_one(crossed: list[int]) -> None:
    """Nor is the error of a sure thing unknown: shares are counts of paths."""
    paths = max(sum(crossed), 1)
    shares = np.array(crossed) / paths
    chance = BoundChance(
        bound=Bound("births", at_most=1), years=tuple(range(len(crossed))), beyond=shares,
        first=shares, paths=paths, central=None,
    )  # fmt: skip
    assert chance.probability in {0.0, 1.0}
    assert chance.standard_error == 0
    assert all(row["standard_error"] >= 0 for row in chance.to_records())


def test_records_have_the_central_path_and_every_quantile() -> None:
    """Flows begin with the first step."""
    rows = fan(paths=50, levels=[0.1, 0.9]).to_records()
    population = [row for row in rows if row["measure"] == "population"]
    births = [row for row in rows if row["measure"] == "births"]
    assert [row["year"] for row in population] == [2020, 2025, 2030, 2035, 2040]
    assert [row["year"] for row in births] == [2025, 2030, 2035, 2040]
    assert population[-1]["q0.1"] < population[-1]["central"] < population[-1]["q0.9"]


def test_memory_does_not_grow_with_the_ages_of_the_paths() -> None:
    """Ten times the paths keep ten times the totals, not ten times the populations."""
    peaks = []
    for paths in (500, 5000):
        tracemalloc.start()
        fan(1, paths=paths, measures=["population"])
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    totals = 5000 * 21 * 8
    assert peaks[1] - peaks[0] < 4 * totals  # the totals, and their sorted copy for quantiles
    assert totals < 5000 * len(ages()) * 2 * 8 / 5  # what the populations would take, at the least
