"""Triggers from the tables of a scheme file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.assessment.rows import rows_of
from famplan.assessment.sanctions import Sanction
from famplan.assessment.triggers.event import EventTrigger
from famplan.assessment.triggers.figure import Comparison, FigureTrigger
from famplan.assessment.triggers.graded import GradeTrigger
from famplan.assessment.triggers.missed import MissedTrigger
from famplan.assessment.triggers.status import StatusTrigger

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from famplan.assessment.faults import Faults
    from famplan.assessment.item import Item
    from famplan.assessment.measures import Measure
    from famplan.assessment.rows import Row
    from famplan.assessment.triggers.trigger import Trigger

__all__ = ["triggers_from"]

_GROUNDS = ("measure", "event", "status", "missed", "grades")
_SANCTIONS = {str(sanction): sanction for sanction in Sanction if sanction is not Sanction.NONE}
_COMPARISONS = {comparison.replace(" ", "_"): comparison for comparison in Comparison}


def triggers_from(
    rows: Any,  # noqa: ANN401 - from a file
    faults: Faults,
    *,
    measures: Mapping[str, Measure] | None = None,
    items: Collection[Item] = (),
    grades: Collection[str] = (),
) -> tuple[Trigger, ...]:
    """Read the ``[[trigger]]`` tables of a scheme; every fault is noted.

    Parameters
    ----------
    rows : list of dict
        Each with ``code``, ``sanction`` and one ground: ``measure`` with ``above``, ``at_least``,
        ``below`` or ``at_most``; ``event`` (and ``times``); ``status`` (and ``years``);
        ``missed``, a list of items (and ``times``); or ``grades``, a list.
    faults : Faults
        Where faults are noted.
    measures : mapping of str to Measure
        The measures of the scheme.
    items : collection of Item
        The items of the scheme.
    grades : collection of str
        The codes of its grades.

    Returns
    -------
    tuple of Trigger
        Those without a fault.

    Examples
    --------
    >>> from famplan.assessment.faults import Faults
    >>> faults = Faults()
    >>> rows = [{"code": "a", "sanction": "veto", "event": "concealment"},
    ...         {"code": "b", "sanction": "vetto", "status": "key-managed", "years": 2}]
    >>> [trigger.code for trigger in triggers_from(rows, faults)]
    ['a']
    >>> print(*faults)
    trigger 2 (b), sanction: 'vetto' is not known; allowed: notice, yellow card, veto
    """
    by_code = {item.code: item for item in items}
    read = []
    codes: set[str] = set()
    for row in rows_of(rows, "trigger", faults):
        trigger = _trigger(row, measures or {}, by_code, grades)
        if trigger is None:
            continue
        if trigger.code in codes:
            row.fault("code", f"there is another trigger {trigger.code!r}")
            continue
        codes.add(trigger.code)
        read.append(trigger)
    return tuple(read)


def _trigger(
    row: Row, measures: Mapping[str, Measure], items: Mapping[str, Item], grades: Collection[str]
) -> Trigger | None:
    fields: dict[str, Any] = {"code": row.text("code", needed=True)}
    fields["sanction"] = row.one_of("sanction", _SANCTIONS, needed=True)
    fields |= {key: row.text(key) for key in ("name", "name_zh", "clause")}
    fields["applies_to"] = row.texts("applies_to")
    grounds = [ground for ground in _GROUNDS if row.has(ground)]
    if len(grounds) != 1:
        given = " and ".join(grounds) or "none"
        row.fault("ground", f"{given} given", f"give one of {', '.join(_GROUNDS)}")
        return None
    if grounds == ["measure"]:
        return _figure(row, fields, measures)
    if grounds == ["missed"]:
        return _missed(row, fields, items)
    if grounds == ["grades"]:
        return _graded(row, fields, grades)
    if grounds == ["event"]:
        event, times = row.text("event", needed=True), row.whole("times", 1)
        return row.make(lambda: EventTrigger(event=event, times=times or 1, **fields))
    status, years = row.text("status", needed=True), row.whole("years", 1)
    return row.make(lambda: StatusTrigger(status=status, years=years or 1, **fields))


def _figure(row: Row, fields: dict[str, Any], measures: Mapping[str, Measure]) -> Trigger | None:
    measure = row.one_of("measure", measures)
    given = [key for key in _COMPARISONS if row.has(key)]
    bounds = {key: row.number(key) for key in _COMPARISONS}
    if len(given) != 1:
        row.fault("measure", f"{len(given)} bounds", f"give one of {', '.join(_COMPARISONS)}")
        return None
    return row.make(
        lambda: FigureTrigger(
            measure=measure,  # type: ignore[arg-type]  # a missing one is a fault already
            comparison=_COMPARISONS[given[0]],
            bound=bounds[given[0]],  # type: ignore[arg-type]  # as above
            **fields,
        )
    )


def _missed(row: Row, fields: dict[str, Any], items: Mapping[str, Item]) -> Trigger | None:
    missed, times = row.texts("missed"), row.whole("times", 1)
    for code in missed:
        if code not in items:
            row.fault("missed", f"no item {code!r}", f"items: {', '.join(items) or 'none'}")
        elif items[code].target is None and not items[code].by_unit:
            row.fault("missed", f"item {code!r} has no target to miss", "give it one")
    return row.make(lambda: MissedTrigger(items=missed, times=times or 1, **fields))


def _graded(row: Row, fields: dict[str, Any], grades: Collection[str]) -> Trigger | None:
    codes = row.texts("grades")
    for code in codes:
        if code not in grades:
            row.fault("grades", f"no grade {code!r}", f"grades: {', '.join(grades) or 'none'}")
    return row.make(lambda: GradeTrigger(grades=codes, **fields))
