"""Rows that cannot be right: found in every batch before a kernel counts it.

A fault of a woman concerns her whole row, a fault of a birth only that birth. What happens to them
is the caller's choice: an error that names every fault, leaving them out, or keeping them.
Whatever the choice, nobody is counted whose age cannot be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.errors import DefinitionError, FaultyRowsError, InvalidInputError
from famplan.tabulate.coding import Coded
from famplan.tabulate.columns import numbers, without
from famplan.tabulate.findings import DUPLICATE
from famplan.tabulate.sources import opened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counter, Counts
    from famplan.tabulate.findings import FaultLog
    from famplan.tabulate.kernel import Batch, Column, Kernel
    from famplan.tabulate.layouts import Layout

__all__ = ["CheckedKernel", "Faults", "checked_count", "unknown_in"]

Faults: TypeAlias = Literal["error", "drop", "keep"]
"""What to do with rows that cannot be right."""

_UNDATED = "month of a birth is missing"
_FEW = 0.25  # where fewer women than this have a birth, theirs are picked out first
_YOUNGEST = 10 * 12  # months: no girl gives birth before her tenth birthday


@attrs.frozen
class CheckedKernel:
    """A kernel that reads its columns through a layout and checks every row before it counts.

    Parameters
    ----------
    kernel : Kernel
        What counts; it names columns as recode files do.
    layout : Layout
        Where the data keep them.
    faults : {"error", "drop", "keep"}
        ``"keep"`` counts rows with a fault as they stand; the others leave them out. In every
        case they are noted in the counts' findings.
    factors : tuple of str
        Columns that multiply a woman's exposure, which must be known.
    """

    kernel: Kernel
    layout: Layout
    faults: Faults = "error"
    factors: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read, as the data have them."""
        return self.layout.columns(self.kernel.columns)

    def counter(self) -> Counter:
        """Start a count."""
        return self.kernel.counter()

    def add(self, batch: Batch, counter: Counter) -> None:
        """Check one batch, and count what is left of it."""
        log = counter.faults
        size = len(next(iter(batch.values())))
        found = self.layout.standard(batch, self.kernel.columns, before=log.rows)
        for name in self.factors:
            found[name] = numbers(found[name], str(self.layout.own(name)), before=log.rows)
        faulty = self._women(found, size, log)
        again = self._duplicates(batch, log)
        unplaced = unknown_in(found, ("v008", "v011", *self.factors), size)
        log.births += self._joined(found, again)
        self._births(found, unplaced, log)
        log.rows += size
        left_out = unplaced if self.faults == "keep" else unplaced | faulty | again
        if left_out.any():
            found = {name: column[~left_out] for name, column in found.items()}
        if self.faults == "keep" and "v005" in found:
            # A weight that is not known, or is no number, weighs nothing.
            found["v005"] = np.nan_to_num(_values(found["v005"]), posinf=0.0)
        if not left_out.all():
            self.kernel.add(found, counter)

    def _women(self, found: dict[str, Column], size: int, log: FaultLog) -> NDArray[np.bool_]:
        """Note the faults of women, and tell which rows have one."""
        faulty = np.zeros(size, dtype=bool)

        def note(rule: str, name: str, wrong: NDArray[np.bool_]) -> None:
            if wrong.any():
                rows = np.flatnonzero(wrong)
                column = found[name]
                values = None if isinstance(column, Coded) else column
                log.note(rule, rows, self.layout.own(name) or name, values)
                np.logical_or(faulty, wrong, out=faulty)

        for name, what in _REQUIRED.items():
            if name in found:
                note(f"{what} is missing", name, unknown_in(found, (name,), size))
        for name in self.factors:
            note("all-women factor is missing", name, unknown_in(found, (name,), size))
        if "v005" in found:
            weight = _values(found["v005"])
            note("weight is 0", "v005", weight == 0)
            note("weight is negative", "v005", weight < 0)
            if weight.dtype.kind == "f" and np.isinf(weight.sum()):
                note("weight is infinite", "v005", weight == np.inf)
        if {"v008", "v011"} <= found.keys():
            early = _values(found["v008"]) <= _values(found["v011"])
            note("interview is before the woman's birth", "v008", early)
        return faulty

    def _duplicates(self, batch: Batch, log: FaultLog) -> NDArray[np.bool_]:
        """Note the women who came before, and tell which rows are theirs."""
        women = self.layout.identity(batch)
        size = len(next(iter(batch.values())))
        again = np.zeros(size, dtype=bool)
        if women is not None:
            rows = np.flatnonzero(women)
            again[rows] = log.duplicates(women[rows])
            log.note(DUPLICATE, np.flatnonzero(again))
        return again

    def _joined(self, found: dict[str, Column], again: NDArray[np.bool_]) -> int:
        """Count the births that found their mother in the batch."""
        if self.layout.births is None:
            return 0
        dates = [_values(found[name])[~again] for name in self.layout.children if name in found]
        return sum(int(np.count_nonzero(~np.isnan(column))) for column in dates)

    def _births(self, found: dict[str, Column], unplaced: NDArray[np.bool_], log: FaultLog) -> None:
        """Note the faults of births, and take those out that cannot be counted."""
        children = [name for name in self.layout.children if name in found]
        if not children or not {"v008", "v011"} <= found.keys():
            return
        earliest, latest = _values(found["v011"]) + _YOUNGEST, _values(found["v008"])
        # Nothing is said of births where the woman's own months cannot be right.
        blind = unplaced | (latest <= earliest - _YOUNGEST)
        if blind.any():
            earliest, latest = np.where(blind, -np.inf, earliest), np.where(blind, np.inf, latest)
        older = np.zeros(len(unplaced), dtype=bool)  # a birth listed as older is known
        for name in reversed(children):
            dates = _values(found[name])
            known = dates > 0
            if _misplaced(dates, known, earliest, latest) or self.layout.births is not None:
                found[name] = self._right(name, dates, earliest, latest, log)
            undated = older > known
            if undated.any() and self.layout.births is None:
                log.note(_UNDATED, np.flatnonzero(undated), self.layout.own(name) or name)
            older |= known

    def _right(
        self,
        name: str,
        dates: NDArray[np.float64],
        earliest: NDArray[np.float64],
        latest: NDArray[np.float64],
        log: FaultLog,
    ) -> NDArray[np.float64]:
        """Note the faults of one column of births, and leave those out that cannot be counted."""
        own = "birth" if self.layout.births is not None else self.layout.own(name) or name
        given = _values(without(dates, self.layout.codes(name)))
        undated = (dates < 0) | ((dates > 0) & ~(given > 0))
        young, late = (given > 0) & (given < earliest), given > latest
        log.note(_UNDATED, np.flatnonzero(undated), own)
        rule = "birth is before the mother's 10th birthday"
        log.note(rule, np.flatnonzero(young), own, dates)
        log.note("birth is after the interview", np.flatnonzero(late), own, dates)
        gone = undated if self.faults == "keep" else undated | young | late
        return np.where(gone, np.nan, given)


def _misplaced(
    dates: NDArray[np.float64],
    known: NDArray[np.bool_],
    earliest: NDArray[np.float64],
    latest: NDArray[np.float64],
) -> bool:
    """Tell whether any birth lies outside its limits: asked of every column of every batch."""
    number = np.count_nonzero(known)
    if not number:
        return False
    if number < len(known) * _FEW:  # most women have few births
        rows = np.flatnonzero(known)
        dates = dates[rows]
        return bool(((dates < earliest[rows]) | (dates > latest[rows])).any())
    return bool((((dates < earliest) & known) | (dates > latest)).any())


_REQUIRED = {
    "v005": "weight",
    "v008": "month of interview",
    "v011": "woman's month of birth",
    "v021": "cluster",
    "v022": "stratum",
}


def _values(column: Column) -> NDArray[np.float64]:
    return np.asarray(column)


def unknown_in(found: dict[str, Column], names: tuple[str, ...], size: int) -> NDArray[np.bool_]:
    """Tell which rows lack one of some columns."""
    unknown = np.zeros(size, dtype=bool)
    for name in names:
        column = found.get(name)
        if isinstance(column, Coded):
            unknown |= column.codes < 0
        elif column is not None and column.dtype.kind == "f":
            unknown |= np.isnan(column)
    return unknown


def checked_count(  # noqa: PLR0913 - what, of what, and how
    kernel: Kernel,
    data: object,
    *,
    layout: Layout,
    faults: Faults = "error",
    factors: tuple[str, ...] = (),
    progress: bool = False,
    check: type[CheckedKernel] = CheckedKernel,
) -> Counts:
    """Run a kernel over data in a layout, row by row checked: the one way to every tally.

    Parameters
    ----------
    kernel : Kernel
        What counts; it names columns as recode files do.
    data : object
        Anything `opened` takes.
    layout : Layout
        Where the data keep what, from `layout_of`.
    faults : {"error", "drop", "keep"}
        What to do with rows that cannot be right.
    factors : tuple of str
        Columns that multiply a woman's exposure.
    progress : bool
        Show how far it is.
    check : type of CheckedKernel
        What looks at rows before they are counted, where there is more to look at.

    Returns
    -------
    Counts
        With `findings`.

    Raises
    ------
    DefinitionError
        `faults` is none of the three.
    InvalidInputError
        A column is not in the data, or holds text instead of numbers; there are no rows.
    FaultyRowsError
        With ``"error"``, some rows cannot be right: it has every finding.
    """
    if faults not in get_args(Faults):
        raise DefinitionError("faults", f"{faults!r} is none of {', '.join(get_args(Faults))}")
    checked = check(kernel, layout, faults, factors)
    source = opened(data)
    try:
        counts = source.count(checked, progress=progress)
    except InvalidInputError as error:
        if type(error) is not InvalidInputError or source.name == "data":
            raise
        where = f"{source.name}, {error.where}"
        raise InvalidInputError(where, error.problem, remedy=error.remedy) from error
    if not counts.findings.rows:
        raise InvalidInputError(source.name, "there are no rows")
    if layout.births and set(layout.children) <= set(kernel.columns):
        counts = attrs.evolve(counts, findings=counts.findings.orphans(len(layout.births)))
    if faults == "error" and counts.findings:
        raise FaultyRowsError(counts.findings, where=source.name)
    return attrs.evolve(counts, findings=counts.findings.closed())
