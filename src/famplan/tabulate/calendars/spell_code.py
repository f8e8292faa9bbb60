"""Method, way to leave and month of use of an episode as one number: one dimension of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import attrs
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counts

    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["SpellCode", "SpellParts"]


class SpellParts(NamedTuple):
    """What numbers stand for; a method of -1 is a woman, with or without a method."""

    method: Integers
    outcome: Integers
    switched: Integers
    months: Integers


@attrs.frozen
class SpellCode:
    """How the parts of a spell are put into one number.

    Parameters
    ----------
    methods : int
        How many groups of methods there are.
    reasons : int
        How many groups of reasons there are: ways to leave are not to be seen to end (0), for a
        reason of each group, or for none that is known.
    horizon : int
        Months of use that are kept apart; later ones are together.

    Examples
    --------
    >>> code = SpellCode(methods=3, reasons=7, horizon=12)
    >>> one = np.array([1])
    >>> left = code.left(one, outcome=one * 4, switched=one > 0, months=one * 40)
    >>> [part.tolist() for part in code.parts_of(left)]
    [[1], [4], [1], [13]]
    """

    methods: int
    reasons: int
    horizon: int

    @property
    def woman(self) -> int:
        """Number of the woman herself."""
        return 0

    @property
    def unexplained(self) -> int:
        """Way to leave of use that ended, nobody knows why."""
        return self.reasons + 1

    @property
    def late(self) -> int:
        """Stands where a way to leave does for episodes that came into view late."""
        return self.reasons + 2

    def left(
        self,
        method: NDArray[np.integer],
        outcome: NDArray[np.integer],
        switched: NDArray[np.bool_],
        months: NDArray[np.integer],
    ) -> Integers:
        """Number the episodes that left in a month of use."""
        return self._number(method, outcome, switched, months)

    def entered(self, method: NDArray[np.integer], months: NDArray[np.integer]) -> Integers:
        """Number the episodes that came into view after so many months of use."""
        return self._number(method, np.int64(self.late), np.False_, months)

    def _number(
        self,
        method: NDArray[np.integer],
        outcome: NDArray[np.integer] | np.integer,
        switched: NDArray[np.bool_] | np.bool_,
        months: NDArray[np.integer],
    ) -> Integers:
        way = (method.astype(np.int64) * (self.late + 1) + outcome) * 2 + switched
        number: Integers = 1 + way * (self.horizon + 2) + np.minimum(months, self.horizon + 1)
        return number

    def parts_of(self, numbers: Integers) -> SpellParts:
        """Take numbers apart."""
        way, months = np.divmod(numbers - 1, self.horizon + 2)
        way, switched = np.divmod(way, 2)
        method, outcome = np.divmod(way, self.late + 1)
        return SpellParts(method, outcome, switched, months)

    def parts(self, counts: Counts) -> SpellParts:
        """Take the numbers of counts apart, a part for each row."""
        coded = counts.coded[counts.dimensions.index("spell")]
        values = np.array([-1 if x is None else x for x in coded.values], dtype=np.int64)
        return self.parts_of(values[coded.codes])
