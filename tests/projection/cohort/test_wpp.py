"""Against World Population Prospects 2024, China: populations and death rates of every ten years.

The oracle has five-year age groups and decades only, so survivors are carried for ten years between
two published populations. What a projection without migration leaves over is then migration and the
age distribution within groups. WPP lets people of 20 to 39 leave; after 50 next to nobody moves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from famplan.projection import DeathRates, Migration, graduate, mortality_path, project

ORACLE = Path(__file__).parents[4] / "shared" / "oracle" / "age_data"
pytestmark = pytest.mark.skipif(
    not ORACLE.is_dir(), reason="the oracle's ages are not beside this checkout"
)
FIVE = [*(f"{age}–{age + 4}" for age in range(0, 100, 5)), "100+"]
TABLE = ["0", "1–4", *FIVE[1:]]
SINGLE = [*map(str, range(100)), "100+"]


def published(kind: str, value: str, year: int) -> np.ndarray:
    """Women and men by age."""
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(ORACLE / f"wpp2024_{kind}_china.parquet").to_pylist()
    return np.array(
        [
            [row[value] for row in rows if row["year"] == year and row["sex"] == sex]
            for sex in ("Female", "Male")
        ]
    )


def decade(year: int) -> tuple[np.ndarray, np.ndarray]:
    """Ten years later: projected by single years of age without migration, and published."""
    rates = DeathRates(
        values=published("mx", "mx", year), ages=TABLE, a0="andreev-kingkade", expansion="smooth"
    )
    path = mortality_path(
        rates, last=published("mx", "mx", year + 10), start=year, until=year + 10, width=1,
        by=year + 10, form="linear",
    )  # fmt: skip
    people = graduate(
        published("population", "population", year), ages=FIVE, method="sprague",
        negatives="monotone",
    )  # fmt: skip
    later = project(
        np.asarray(people.counts), ages=SINGLE, start=year, until=year + 10, mortality=path,
        fertility=np.zeros(35), mothers=SINGLE[15:50], sex_ratio_at_birth=1.06,
    ).at(year + 10)  # fmt: skip
    grouped = np.add.reduceat(later, np.arange(0, 101, 5), axis=-1)
    return grouped, published("population", "population", year + 10)


@pytest.mark.parametrize("year", [2030, 2040, 2050, 2060, 2070, 2080])
def test_survivors_of_ages_at_which_nobody_moves_are_the_published_ones(year: int) -> None:
    """Ages 55 to 74 ten years later, by sex, to two parts in a thousand."""
    projected, wanted = decade(year)
    ages = slice(11, 15)
    assert np.abs(projected / wanted - 1)[:, ages].max() < 0.002


@pytest.mark.parametrize("year", [2030, 2040, 2050])
def test_what_is_left_over_at_young_ages_are_those_who_left(year: int) -> None:
    """More are projected than published at 20 to 29, and by no more than four per cent."""
    projected, wanted = decade(year)
    left = (projected / wanted - 1)[:, 4:6]
    assert (left > 0.005).all()
    assert left.max() < 0.04


@pytest.mark.parametrize("year", [1990, 2010, 2020, 2050])
def test_with_migration_given_the_published_cohorts_come_out_to_the_last_person(year: int) -> None:
    """One step of ten years; migrants are what survival leaves over, and join at its end."""
    ten = [*(f"{age}–{age + 9}" for age in range(0, 100, 10)), "100+"]

    def grouped(values: np.ndarray) -> np.ndarray:
        return np.add.reduceat(values, np.arange(0, 21, 2), axis=-1)

    opening, wanted = (
        grouped(published("population", "population", one)) for one in (year, year + 10)
    )
    rates = DeathRates(values=published("mx", "mx", year), ages=TABLE, a0="andreev-kingkade")
    arguments: dict[str, Any] = {
        "ages": ten, "start": year, "until": year + 10, "mortality": rates,
        "fertility": [0.02, 0.05, 0.02], "mothers": ["10–19", "20–29", "30–39"],
        "sex_ratio_at_birth": 1.1,
    }  # fmt: skip
    closed = project(opening, **arguments)
    left = (wanted - closed.at(year + 10)) / 10
    moving = project(
        opening, **arguments, migration=Migration(values=left, measure="counts", timing="end")
    )
    assert np.abs(moving.at(year + 10) - wanted).max() < 0.5  # persons, as published
    np.testing.assert_array_equal(moving.births, closed.births)
    assert moving.account.residual.max() < 1e-6
