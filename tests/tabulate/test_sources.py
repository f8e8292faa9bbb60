"""Whatever the data are in, a kernel sees the same columns; what cannot be read is named."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, MissingExtraError, ShapeError, UnreadableFileError
from famplan.tabulate import sources
from famplan.tabulate.coding import Coded
from famplan.tabulate.ratios import RatioKernel
from famplan.tabulate.sources import batches, columns_of, labels_of, opened, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

WOMEN: dict[str, list[Any]] = {
    "month": [1362, 1360, 1361, 1362, 1359],
    "births": [2, None, 0, 1, None],
    "place": ["town", None, "village", "town", ""],
    "born": [date(1988, 2, 1), None, date(1990, 12, 31), date(1969, 1, 1), date(1980, 2, 29)],
    "other": [1.5, 2.5, 3.5, 4.5, 5.5],
}
NAMES = ("month", "births", "place", "born")
WANTED = {name: [None if value == "" else value for value in WOMEN[name]] for name in NAMES}


def plain(column: np.ndarray | Coded) -> list[Any]:
    """Values of a column, with None where unknown."""
    if isinstance(column, Coded):
        values = [*column.values, None]  # noqa: PD011 - not pandas; the last entry is for code -1
        return [values[code] for code in column.codes]
    return [None if value != value else value for value in column.tolist()]  # noqa: PLR0124 - nan


def gathered(found: Iterable[Any]) -> dict[str, list[Any]]:
    """All batches one after the other."""
    rows: dict[str, list[Any]] = {}
    for batch in found:
        for name, column in batch.items():
            rows.setdefault(name, []).extend(plain(column))
    return rows


def table() -> pa.Table:
    """The women as an Arrow table."""
    return pa.table(WOMEN)


def frame() -> pd.DataFrame:
    """The women as a pandas frame, with dates as pandas keeps them."""
    return pd.DataFrame(WOMEN).assign(born=lambda found: pd.to_datetime(found["born"]))


def written(folder: Path, ending: str) -> Path:
    """Write the women to a file of some kind."""
    path = folder / f"women{ending}"
    if ending == ".parquet":
        pa.parquet.write_table(table(), path, row_group_size=2)
    elif ending == ".feather":
        pa.feather.write_feather(table(), str(path))
    elif ending == ".csv":
        pa.csv.write_csv(table(), path)
    elif ending == ".csv.gz":
        with pa.CompressedOutputStream(str(path), "gzip") as stream:
            pa.csv.write_csv(table(), stream)
    elif ending == ".tsv":
        pd.DataFrame(WOMEN).to_csv(path, sep="\t", index=False)
    else:
        SURVEY_WRITERS[ending](pd.DataFrame(WOMEN), path)
    return path


SURVEY_WRITERS: dict[str, Callable[..., None]] = {
    ".dta": pyreadstat.write_dta,
    ".sav": pyreadstat.write_sav,
    ".zsav": lambda found, path: pyreadstat.write_sav(found, path, compress=True),
    ".xpt": pyreadstat.write_xport,
}
ENDINGS = (".parquet", ".feather", ".csv", ".csv.gz", ".tsv", *SURVEY_WRITERS)
KINDS: dict[str, Callable[[], object]] = {
    "lists": lambda: WOMEN,
    "arrays": lambda: {name: np.array(values, dtype=object) for name, values in WOMEN.items()},
    "pandas": frame,
    "pandas on Arrow": lambda: table().to_pandas(types_mapper=pd.ArrowDtype),
    "pandas with nullable types": lambda: frame().convert_dtypes(),
    "pandas with categories": lambda: frame().astype({"place": "category", "births": "category"}),
    "polars": lambda: pl.DataFrame(WOMEN),
    "lazy polars": lambda: pl.LazyFrame(WOMEN),
    "polars with categories": lambda: pl.DataFrame(WOMEN).cast({"place": pl.Categorical}),
    "lazy frame of narwhals": lambda: nw.from_native(table()).lazy(),
    "Arrow table": table,
    "Arrow batch": lambda: table().to_batches()[0],
    "Arrow reader": lambda: pa.RecordBatchReader.from_batches(
        table().schema, table().to_batches(max_chunksize=2)
    ),
    "Arrow with a dictionary": lambda: table().set_column(
        2, "place", table()["place"].dictionary_encode()
    ),
    "DuckDB": lambda: duckdb.connect().from_arrow(table()),
    "list of tables": lambda: [table().slice(0, 2), table().slice(2)],
    "iterator of mixed frames": lambda: iter([frame().iloc[:3], pl.DataFrame(WOMEN)[3:]]),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [2, 1000])
def test_every_frame_gives_the_same_columns(kind: str, rows: int) -> None:
    """Names in, values out; unknown is unknown, empty text too."""
    assert gathered(batches(KINDS[kind](), NAMES, rows=rows)) == WANTED


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("rows", [2, 1000])
def test_every_file_gives_the_same_columns(tmp_path: Path, ending: str, rows: int) -> None:
    """Also through compression, in capitals, and whatever the size of a batch."""
    path = written(tmp_path, ending)
    assert gathered(batches(path, NAMES, rows=rows)) == WANTED
    assert gathered(batches(str(path), NAMES, rows=rows, progress=True)) == WANTED


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "iterator" not in kind])
def test_columns_are_known_without_reading(kind: str) -> None:
    """Their names, in order, and of the columns that nobody asks for too."""
    assert columns_of(KINDS[kind]()) == tuple(WOMEN)


@pytest.mark.parametrize("ending", ENDINGS)
def test_columns_of_files_are_known_without_reading(tmp_path: Path, ending: str) -> None:
    """A file says what it holds; all but CSV and SAS transport also say how much."""
    path = written(tmp_path, ending)
    assert columns_of(path) == tuple(WOMEN)
    size = None if ending in {".csv", ".csv.gz", ".tsv", ".xpt"} else len(WOMEN["month"])
    assert opened(path).size == size


@given(cuts=st.lists(st.integers(0, 5), max_size=4), rows=st.integers(1, 7))
def test_rows_may_come_in_any_parts(cuts: list[int], rows: int) -> None:
    """Empty parts included."""
    edges = [0, *sorted(cuts), 5]
    parts = [table().slice(start, stop - start) for start, stop in pairwise(edges)]
    assert gathered(batches(parts, NAMES, rows=rows)) == WANTED
    assert all(len(batch["month"]) <= rows for batch in batches(parts, NAMES, rows=rows))


def test_a_folder_is_one_table(tmp_path: Path) -> None:
    """Parts of Parquet, with the columns that folders are named for; marker files are not read."""
    for place in (1, 2):
        (tmp_path / f"region={place}").mkdir()
        pa.parquet.write_table(pa.table({"month": [place]}), tmp_path / f"region={place}/a.parquet")
    (tmp_path / "_SUCCESS").touch()
    assert gathered(batches(tmp_path, ["month", "region"])) == {"month": [1, 2], "region": [1, 2]}


def test_a_folder_of_csv_is_one_table(tmp_path: Path) -> None:
    """Types are those of the first part; a column that a later part lacks is unknown there."""
    for place, text in ((1, "month,third\n1362,1300\n"), (2, "third,month\n,1360\n")):
        (tmp_path / f"region={place}").mkdir()
        (tmp_path / f"region={place}/a.csv").write_text(text, encoding="utf-8")
    (tmp_path / "region=3").mkdir()
    (tmp_path / "region=3/a.csv").write_text("month\n1361\n", encoding="utf-8")
    wanted = {"region": [1, 2, 3], "month": [1362, 1360, 1361], "third": [1300, None, None]}
    assert gathered(batches(tmp_path, ["region", "month", "third"])) == wanted
    assert gathered(batches(tmp_path, ["month"])) == {"month": wanted["month"]}


def test_a_bad_part_of_a_folder_is_named(tmp_path: Path) -> None:
    """The file, not only the folder."""
    pa.parquet.write_table(pa.table({"month": [1]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"hello" * 99)
    with pytest.raises(UnreadableFileError, match=r"b\.parquet: is not a parquet file"):
        list(batches(tmp_path, ["month"]))


def test_a_folder_of_stata_files_is_one_table(tmp_path: Path) -> None:
    """One file after the other, by name."""
    for number in (2, 1):
        pyreadstat.write_dta(pd.DataFrame({"month": [number]}), tmp_path / f"part{number}.dta")
    assert gathered(batches(tmp_path, ["month"])) == {"month": [1, 2]}


def test_names_of_files_may_be_in_capitals(tmp_path: Path) -> None:
    """As old statistical packages wrote them."""
    written(tmp_path, ".dta").rename(tmp_path / "WOMEN.DTA")
    assert gathered(batches(tmp_path / "WOMEN.DTA", NAMES)) == WANTED


@pytest.mark.parametrize(("ending", "write"), [(".dta", "write_dta"), (".sav", "write_sav")])
def test_labels_of_values_are_kept(tmp_path: Path, ending: str, write: str) -> None:
    """Codes are whole numbers, whatever the file has them as; other data have no labels."""
    path = tmp_path / f"labelled{ending}"
    labels = {"v025": {1: "rural", 2: "urban"}}
    found = pd.DataFrame({"v025": [1, 2], "v008": [1362, 1362]})
    getattr(pyreadstat, write)(found, path, variable_value_labels=labels)
    assert labels_of(path, "v025") == labels["v025"]
    assert labels_of([path], "v025") == labels["v025"]
    assert labels_of(path, "v008") == {}
    assert labels_of(found, "v025") == {}


def test_numbers_keep_their_type_and_single_precision_is_widened() -> None:
    """Nothing is copied that need not be."""
    months = np.array([1362, 1360], dtype=np.int16)
    found = next(batches({"m": months, "w": np.array([0.5], np.float32).repeat(2)}, ["m", "w"]))
    assert np.shares_memory(found["m"], months)  # type: ignore[arg-type]
    assert found["w"].dtype == np.float64  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("array", "values"),
    [
        (pa.array([True, None]), [True, None]),
        (pa.array([True, False]), [True, False]),
        (pa.array([Decimal("1.50"), None]), [1.5, None]),
        (pa.nulls(2), [None, None]),
        (pa.array([1, 2]).dictionary_encode(), [1, 2]),
        (pa.array([b"a", b"", None]), ["a", None, None]),
        (pa.array([b"a"], pa.large_binary()), ["a"]),
        (pa.array([b"33"], pa.binary(2)), ["33"]),
        (
            pa.array([datetime(2013, 6, 30, 23, tzinfo=UTC)], pa.timestamp("s", "Asia/Shanghai")),
            [date(2013, 7, 1)],
        ),
    ],
    ids=str,
)
def test_arrow_types_become_numbers_and_dates(array: pa.Array, values: list[Any]) -> None:
    """A date is the one on the spot."""
    assert gathered(batches(pa.table({"a": array}), ["a"])) == {"a": values}


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (pd.Series(["2013-06-30T23:00"], dtype="datetime64[ns, Asia/Shanghai]"), "2013-06-30"),
        (pd.Series([pd.NA, True], dtype="boolean"), None),
        (pd.Series([None, 3], dtype=object), None),
    ],
)
def test_pandas_types_become_numbers_and_dates(values: pd.Series, wanted: str | None) -> None:
    """The first is a date on the spot or unknown."""
    found = gathered(batches(pd.DataFrame({"a": values}), ["a"]))["a"][0]
    assert found == (None if wanted is None else date.fromisoformat(wanted))


@pytest.mark.parametrize(
    ("array", "values"),
    [
        (np.ma.masked_array([1, 2], [False, True]), [1, None]),
        (np.array([b"a", b""]), ["a", None]),
        (np.array([pd.NA, "a"], dtype=object), [None, "a"]),
        (np.array([1, "a", None], dtype=object), [1, "a", None]),
        (Coded(np.array([0, -1]), ["a"]), ["a", None]),
    ],
)
def test_numpy_types_become_numbers_and_text(array: Any, values: list[Any]) -> None:
    """What is masked, empty or missing is unknown."""
    assert gathered(batches({"a": array}, ["a"])) == {"a": values}


def test_an_iterator_is_read_once() -> None:
    """Its columns can be known beforehand only by opening it; a second reading is an error."""
    parts = ({"month": [month]} for month in (1, 2))
    with pytest.raises(InvalidInputError, match="shows its columns only when it is read"):
        columns_of(parts)
    source = opened(parts)
    assert columns_of(source) == ("month",)
    assert gathered(batches(source, ["month"])) == {"month": [1, 2]}
    with pytest.raises(InvalidInputError, match="read already"):
        list(batches(source, ["month"]))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"mont": [1]}, "columns: month not in the data; did you mean mont?"),
        ({"x": [1]}, "columns: month not in the data; name the columns you have"),
        (12, "data: int; a path, a dataframe"),
        ({"month": 1362}, "data: a mapping of single values is one row; a mapping of whole"),
        ([{"month": 1362}], "data: a mapping of single values is one row"),
        (iter([{"month": 1, "place": "town"}]), "data: a mapping of single values is one row"),
        ({"month": 1, "x": [1]}, "month: a single value; a column is a list or an array"),
        (pd.Series([1]), "data: Series; a path"),
        ([], "data: an empty list"),
        ({"month": [{}]}, "month: holds lists or the like"),
        ({"month": np.array([b"a", object()], dtype=object)}, "month: holds bytes"),
        ({"month": np.array([1j])}, "month: holds complex128"),
        (pd.DataFrame({"month": [[1]]}), "month: holds lists or the like"),
        (pa.table({"month": [[1]]}), "month: holds list"),
        (pa.table({"month": [b"\xff"]}), "month: holds text that is not in UTF-8"),
        (pa.table({"month": pa.array([1], pa.time32("s"))}), "month: holds time32"),
    ],
)
def test_what_cannot_be_read_is_named(data: object, message: str) -> None:
    """Where, what, and the way out."""
    with pytest.raises(InvalidInputError) as caught:
        list(batches(data, ["month"]))
    assert str(caught.value).startswith(message)


def test_columns_have_one_dimension_and_one_length() -> None:
    """Anything else is no table."""
    with pytest.raises(ShapeError, match="a: 2 dimensions"):
        list(batches({"a": [[1], [2]]}, ["a"]))
    with pytest.raises(ShapeError, match="not of one length: a 1, b 2"):
        list(batches({"a": [1], "b": [1, 2]}, ["a", "b"]))


FILES = {
    "empty.dta": (b"", "is empty"),
    "junk.dta": (b"hello" * 99, "is not a .dta file"),
    "junk.sav": (b"hello" * 99, "is not a .sav file"),
    "junk.parquet": (b"hello" * 99, "is not a parquet file, or is damaged"),
    "junk.feather": (b"hello" * 99, "is not a feather file, or is damaged"),
    "header.csv": (b"month,place\n", "has no rows"),
    "cells.csv": (b"month,place\n1,a\n2,b,c\n", "line 3: has 3 cells; the lines before have 2"),
    "latin.csv": ("month,Städte\n1,a\n".encode("latin-1"), "is not in UTF-8"),
    "women.txt": (b"month\n1\n", ".txt ending; .parquet"),
    "women": (b"month\n1\n", "no ending; .parquet"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_named_with_its_fault(tmp_path: Path, name: str) -> None:
    """In famplan's words: no library's error, and none behind it."""
    content, message = FILES[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFileError) as caught:
        list(batches(tmp_path / name, ["month"]))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / name))
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("ending", [".dta", ".sav", ".parquet"])
def test_a_file_that_is_cut_off_is_never_read_as_whole(tmp_path: Path, ending: str) -> None:
    """However many of its rows are there."""
    many = pd.DataFrame({"month": np.arange(5000), "other": np.arange(5000) / 7})
    path = tmp_path / f"cut{ending}"
    if ending == ".parquet":
        many.to_parquet(path)
    else:
        SURVEY_WRITERS[ending](many, path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(UnreadableFileError):
        list(batches(path, ["month"], rows=500))


def test_a_file_or_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Nothing is opened for a name alone."""
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        columns_of(tmp_path / "none.dta")
    with pytest.raises(UnreadableFileError, match="is an empty folder"):
        columns_of(tmp_path)


def test_a_survey_file_without_rows_is_refused(tmp_path: Path) -> None:
    """Names alone are no data."""
    pyreadstat.write_dta(pd.DataFrame({"month": np.array([], float)}), tmp_path / "none.dta")
    with pytest.raises(UnreadableFileError, match="has no rows"):
        list(batches(tmp_path / "none.dta", ["month"]))


def test_a_survey_file_with_fewer_rows_than_it_says_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if its reader sees nothing wrong."""
    path = written(tmp_path, ".dta")
    monkeypatch.setattr(sources.survey_files.SurveySource, "size", 7)
    with pytest.raises(UnreadableFileError, match="is cut off: 5 of 7 rows"):
        list(batches(path, NAMES))


def test_a_file_that_does_not_say_how_many_rows_it_has_is_read_to_the_end(tmp_path: Path) -> None:
    """Also when the last batch is full."""
    assert gathered(batches(written(tmp_path, ".xpt"), NAMES, rows=5)) == WANTED


def test_sas_labels_come_from_the_catalog_beside_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing here writes SAS files, so the reader is a stand-in that tells what it was given."""
    given: list[Path | None] = []

    def stand_in(path: Path, *, catalog_file: Path | None = None, **options: Any) -> Any:
        given.append(catalog_file)
        return pyreadstat.read_dta(path, **options)

    monkeypatch.setattr(pyreadstat, "read_sas7bdat", stand_in)
    path = written(tmp_path, ".dta").rename(tmp_path / "women.sas7bdat")
    assert columns_of(path) == tuple(WOMEN)
    catalog = path.with_suffix(".sas7bcat")
    catalog.touch()
    assert columns_of(path) == tuple(WOMEN)
    assert given == [None, catalog]


def test_types_of_a_csv_file_hold_for_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column may be empty at first; text after numbers has its line named, but not its value."""
    monkeypatch.setattr(sources.files, "_FIRST_BLOCK", 64)
    path = tmp_path / "late.csv"
    path.write_text("month,third\n" + "1362,\n" * 40 + "1362,1300\n", encoding="utf-8")
    assert gathered(batches(path, ["third"]))["third"][-2:] == [None, 1300]
    path.write_text("month,third\n" + "1362,\n" * 40 + "secret,1300\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="line 42, month: text, where") as caught:
        list(batches(path, ["month"]))
    assert "secret" not in str(caught.value)


def test_everything_is_counted_by_the_same_kernel(tmp_path: Path) -> None:
    """A file of any kind, a frame, a mapping: the same counts."""
    kernel = RatioKernel(
        by=("place",),
        numerators=("births",),
        denominator=None,
        weight="other",
        cluster="month",
        stratum=None,
    )
    weights = {"town": 6.0, "village": 3.5}
    for data in (WOMEN, written(tmp_path, ".sav"), frame(), iter([frame()[:2], frame()[2:]])):
        found = run(kernel, data, progress=True).by(("place",))
        cells = zip(found.keys[0], found.sums["weight"][:, 0].tolist(), strict=True)
        assert {place: weight for place, weight in cells if place} == weights


def test_a_library_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With what to install; without tqdm there is no bar and the same rows."""
    path = written(tmp_path, ".dta")
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert gathered(batches(WOMEN, NAMES, progress=True)) == WANTED
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(MissingExtraError, match=r"reading .dta needs pyreadstat: .*\[survey\]"):
        columns_of(path)
