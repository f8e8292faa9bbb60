"""Whatever a file holds: findings or a named error, every row accounted for, and no traceback."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyreadstat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_register import small_register

from famplan.errors import FamplanError
from famplan.readers import register, register_schema

if TYPE_CHECKING:
    from famplan.readers.register import Register

TABLES = [table.name for table in register_schema().tables]
HEADERS = [header for t in register_schema().tables for c in t.columns for header in c.headers]
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "1", "2", "-1", "0", "女", "male", "2012-01-01", "20120230", "41000", "NaN"]
    ),
    st.sampled_from(
        ["1e999", "0x10", "9" * 40, '"', "a,b", "x\ny", "\ufeff", "\0", "1\u3000", "²"]
    ),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
)
MIXED = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.dates(),
    st.binary(max_size=3),
    st.decimals(),
)
calm = settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def check(source: Any, *, rows: int | None = None, **options: Any) -> Register | None:
    """Read; what is read is used or set aside, and what is set aside can be written."""
    try:
        found = register(source, **options)
    except FamplanError as error:
        assert str(error)  # noqa: PT017 - any named error will do
        return None
    for total in found.totals:
        assert total.read == total.used + total.set_aside
    if rows is not None:
        assert sum(total.read for total in found.totals) == rows
    found.findings.to_json()
    assert sum(1 for _ in found.findings) == len(found.findings)
    with TemporaryDirectory() as folder:
        for path in found.write_set_aside(folder):
            read = len(pd.read_csv(path, dtype=str, on_bad_lines="error", engine="python"))
            (total,) = (one for one in found.totals if one.table == path.stem)
            assert read == total.set_aside
    return found


def text_of(name: str) -> str:
    """Write a table of the small register as CSV."""
    out = io.StringIO()
    pd.DataFrame(small_register()[name]).to_csv(out, index=False)
    return out.getvalue()


@calm
@given(
    st.sampled_from(TABLES),
    st.lists(st.sampled_from(HEADERS) | st.text(max_size=5), min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=8), max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_any_lines(name: str, headers: list[str], rows: list[list[str]], encoding: str) -> None:
    """Any headers, any cells, lines of any length."""
    lines = [",".join(row) for row in [headers, *rows]]
    with TemporaryDirectory() as folder:
        data = "\n".join(lines).encode(encoding, errors="ignore")
        (Path(folder) / f"{name}.csv").write_bytes(data)
        check(folder)


@calm
@given(
    st.sampled_from(TABLES),
    st.lists(st.lists(CELLS, min_size=1, max_size=1), max_size=4),
    st.data(),
)
def test_any_cells_under_right_headers(
    name: str, rows: list[list[str]], data: st.DataObject
) -> None:
    """Frames of text: each row is there once more."""
    columns = [column.name for column in register_schema().table(name).columns]
    frame = {column: [data.draw(CELLS) for _ in rows] for column in columns}
    check({name: frame}, rows=len(rows))


@calm
@given(st.sampled_from(TABLES), st.integers(0, 4), st.data())
def test_any_values_of_any_kind(name: str, rows: int, data: st.DataObject) -> None:
    """Frames with columns of many kinds."""
    columns = [column.name for column in register_schema().table(name).columns]
    kinds = st.sampled_from([MIXED, st.integers(), st.floats(), st.dates(), st.booleans()])
    frame = {
        column: data.draw(st.lists(data.draw(kinds), min_size=rows, max_size=rows))
        for column in columns
    }
    check({name: frame}, rows=rows or None)


@calm
@given(st.sampled_from(TABLES), st.data())
def test_a_file_with_bytes_changed_or_cut_off(name: str, data: st.DataObject) -> None:
    """Some bytes of a sound file are others, or its end is missing."""
    content = bytearray(text_of(name).encode(data.draw(st.sampled_from(["utf-8", "gb18030"]))))
    for _ in range(data.draw(st.integers(0, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    with TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.csv").write_bytes(content[:end])
        check(folder, encoding=data.draw(st.sampled_from([None, "utf-8", "gb18030", "utf-16"])))


@cache
def sound_file(ending: str) -> bytes:
    """Write the births to a file, once: some formats hold the time of writing."""
    frame = pd.DataFrame(small_register()["births"]).drop(columns=["in_policy"]).astype(str)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"births.{ending}"
        if ending in {"dta", "sav"}:
            getattr(pyreadstat, f"write_{ending}")(frame, path)
        else:
            names = {"xlsx": "excel", "csv.gz": "csv"}
            getattr(frame, f"to_{names.get(ending, ending)}")(path)
        return path.read_bytes()


@calm
@given(
    st.sampled_from(["parquet", "feather", "xlsx", "dta", "sav", "csv", "csv.gz"]),
    st.sampled_from(["sound", "cut", "junk"]),
    st.data(),
)
def test_binary_files_cut_off_or_of_junk(ending: str, fault: str, data: st.DataObject) -> None:
    """Every kind of file, whole, in part, or only by its name."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"births.{ending}"
        content = bytearray(sound_file(ending))
        if fault == "cut":
            content = content[: data.draw(st.integers(0, len(content)))]
        elif fault == "junk":
            for _ in range(data.draw(st.integers(1, 20))):
                content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
                    st.integers(0, 255)
                )
        path.write_bytes(content)
        check(folder, rows=2 if fault == "sound" else None)


@calm
@given(st.data())
def test_references_that_lead_nowhere(data: st.DataObject) -> None:
    """Any keys, any references, among tables that know each other."""
    keys = st.integers(-3, 12) | st.none()
    tables = small_register()
    for name in ("areas", "persons", "couples", "births"):
        for column in register_schema().table(name).columns:
            if column.kind in {"key", "ref"}:
                rows = len(next(iter(tables[name].values())))
                tables[name][column.name] = data.draw(st.lists(keys, min_size=rows, max_size=rows))
    check(tables, rows=sum(len(next(iter(table.values()))) for table in tables.values()))
