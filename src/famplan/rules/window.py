"""Windows in which a text was in force, and places where it was: half-open, and nested."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from famplan.errors import DefinitionError
from famplan.model.days import plain_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["check_apart", "check_place", "check_window", "in_window", "places_of", "window_text"]


def check_window(where: str, since: date | None, until: date | None) -> None:
    """Check that a window has days in it.

    Raises
    ------
    DefinitionError
        An end of it is not a date, or it ends before it begins.
    """
    for day in (since, until):
        if day is not None:
            plain_date(day, where, error=DefinitionError)
    if since is not None and until is not None and until <= since:
        raise DefinitionError(where, f"until {until} is not after since {since}")


def in_window(on: date, since: date | None, until: date | None) -> bool:
    """Tell whether a day lies in a window: from `since` on, and before `until`.

    Examples
    --------
    >>> from datetime import date
    >>> in_window(date(2009, 1, 1), date(2004, 1, 1), date(2009, 1, 1))
    False
    """
    return (since is None or since <= on) and (until is None or on < until)


def check_apart(where: str, entries: Sequence[Any]) -> None:
    """Check that no two windows have a day in common.

    Raises
    ------
    DefinitionError
        Two have.
    """
    for place, one in enumerate(entries):
        for other in entries[place + 1 :]:
            if _before(one.since, other.until) and _before(other.since, one.until):
                windows = (window_text(entry.since, entry.until) for entry in (one, other))
                problem = f"windows overlap: {' and '.join(windows)}"
                raise DefinitionError(where, problem, remedy="mend until=")


def _before(since: date | None, until: date | None) -> bool:
    return since is None or until is None or since < until


def check_place(where: str, place: str) -> None:
    """Check that a place is a path: names, and a stroke between them.

    Raises
    ------
    DefinitionError
        A name in it is missing, or has blanks around it.
    """
    if any(not part or part != part.strip() for part in place.split("/")):
        problem = f"{place!r} is not a place"
        raise DefinitionError(where, problem, remedy='write "Henan" or "Henan/Zhengzhou"')


def places_of(place: str) -> tuple[str, ...]:
    """Return a place and those it lies in, the whole country (the empty text) first.

    Examples
    --------
    >>> places_of("Henan/Zhengzhou")
    ('', 'Henan', 'Henan/Zhengzhou')
    """
    parts = place.split("/") if place else []
    return ("", *("/".join(parts[: stop + 1]) for stop in range(len(parts))))


def window_text(since: date | None, until: date | None, *, language: str = "en") -> str:
    """Say a window with its last day.

    Examples
    --------
    >>> from datetime import date
    >>> window_text(date(2009, 1, 1), date(2012, 1, 1)), window_text(date(2012, 1, 1), None)
    ('2009-01-01 to 2011-12-31', 'from 2012-01-01')
    """
    last = until and until - timedelta(days=1)
    if language == "zh":
        return f"{since or '不详'}至{last or '今'}"
    if since is None:
        return f"until {last}" if last else "always"
    return f"{since} to {last}" if last else f"from {since}"
