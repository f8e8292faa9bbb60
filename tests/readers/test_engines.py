"""Registers in Spark and Dask: read part by part, and counted one county to a worker.

`make test-engines` installs both and runs this; elsewhere a test skips where its engine is missing.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import add
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from famplan.datasets import Faults, synthetic_register
from famplan.errors import UnreadableFileError
from famplan.model import Period
from famplan.readers import register as read
from famplan.readers.schema import Kind, register_schema
from famplan.tabulate import register as tally_of
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from famplan.readers import Register
    from famplan.tabulate import RegisterTally
    from famplan.tabulate.counts import Counts

pytestmark = pytest.mark.engines

HALF = Period.parse("2013H1")
COUNTIES = (1, 2, 3)
OWN = "990101"  # codes of the county and all below it begin so
NEIGHBOUR = ("990102", "9902")


@cache
def faulty() -> dict[str, pa.Table]:
    """The tables of a small county with faults of every kind."""
    faults = Faults(
        omitted=0.05,
        wrong_references=0.02,
        impossible_dates=0.02,
        bad_words=0.02,
        duplicates=0.02,
    )
    return synthetic_register(2_000, seed=7, areas=3, faults=faults).frames()


def check_same(found: Register, wanted: Register) -> None:
    """Every column of every table, every row's use, every finding."""
    for name, table in wanted.tables.items():
        other = found.tables[name]
        np.testing.assert_array_equal(other.used, table.used, err_msg=name)
        assert set(other.columns) == set(table.columns)
        for column, values in table.columns.items():
            theirs = other.columns[column]
            if isinstance(values, Coded):
                assert isinstance(theirs, Coded)
                assert theirs.decoded().tolist() == values.decoded().tolist()
            else:
                np.testing.assert_array_equal(theirs, values, err_msg=f"{name}.{column}")
    assert found.findings.to_json() == wanted.findings.to_json()


def test_a_register_in_spark_is_read_as_from_memory(spark: Any, tmp_path: Path) -> None:
    """Files of several partitions: the same rows, in the same order, with the same findings."""
    frames = {}
    for name, table in faulty().items():
        pq.write_table(table, tmp_path / f"{name}.parquet", row_group_size=500)
        frames[name] = spark.read.parquet(str(tmp_path / f"{name}.parquet"))
    check_same(read(frames), read(faulty()))


def test_a_register_in_dask_is_read_as_from_memory(dask: Any) -> None:
    """Partitions of pandas frames, where whole numbers with gaps are floats."""
    frames = {
        name: dask.from_pandas(table.to_pandas(), npartitions=3) for name, table in faulty().items()
    }
    check_same(read(frames), read(faulty()))


def test_tables_may_be_in_different_engines(spark: Any, dask: Any, tmp_path: Path) -> None:
    """One in Spark, one in Dask, the others in memory."""
    frames: dict[str, Any] = dict(faulty())
    pq.write_table(frames["persons"], tmp_path / "persons.parquet")
    frames["persons"] = spark.read.parquet(str(tmp_path / "persons.parquet"))
    frames["births"] = dask.from_pandas(frames["births"].to_pandas(), npartitions=2)
    check_same(read(frames), read(faulty()))


def test_rows_set_aside_are_fetched_once_more(dask: Any, spark: Any, tmp_path: Path) -> None:
    """With their cells as they were."""
    births = faulty()["births"]
    pq.write_table(births, tmp_path / "births.parquet")
    sources = {
        "memory": births,
        "spark": spark.read.parquet(str(tmp_path / "births.parquet")),
        "dask": dask.from_pandas(births.to_pandas(), npartitions=3),
    }
    lines = {}
    for name, source in sources.items():
        register = read(dict(faulty()) | {"births": source})
        register.write_set_aside(tmp_path / name)
        lines[name] = (tmp_path / name / "births.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines["memory"]) > 1
    assert lines["spark"] == lines["memory"]
    assert len(lines["dask"]) == len(lines["memory"])


def test_an_engine_that_fails_is_named_with_its_table(spark: Any, tmp_path: Path) -> None:
    """A file that is gone when its rows are wanted."""
    pq.write_table(faulty()["births"], tmp_path / "births.parquet")
    frame = spark.read.parquet(str(tmp_path / "births.parquet"))
    (tmp_path / "births.parquet").unlink()
    with pytest.raises(UnreadableFileError, match=r"^births: its engine failed"):
        read({"births": frame})


def county(number: int) -> dict[str, pa.Table]:
    """The tables of one of several counties of a prefecture: its keys and areas are its own."""
    found = {}
    for name, table in synthetic_register(2_000, seed=number, areas=2).frames().items():
        renamed = table
        for column in register_schema().table(name).columns:
            if column.kind in (Kind.KEY, Kind.REF) and column.name in table.column_names:
                place = table.column_names.index(column.name)
                keys = _own(table.column(place), number, areas="areas" in (name, column.of))
                renamed = renamed.set_column(place, column.name, keys)
        found[name] = renamed
    areas = found["areas"]
    # The neighbour is of another prefecture, which none of them counts.
    elsewhere = pc.equal(areas["area"], NEIGHBOUR[0])
    parent = pc.if_else(elsewhere, NEIGHBOUR[1], areas["parent"])
    found["areas"] = areas.set_column(areas.column_names.index("parent"), "parent", parent)
    return found


def _own(keys: Any, number: int, *, areas: bool) -> Any:
    text = keys.cast(pa.string())
    named = pc.binary_join_element_wise(str(number), text, "-")
    return pc.if_else(pc.starts_with(text, OWN), named, text) if areas else named


def prefecture() -> dict[str, pa.Table]:
    """All counties in one register; the areas outside them are in it once."""
    parts = [county(number) for number in COUNTIES]
    whole = {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}
    codes = whole["areas"]["area"].to_pylist()
    whole["areas"] = whole["areas"].take([codes.index(code) for code in dict.fromkeys(codes)])
    return whole


def counted(tables: Mapping[str, Any]) -> RegisterTally:
    """Count by township."""
    return tally_of(read(tables), period=HALF, by="township", uptake_days=180)


def cells(counts: Counts) -> dict[tuple[object, ...], dict[str, list[float]]]:
    """Sums by cell, whatever the order of cells; those of nothing left out."""
    keys = zip(*(key.tolist() for key in counts.keys), strict=True)
    return {
        key: {name: sums[row].tolist() for name, sums in counts.sums.items()}
        for row, key in enumerate(keys)
        if any(sums[row].any() for sums in counts.sums.values())
    }


def check_tallies(parts: list[RegisterTally]) -> None:
    """What workers sent adds up to what one register of all gives, to the last bit."""
    found, wanted = reduce(add, parts), counted(prefecture())
    assert set(found.areas) == set(wanted.areas)
    assert found.home == wanted.home
    for name, counts in wanted.counts.items():
        assert cells(found.counts[name]) == cells(counts), name
    for level in ("township", "county", None):
        tables = (
            tally.roll_up(level).estimate("CBR", "TFR", "CPR").to_dicts()
            for tally in (found, wanted)
        )
        assert _sorted(next(tables)) == _sorted(next(tables))


def _sorted(records: list[dict[str, Any]]) -> list[str]:
    return sorted(map(str, records))


def test_workers_of_dask_count_a_county_each(dask: Any) -> None:  # noqa: ARG001 - skips without
    """In processes of their own: the tallies travel."""
    from dask import compute, delayed

    work = [delayed(counted)(county(number)) for number in COUNTIES]
    check_tallies(list(compute(*work, scheduler="threads")))


def test_workers_of_spark_count_a_county_each(spark: Any, tmp_path: Path) -> None:
    """A folder of files for each, read where it is counted."""
    folders = []
    for number in COUNTIES:
        folder = tmp_path / f"county{number}"
        folder.mkdir()
        folders.append(str(folder))
        for name, table in county(number).items():
            pq.write_table(table, folder / f"{name}.parquet")

    def count(folder: str) -> RegisterTally:  # sent to workers, which do not have this file
        import famplan as fp

        register = fp.readers.register(folder)
        half = fp.Period.parse("2013H1")
        return fp.tabulate.register(register, period=half, by="township", uptake_days=180)

    check_tallies(spark.sparkContext.parallelize(folders, len(folders)).map(count).collect())
