"""Texts on who may have how many children: read from the data files, each with its window."""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Grade, Source
from famplan.errors import DefinitionError
from famplan.rules.birth_policy.grounds import GROUNDS, condition_of
from famplan.rules.subjects.couple import PREVIOUS_BIRTH, SPACING_WAIVED, WOMAN_BIRTH
from famplan.rules.window import check_window, in_window

if TYPE_CHECKING:
    from datetime import date

    from famplan.language.conditions import Condition
    from famplan.rules.subjects.couple import CoupleAtBirth

__all__ = [
    "PROVINCES",
    "Ground",
    "Spacing",
    "Text",
    "known_without_spacing",
    "regimes",
    "spacings",
    "texts",
]


@attrs.frozen
class Ground:
    """A ground of one text: what it asks for, and where it stands."""

    key: str
    name: str
    name_zh: str
    condition: Condition[CoupleAtBirth] = attrs.field(repr=False)
    source: Source


@attrs.frozen(kw_only=True, eq=False)
class Text:
    """A text in force somewhere in a window, as far as it was read.

    Parameters
    ----------
    places : tuple of str
        Provinces.
    since, until : date, optional
        First day, and first day no longer in force.
    start, end : Grade
        How well each of the two days is known.
    source : Source
        The text.
    complete : bool
        Whether every ground of it was read.
    number : int, optional
        Children that every couple may have, where it is not the national number.
    grounds : tuple of Ground
        Who may have one more.
    ended_by, note : str
        What ended it, and what else there is to know.
    """

    places: tuple[str, ...]
    since: date
    until: date | None = None
    start: Grade
    end: Grade
    source: Source
    complete: bool = False
    number: int | None = None
    grounds: tuple[Ground, ...]
    ended_by: str = ""
    note: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the window."""
        check_window(self.source.title, self.since, self.until)

    def in_force(self, on: date) -> bool:
        """Whether it was in force on a day."""
        return in_window(on, self.since, self.until)

    @property
    def unverified(self) -> tuple[str, ...]:
        """Days of its window that were not verified."""
        return _unverified(self)


def _unverified(entry: Text | Spacing) -> tuple[str, ...]:
    found = []
    if entry.start is Grade.MEMORY:
        found.append(f"{entry.source}: first day {entry.since} not verified")
    if entry.end is Grade.MEMORY:
        found.append(f"{entry.source}: in force until {entry.until} not verified")
    return tuple(found)


@attrs.frozen(kw_only=True, eq=False)
class Spacing:
    """How long a couple had to wait for another child, or how old the woman had to be."""

    place: str
    since: date
    until: date
    start: Grade
    end: Grade
    source: Source
    condition: Condition[CoupleAtBirth] = attrs.field(repr=False)
    ended_by: str = ""
    note: str = ""

    def in_force(self, on: date) -> bool:
        """Whether it was in force on a day."""
        return in_window(on, self.since, self.until)

    @property
    def unverified(self) -> tuple[str, ...]:
        """Days of its window that were not verified."""
        return _unverified(self)


@cache
def _file(name: str) -> dict[str, Any]:
    path = resources.files("famplan.rules") / "data" / "birth_policy" / f"{name}.toml"
    return loads(path.read_text(encoding="utf-8"))


PROVINCES: dict[str, str] = _file("regimes")["provinces"]
"""Provinces by the names that rules use, with their Chinese names."""


@cache
def regimes() -> dict[str, Any]:
    """National regimes, the favourable rule and the fee regulation, as the file has them."""
    return _file("regimes")


@cache
def texts() -> tuple[Text, ...]:
    """Every provincial text, the general before the particular."""
    rows = [*_file("one_child_years")["text"], *map(_start_row, _file("one_only_child")["start"])]
    return tuple(map(_text, [*rows, *_file("since_2016")["text"]]))


@cache
def spacings() -> tuple[Spacing, ...]:
    """Every provincial rule on spacing."""
    return tuple(map(_spacing, _file("one_child_years")["spacing"]))


def known_without_spacing(place: str, on: date) -> bool:
    """Tell whether it is known that a province asked for no spacing on a day.

    Examples
    --------
    >>> from datetime import date
    >>> [known_without_spacing("Anhui", date(2013, 6, day)) for day in (1, 2)]
    [False, True]
    """
    if on >= regimes()["regime"][2]["since"]:
        return True
    free = _file("one_child_years")["no_spacing"]
    return place in free["places"] and on >= free["since"]


def _start_row(row: dict[str, Any]) -> dict[str, Any]:
    """Make a text of the day from which one-partner-only-child couples may have two children."""
    day = row.get("adopted")
    locator = f"one partner an only child; adopted {day}" if day else "one partner an only child"
    return {
        "places": [row["place"]],
        "since": row["since"],
        "until": regimes()["regime"][2]["since"],
        "ended_by": regimes()["regime"][1]["ended_by"],
        "start": row.get("start", "M"),
        "source": {"title": row["title"], "locator": locator, "grade": row.get("grade", "C")},
        "note": row.get("note", ""),
        "grounds": [{"ground": "one_only_child"}],
    }


def _text(row: dict[str, Any]) -> Text:
    row = dict(row)
    source = Source(**row.pop("source"))
    but = row.pop("everywhere_but", None)
    places = row.pop("places", None) or [name for name in PROVINCES if name not in but]
    strange = set(places) - set(PROVINCES)
    if strange:
        raise DefinitionError(source.title, f"{', '.join(sorted(strange))} is no province")
    start, end = (Grade(row.pop(key, source.grade)) for key in ("start", "end"))
    grounds = tuple(_ground(entry, source) for entry in row.pop("grounds"))
    return Text(places=tuple(places), source=source, start=start, end=end, grounds=grounds, **row)


def _ground(entry: dict[str, Any], source: Source) -> Ground:
    options = dict(entry)
    key, at = options.pop("ground"), options.pop("at", "")
    locator = " ".join(part for part in (_base(source.locator, at), at) if part)
    condition = condition_of(key, **options)
    kind = GROUNDS[key]
    return Ground(key, kind.name, kind.name_zh, condition, attrs.evolve(source, locator=locator))


def _base(locator: str, at: str) -> str:
    """Keep the article of the text, unless the ground names its own."""
    return "" if at.startswith("art") else locator


def _spacing(row: dict[str, Any]) -> Spacing:
    asked = WOMAN_BIRTH.age() >= row["woman"]
    if "years" in row:
        asked = (PREVIOUS_BIRTH.years() >= row["years"]) & asked
    if "free_from" in row:
        asked = asked | (WOMAN_BIRTH.age() >= row["free_from"])
    if row.get("waivable"):
        asked = asked | SPACING_WAIVED
    source = Source(**row["source"])
    plain = ("place", "since", "until", "ended_by", "note")
    return Spacing(
        **{name: row[name] for name in plain if name in row},
        start=Grade(row.get("start", source.grade)),
        end=Grade(row.get("end", source.grade)),
        source=source,
        condition=asked,
    )
