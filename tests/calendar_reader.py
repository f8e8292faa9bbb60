"""A second reading of calendars, woman by woman and month by month, to check the fast one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

EVENTS = {letter: code for code, letter in enumerate("0123456789WNALCFEMS")}
EVENTS |= {"B": 81, "T": 82, "P": 83, "?": 99}
REASONS = {letter: code for code, letter in enumerate("0123456789CFAD")}
REASONS |= {"W": 96, "K": 98, "?": 99}
CAUSE = {1: 1, 2: 2, 9: 3, 12: 3, 13: 3, 4: 4, 5: 4, 7: 5, 6: 6, 8: 6, 10: 6}


@dataclass
class Event:
    """One event of one woman, dated in months."""

    woman: int
    start: int
    end: int
    code: int
    reason: int = 0


def events_of(women: Mapping[str, Sequence]) -> list[list[Event]]:
    """Read the calendars of women in the order of time."""
    found = []
    for row, text in enumerate(women["vcal_1"]):
        first = women["v018"][row] - 1
        oldest_first = str(text)[first:][::-1]
        reasons = (
            str(women["vcal_2"][row]).ljust(first + len(oldest_first)) if "vcal_2" in women else ""
        )
        month, own = women["v017"][row], list[Event]()
        for letter, run in groupby(oldest_first):
            length = len(list(run))
            event = Event(row, month, month + length - 1, EVENTS[letter])
            place = first + women["v008"][row] - event.end
            event.reason = REASONS.get(reasons[place : place + 1], 0)
            own.append(event)
            month += length
        found.append(own)
    return found


@dataclass
class Episode:
    """An episode of use as it stands in the table."""

    code: int
    entry: int
    exit: int
    cause: int
    switched: bool
    weight: int
    woman: int
    reason: int = 0


def is_method(code: int) -> bool:
    """Tell whether an event is use of a method."""
    return 0 < code < 81 or code == 99


def episodes_of(
    women: Mapping[str, Sequence], *, window: tuple[int, int] = (3, 62), order: str = "dhs"
) -> list[Episode]:
    """Find the episodes at risk, following the order of the published steps."""
    latest, earliest = window
    found = []
    for own in events_of(women):
        uses = [e for e in own if is_method(e.code) and e.start != women["v017"][e.woman]]
        now = women["v008"][own[0].woman] if own else 0

        def kept(event: Event, now: int = now) -> bool:
            began, ended = now - event.start, now - event.end
            return began >= latest and not (began > earliest and ended > earliest)

        table = [e for e in uses if kept(e)]
        followers = table if order == "dhs" else uses
        for event in table:
            began, ended = now - event.start, now - event.end
            after = [e for e in followers if e.start > event.end]
            nxt = after[0] if after else None
            switched = (
                nxt is not None
                and nxt.code != event.code
                and (
                    nxt.start == event.end + 1
                    or (
                        event.reason == 7
                        and nxt.start == event.end + 2
                        and any(e.code == 0 and e.start == e.end == event.end + 1 for e in own)
                    )
                )
            )
            over = ended >= latest and (any(e.start > event.end for e in own) or event.reason > 0)
            months = event.end - event.start + 1
            found.append(
                Episode(
                    event.code,
                    max(0, began - earliest),
                    months - max(0, latest - ended),
                    CAUSE.get(event.reason, 7) if over else 0,
                    switched and over,
                    women["v005"][event.woman],
                    event.woman,
                    event.reason,
                )
            )
    return found


def incidence(episodes: Sequence[Episode], months: int, counts: Callable[[Episode], bool]) -> float:
    """Cumulate the share that ends in the way that counts, month by month."""
    left, total = 1.0, 0.0
    for month in range(1, months + 1):
        risk = sum(e.weight for e in episodes if e.entry < month <= e.exit)
        ends = [e for e in episodes if e.exit == month and e.cause]
        if not risk:
            return total if left < 1e-12 else float("nan")
        total += left * sum(e.weight for e in ends if counts(e)) / risk
        left *= 1 - sum(e.weight for e in ends) / risk
    return total
