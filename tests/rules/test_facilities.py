"""Facilities: floors of staff and certification, windows and consent, each with its citation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from famplan.rules.facilities import (
    CLINICAL_STAFF,
    FIVE_PROCEDURES,
    INFORMED_CONSENT,
    SCHEMES,
    TOWNSHIP_STATION,
)
from famplan.rules.outcome import Outcome
from famplan.rules.subjects import FACILITY, Facility

if TYPE_CHECKING:
    from famplan.rules.scheme import Scheme

YES, NO = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE
UNKNOWN, NOT_IN_FORCE = Outcome.UNKNOWN, Outcome.NOT_IN_FORCE

STATION = {
    "physicians": 1,
    "assistant_physicians": 0,
    "iud_insertion": True,
    "iud_removal": True,
    "female_sterilisation": True,
    "male_sterilisation": True,
    "early_termination": True,
    "approved": True,
    "equipment": True,
    "emergencies": True,
    "safety_rules": True,
    "standards": True,
    "asks_consent": True,
    "secures_safety": True,
    "staff_licensed": True,
    "physicians_registered": True,
    "private_practice": False,
}
"""A station that offers everything, with one licensed physician."""
ASSISTED = {"physicians": 0, "assistant_physicians": 1}
NO_OPERATIONS = {
    "female_sterilisation": False,
    "male_sterilisation": False,
    "early_termination": False,
}

WINDOWS = [
    # scheme, day, (outcome, whether it rests on something unverified), citation
    (TOWNSHIP_STATION, "2004-12-09", (NOT_IN_FORCE, False), "art. 9 and 10 added 2004-12-10"),
    (TOWNSHIP_STATION, "2004-12-10", (YES, False), "art. 9 and 10 added 2004-12-10"),
    (TOWNSHIP_STATION, "2021-09-08", (YES, False), "State Council decision of 2021-09-09"),
    (TOWNSHIP_STATION, "2021-09-09", (NOT_IN_FORCE, False), "State Council decision of 2021-09-09"),
    (INFORMED_CONSENT, "2001-09-30", (NOT_IN_FORCE, True), "art. 46: from 2001-10-01"),
    (INFORMED_CONSENT, "2001-10-01", (YES, True), "art. 46: from 2001-10-01"),
    (INFORMED_CONSENT, "2004-12-09", (YES, True), "the words of 2001 were not seen"),
    (INFORMED_CONSENT, "2004-12-10", (YES, False), "art. 17"),
    (INFORMED_CONSENT, "2021-09-08", (YES, False), "State Council decision of 2021-09-09"),
    (INFORMED_CONSENT, "2021-09-09", (NOT_IN_FORCE, False), "State Council decision of 2021-09-09"),
    (CLINICAL_STAFF, "2001-09-30", (NOT_IN_FORCE, True), "art. 46: from 2001-10-01"),
    (CLINICAL_STAFF, "2001-10-01", (YES, True), "art. 46: from 2001-10-01"),
    (CLINICAL_STAFF, "2004-12-10", (YES, False), "art. 29"),
    (CLINICAL_STAFF, "2021-09-09", (NOT_IN_FORCE, False), "State Council decision of 2021-09-09"),
    (FIVE_PROCEDURES, "2004-12-09", (NOT_IN_FORCE, True), "art. 9 added 2004-12-10"),
    (FIVE_PROCEDURES, "2004-12-10", (YES, True), "which five is not verified"),
    (FIVE_PROCEDURES, "2021-09-09", (NOT_IN_FORCE, True), "State Council decision of 2021-09-09"),
]


@pytest.mark.parametrize(("scheme", "day", "expected", "citation"), WINDOWS)
def test_windows(
    scheme: Scheme[Facility], day: str, expected: tuple[Outcome, bool], citation: str
) -> None:
    """The day before and the day of every beginning and end, and what rests on memory."""
    verdict = scheme.verdict(STATION, on=date.fromisoformat(day))
    assert (verdict.outcome, bool(verdict.unverified)) == expected, citation


@pytest.mark.parametrize("scheme", SCHEMES)
def test_repeal_is_named(scheme: Scheme[Facility]) -> None:
    """After the repeal every scheme names the decision."""
    assert "decision of 2021-09-09" in str(scheme.verdict(STATION, on=date(2021, 9, 9)))


FLOORS = [
    # scheme, facts, outcome on 2012-03-01, citation
    (TOWNSHIP_STATION, {"physicians": 0}, NO, "art. 10 (1): nobody"),
    (TOWNSHIP_STATION, {"physicians": None}, UNKNOWN, "art. 10 (1)"),
    (TOWNSHIP_STATION, ASSISTED, NO, "art. 10 (1): operations need a licensed physician"),
    (TOWNSHIP_STATION, ASSISTED | NO_OPERATIONS, YES, "art. 10 (1): an assistant is enough"),
    (TOWNSHIP_STATION, ASSISTED | NO_OPERATIONS | {"early_termination": True}, NO, "art. 10 (1)"),
    (TOWNSHIP_STATION, ASSISTED | NO_OPERATIONS | {"male_sterilisation": True}, NO, "art. 10 (1)"),
    (
        TOWNSHIP_STATION,
        ASSISTED | NO_OPERATIONS | {"female_sterilisation": None},
        UNKNOWN,
        "art. 10 (1)",
    ),
    (TOWNSHIP_STATION, {"physicians": 3, "assistant_physicians": None}, YES, "art. 10 (1)"),
    (TOWNSHIP_STATION, {"equipment": False}, NO, "art. 10 (2)"),
    (TOWNSHIP_STATION, {"emergencies": False}, NO, "art. 10 (3)"),
    (TOWNSHIP_STATION, {"safety_rules": False}, NO, "art. 10 (4)"),
    (TOWNSHIP_STATION, {"standards": False}, NO, "art. 10 (5)"),
    (TOWNSHIP_STATION, {"approved": False}, NO, "art. 9 ¶2"),
    (TOWNSHIP_STATION, {"approved": None}, UNKNOWN, "art. 9 ¶2"),
    (TOWNSHIP_STATION, {"assistant_physicians": -1}, UNKNOWN, "contradictory"),
    (INFORMED_CONSENT, {"asks_consent": False}, NO, "art. 17"),
    (INFORMED_CONSENT, {"asks_consent": None}, UNKNOWN, "art. 17"),
    (INFORMED_CONSENT, {"secures_safety": False}, NO, "art. 17"),
    (CLINICAL_STAFF, {"staff_licensed": False}, NO, "art. 29 ¶1"),
    (CLINICAL_STAFF, {"physicians_registered": False}, NO, "art. 29 ¶1"),
    (CLINICAL_STAFF, {"private_practice": True}, NO, "art. 29 ¶2"),
    (CLINICAL_STAFF, {"private_practice": None}, UNKNOWN, "art. 29 ¶2"),
    (FIVE_PROCEDURES, {"iud_insertion": False}, NO, "art. 9 (1)"),
    (FIVE_PROCEDURES, {"iud_removal": False}, NO, "art. 9 (2)"),
    (FIVE_PROCEDURES, {"female_sterilisation": False}, NO, "art. 9 (3)"),
    (FIVE_PROCEDURES, {"male_sterilisation": False}, NO, "art. 9 (3)"),
    (FIVE_PROCEDURES, {"early_termination": False}, NO, "art. 9 (4)"),
    (FIVE_PROCEDURES, {"early_termination": None}, UNKNOWN, "art. 9 (4)"),
]


@pytest.mark.parametrize(("scheme", "facts", "outcome", "citation"), FLOORS)
def test_floors(
    scheme: Scheme[Facility], facts: dict[str, object], outcome: Outcome, citation: str
) -> None:
    """Each floor by itself, met, not met and unknown."""
    verdict = scheme.verdict(STATION | facts, on=date(2012, 3, 1))
    assert verdict.outcome is outcome, citation


def test_negative_staff_is_named() -> None:
    """A number of physicians below zero is a contradiction, not a missing physician."""
    verdict = TOWNSHIP_STATION.verdict(STATION | {"physicians": -1}, on=date(2012, 3, 1))
    assert "below zero" in verdict.why[0]


def test_records_and_mappings_agree() -> None:
    """A record gives the verdict that the same facts give by name."""
    station = Facility(**STATION)  # type: ignore[arg-type]
    on = date(2012, 3, 1)
    asked = [TOWNSHIP_STATION.verdict(source, on=on).to_dict() for source in (station, STATION)]
    assert asked[0] == asked[1]


def test_every_scheme_is_filed() -> None:
    """Four schemes, all about facilities."""
    assert len({scheme.code for scheme in SCHEMES}) == 4
    assert all(scheme.subject is FACILITY for scheme in SCHEMES)
