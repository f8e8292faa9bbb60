"""Users and additional users: properties of a rolling baseline, and errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.formulas.programme import additional_users, modern_users

series = st.lists(st.tuples(st.floats(0, 1), st.integers(1, 10**7)), min_size=2, max_size=9)


@given(series, st.data())
def test_the_baseline_shifts_every_year_alike(rows: list[tuple[float, int]], data: Any) -> None:
    """Between two baselines lies the same number in all years, and each has none of its own."""
    years = list(range(2012, 2012 + len(rows)))
    given_by: dict[str, Any] = {"women": [w for _, w in rows], "years": years}
    prevalence = [p for p, _ in rows]
    later = data.draw(st.sampled_from(years))
    first = additional_users(prevalence, baseline=2012, **given_by)
    other = additional_users(prevalence, baseline=later, **given_by)
    assert first[0] == other[years.index(later)] == 0
    np.testing.assert_allclose(first - other, first[years.index(later)], atol=1e-6)


@given(st.floats(0, 1), st.integers(0, 10**9))
def test_users_are_no_more_than_women(prevalence: float, women: int) -> None:
    """And an array equals a loop of scalars."""
    users = modern_users(prevalence, women=women)
    assert 0 <= users <= women
    np.testing.assert_array_equal(modern_users([prevalence] * 2, women=women), [users] * 2)


def test_an_old_baseline_gives_other_additional_users() -> None:
    """A new survey moves 2012 too; the old report's 2012 with the new 2020 is nobody's estimate."""
    given_by: dict[str, Any] = {"women": 1000, "years": [2012, 2020], "baseline": 2012}
    rounds = additional_users([[0.20, 0.30], [0.24, 0.33]], **given_by)
    np.testing.assert_allclose(rounds[:, 1], [100, 90])
    mixed = additional_users([0.20, 0.33], **given_by)
    assert mixed[1] == pytest.approx(130)


def test_unknown_years_stay_unknown() -> None:
    """One without an estimate is not a year without users."""
    found = additional_users([0.2, None], women=100, years=[2012, 2013], baseline=2012)
    np.testing.assert_array_equal(found, [0, np.nan])


def test_errors_say_which_year() -> None:
    """The baseline must be of the same estimates."""
    with pytest.raises(DefinitionError, match="years: 2012 is there 0 times; give each year once"):
        additional_users([0.2, 0.3], women=1, years=[2013, 2014], baseline=2012)
    with pytest.raises(DefinitionError, match="years: 2012 is there 2 times"):
        additional_users([0.2, 0.3], women=1, years=[2012, 2012], baseline=2012)
    with pytest.raises(DefinitionError, match="years: a year stands twice"):
        additional_users([0.2, 0.3, 0.3], women=1, years=[2012, 2013, 2013], baseline=2012)
    with pytest.raises(ShapeError, match="prevalence: 2 for 3 years"):
        additional_users([0.2, 0.3], women=1, years=[2012, 2013, 2014], baseline=2012)
    with pytest.raises(ShapeError, match="prevalence: 1 for 2 years"):
        additional_users(0.2, women=1, years=[2012, 2013], baseline=2012)
    with pytest.raises(InvalidInputError, match="prevalence: 20 is above 1; give a share"):
        modern_users(20, women=100)
