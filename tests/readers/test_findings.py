"""Findings: all of them, counted, located, written; no one's name among them."""

from __future__ import annotations

import csv
import json
import re
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from small_register import small_register

from famplan.errors import DefinitionError, InvalidInputError, UnreadableFileError
from famplan.readers import Severity, register
from famplan.readers.findings import FIELDS, SHOWN

if TYPE_CHECKING:
    from pathlib import Path

PERSONS = (
    "person,sex,birth,area,identity_number,remark\n"
    "1,female,1970-03-01,320101,110101197003010022,张三\n"
    "2,张三,1968-05-01,320101,11010119680501003X,\n"
    "3,male\n"
    "4,femal,2000-13-29,320101,,\n"
    ",male,1960-01-01,320101,,\n"
    "5,male,李四,320101,,\n"
    "1,male,1960-01-01,320101,,\n"
    "6,male,1960-01-01,9,,\n"
    "7,male,1960-01-01,320101,110101196001010033,1,2\n"
)
AREAS = "area,level\n320101,village\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register with many faults."""
    (tmp_path / "persons.csv").write_text(PERSONS, encoding="utf-8")
    (tmp_path / "areas.csv").write_text(AREAS, encoding="utf-8")
    return tmp_path


def test_every_fault_has_its_row(folder: Path) -> None:
    """Rows are counted as they stand in the file, lines that cannot be read included."""
    found = register(folder)
    errors = {(f.row, f.column, f.rule) for f in found.findings if f.severity is Severity.ERROR}
    assert errors == {
        (2, "sex", "not a word of the list"),
        (3, "", "too many or too few cells in the line"),
        (4, "sex", "not a word of the list"),
        (4, "birth", "not a date"),
        (5, "person", "no value where one is needed"),
        (6, "birth", "not a date"),
        (7, "person", "key of an earlier row"),
        (8, "area", "leads to no row of the other table"),
        (9, "", "too many or too few cells in the line"),
    }
    total = found.totals[1]
    assert (total.table, total.read, total.used, total.set_aside) == ("persons", 9, 1, 8)


def test_counts_tables_csv_and_json_agree(folder: Path) -> None:
    """One set of findings, four ways to have it."""
    findings = register(folder).findings
    table = pd.DataFrame(findings.table())
    assert tuple(table.columns) == FIELDS
    assert len(table) == len(findings) == sum(findings.counts.values())
    assert table["rule"].value_counts().to_dict() == findings.counts
    path = findings.to_csv(folder / "findings.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == table.astype(str).to_dict("records")
    told = json.loads(findings.to_json())
    assert sum(group["count"] for group in told["findings"]) == len(findings)
    assert told["findings"] == findings.to_dicts()
    assert told["severities"] == findings.by_severity()
    listed = sum(len(rows) for group in told["findings"] for rows in group["rows"].values())
    assert listed == len(table[table["row"] > 0])
    assert repr(findings).startswith("9 errors, ")
    assert all(re.search(rf"{re.escape(rule)}: \d", repr(findings)) for rule in findings.counts)


def test_no_name_and_no_number_of_a_person_is_shown(folder: Path) -> None:
    """Not in a table, a text, JSON, or the columns in memory."""
    found = register(folder)
    shown = found.findings.to_json() + repr(found) + str(found.findings.table())
    for private in ("张三", "李四", "11010119"):
        assert private not in shown
    assert "femal" in shown
    assert "2000-13-29" in shown
    assert "identity_number" not in found.table("persons").columns


def test_identity_numbers_are_compared_with_the_row(folder: Path) -> None:
    """Sex, birth, and the number itself."""
    good = "360426199101010071"
    rows = [
        (good, "male", "1991-01-01"),
        (good, "female", "1991-01-02"),
        (good[:-1] + "2", "male", ""),
    ]
    lines = [f"{n},{s},{b or '1991-01-01'},320101,{i}" for n, (i, s, b) in enumerate(rows)]
    header = "person,sex,birth,area,身份证号"
    (folder / "persons.csv").write_text("\n".join([header, *lines]), encoding="utf-8")
    found = register(folder).findings
    assert {(f.row, f.rule) for f in found} == {
        (2, "identity number disagrees with the date of birth"),
        (2, "identity number disagrees with the sex"),
        (2, "identity number of an earlier row"),
        (3, "identity number is not valid"),
    }
    assert found.by_severity()["error"] == 0


def test_rows_set_aside_keep_their_cells(folder: Path) -> None:
    """Every one of them, with its reasons, but for the identity number; for the owner alone."""
    found = register(folder)
    (path,) = found.write_set_aside(folder / "aside")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["file", "row", "reasons", "person", "sex", "birth", "area", "remark"]
    rows = {int(line[1]): line for line in lines[1:]}
    assert sorted(rows) == [2, 3, 4, 5, 6, 7, 8, 9]
    assert rows[2][3:7] == ["2", "张三", "1968-05-01", "320101"]
    assert rows[4][2] == "sex: not a word of the list; birth: not a date"
    assert rows[3][2:] == ["too many or too few cells in the line", "3,male"]
    assert "110101196001010033" not in path.read_text(encoding="utf-8")


def test_one_identity_number_in_two_rows_is_found_and_not_kept(tmp_path: Path) -> None:
    """Across files, in either length and any writing; no number is in what is kept."""
    header = "person,sex,birth,area,identity_number\n"
    first = "1,male,1991-01-01,1,360426199101010071\n2,male,1991-01-01,1,36042619910101\n"
    (tmp_path / "persons").mkdir()
    (tmp_path / "persons" / "a.csv").write_text(header + first + "bad\n")
    (tmp_path / "persons" / "b.csv").write_text("person,sex,birth,area\n3,male,1991-01-01,1\n")
    (tmp_path / "persons" / "c.csv").write_text(header + "4,male,1991-01-01,1,360426910101007\n")
    found = register(tmp_path)
    again = [f for f in found.findings if f.rule == "identity number of an earlier row"]
    assert [(f.file, f.row, f.value, f.severity) for f in again] == [
        ("persons/c.csv", 1, "", Severity.WARNING)
    ]
    assert len(found.table("persons")) == 4
    kept = repr(found) + found.findings.to_json() + str(dict(found.table("persons").columns))
    assert "910101007" not in kept


def test_no_identity_number_is_set_aside_in_any_column_or_line(tmp_path: Path) -> None:
    """Neither of a second such column, nor of another table, nor of a line that is broken."""
    (tmp_path / "persons.csv").write_text(
        "person,sex,birth,area,identity_number,身份证号,remark\n"
        "1,male,x,1,11010519491231002X,1101051949123100,ID 110105 19491231 002X\n"
        "2,male,1990-01-01,1,11010519491231002\n"
        "3,male,x,1,,,１１０１０５１９４９１２３１００２Ｘ\n"
    )
    (tmp_path / "couples.csv").write_text(
        "couple,wife,husband,married,女方身份证号\n1,1,2,x,11010519491231002\n"
    )
    paths = register(tmp_path).write_set_aside(tmp_path / "aside")
    texts = [path.read_text(encoding="utf-8-sig") for path in paths]
    assert [path.name for path in paths] == ["persons.csv", "couples.csv"]
    assert not any(re.search(r"19491231", text) or "４９" in text for text in texts)
    assert texts[0].count("(identity number)") == 3


def test_every_cell_is_set_aside_whatever_its_header(tmp_path: Path) -> None:
    """Columns of one name are columns each: a title above the headers loses no cell."""
    (tmp_path / "areas.csv").write_text("某县,,\n区域代码,级别,名称\n1,县,x\n", encoding="utf-8")
    (path,) = register(tmp_path).write_set_aside(tmp_path / "aside")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert [line[3:] for line in lines] == [
        ["某县", "", ""],
        ["区域代码", "级别", "名称"],
        ["1", "县", "x"],
    ]


def test_what_is_set_aside_overwrites_no_file_of_the_office(tmp_path: Path) -> None:
    """Not the register itself, and nothing else; its own files of before it does."""
    source = tmp_path / "county"
    source.mkdir()
    (source / "areas.csv").write_text("area,level\n1,county\n2,x\n")
    before = (source / "areas.csv").read_bytes()
    with pytest.raises(InvalidInputError, match="is the folder of the register"):
        register(source).write_set_aside(source)
    with pytest.raises(InvalidInputError, match="is the folder of the register"):
        register(source / "areas.csv").write_set_aside(source)
    with pytest.raises(InvalidInputError, match="holds no rows that were set aside"):
        register({"areas": source / "areas.csv"}).write_set_aside(source)
    assert (source / "areas.csv").read_bytes() == before
    (path,) = register(source).write_set_aside(tmp_path / "aside")
    assert register(source).write_set_aside(tmp_path / "aside") == [path]
    (source / "areas.csv").write_text("area,level\n1,county\n")
    assert register(source).write_set_aside(tmp_path / "aside") == []
    assert not path.exists()  # it would say that there still are such rows


KILLED = """
import os, sys
from famplan.readers import register, set_aside
found = register(sys.argv[1])
masked, seen = set_aside._masked, []
def dying(text):
    seen.append(text)
    if len(seen) == 40:
        os.kill(os.getpid(), 9)
    return masked(text)
set_aside._masked = dying
found.write_set_aside(sys.argv[2])
"""


def test_a_run_that_is_killed_leaves_the_old_rows_or_the_new(tmp_path: Path) -> None:
    """Never half of them, and another run goes through."""
    source = tmp_path / "county"
    source.mkdir()
    lines = "".join(f"{row},x\n" for row in range(50))
    (source / "areas.csv").write_text(f"area,level\n{lines}")
    (path,) = register(source).write_set_aside(tmp_path / "aside")
    before = path.read_bytes()
    command = [sys.executable, "-c", KILLED, str(source), str(path.parent)]
    assert subprocess.run(command, check=False).returncode == -9
    assert path.read_bytes() == before
    assert register(source).write_set_aside(path.parent) == [path]
    assert path.read_bytes() == before


def test_what_leads_to_a_row_set_aside_is_told() -> None:
    """The row is used; what the other would have said is unknown to it."""
    found = register(small_register(persons={1: {"birth": "19700231"}}))
    told = {(f.table, f.column) for f in found.findings if f.rule.startswith("leads to a row that")}
    assert told == {
        ("couples", "wife"),
        ("births", "mother"),
        ("method_use", "person"),
        ("benefit_payments", "person"),
    }
    assert len(found.table("births")) == 2


def test_set_aside_of_frames_and_of_a_changed_file(folder: Path) -> None:
    """Frames are sliced again; a file that is another by now is refused."""
    tables = small_register(births={21: {"reported": "1990-01-01"}})
    (path,) = register(tables).write_set_aside(folder / "aside")
    assert "reported before it occurred" in path.read_text(encoding="utf-8")
    found = register(folder)
    (folder / "persons.csv").write_text(PERSONS + "8,male,1960-01-01,320101,,\n")
    with pytest.raises(UnreadableFileError, match="has changed"):
        found.write_set_aside(folder / "new")
    assert list((folder / "new").iterdir()) == []
    with pytest.raises(InvalidInputError, match="cannot be written"):
        found.write_set_aside(folder / "persons.csv")
    with pytest.raises(InvalidInputError, match="cannot be written"):
        found.findings.to_csv(folder / "nowhere" / "findings.csv")


def test_columns_that_are_missing_or_unknown(tmp_path: Path) -> None:
    """Without one that every row must fill no row is right; any other is unknown."""
    (tmp_path / "areas.csv").write_text("area,level,level,farbe\n1,county,x,rot\n")
    (tmp_path / "births.csv").write_text("birth,occurred,area\n1,2012-01-01,1\n")
    (tmp_path / "deaths.csv").write_text("death,person,area\n1,7,1\n")
    found = register(tmp_path)
    told = {(f.table, f.column, f.severity, f.row) for f in found.findings}
    assert told == {
        ("areas", "level", Severity.WARNING, 0),
        ("areas", "farbe", Severity.NOTE, 0),
        ("births", "mother", Severity.WARNING, 0),
        ("births", "sex", Severity.WARNING, 0),
        ("deaths", "occurred", Severity.ERROR, 1),
        ("persons", "", Severity.NOTE, 0),
    }
    assert [len(found.table(name)) for name in ("births", "deaths")] == [1, 0]
    assert found.table("births").array("sex").tolist() == [-1]


def test_a_file_without_headers_shows_none_of_its_cells(tmp_path: Path) -> None:
    """Its first row may be someone's."""
    (tmp_path / "persons.csv").write_text("1,张三,女,19700301\n2,李四,男,19680501\n")
    found = register(tmp_path)
    assert "张三" not in found.findings.to_json()
    assert (found.totals[0].read, found.totals[0].set_aside) == (1, 1)


def test_people_of_a_table_that_is_not_there_are_still_told_apart() -> None:
    """Two births of one mother are hers, though nothing else is known of her."""
    births = small_register()["births"] | {"mother": ["M", "M"]}
    found = register({"births": births})
    assert len(set(found.table("births").array("mother").tolist())) == 1
    assert (len(found.table("persons")), found.totals[0].table) == (0, "births")
    with pytest.raises(DefinitionError, match="'people' is none of"):
        found.table("people")


def test_texts_of_a_rule_are_kept_for_the_first_only() -> None:
    """Its rows all."""
    rows = SHOWN + 500
    births = {"birth": range(rows), "occurred": ["2012-02-30"] * rows, "mother": [None] * rows}
    (group,) = [
        group
        for group in register({"births": births}).findings.groups
        if group.severity is Severity.ERROR
    ]
    assert (len(group), len(group.values)) == (rows, SHOWN)


MILLION = """
import re, sys
from pathlib import Path
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
from famplan.readers import register
import pyarrow.csv, pyarrow.compute, pyarrow.dataset
before = peak()
found = register(sys.argv[1])
found.findings.to_csv(sys.argv[1] + "/../findings.csv")
print(found.findings.by_severity()["error"], found.totals[-1].set_aside, peak() - before)
"""


def test_a_million_faulty_cells_stay_within_bounded_memory(tmp_path: Path) -> None:
    """All of them are found and written, each another text; a fault costs bytes, not objects."""
    folder = tmp_path / "county"
    folder.mkdir()
    rows = 250_000
    numbers = np.arange(rows)
    lines = [f"{n},x{n},{n}x,2012-13-{n},a{n},2" for n in numbers.tolist()]
    header = "birth,sex,occurred,reported,order,mother\n"
    (folder / "births.csv").write_text(header + "\n".join(lines))
    (folder / "persons.csv").write_text("person,sex,birth,area\n2,female,1980-01-01,\n")
    done = subprocess.run(
        [sys.executable, "-c", MILLION, str(folder)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    errors, aside, megabytes = done.stdout.split()
    assert (int(errors), int(aside)) == (3 * rows + 1, rows)
    assert float(megabytes) < 300
    with (tmp_path / "findings.csv").open(encoding="utf-8") as file:
        assert sum(1 for _ in file) > 4 * rows
