"""``famplan report --rules``: conformity and benefits by the texts in force."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from famplan.cli import main
from famplan.datasets.register import synthetic_register

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small register on disk."""
    place = tmp_path_factory.mktemp("registers") / "county"
    synthetic_register(4000, seed=7, areas=3).write(place)
    return place


def run(*arguments: object) -> int:
    """Run the command and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def test_the_report_says_by_what_rules(folder: Path, tmp_path: Path) -> None:
    """With the bounds of what the texts leave open, which records alone do not have."""
    out, recorded = tmp_path / "rules.json", tmp_path / "recorded.json"
    rules = ["--rules", "Henan", "--recorded", "ignored"]
    rules += ["--scheme", "rural reward assistance=rural-reward"]
    asked = [folder, "--period", "2013", "--back", 0, "--hide-below", 0]
    assert run("report", *asked, *rules, "--out", out) in {0, 1}
    assert run("report", *asked, "--out", recorded) in {0, 1}
    text = out.read_text(encoding="utf-8")
    assert "undecided births taken as conforming" in text
    assert "undecided births taken as" not in recorded.read_text(encoding="utf-8")
    assert json.loads(text) != json.loads(recorded.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--rules", "Henan"], "--recorded: with --rules it must be said"),
        (["--recorded", "first"], "--rules: is missing"),
        (["--scheme", "a=rural-reward"], "--rules: is missing"),
        (["--rules", "Henan", "--recorded", "first", "--scheme", "a"], "is not NAME=CODE"),
        (["--rules", "Anhwei", "--recorded", "first"], "did you mean Anhui"),
    ],
)
def test_what_is_not_said_is_asked(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    """In one line; and nothing is written."""
    out = tmp_path / "a.json"
    assert run("report", folder, "--period", "2013", "--out", out, *arguments) == 3
    assert message in capsys.readouterr().err
    assert not out.exists()
