"""``famplan list``, ``show`` and ``cite`` print what the catalogue says."""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from famplan import cite, find, indicators
from famplan.catalogue import Indicator, Kind, Source, computes, register
from famplan.cli.app import app

runner = CliRunner()


def printed(*arguments: str) -> str:
    """Run a command that must succeed and return what it prints."""
    result = runner.invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def dated(monkeypatch: pytest.MonkeyPatch) -> Indicator:
    """An indicator that was in force in the year 2000 only."""
    monkeypatch.setattr(register, "_REGISTER", dict(register._REGISTER))  # noqa: SLF001
    indicator = Indicator(
        code="A_CODE_THAT_IS_LONGER_THAN_MOST_CODES",
        name="A rate of the year 2000",
        name_zh="二千年率",
        kind=Kind.RATE,
        numerator="events",
        denominator="persons",
        unit="events per person",
        source=Source("a test"),
        since=date(2000, 1, 1),
        until=date(2001, 1, 1),
    )
    computes(indicator)(lambda: None)
    return indicator


def test_list_prints_one_line_for_each_indicator() -> None:
    """A pipe gets a heading and one row an indicator, with code and both names."""
    heading, *rows = printed("list").splitlines()
    assert heading.split()[0] == "Code"
    assert len(rows) == len(indicators())
    for row, indicator in zip(rows, indicators(), strict=True):
        assert row.split()[0] == indicator.code
        assert indicator.name in row
        assert indicator.name_zh in row


def test_list_as_json_holds_every_field() -> None:
    """Programs get the whole definition of each indicator."""
    rows = json.loads(printed("list", "--format", "json"))
    assert [row["code"] for row in rows] == [entry.code for entry in indicators()]
    assert all(row["numerator"] and row["source"]["grade"] for row in rows)


def test_list_on_a_day_leaves_out_what_was_not_in_force(dated: Indicator) -> None:
    """The window is half-open: the first day after is not in it."""
    assert dated.code in printed("list", "--on", "2000-12-31")
    assert dated.code not in printed("list", "--on", "2001-01-01")


def test_a_narrow_terminal_never_cuts_a_code(
    dated: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 80 columns, where names must wrap, every code is still whole."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    output = printed("list")
    assert dated.code in output
    assert all(entry.code in output for entry in indicators())


def test_show_prints_the_definition_block() -> None:
    """Names, what is counted, the function and the first line of its docstring."""
    output = printed("show", "cbr")
    indicator = find("CBR")
    for text in (indicator.name_zh, indicator.numerator, indicator.caution, str(indicator.source)):
        assert text in output
    assert "formulas.vital.crude_birth_rate" in output
    assert "Live births of a period per person of its average population." in output


def test_show_finds_by_name_in_either_language() -> None:
    """A code and both names lead to one definition."""
    by_code = printed("show", "CBR")
    assert printed("show", "出生率") == by_code
    assert printed("show", "Crude birth rate") == by_code


def test_show_as_json_names_the_window(dated: Indicator) -> None:
    """Days are ISO dates; an open side is null."""
    row = json.loads(printed("show", dated.code, "--format", "json"))
    assert (row["since"], row["until"]) == ("2000-01-01", "2001-01-01")
    assert json.loads(printed("show", "CBR", "--format", "json"))["since"] is None


def test_show_prints_the_window_and_only_when_there_is_one(dated: Indicator) -> None:
    """A line that says nothing is left out."""
    assert "2000-01-01 to 2001-01-01 (not included)" in printed("show", dated.code)
    assert "In force" not in printed("show", "CBR")


def test_cite_prints_the_footnote_on_one_line() -> None:
    """What the command prints is what the function returns."""
    assert printed("cite", "RNI") == f"{cite('RNI')}\n"


@pytest.mark.parametrize("arguments", [[], ["bogus"], ["show"], ["list", "--on", "2012-13-01"]])
def test_wrong_usage_is_refused(arguments: list[str]) -> None:
    """A call the command does not understand is exit code 2, not a guess."""
    assert runner.invoke(app, arguments).exit_code == 2
