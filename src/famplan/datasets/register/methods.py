"""Method use between births, and the procedures that begin and end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.datasets.register.people import NEVER
from famplan.model.contraception import ContraceptiveMethod
from famplan.model.procedure import ProcedureKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from famplan.datasets.register.births import Births
    from famplan.datasets.register.histories import Histories
    from famplan.datasets.register.people import People
    from famplan.datasets.register.plan import Plan

__all__ = ["Procedures", "Spells", "procedures_of", "spells_of"]

_METHODS = list(ContraceptiveMethod)
_KINDS = list(ProcedureKind)
_BEGINS = {
    "female sterilisation": "female sterilisation",
    "male sterilisation": "male sterilisation",
    "IUD": "IUD insertion",
    "implant": "implant insertion",
}
_ENDS = {"IUD": "IUD removal", "implant": "implant removal"}
_PREGNANCY = 280
# By place among the methods; no method, the place -1, is the last.
_PERMANENT = np.array([*(bool(method.permanent) for method in _METHODS), False])


@attrs.define(kw_only=True, eq=False)
class Spells:
    """Spells of method use of married women: woman's row, method, days; `NEVER` is still in use.

    A method of the husband stands with his wife, as the statistics count it.
    """

    woman: NDArray[np.int64]
    method: NDArray[np.int64]
    started: NDArray[np.int64]
    stopped: NDArray[np.int64]


@attrs.define(kw_only=True, eq=False)
class Procedures:
    """Procedures: kind, days, and whether there was a complication; nobody is named."""

    kind: NDArray[np.int64]
    performed: NDArray[np.int64]
    consented: NDArray[np.int64]
    complication: NDArray[np.int64]
    area: NDArray[np.int64]


def spells_of(
    random: np.random.Generator,
    plan: Plan,
    histories: Histories,
    people: People,
    women: NDArray[np.int64],
) -> Spells:
    """Draw what couples use after the marriage and after each birth, until the next conception."""
    table = plan.schedules.published["methods"]
    begins = np.column_stack([histories.married, histories.delivered])
    following = np.column_stack([histories.delivered, np.full(len(women), np.nan)])
    more = ~np.isnan(following)
    earliest, latest = table["days_after_birth"]
    waits = random.integers(earliest, latest, begins.shape)
    waits[:, 0] = random.integers(0, 60, len(women))
    method = _chosen(random, table, more)
    started = begins + waits
    fifty = (people.birth[women] + 50 * 365.25)[:, None]
    stopped = np.where(more, following - _PREGNANCY - random.integers(0, 60, more.shape), fifty)
    stopped = np.where(_PERMANENT[method], NEVER, stopped)
    known = np.minimum(people.last_day()[women], plan.end)[:, None]
    kept = (method >= 0) & (started < np.minimum(stopped, known)) & (stopped >= plan.start)
    woman, slot = np.nonzero(kept)
    stop = stopped[woman, slot]
    return Spells(
        woman=women[woman],
        method=method[woman, slot],
        started=started[woman, slot].astype(np.int64),
        stopped=np.where(stop < known[woman, 0], stop, NEVER).astype(np.int64),
    )


def _chosen(
    random: np.random.Generator, table: Mapping[str, Any], more: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Draw the method after each event, -1 for none; sterilisation only after the last child."""
    rows = np.array([table["after_marriage"], table["after_first"], table["after_later"]])
    edges = np.cumsum(rows, axis=1)[np.minimum(np.arange(more.shape[1]), 2)]
    drawn = (random.random(more.shape)[:, :, None] >= edges[None]).sum(axis=2)
    named = [_METHODS.index(ContraceptiveMethod(name)) for name in table["methods"]]
    method: NDArray[np.int64] = np.array([*named, -1])[drawn]
    method[_PERMANENT[method] & more] = _METHODS.index(ContraceptiveMethod.IUD)
    return method


def procedures_of(
    random: np.random.Generator, plan: Plan, spells: Spells, births: Births, people: People
) -> Procedures:
    """List the procedures of the window, each with consent given on or before its day."""
    kind, performed, area = _of_spells(plan, spells, people)
    # Abortions stand beside births, in the areas where births are; nobody's history has them.
    table = plan.schedules.published["services"]
    recent = births.mother[births.day >= plan.start]
    number = random.binomial(len(recent), table["abortions_per_birth"])
    beside = people.area[random.choice(recent, number)] if number else area[:0]
    abortion = _KINDS.index(ProcedureKind.INDUCED_ABORTION)
    performed = np.append(performed, random.integers(plan.start, plan.end, number))
    count = len(performed)
    some = random.random(count) < table["complications"]
    return Procedures(
        kind=np.append(kind, np.full(number, abortion)),
        performed=performed,
        consented=performed - random.integers(0, 8, count),
        complication=np.where(some, random.integers(1, 5, count), 0),
        area=np.append(area, beside),
    )


def _of_spells(
    plan: Plan, spells: Spells, people: People
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return kind, day and area of the procedures that began or ended a spell in the window."""
    kind = np.append(_kinds(_BEGINS)[spells.method], _kinds(_ENDS)[spells.method])
    performed = np.append(spells.started, spells.stopped)
    woman = np.tile(spells.woman, 2)
    here = (performed >= np.maximum(plan.start, people.since[woman])) & (performed < plan.end)
    here &= kind >= 0
    return kind[here], performed[here], people.area[woman[here]]


def _kinds(of: Mapping[str, str]) -> NDArray[np.int64]:
    """Return the procedure of each method, -1 where there is none."""
    kind = np.full(len(_METHODS), -1, dtype=np.int64)
    for name, procedure in of.items():
        kind[_METHODS.index(ContraceptiveMethod(name))] = _KINDS.index(ProcedureKind(procedure))
    return kind
