"""Lists of letters: phases, surveys and one's own."""

from __future__ import annotations

from typing import Any

import pytest

from famplan.errors import DefinitionError
from famplan.tabulate.calendars import calendar
from famplan.tabulate.calendars.codes import CAUSES, event_names, grouping_of, reason_names
from famplan.tabulate.calendars.letters import Letters, known_letters, letters_of


@pytest.mark.parametrize("letters", known_letters().values(), ids=lambda letters: letters.name)
def test_every_letter_of_every_list_has_a_code_with_a_name(letters: Letters) -> None:
    """One byte, a code of its column, and the events that every calendar has."""
    for column, names in (("events", event_names()), ("reasons", {0: "none", **reason_names()})):
        table = getattr(letters, column)
        assert all(len(letter) == 1 and ord(letter) < 256 for letter in table)
        assert set(table.values()) <= set(names)
    assert {letters.events[letter] for letter in "0BP"} == {0, 81, 83}


def test_the_published_list_is_the_position_in_the_string() -> None:
    """Methods "123456789WNALCFEMS", reasons "123456789CFAD", W K ? (A.13)."""
    found = letters_of("dhs7")
    for code, letter in enumerate("123456789WNALCFEMS", start=1):
        assert found.events[letter] == code
    for code, letter in enumerate("123456789CFAD", start=1):
        assert found.reasons[letter] == code
    assert [found.reasons[letter] for letter in "WK?"] == [96, 98, 99]
    assert [found.events[letter] for letter in "BTP?"] == [81, 82, 83, 99]


@pytest.mark.parametrize(
    ("phase", "letters"), [("dhs5", ""), ("dhs6", "M"), ("dhs7", "EMS"), ("dhs8", "EMS")]
)
def test_younger_phases_have_more_methods(phase: str, letters: str) -> None:
    """Emergency contraception, other modern and standard days methods came later."""
    assert "".join(x for x in "EMS" if x in letters_of(phase).events) == letters


@pytest.mark.parametrize(
    ("survey", "column", "letter", "code"),
    [
        ("AMIR42", "events", "D", 23),
        ("COIR71", "events", "3", 32),
        ("COIR71", "events", "S", 18),
        ("EGIR33FL", "events", "G", 24),
        ("egir61", "events", "H", 24),
        ("PEIR51", "events", "M", 18),
        ("TRIR61", "events", "4", 19),
        ("BDIR41", "events", "á", 13),
        ("EGIR4A", "reasons", "K", 30),
        ("JOIR6C", "reasons", "I", 43),
        ("IDIR51", "events", "X", 26),
        ("IDIR51", "reasons", "I", 18),
        ("UAIR51", "reasons", "E", 19),
    ],
)
def test_surveys_have_letters_of_their_own(
    survey: str, column: str, letter: str, code: int
) -> None:
    """As the tutorial's recoding lists them, laid over their phase's."""
    assert getattr(letters_of(survey), column)[letter] == code


def test_ones_own_letters_lie_over_those_of_the_phase() -> None:
    """By letter or by column; None takes one away."""
    found = letters_of({"Q": 18, "E": None}, "dhs7")
    assert found.events["Q"] == 18
    assert "E" not in found.events
    assert found.events["1"] == 1
    both = letters_of({"reasons": {"H": 23}, "marriage": {"M": 1}}, "dhs6")
    assert (both.reasons["H"], both.marriage["M"], both.events) == (
        23,
        1,
        letters_of("dhs6").events,
    )
    assert letters_of(both) is both
    assert letters_of(None, "dhs6") == letters_of("dhs6")


@pytest.mark.parametrize(
    ("letters", "message"),
    [
        ("dhs77", "letters: no list of letters is called 'dhs77'; did you mean dhs7"),
        ("country", "no list of letters is called 'country'; give letters that differ"),
        ({"QQ": 18}, "'QQ' is no single letter"),
        ({" ": 18}, "' ' is no single letter"),
        ({"ā": 18}, "'ā' is no single letter"),
        ({3: 18}, "3 is no single letter"),
        ({"Q": 55}, "Q: 55 is no code of events"),
        ({"reasons": {"Q": 81}}, "Q: 81 is no code of reasons"),
        ({"marriage": {"Q": 2}}, "Q: 2 is no code of marriage"),
        ({"events": "Q"}, "events must be codes by letter"),
    ],
)
def test_letters_that_make_no_sense_are_refused(letters: Any, message: str) -> None:
    """With the way out."""
    with pytest.raises(DefinitionError, match=message):
        letters_of(letters)


def test_the_same_letter_means_what_its_survey_says() -> None:
    """D was a diaphragm, foam or jelly in Egypt and douche in Armenia."""
    data = {"v005": [1], "v008": [1206], "v017": [1204], "v018": [1], "v019": [3], "v021": [1],
            "v022": [1], "vcal_1": ["0D0"]}  # fmt: skip
    for survey, code in (("EGIR42", 19), ("AMIR42", 23)):
        assert calendar(data, letters=survey).columns["event"].tolist() == [0, code, 0]
    assert calendar(data, layout="dhs4", letters={"D": 15}).columns["event"][1] == 15


def test_groups_of_methods_and_reasons_are_those_of_the_published_table() -> None:
    """Example 9: LAM with the standard days method, emergency contraception with the others."""
    places, labels = grouping_of("dhs").places(), grouping_of("dhs").labels
    assert labels[places[13]] == labels[places[18]] == "LAM, SDM"
    assert {labels[places[code]] for code in (2, 6, 8, 9, 10, 16, 99)} == {"other"}
    full = grouping_of("dhs-full")
    assert full.labels[full.places()[2]] == "IUD"
    assert len(CAUSES) == 7
