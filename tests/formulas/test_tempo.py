"""Tempo adjustment: properties and errors (worked examples are in cases/tempo.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError, InvalidInputError, ShapeError
from famplan.formulas import fertility, tempo
from famplan.formulas.fertility.childbearing import mean_age_at_birth
from famplan.model.age import AgeGroups

AGES = AgeGroups.regular(15, 50, width=5)
orders = arrays(np.float64, (3, 7), elements=st.floats(0.001, 0.1))

BEFORE = [[0.02, 0.05, 0.07, 0.05, 0.03, 0.01, 0], [0.01, 0.03, 0.04, 0.03, 0.02, 0.01, 0]]
NOW = [[0.03, 0.06, 0.08, 0.06, 0.03, 0.01, 0], [0.01, 0.03, 0.05, 0.04, 0.02, 0.01, 0]]
AFTER = [[0.03, 0.05, 0.08, 0.07, 0.04, 0.02, 0], [0.01, 0.03, 0.04, 0.04, 0.03, 0.01, 0]]


@given(orders, orders)
def test_nothing_is_adjusted_where_nothing_is_put_off(
    rates: np.ndarray, steady: np.ndarray
) -> None:
    """The same mean ages before and after leave each order as it is."""
    adjusted = tempo.tempo_adjusted_fertility_by_order(
        rates, before=steady, after=steady, ages=AGES
    )
    np.testing.assert_allclose(adjusted, fertility.total_fertility_rate(rates, ages=AGES))


@given(orders)
def test_time_turned_round_turns_the_change(rates: np.ndarray) -> None:
    """What was put off is then hurried."""
    forward = np.asarray(tempo.tempo_change(rates, after=rates[::-1], ages=AGES))
    backward = np.asarray(tempo.tempo_change(rates[::-1], after=rates, ages=AGES))
    np.testing.assert_allclose(forward, -backward, atol=1e-12)


def test_births_put_off_are_added() -> None:
    """Each order is divided by one less its own change; areas may stand in front."""
    change = np.asarray(tempo.tempo_change(BEFORE, after=AFTER, ages=AGES))
    assert (change > 0).all()
    by_order = tempo.tempo_adjusted_fertility_by_order(NOW, before=BEFORE, after=AFTER, ages=AGES)
    assert (by_order > fertility.total_fertility_rate(NOW, ages=AGES)).all()
    areas = tempo.tempo_adjusted_total_fertility_rate(
        [NOW, NOW], before=[BEFORE, BEFORE], after=[AFTER, AFTER], ages=AGES
    )
    np.testing.assert_allclose(areas, [by_order.sum()] * 2)


def test_rounded_mean_ages_give_another_rate() -> None:
    """Two decimals of the mean age move the second decimal of the total."""
    before, after = (np.round(mean_age_at_birth(rates, ages=AGES), 2) for rates in (BEFORE, AFTER))
    total = np.asarray(fertility.total_fertility_rate(NOW, ages=AGES))
    rounded = (total / (1 - (after - before) / 2)).sum()
    exact = tempo.tempo_adjusted_total_fertility_rate(NOW, before=BEFORE, after=AFTER, ages=AGES)
    assert round(rounded, 6) == 3.211113
    assert round(exact, 6) == 3.225633


def test_an_order_without_births_adds_nothing() -> None:
    """Its mean age is unknown, its births are none."""
    none = [0.0] * 7
    with_it, without_it = (
        tempo.tempo_adjusted_total_fertility_rate(
            [NOW[0], *more], before=[BEFORE[0], *more], after=[AFTER[0], *more], ages=AGES
        )
        for more in ([none], [])
    )
    assert with_it == without_it


def test_an_order_seen_in_one_year_only_is_unknown() -> None:
    """Births now, none before: no mean age to compare with."""
    total = tempo.tempo_adjusted_total_fertility_rate(
        NOW, before=[BEFORE[0], [0] * 7], after=AFTER, ages=AGES
    )
    assert np.isnan(total)


@pytest.mark.parametrize("turned", [False, True])
def test_a_change_of_a_year_a_year_is_refused(*, turned: bool) -> None:
    """One less the change is zero or negative: the order is named."""
    young, old = [0.1, 0, 0, 0, 0, 0, 0], [0, 0.1, 0, 0, 0, 0, 0]
    before, after = (old, young) if turned else (young, old)
    with pytest.raises(InvalidInputError, match=r"order 2: mean age .* by -?2\.50 years a year"):
        tempo.tempo_adjusted_total_fertility_rate(
            NOW, before=[BEFORE[0], before], after=[AFTER[0], after], ages=AGES
        )


def test_orders_are_needed() -> None:
    """All births together are not one order."""
    with pytest.raises(InvalidInputError, match="rates: no axis of birth orders; give one row"):
        tempo.tempo_adjusted_total_fertility_rate(
            NOW[0], before=BEFORE[0], after=AFTER[0], ages=AGES
        )


def test_shapes_and_ages_must_fit() -> None:
    """The same orders in the three years, one rate for each age group."""
    with pytest.raises(ShapeError, match=r"before \(3,\), after \(2,\)"):
        tempo.tempo_change([NOW[0]] * 3, after=AFTER, ages=AGES)
    with pytest.raises(AgeGroupsError, match="for 7 age groups"):
        tempo.tempo_change([[0.1]], after=[[0.1]], ages=AGES)
