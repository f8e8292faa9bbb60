"""Which rows of a population count belong to which scope: registered, resident and the others.

A row says where the places of living and of registration meet. Rows roll up to any level: who was
registered in another township of the county is no in-migrant of the county.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import DefinitionError
from famplan.model.residence import PopulationScope
from famplan.tabulate.coding import Coded
from famplan.tabulate.register.standing import settled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.places import Places

__all__ = ["in_scope", "read_scope", "resettled", "whose_scope_is_unknown"]


def read_scope(scope: PopulationScope | str) -> PopulationScope:
    """Read a scope that records can tell.

    Raises
    ------
    DefinitionError
        There is no such scope, or records do not tell it.

    Examples
    --------
    >>> read_scope("registered").name_zh
    '户籍人口'
    """
    known = [str(entry) for entry in PopulationScope if entry is not PopulationScope.HUNG]
    if scope not in known:
        raise DefinitionError("scope", f"{scope!r} is none of {', '.join(known)}")
    return PopulationScope(scope)


def in_scope(counts: Counts, places: Places, scope: PopulationScope) -> NDArray[np.bool_]:
    """Tell which rows of a count certainly belong to a scope."""
    lives, own, known, long, short = _facts(counts, places)
    elsewhere = known & ~own
    registered = own | (~lives & known)
    inflow = lives & elsewhere & long
    answers = {
        PopulationScope.REGISTERED: registered,
        PopulationScope.INFLOW: inflow,
        PopulationScope.OUTFLOW: ~lives & elsewhere & long,
        PopulationScope.TEMPORARY: lives & elsewhere & short,
        PopulationScope.TOTAL: registered | inflow | (lives & ~known & long),
        # Who has been here long enough is resident wherever the registration is.
        PopulationScope.RESIDENT: (lives & (own | long)) | (~lives & short),
    }
    return answers[scope]


def whose_scope_is_unknown(counts: Counts, places: Places) -> NDArray[np.bool_]:
    """Tell which rows may or may not be residents of their unit."""
    _, own, _, long, short = _facts(counts, places)
    return ~own & ~long & ~short


def _facts(counts: Counts, places: Places) -> tuple[NDArray[np.bool_], ...]:
    """Tell who lives there, who is registered there, if that is known, long and short stays."""
    side, meeting, stay = (_column(counts, name) for name in ("side", "meeting", "stay"))
    known = np.array([value is not None for value in meeting], dtype=bool)
    meets = np.array([-2 if value is None else value for value in meeting], dtype=np.int64)
    ranks = _ranks(counts, places)
    own = known & (meets >= ranks)
    return side == "lives", own, known, stay == True, stay == False  # noqa: E712 - None is neither


def _column(counts: Counts, name: str) -> NDArray[Any]:
    return counts.coded[counts.dimensions.index(name)].decoded()


def _ranks(counts: Counts, places: Places) -> NDArray[np.int64]:
    area = counts.coded[0]
    ranks = [places.rank(None if value is None else str(value)) for value in area.values]
    found: NDArray[np.int64] = np.array([*ranks, places.rank(None)], dtype=np.int64)[area.codes]
    return found


def resettled(counts: Counts, places: Places) -> Counts:
    """Adapt a population count to units that have grown: some from elsewhere are inside now."""
    if "meeting" not in counts.dimensions:
        return counts
    side, meeting, stay = (_column(counts, name) for name in ("side", "meeting", "stay"))
    unknown = np.array([value is None for value in meeting], dtype=bool)
    meets = np.where(unknown, -2, meeting).astype(np.int8)
    stays = np.array([-1 if value is None else int(value) for value in stay], dtype=np.int8)
    meets, stays = settled(meets, stays, _ranks(counts, places))
    kept = (side == "lives") | (meets < _ranks(counts, places))  # who lives inside counts there
    values = (False, True)
    coded = list(counts.coded)
    coded[counts.dimensions.index("stay")] = Coded(stays, values)
    lowest, highest = -1, int(meets.max(initial=0))
    spread = tuple(range(lowest, highest + 1))
    coded[counts.dimensions.index("meeting")] = Coded(
        np.where(unknown, -1, meets.astype(np.int64) - lowest), spread
    )
    sums = {name: array[kept] for name, array in counts.sums.items()}
    return type(counts)(counts.dimensions, [key[kept] for key in coded], sums, counts.findings)
