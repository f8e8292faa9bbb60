"""Where the data keep calendars: names of columns, phase, letters, and how rows are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.choices import nearest
from famplan.tabulate.calendars.checking import CheckedCalendars
from famplan.tabulate.calendars.letters import Letters, letters_of
from famplan.tabulate.calendars.texts import with_fixed_texts
from famplan.tabulate.checks import checked_count
from famplan.tabulate.column_names import renamed, spelled_names
from famplan.tabulate.columns import missing_codes
from famplan.tabulate.layouts import Layout
from famplan.tabulate.sources import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from famplan.tabulate.calendars.kernel import CalendarKernel
    from famplan.tabulate.checks import Faults
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.sources import RowSource

    Labels: TypeAlias = dict[str, Mapping[Any, str]]

__all__ = [
    "PARTS",
    "CalendarReading",
    "Opened",
    "open_calendars",
    "read_calendars",
    "whole_numbers",
]

PARTS = {
    "events": "vcal_1",
    "reasons": "vcal_2",
    "marriage": "vcal_3",
    "start": "v017",
    "position": "v018",
    "months": "v019",
}
"""Plain names of the columns of a calendar, and the names that kernels use."""

_NEEDED = ("events", "position")
_OPTIONAL = ("reasons", "marriage")  # what a survey may not have
_PHASES = ("dhs2", "dhs3", "dhs4", "dhs5", "dhs6", "dhs7", "dhs8")
_RECODE = "dhs"  # what other measures call recode files of any phase
_WOMAN = ("v001", "v002", "v003")
_CASE = "caseid"

K = TypeVar("K", bound="CalendarKernel")


class CalendarReading(TypedDict, total=False):
    """Where the data keep what, and what to do with rows that cannot be right.

    Each is an argument of `famplan.tabulate.calendar` and means the same there.
    """

    layout: str | None
    letters: str | Letters | Mapping[str, Any] | None
    columns: Mapping[str, str | Sequence[str] | None] | None
    missing: Mapping[str, Sequence[float]] | None
    faults: Faults
    progress: bool


class Opened:
    """Data with calendars: the open source, its layout, its letters and the columns it has."""

    def __init__(
        self, source: RowSource, layout: Layout, letters: Letters, parts: tuple[str, ...]
    ) -> None:
        self.source, self.layout = source, layout
        self.letters, self.parts = letters, parts


def open_calendars(
    data: object,
    reading: CalendarReading,
    *,
    needed: Sequence[str] = (),
    optional: Sequence[str] = ("reasons",),
) -> Opened:
    """Open data and find out where they keep their calendars.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes.
    reading : CalendarReading
        How they are read.
    needed : sequence of str
        Standard columns that must be there beside the calendar.
    optional : sequence of str
        Parts that are read where they are there; others of them only if they are named.

    Raises
    ------
    DefinitionError
        No phase, survey or role of a column is called so.
    InvalidInputError
        A column is not in the data.

    Examples
    --------
    >>> data = {"calendar": ["  00"], "v018": [3], "v005": [1], "v008": [1362], "v021": [1]}
    >>> named = {"events": "calendar", "start": None, "months": None, "stratum": None}
    >>> open_calendars(data, {"columns": named}).parts
    ('vcal_1', 'v018')
    """
    _check_words(reading)
    phase = (reading.get("layout") or _RECODE).lower()
    phase = "dhs7" if phase == _RECODE else phase
    if phase not in _PHASES:
        raise DefinitionError("layout", f"{phase!r} is none of {', '.join(_PHASES)}")
    own = dict(reading.get("columns") or {})
    woman = own.pop("woman", None)
    given = {role: own.pop(role) for role in (*PARTS, *PARTS.values()) if role in own}
    named: dict[str, str | None] = renamed(own)
    for role, name in given.items():
        if name is not None and not isinstance(name, str):
            raise DefinitionError("columns", f"{role} must be one column")
        if name is None and role in {*_NEEDED, *(PARTS[x] for x in _NEEDED)}:
            raise DefinitionError("columns", f"{role} cannot be absent")
        named[PARTS.get(role, role)] = name
    text_names = [named.get(name, name) for name in ("vcal_1", "vcal_2", "vcal_3")]
    source = opened(with_fixed_texts(data, text_names))
    names = {**spelled_names(source.columns), **_spelled_texts(source.columns), **named}
    parts = _parts(names, source, given=named, optional=optional)
    _check(names, source, (*parts, *needed))
    layout = Layout(
        name="dhs",
        names=names,
        woman=_woman(woman, names, source),
        children=(),
        missing={
            **missing_codes(),
            **{key: tuple(codes) for key, codes in (reading.get("missing") or {}).items()},
        },
    )
    return Opened(source, layout, letters_of(reading.get("letters"), phase), parts)


def whole_numbers(given: int | Sequence[int], *, argument: str) -> tuple[int, ...]:
    """Read one whole number or several, each once.

    Raises
    ------
    InvalidInputError
        One of them is none.

    Examples
    --------
    >>> whole_numbers(12, argument="months"), whole_numbers([6.0, 12, 6], argument="months")
    ((12,), (6, 12))
    """
    found = np.atleast_1d(np.asarray(given)).tolist()
    for value in found:
        if isinstance(value, str) or value is None or value != value // 1:
            raise InvalidInputError(argument, f"{value!r} is no whole number")
    return tuple(dict.fromkeys(map(int, found)))


def _check_words(reading: Mapping[str, object]) -> None:
    """Refuse a word that means nothing here; a table of births that is not there is none."""
    known = CalendarReading.__annotations__
    for word, value in reading.items():
        if word not in known and not (word == "births" and value is None):
            near = nearest(word, known)
            remedy = f"did you mean {near}?" if near else f"known are {', '.join(known)}"
            raise DefinitionError(word, "means nothing for calendars", remedy=remedy)


def _spelled_texts(present: Sequence[str]) -> dict[str, str]:
    """Find the columns of texts as files for SPSS and SAS spell them: VCAL$1."""
    plain = {own.lower().replace("$", "_"): own for own in present}
    return {name: plain[name] for name in PARTS.values() if name in plain and name not in present}


def _parts(
    names: Mapping[str, str | None],
    source: RowSource,
    *,
    given: Mapping[str, str | None],
    optional: Sequence[str],
) -> tuple[str, ...]:
    """Tell which columns of a calendar are read; reasons and marriage only if they are there."""
    present = set(source.columns)
    found = []
    for role, name in PARTS.items():
        own = names.get(name, name)
        unasked = own not in present or role not in optional
        absent = role in _OPTIONAL and name not in given and unasked
        if own is not None and not absent:
            found.append(name)
    return tuple(found)


def _check(names: Mapping[str, str | None], source: RowSource, needed: Sequence[str]) -> None:
    wanted = {name: names.get(name, name) for name in ("v005", "v008", "v021", "v022", *needed)}
    present = set(source.columns)
    missing = [name for name, own in wanted.items() if own is not None and own not in present]
    if missing:
        roles = {name: role for role, name in PARTS.items()} | _DESIGN
        told = ", ".join(f'"{roles.get(name, name)}": "your_name"' for name in missing)
        shown = ", ".join(
            f"{wanted[name]} ({roles[name]})" if name in roles else str(wanted[name])
            for name in missing
        )
        where = "columns" if source.name == "data" else f"{source.name}, columns"
        remedy = f"say what yours is called: columns={{{told}}}"
        raise InvalidInputError(where, f"{shown} not in the data", remedy=remedy)


_DESIGN = {
    "v005": "weight",
    "v008": "interview",
    "v011": "born",
    "v021": "cluster",
    "v022": "stratum",
}


def _woman(
    named: str | Sequence[str] | None, names: Mapping[str, str | None], source: RowSource
) -> tuple[str, ...]:
    """Take the columns that tell women apart: those named, or the usual ones if all are there."""
    if named is not None:
        return (named,) if isinstance(named, str) else tuple(named)
    usual = tuple(str(names.get(column, column)) for column in _WOMAN)
    if set(usual) <= set(source.columns):
        return usual
    return tuple(own for own in source.columns if own.lower() == _CASE)[:1]


def read_calendars(
    data: object,
    kernel_of: Callable[[Opened], K],
    reading: CalendarReading,
    *,
    by: Sequence[str],
    needed: Sequence[str] = (),
) -> tuple[K, Counts, Labels]:
    """Count calendars with a kernel.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes.
    kernel_of : callable
        Makes the kernel for opened data.
    reading : CalendarReading
        How they are read.
    by : sequence of str
        Group columns, for their labels.
    needed : sequence of str
        Standard columns that must be there beside the calendar.

    Returns
    -------
    tuple
        The kernel, its counts, and what the values of group columns are called.
    """
    found = open_calendars(data, reading, needed=needed)
    kernel = kernel_of(found)
    counts = checked_count(
        kernel,
        found.source,
        layout=found.layout,
        faults=reading.get("faults", "error"),
        progress=reading.get("progress", False),
        check=CheckedCalendars,
    )
    return kernel, counts, found.layout.labels(found.source, by)
