"""Dated facts: thresholds, factors and windows, each with its source and grade.

Facts are data (``data/facts.toml``), never literals in code; a formula asks for one by key, and
one whose source was not seen warns when it is used.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError, OutsideWindowError, UnverifiedFactWarning

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Fact", "all_facts", "fact"]


@attrs.frozen(kw_only=True)
class Fact:
    """One number that law or the literature fixes, with the window in which it holds."""

    key: str
    name: str
    value: float
    unit: str
    source: Source
    since: date | None = None
    until: date | None = None
    """First day on which it no longer holds."""
    note: str = ""

    @property
    def verified(self) -> bool:
        """Whether famplan's makers have seen the source."""
        return self.source.verified

    def in_force(self, on: date) -> bool:
        """Whether the fact held on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@cache
def all_facts() -> tuple[Fact, ...]:
    """Every fact famplan ships, in file order."""
    # Loaded when the first fact is asked for: the two cost a tenth of importing numpy.
    import tomllib  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    text = (files("famplan.catalogue") / "data" / "facts.toml").read_text(encoding="utf-8")
    return tuple(_fact(row) for row in tomllib.loads(text)["fact"])


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(**{**row, "source": Source(**row["source"])})


def fact(key: str, *, on: date | None = None) -> Fact:
    """Look a fact up by its key, and by date where it has changed.

    Raises
    ------
    DefinitionError
        No fact has the key.
    OutsideWindowError
        The fact was not in force on the day.

    Warns
    -----
    UnverifiedFactWarning
        The source was not seen by famplan's makers.

    Examples
    --------
    >>> fact("replacement_fertility").value
    2.1
    """
    known = [entry for entry in all_facts() if entry.key == key]
    if not known:
        keys = ", ".join(dict.fromkeys(entry.key for entry in all_facts()))
        raise DefinitionError("fact", f"{key!r} is none of {keys}")
    held = [entry for entry in known if on is None or entry.in_force(on)]
    if not held:
        windows = ", ".join(f"{entry.since} to {entry.until}" for entry in known)
        raise OutsideWindowError(key, f"not in force on {on}; it held {windows}")
    found = held[-1]
    if not found.verified:
        warnings.warn(
            f"{found.name} ({found.value:g} {found.unit}) is not verified: {found.source}",
            UnverifiedFactWarning,
            stacklevel=2,
        )
    return found
