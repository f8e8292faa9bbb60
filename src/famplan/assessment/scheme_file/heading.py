"""The head of a scheme file: what it is called, whom it is for, since when, by which text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.assessment.scheme_file.rows import SchemeRow
from famplan.catalogue.indicator import Grade, Source

if TYPE_CHECKING:
    from datetime import date

    from famplan.assessment.faults import Faults

__all__ = ["Heading", "heading_of"]

_GRADES = {str(grade): grade for grade in Grade}


@attrs.frozen(kw_only=True)
class Heading:
    """What a scheme file says of itself, before its arguments are given.

    Parameters
    ----------
    code, name, name_zh : str
        Short name, and names in both languages.
    kinds : tuple of str
        Kinds of unit that it assesses; empty where it makes no difference between them.
    since, until : date, optional
        First day in force, and first day no longer.
    source : Source
        The text, and how well it was seen.
    note : str
        What the text does not say, and how it was read.
    arguments : mapping of str to str
        What the caller has to say, and what each is.

    Examples
    --------
    >>> from famplan.assessment import schemes
    >>> dazhou = next(entry for entry in schemes() if entry.code == "dazhou-2010")
    >>> print(dazhou)
    dazhou-2010: Dazhou, targets for county governments 2010 (from 2010-01-01 to before \
2011-01-01) – Notice of the Dazhou city government office on the 2010 targets, section 2 (1) [B]
    """

    code: str
    name: str
    name_zh: str = ""
    kinds: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    source: Source
    note: str = ""
    arguments: dict[str, str] = attrs.field(factory=dict)

    def in_force(self, on: date) -> bool:
        """Whether the text was in force on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    @property
    def window(self) -> str:
        """When it was in force."""
        since = f"from {self.since}" if self.since else ""
        until = f"to before {self.until}" if self.until else ""
        return " ".join(part for part in (since, until) if part) or "not dated"

    def __str__(self) -> str:
        """Code, name, window and source in one line."""
        return f"{self.code}: {self.name} ({self.window}) – {self.source}"


def heading_of(table: Any, arguments: dict[str, str], faults: Faults) -> Heading | None:  # noqa: ANN401 - from a file
    """Read the ``[scheme]`` table; None where it has a fault."""
    if not isinstance(table, dict):
        faults.add("scheme", "is missing, or not a table", "write [scheme] with code and name")
        return None
    row = SchemeRow(table, where="scheme", faults=faults)
    fields: dict[str, Any] = {key: row.text(key, needed=True) for key in ("code", "name")}
    fields |= {key: row.text(key) for key in ("name_zh", "note")}
    fields |= {key: row.day(key) for key in ("since", "until")}
    fields["kinds"] = row.texts("kinds")
    if fields["since"] and fields["until"] and fields["until"] <= fields["since"]:
        row.fault("until", f"{fields['until']} is not after since {fields['since']}")
    source = _source(row)
    return row.make(lambda: Heading(**fields, source=source, arguments=arguments))  # type: ignore[arg-type]  # a missing one is a fault


def _source(row: SchemeRow) -> Source | None:
    if not row.has("source"):
        row.fault("source", "is missing", "write [scheme.source] with title and grade")
        row.raw("source")
        return None
    inner = row.inner("source")
    title = inner.text("title", needed=True)
    locator, url = inner.text("locator"), inner.text("url")
    grade = inner.one_of("grade", _GRADES, needed=True)
    return inner.make(lambda: Source(title, locator=locator, url=url, grade=grade))  # type: ignore[arg-type]  # as above
