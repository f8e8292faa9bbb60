"""Dual-system estimation: the events that a register and a second list both missed.

Estimating by strata and adding up takes away the part of the dependence that the strata explain:
where rural births are missed by both lists more often than urban ones, one estimate for all is too
low, and the sum of two is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.arrays import FloatArray, counts
from famplan.formulas.choices import one_of
from famplan.formulas.information import (
    DualSystemEstimator,
    dual_system_standard_error,
    dual_system_total,
)
from famplan.model.estimate import Estimate, Interval
from famplan.quality.omission.intervals import missing_share, unseen_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

__all__ = ["INDEPENDENCE", "DualSystem", "Which", "dual_system"]

Which: TypeAlias = Literal["first", "second", "either"]
"""Omitted by the first list, by the second, or by both."""

INDEPENDENCE = (
    "holds if being on one list does not change the chance of being on the other, both lists are "
    "of the same events without duplicates and inventions, and the matching is right; lists that "
    "miss the same events make it too low"
)
"""What every dual-system estimate rests on."""

_HIDE_BELOW = 10


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DualSystem:
    """Events on two lists by stratum, and the estimate of all events.

    Parameters
    ----------
    by : tuple of (str, tuple)
        Name and labels of each axis of the strata; empty if there is one stratum only.
    both, first_only, second_only : ndarray
        Events by stratum.
    estimator : str
        How the unseen were estimated.
    level : float
        Level of the intervals.
    """

    by: tuple[tuple[str, tuple[Any, ...]], ...]
    both: FloatArray
    first_only: FloatArray
    second_only: FloatArray
    estimator: DualSystemEstimator
    level: float

    @property
    def assumption(self) -> str:
        """What the estimate rests on, and where it says nothing."""
        empty = int(np.count_nonzero((self.both == 0) & (self.seen > 0)))
        silent = f"; without a match, {empty} of {self.both.size} strata say nothing of the unseen"
        return INDEPENDENCE + (silent if empty else "")

    @property
    def seen(self) -> FloatArray:
        """Events on either list, by stratum."""
        return self.both + self.first_only + self.second_only

    @property
    def strata(self) -> Estimate:
        """All events of each stratum; no error where a list has nothing that the other has not."""
        return self._estimate(self.seen, self._all(), self._variance())

    @property
    def total(self) -> Estimate:
        """All events: the sum of the strata, which are independent of each other."""
        sums = (part.sum() for part in (self.seen, self._all(), self._variance()))
        return self._estimate(*(np.asarray(part) for part in sums))

    def omitted(self, which: Which, *, by_stratum: bool = False) -> Estimate:
        """Share of all events that a list does not have.

        Parameters
        ----------
        which : {"first", "second", "either"}
            Not on the first list, not on the second, or on neither.
        by_stratum : bool
            One share for each stratum.

        Returns
        -------
        Estimate
            Share per one. Its interval follows from that of all events, since what is on the lists
            is known.

        Raises
        ------
        DefinitionError
            `which` is none of the three.
        """
        one_of(which, get_args(Which), argument="which")
        listed = {
            "first": self.both + self.first_only,
            "second": self.both + self.second_only,
            "either": self.seen,
        }[which]
        found = self.strata if by_stratum else self.total
        there = listed if by_stratum else np.asarray(listed.sum())
        return missing_share(there, found, which)

    def under_dependence(self, odds_ratio: ArrayLike) -> FloatArray:
        """All events if lists depend on each other: how much the estimate rests on independence.

        An odds ratio of 2 says that the odds of being on the second list are twice as high for
        events on the first. It cannot be learned from two lists.

        Parameters
        ----------
        odds_ratio : array_like
            Odds ratios, 1 is independence.

        Returns
        -------
        ndarray
            All events for each odds ratio, the same one in all strata.

        Raises
        ------
        NegativeCountError
            An odds ratio is below zero.

        Examples
        --------
        >>> found = dual_system(855, first_only=95, second_only=45, estimator="chapman")
        >>> found.under_dependence([1, 2, 4]).round(1)
        array([1000., 1005., 1015.])
        """
        (ratios,) = counts(odds_ratio=odds_ratio)
        unseen = np.asarray(self._all() - self.seen).sum()
        # With U estimated under independence, the fourth cell is the odds ratio times U.
        return np.asarray(self.seen.sum() + ratios * unseen)

    def to_dicts(self, *, hide_below: float = _HIDE_BELOW) -> list[dict[str, Any]]:
        """One dictionary for each stratum, without the figures of small ones.

        Parameters
        ----------
        hide_below : float
            Strata in which fewer events were seen are hidden.

        Returns
        -------
        list of dict
            Labels, `both`, `first_only`, `second_only`, `total` with `standard_error`, `low` and
            `high`, `omitted_by_first`, and `hidden`.
        """
        found, omitted = self.strata, self.omitted("first", by_stratum=True)
        interval = found.interval or Interval(np.nan, np.nan, level=self.level, method="")
        figures = {
            "both": self.both,
            "first_only": self.first_only,
            "second_only": self.second_only,
            "total": found.value,
            "standard_error": found.standard_error,
            "low": interval.low,
            "high": interval.high,
            "omitted_by_first": omitted.value,
        }
        hidden = ~(self.seen >= hide_below)
        return [
            {
                **{name: labels[i] for (name, labels), i in zip(self.by, place, strict=True)},
                **{
                    name: np.nan if hidden[place] else float(np.asarray(column)[place])
                    for name, column in figures.items()
                },
                "hidden": bool(hidden[place]),
            }
            for place in np.ndindex(self.both.shape)
        ]

    def _all(self) -> FloatArray:
        return np.asarray(dual_system_total(**self._cells()))

    def _variance(self) -> FloatArray:
        return np.asarray(dual_system_standard_error(**self._cells())) ** 2

    def _cells(self) -> dict[str, Any]:
        names = ("both", "first_only", "second_only", "estimator")
        return {name: getattr(self, name) for name in names}

    def _estimate(self, seen: FloatArray, value: FloatArray, variance: FloatArray) -> Estimate:
        error = np.where(variance > 0, np.sqrt(variance), np.nan)
        return Estimate(
            value=value,
            n=seen,
            standard_error=error,
            interval=unseen_interval(seen, value - seen, variance, level=self.level),
            indicator="DUAL_SYSTEM",
            variant=self.estimator,
        )

    def __repr__(self) -> str:
        """Give the estimate, how many were seen, and what it rests on."""
        strata = f" in {self.both.size} strata" if self.by else ""
        seen = f"{self.seen.sum():,.0f} seen{strata}"
        return f"<{self.total}\n {seen}; {self.assumption}>"


def dual_system(  # noqa: PLR0913 - three counts, their strata, and how they are judged
    both: ArrayLike,
    *,
    first_only: ArrayLike,
    second_only: ArrayLike,
    estimator: DualSystemEstimator,
    by: Mapping[str, Sequence[Any]] | None = None,
    level: float = 0.95,
) -> DualSystem:
    """Estimate all events from two lists, by strata.

    Parameters
    ----------
    both, first_only, second_only : array_like
        Events on both lists and on one only; with strata, arrays of their shape.
    estimator : {"chandrasekaran-deming", "chapman", "lincoln-petersen"}
        See `famplan.formulas.information.dual_system_total`; Chapman's suits small strata.
    by : mapping of str to sequence, optional
        Name and labels of each axis of the strata.
    level : float
        Level of the intervals.

    Returns
    -------
    DualSystem
        `strata` and `total` with errors and intervals, `omitted` for the rates of omission, and
        `under_dependence` for what happens if the lists are not independent.

    Raises
    ------
    DefinitionError
        An unknown estimator.
    NegativeCountError, ShapeError
        A count is below zero, or shapes and labels do not match.
    InvalidInputError
        The level is not between 0 and 1.

    Examples
    --------
    >>> found = dual_system(
    ...     [600, 200],
    ...     first_only=[30, 100],
    ...     second_only=[40, 50],
    ...     by={"residence": ["urban", "rural"]},
    ...     estimator="chandrasekaran-deming",
    ... )
    >>> print(found.total)
    DUAL_SYSTEM [chandrasekaran-deming] 1,047.00 (95 % interval 1,036.37 to 1,064.54, n = 1,020)
    >>> print(found.omitted("first"))
    [not on first] 11.17 per 100 (95 % interval 10.26 to 12.64, n = 1,020)

    One estimate for all would have been lower: both lists miss rural births.

    >>> all_in_one = dual_system(
    ...     800, first_only=130, second_only=90, estimator="chandrasekaran-deming"
    ... )
    >>> all_in_one.total.value
    1034.625
    """
    one_of(estimator, get_args(DualSystemEstimator), argument="estimator")
    cells = counts(both=both, first_only=first_only, second_only=second_only)
    labels = tuple((str(name), tuple(values)) for name, values in (by or {}).items())
    shape = tuple(len(values) for _, values in labels)
    if np.broadcast_shapes(*(cell.shape for cell in cells)) != shape:
        given = ", ".join(f"{len(values)} of {name}" for name, values in labels) or "none"
        problem = f"labels ({given}) do not fit the counts"
        raise ShapeError("by", problem, remedy="name every axis")
    matched, first, second = (np.broadcast_to(cell, shape).copy() for cell in cells)
    found = DualSystem(
        by=labels,
        both=matched,
        first_only=first,
        second_only=second,
        estimator=estimator,
        level=level,
    )
    _ = found.total  # an impossible level is told here, not at the first use
    return found
