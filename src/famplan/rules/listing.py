"""The list of schemes as people and programs read it: windows, what is paid on a day, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.rules.register import schemes
from famplan.rules.window import window_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from famplan.catalogue.indicator import Source
    from famplan.rules.amount import Amount
    from famplan.rules.rule import Rule
    from famplan.rules.scheme import Scheme

__all__ = ["Listed", "listed"]

_MANY = 3
"""Amounts that a line shows at most."""


@attrs.frozen(eq=False)
class Listed:
    """A scheme in a list: its texts, and what it pays there.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    laws : tuple of Rule
        The text in force on the day that was asked for, or all of them.
    amounts : tuple of Amount
        Those of the day; without a day none.
    """

    scheme: Scheme[Any]
    laws: tuple[Rule[Any], ...]
    amounts: tuple[Amount[Any], ...] = ()

    @property
    def windows(self) -> str:
        """When its texts were in force."""
        windows = (window_text(law.since, law.until) for law in self.laws)
        return "; ".join(dict.fromkeys(windows))

    @property
    def verified(self) -> bool:
        """Whether famplan's makers have seen every source of what is listed."""
        return all(source.verified for source in _sources(self.laws, self.amounts))

    @property
    def paid(self) -> str:
        """What is paid, in one line."""
        said = [
            f"{amount} ({amount.case})" if amount.case else str(amount) for amount in self.amounts
        ]
        more = len(said) - _MANY
        return "; ".join([*said[:_MANY], f"and {more} more"] if more > 0 else said)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {
            "code": self.scheme.code,
            "name": self.scheme.name,
            "name_zh": self.scheme.name_zh,
            "subject": self.scheme.subject.name,
            "windows": [
                {"since": _text(law.since), "until": _text(law.until), "ended_by": law.ended_by}
                for law in self.laws
            ],
            "places": list(self.scheme.places),
            "amounts": [amount.to_dict() for amount in self.amounts],
            "verified": self.verified,
        }


def listed(*, on: date | None = None, place: str = "") -> tuple[Listed, ...]:
    """List every scheme, or with a day those in force and what they pay.

    Parameters
    ----------
    on : date, optional
        A day.
    place : str
        Where: ``"Henan"``, ``"Henan/Zhengzhou"``; empty for the national texts alone.

    Returns
    -------
    tuple of Listed
        In the order of the register.

    Examples
    --------
    >>> from datetime import date
    >>> found = {entry.scheme.code: entry for entry in listed(on=date(2012, 3, 1))}
    >>> found["rural-reward"].paid
    '960 yuan a year per person'
    """
    if on is None:
        return tuple(Listed(scheme, scheme.laws(place)) for scheme in schemes())
    held = ((scheme, scheme.law(on, place=place)) for scheme in schemes(on=on))
    return tuple(Listed(scheme, (law,), _paid(law, on)) for scheme, law in held if law is not None)


def _paid(law: Rule[Any], on: date) -> tuple[Amount[Any], ...]:
    """Take the amounts of a day; the most local ones replace the others of their case."""
    held = [amount for amount in law.amounts if amount.in_force(on, law.place)]
    nearest: dict[str, int] = {}
    for amount in held:
        if not amount.adds:
            nearest[amount.case] = max(nearest.get(amount.case, 0), len(amount.place))
    return tuple(x for x in held if x.adds or len(x.place) == nearest[x.case])


def _sources(laws: Iterable[Rule[Any]], amounts: Iterable[Amount[Any]]) -> Iterator[Source]:
    for law in laws:
        yield law.source
        yield from (entry.source for entry in law.requires if entry.source is not None)
    yield from (amount.source for amount in amounts)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
