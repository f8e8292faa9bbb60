"""A draft against the law: counts of who gains and loses, and the difference for one record."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import attrs
import pytest
from made_up_scheme import AGE, LAW, RURAL, SCHEME, SEEN

from famplan.errors import DefinitionError
from famplan.language import Subject
from famplan.rules import Comparison, Requirement, Rule, compare, compare_one
from famplan.rules.subjects.parent import BIRTH, CERTIFICATE

ON = date(2006, 1, 1)
YOUNGER = attrs.evolve(AGE, condition=BIRTH.age() >= 55, text="is at least 55")
PAPER = Requirement("holds the certificate", CERTIFICATE, key="certificate")
OLD_AGE = LAW.changed(requires=(RURAL, AGE))
DRAFT = LAW.changed(requires=(YOUNGER, PAPER))
PEOPLE: dict[str, list[Any]] = {
    "registration": ["rural"] * 80 + ["urban"] * 20,
    "birth": [date(1940, 1, 1)] * 50 + [date(1949, 1, 1)] * 50,
    "certificate": [True] * 30 + [False] * 20 + [True] * 35 + [None] * 15,
    "township": ["east"] * 60 + ["west"] * 40,
}


@pytest.fixture
def comparison() -> Comparison:
    """A hundred people under the law and the draft."""
    return compare(DRAFT, OLD_AGE, PEOPLE, on=ON)


def test_counts_of_law_by_draft(comparison: Comparison) -> None:
    """Gained, lost, unclear: every cell of the cross-table."""
    assert comparison.to_text(hide_below=0).splitlines() == [
        "law           draft: eligible  draft: not eligible  draft: unknown",
        "eligible                   30                   20               0",
        "not eligible               35                    0              15",
    ]
    assert (comparison.gained, comparison.lost, comparison.unclear) == (35, 20, 15)
    assert comparison.total == 100


def test_a_law_compared_with_itself_changes_nothing() -> None:
    """Only the diagonal is filled."""
    same = compare(OLD_AGE, OLD_AGE, PEOPLE, on=ON, by="township")
    assert (same.gained, same.lost, same.unclear) == (0, 0, 0)
    assert all(
        row["count"] == 0 for row in same.to_dicts(hide_below=0) if row["law"] != row["draft"]
    )


def test_comparisons_add_up(comparison: Comparison) -> None:
    """Two halves make the whole; groups keep small cells hidden."""
    halves = [{name: column[part] for name, column in PEOPLE.items()} for part in (
        slice(0, 45), slice(45, 100)
    )]  # fmt: skip
    one, other = (compare(DRAFT, OLD_AGE, half, on=ON) for half in halves)
    assert (one + other).to_dicts(hide_below=0) == comparison.to_dicts(hide_below=0)
    with pytest.raises(DefinitionError, match="add tallies of one kind"):
        _ = comparison + compare(DRAFT, OLD_AGE, PEOPLE, on=ON, by="township")
    with pytest.raises(TypeError):
        _ = comparison + 1  # type: ignore[operator]


def test_small_cells_are_hidden() -> None:
    """With as many others as it takes."""
    few = {name: column[:53] for name, column in PEOPLE.items()}
    found = compare(DRAFT, OLD_AGE, few, on=ON)
    rows = {(row["law"], row["draft"]): row["mark"] for row in found.to_dicts()}
    assert rows["not eligible", "eligible"] == "*"
    assert rows["eligible", "eligible"] == "*"
    assert "* hidden" in str(found)


def test_the_difference_for_one_record() -> None:
    """Both verdicts, and the requirements of which they differ."""
    facts = {"registration": "rural", "birth": date(1949, 1, 1)}
    found = compare_one(DRAFT, OLD_AGE, facts, on=ON)
    assert str(found) == (
        "law: not eligible; draft: unknown\n"
        "  rural: is rural (met) → not asked\n"
        "  age: is at least 60 (not met) → is at least 55 (met)\n"
        "  certificate: not asked → holds the certificate (unknown)"
    )
    record = json.loads(json.dumps(found.to_dict()))
    assert record["changes"] == ["rural", "age", "certificate"]
    assert record["law"]["outcome"] == "not eligible"


def test_schemes_are_compared_at_a_place() -> None:
    """The local texts hold for the law, and for the draft if it is a scheme."""
    facts = {"registration": "rural", "birth": date(1955, 1, 1)}
    on = date(2012, 1, 1)
    draft = attrs.evolve(SCHEME, overlays=())
    found = compare_one(draft, SCHEME, facts, on=on, place="Henan")
    assert [str(found.law.outcome), str(found.draft.outcome)] == ["eligible", "not eligible"]
    assert [entry.key for entry in found.changes] == ["age"]


def test_only_rules_about_one_subject_are_compared() -> None:
    """A village is no parent."""
    village = Subject[Any]("village")
    vetoed = village.flag("vetoed", "vetoed", "一票否决")
    stray = Rule(
        "v", name_zh="村", subject=village, requires=(Requirement("v", vetoed),), source=SEEN
    )
    with pytest.raises(
        DefinitionError, match="the draft is about a village, the law about a parent"
    ):
        compare(stray, LAW, PEOPLE, on=ON)
    with pytest.raises(DefinitionError, match="compare rules about one subject"):
        compare_one(stray, LAW, {}, on=ON)


def test_a_group_named_like_a_field_is_refused() -> None:
    """The table has columns of that name itself."""
    with pytest.raises(DefinitionError, match="'law' is a field of the table"):
        compare(DRAFT, OLD_AGE, PEOPLE, on=ON, by="law")
