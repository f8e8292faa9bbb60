"""The kernel that counts outcomes: rows judged batch by batch, and nobody kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.rules.first_reasons import first_reasons, reasons_of
from famplan.rules.frames import judge_of
from famplan.rules.outcome import Outcome
from famplan.tabulate.coding import Coded
from famplan.tabulate.counts import Counter
from famplan.tabulate.sources import opened, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from famplan.rules.applied import Applied
    from famplan.rules.frames import Judge
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.kernel import Batch, Column

__all__ = ["OutcomeKernel", "as_groups", "count_outcomes"]

_OUTCOMES = tuple(str(outcome) for outcome in Outcome)
# Codes run from "not in force", -2, to "eligible", 1.
_PLACES = np.array([_OUTCOMES.index(str(Outcome.from_code(code))) for code in range(-2, 2)])
_LOWEST = -2


@attrs.frozen(kw_only=True, eq=False)
class OutcomeKernel:
    """Counts rows by group and by the outcomes of one rule or several.

    Parameters
    ----------
    judges : mapping of str to Judge
        What judges the rows, by the name of the dimension of its outcomes.
    by : tuple of str
        Group columns.
    reasons : bool
        Whether to tell the first reason apart; only of a single judge.
    """

    judges: Mapping[str, Judge]
    by: tuple[str, ...] = ()
    reasons: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        read = (name for judge in self.judges.values() for name in judge.columns)
        return tuple(dict.fromkeys((*self.by, *read)))

    def counter(self) -> Counter:
        """Start a count."""
        reason = ("requirement",) if self.reasons else ()
        return Counter((*self.by, *self.judges, *reason), {"records": 1})

    def add(self, batch: Batch, counter: Counter) -> None:
        """Judge a batch and count it."""
        keys: list[Column] = [batch[name] for name in self.by]
        for judge in self.judges.values():
            codes = judge.codes(batch)
            keys.append(Coded(_PLACES[codes - np.int8(_LOWEST)], _OUTCOMES))
            if self.reasons:
                keys.append(Coded(first_reasons(judge, batch, codes), reasons_of(judge)))
        rows = counter.rows(keys)
        ones: NDArray[np.bool_] = np.ones(len(rows), dtype=bool)
        counter.put("records", rows, ones)


def count_outcomes(  # noqa: PLR0913 - what to judge, when, and by what groups
    applied: Mapping[str, Applied[Any]],
    data: object,
    *,
    on: date | str | None,
    by: tuple[str, ...],
    reasons: bool = False,
    progress: bool = False,
    reading: Mapping[str, Any],
) -> Counts:
    """Count the rows of any data by group and outcome.

    Parameters
    ----------
    applied : mapping of str to Applied
        Rules or schemes, by the name of the dimension of their outcomes.
    data : object
        Anything `famplan.tabulate` counts.
    on : date, str or None
        The reference date of all rows, or the column that has one for each.
    by : tuple of str
        Group columns.
    reasons : bool
        Whether to tell the first reason apart.
    progress : bool
        Show how far the reading is.
    reading : mapping
        The other arguments of `Scheme.status`.

    Returns
    -------
    Counts

    Raises
    ------
    InvalidInputError
        A column is missing or holds what it cannot, or `on` is an array.
    """
    source = opened(data)
    judges = {name: judge_of(one, source, on=on, **reading) for name, one in applied.items()}
    if any(judge.per_row for judge in judges.values()):
        problem = "an array of dates stands beside the data"
        raise InvalidInputError("on", problem, remedy="make it a column of theirs and name it")
    kernel = OutcomeKernel(judges=judges, by=by, reasons=reasons)
    return run(kernel, source, progress=progress)


def as_groups(by: str | Sequence[str], reserved: Sequence[str]) -> tuple[str, ...]:
    """Accept one column to group by or several, each once and none named like a field.

    Raises
    ------
    DefinitionError
        A column is named twice, or like a field of the table.

    Examples
    --------
    >>> as_groups("township", ("outcome",)), as_groups(["township", "sex"], ("outcome",))
    (('township',), ('township', 'sex'))
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    for place, name in enumerate(names):
        if name in reserved:
            problem = f"{name!r} is a field of the table"
            raise DefinitionError("by", problem, remedy="give the column another name")
        if name in names[:place]:
            raise DefinitionError("by", f"{name!r} is named twice")
    return names
