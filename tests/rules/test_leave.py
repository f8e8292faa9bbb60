"""Leave after an operation: days by province, before and after the texts that were read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from famplan.model.procedure import Procedure
from famplan.rules.leave import OPERATION_LEAVE
from famplan.rules.outcome import Outcome
from famplan.rules.plain_values import scheme_from
from famplan.rules.subjects.client import CLIENT, Client

DAY = timedelta(days=1)
LIAONING, JILIN, HENAN = date(2021, 11, 26), date(2021, 9, 28), date(2020, 6, 3)

DAYS = [
    # Liaoning art. 20
    ("Liaoning", LIAONING, "IUD insertion", "3 days once"),
    ("Liaoning", LIAONING, "implant insertion", "5 days once"),
    ("Liaoning", LIAONING, "IUD removal", "2 days once"),
    ("Liaoning", LIAONING, "implant removal", "5 days once"),
    ("Liaoning", LIAONING, "female sterilisation", "21 days once"),
    ("Liaoning", LIAONING, "male sterilisation", "10 days once"),
    ("Liaoning", LIAONING, "induced abortion", "15–42 days once"),
    ("Liaoning", LIAONING, "sterilisation reversal", "15–21 days once"),
    # Jilin art. 43
    ("Jilin", JILIN, "IUD insertion", "2 days once"),
    ("Jilin", JILIN, "IUD removal", "1 days once"),
    ("Jilin", JILIN, "male sterilisation", "15 days once"),
    ("Jilin", JILIN, "female sterilisation", "21 days once"),
    ("Jilin", JILIN, "induction", "21–98 days once"),
    # Henan art. 29
    ("Henan", HENAN, "IUD insertion", "2 days once"),
    ("Henan", HENAN, "male sterilisation", "21 days once"),
]


def ask(on: date, place: str, **facts: Any) -> Any:
    """Judge someone who was operated that day."""
    known = {"performed": on, "employed": True, **facts}
    return OPERATION_LEAVE.verdict(known, on=on, place=place)


@pytest.mark.parametrize(("place", "since", "kind", "days"), DAYS)
def test_days_are_those_of_the_text(place: str, since: date, kind: str, days: str) -> None:
    """From the day of the text the days of an operation are known; the day before they are not."""
    verdict = ask(since, place, kind=kind)
    assert verdict.outcome is Outcome.ELIGIBLE
    assert [str(entry.amount) for entry in verdict.amounts] == [days]
    before = ask(since - DAY, place, kind=kind)
    assert before.outcome is Outcome.ELIGIBLE
    assert "not known until" in str(before.amount)
    assert before.unverified


def test_operations_that_a_text_does_not_name_fall_to_the_law() -> None:
    """Henan's text names no implant: its days are by national rules, and not known here."""
    verdict = ask(HENAN, "Henan", kind="implant insertion")
    assert str(verdict.amount) == "an amount set locally (by national and provincial rules)"


def test_only_liaoning_asks_for_employment() -> None:
    """Liaoning's days are for employees; the law and the other texts name everyone."""
    assert ask(LIAONING, "Liaoning", employed=False).outcome is Outcome.NOT_ELIGIBLE
    assert ask(LIAONING, "Liaoning", employed=None).outcome is Outcome.UNKNOWN
    for place in ("", "Jilin", "Henan"):
        assert ask(LIAONING, place, employed=None).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize(
    ("on", "outcome"),
    [(date(2002, 8, 31), Outcome.NOT_IN_FORCE), (date(2002, 9, 1), Outcome.ELIGIBLE)],
)
def test_the_law_begins(on: date, outcome: Outcome) -> None:
    """The law gives leave from 2002-09-01."""
    assert ask(on, "").outcome is outcome


def test_leave_follows_the_operation() -> None:
    """Before the operation there is no leave; without its day nothing is known."""
    on = date(2022, 5, 1)
    assert ask(on, "Jilin", performed=on + DAY).outcome is Outcome.NOT_ELIGIBLE
    assert ask(on, "Jilin", performed=None).outcome is Outcome.UNKNOWN


def test_a_procedure_will_do() -> None:
    """The record of a procedure gives its kind and its day."""
    day = date(2022, 5, 1)
    procedure = Procedure(kind="IUD removal", performed=day, consented=day)
    verdict = OPERATION_LEAVE.verdict(Client(procedure=procedure), on=day, place="Jilin")
    assert str(verdict.amount) == "1 days once"


def test_it_is_data() -> None:
    """The scheme survives the way through plain values."""
    values = OPERATION_LEAVE.to_dict()
    assert scheme_from(values, CLIENT).to_dict() == values
