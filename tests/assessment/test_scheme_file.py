"""Scheme files: what is read, and every fault at once with its place."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from famplan.assessment import Figure, Line, read_scheme, scheme_from, score
from famplan.assessment.scoring.kinds import KINDS
from famplan.errors import DefinitionError, UnreadableFileError

HEAD = """
[scheme]
code = "made-up"
name = "Made up"
name_zh = "虚构"
kinds = ["township", "farm"]
since = 2008-01-01
until = 2009-01-01
source = { title = "A notice", locator = "no. 1", grade = "B" }
"""
MEASURES = """
[[measure]]
code = "PCR"
name = "Policy conformity"
name_zh = "计划生育率"
direction = "at least"
unit = "%"
evidence = "proportion"
[[measure]]
code = "SRB"
name = "Sex ratio"
direction = "at most"
unit = ":100"
evidence = "ratio"
[[measure]]
code = "births"
name = "Births"
direction = "at most"
evidence = "count"
[[measure]]
code = "duties"
name = "Duties"
direction = "at least"
evidence = "checklist"
[[measure]]
code = "pay"
name = "Pay"
direction = "at least"
unit = "yuan"
evidence = "amount"
decimals = 0
"""
ITEM = """
[[item]]
code = "conformity"
measure = "PCR"
line = "family-planning department"
clause = "art. 5"
target = { low = "95 %", period = "2008" }
[item.scoring]
kind = "linear deduction"
points = "20"
each = "0.3"
step = "0.1 pp"
steps = "whole steps"
"""
REST = """
[weights.farm]
conformity = "0.5"
[[grade]]
code = "meets"
name = "Meets"
from = "98 %"
[[grade]]
code = "fails"
name = "Fails"
[[trigger]]
code = "error"
sanction = "veto"
measure = "PCR"
below = "80 %"
[[consequence]]
sanction = "veto"
on = "unit"
text = "loses its titles"
"""


def read(text: str, **arguments: Any) -> Any:
    """Read a scheme from text."""
    return scheme_from(tomllib.loads(text), where="made-up.toml", arguments=arguments)


def faults(text: str, **arguments: Any) -> list[str]:
    """Read a scheme that has faults."""
    with pytest.raises(DefinitionError) as caught:
        read(text, **arguments)
    assert caught.value.where == "made-up.toml"
    return caught.value.problem.splitlines()


def with_item(scoring: str, *, measure: str = "PCR", more: str = "") -> str:
    """Make a scheme with one item."""
    item = f'[[item]]\ncode = "i"\nmeasure = "{measure}"\n{more}\nscoring = {{ {scoring} }}\n'
    return HEAD + MEASURES + item


def test_a_whole_scheme_is_read() -> None:
    """Head, measures, items, weights, grades, triggers and consequences."""
    scheme = read(HEAD + MEASURES + ITEM + REST)
    (item,) = scheme.items
    assert str(scheme.source) == "A notice, no. 1 [B]"
    assert (str(scheme.since), str(scheme.until)) == ("2008-01-01", "2009-01-01")
    assert str(item.target) == "Policy conformity at least 95.00% in 2008"
    assert (item.line, item.clause) == (Line.DEPARTMENT, "art. 5")
    assert item.scoring.step == Fraction(1, 1000)
    assert scheme.weight("farm", item) == Fraction(1, 2)
    assert [measure.code for measure in scheme.measures] == [
        "PCR",
        "SRB",
        "births",
        "duties",
        "pay",
    ]
    assert scheme.measures[-1].precision == 1
    assert [grade.code for grade in scheme.grades.grades] == ["meets", "fails"]
    assert [trigger.code for trigger in scheme.triggers] == ["error"]
    assert len(scheme.consequences) == 1
    figures = {"PCR": Figure("94.8 %")}
    assert score(scheme, figures, unit="U", kind="farm").points == Fraction("9.7")


EVERY_KIND = {
    "pass or fail": ("PCR", 'points = "5"', 'target = { low = "95 %" }'),
    "linear deduction": (
        "SRB",
        'points = "5", each = "1", step = "1:100", steps = "started steps", floor = "1"',
        'target = { high = "110:100", high_included = false }',
    ),
    "full band": (
        "births",
        'points = "5", low = "85 %", high = "100 %", of = "target"',
        "target = { high = 2000 }",
    ),
    "per event": ("births", 'points = 5, each = 0.5, cap = "3"', ""),
    "proportional": ("PCR", 'points = "5", best = "100 %", worst = "800‰", at_worst = "1"', ""),
    "piecewise": (
        "SRB",
        'points = "6", knots = [["107:100", "6"], ["1.1:1", 4]], between = "linear"',
        "",
    ),
    "level and progress": (
        "PCR",
        (
            'points = "7", better = "0.7", worse = "0.3", '
            'level = { kind = "proportional", points = "7", best = "100 %", worst = "80 %" }, '
            'progress = { kind = "proportional", points = "7", best = "5 pp", worst = "0 pp" }'
        ),
        "",
    ),
    "checklist": ("duties", 'points = "4", items = 6, each = "0.5"', ""),
    "no progress": (
        "SRB",
        (
            'points = "3", same = "0.1", improved = "0", each = "0.1", step = "0.1:100", '
            'steps = "whole steps"'
        ),
        'target = "set for each unit"',
    ),
    "as awarded": ("PCR", 'points = "5"', ""),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read(kind: str) -> None:
    """What the table of kinds has, a file can say."""
    measure, keys, more = EVERY_KIND[kind]
    scheme = read(with_item(f'kind = "{kind}", {keys}', measure=measure, more=more))
    scoring = scheme.items[0].scoring
    assert type(scoring) is KINDS[kind].scoring
    assert scoring.points > 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_guide_lists_every_kind_with_its_keys(kind: str) -> None:
    """Those that must be there in bold."""
    guide = Path(__file__).parents[2] / "docs" / "guides" / "write-a-scheme.md"
    rows = guide.read_text(encoding="utf-8").splitlines()
    (keys,) = (row.split("|")[2].strip() for row in rows if row.startswith(f"| `{kind}` |"))
    bold = KINDS[kind].needs
    expected = [f"**`{key}`**" if bold(key) else f"`{key}`" for key in KINDS[kind].holds]
    assert keys == ", ".join(expected)


def test_figures_are_exact() -> None:
    """A bare decimal of the file is read by its digits."""
    scheme = read(with_item('kind = "per event", points = 5, each = 0.1', measure="births"))
    assert scheme.items[0].scoring.each == Fraction(1, 10)


def test_all_faults_are_told_at_once_with_their_places() -> None:
    """One reading shows them all."""
    text = """
[scheme]
code = "made-up"
kinds = ["township"]
since = "2008"
colour = "red"
[scheme.source]
title = "A notice"
grade = "Z"
[extra]
[[measure]]
code = "PCR"
name = "Conformity"
direction = "up"
unit = "%"
evidence = "proportion"
[[measure]]
code = "SRB"
name = "Sex ratio"
direction = "at most"
unit = ":1000"
evidence = "ratio"
[[measure]]
code = "births"
name = "Births"
direction = "at most"
evidence = "count"
[[item]]
code = "a"
measure = "PCR"
scoring = { kind = "as awarded", points = "5" }
[[item]]
code = "b"
measure = "deaths"
applies_to = ["farm"]
part = "process"
[[item]]
code = "c"
measure = "births"
part = "year-end"
target = { high = "2000 %", low = "many" }
scoring = { kind = "per head", points = "5" }
[[item]]
code = "d"
measure = "births"
part = "year-end"
scoring = { kind = "per event", points = "5 %", each = "1", capp = "2" }
[parts]
process = "0.4"
year-end = "0.5"
[weights.farm]
e = "1"
[[grade]]
code = "meets"
"""
    assert [fault.partition(";")[0] for fault in faults(text)] == [
        "extra: is no table that is read",
        "scheme (made-up), name: is missing",
        "scheme (made-up), since: '2008' is not a day",
        "scheme (made-up), source, grade: 'Z' is not known",
        "scheme (made-up), colour: is not a key that is read",
        "parts: weights add up to 0.9, not 1",
        "measure 1 (PCR), direction: 'up' is not known",
        "measure 2 (SRB), unit: ':1000' is not a unit",
        "item 1 (a), part: is missing",
        "item 2 (b), measure: 'deaths' is not known",
        "item 2 (b), applies_to: no kind 'farm' of unit",
        "item 3 (c), target, low, 'many': not one figure",
        "item 3 (c), target, high: '2000 %' has no unit, or not that of births",
        "item 3 (c), scoring, kind: 'per head' is not known",
        "item 4 (d), scoring, points: '5 %' is no plain number",
        "item 4 (d), scoring, capp: is not a key that is read",
        "weights, farm: no such kind of unit",
        "weights, farm, e: no such item",
        "grade 1 (meets), name: is missing",
    ]
    assert all("; " in fault for fault in faults(text))


@pytest.mark.parametrize(
    ("scoring", "measure", "fault"),
    [
        ('points = "5"', "PCR", "i), scoring, kind: is missing; allowed: pass or fail,"),
        (
            'kind = "linear deduction", points = "5", each = "1", step = "1 pp"',
            "PCR",
            "i), scoring, steps: is missing; write steps = … (a word)",
        ),
        (
            'kind = "linear deduction", points = 5, each = 1, step = "1", steps = "whole steps"',
            "PCR",
            "i), scoring, step: '1' has no unit, or not that of PCR; write it like \"0.1 pp\"",
        ),
        (
            'kind = "linear deduction", points = 5, each = 1, step = 0.1, steps = "whole steps"',
            "SRB",
            'i), scoring, step: 0.1 has no unit, or not that of SRB; write it like "110:100"',
        ),
        (
            'kind = "linear deduction", points = "5", each = "0", step = "1 pp", steps = "half"',
            "PCR",
            "i), scoring, steps: no 'half'; allowed: whole steps, started steps, proportional",
        ),
        (
            'kind = "piecewise", points = "5", knots = ["107:100"], between = "linear"',
            "SRB",
            "i), scoring, knots: not a list of pairs; write knots = ",
        ),
        (
            (
                'kind = "piecewise", points = "5", knots = [["107", 5], ["110:100", "many"]], '
                'between = "linear"'
            ),
            "SRB",
            "i), scoring, knots, 1: '107' has no unit, or not that of SRB",
        ),
        (
            'kind = "proportional", points = "5", best = "0 %", worst = "100 %"',
            "PCR",
            "i), PCR: best is worse than worst, where good is at least; turn best and worst around",
        ),
        (
            'kind = "pass or fail", points = "5"',
            "PCR",
            "i), item i: this way of scoring needs a target",
        ),
        (
            'kind = "checklist", points = "5", items = 0, each = "1"',
            "duties",
            "i), scoring, items: 0 is not a whole number above 0",
        ),
        (
            (
                'kind = "level and progress", points = "7", better = "0.7", worse = "0.3", '
                'level = { kind = "proportional", points = "7", best = "100 %" }, progress = 3'
            ),
            "PCR",
            "i), scoring, level, worst: is missing",
        ),
    ],
)
def test_a_fault_of_a_scoring(scoring: str, measure: str, fault: str) -> None:
    """Its table and key are named."""
    found = faults(with_item(scoring, measure=measure))
    assert any(line.startswith(f"item 1 ({fault}") for line in found), found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "scheme: is missing, or not a table; write [scheme] with code and name"),
        (HEAD + MEASURES, "item: there is none; write [[item]]"),
        ("item = 3\n" + HEAD, "item: not an array of tables; write [[item]]"),
        ("item = [3]\n" + HEAD, "item 1: not a table; write [[item]]"),
        (
            HEAD.replace("2009-01-01", "2007-01-01"),
            "scheme (made-up), until: 2007-01-01 is not after since 2008-01-01",
        ),
        (HEAD.replace("2009-01-01", "2009-01-01T00:00:00"), "scheme (made-up), until: datetime"),
        (HEAD.replace("source =", "sauce ="), "scheme (made-up), source: is missing"),
        ("parts = 3\n" + HEAD, "parts: not a table"),
        (HEAD + "[parts]\na = '1.5'\nb = '-0.5'\n", "parts, b: -0.5 is below 0"),
        ("weights = 3\n" + HEAD, "weights: not a table of tables"),
        (HEAD + "[weights]\nfarm = 3\n", "weights, farm: not a table; write [weights.farm]"),
        (
            HEAD + MEASURES + ITEM + "[weights.farm]\nconformity = '-1'\n",
            "weights, farm, conformity: -1 is below 0",
        ),
        (
            HEAD + MEASURES + ITEM + ITEM,
            "item 2 (conformity), code: there is another item 'conformity'",
        ),
        (
            HEAD + MEASURES + MEASURES + ITEM,
            "measure 6 (PCR), code: there is another measure 'PCR'",
        ),
        (
            HEAD + MEASURES.replace("decimals = 0", "decimals = 99"),
            "measure 5 (pay), decimals: 99 is no whole number from 0 to 9",
        ),
        (
            HEAD + MEASURES + ITEM.replace('{ low = "95 %", period = "2008" }', "95"),
            'item 1 (conformity), target: 95 is no target; write a table, or "set for each unit"',
        ),
        (
            HEAD + MEASURES + ITEM.replace('period = "2008"', "low_included = 1"),
            "item 1 (conformity), target, low_included: 1 is neither true nor false",
        ),
        (
            HEAD + MEASURES + ITEM.replace("scoring", "score"),
            "item 1 (conformity), scoring: is missing",
        ),
        (
            HEAD + MEASURES + ITEM.replace('clause = "art. 5"', 'part = "process"'),
            "item 1 (conformity), part: no part 'process'; allowed: none",
        ),
        (
            HEAD
            + MEASURES
            + ITEM
            + '[[trigger]]\ncode = "e"\nsanction = "veto"\nmeasure = "error"\nabove = "7 %"\n',
            "trigger 1 (e), measure: 'error' is not known; allowed: PCR, SRB, births, duties, pay",
        ),
        ("argument = 3\n" + HEAD, "argument: not a table of tables"),
        (HEAD + "[argument]\na = 3\n", "argument a: not a table; write [argument.a]"),
    ],
)
def test_a_fault_of_the_file(text: str, fault: str) -> None:
    """Each is named with its place."""
    found = faults(text)
    assert any(line.startswith(fault) for line in found), found


def test_items_of_a_faulty_measure_are_not_blamed() -> None:
    """Only the measure is, once."""
    broken = MEASURES.replace('evidence = "proportion"', 'evidence = "hearsay"')
    (fault,) = faults(HEAD + broken + ITEM)
    assert fault.startswith("measure 1 (PCR), evidence: 'hearsay' is not known; allowed: propor")


TAKER = """
[[item]]
code = "births"
measure = "births"
takes_from = "{}"
scoring = {{ kind = "per event", points = "5", each = "1" }}
"""


def test_points_are_taken_from_an_item_that_has_some() -> None:
    """Not from one that takes itself; and what takes has no weight of its own."""
    assert read(HEAD + MEASURES + ITEM + TAKER.format("conformity")).items[1].takes_from
    assert faults(HEAD + MEASURES + ITEM + TAKER.format("births")) == [
        "item births, takes_from: 'births' is no item with points of its own; allowed: conformity"
    ]
    weighed = HEAD + MEASURES + ITEM + TAKER.format("conformity") + "[weights.farm]\nbirths = 2\n"
    assert faults(weighed) == [
        "weights, farm, births: its points are those of conformity; give the weight there"
    ]
    broken = ITEM.replace('each = "0.3"', 'each = "0"') + TAKER.format("conformity")
    assert faults(HEAD + MEASURES + broken) == [
        "item 1 (conformity), scoring, each: 0 is not above 0"
    ]


def test_a_weight_for_units_that_are_not_assessed_by_an_item() -> None:
    """It would never count."""
    item = ITEM.replace('clause = "art. 5"', 'applies_to = ["township"]')
    assert faults(HEAD + MEASURES + item + "[weights.farm]\nconformity = 2\n") == [
        "weights, farm, conformity: the item does not apply to farm; leave the weight out"
    ]


BANDS = """
[[measure]]
code = "{0}"
name = "Births"
direction = "band"
evidence = "count"
indicator = "BIRTHS"
[[item]]
code = "{0}"
measure = "{0}"
applies_to = {3}
target = {{ low = {1}, high = {2} }}
scoring = {{ kind = "pass or fail", points = "5" }}
"""


def test_targets_that_contradict_each_other() -> None:
    """Two measures of one indicator whose bands have no figure in common, told once."""
    both = BANDS.format("one", 100, 200, []) + BANDS.format("two", 201, 300, [])
    (fault,) = faults(HEAD + both)
    assert fault == (
        "item: no figure meets both Births at least 100 and at most 200 and "
        "Births at least 201 and at most 300; change one of the targets"
    )


def test_targets_of_different_kinds_do_not_contradict() -> None:
    """A township and a farm can have different bands."""
    apart = BANDS.format("one", 100, 200, '["farm"]') + BANDS.format(
        "two", 201, 300, '["township"]'
    )
    assert len(read(HEAD + apart).items) == 2


OPEN = ITEM.replace('low = "95 %"', 'low = "$least"').replace('"0.3"', '"$each"')
ARGUMENTS = """
[argument.least]
text = "least conformity rate"
[argument.each]
text = "points off for a step"
"""


def test_what_a_text_leaves_open_is_an_argument() -> None:
    """It stands in the scheme that is made."""
    scheme = read(HEAD + MEASURES + OPEN + ARGUMENTS, least="92 %", each=1)
    assert str(scheme.items[0].target) == "Policy conformity at least 92.00% in 2008"
    assert scheme.arguments == {"least": "92 %", "each": "1"}


@pytest.mark.parametrize(
    ("text", "arguments", "expected"),
    [
        (
            OPEN + ARGUMENTS,
            {},
            [
                "argument each: is not given: points off for a step; say each=…",
                "argument least: is not given: least conformity rate; say least=…",
            ],
        ),
        (
            OPEN + ARGUMENTS,
            {"least": "92 %", "each": 1, "eech": 1},
            ["argument eech: the scheme has none of that name; did you mean each?"],
        ),
        (ITEM, {"x": 1}, ["argument x: the scheme has none of that name; it has none"]),
        (
            ITEM + ARGUMENTS,
            {},
            [
                'argument each: is declared but not used; write "$each"',
                'argument least: is declared but not used; write "$least"',
            ],
        ),
        (
            OPEN,
            {},
            [
                "argument each: is used but not declared; write [argument.each]",
                "argument least: is used but not declared; write [argument.least]",
            ],
        ),
        (
            OPEN + ARGUMENTS,
            {"least": "92", "each": 1},
            [
                (
                    "item 1 (conformity), target, low: '92' has no unit, or not that of PCR; "
                    'write it like "95 %"'
                )
            ],
        ),
    ],
)
def test_faults_of_arguments(text: str, arguments: dict[str, Any], expected: list[str]) -> None:
    """Missing, misspelt, undeclared, unused or unreadable ones."""
    assert faults(HEAD + MEASURES + text, **arguments) == expected


def test_files(tmp_path: Path) -> None:
    """A file is read as UTF-8; one that is missing or broken is named."""
    file = tmp_path / "made-up.toml"
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        read_scheme(file)
    file.write_text(HEAD + MEASURES + OPEN + ARGUMENTS, encoding="utf-8-sig")
    assert read_scheme(file, least="92 %", each="0.3").name_zh == "虚构"
    with pytest.raises(DefinitionError, match=r"made-up\.toml: argument each: is not given"):
        read_scheme(file, least="92 %")
    file.write_text("[scheme", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="Expected ']' at the end of a table declaration"):
        read_scheme(file)
