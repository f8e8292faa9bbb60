"""The status of every row: from the arguments that people give to a column of their library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language.conditions import Masks
from famplan.rules.frames.engines import added, is_lazy
from famplan.rules.frames.judge import Judge
from famplan.rules.frames.libraries import column_of
from famplan.rules.frames.naming import named_columns
from famplan.rules.frames.offspring import offspring_of
from famplan.rules.frames.reference import day_of, days_of
from famplan.rules.outcome import Outcome
from famplan.tabulate.sources import opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.rules.applied import Applied
    from famplan.tabulate.sources import RowSource

__all__ = ["certain_of", "judge_of", "status_of"]


def judge_of(  # noqa: PLR0913 - as `Applied.status`
    applied: Applied[Any],
    source: RowSource,
    *,
    on: object,
    place: str = "",
    places: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    children: object = None,
    key: str | tuple[str, str] = "id",
) -> Judge:
    """Make what judges the rows of a source; the arguments are those of `Applied.status`.

    Raises
    ------
    InvalidInputError
        The source or the table of children lacks a column, or `on` is neither a day nor a column.
    """
    if place and places is not None:
        problem = "place= is one place for all rows, places= a column of them"
        raise InvalidInputError("place", problem, remedy="give one of the two")
    judge = Judge(applied=applied, on=day_of(on), place=place, places=places, per_row=_many(on))
    table = None if children is None else opened(children)
    names = named_columns(applied, judge.laws, source, table, columns or {})
    own_key, child_key = (key, key) if isinstance(key, str) else key
    if table is not None and names.child is not None:
        judge = judge.with_children(offspring_of(names.child, table, child_key), own_key)
    judge = judge.reading(names.own, source.columns)
    if not judge.columns:
        raise InvalidInputError("data", "has no columns", remedy="give a frame of facts")
    source.check(judge.columns)
    return judge


def _many(on: object) -> bool:
    return not (on is None or isinstance(on, str)) and hasattr(on, "__len__")


def status_of(
    applied: Applied[Any],
    data: Any,  # noqa: ANN401 - a frame of any library
    *,
    on: object,
    name: str = "",
    labels: bool = False,
    **reading: Any,  # noqa: ANN401 - as `judge_of`
) -> Any:  # noqa: ANN401 - a column of the same library
    """Judge every row; the arguments are those of `Applied.status`."""
    _check_benefit(applied)
    source = opened(data)
    judge = judge_of(applied, source, on=on, **reading)
    name = name or applied.code
    if is_lazy(data):
        _check_no_array(judge)
        return added(judge, data, name, labels=labels)
    days = days_of(on, data, source) if judge.per_row else None
    return column_of(judge.all_codes(source, days), data, name, labels=labels)


def _check_benefit(applied: Applied[Any]) -> None:
    """Refuse to say row by row of whom something is asked, or whose births did not conform."""
    if applied.only_counted:
        problem, remedy = "people are counted by it, and not listed", "use tally()"
        raise DefinitionError(applied.code, problem, remedy=remedy)


def _check_no_array(judge: Judge) -> None:
    if judge.per_row:
        problem = "an array beside data that are read in parts"
        raise InvalidInputError("on", problem, remedy="make it a column of theirs and name it")


def certain_of(
    applied: Applied[Any],
    data: Any,  # noqa: ANN401 - a frame of any library
    *,
    on: object,
    **reading: Any,  # noqa: ANN401 - as `judge_of`
) -> Masks:
    """Tell the rows that are certain; the arguments are those of `Applied.certain`."""
    _check_benefit(applied)
    source = opened(data)
    judge = judge_of(applied, source, on=on, **reading)
    if is_lazy(data):
        remedy = "compare the column that status() gives with 1 and 0"
        raise InvalidInputError("data", "a frame that is not in memory", remedy=remedy)
    codes = judge.all_codes(source, days_of(on, data, source) if judge.per_row else None)
    held = (codes == outcome.code for outcome in (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE))
    return Masks(*(column_of(mask, data, applied.code) for mask in held))
