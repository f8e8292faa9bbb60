"""``famplan rules`` and ``famplan verdict``: for people and programs, and for facts with slips."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from famplan.cli import main
from famplan.cli.app import app
from famplan.rules import find_scheme, schemes
from famplan.rules.listing import listed

FACTS: dict[str, Any] = {
    "birth": "1950-06-15",
    "registration": "rural",
    "births_conformed": True,
    "children": [{"sex": "female", "birth": "1978-03-01", "alive": True}],
}


def run(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A file of facts."""
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), encoding="utf-8")
    return path


def verdict(facts: Path, *options: object) -> Result:
    """Ask of the rural reward on a day of 2012."""
    return run("verdict", "rural-reward", "--facts", facts, "--on", "2012-03-01", *options)


def test_a_verdict_is_what_the_library_gives(facts: Path) -> None:
    """Text and JSON, in both languages."""
    given = {**FACTS, "birth": date(1950, 6, 15)}
    expected = find_scheme("rural-reward").verdict(given, on=date(2012, 3, 1))
    assert verdict(facts).stdout == f"{expected}\n"
    assert verdict(facts, "--format", "json").stdout == f"{expected.to_json()}\n"
    assert verdict(facts, "--language", "zh").stdout == f"{expected.explain(language='zh')}\n"
    assert expected.outcome == "eligible"
    assert verdict(facts).exit_code == 0


def test_a_name_in_either_language_is_enough(facts: Path) -> None:
    """As for indicators."""
    asked = "verdict", "农村部分计划生育家庭奖励扶助", "--facts", facts, "--on", "2012-03-01"
    assert run(*asked).stdout == verdict(facts).stdout


def test_not_eligible_and_not_in_force_are_answers(facts: Path) -> None:
    """They end with 0: nothing is wrong with the question."""
    for day in ("2009-01-01", "1990-01-01"):
        found = run("verdict", "rural-reward", "--facts", facts, "--on", day)
        assert found.exit_code == 0
        assert ": not " in found.stdout


def test_facts_that_contradict_each_other_are_a_finding(tmp_path: Path) -> None:
    """Nothing is decided, and the exit code is 1."""
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"living_children": 1, "living_daughters": 2}), encoding="utf-8")
    found = verdict(path)
    assert found.exit_code == 1
    assert "facts contradict each other: more living daughters" in found.stdout


def test_local_texts_hold_at_a_place(facts: Path) -> None:
    """The option says where."""
    place = find_scheme("rural-reward").places[0]
    expected = find_scheme("rural-reward").verdict(
        {**FACTS, "birth": date(1950, 6, 15)}, on=date(2012, 3, 1), place=place
    )
    assert verdict(facts, "--place", place).stdout == f"{expected}\n"


def test_a_place_without_a_text_is_told(facts: Path) -> None:
    """The national text holds there; standard error says so."""
    found = verdict(facts, "--place", "Atlantis")
    assert found.exit_code == 0
    assert found.stderr == "famplan: no scheme has a text of Atlantis; national texts hold there\n"
    assert found.stdout == verdict(facts).stdout
    within = verdict(facts, "--place", "Henan/Somewhere")
    assert within.stderr == ""


GOOD = json.dumps(FACTS)
DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is not JSON: line 1, column 2"),
        ("[]", "is not an object of facts"),
        ("3", "is not an object of facts"),
        ('{"births": 3}', "parent: 'births' is no fact; did you mean birth?"),
        ('{"Zhang San": 3}', "parent: a name is that of no fact; facts are"),
        ('{"birth": "Zhang San"}', "birth: this text is not a date; give YYYY-MM-DD"),
        ('{"birth": 1950}', "birth: int is not a date"),
        ('{"births_conformed": 1}', "births_conformed: int is not true or false"),
        ('{"living_children": "Zhang San"}', "living_children: str is not a number"),
        ('{"living_children": NaN}', "facts: NaN and Infinity are not JSON; write null"),
        ('{"living_children": 1e999}', "facts: a number is too large; write it in full"),
        ('{"registration": "Zhang San"}', "registration: this text is none of"),
        ('{"spouse_birth": "Zhang San"}', "spouse_birth: this text is not a date"),
        ('{"children": 2}', "children: int is not children; give a list"),
        ('{"children": [2]}', "children[1]: int is not a Child or a mapping"),
        ('{"children": [{}, {"birth": "Zhang San"}]}', "children[2].birth: this text is not a"),
        ('{"children": [{"birt": null}]}', "children[1]: 'birt' is no fact; did you mean birth?"),
        ('{"birth": null, "birth": null}', "facts: one is given twice"),
        (DEEP, "is nested too deeply"),
        (b"\xff\xfe", "is not text in UTF-8"),
        ('{"living_children": ' + "9" * 5000 + "}", "holds a number that is too long"),
        ("", "is not JSON: line 1, column 1"),
    ],
)
def test_a_slip_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | bytes, told: str
) -> None:
    """What is wrong and where, never what someone wrote of themselves."""
    path = tmp_path / "facts.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SystemExit) as ended:
        main(["verdict", "rural-reward", "--facts", str(path), "--on", "2012-03-01"])
    output = capsys.readouterr()
    assert ended.value.code == 3
    assert output.out == ""
    assert output.err.startswith("famplan: ")
    assert told in output.err
    assert output.err.count("\n") == 1
    assert "Zhang" not in output.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["rural-rewrd"], 3, "did you mean rural-reward"),
        (["rural-reward", "--place", "Hennan"], 3, "did you mean Henan?"),
        (["rural-reward", "--facts", "nowhere.json"], 3, "nowhere.json: there is no such file"),
        (["rural-reward", "--facts", "."], 3, ".: there is no such file"),
        (["rural-reward", "--on", "1 March"], 2, "--on"),
        (["rural-reward", "--language", "fr"], 2, "--language"),
    ],
)
def test_wrong_calls(
    facts: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    told: str,
) -> None:
    """Unknown rules, places and files are bad input; options are wrong usage."""
    first = ["verdict", "--facts", str(facts), "--on", "2012-03-01"]
    with pytest.raises(SystemExit) as ended:
        main([*first, *arguments])
    assert ended.value.code == code
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["--facts", "--on"])
def test_facts_and_day_must_be_given(facts: Path, missing: str) -> None:
    """There is no day by default: the law of today is not the law of then."""
    options = {"--facts": str(facts), "--on": "2012-03-01"}
    del options[missing]
    found = run("verdict", "rural-reward", *(text for pair in options.items() for text in pair))
    assert found.exit_code == 2
    assert missing in found.stderr


def test_a_file_that_may_not_be_read(
    facts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, as for every fault."""

    def refuse(*_arguments: object, **_options: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(SystemExit) as ended:
        main(["verdict", "rural-reward", "--facts", str(facts), "--on", "2012-03-01"])
    assert ended.value.code == 3
    assert "may not be read" in capsys.readouterr().err


def test_the_list_has_a_line_for_each_scheme() -> None:
    """Code, both names, windows; amounts only with a day."""
    lines = run("rules").stdout.splitlines()
    assert lines[0].split() == ["Code", "Name", "名称", "In", "force", "Verified"]
    assert [line.split()[0] for line in lines[1:]] == [scheme.code for scheme in schemes()]


def test_the_list_of_a_day() -> None:
    """Those in force, with what they pay there."""
    found = run("rules", "--on", "2012-03-01")
    line = next(line for line in found.stdout.splitlines() if line.startswith("rural-reward "))
    assert "960 yuan a year per person" in line
    assert "Amount" in found.stdout.splitlines()[0]
    day = date(2012, 3, 1)
    assert len(found.stdout.splitlines()) == len(listed(on=day)) + 1
    place = find_scheme("rural-reward").places[0]
    asked = "rules", "--on", "2012-03-01", "--place", place, "--format", "json"
    records = json.loads(run(*asked).stdout)
    assert records == [entry.to_dict() for entry in listed(on=day, place=place)]


def test_a_day_before_all_schemes() -> None:
    """An empty list is a list."""
    assert json.loads(run("rules", "--on", "1900-01-01", "--format", "json").stdout) == [
        entry.to_dict() for entry in listed(on=date(1900, 1, 1))
    ]
