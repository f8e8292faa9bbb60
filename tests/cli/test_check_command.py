"""``famplan check``: a register's faults for people, programs and the shell."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from small_register import small_register
from typer.testing import CliRunner

from famplan.cli import main
from famplan.cli.app import app
from famplan.datasets import synthetic_register
from famplan.readers import register

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register with one error and one warning."""
    path = tmp_path / "county"
    path.mkdir()
    changes = {21: {"reported": "1995-06-01"}, 22: {"order": 1}}
    for name, columns in small_register(births=changes).items():
        pd.DataFrame(columns).to_csv(path / f"{name}.csv", index=False)
    return path


def check(*arguments: object) -> Result:
    """Run ``famplan check`` in this process."""
    return CliRunner().invoke(app, ["check", *map(str, arguments)], catch_exceptions=False)


def test_text_json_and_csv_are_what_the_library_gives(folder: Path) -> None:
    """The same findings, and exit code 1."""
    findings = register(folder).findings
    results = {form: check(folder, "--format", form) for form in ("text", "json", "csv")}
    assert {result.exit_code for result in results.values()} == {1}
    assert results["text"].stdout == f"{findings!r}\n"
    assert results["json"].stdout == f"{findings.to_json()}\n"
    rows = list(csv.DictReader(io.StringIO(results["csv"].stdout)))
    assert [row["rule"] for row in rows] == [finding.rule for finding in findings]


@pytest.mark.parametrize("ending", ["csv", "json", "txt"])
def test_files_are_written_as_their_ending_says(folder: Path, tmp_path: Path, ending: str) -> None:
    """And a summary is printed."""
    out = tmp_path / f"findings.{ending}"
    result = check(folder, "--out", out)
    assert result.stdout.startswith("1 error, 1 warning")
    text = out.read_text(encoding="utf-8")
    assert "reported before it occurred" in text
    if ending == "json":
        assert json.loads(text)["severities"]["error"] == 1


def test_rows_are_set_aside_where_one_says(folder: Path, tmp_path: Path) -> None:
    """A file for each table, named on standard error."""
    result = check(folder, "--set-aside", tmp_path / "aside")
    (path,) = (tmp_path / "aside").iterdir()
    assert path.name == "births.csv"
    assert str(path) in result.stderr


def test_a_sound_register_ends_with_0(tmp_path: Path) -> None:
    """Read through a mapping file and in an encoding that is told."""
    text = "代码,级\n1,县\n"
    (tmp_path / "areas.csv").write_bytes(text.encode("gbk"))
    (tmp_path / "own.toml").write_text(
        '[areas.columns]\n"代码" = "area"\n"级" = "level"\n', encoding="utf-8"
    )
    result = check(tmp_path, "--headers", tmp_path / "own.toml", "--encoding", "gbk")
    assert result.exit_code == 0
    assert "0 errors" in result.stdout


def test_a_synthetic_county_has_nothing_to_tell(tmp_path: Path) -> None:
    """Neither of its rows nor of the note and the truth beside them."""
    synthetic_register(2_000, seed=3, areas=2).write(tmp_path / "county", format="csv")
    result = check(tmp_path / "county")
    assert result.stdout.startswith("0 errors, 0 warnings, 0 notes in ")
    assert result.stdout.count("\n") == 1
    assert result.exit_code == 0


def test_rows_are_not_set_aside_over_the_register_itself(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files stay as they are; one line says where not to write."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(SystemExit) as ended:
        main(["check", str(folder), "--set-aside", str(folder)])
    assert ended.value.code == 3
    assert "is the folder of the register" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 3, "famplan: nowhere: there is no such file or folder\n"),
        ([".", "--format", "xml"], 3, "'xml' is none of text, json, csv"),
        ([".", "--nonsense"], 2, "nonsense"),
    ],
)
def test_wrong_use_is_one_line(
    arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, with the exit code of its kind."""
    with pytest.raises(SystemExit) as ended:
        main(["check", *arguments])
    assert ended.value.code == code
    assert message in capsys.readouterr().err
