"""Which family-planning services are free where, by the texts that list them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Source
from famplan.model.days import plain_date
from famplan.rules.window import check_window, in_window, places_of

if TYPE_CHECKING:
    from datetime import date

__all__ = ["FreeItem", "FreeList", "free_list"]


@attrs.frozen
class FreeItem:
    """A service that is free for those who ask for it."""

    key: str
    name: str
    name_zh: str

    def __str__(self) -> str:
        """Its English name."""
        return self.name


@attrs.frozen(kw_only=True)
class FreeList:
    """The free services of one text.

    Parameters
    ----------
    items : tuple of FreeItem
        What it lists, in the order in which all lists here have it.
    source : Source
        The text.
    place : str
        Where: empty for the whole country, else a path like ``"Hainan"``.
    since, until : date, optional
        First day in force, and first day no longer in force; a local list begins on the day of
        the text that was read, and may be older.
    """

    items: tuple[FreeItem, ...]
    source: Source
    place: str = ""
    since: date | None = None
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check the window."""
        check_window("free services", self.since, self.until)


@cache
def _lists() -> tuple[FreeList, ...]:
    file = resources.files("famplan.rules") / "data" / "free_services.toml"
    data = loads(file.read_text(encoding="utf-8"))
    items = {key: FreeItem(key, *names) for key, names in data["names"].items()}
    return tuple(_list(row, items) for row in data["list"])


def _list(row: dict[str, Any], items: dict[str, FreeItem]) -> FreeList:
    held = tuple(item for key, item in items.items() if key in row["items"])
    return FreeList(**{**row, "items": held, "source": Source(**row["source"])})


def free_list(*, on: date, place: str = "") -> FreeList | None:
    """Return the list of free services in force on a day, the most local one.

    Parameters
    ----------
    on : date
        The day.
    place : str
        Where: ``"Hainan"``; empty for the national list.

    Returns
    -------
    FreeList or None
        None where no list is known here: services may be free all the same, by article 21 of the
        Population and Family Planning Law.

    Raises
    ------
    InvalidInputError
        The day is not a date.

    Examples
    --------
    >>> from datetime import date
    >>> found = free_list(on=date(2022, 3, 30), place="Fujian")
    >>> print(found.source, "–", found.items[-1])
    福建省人口与计划生育条例, art. 18 [A] – health check before pregnancy
    >>> free_list(on=date(2021, 9, 9)) is None
    True
    """
    day = plain_date(on, "on")
    held = [entry for entry in _lists() if in_window(day, entry.since, entry.until)]
    near = [entry for entry in held if entry.place in places_of(place)]
    return max(near, key=lambda entry: len(entry.place), default=None)
