"""``famplan report`` writes every form of a report, in either language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from famplan.cli import main
from famplan.cli.report import period_before
from famplan.datasets.register import synthetic_register
from famplan.model import Period

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small register on disk."""
    place = tmp_path_factory.mktemp("registers") / "county"
    synthetic_register(4000, seed=7, areas=3).write(place)
    return place


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a file and a folder in the way."""
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> int:
    """Run the command and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def test_it_writes_every_form(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in the README: files follow ``--out`` one after the other."""
    names = ("report.html", "report.xlsx", "report.json", "report.md")
    out = [tmp_path / name for name in names]
    code = run(
        "report",
        folder,
        "--period",
        "2013H1",
        "--by",
        "township",
        "--language",
        "zh",
        "--out",
        *out,
    )
    assert code in (0, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    printed = capsys.readouterr()
    assert printed.out.split() == [str(path) for path in out]
    assert "rows" in printed.err
    assert '<html lang="zh-Hans">' in out[0].read_text(encoding="utf-8")
    data = json.loads(out[2].read_text(encoding="utf-8"))
    assert [one["period"] for one in data["earlier"]] == ["2012H2"]
    for table in data["quality"]["tables"]:
        assert table["read"] == table["used"] + table["set_aside"]


def test_running_again_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """JSON and workbook: same input, same version, same file."""
    first, second = ([tmp_path / f"{n}.json", tmp_path / f"{n}.xlsx"] for n in "ab")
    for out in (first, second):
        run("report", folder, "--period", "2013", "--back", 0, "--out", *out)
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_it_compares_with_what_it_is_told(folder: Path, tmp_path: Path) -> None:
    """The same half of the year before, or several periods back."""
    out = tmp_path / "a.json"
    options = ["--minimum-stay", 6, "--uptake-days", 180, "--hide-below", 3]
    run("report", "--out", out, folder, "--period", "2013H1", "--compare", "2012H1", *options)
    data = json.loads(out.read_text(encoding="utf-8"))
    assert [one["period"] for one in data["earlier"]] == ["2012H1"]
    assert data["hide_below"] == 3
    run("report", folder, "--period", "2013", "--back", 2, "--out", out)
    data = json.loads(out.read_text(encoding="utf-8"))
    assert [one["period"] for one in data["earlier"]] == ["2011", "2012"]


def test_rows_with_errors_are_set_aside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder of the office's own, never in the report; the exit code says so."""
    place = tmp_path / "county"
    synthetic_register(1000, seed=7, areas=2).write(place)
    births = place / "births.csv"
    text = births.read_text(encoding="utf-8").splitlines()
    births.write_text("\n".join([*text, ",".join("x" for _ in text[0].split(","))]) + "\n")
    aside, out = tmp_path / "aside", tmp_path / "a.json"
    assert run("report", place, "--period", "2013", "--out", out, "--set-aside", aside) == 1
    assert "rows set aside" in capsys.readouterr().err
    assert (aside / "births.csv").exists()
    tables = {one["table"]: one for one in json.loads(out.read_text())["quality"]["tables"]}
    assert tables["births"]["set_aside"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--period", "2013H3", "--out", "a.html"], "half: 3 is none of 1 to 2"),
        (["--period", "2013", "--out", "a.pdf"], "ends in none of"),
        (
            ["--period", "2013", "--compare", "2014", "--out", "a.md"],
            "--compare: 2014 does not start before 2013",
        ),
        (["--period", "2013", "--by", "street", "--out", "a.md"], "'street' is none of"),
        (["--period", "", "--out", "a.md"], "period: '' is not a period"),
        (["--period", "2013", "--scope", "moon", "--out", "a.md"], "scope: 'moon' is none of"),
        (["--period", "2013", "--at", "nowhere", "--out", "a.md"], "no area is called 'nowhere'"),
        (["--period", "2013", "--out", "a"], "a: ends in none of .html, .xlsx, .json, .md"),
        (["--period", "2013", "--out", "a.md", "b.pdf"], "b.pdf: ends in none of"),
        (["--period", "2013", "--out", "a.md", "./a.md"], "a.md: is given twice"),
        (["--period", "2013", "--out", "a.md", "none/b.md"], "none/b.md: cannot be written: no"),
        (["--period", "2013", "--out", "a.md", "folder.md"], "folder.md: cannot be written: it"),
        (["--period", "2013", "--out", "a.md", "--set-aside", "file"], "file: cannot be written"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    folder: Path,
    here: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """And nothing is written."""
    assert run("report", folder, *arguments) == 3
    assert message in capsys.readouterr().err
    assert sorted(path.name for path in here.iterdir()) == ["file", "folder.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "a.md"], "Missing option '--period'"),
        (["--period", "2013"], "Missing option '--out'"),
        (["--period", "2013", "--language", "fr", "--out", "a.md"], "'fr' is not one of"),
    ],
)
def test_what_is_missing_is_named(
    folder: Path,
    here: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """By the parser of options."""
    assert run("report", folder, *arguments) == 2
    assert message in " ".join(capsys.readouterr().err.split())
    assert sorted(path.name for path in here.iterdir()) == ["file", "folder.md"]


def test_tables_without_rows_make_no_report(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Headers alone are not a county."""
    empty = tmp_path / "empty"
    empty.mkdir()
    for table in folder.glob("*.csv"):
        header = table.read_text(encoding="utf-8").splitlines()[0]
        (empty / table.name).write_text(f"{header}\n", encoding="utf-8")
    assert run("report", empty, "--period", "2013", "--out", tmp_path / "a.md") == 3
    assert "its tables have no rows" in capsys.readouterr().err
    assert not (tmp_path / "a.md").exists()


def test_a_register_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither a workbook that is read nor a table in the folder."""
    book = tmp_path / "county.xlsx"
    book.write_bytes(b"rows of an office")
    assert run("report", book, "--period", "2013", "--out", book) == 3
    table = tmp_path / "births.xlsx"
    assert run("report", tmp_path, "--period", "2013", "--out", table) == 3
    assert capsys.readouterr().err.count("is a file of the register that is to be read") == 2
    assert book.read_bytes() == b"rows of an office"


def test_a_period_without_events_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Perhaps another year was meant."""
    assert run("report", folder, "--period", "2040", "--out", tmp_path / "a.md") in (0, 1)
    assert "2040: no birth and no death of the register is in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2013", "2012"),
        ("2013H1", "2012H2"),
        ("2013Q3", "2013Q2"),
        ("2013-01", "2012-12"),
        ("SY2013", "SY2012"),
        ("SY2013H1", "SY2012H2"),
        ("SY2013Q2", "SY2013Q1"),
        ("SY2013Q1", "SY2012Q4"),
        ("2013-01-01/2013-05-01", "2012-09-01/2013-01-01"),
        ("2013-01-10/2013-01-20", "2012-12-31/2013-01-10"),
    ],
)
def test_the_period_before_ends_where_one_starts(period: str, before: str) -> None:
    """Of the same kind, with a name of the same kind."""
    found = period_before(Period.parse(period))
    assert found == Period.parse(before)
    assert found.label == before


def test_the_demo_writes_a_county_and_its_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make demo` leaves a page, a workbook, JSON and pictures, and says where."""
    assert run("demo", "--out", tmp_path / "demo") == 0
    told = capsys.readouterr().out
    for name in ("report.html", "report.xlsx", "report.json", "pyramid.png", "fertility.png"):
        assert (tmp_path / "demo" / name).stat().st_size
        assert name in told
    assert (tmp_path / "demo" / "county" / "births.parquet").exists()
