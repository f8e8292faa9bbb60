"""Why a row does not qualify, or why that is unknown: the first reason of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.rules.outcome import Outcome
from famplan.rules.window import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from famplan.language.rows import Rows
    from famplan.rules.frames import Judge
    from famplan.rules.rule import Rule
    from famplan.tabulate.kernel import Batch

__all__ = ["REASONS", "first_reasons", "reasons_of"]

NO_DATE = "the reference date is missing"
NO_PLACE = "the place is missing"
CONTRADICTION = "facts contradict each other"
REASONS = (NO_DATE, NO_PLACE, CONTRADICTION)
"""What leaves an outcome unknown besides a requirement."""

_NOT_ELIGIBLE, _UNKNOWN = Outcome.NOT_ELIGIBLE.code, Outcome.UNKNOWN.code


def reasons_of(judge: Judge) -> tuple[str, ...]:
    """Every reason that a judge may have: keys of requirements, and `REASONS`."""
    keys = (entry.key for law in judge.laws for entry in law.requires)
    return (*dict.fromkeys(keys), *REASONS)


def first_reasons(judge: Judge, batch: Batch, codes: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return for each row of a batch the first reason, as its place in `reasons_of`.

    Parameters
    ----------
    judge : Judge
        What judged the batch.
    batch : mapping of str to column
        The batch.
    codes : ndarray of int8
        What it said.

    Returns
    -------
    ndarray of int
        -1 where there is none: the row is eligible, or the rule was not in force.
    """
    found = np.full(len(codes), -1, dtype=np.int64)
    there = np.flatnonzero((codes == _NOT_ELIGIBLE) | (codes == _UNKNOWN))
    if not there.size:
        return found
    number = {reason: place for place, reason in enumerate(reasons_of(judge))}
    rows = judge.rows(batch)
    rows.read(judge.applied.subject.facts.values())
    for place, own in _by_place(judge, batch, there):
        for law in judge.applied.laws(place):
            inside = own[np.broadcast_to(law.window(rows.on), rows.size)[own]]
            if inside.size:
                part = rows.take(inside, rows.on.take(inside), leap_day=law.leap_day)
                found[inside] = _under(law, part, codes[inside], number)
    if rows.on.known is not None:
        found[there[~np.broadcast_to(rows.on.known, rows.size)[there]]] = number[NO_DATE]
    left = there[found[there] < 0]
    found[left] = number[NO_PLACE]
    return found


def _by_place(
    judge: Judge, batch: Batch, there: NDArray[np.int64]
) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Take rows apart by the place whose texts hold for them; unknown ones under the national."""
    column = None if judge.places is None else batch[judge.places]
    if column is None or isinstance(column, np.ndarray) or not judge.applied.places:
        yield judge.place, there
        return
    nearest = [_nearest(str(value), judge.applied.places) for value in column.values]
    known = list(dict.fromkeys(["", *nearest]))
    group = np.array([*map(known.index, nearest), 0])[column.codes[there]]
    for number, place in enumerate(known):
        if (own := there[group == number]).size:
            yield place, own


def _nearest(place: str, places: tuple[str, ...]) -> str:
    return next((found for found in reversed(places_of(place)) if found in places), "")


def _under(
    law: Rule[Any], rows: Rows[Any], codes: NDArray[np.int8], number: dict[str, int]
) -> NDArray[np.int64]:
    """Return the first reason under one law; -1 where it gives none."""
    found = np.full(rows.size, -1, dtype=np.int64)
    not_eligible = codes == _NOT_ELIGIBLE
    failed = np.zeros(rows.size, dtype=bool)
    for entry in reversed(law.requires):
        yes, no = entry.condition.masks(rows)
        found[np.where(not_eligible, no, ~(yes | no))] = number[entry.key]
        failed |= no
    # What fails here and is unknown all the same is so because it may be elsewhere.
    found[failed & ~not_eligible] = -1
    for contradiction in law.contradictions:
        wrong = np.broadcast_to(contradiction.condition.masks(rows).yes, rows.size)
        found[wrong & ~not_eligible] = number[CONTRADICTION]
    return found
