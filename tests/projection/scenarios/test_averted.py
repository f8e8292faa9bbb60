"""Births averted between two projections, and where the difference arose."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_population import inputs, people, schedule

from famplan.errors import ShapeError
from famplan.projection import births_averted_between, project


@given(st.floats(0, 3), st.floats(0, 5))
def test_the_parts_add_up(actual: float, other: float) -> None:
    """Rates, women and their interaction, step by step."""
    low, high = (project(people(), **inputs(fertility=schedule(tfr))) for tfr in (actual, other))
    found = births_averted_between(low, counterfactual=high)
    np.testing.assert_allclose(
        found.averted, found.rates + found.women + found.interaction, atol=1e-8
    )
    np.testing.assert_allclose(
        found.averted, high.figure("births") - low.figure("births"), atol=1e-8
    )
    assert found.cumulated[-1] == pytest.approx(found.total)
    # Until the girls who were not born would bear themselves, no woman is missing.
    np.testing.assert_allclose(found.women[:14], 0, atol=1e-8)


def test_later_women_are_missing() -> None:
    """After fifteen years fewer births are also births of fewer women, and both together."""
    low, high = (
        project(people(), **inputs(fertility=schedule(tfr), until=2060)) for tfr in (1.2, 3.0)
    )
    found = births_averted_between(low, counterfactual=high)
    assert found.women[-1] > 0
    assert found.interaction[-1] > 0
    back = births_averted_between(high, counterfactual=low)
    np.testing.assert_allclose(back.averted, -found.averted)
    assert repr(found).startswith("<births up to 2060: averted ")


def test_records_have_areas_and_steps() -> None:
    """One for each."""
    low, high = (
        project(people(1, (2,)), **inputs(fertility=schedule(tfr), until=2023)) for tfr in (1, 2)
    )
    records = births_averted_between(low, counterfactual=high).to_records()
    assert [(row["area"], row["year"]) for row in records][:4] == [
        ((0,), 2021), ((0,), 2022), ((0,), 2023), ((1,), 2021),
    ]  # fmt: skip
    assert records[2]["cumulated"] == pytest.approx(sum(row["averted"] for row in records[:3]))
    one = births_averted_between(low.area(0), counterfactual=high.area(0)).to_records()
    assert "area" not in one[0]


def test_only_like_is_compared_with_like() -> None:
    """Years, mothers and areas are the same."""
    base = project(people(), **inputs())
    with pytest.raises(ShapeError, match="years"):
        births_averted_between(base, counterfactual=project(people(), **inputs(until=2030)))
    with pytest.raises(ShapeError, match="areas"):
        births_averted_between(base, counterfactual=project(people(1, (2,)), **inputs()))
