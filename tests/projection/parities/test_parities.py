"""Women by parity: births by order, permitted orders, progression."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_population import ages, inputs, mothers, people, schedule

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError, ShapeError
from famplan.projection import (
    Migration,
    births_averted_between,
    permitted_path,
    progression_ratios,
    project,
    project_parities,
)

PARITIES = 4


def childless() -> np.ndarray:
    """Nobody has borne a child."""
    shares = np.zeros((len(ages()), PARITIES))
    shares[:, 0] = 1
    return shares


def mixed() -> np.ndarray:
    """From 20 on a quarter of the women has each parity."""
    shares = childless()
    shares[20:] = 1 / PARITIES
    return shares


def alike(total: float = 1.6) -> np.ndarray:
    """Rates that do not depend on parity."""
    return np.repeat(schedule(total)[:, np.newaxis], PARITIES, axis=-1)


def by_parity() -> np.ndarray:
    """Of every order rarer than of the one before."""
    return alike(3.0) * [1.0, 0.6, 0.2, 0.1]


def arguments(**changed: Any) -> dict[str, Any]:
    """Arguments of `project_parities`."""
    given = inputs(women=mixed(), rates=by_parity()) | changed
    return {name: value for name, value in given.items() if name != "fertility"}


@pytest.mark.parametrize("women", [childless(), mixed()])
@pytest.mark.parametrize("timing", ["start", "end", "halves"])
def test_where_parity_does_not_matter_it_is_the_plain_projection(
    women: np.ndarray, timing: str
) -> None:
    """Births, deaths and people are the same, to rounding."""
    moves = Migration(values=np.full((2, 91), 1.0), measure="counts", timing=timing)
    plain = project(people(), **inputs(migration=moves))
    done = project_parities(people(), **arguments(women=women, rates=alike(), migration=moves))
    np.testing.assert_allclose(done.projection.population, plain.population, rtol=1e-12)
    np.testing.assert_allclose(
        done.projection.account.births_by_mother, plain.account.births_by_mother, rtol=1e-11
    )
    np.testing.assert_allclose(done.total_fertility_by_order.sum(axis=-1), 1.6)


@given(st.floats(0, 1), st.integers(0, 100))
def test_women_of_all_parities_are_the_women(beyond: float, seed: int) -> None:
    """And births of all orders the births; each woman who bears is of the next parity."""
    path = permitted_path(
        by_parity(), permitted={2020: 1, 2030: 2}, beyond=beyond, start=2020, until=2040
    )
    moves = Migration(
        values=np.random.default_rng(seed).uniform(0, 2, (2, 91)), measure="counts", timing="halves"
    )
    done = project_parities(people(), **arguments(rates=path, migration=moves))
    women = done.projection.population[..., 0, :]
    np.testing.assert_allclose(done.women.sum(axis=-1), women, atol=1e-9)
    np.testing.assert_allclose(
        done.births_by_order.sum(axis=-1), done.projection.figure("births"), atol=1e-9
    )
    assert done.projection.account.residual.max() < 1e-9
    assert done.women.min() >= 0


def test_without_deaths_children_borne_are_births() -> None:
    """What women have borne more at the end is what was born, but for the open parity."""
    few = by_parity() * [1, 1, 0, 0]
    done = project_parities(
        people(), **arguments(women=childless(), rates=few, mortality=np.ones((2, 91)), until=2025)
    )
    borne = (done.women[-1] * np.arange(PARITIES)).sum()
    assert borne == pytest.approx(done.births.sum())
    means = done.mean_parity(40, last_parity=3)
    assert means[0] == 0
    assert means[-1] == pytest.approx(
        (done.women[-1, 40] @ np.arange(PARITIES)) / done.women[-1, 40].sum()
    )
    with pytest.raises(InvalidInputError, match="age: 95 is none of 0 to 90"):
        done.mean_parity(95, last_parity=3)
    with pytest.raises(InvalidInputError, match="last_parity: 2 is below 3"):
        done.mean_parity(40, last_parity=2)


def test_second_births_need_first_ones() -> None:
    """Where nobody has a first child, nobody has a second, whatever its rate."""
    rates = by_parity() * [0, 1, 1, 1]
    done = project_parities(people(), **arguments(women=childless(), rates=rates))
    assert not done.births.any()


def test_a_second_permitted_child_raises_second_births_alone_at_first() -> None:
    """And fewer births before mean more women who wait: the jump is larger than the level."""
    free = by_parity()
    one, two = (
        project_parities(
            people(),
            **arguments(
                women=childless(),
                until=2060,
                rates=permitted_path(free, permitted=permitted, beyond=0.1, start=2020, until=2060),
            ),
        )
        for permitted in ({2020: 1}, {2020: 1, 2040: 2})
    )
    first, second = (one.births_by_order, two.births_by_order)
    np.testing.assert_array_equal(first[:20], second[:20])
    np.testing.assert_allclose(first[20:30, 0], second[20:30, 0], rtol=1e-12)
    assert (second[20:, 1] > 1.5 * first[20:, 1]).all()
    more = births_averted_between(one.projection, counterfactual=two.projection)
    assert more.total > 0
    assert "2 from 2040; 0.1 of the births beyond" in two.projection.names["fertility"]
    assert repr(two).endswith("by 4 parities")


def test_areas_together_are_areas_one_by_one() -> None:
    """Rates and people by area, or rates of areas with one population."""
    rates = by_parity() * np.array([0.5, 1.5])[:, np.newaxis, np.newaxis]
    both = project_parities(people(1, (2,)), **arguments(rates=rates), areas=["east", "west"])
    shared = project_parities(people(), **arguments(rates=rates))
    for area in range(2):
        alone = project_parities(people(1, (2,))[area], **arguments(rates=rates[area]))
        np.testing.assert_allclose(both.births[:, area], alone.births)
        one = project_parities(people(), **arguments(rates=rates[area]))
        np.testing.assert_allclose(shared.women[:, area], one.women)
        np.testing.assert_allclose(
            shared.projection.area(area).population, one.projection.population
        )


def test_who_comes_where_nobody_is_has_no_children() -> None:
    """Nothing else is known."""
    population = people()
    population[0, 30] = 0
    moves = np.zeros((2, 91))
    moves[0, 30] = 10
    done = project_parities(
        population,
        **arguments(
            until=2021, migration=Migration(values=moves, measure="counts", timing="start"),
            rates=0 * by_parity(),
        ),
    )  # fmt: skip
    assert done.women[-1, 31, 0] == pytest.approx(done.women[-1, 31].sum())


@given(st.integers(0, 500))
def test_progression_ratios_multiply_to_the_total_fertility_of_each_order(seed: int) -> None:
    """Women who reach parity k have had k children: births are sums of products of ratios."""
    rates = np.random.default_rng(seed).uniform(0, 0.2, (35, 6))
    ratios = progression_ratios(rates)
    assert (ratios >= 0).all()
    assert (ratios <= 1).all()
    women = np.concatenate([[1.0], np.cumprod(ratios)])
    done = project_parities(
        np.full((2, 91), 1.0),
        **arguments(
            women=np.eye(1, 6)[[0] * 91], rates=rates, mortality=np.ones((2, 91)), until=2060
        ),
    )
    # The generation that was 14 at the start has lived through every rate at 50, but for half a
    # year's births at 15.
    assert done.women[36, 50, -1] == pytest.approx(women[-1], rel=1e-9)


def test_areas_have_their_own_ratios() -> None:
    """As a loop gives them."""
    rates = np.stack([by_parity(), by_parity() / 2])
    np.testing.assert_allclose(progression_ratios(rates)[1], progression_ratios(rates[1]))


def test_orders_without_a_limit_are_free() -> None:
    """Before the first year, and where None stands."""
    path = permitted_path(
        by_parity(), permitted={2022: 0, 2024: None}, beyond=0.5, start=2020, until=2026
    )
    factor = path.values[:, 10] / by_parity()[10]
    np.testing.assert_allclose(
        factor, np.array([1, 1, 0.5, 0.5, 1, 1])[:, np.newaxis] + np.zeros(4)
    )
    assert path.name.startswith("orders permitted up to 0 from 2022, all from 2024")
    areas = permitted_path(
        np.stack([by_parity()] * 2), permitted={2020: 1}, beyond=[0.0, 1.0], start=2020, until=2021
    )
    np.testing.assert_allclose(areas.values[0, 1], by_parity())
    assert not areas.values[0, 0, :, 1:].any()
    assert "a share by area" in areas.name


@pytest.mark.parametrize(
    ("changed", "error", "text"),
    [
        ({"ages": ages(5), "mothers": mothers(5)}, AgeGroupsError, "year by year"),
        ({"rates": 50 * by_parity()}, InvalidInputError, "above two births a woman-year"),
        ({"rates": by_parity()[1:]}, ShapeError, "does not end in 35 ages"),
        ({"women": mixed()[:, :2]}, ShapeError, "does not end in 91 ages and 4 parities"),
        ({"women": 0 * mixed()}, ShapeError, "no women of any parity at 0"),
    ],
)
@pytest.mark.filterwarnings("ignore::famplan.errors.ImplausibleRateWarning")
def test_what_cannot_be_told_by_parity_is_refused(
    changed: dict[str, object], error: type[Exception], text: str
) -> None:
    """With the way out."""
    width = 5 if "ages" in changed else 1
    with pytest.raises(error, match=text):
        project_parities(people(width), **arguments(**changed))


def test_orders_and_shares_have_bounds() -> None:
    """No order below none, no share above one."""
    years = {"start": 2020, "until": 2021}
    with pytest.raises(DefinitionError, match=r"permitted\[2020\]: -1 is no order"):
        permitted_path(by_parity(), permitted={2020: -1}, beyond=0.1, **years)
    with pytest.raises(InvalidInputError, match="beyond: 10 is above 1"):
        permitted_path(by_parity(), permitted={2020: 1}, beyond=10, **years)
