"""``famplan assess`` reads, assesses, prints, and writes every form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from famplan.cli import main
from famplan.datasets import assessment_example

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> int:
    """Run the command and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def test_the_example_runs_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Six units, a line each; files follow ``--out``; a sanction is a finding."""
    names = ("sheet.html", "sheet.xlsx", "sheet.json", "sheet.md")
    out = [tmp_path / name for name in names]
    assert run("assess", "--example", "--language", "zh", "--out", *out) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[-4:] == [str(path) for path in out]
    assert len(printed) == 1 + 6 + 4
    assert printed[4].split() == [
        "Beigou",
        "北沟",
        "乡镇",
        "69.49%",
        "未达标",
        "未达标",
        "一票否决",
        "6项中3项",
        "2",
        "–",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert '<html lang="zh-Hans">' in out[0].read_text(encoding="utf-8")
    data = json.loads(out[2].read_text(encoding="utf-8"))
    assert data["units"][0]["what_if"]


def test_a_scheme_file_or_a_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One's own file, or one that comes with famplan; without a sanction the exit code is 0."""
    scheme, figures = assessment_example()
    assert run("assess", scheme, figures, "--year", 2013) == 1
    with_year = capsys.readouterr().out
    assert run("assess", "--example") == 1
    assert capsys.readouterr().out == with_year
    own = tmp_path / "figures.csv"
    own.write_text("unit,score\nThird office,98%\nFourth office,97.99%\n", encoding="utf-8")
    assert run("assess", "unit-s3-3", own, "--events") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[1][:5] == ["Third", "office", "98.00%", "Meets", "the"]
    assert rows[2][:4] == ["Fourth", "office", "97.99%", "Below"]
    assert run("assess", "unit-s3-3", own) == 1, "a serious problem is not ruled out"


def test_json_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but JSON on standard output."""
    out = tmp_path / "a.md"
    assert run("assess", "--example", "--format", "json", "--out", out) == 1
    printed = capsys.readouterr()
    assert len(json.loads(printed.out)["units"]) == 6
    assert printed.err.strip() == str(out)


def test_kinds_and_what_a_scheme_leaves_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Units that do not say their kind; arguments by name."""
    own = tmp_path / "figures.toml"
    text = '[[unit]]\nname = "A"\n[unit.figures]\nSRB = { value = "110:100", previous = "112:100", '
    own.write_text(f'{text}mean = "109:100", bound = "108:100" }}\n', encoding="utf-8")
    said = {
        "level_best": "100%",
        "level_worst": "80%",
        "progress_best": "5 pp",
        "progress_worst": "0 pp",
        "ratio_worst": "120:100",
        "ratio_progress_best": "5:100",
        "ratio_progress_worst": "0:100",
    }
    options = [word for name, value in said.items() for word in ("--say", f"{name}={value}")]
    assert run("assess", "hunan-2017", own, "--kind", "prefecture", *options) == 0
    assert "A" in capsys.readouterr().out
    assert run("assess", "hunan-2017", own, "--kind", "prefecture") == 3
    assert "ratio_worst" in capsys.readouterr().err


def test_the_report_of_a_register_is_assessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What ``famplan report`` wrote as JSON, by township."""
    row = {"indicator": "PCR", "area": "1", "value": 0.96, "definition": "married"}
    row |= {"numerator": 96.0, "denominator": 100.0}
    names = {"1": {"name": "East", "name_zh": "东"}}
    file = tmp_path / "report.json"
    file.write_text(json.dumps({"area_names": names, "areas": [row]}), encoding="utf-8")
    scheme = assessment_example()[0]
    options = ["--kind", "township", "--definition", "PCR=married", "--year", 2013]
    assert run("assess", scheme, file, *options) == 1
    assert capsys.readouterr().out.splitlines()[1].split()[:3] == ["East", "township", "100.00%"]


def test_schemes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """With windows, grades of their sources, and what is to be said."""
    assert run("assess", "--list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("dazhou-2010 ") and "[B]" in line for line in lines)
    assert any(line.startswith("hunan-2017") and "level_best" in line for line in lines)
    assert run("assess", "--list", "--on", "2010-06-01", "--format", "json") == 0
    found = {row["code"]: row for row in json.loads(capsys.readouterr().out)}
    assert "dazhou-2010" in found
    assert "hunan-2017" not in found
    assert found["dazhou-2010"]["since"] == "2010-01-01"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 3, "SCHEME: give a scheme and data, or --example, and not both"),
        (["--example", "x"], 3, "give a scheme and data, or --example"),
        (["unit-s3-3"], 3, "figures: no file is given; name one, as figures.csv"),
        (["unit-s3-3", "none.csv"], 3, "none.csv: there is no such file"),
        (["unit-s3-4", "none.csv"], 3, "unit-s3-4"),
        (["none.toml", "none.csv"], 3, "none.toml"),
        (["--example", "--level", "95"], 3, "--level: 95 is not between 0 and 1"),
        (["--example", "--out", "sheet.pdf"], 3, "sheet.pdf: ends in none of .html"),
        (["unit-s3-3", "x.csv", "--say", "level"], 3, "--say: 'level' is not NAME=VALUE"),
        (["--example", "--language", "fr"], 2, ""),
    ],
)
def test_faults_are_one_line(
    arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the exit code says of what sort."""
    assert run("assess", *arguments) == code
    assert message in capsys.readouterr().err


def test_every_fault_of_the_files_has_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is assessed before they are mended, and nothing is written."""
    own = tmp_path / "figures.csv"
    own.write_text("unit,score\n,98%\nFourth office,97.99 somehow!\n", encoding="utf-8")
    assert run("assess", "unit-s3-3", own, "--out", tmp_path / "sheet.html") == 3
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == [
        "figures.csv, row 2, unit",
        "figures.csv, row 3, value",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["figures.csv"]
