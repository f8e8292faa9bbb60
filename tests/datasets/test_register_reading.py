"""Synthetic registers as the reader sees them: nothing wrong in a clean one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from famplan.datasets import Faults, synthetic_register
from famplan.readers.register import register

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "written",
    [
        {"format": "parquet"},
        {"format": "csv", "encoding": "utf-8-sig"},
        {"format": "csv", "headers": "zh", "encoding": "gb18030"},
    ],
)
def test_a_clean_register_has_no_errors(tmp_path: Path, written: dict[str, str]) -> None:
    """Whatever it was written as, every row of every table is used."""
    made = synthetic_register(5_000, seed=3)
    folder = made.write(tmp_path / "county", **written)  # type: ignore[arg-type]
    read = register(folder)
    for name, table in made.tables.items():
        rows = len(next(iter(table.values())))
        assert (name, read.tables[name].rows, len(read.tables[name])) == (name, rows, rows)


@pytest.mark.parametrize(("first", "seed"), [(1980, 1), (1996, 2), (2006, 3), (2015, 4)])
def test_nothing_in_a_clean_register_draws_a_warning(first: int, seed: int) -> None:
    """Whatever the window: neither error nor warning nor note."""
    window = {"start": date(first, 1, 1), "end": date(first + 10, 1, 1)}
    made = synthetic_register(20_000, seed=seed, **window)
    assert register(made.frames()).findings.counts == {}


def test_rows_with_planted_errors_are_set_aside_and_no_others() -> None:
    """Days of no calendar cannot be used; what only looks odd can."""
    faults = Faults(impossible_dates=0.05, late=0.05)
    made = synthetic_register(5_000, seed=3, faults=faults)
    births = register(made.frames()).tables["births"]
    aside = sorted((~births.used).nonzero()[0].tolist())
    assert aside == sorted(made.truth.planted["impossible_dates"]["row"].tolist())
