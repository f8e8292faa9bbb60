"""Every engine counts calendars as numpy does: the same kernel, run where the strings are.

`make test-engines` installs Spark and Dask and runs this; elsewhere their tests skip where they are
missing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from famplan.datasets import synthetic_family_planning
from famplan.tabulate import discontinuation, monthly_use, perinatal_mortality, postpartum_use

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from famplan.tabulate.counts import Counts

TALLIES: dict[str, Callable[[object], Any]] = {
    "discontinuation": lambda data: discontinuation(data, by="v025", months=(12, 24)),
    "use after a birth": lambda data: postpartum_use(data, by="v025"),
    "use by month": lambda data: monthly_use(data, by="v025"),
    "perinatal deaths": lambda data: perinatal_mortality(data, by="v025"),
}
every_tally = pytest.mark.parametrize("kind", TALLIES)


@cache
def women() -> pd.DataFrame:
    """Women with their calendars and births; some live nowhere that is known."""
    frame = pd.DataFrame(dict(synthetic_family_planning(1_200, seed=11).columns))
    frame["v025"] = [None if place % 17 == 0 else "town" for place in range(len(frame))]
    return frame


@cache
def counted(kind: str) -> Any:
    """What numpy counts."""
    return TALLIES[kind]({name: column.to_numpy() for name, column in women().items()})


def cells(counts: Counts) -> dict[tuple[Any, ...], dict[str, list[float]]]:
    """Sums by the categories of their cell."""
    rows = zip(*counts.keys, strict=True)
    return {
        key: {name: array[row].tolist() for name, array in counts.sums.items()}
        for row, key in enumerate(rows)
    }


def check_same(kind: str, data: object) -> None:
    """Every cell, to the last bit."""
    found, wanted = TALLIES[kind](data), counted(kind)
    assert cells(found.counts)
    assert cells(found.counts) == cells(wanted.counts)
    assert found.findings.rows == wanted.findings.rows
    assert found.findings.counts == wanted.findings.counts


@pytest.mark.engines
@every_tally
@pytest.mark.parametrize("partitions", [1, 5])
def test_spark_counts_the_same(spark: Any, kind: str, partitions: int) -> None:
    """In any number of partitions; null is unknown there, not nan."""
    frame = spark.createDataFrame(women().convert_dtypes()).repartition(partitions)
    check_same(kind, frame)


@pytest.mark.engines
@every_tally
@pytest.mark.parametrize("partitions", [1, 5])
def test_dask_counts_the_same(dask: Any, kind: str, partitions: int) -> None:
    """Partition by partition."""
    check_same(kind, dask.from_pandas(women(), npartitions=partitions))


@every_tally
def test_frames_and_files_count_the_same(kind: str, tmp_path: Path) -> None:
    """Pandas, polars whole and lazy, pyarrow, DuckDB, Parquet, and an iterator of frames."""
    frame = women()
    table = pa.Table.from_pandas(frame, preserve_index=False)
    frame.to_parquet(tmp_path / "women.parquet")
    check_same(kind, frame)
    check_same(kind, pl.from_pandas(frame))
    check_same(kind, pl.from_pandas(frame).lazy())
    check_same(kind, table)
    check_same(kind, duckdb.connect().from_arrow(table))
    check_same(kind, tmp_path / "women.parquet")
    check_same(kind, (frame[start : start + 250] for start in range(0, len(frame), 250)))
