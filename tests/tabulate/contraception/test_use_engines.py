"""Spark and Dask count contraception as numpy does: the same kernel, run where the rows are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from famplan.datasets import synthetic_contraception
from famplan.tabulate import contraception

if TYPE_CHECKING:
    from pathlib import Path

    from famplan.tabulate import ContraceptionTally


@cache
def women() -> pd.DataFrame:
    """Women with gaps and with missing methods."""
    return pd.DataFrame(dict(synthetic_contraception(2_000, seed=6, unknown=0.05).columns))


def counted(data: object) -> ContraceptionTally:
    """All that the columns allow, by residence and by method."""
    return contraception(data, by=["v025", "method"])


def check_same(found: ContraceptionTally) -> None:
    """Every cell, to the last bit."""
    wanted = counted(women())
    cells = []
    for counts in (found.counts, wanted.counts):
        rows = zip(*counts.keys, strict=True)
        cells.append(
            {
                key: {name: array[row].tolist() for name, array in counts.sums.items()}
                for row, key in enumerate(rows)
            }
        )
    assert cells[0] == cells[1]
    assert found.findings.rows == wanted.findings.rows


@pytest.mark.engines
@pytest.mark.parametrize("partitions", [1, 5])
def test_spark_counts_the_same(spark: Any, partitions: int) -> None:
    """In any number of partitions; null is unknown there, not nan."""
    frame = spark.createDataFrame(women().convert_dtypes()).repartition(partitions)
    check_same(counted(frame))


@pytest.mark.engines
@pytest.mark.parametrize("partitions", [1, 5])
def test_dask_counts_the_same(dask: Any, partitions: int) -> None:
    """Partition by partition."""
    check_same(counted(dask.from_pandas(women(), npartitions=partitions)))


def test_frames_and_files_count_the_same(tmp_path: Path) -> None:
    """Polars whole and lazy, pyarrow, DuckDB, Parquet, Stata, and an iterator of frames."""
    frame = women()
    frame.to_parquet(tmp_path / "women.parquet")
    frame.to_stata(tmp_path / "women.dta", write_index=False)
    table = pa.Table.from_pandas(frame)
    check_same(counted(pl.from_pandas(frame)))
    check_same(counted(pl.from_pandas(frame).lazy()))
    check_same(counted(table))
    check_same(counted(duckdb.connect().from_arrow(table)))
    check_same(counted(tmp_path / "women.parquet"))
    check_same(counted(tmp_path / "women.dta"))
    check_same(counted(frame[start : start + 300] for start in range(0, 2_000, 300)))
