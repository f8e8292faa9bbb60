"""Service statistics to estimated modern use: Kristonia to the last digit, properties, errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan import datasets
from famplan.errors import (
    DefinitionError,
    ImplausibleRateWarning,
    InvalidInputError,
    ShapeError,
)
from famplan.formulas.couple_years import couple_years, factors
from famplan.formulas.programme import (
    continuation_table,
    estimated_modern_use,
    estimated_modern_users,
    sector_adjustment,
    users_by_method,
)
from famplan.formulas.tables import read_table

DATA = datasets.kristonia()
GROUPS = read_table("service_statistics")["groups"]
SHORT = sorted(
    set(factors("emu-2022", data_type="commodity")) - set(continuation_table("emu-2022"))
)


def printed(name: str) -> np.ndarray:
    """Give a row of results as the source prints it."""
    return np.array([float(figure) for figure in DATA.printed[name]])


def kristonia(version: str, *, adjusted: bool) -> dict[str, np.ndarray]:
    """Users by method, as the source's program has them: condoms unadjusted."""
    adjustment: dict[str, Any] = {
        group: sector_adjustment(shares, reporting=DATA.reporting)
        for group, shares in DATA.shares.items()
    }
    return users_by_method(
        DATA.units,
        years=DATA.years,
        version=version,
        data_type="commodity",
        prior=DATA.prior,
        adjustment={**adjustment, "male_condom": 1} if adjusted else None,
    )


def test_kristonia_is_reproduced_to_every_printed_digit() -> None:
    """G-8: users with and without condoms, use, and users without adjustment, 2015–2020."""
    users = kristonia("emu-2022-decimals", adjusted=True)
    found = {
        "users": estimated_modern_users(users, condoms="with"),
        "users_without_condoms": estimated_modern_users(users, condoms="without"),
        "unadjusted_users": estimated_modern_users(
            kristonia("emu-2022-decimals", adjusted=False), condoms="with"
        ),
        "EMU": estimated_modern_use(users, women=DATA.women, condoms="with"),
        "EMU_without_condoms": estimated_modern_use(users, women=DATA.women, condoms="without"),
    }
    assert set(found) == set(DATA.printed)
    for name, values in found.items():
        np.testing.assert_allclose(values, printed(name), rtol=1e-13, atol=0)


def test_the_figures_of_the_catalogue_are_among_them() -> None:
    """As G-8 states them, nine decimals."""
    users = kristonia("emu-2022-decimals", adjusted=True)
    use = estimated_modern_use(users, women=DATA.women, condoms="without")
    assert [f"{value:.9f}" for value in np.asarray(use)] == [
        "0.085057001",
        "0.103286781",
        "0.118490658",
        "0.133704831",
        "0.143860626",
        "0.151604544",
    ]


def test_the_fractions_differ_from_the_decimals_of_the_file_in_the_eighth_figure() -> None:
    """1/120 of a year for a condom is not .008333333."""
    exact = estimated_modern_users(kristonia("emu-2022", adjusted=True), condoms="with")
    apart = np.abs(np.asarray(exact) / printed("users") - 1)
    assert 1e-9 < apart.max() < 1e-8


@given(st.dictionaries(st.sampled_from(SHORT), st.integers(0, 10**7), min_size=1))
def test_short_acting_methods_are_couple_years(units: dict[str, int]) -> None:
    """A year of supply is a user."""
    by_year = {name: [count] for name, count in units.items()}
    users = users_by_method(by_year, years=[2020], version="emu-2022", data_type="commodity")
    total = estimated_modern_users(users, condoms="with")
    expected = couple_years(units, version="emu-2022", data_type="commodity")
    assert float(np.asarray(total)[0]) == pytest.approx(expected)


@given(st.integers(0, 10**6), st.floats(1, 5))
def test_an_adjustment_is_of_its_group_and_of_no_other(count: int, factor: float) -> None:
    """Devices by theirs; injectables, for which none is given, stay."""
    given_by: dict[str, Any] = {
        "years": [2020],
        "version": "update-2022",
        "data_type": "commodity",
        "prior": {"copper_iud": 0, "hormonal_iud": 0},
    }
    units = {"copper_iud": [count], "hormonal_iud": [count], "dmpa": [count]}
    plain = users_by_method(units, **given_by)
    more = users_by_method(units, adjustment={"iud": factor}, **given_by)
    for name in ("copper_iud", "hormonal_iud"):
        np.testing.assert_allclose(more[name], plain[name] * factor)
    np.testing.assert_array_equal(more["dmpa"], plain["dmpa"])


def test_every_method_with_a_factor_has_one_group() -> None:
    """No method falls between the groups of surveys, and none into two."""
    grouped = [method for methods in GROUPS.values() for method in methods]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) == set(read_table("couple_years")["methods"])
    assert set(continuation_table("emu-2022")) <= set(grouped)


def test_users_are_taken_as_they_are() -> None:
    """Who is reported as a user this year is not carried into the next one again."""
    users = users_by_method(
        {"copper_iud": [50, 60], "dmpa": [7, 8]},
        years=[2019, 2020],
        version="emu-2022",
        data_type="user",
    )
    np.testing.assert_array_equal(users["copper_iud"], [50, 60])
    np.testing.assert_array_equal(users["dmpa"], [7, 8])


def test_visits_have_factors_of_their_own() -> None:
    """Four visits for the pill are a year; insertions are the same, whatever they are called."""
    years: dict[str, Any] = {"years": [2020], "version": "emu-2022", "prior": {"copper_iud": 0}}
    units = {"copper_iud": [10], "combined_pill": [12]}
    visits = users_by_method(units, data_type="visit", **years)
    cycles = users_by_method(units, data_type="commodity", **years)
    np.testing.assert_allclose(visits["combined_pill"], [3])
    np.testing.assert_allclose(cycles["combined_pill"], [0.8])
    np.testing.assert_array_equal(visits["copper_iud"], cycles["copper_iud"])


def test_districts_stand_in_front_of_years() -> None:
    """And add up to the country."""
    units = {"copper_iud": [[5, 6], [7, 8]], "dmpa": [[4, 4], [8, 8]]}
    users = users_by_method(
        units,
        years=[2019, 2020],
        version="update-2022",
        data_type="commodity",
        prior={"copper_iud": 0.5},
        adjustment={"iud": [[1.0], [2.0]]},
    )
    assert users["copper_iud"].shape == (2, 2)
    second = users_by_method(
        {"copper_iud": [7, 8]},
        years=[2019, 2020],
        version="update-2022",
        data_type="commodity",
        prior={"copper_iud": 0.5},
        adjustment={"iud": 2.0},
    )
    np.testing.assert_allclose(users["copper_iud"][1], second["copper_iud"])


def test_more_users_than_women_warn() -> None:
    """Pieces given as users do that at once."""
    with pytest.warns(ImplausibleRateWarning, match="more than women; was the data type right"):
        assert estimated_modern_use({"male_condom": 500}, women=100, condoms="with") == 5


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"years": [2018, 2020]}, DefinitionError, "years: they do not follow one another; give"),
        ({"years": [2020, 2019]}, DefinitionError, "years: they do not follow one another"),
        ({"years": [2020]}, ShapeError, "copper_iud: 2 for 1 years"),
        ({"units": {"dmpa": 5}}, ShapeError, "dmpa: 1 for 2 years; put years on the last axis"),
        ({"units": {"copper_iu": [1, 2]}}, DefinitionError, "did you mean 'copper_iud'"),
        ({"units": {"herbs": [1, 2]}}, DefinitionError, "'herbs' has no commodity factor"),
        ({"prior": {}}, DefinitionError, "prior: 'copper_iud' is not there; say which part"),
        ({"prior": {"dmpa": 1}}, DefinitionError, "prior: 'dmpa' is not known; known are female"),
        ({"years": ["2015", "2016"]}, DefinitionError, "years: they do not follow one another"),
        (
            {"adjustment": {"iud": [1.5, 0.8]}},
            InvalidInputError,
            "adjustment: iud is below 1: .* give 1 ÷ the share that reports",
        ),
        ({"adjustment": {"iuds": 1}}, DefinitionError, "adjustment: 'iuds' .* did you mean 'iud'"),
        ({"version": "2022"}, DefinitionError, "version: '2022' is none of"),
    ],
)
def test_errors_say_the_way_out(change: dict[str, Any], error: Any, message: str) -> None:
    """Years, methods, priors, groups and versions are named as they were given."""
    arguments: dict[str, Any] = {
        "units": {"copper_iud": [1, 2]},
        "years": [2019, 2020],
        "version": "update-2022",
        "data_type": "commodity",
        "prior": {"copper_iud": 0},
    }
    arguments |= change
    with pytest.raises(error, match=message):
        users_by_method(arguments.pop("units"), **arguments)


def test_only_known_methods_are_added_up() -> None:
    """A slip would leave condoms in, or count a traditional method as modern."""
    with pytest.raises(DefinitionError, match="users: 'condom' is not known"):
        estimated_modern_users({"condom": 5}, condoms="without")
    with pytest.raises(DefinitionError, match="condoms: 'no' is none of 'with', 'without'"):
        estimated_modern_users({"dmpa": 5}, condoms="no")  # type: ignore[arg-type]


def test_factors_of_districts_are_not_taken_for_years() -> None:
    """Years are on the last axis: a factor for each district stands in a column."""

    def adjusted(factor: Any) -> np.ndarray:
        found = users_by_method(
            {"dmpa": [[400, 800], [4, 8], [40, 80]]},
            years=[2015, 2016],
            version="update-2022",
            data_type="commodity",
            adjustment={"injectable": factor},
        )
        return np.asarray(found["dmpa"])

    np.testing.assert_allclose(adjusted([[1], [2], [3]]), [[100, 200], [2, 4], [30, 60]])
    np.testing.assert_allclose(adjusted([1, 2]), [[100, 400], [1, 4], [10, 40]])
    with pytest.raises(ShapeError, match=r"shape \(districts, 1\)"):
        adjusted([1, 2, 3])
