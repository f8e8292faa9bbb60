"""What a matching of two lists gives: counts and rates, and no row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.quality.matching.office import OfficeRows

__all__ = ["Cells", "Matching", "Unresolved"]

Unresolved: TypeAlias = Literal["unmatched", "matched"]
"""How rows that could not be decided are counted: as no matches, or as matches."""

Cells: TypeAlias = "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]"
"""On both lists, on the first only, on the second only; by stratum."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Matching:
    """Two lists side by side: what both have, what one has, and what could not be decided.

    Parameters
    ----------
    first, second : int
        Rows of each list.
    both : int
        Rows of either that were matched with one of the other.
    steps : mapping of str to int
        How many were matched by each exact key, and how many by scores.
    unresolved_first, unresolved_second : int
        Rows that may or may not have a partner: several rows share a key, or a pair is neither
        likely enough to be accepted nor unlikely enough to be rejected.
    possible : int
        Pairs there could be among them.
    """

    first: int
    second: int
    both: int
    steps: Mapping[str, int]
    unresolved_first: int
    unresolved_second: int
    possible: int
    by: tuple[str, tuple[Any, ...]] | None
    """Name and labels of the strata."""
    _cells: Mapping[Unresolved, Cells] = attrs.field(alias="cells")
    _rows: OfficeRows = attrs.field(alias="rows")

    @property
    def first_only(self) -> int:
        """Rows of the first list that have no partner."""
        return self.first - self.both - self.unresolved_first

    @property
    def second_only(self) -> int:
        """Rows of the second list that have no partner."""
        return self.second - self.both - self.unresolved_second

    @property
    def rates(self) -> dict[str, float]:
        """Shares of the rows of each list that were matched, have no partner, are unresolved."""
        shares = {
            "first_matched": (self.both, self.first),
            "first_only": (self.first_only, self.first),
            "first_unresolved": (self.unresolved_first, self.first),
            "second_matched": (self.both, self.second),
            "second_only": (self.second_only, self.second),
            "second_unresolved": (self.unresolved_second, self.second),
        }
        return {name: part / whole if whole else np.nan for name, (part, whole) in shares.items()}

    def cells(self, *, unresolved: Unresolved) -> dict[str, Any]:
        """Counts for `famplan.quality.dual_system`, by stratum.

        Parameters
        ----------
        unresolved : {"unmatched", "matched"}
            Whether rows that could not be decided count as pairs. There is no default: the first
            makes the estimate of omission too high if they are, the second too low if they are not.

        Returns
        -------
        dict
            `both`, `first_only`, `second_only` and `by`. An event on both lists is in the stratum
            that the first gives it.

        Raises
        ------
        DefinitionError
            `unresolved` is neither.
        """
        one_of(unresolved, get_args(Unresolved), argument="unresolved")
        both, first_only, second_only = self._cells[unresolved]
        if self.by is None:
            one = {"both": both, "first_only": first_only, "second_only": second_only}
            return {name: int(counts[0]) for name, counts in one.items()}
        name, labels = self.by
        return {
            "both": both,
            "first_only": first_only,
            "second_only": second_only,
            "by": {name: labels},
        }

    def rows_for_the_office(self) -> OfficeRows:
        """Which rows were paired: ``first``, ``second``, ``step`` and ``likely``.

        Pairs that are only possible have the step ``unresolved``. Rows are counted from 0 among
        those that were given, or that the register uses.
        """
        return self._rows

    def to_dict(self) -> dict[str, Any]:
        """Counts and rates as plain values, for JSON and tables."""
        names = ("first", "second", "both", "first_only", "second_only", "possible")
        unresolved = ("unresolved_first", "unresolved_second")
        counts = {name: getattr(self, name) for name in (*names, *unresolved)}
        return {**counts, "steps": dict(self.steps), "rates": self.rates}

    def __repr__(self) -> str:
        """Give the counts."""
        return (
            f"<{self.both:,} on both lists, {self.first_only:,} on the first only, "
            f"{self.second_only:,} on the second only, unresolved "
            f"{self.unresolved_first:,} and {self.unresolved_second:,}>"
        )
