"""One register in every form: files, frames, encodings, languages; always the same tables."""

from __future__ import annotations

import gzip
import importlib.util
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from small_register import small_register

from famplan.errors import (
    DefinitionError,
    InvalidInputError,
    MissingExtraError,
    UnreadableFileError,
)
from famplan.readers import register, register_schema
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from famplan.readers.register import Register

ZH = {
    "female": "女",
    "male": "男",
    "county": "县（市）",
    "township": "乡镇（街道）",
    "village": "村",
    "pill": "口服避孕药",
    True: "是",
    False: "否",
}


def frames() -> dict[str, pd.DataFrame]:
    """The small register as frames of text, as an office exports it."""
    return {name: pd.DataFrame(columns) for name, columns in small_register().items()}


def in_chinese(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame Chinese headers and words."""
    headers = {column.name: column.zh for column in register_schema().table(name).columns}
    changed = frame.astype(object)
    for column in frame.columns:
        if column not in {"item", "role", "scheme"}:
            changed[column] = [
                ZH.get(v, v) if isinstance(v, (str, bool)) else v for v in frame[column]
            ]
    return changed.rename(columns=headers)


def same(found: Register, expected: Register) -> None:
    """Hold every column of every table against the other's."""
    assert found.findings.to_dicts() == expected.findings.to_dicts() == []
    for name, table in expected.tables.items():
        other = found.table(name)
        assert other.rows == table.rows
        for column in register_schema().table(name).columns:
            if column.kind not in {"key", "identity"}:
                one, two = (each.column(column.name) for each in (table, other))
                if isinstance(one, Coded):
                    assert isinstance(two, Coded)
                    assert one.decoded().tolist() == two.decoded().tolist()
                else:
                    np.testing.assert_array_equal(one, two)


@pytest.fixture(scope="module")
def expected() -> Register:
    """The register as it is in memory."""
    return register(small_register())


def csv(encoding: str) -> Callable[[Path, str, pd.DataFrame], None]:
    """Write CSV in Chinese."""

    def write(folder: Path, name: str, frame: pd.DataFrame) -> None:
        path = folder / f"{register_schema().table(name).zh}.csv"
        in_chinese(name, frame).to_csv(path, index=False, encoding=encoding)

    return write


def parquet(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write Parquet, dates as dates."""
    for column in frame.columns:
        if register_schema().table(name).column(column).kind == "date":
            frame[column] = pd.to_datetime(frame[column])
    frame.to_parquet(folder / f"{name}.parquet")


def feather(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write Feather, text as categories."""
    for column in frame.columns:
        if register_schema().table(name).column(column).kind == "word":
            frame[column] = frame[column].astype("category")
    frame.to_feather(folder / f"{name}.feather")


def excel(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write a workbook, dates as dates."""
    for column in frame.columns:
        if register_schema().table(name).column(column).kind == "date":
            frame[column] = pd.to_datetime(frame[column])
    frame.to_excel(folder / f"{name}.xlsx", index=False)


def packed(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write packed lines separated by tabs."""
    with gzip.open(folder / f"{name}.tsv.gz", "wt", encoding="utf-8") as file:
        frame.to_csv(file, sep="\t", index=False)


def parts(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write a folder with a file for each row."""
    (folder / name).mkdir()
    for row in range(len(frame)):
        frame[row : row + 1].to_csv(folder / name / f"{row}.csv", index=False)


FORMS = {
    "utf-8": csv("utf-8"),
    "utf-8 with its mark": csv("utf-8-sig"),
    "gb18030": csv("gb18030"),
    "utf-16": csv("utf-16"),
    "parquet": parquet,
    "feather": feather,
    "excel": excel,
    "packed": packed,
    "parts": parts,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_is_the_same_in_every_form(form: str, tmp_path: Path, expected: Register) -> None:
    """Every kind of file, header and encoding."""
    for name, frame in frames().items():
        FORMS[form](tmp_path, name, frame)
    same(register(tmp_path), expected)


@pytest.mark.parametrize(
    "of",
    [
        pd.DataFrame,
        pl.DataFrame,
        lambda frame: pl.DataFrame(frame).lazy(),
        pa.Table.from_pandas,
        duckdb.from_df,
        lambda frame: [frame[:1], frame[1:]],
        lambda frame: {name: frame[name].tolist() for name in frame},
    ],
    ids=["pandas", "polars", "lazy", "arrow", "duckdb", "parts", "lists"],
)
def test_frames_of_every_library(of: Any, expected: Register) -> None:
    """A database table comes as a frame."""
    same(register({name: of(frame) for name, frame in frames().items()}), expected)


def test_a_workbook_with_a_sheet_for_each_table(tmp_path: Path, expected: Register) -> None:
    """Sheets are named like tables; another sheet is noted."""
    path = tmp_path / "county.xlsx"
    with pd.ExcelWriter(path) as writer:
        for name, frame in frames().items():
            zh = register_schema().table(name).zh
            in_chinese(name, frame).to_excel(writer, sheet_name=zh, index=False)
    same(register(path), expected)
    book = openpyxl.load_workbook(path)
    book.create_sheet("说明")
    book.save(path)
    (note,) = register(path).findings
    assert (note.file, note.rule) == (
        "county.xlsx, 说明",
        "file is no table of the schema and not read",
    )


@pytest.mark.parametrize("ending", ["dta", "sav"])
def test_stata_and_spss_with_labels(ending: str, tmp_path: Path) -> None:
    """Codes are what their labels say."""
    frame = pd.DataFrame(
        {"person": [1.0, 2.0], "sex": [1.0, 2.0], "birth": ["19700301", "19680501"], "area": "32"}
    )
    write = getattr(pyreadstat, f"write_{ending}")
    labels = {"sex": {1: "男", 2: "女"}}
    write(frame, tmp_path / f"persons.{ending}", variable_value_labels=labels)
    areas = pd.DataFrame({"area": ["32"], "level": ["county"]})
    areas.to_csv(tmp_path / "areas.csv", index=False)
    found = register(tmp_path)
    assert found.findings.to_dicts() == []
    assert found.table("persons").array("sex").tolist() == [1, 0]
    assert found.table("persons").array("area").tolist() == [0, 0]


def test_own_names_of_files_columns_and_words(tmp_path: Path) -> None:
    """One mapping file for all of them; a claimed column is not read under its old header."""
    lines = "nr,geschlecht,born,wo,birth\n1,w,1970-03-01,X,x\n2,m,1968-05-01,X,x\n"
    (tmp_path / "leute-1.csv").write_text(lines)
    (tmp_path / "areas.csv").write_text("area,level\nX,county\n")
    (tmp_path / "own.toml").write_text(
        """
["人员"]
files = ["leute-*.csv"]
columns = { nr = "person", geschlecht = "性别", wo = "area", born = "birth" }
words.sex = { w = "female", m = "男" }
""",
        encoding="utf-8",
    )
    found = register(tmp_path, headers=tmp_path / "own.toml")
    persons = found.table("persons")
    assert persons.array("sex").tolist() == [0, 1]
    assert persons.array("birth").tolist() == [59, -610]
    notes = {(note.file, note.column) for note in found.findings}
    assert notes == {("leute-1.csv", "birth")}


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"people": {}}, "'people' is no table"),
        ({"births": {"columns": {"x": "mothers"}}}, "'mothers' is no column"),
        ({"births": {"words": {"sex": {"1": "boy"}}}}, "'boy' is none of female, male"),
        ({"births": {"words": {"order": {"1": "2"}}}}, "order is a whole and holds no words"),
        ({"births": {"colums": {}}}, "'colums' is none of"),
        ({"births": 1}, "int is no table"),
    ],
)
def test_a_mapping_that_names_what_is_not_there(headers: dict[str, Any], message: str) -> None:
    """It is refused, with what is allowed."""
    with pytest.raises(DefinitionError, match=message):
        register(small_register(), headers=headers)


def test_files_of_a_mapping_stay_in_the_folder(tmp_path: Path) -> None:
    """No mapping leads elsewhere, or to what is not there."""
    (tmp_path / "births.csv").write_text("birth\n1\n")
    with pytest.raises(InvalidInputError, match="leads out of the folder"):
        register(tmp_path, headers={"births": {"file": "../births.csv"}})
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        register(tmp_path, headers={"births": {"file": "b.csv"}})
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        register(tmp_path, headers=tmp_path / "own.toml")
    (tmp_path / "own.toml").write_text("[births")
    with pytest.raises(UnreadableFileError, match="is no TOML"):
        register(tmp_path, headers=tmp_path / "own.toml")


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        (7, InvalidInputError, "int; a path or a mapping"),
        ({"people": []}, InvalidInputError, "'people' is no table"),
        ({"births": 7}, InvalidInputError, "births: int; a dataframe"),
        ({"births": {"birth": [1], "sex": [1, 2]}}, InvalidInputError, "not of one length"),
        ({"births": {"birth": 1}}, InvalidInputError, "int is no column"),
        ({"births": {"birth": [1], "sex": [[1]]}}, InvalidInputError, "sex: holds list"),
        ("nowhere", UnreadableFileError, "there is no such file or folder"),
    ],
)
def test_what_is_no_register_is_a_named_error(
    source: object, error: type[Exception], message: str
) -> None:
    """With the kinds that can be read."""
    with pytest.raises(error, match=message):
        register(source)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["births.parquet", "births.feather", "births.xlsx", "births.dta"])
@pytest.mark.parametrize("content", [b"", b"\0\1\2junk" * 50, b"PAR1" + b"\0" * 64])
def test_junk_is_a_named_error(name: str, content: bytes, tmp_path: Path) -> None:
    """Whatever it pretends to be."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"births"):
        register(tmp_path)


def test_an_empty_folder_and_unknown_files(tmp_path: Path) -> None:
    """They are told what would be read."""
    with pytest.raises(UnreadableFileError, match="no file is named like a table"):
        register(tmp_path)
    (tmp_path / "births.pdf").write_text("x")
    with pytest.raises(UnreadableFileError, match="no file is named like a table"):
        register(tmp_path)
    (tmp_path / "births").mkdir()
    (tmp_path / "births" / "x.pdf").write_text("x")
    with pytest.raises(UnreadableFileError, match="ending"):
        register(tmp_path)


def test_notes_and_truth_beside_the_tables_are_no_findings(tmp_path: Path) -> None:
    """What everybody knows to be no table; a strange file is still told."""
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "1.csv").write_text("area,level\n1,county\n")
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "rates.json").write_text("{}")
    names = ("README.txt", "areas/README.txt", "Readme.md", "Thumbs.db", "~$areas.xlsx", "_x.csv")
    for name in names:
        (tmp_path / name).write_text("no,table\n")
    found = register(tmp_path)
    assert (found.findings.to_dicts(), found.totals[0].read) == ([], 1)
    (tmp_path / "truth" / "rates.json").unlink()
    (tmp_path / "areas.csv.bak").write_text("x")
    assert [note.file for note in register(tmp_path).findings] == ["areas.csv.bak", "truth"]


def test_rows_are_counted_without_empty_lines(tmp_path: Path) -> None:
    """Those that can be read and those that cannot, after quotes and line breaks too."""
    lines = '\n\narea,level,name\n1,county,"a\nb"\n\n2,county,x\n\n3,county\n4,q,\n'
    (tmp_path / "areas.csv").write_text(lines)
    assert {(f.row, f.rule.split()[0]) for f in register(tmp_path).findings} == {
        (1, "line"),
        (3, "too"),
        (4, "not"),
    }


def test_one_file_is_a_register(tmp_path: Path) -> None:
    """By its own name, or as a mapping file calls it; progress is shown on terminals only."""
    path = tmp_path / "areas.csv"
    path.write_text("area,level\n1,county\n")
    assert len(register(path, progress=True).table("areas")) == 1
    path = path.rename(tmp_path / "tree.csv")
    assert len(register(path, headers={"areas": {"files": ["tree.csv"]}}).table("areas")) == 1
    with pytest.raises(InvalidInputError, match="empty name"):
        register(path, headers={"areas": {"file": ""}})


def test_files_without_headers_are_refused(tmp_path: Path) -> None:
    """Blank lines alone, an empty sheet, a workbook without a table."""
    (tmp_path / "areas.csv").write_text("\n\n")
    with pytest.raises(UnreadableFileError, match="has no line of headers"):
        register(tmp_path)
    (tmp_path / "areas.csv").unlink()
    book = openpyxl.Workbook()
    book.save(tmp_path / "areas.xlsx")
    with pytest.raises(UnreadableFileError, match="is empty"):
        register(tmp_path)
    with pytest.raises(UnreadableFileError, match="no sheet is named like a table"):
        register(tmp_path / "areas.xlsx")


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    """Of a Parquet file nobody knows which is meant."""
    table = pa.table([pa.array(["1"])] * 2, names=["area", "area"])
    pq.write_table(table, tmp_path / "areas.parquet")
    with pytest.raises(UnreadableFileError, match=r"areas\.parquet"):
        register(tmp_path)


def test_an_encoding_may_be_told(tmp_path: Path, expected: Register) -> None:
    """Where it is known; one that Python does not know is refused."""
    for name, frame in frames().items():
        csv("gbk")(tmp_path, name, frame)
    same(register(tmp_path, encoding="gbk"), expected)
    with pytest.raises(DefinitionError, match="'gb' is not known"):
        register(tmp_path, encoding="gb")


def test_damaged_characters_are_found(tmp_path: Path) -> None:
    """One bad byte costs one row, not the file, nor the sense of all others."""
    text = "区域代码,级别,名称\n1,县,某县\n2,镇,某镇\n"
    (tmp_path / "areas.csv").write_bytes(text.encode().replace("某镇".encode(), b"\xe6\x9f"))
    found = register(tmp_path)
    assert found.findings.counts["damaged characters"] == 1
    assert found.table("areas").used.tolist() == [True, False]


@pytest.mark.parametrize("package", ["python_calamine", "pyreadstat"])
def test_a_missing_library_is_named(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the extra that brings it."""
    monkeypatch.setitem(__import__("sys").modules, package, None)
    (tmp_path / ("births.xlsx" if package == "python_calamine" else "births.dta")).write_bytes(b"x")
    with pytest.raises(MissingExtraError, match=r"pip install \"famplan\["):
        register(tmp_path)


def test_identity_numbers_without_their_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """A note says that they are not checked."""
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "famplan.readers.cells.identity.find_spec",
        lambda name: None if name == "stdnum" else find(name),
    )
    tables = small_register(persons={1: {"identity_number": "1"}})
    (note,) = register(tables).findings
    assert "are not checked" in note.rule
