"""Schemes: texts through time, local texts over them, and the mistakes that fail at once."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from made_up_scheme import AGE, LAW, LOCAL, RURAL, SCHEME, SEEN

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language import Subject
from famplan.rules import Amount, Outcome, Overlay, Requirement, Rule, Scheme
from famplan.rules.subjects.parent import BIRTH, CERTIFICATE

FIFTY_SEVEN = {"registration": "rural", "birth": date(1955, 1, 1), "certificate": True}


@pytest.mark.parametrize(
    ("place", "on", "keys"),
    [
        ("", date(2012, 1, 1), ["rural", "age"]),
        ("Henan", date(2009, 12, 31), None),
        ("Henan", date(2010, 1, 1), ["rural", "age"]),
        ("Henan/Zhengzhou", date(2011, 12, 31), ["rural", "age"]),
        ("Henan/Zhengzhou", date(2012, 1, 1), ["rural", "age", "certificate"]),
        ("Hebei", date(2012, 1, 1), ["rural", "age"]),
        ("", date(2006, 1, 1), ["rural", "age", "one"]),
    ],
)
def test_the_law_of_a_day_and_a_place(place: str, on: date, keys: list[str] | None) -> None:
    """Each text in its window, with the local texts that hold there."""
    law = SCHEME.law(on, place=place)
    assert (law and [entry.key for entry in law.requires]) == keys


def test_a_local_text_relaxes() -> None:
    """What the national text refuses, the local one allows; either is enough."""
    on = date(2012, 1, 1)
    assert SCHEME.verdict(FIFTY_SEVEN, on=on).outcome is Outcome.NOT_ELIGIBLE
    found = SCHEME.verdict(FIFTY_SEVEN, on=on, place="Henan")
    assert found.outcome is Outcome.ELIGIBLE
    assert found.reasons[1].requirement.text == "is at least 60, or is at least 55"
    assert found.reasons[1].requirement.said(language="zh") == "满60周岁，或is at least 55"


def test_a_local_text_replaces_and_adds() -> None:
    """Instead of the national requirement, and besides all others."""
    on = date(2012, 1, 1)
    found = SCHEME.verdict(FIFTY_SEVEN, on=on, place="Henan/Zhengzhou")
    assert [entry.truth for entry in found.reasons] == [False, True, True]
    urban = {**FIFTY_SEVEN, "registration": "urban"}
    assert SCHEME.verdict(urban, on=on, place="Henan/Zhengzhou").outcome is Outcome.ELIGIBLE


def test_places_are_those_with_texts_or_amounts() -> None:
    """Sorted, without the whole country."""
    assert SCHEME.places == ("Henan", "Henan/Zhengzhou")


def test_windows_that_overlap_fail() -> None:
    """Two texts of one rule are never in force on one day."""
    with pytest.raises(DefinitionError, match=r"old-age: windows overlap: 2004-01-01 to 2008"):
        attrs.evolve(SCHEME, versions=(LAW, LAW.changed(since=date(2008, 12, 31), until=None)))


def test_windows_that_meet_do_not_overlap() -> None:
    """The first day no longer in force may be the first day of the next text."""
    found = attrs.evolve(
        SCHEME, overlays=(), versions=(LAW, LAW.changed(since=date(2009, 1, 1), until=None))
    )
    assert [law.since for law in found.laws()] == [date(2004, 1, 1), date(2009, 1, 1)]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"until": date(2004, 1, 1)}, "old age: until 2004-01-01 is not after since 2004-01-01"),
        ({"requires": ()}, "old age: has no requirements; give requires="),
        ({"requires": (AGE, AGE)}, "two requirements are called age"),
    ],
)
def test_mistakes_in_a_rule_fail_when_it_is_written(
    changes: dict[str, object], message: str
) -> None:
    """Before any record is seen."""
    with pytest.raises(DefinitionError, match=message):
        attrs.evolve(LAW, **changes)  # type: ignore[arg-type]


def test_two_subjects_fail() -> None:
    """A requirement, a rule and a scheme are about one subject each."""
    village = Subject[object]("village")
    stray = Requirement("is vetoed", village.flag("vetoed", "vetoed", "一票否决"))
    with pytest.raises(DefinitionError, match="is about parent and village"):
        attrs.evolve(LAW, requires=(RURAL, stray))
    other = Rule("villages", name_zh="村", subject=village, requires=(stray,), source=SEEN)
    versions = (LAW, attrs.evolve(other, since=date(2010, 1, 1)))
    with pytest.raises(DefinitionError, match="versions are about several subjects"):
        Scheme(code="x", name="x", name_zh="x", versions=versions)  # type: ignore[arg-type]


def test_a_scheme_without_versions_fails() -> None:
    """There is nothing to apply."""
    with pytest.raises(DefinitionError, match="has no versions"):
        Scheme(code="x", name="x", name_zh="x", versions=())


@pytest.mark.parametrize("how", ["replaces", "relaxes"])
def test_a_local_text_over_nothing_fails(how: str) -> None:
    """A key that the national text lacks is named, with those it has."""
    stray = Requirement("holds the certificate", CERTIFICATE, key="paper")
    parts = {how: (stray,)}
    overlay = Overlay(place="Hebei", source=LOCAL, **parts)  # type: ignore[arg-type]
    with pytest.raises(
        DefinitionError, match=r"overlay of Hebei: paper is no requirement .* keys are rural, age"
    ):
        attrs.evolve(SCHEME, overlays=(overlay,))


def test_a_local_text_that_adds_what_is_there_fails() -> None:
    """Two requirements of one key."""
    overlay = Overlay(place="Hebei", source=LOCAL, adds=(AGE,))
    with pytest.raises(DefinitionError, match="two requirements are called age"):
        attrs.evolve(SCHEME, overlays=(overlay,))


def test_a_local_text_without_a_place_fails() -> None:
    """It would be the national one."""
    with pytest.raises(DefinitionError, match="has no place"):
        Overlay(place="", source=LOCAL)


def test_an_amount_has_a_period_of_a_known_kind() -> None:
    """A word that nobody knows is refused."""
    with pytest.raises(DefinitionError, match="period 'week' is none of 'year', 'month', 'once'"):
        Amount(value=1, source=SEEN, period="week")


def test_a_draft_is_the_law_with_something_changed() -> None:
    """`attrs.evolve` makes it; the law stays as it was."""
    younger = attrs.evolve(AGE, condition=BIRTH.age() >= 55, text="is at least 55")
    draft = attrs.evolve(LAW, requires=(RURAL, younger))
    assert draft.verdict(FIFTY_SEVEN, on=date(2008, 1, 1)).outcome is Outcome.NOT_ELIGIBLE
    assert [entry.text for entry in LAW.requires][1] == "is at least 60"
    assert draft.code == LAW.code


def test_a_day_is_a_date() -> None:
    """A text or a time is refused, not guessed."""
    with pytest.raises(InvalidInputError, match="on: str is not a date"):
        SCHEME.verdict({}, on="2012-03-01")  # type: ignore[arg-type]


def test_a_repr_says_what_it_is() -> None:
    """Code or name, and windows."""
    assert repr(LAW) == "<Rule old age, 2004-01-01 to 2008-12-31>"
    assert repr(SCHEME) == "<Scheme old-age: 2004-01-01 to 2008-12-31; from 2010-01-01>"
