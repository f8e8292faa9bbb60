"""``famplan rates``: fertility from survey files, for people, programs and the shell."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import famplan as fp
from famplan.cli import main
from famplan.cli.app import app
from famplan.cli.lists import one_each
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A survey of 2,000 women."""
    path = tmp_path_factory.mktemp("survey") / "women.parquet"
    survey = fp.datasets.synthetic_survey(2_000, seed=1)
    pd.DataFrame(survey.columns).to_parquet(path)
    return path


def rates(*arguments: object) -> Result:
    """Run ``famplan rates`` in this process."""
    return CliRunner().invoke(app, ["rates", *map(str, arguments)], catch_exceptions=False)


def test_json_is_what_the_library_gives(file: Path) -> None:
    """Programs get the records of the library, per one, unknown as null."""
    result = rates(file, "--by", "v025", "--indicator", "TFR", "ASFR", "--format", "json")
    assert result.exit_code == 0
    table = fp.tabulate.birth_history(file, by="v025").estimate("TFR", "ASFR")
    assert result.stdout == f"{table.to_json()}\n"
    assert {row["indicator"] for row in json.loads(result.stdout)} == {"TFR", "ASFR"}


def test_csv_and_text(file: Path) -> None:
    """Spreadsheets get lines per one; people get the published scale."""
    lines = rates(file, "--indicator", "GFR", "--definition", "15-49", "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(lines))
    assert (row["indicator"], row["definition"], row["per"]) == ("GFR", "15-49", "1000")
    text = rates(file, "--indicator", "GFR", "--definition", "15-49").stdout
    assert f"{float(row['value']) * 1000:.1f}" in text


def test_a_definition_of_contraception(tmp_path: Path) -> None:
    """Whose methods are modern; what is allowed is named."""
    path = tmp_path / "users.parquet"
    pd.DataFrame(dict(fp.datasets.synthetic_contraception(500, seed=2).columns)).to_parquet(path)
    text = rates(path, "--indicator", "mCPR", "--definition", "product", "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(text))
    own = fp.tabulate.contraception(path).estimate("MCPR", definition="product")
    assert (float(row["value"]), row["definition"]) == (own.column("value")[0], "product")
    with pytest.raises(DefinitionError, match="MCPR has dhs, fp2030, mics, who, product"):
        rates(path, "--indicator", "mCPR", "--definition", "mine")


def test_options_reach_the_library(file: Path) -> None:
    """Window, end, level and thresholds do what the arguments of the same names do."""
    result = rates(
        file, "--window", 12, "--ending", "2015-06", "--level", 0.9, "--hide-below", 1e9,
        "--format", "json",
    )  # fmt: skip
    tally = fp.tabulate.birth_history(file, window=12, ending="2015-06")
    table = tally.estimate(level=0.9).suppress(hide_below=1e9)
    assert result.stdout == f"{table.to_json()}\n"
    assert json.loads(result.stdout)[0]["mark"] == "hidden"


def test_several_files_are_added_up(file: Path, tmp_path: Path) -> None:
    """Two halves of a survey give the figures of the whole."""
    women = pd.read_parquet(file)
    halves = tmp_path / "a.parquet", tmp_path / "b.csv"
    women[::2].to_parquet(halves[0])
    women[1::2].to_csv(halves[1], index=False)
    whole = json.loads(rates(file, "--format", "json").stdout)[0]
    parts = json.loads(rates(*halves, "--format", "json").stdout)[0]
    assert parts["value"] == pytest.approx(whole["value"], rel=1e-12)
    assert parts["se"] == pytest.approx(whole["se"], rel=1e-12)


def test_every_measure_of_the_file_in_one_call(file: Path, tmp_path: Path) -> None:
    """Rates, mean ages, children ever born and, with the households, births per head."""
    members = tmp_path / "members.csv"
    people = {"hv005": 1_000_000, "hv103": 1, "hv104": [2, 1] * 500, "hv105": [20, 40] * 500}
    pd.DataFrame(people).assign(hv025=[1, 1, 2, 2] * 250).to_csv(members, index=False)
    codes = ["TFR", "MAB", "CBR", "ABR_10_14", "TFR_ORDER", "CHILDLESS", "MEDIAN_AFB"]
    result = rates(
        file, "--by", "v025", "--indicator", *codes, "--population", members, "--format", "json"
    )
    assert result.exit_code == 0
    records = json.loads(result.stdout)
    assert list(dict.fromkeys(record["indicator"] for record in records)) == codes
    assert {record["v025"] for record in records} == {1, 2}
    own = fp.tabulate.mean_age_at_birth(fp.tabulate.birth_history(file, by="v025"))
    found = [record["value"] for record in records if record["indicator"] == "MAB"]
    assert found == own.column("value")


def test_notes_reach_those_who_read_no_text(file: Path) -> None:
    """Ages that are incomplete: below the table, or on standard error beside JSON."""
    past = "--indicator", "GFR", "--window", 60, "--before", 60
    assert "ages 40–44 are incomplete" in rates(file, *past).stdout
    result = rates(file, *past, "--format", "json")
    assert result.exit_code == 0
    assert result.stderr.startswith("famplan: ages 40–44 are incomplete")


def test_a_file_is_written_whole(file: Path, tmp_path: Path) -> None:
    """The table goes to the file and nothing to the terminal."""
    out = tmp_path / "rates.csv"
    result = rates(file, "--format", "csv", "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith("indicator,")


def test_dropped_rows_are_told(file: Path, tmp_path: Path) -> None:
    """Figures come all the same, the faults on standard error, and the exit code is 1."""
    women = pd.read_parquet(file)
    women.loc[3, "v005"] = 0
    path = tmp_path / "faulty.parquet"
    women.to_parquet(path)
    result = rates(path, "--faults", "drop")
    assert result.exit_code == 1
    assert result.stdout.startswith("indicator")
    assert result.stderr.startswith("famplan: 1 fault in 2,000 rows\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--indicator", "TRF"], "no indicator is called 'TRF'"),
        (["--by", "v999"], "v999"),
        (["--window", "0"], "0 months is below 1"),
        (["--ending", "June"], "June"),
        (["--all-women-factor", "awfactx"], "awfactx"),
        (["--indicator", "CBR"], "CBR is per head"),
        (["--indicator", "XYZ"], "'XYZ' is none of 'TFR', 'GFR', 'ASFR', 'ABR', 'MAB', 'CBR'"),
        (["--indicator", "CHILDLESS", "--window", "12"], "window: means nothing for CHILDLESS"),
    ],
)
def test_a_fault_is_one_line(
    file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    """What cannot be done ends with exit code 3 and says what and why, without a traceback."""
    with pytest.raises(SystemExit) as ended:
        main(["rates", str(file), *arguments])
    error = capsys.readouterr().err
    assert ended.value.code == 3
    assert error.startswith("famplan: ")
    assert message in error
    assert error.count("\n") == 1


def test_faulty_rows_stop_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    """Unless told otherwise nothing is computed from a file with faults, and none is written."""
    women = pd.read_parquet(file)
    women["v005"] = np.where(women.index < 5, 0, women["v005"])
    path, out = tmp_path / "faulty.parquet", tmp_path / "out.txt"
    women.to_parquet(path)
    with pytest.raises(SystemExit) as ended:
        main(["rates", str(path), "--out", str(out)])
    assert ended.value.code == 3
    assert all(line.startswith("famplan: ") for line in capsys.readouterr().err.splitlines())
    assert not out.exists()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("--by a b IR.dta", "--by a --by b IR.dta"),
        ("--by a,b x/IR", "--by a --by b x/IR"),
        ("--by=a b --window 12", "--by a --by b --window 12"),
        ("IR.dta --indicator 避孕率 TFR", "IR.dta --indicator 避孕率 --indicator TFR"),
        ("--indicator TFR --by", "--indicator TFR --by"),
        ("IR.dta", "IR.dta"),
    ],
)
def test_lists_may_be_written_in_every_way(given: str, read: str) -> None:
    """Values one after another, with commas, or the option again; a file ends the list."""
    assert one_each(given.split()) == read.split()


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--definition", "15-45", "'15-45' is none of"),
        ("--level", "95", "not between 0 and 1"),
        ("--indicator", "SRB", "'SRB' is none of"),
        ("--indicator", "CBR", "give the file of household members"),
        ("--hide-below", "250", "bracket_below: 125 is below hide_below 250"),
    ],
)
def test_a_slip_is_told_before_anything_is_read(
    option: str, value: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even if the file is not there: reading may take minutes."""
    arguments = ["rates", "nowhere.dta", option, value, "--bracket-below", "125"]
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 3
    assert told in capsys.readouterr().err
