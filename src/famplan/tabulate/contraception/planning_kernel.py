"""The kernel of planning: births or pregnancies by the mother's wish, their order and her age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.model.age import AgeGroups
from famplan.tabulate.contraception.women import placed, places_of
from famplan.tabulate.distribution import Cases, DistributionKernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch

__all__ = ["AGES", "ORDERS", "PREGNANCY", "STATUS", "PlanningKernel"]

STATUS = ("then", "later", "not at all")
"""When the woman wanted the child."""
ORDERS = ("1", "2", "3", "4+")
"""Orders of births that are kept apart."""
AGES = AgeGroups.regular(15, 50, width=5)
"""Ages of mothers at the birth; younger and older ones are put to the first and the last."""
PREGNANCY = ("v213", "v214", "v225")
"""Columns of the current pregnancy: whether there is one, its months, whether it was wanted."""
_NINE = 9  # months of a pregnancy
_MONTHS = 12
_LIVE = 1  # of p32, how a pregnancy ended
_WISH = places_of([[1], [2], [3]])


@attrs.frozen(kw_only=True)
class PlanningKernel(DistributionKernel):
    """Counts births or pregnancies, and current ones, by wish, order and the mother's age then.

    Parameters
    ----------
    definition : str
        By which definition; what is counted follows from the columns that are named.
    window : int
        Months before the interview in which they are counted.
    wishes : tuple of str
        Columns of the wish for each, the latest first.
    outcomes : tuple of str
        Columns of how each pregnancy ended, the latest first; none where all are live births.
    borne : str
        Column of the number of children ever born, if there is one.
    """

    definition: str
    window: int
    wishes: tuple[str, ...]
    outcomes: tuple[str, ...] = ()
    borne: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        own = super(PlanningKernel, self).columns  # noqa: UP008 - attrs makes the class anew
        more = (*PREGNANCY, *self.wishes, *self.outcomes, *filter(None, [self.borne]))
        return tuple(dict.fromkeys((*own, *more)))

    @property
    def size(self) -> int:
        """Each order by each wish, and the wish that is not known."""
        return len(ORDERS) * (len(STATUS) + 1)

    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Take what ended in the window, and the child that a woman carries."""
        now, born = (np.asarray(batch[name], dtype=np.float64) for name in ("v008", "v011"))
        dates = [np.asarray(batch[name], dtype=np.float64) for name in self.children]
        live = [self._live(batch, rank, date) for rank, date in enumerate(dates)]
        older = self._borne(batch, live)
        carried = older + 1
        for date, lives, wish in zip(dates, live, self.wishes, strict=False):
            older = older - lives
            women = np.flatnonzero((date > 0) & (now - date < self.window) & (date <= now))
            yield self._cases(women, date - born, older + 1, np.asarray(batch[wish]))
        women = np.flatnonzero(np.asarray(batch["v213"]) == 1)
        months = np.asarray(batch["v214"], dtype=np.float64)
        # How far a pregnancy is that she did not say stands in no one's way of being counted.
        left = _NINE - np.clip(np.nan_to_num(months, nan=_NINE), 0, _NINE)
        yield self._cases(women, now + left - born, carried, np.asarray(batch["v225"]))

    def _live(self, batch: Batch, rank: int, date: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which of the pregnancies of a rank were live births."""
        found: NDArray[np.bool_] = date > 0
        if rank < len(self.outcomes):
            found &= np.asarray(batch[self.outcomes[rank]]) == _LIVE
        return found

    def _borne(self, batch: Batch, live: list[NDArray[np.bool_]]) -> NDArray[np.int64]:
        """Count the children that each has borne: those she says, else those that are listed."""
        listed: NDArray[np.int64] = np.sum(live, axis=0, dtype=np.int64)
        if not self.borne:
            return listed
        said = np.asarray(batch[self.borne], dtype=np.float64)
        found: NDArray[np.int64] = np.where(said >= listed, said, listed).astype(np.int64)
        return found

    @staticmethod
    def _cases(
        women: NDArray[np.intp],
        age: NDArray[np.float64],
        order: NDArray[np.int64],
        wish: NDArray[np.float64],
    ) -> Cases:
        limits = AGES.bounds[0] * _MONTHS, AGES.bounds[-1] * _MONTHS - 1
        return Cases(
            women,
            np.clip(age[women], *limits).astype(np.int64),
            (np.clip(order[women], 1, len(ORDERS)) - 1) * (len(STATUS) + 1)
            + placed(wish[women], _WISH),
        )
