"""Histories in which every birth has its place: checked so that one without a month leaves a gap.

Rates lose a birth whose month is not known, and no more. Order and interval of those after it are
lost too: without it they would be numbers, and wrong. Which births are recent goes by completed
months (`b19_01` …) where files have them, as in reports since the seventh phase of the surveys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of
from famplan.tabulate.checks import CheckedKernel
from famplan.tabulate.deliveries import columns_of_births, told
from famplan.tabulate.joining import UNDATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.findings import FaultLog
    from famplan.tabulate.kernel import Column
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.sources import RowSource

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["COMPLETED", "CheckedHistories", "Months", "completed_told", "months_since"]

COMPLETED = "b19"
"""Completed months since a birth."""

Months: TypeAlias = Literal["completed", "calendar"]
"""Months since a birth: completed ones, or between the months of the birth and the interview."""


def completed_told(source: RowSource, layout: Layout, months: Months | None) -> tuple[str, ...]:
    """Tell whether completed months are to be read: their kind of columns, or none.

    Raises
    ------
    DefinitionError
        There are no such months.
    InvalidInputError
        Completed months are wanted, and the data do not have them of every birth.
    """
    if months is not None:
        one_of(months, get_args(Months), argument="months")
    found = told(source, layout, COMPLETED)
    if months == "completed" and not found:
        problem = "the data do not have completed months of every birth, b19_01 …"
        raise InvalidInputError("months", problem, remedy='"calendar" needs none')
    return () if months == "calendar" else found


def months_since(
    births: Mapping[str, FloatArray], rank: int, now: FloatArray, completed: str = COMPLETED
) -> FloatArray:
    """Months since one birth of each woman: completed ones where they are told.

    Examples
    --------
    >>> births = {"b3": np.array([[1350.0, 1350.0]]), "b19": np.array([[11.0, np.nan]])}
    >>> months_since(births, 0, np.array([1362.0, 1362.0])).tolist()
    [11.0, 12.0]
    """
    between: FloatArray = now - births["b3"][rank]
    if completed not in births:
        return between
    given = births[completed][rank]
    return np.where(np.isnan(given), between, given)


@attrs.frozen
class CheckedHistories(CheckedKernel):
    """A checked kernel that is told of births whose month is not known: their month is -1."""

    def _births(self, found: dict[str, Column], unplaced: NDArray[np.bool_], log: FaultLog) -> None:
        """Note the faults of births, and mark those that are there but cannot be counted."""
        children = [name for name in self.layout.children if name in found]
        given = {name: np.asarray(found[name], dtype=np.float64) for name in children}
        super()._births(found, unplaced, log)
        older = np.zeros(len(unplaced), dtype=bool)
        for name in reversed(children):
            dates, left = given[name], np.asarray(found[name], dtype=np.float64)
            there = ~np.isnan(dates) & (dates != 0)
            lost = (there | older) & ~(left > 0)
            if lost.any():
                found[name] = np.where(lost, UNDATED, left)
            older |= there
        for name in children:
            self._completed(found, name, log)

    def _completed(self, found: dict[str, Column], child: str, log: FaultLog) -> None:
        """Note completed months since a birth that contradict its date."""
        (name,) = columns_of_births((child,), (f"{child[0]}19",))
        if name not in found:
            return
        date = np.asarray(found[child], dtype=np.float64)
        between = np.asarray(found["v008"], dtype=np.float64) - date
        months = np.asarray(found[name], dtype=np.float64)
        # Completed months are one less where the day of the interview comes first.
        contradict = (months > between) | (months < between - 1)
        window: int = getattr(self.kernel, "window")  # noqa: B009 - of every kernel that reads them
        wrong = contradict & (date > 0) & (np.fmin(months, between) < window)
        if wrong.any():
            own, rows = self.layout.own(name) or name, np.flatnonzero(wrong)
            log.note("months since birth contradict its date", rows, own, months)
            if self.faults != "keep":
                found[child] = np.where(wrong, UNDATED, date)
