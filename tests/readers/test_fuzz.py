"""Whatever a file holds: findings or a named error, every row accounted for, and no traceback."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
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


# -- faults of one kind in a register that was sound: each is found, and no row is lost ------------

FILES = ("areas", "persons", "couples", "births")
ROWS = {name: len(next(iter(small_register()[name].values()))) for name in TABLES}
ODD = st.text(",;\t|'\"\n\r\\0９女é\u3000\ufeff\x00-./:", max_size=6)


def lines_of(name: str) -> list[list[str]]:
    """Headers and rows of a table of the small register, as text."""
    return list(csv.reader(io.StringIO(text_of(name))))


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    """Write lines of cells as CSV that can be read back."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def in_folder(tables: dict[str, bytes]) -> Register | None:
    """Check tables that are files of a folder."""
    with TemporaryDirectory() as folder:
        for name, content in tables.items():
            (Path(folder) / f"{name}.csv").write_bytes(content)
        return check(folder)


def sound_others(name: str) -> dict[str, bytes]:
    """The other tables, without a fault."""
    return {other: text_of(other).encode() for other in FILES if other != name}


def rows_by_table(found: Register) -> dict[str, int]:
    """Rows that were read."""
    return {total.table: total.read for total in found.totals}


@calm
@given(st.sampled_from(FILES), st.data())
def test_faults_of_headers(name: str, data: st.DataObject) -> None:
    """Gone, doubled, strange, in another order, unlike the others: every row is still there."""
    lines = lines_of(name)
    order = data.draw(st.permutations(range(len(lines[0]))))
    lines = [[line[place] for place in order] for line in lines]
    schema = register_schema().table(name)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(order) - 1))
        fault = data.draw(st.sampled_from(["gone", "doubled", "strange", "dressed", "empty"]))
        old = lines[0][place]
        if fault == "gone":
            lines[0][place] = "x"
        elif fault == "doubled":
            lines[0][place] = data.draw(st.sampled_from(lines[0]))
        elif fault == "strange":
            lines[0][place] = data.draw(ODD | st.text(max_size=60))
        elif fault == "empty":
            lines[0][place] = ""
        else:
            column = next((one for one in schema.columns if one.name == old), schema.columns[0])
            lines[0][place] = f" {data.draw(st.sampled_from(column.headers)).upper()}\u3000"
    content = written(lines).encode("utf-8", errors="replace")
    found = in_folder({name: content, **sound_others(name)})
    if found is not None:
        assert rows_by_table(found) == {table: ROWS[table] for table in FILES}
    else:  # only what no text can hold, or what is no line of headers
        assert b"\0" in content or not any(sign.strip() for sign in lines[0])


@calm
@given(st.sampled_from(FILES), st.data())
def test_faults_of_cells(name: str, data: st.DataObject) -> None:
    """Anything in any cell: the row is used or set aside, and what is needed is missed."""
    lines = lines_of(name)
    changed = data.draw(
        st.dictionaries(
            st.tuples(st.integers(1, len(lines) - 1), st.integers(0, len(lines[0]) - 1)),
            (CELLS | ODD).map(lambda text: text.replace("\0", "\x01")),
            min_size=1,
            max_size=6,
        )
    )
    for (row, place), text in changed.items():
        lines[row][place] = text
    content = written(lines).encode("utf-8", errors="replace")
    found = in_folder({name: content, **sound_others(name)})
    assert found is not None
    # A break of a line in a cell may hide the lines after it, but only as rows that are told.
    whole = not any("\n" in text or "\r" in text for text in changed.values())
    if whole:
        assert rows_by_table(found)[name] == ROWS[name]
    for column in register_schema().table(name).columns:
        place = lines[0].index(column.name) if column.name in lines[0] else None
        if whole and place is not None and column.known:
            empty = {row for row in range(1, len(lines)) if not lines[row][place].strip()}
            aside = set((np.flatnonzero(~found.table(name).used) + 1).tolist())
            assert empty <= aside or len(lines[0]) == 1


@calm
@given(
    st.sampled_from(FILES),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "big5"]),
    st.sampled_from([None, "utf-8", "gb18030", "utf-16", "latin-1"]),
    st.sampled_from([",", "\t", ";", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.data(),
)
def test_faults_of_encodings(  # noqa: PLR0913, PLR0917 - what a file can be written in
    name: str, own: str, given_: str | None, delimiter: str, ends: str, data: st.DataObject
) -> None:
    """Written in one, read in another, with bytes of neither: findings or a named error."""
    lines = lines_of(name)
    lines[0] = [register_schema().table(name).column(header).zh for header in lines[0]]
    text = written(lines, delimiter).replace("\r\n", ends)
    content = text.encode(own, errors="replace")
    bad = data.draw(st.booleans())
    if bad:
        place = data.draw(st.integers(0, len(content)))
        content = content[:place] + data.draw(st.binary(min_size=1, max_size=3)) + content[place:]
    with TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.csv").write_bytes(content)
        found = check(folder, encoding=given_)
    right = own.startswith(("utf-8", "gb")) or own == "utf-16"
    if right and not bad and given_ in {None, own}:
        assert found is not None
        assert rows_by_table(found) == {name: ROWS[name]}
        assert not {"column is missing", "damaged characters"} & set(found.findings.counts)


@calm
@given(st.data())
def test_faults_of_references(data: st.DataObject) -> None:
    """Nowhere, to oneself, round in circles, to rows set aside, with blanks, as other types."""
    tables = small_register()
    rows = sum(ROWS.values())
    for _ in range(data.draw(st.integers(1, 5))):
        name = data.draw(st.sampled_from(TABLES))
        references = [c for c in register_schema().table(name).columns if c.kind == "ref"]
        if not references:
            continue
        column = data.draw(st.sampled_from(references))
        keys = next(iter(tables[column.of].values())) + next(iter(tables[name].values()))
        strange = st.sampled_from([None, "", "不详", "nowhere", -1, 1e300, float("nan"), "1.0"])
        key = data.draw(st.sampled_from(keys) | st.sampled_from(keys).map(" {} ".format) | strange)
        cells = tables[name].setdefault(column.name, [None] * ROWS[name])
        cells[data.draw(st.integers(0, len(cells) - 1))] = key
    # Whoever is set aside is still led to.
    births = tables["persons"]["birth"]
    births[data.draw(st.integers(0, len(births) - 1))] = data.draw(st.sampled_from(["x", None]))
    gone = data.draw(st.sets(st.sampled_from(["areas", "persons", "couples", "stations"])))
    for name in gone:
        del tables[name]
        rows -= ROWS[name]
    found = check(tables, rows=rows)
    assert found is not None
    for name, table in found.tables.items():
        for column in table.schema.columns:
            if column.kind == "ref":
                led = table.array(column.name, everything=True)
                assert led.min(initial=-1) >= -1
                assert led.max(initial=-1) < max(found.table(column.of).rows, 1), name


def test_a_delimiter_in_a_quoted_header_divides_nothing() -> None:
    """Not even where a line ends in the header as well."""
    lines = lines_of("areas")
    lines[0][0] = lines[0][2] = ";\r"
    content = written(lines).encode()
    found = in_folder({"areas": content, **sound_others("areas")})
    assert found is not None
    assert rows_by_table(found) == {table: ROWS[table] for table in FILES}
