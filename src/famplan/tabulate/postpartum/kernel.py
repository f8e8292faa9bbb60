"""Deliveries of the last years: how many months ago, and whether the mother's status is since then.

A woman is asked once whether her menses have returned and whether she has had intercourse since her
latest birth. For her earlier births both ended before the next one: the answer is no, and known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.tabulate.deliveries import FOLLOWED, births_of, columns_of_births, one_delivery
from famplan.tabulate.distribution import Cases, DistributionKernel
from famplan.tabulate.histories import months_since

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.sources import RowSource

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["ANSWERS", "MONTHS", "STATES", "Phase", "PostpartumKernel", "deliveries_of"]

Phase: TypeAlias = Literal["dhs6", "dhs7", "dhs8"]
"""Which deliveries count, and how their months are counted."""

ANSWERS = ("v405", "v406")
"""Whether a woman has had no menses, and no intercourse, since her latest birth."""
MONTHS = 2
"""Months of a group of births."""
STATES = 9
"""No, yes and unknown for menses, each with no, yes and unknown for intercourse."""

_UNKNOWN = 2
_OF_BIRTHS = {"date": "b3", "twins": "b0", "completed": "b19"}
_OF_PREGNANCIES = {"date": "p3", "twins": "p0", "completed": "p19", "outcome": "p32"}
_LIVE, _STILL = 1, 2  # outcomes of pregnancies; miscarriages and abortions are no births
_RANKS = tuple(f"{rank:02d}" for rank in range(1, 41))


@attrs.frozen(kw_only=True)
class PostpartumKernel(DistributionKernel):
    """Counts deliveries by two-month group since, and by the mother's status.

    Parameters
    ----------
    window : int
        Months before the interview in which the deliveries took place, that of interview counted.
    phase : {"dhs6", "dhs7", "dhs8"}
        Which deliveries count.
    completed : bool
        Whether the data have completed months since each of them; else months of the calendar are
        set against each other.
    twins : bool
        Whether the data say which births were of twins; else those of one month are.
    listed : bool
        Whether births stand in the order of the file, one whose month is not known in its place.
    """

    window: int
    phase: Phase
    completed: bool
    twins: bool
    listed: bool = attrs.field(default=True, eq=False)

    @property
    def kinds(self) -> Mapping[str, str]:
        """What columns of deliveries are called."""
        return _OF_PREGNANCIES if self.phase == "dhs8" else _OF_BIRTHS

    @property
    def told(self) -> tuple[str, ...]:
        """What the data tell of every delivery beside its date."""
        known = {"twins": self.twins, "completed": self.completed, "outcome": self.phase == "dhs8"}
        return tuple(kind for kind, there in known.items() if there)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        own = super(PostpartumKernel, self).columns  # noqa: UP008 - attrs makes the class anew
        more = columns_of_births(self.children, [self.kinds[kind] for kind in self.told])
        return tuple(dict.fromkeys((*own, *ANSWERS, *more)))

    @property
    def size(self) -> int:
        """Every group by every state."""
        return self.window // MONTHS * STATES

    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Take each delivery once, by the first of twins, at the mother's age at the interview."""
        now, born = (np.asarray(batch[name], dtype=np.float64) for name in ("v008", "v011"))
        births = births_of(batch, self.children, [self.kinds[kind] for kind in self.told])
        dates = births["b3"]
        older, latest = self._together(births)
        state = 3 * _answer(batch, ANSWERS[0]) + _answer(batch, ANSWERS[1])
        if not self.listed:  # the birth without a month may be the latest
            state = np.where((dates < 0).any(axis=0), STATES - 1, state)
        taken = np.zeros(len(now), dtype=bool)
        for rank in range(len(dates) - 1, -1, -1):
            taken &= older[rank]
            birth = (dates[rank] > 0) & (dates[rank] <= now)
            if self.phase == "dhs8":
                birth &= np.isin(births[self.kinds["outcome"]][rank], (_LIVE, _STILL))
            months = months_since(births, rank, now, self.kinds["completed"])
            women = np.flatnonzero(birth & ~taken & (months >= 0) & (months < self.window))
            group = months[women].astype(np.int64) // MONTHS
            status = np.where(latest[rank], state, 0)[women]
            yield Cases(women, (now - born)[women].astype(np.int64), group * STATES + status)
            taken |= birth

    def _together(
        self, births: Mapping[str, FloatArray]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell of births whether they are twins of the one before, and of the latest delivery."""
        same = one_delivery(births, self.kinds["twins"])
        everyone = np.ones((1, same.shape[1]), dtype=bool)
        latest = np.logical_and.accumulate(np.vstack([everyone, same]))
        if FOLLOWED in births:
            latest &= births[FOLLOWED] == 0
        return np.vstack([same, ~everyone]), latest


def _answer(batch: Batch, name: str) -> NDArray[np.int64]:
    """0 no, 1 yes, 2 unknown."""
    column = np.asarray(batch[name], dtype=np.float64)
    found: NDArray[np.int64] = np.where(column == 1, 1, np.where(column == 0, 0, _UNKNOWN))
    return found


def deliveries_of(
    source: RowSource, layout: Layout, phase: Phase | None
) -> tuple[Layout, Phase, bool, bool]:
    """Find out which deliveries some data have, and what they say of them.

    Parameters
    ----------
    source : RowSource
        The data.
    layout : Layout
        Where they keep what.
    phase : {"dhs6", "dhs7", "dhs8"}, optional
        Which deliveries count; by the columns that are there unless given.

    Returns
    -------
    tuple
        The layout whose births are the deliveries, the phase, whether completed months are there,
        and whether twins are numbered.

    Raises
    ------
    DefinitionError
        There is no such phase, or a table of births has no stillbirths.
    InvalidInputError
        The data have no outcomes of pregnancies.
    """
    if phase is not None:
        one_of(phase, get_args(Phase), argument="phase")
    if layout.births is not None:
        if phase == "dhs8":
            problem = "dhs8 counts stillbirths, and a table of births has none"
            raise DefinitionError("phase", problem, remedy='give phase="dhs7"')
        return layout, phase or "dhs6", False, False
    present = set(source.columns)

    def there(stem: str, ranks: tuple[str, ...]) -> tuple[str, ...]:
        named = {f"{stem}_{rank}": layout.own(f"{stem}_{rank}") for rank in ranks}
        return tuple(standard for standard, own in named.items() if own in present)

    pregnancies = there(_OF_PREGNANCIES["date"], _RANKS)
    if phase is None:
        has_months = there(_OF_BIRTHS["completed"], _RANKS[:1])
        phase = "dhs7" if has_months else "dhs6"
        phase = "dhs8" if pregnancies and there(_OF_PREGNANCIES["outcome"], _RANKS[:1]) else phase
    kinds = _OF_BIRTHS
    if phase == "dhs8":
        first = [f"{_OF_PREGNANCIES[kind]}_{_RANKS[0]}" for kind in ("date", "outcome")]
        source.check(tuple(layout.own(name) or name for name in first))
        layout, kinds = attrs.evolve(layout, children=pregnancies), _OF_PREGNANCIES
    ranks = tuple(child.rpartition("_")[2] for child in layout.children)
    completed = phase != "dhs6" and len(there(kinds["completed"], ranks)) == len(ranks)
    return layout, phase, completed, len(there(kinds["twins"], ranks)) == len(ranks)
