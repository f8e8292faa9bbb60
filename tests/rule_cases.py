"""Cases of rules: what changes on a day, one file for each room of schemes."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs

from famplan.rules.outcome import Outcome

CASES = Path(__file__).parent / "rules" / "cases"


@attrs.frozen
class Side:
    """What is said on one side of a change: the outcome, and the amounts that are sure."""

    outcome: str = attrs.field(converter=Outcome)
    paid: list[str] = attrs.field(factory=list)


def _side(row: dict[str, Any]) -> Side:
    return Side(**row)


@attrs.frozen(kw_only=True)
class Change:
    """One change: a scheme, a place, facts, the first day of the new state, and both sides."""

    room: str
    scheme: str
    source: str
    on: date
    before: Side = attrs.field(converter=_side)
    after: Side = attrs.field(converter=_side)
    place: str = ""
    facts: dict[str, Any] = attrs.field(factory=dict)

    def __str__(self) -> str:
        """Name the case for pytest."""
        return f"{self.scheme}:{self.on}:{self.place or 'national'}:{self.source}"

    def sides(self) -> list[tuple[date, Side]]:
        """Return the day before and the day, with what is said on each."""
        return [(self.on - timedelta(days=1), self.before), (self.on, self.after)]

    def found(self, day: date, facts: dict[str, Any]) -> Side:
        """Ask the scheme."""
        schemes = import_module(f"famplan.rules.{self.room}").SCHEMES
        scheme = next(entry for entry in schemes if entry.code == self.scheme)
        verdict = scheme.verdict({**facts, **self.facts}, on=day, place=self.place)
        return Side(
            verdict.outcome, [paid(entry.amount) for entry in verdict.amounts if entry.truth]
        )


def paid(amount: Any) -> str:
    """Say an amount in a word, for the table; what comes on top has a plus."""
    if amount.value is None:
        text = "set locally"
    else:
        text = f"{'at least ' if amount.floor else ''}{amount.value} {amount.period}"
    return f"+ {text}" if amount.adds else text


def changes(room: str) -> list[Change]:
    """Every case of a room."""
    text = (CASES / f"{room}.toml").read_text(encoding="utf-8")
    return [Change(room=room, **row) for row in tomllib.loads(text)["case"]]
