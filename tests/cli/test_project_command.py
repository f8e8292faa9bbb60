"""``famplan project``: what people, programs and the shell are told."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from famplan.cli.app import app
from famplan.datasets import projection_example
from famplan.errors import FamplanError

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = ["project", "--example", "--to", "2040"]


def run(*arguments: str) -> tuple[int, str]:
    """Run the command in this process."""
    result = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    return result.exit_code, result.output


def test_the_example_prints_a_table() -> None:
    """A line for each year, with the assumptions above it."""
    code, text = run(*EXAMPLE)
    assert code == 0
    lines = text.splitlines()
    assert lines[0] == "China from 2020: an example, not a forecast"
    assert "fertility linear to a TFR of 1.4 by 2050" in lines[1]
    assert lines[-1] == "persons who are born, die or move: of the 5 years that end then"
    assert [line.split()[0] for line in lines[2:-1]] == [
        "year",
        "2020",
        "2025",
        "2030",
        "2035",
        "2040",
    ]
    assert lines[3].split()[1:4] == ["1,426,109,000", "–", "–"]


def test_figures_can_be_chosen() -> None:
    """By their names, in any case; each at the scale that its field publishes."""
    _, text = run(*EXAMPLE, "--figure", "median_age", "--figure", "CBR")
    header, first, second = text.splitlines()[2:5]
    assert header.split() == ["year", "MEDIAN_AGE", "CBR"]
    assert first.split()[1:] == ["38.53", "–"]
    assert second.split()[2].endswith("‰")


def test_a_crossed_bound_warns_and_ends_with_one() -> None:
    """With the year; a bound that holds ends with zero."""
    code, text = run(*EXAMPLE, "--bound", "population>=1400000000")
    assert code == 1
    assert "warning: population at least 1,400,000,000 is crossed in 2035 (" in text
    assert run(*EXAMPLE, "--bound", "population<=1500000000")[0] == 0


def test_paths_give_the_probability_with_its_error(tmp_path: Path) -> None:
    """And the fan goes into the file; the same seed gives the same."""
    out = tmp_path / "fan.json"
    options = ("--paths", "200", "--seed", "7", "--bound", "TFR<=1.4", "--out", str(out))
    code, text = run(*EXAMPLE, *options)
    assert code == 0
    assert "TFR at most 1.4: crossed by 2040 with probability" in text
    assert "(Monte Carlo 0." in text
    content = json.loads(out.read_text(encoding="utf-8"))
    assert content["paths"] == 200
    assert content["seed"] == 7
    assert {row["measure"] for row in content["fan"]} >= {"population", "CBR"}
    assert content["bounds"][-1]["year"] == 2040
    assert content["assumptions"]["migration"] == "none"
    before = out.read_bytes()
    run(*EXAMPLE, *options)
    assert out.read_bytes() == before


@pytest.mark.parametrize("drawn", [(), ("--paths", "20", "--seed", "1")])
def test_csv_has_a_row_for_each_year(tmp_path: Path, drawn: tuple[str, ...]) -> None:
    """Of the projection, or of each figure's fan."""
    out = tmp_path / "out.csv"
    run(*EXAMPLE, "--figure", "population", "--out", str(out), *drawn)
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["year"] for row in rows] == ["2020", "2025", "2030", "2035", "2040"]
    assert ("q0.5" in rows[0]) == bool(drawn)


def test_without_a_fan_json_has_records_alone(tmp_path: Path) -> None:
    """Unknown flows of the first year are null."""
    out = tmp_path / "out.json"
    run(*EXAMPLE, "--out", str(out))
    content = json.loads(out.read_text(encoding="utf-8"))
    assert content["records"][0]["births"] is None
    assert "fan" not in content


def test_files_of_areas_print_the_area(tmp_path: Path) -> None:
    """Copies of the example's files, two areas of them."""
    for file in projection_example():
        text = file.read_text(encoding="utf-8")
        if file.name == "population.csv":
            head, *rows = [line for line in text.splitlines() if not line.startswith("#")]
            rows = [f"{area},{row}" for area in ("east", "west") for row in rows]
            text = "\n".join([f"area,{head}", *rows])
        (tmp_path / file.name).write_text(text.replace("title =", "# "), encoding="utf-8")
    code, text = run("project", *map(str, sorted(tmp_path.iterdir())), "--to", "2030")
    assert code == 0
    assert [line.split()[:2] for line in text.splitlines()[1:-1]] == [
        ["area", "year"],
        *([area, year] for area in ("east", "west") for year in ("2020", "2025", "2030")),
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--to", "2040"], "give files, or --example, and not both"),
        (["--example", "plan.toml", "--to", "2040"], "give files, or --example, and not both"),
        (["--example", "--to", "2040", "--paths", "5"], "--seed: is missing"),
        (["--example", "--to", "2040", "--out", "a.xlsx"], "'.xlsx' is none of .csv, .json"),
        (["--example", "--to", "2041"], "--to: 2041 is not one or more steps of 5 years"),
        (["--example", "--to", "2040", "--bound", "CBR<=12"], "give 0.012, or 12‰ in a text"),
        (
            ["--example", "--to", "2040", "--bound", "TFR<=1", "--bound", "TFR>=2"],
            "TFR at least 2 and at most 1: no path can keep to both",
        ),
        (["--example", "--to", "2040", "--bound", "many"], "'many' is no bound"),
        (["--example", "--to", "2040", "--figure", "CBX"], "did you mean CBR"),
    ],
)
def test_wrong_options_are_told(options: list[str], told: str) -> None:
    """Before anything is written."""
    with pytest.raises(FamplanError, match=told):
        run("project", *options)


def test_what_goes_wrong_on_the_way_keeps_its_name(tmp_path: Path) -> None:
    """A target that nothing reaches is no fault of --to."""
    for file in projection_example():
        text = file.read_text(encoding="utf-8").replace("male = 80.0", "male = 0.5")
        text = text.replace("by = 2050", "by = 2022")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(FamplanError, match="target: no change of the rates gives"):
        run("project", *map(str, sorted(tmp_path.iterdir())), "--to", "2050")


def test_the_shell_is_told_every_fault_in_a_line_each(tmp_path: Path) -> None:
    """Exit code 3, no traceback."""
    plan = tmp_path / "plan.toml"
    plan.write_text('start = "x"\n')
    code = f"from famplan.cli import main; main(['project', {str(plan)!r}, '--to', '2030'])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        "famplan: plan.toml, start: 'x' is no year",
        "famplan: plan.toml, sex_ratio_at_birth: is missing; write it: a number",
        "famplan: plan.toml: no population in any table",
        "famplan: plan.toml: no fertility_rate in any table",
        "famplan: plan.toml: no death_rate or survival in any table",
    ]
