"""Births of women one after the other: which delivery each belongs to, and what came before it.

Twins are one delivery. Their order is that of the first of them, and their interval that since the
preceding pregnancy which ended in a live birth. (DHS-Indicators-Stata, FE_INT.do and CM_RISK.do.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.tabulate.coding import Coded
from famplan.tabulate.columns import as_numbers
from famplan.tabulate.ordering import ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.sources import RowSource

    FloatArray: TypeAlias = NDArray[np.float64]
    IntArray: TypeAlias = NDArray[np.int64]

__all__ = [
    "FOLLOWED",
    "GROUPS",
    "PLACED",
    "TWIN",
    "Birth",
    "BirthGroup",
    "births_of",
    "columns_of_births",
    "deliveries",
    "one_delivery",
    "told",
]

TWIN = "b0"
"""Place of a child among twins: 1 the first, 2 the second; 0 if it was born alone."""
PLACED = "placed"
"""Whether every birth before one has its month, so that order and interval of it are known."""
FOLLOWED = "followed"
"""Whether a birth whose month is not known is listed as later than one."""


def columns_of_births(children: Sequence[str], kinds: Sequence[str]) -> tuple[str, ...]:
    """Name the columns that say more of the same births.

    Examples
    --------
    >>> columns_of_births(("b3_01", "b3_02"), ("b4",))
    ('b4_01', 'b4_02')
    """
    ranks = [child.partition("_")[2] for child in children]
    return tuple(f"{kind}_{rank}" for kind in kinds for rank in ranks)


def told(source: RowSource, layout: Layout, *kinds: str) -> tuple[str, ...]:
    """Tell which of some kinds of columns the data have for every birth."""
    present = set(source.columns)
    return tuple(
        kind
        for kind in kinds
        if {layout.own(name) for name in columns_of_births(layout.children, (kind,))} <= present
    )


def births_of(
    batch: Batch, children: Sequence[str], kinds: Sequence[str] = ()
) -> dict[str, FloatArray]:
    """Put the births of some women into tables, births by women, the latest first.

    Parameters
    ----------
    batch : mapping
        Columns of the women.
    children : sequence of str
        Columns of months of birth.
    kinds : sequence of str
        What else is told of the same births: ``"b0"``, ``"b4"``, ``"b5"``.

    Returns
    -------
    dict
        Months as ``"b3"``, 0 where there is no birth and -1 where its month is not known; each
        kind; and if a month is not known, `PLACED` and `FOLLOWED`.

    Examples
    --------
    The second woman's births stand in the wrong order.

    >>> batch = {"b3_01": np.array([1350, 1300]), "b3_02": np.array([np.nan, 1340]),
    ...          "b4_01": np.array([1, 1]), "b4_02": np.array([np.nan, 2])}
    >>> births = births_of(batch, ("b3_01", "b3_02"), ("b4",))
    >>> births["b3"].tolist(), births["b4"].tolist()
    ([[1350.0, 1340.0], [0.0, 1300.0]], [[1.0, 2.0], [nan, 1.0]])
    """
    found = {"b3": np.nan_to_num(_table(batch, children))}
    found |= {kind: _table(batch, columns_of_births(children, (kind,))) for kind in kinds}
    months = found["b3"]
    if (undated := months < 0).any():
        found[PLACED] = 1.0 - np.logical_or.accumulate(undated[::-1])[::-1]
        found[FOLLOWED] = 1.0 * np.logical_or.accumulate(undated)
    if not (months[1:] > months[:-1]).any():
        return found
    order = np.argsort(-months, axis=0, kind="stable")
    return {name: np.take_along_axis(table, order, axis=0) for name, table in found.items()}


def _table(batch: Batch, names: Sequence[str]) -> FloatArray:
    return np.stack([np.asarray(as_numbers(batch[name]), dtype=np.float64) for name in names])


@attrs.frozen(eq=False)
class Birth:
    """One birth of each woman, as far as she has so many.

    Parameters
    ----------
    rank : int
        Its row in the tables of births.
    born : ndarray of bool
        Who has this birth.
    placed : ndarray of bool
        Whether its order and interval are known, as all births before it have their month.
    month, preceding : ndarray
        Month of the birth, and that of the delivery before its own; 0 where there is none.
    order : ndarray of int
        Order among the woman's births; that of the first of twins.
    before : ndarray of int
        Row of the last child of the delivery before, -1 where there is none.
    """

    rank: int
    born: NDArray[np.bool_]
    placed: NDArray[np.bool_]
    month: FloatArray
    preceding: FloatArray
    order: IntArray
    before: IntArray

    @property
    def interval(self) -> FloatArray:
        """Months since the preceding delivery; unknown where there is none."""
        return np.where(self.preceding > 0, self.month - self.preceding, np.nan)


def one_delivery(births: Mapping[str, FloatArray], twin: str = TWIN) -> NDArray[np.bool_]:
    """Tell of each birth but the oldest whether it is of one delivery with the one before it.

    Born together are those of one month, and those of two months that follow each other if the
    later is told to be the second of twins or a later one. No one else is born a month after
    another; who is called a twin years after the birth before lacks the other twin.

    Parameters
    ----------
    births : mapping
        Tables of `births_of`.
    twin : str
        Kind that tells the place among twins, if the tables have it.

    Examples
    --------
    >>> months = np.array([[1351.0], [1350.0], [1320.0]])
    >>> births = {"b3": months, "b0": np.array([[2.0], [1.0], [2.0]])}
    >>> one_delivery(births).tolist(), one_delivery({"b3": months}).tolist()
    ([[True], [False]], [[False], [False]])
    """
    months = births["b3"]
    apart, both = months[:-1] - months[1:], months[1:] > 0
    together: NDArray[np.bool_] = both & (apart == 0)
    if twin in births:
        together |= both & (apart == 1) & (births[twin][:-1] > 1)
    return together


def deliveries(births: Mapping[str, FloatArray]) -> Iterator[Birth]:
    """Go through the births from each woman's first on.

    Parameters
    ----------
    births : mapping
        Tables of `births_of`.

    Yields
    ------
    Birth
        The oldest first.

    Examples
    --------
    A child, then twins.

    >>> found = [*deliveries({"b3": np.array([[1350.0], [1350.0], [1320.0]])})]
    >>> [birth.order.item() for birth in found], [birth.interval.item() for birth in found]
    ([1, 2, 2], [nan, 30.0, 30.0])
    """
    months, placed = births["b3"], births.get(PLACED)
    size = months.shape[1]
    together = np.vstack([one_delivery(births), np.zeros((1, size), dtype=bool)])
    everyone = np.ones(size, dtype=bool)
    children, order = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    latest, before = np.full(size, -1), np.full(size, -1)
    last, preceding = np.zeros(size), np.zeros(size)
    for rank in range(len(months) - 1, -1, -1):
        month = months[rank]
        born = month > 0
        new = born & ~together[rank]
        preceding, before = np.where(new, last, preceding), np.where(new, latest, before)
        children = children + born
        order = np.where(new, children, order)
        last, latest = np.where(born, month, last), np.where(born, rank, latest)
        known = everyone if placed is None else placed[rank] > 0
        yield Birth(rank, born, known, month, preceding, order, before)


@attrs.frozen
class BirthGroup:
    """A column to group births by that is made of the history.

    Parameters
    ----------
    kinds : tuple of str
        What must be told of the births.
    code : callable
        Makes the column for one birth of each woman.
    """

    kinds: tuple[str, ...]
    code: Callable[[Birth, Mapping[str, FloatArray]], Coded]


_ORDERS = (2, 4, 7)  # first orders of the classes of reports
_CLASSES = ranked(["2–3", "4–6", "7+"])


def _order(birth: Birth, _: Mapping[str, FloatArray]) -> Coded:
    return Coded(np.searchsorted(_ORDERS, birth.order, side="right") - 1, _CLASSES)


@attrs.frozen
class _OfPreceding:
    """What is told of the last child of the delivery before, by code."""

    kind: str
    names: tuple[tuple[int, str], ...]

    def __call__(self, birth: Birth, births: Mapping[str, FloatArray]) -> Coded:
        """Make the column."""
        rows = np.maximum(birth.before, 0)[None]
        answer = np.take_along_axis(births[self.kind], rows, axis=0)[0]
        codes = np.full(len(answer), -1)
        for place, (code, _) in enumerate(self.names):
            codes[(birth.before >= 0) & (answer == code)] = place
        return Coded(codes, ranked([name for _, name in self.names]))


GROUPS: dict[str, BirthGroup] = {
    "order": BirthGroup((), _order),
    "sex_of_preceding": BirthGroup(("b4",), _OfPreceding("b4", ((1, "male"), (2, "female")))),
    "survival_of_preceding": BirthGroup(("b5",), _OfPreceding("b5", ((1, "living"), (0, "dead")))),
}
"""Columns to group births by that need not be in the data."""
