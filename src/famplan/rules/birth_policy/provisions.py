"""What held in a province, stretch by stretch: the number, and every ground that was read."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache, reduce
from itertools import pairwise
from operator import or_
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import InvalidInputError
from famplan.rules.birth_policy.texts import PROVINCES, regimes, spacings, texts
from famplan.rules.subjects.couple import ORDER, OTHER_GROUND
from famplan.rules.window import in_window

if TYPE_CHECKING:
    from datetime import date

    from famplan.language.conditions import Condition
    from famplan.rules.birth_policy.texts import Ground, Spacing, Text
    from famplan.rules.subjects.couple import CoupleAtBirth

__all__ = ["Provision", "province_of", "provision", "provisions"]


@attrs.frozen(kw_only=True, eq=False)
class Provision:
    """What held in one place in one stretch of time in which nothing changed.

    Parameters
    ----------
    place : str
        A province; empty for the national text alone.
    since, until : date, optional
        First day, and first day on which something changed.
    number : int
        Children that every couple may have.
    texts : tuple of Text
        Provincial texts that were read; where one of them was read in full, it alone.
    spacing : Spacing, optional
        The rule on spacing.
    """

    place: str
    since: date
    until: date | None
    number: int
    texts: tuple[Text, ...]
    spacing: Spacing | None

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Every ground that was read."""
        return tuple(ground for text in self.texts for ground in text.grounds)

    @property
    def complete(self) -> bool:
        """Whether every ground that there was is among those that were read."""
        return any(text.complete for text in self.texts)

    @property
    def condition(self) -> Condition[CoupleAtBirth]:
        """A birth within the number, or one with a ground and the spacing asked for."""
        within = self.number >= ORDER
        asked = [ground.condition for ground in self.grounds]
        if not self.complete:
            asked.append((self.number < ORDER) & OTHER_GROUND)
        beyond = reduce(or_, asked)
        return within | (beyond if self.spacing is None else beyond & self.spacing.condition)


def province_of(place: str) -> str:
    """Return the province of a place; empty stays empty.

    Raises
    ------
    InvalidInputError
        There is no such province.

    Examples
    --------
    >>> province_of("Henan/Zhengzhou")
    'Henan'
    >>> province_of("Anhwei")
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: place: 'Anhwei' is no province; did you mean Anhui?
    """
    name = place.partition("/")[0]
    if name and name not in PROVINCES:
        near = get_close_matches(name, PROVINCES, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"provinces are {', '.join(PROVINCES)}"
        raise InvalidInputError("place", f"{name!r} is no province", remedy=remedy)
    return name


@cache
def provisions(place: str = "") -> tuple[Provision, ...]:
    """Return what held in a province, one stretch after the other.

    Parameters
    ----------
    place : str
        A province; empty for the national text alone.

    Returns
    -------
    tuple of Provision

    Examples
    --------
    >>> [(str(entry.since), entry.number) for entry in provisions("Hunan")][-3:]
    [('2021-05-31', 3), ('2021-08-20', 3), ('2023-05-31', 3)]
    """
    local = [text for text in texts() if place in text.places]
    waits = [rule for rule in spacings() if rule.place == place]
    entries: list[Any] = [*local, *waits]
    found = []
    for regime in regimes()["regime"]:
        since, until = regime["since"], regime.get("until")
        days = {day for entry in entries for day in (entry.since, entry.until) if day is not None}
        edges = sorted(day for day in days if day > since and (until is None or day < until))
        for start, stop in pairwise([since, *edges, until]):
            spacing = next((rule for rule in waits if rule.in_force(start)), None)
            held = _held([text for text in local if text.in_force(start)])
            own = [text.number for text in held if text.number is not None]
            found.append(
                Provision(
                    place=place,
                    since=start,
                    until=stop,
                    number=own[0] if own else regime["number"],
                    texts=held,
                    spacing=spacing,
                )
            )
    return tuple(found)


def _held(found: list[Text]) -> tuple[Text, ...]:
    """Keep a text that was read in full alone; otherwise everything that was read."""
    full = [text for text in found if text.complete]
    return tuple(full[-1:] or found)


def provision(place: str, on: date) -> Provision | None:
    """Return what held in a province on a day; None before the first regime."""
    found = provisions(place)
    return next((entry for entry in found if in_window(on, entry.since, entry.until)), None)
