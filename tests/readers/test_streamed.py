"""Frames that are not in memory come part by part, and are read like any other."""

from __future__ import annotations

import pickle
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

from famplan.datasets import Faults, synthetic_register
from famplan.errors import InvalidInputError, MissingExtraError, UnreadableFileError
from famplan.model import Period
from famplan.readers import register as read
from famplan.readers.parts.part import BATCH_ROWS
from famplan.readers.parts.streamed import StreamedPart, frame_part
from famplan.tabulate import register as tally_of
from famplan.tabulate.sources.source import FrameSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from famplan.readers import Register


@cache
def tables() -> dict[str, pa.Table]:
    """The tables of a small county with faults."""
    faults = Faults(wrong_references=0.02, impossible_dates=0.02, bad_words=0.02)
    return synthetic_register(1_000, seed=7, areas=2, faults=faults).frames()


def relations() -> dict[str, Any]:
    """Tables of a DuckDB database."""
    database = duckdb.connect()
    for name, table in tables().items():
        database.register("given", table)
        database.table("given").create(name)
    return {name: database.table(name) for name in tables()}


def counted(register: Register) -> list[dict[str, Any]]:
    """What the report would say."""
    half = Period.parse("2013H1")
    return tally_of(register, period=half, by="township").estimate().to_dicts()


@pytest.mark.parametrize(
    "frames",
    [relations, lambda: {name: pl.from_arrow(table).lazy() for name, table in tables().items()}],  # type: ignore[union-attr]
    ids=["duckdb", "polars"],
)
def test_lazy_frames_are_read_as_from_memory(frames: Any, tmp_path: Path) -> None:
    """The same findings, figures and rows set aside."""
    found, wanted = read(frames()), read(dict(tables()))
    assert found.findings.to_json() == wanted.findings.to_json()
    assert str(counted(found)) == str(counted(wanted))
    for name, register in (("found", found), ("wanted", wanted)):
        register.write_set_aside(tmp_path / name)
    for path in (tmp_path / "wanted").iterdir():
        assert (tmp_path / "found" / path.name).read_bytes() == path.read_bytes()


def test_a_query_is_a_table_too() -> None:
    """Office's own names, as the database gives them."""
    database = duckdb.connect()
    people = "SELECT 1 AS 人员编号, '女' AS 性别, DATE '1980-01-01' AS 出生日期, 7 AS 现居住地"
    areas = "SELECT 7 AS area, 'village' AS level"
    register = read({"persons": database.sql(people), "areas": database.sql(areas)})
    (day,) = register.table("persons").days("birth")
    assert day == np.datetime64("1980-01-01")


class Parts(FrameSource):
    """A source of some parts, which notes how many were asked for."""

    def __init__(self, parts: int) -> None:
        self.parts, self.given = parts, 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return ("area", "level", "name")

    def read(self, columns: Sequence[str], rows: int) -> Iterator[Any]:
        """Nothing counts here."""
        raise NotImplementedError

    def frames(self, columns: Sequence[str], rows: int) -> Iterator[Any]:
        """Make part after part."""
        assert rows == BATCH_ROWS
        for part in range(self.parts):
            self.given += 1
            if part == 7:
                raise RuntimeError("张三 510101198001011234")
            whole = {"area": [part], "level": ["village"], "name": ["x"]}
            yield pd.DataFrame({name: whole[name] for name in columns})


def test_one_part_is_in_memory_at_a_time_and_only_the_columns_wanted() -> None:
    """The next is asked for when the last has been read."""
    source = Parts(3)
    part = StreamedPart(source, "areas")
    rows = part.read([1, 0], lambda _place, _text: None)
    for number in (1, 2, 3):
        level, area = next(rows)
        assert (level.to_pylist(), area.to_pylist()) == (["village"], [number - 1])
        assert source.given == number


def test_what_an_engine_says_is_not_in_the_message() -> None:
    """It may tell of a row: the error names the table, and stands before the engine's own."""
    rows = StreamedPart(Parts(8), "areas").read([0], lambda _place, _text: None)
    with pytest.raises(UnreadableFileError, match=r"^areas: its engine failed") as caught:
        list(rows)
    assert "张三" not in str(caught.value)
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_two_columns_of_one_name_are_named_as_that() -> None:
    """Not a traceback of a library's."""
    frame = pd.DataFrame([["1", "village", "2"]], columns=["area", "level", "area"])
    with pytest.raises(InvalidInputError, match="two columns have one name"):
        read({"areas": frame})


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Engines may be there without what carries their rows."""
    relation = duckdb.connect().sql("SELECT '1' AS area, 'village' AS level")
    part = frame_part(relation, "areas")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match="pyarrow"):
        list(part.read([0], lambda _place, _text: None))


def test_a_tally_travels() -> None:
    """Pickled by a worker, it gives the same figures elsewhere, and adds up there."""
    tally = tally_of(read(dict(tables())), period=Period.parse("2013H1"), by="township")
    travelled = pickle.loads(pickle.dumps(tally))  # noqa: S301 - our own
    assert str(travelled.estimate().to_dicts()) == str(tally.estimate().to_dicts())
    twice, wanted = travelled + tally, tally + tally
    assert str(twice.estimate("CBR").to_dicts()) == str(wanted.estimate("CBR").to_dicts())
