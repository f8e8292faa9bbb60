"""The counts of areas that are ranked, and an order of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.assessment.measures import Evidence
from famplan.formulas.arrays import FloatArray, divide
from famplan.formulas.intervals import clopper_pearson, poisson_exact
from famplan.model.estimate import Interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["AreaCounts", "Ordered", "fixed"]


def fixed(array: FloatArray) -> FloatArray:
    """Copy an array so that nobody can write to it.

    Examples
    --------
    >>> fixed(np.ones(2)).flags.writeable
    False
    """
    copy = np.array(array)
    copy.setflags(write=False)
    return copy


@attrs.frozen(kw_only=True, eq=False)
class Ordered:
    """The areas whose figure is known, ordered by their counts and not by how they were given.

    All that is drawn or added up goes through this order, so an area's result never depends on
    the line on which it stood. Areas with the same counts are neighbours and form a group.

    Parameters
    ----------
    cases, base : ndarray
        Counts and what they are divided by.
    place : ndarray
        Where each stood.
    starts : ndarray
        Where each group begins.
    total : int
        Number of all areas, unknown ones among them.
    """

    cases: FloatArray
    base: FloatArray
    place: NDArray[np.intp]
    starts: NDArray[np.intp]
    total: int

    def __len__(self) -> int:
        """Count the areas that are known."""
        return self.cases.size

    def shared(self, sums: FloatArray) -> FloatArray:
        """Give each area the mean of its group: areas with the same counts get the same."""
        if not len(self):
            return sums
        sizes = np.diff(np.append(self.starts, len(self)))
        means = np.add.reduceat(sums, self.starts) / sizes
        return np.asarray(np.repeat(means, sizes))

    def given(self, values: FloatArray) -> FloatArray:
        """Put values back where their areas stood; unknown areas get ``nan``."""
        result = np.full(self.total, np.nan)
        result[self.place] = values
        return result


@attrs.frozen(kw_only=True, eq=False)
class AreaCounts:
    """Counts of areas, and what stands behind their figures.

    Parameters
    ----------
    areas : tuple of str
        Names or codes of the areas.
    cases : ndarray
        Counts.
    base : ndarray
        Exposure of a rate, 1 for a count, the whole of a proportion, both counts of a ratio
        together.
    evidence : Evidence
        Which of them.

    Examples
    --------
    >>> from famplan.assessment.ranking.reading import read_areas
    >>> made = read_areas([52, 48], [50, 52], areas=["Dongshan", "Xihe"], evidence="ratio")
    >>> made.raw.round(3), made.base
    (array([1.04 , 0.923]), array([102., 100.]))
    """

    areas: tuple[str, ...]
    cases: FloatArray = attrs.field(converter=fixed)
    base: FloatArray = attrs.field(converter=fixed)
    evidence: Evidence

    @property
    def is_poisson(self) -> bool:
        """Whether counts vary as Poisson numbers; else they are binomial."""
        return self.evidence in {Evidence.RATE, Evidence.COUNT}

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether there is a figure."""
        return ~np.isnan(self.cases) & (self.base > 0)

    @property
    def raw(self) -> FloatArray:
        """The raw figures per one; ``nan`` where unknown or divided by zero."""
        if self.evidence is Evidence.RATIO:
            return np.asarray(divide(self.cases, self.base - self.cases))
        return np.asarray(divide(self.cases, self.base))

    @property
    def pooled(self) -> float:
        """Cases of all areas over the base of all: a rate or a share; ``nan`` without any."""
        known = self.known
        return float(divide(self.cases[known].sum(), self.base[known].sum()))

    def shown(self, share: FloatArray) -> FloatArray:
        """Turn shares into what is shown: a ratio is the odds of a share, infinite at 1."""
        if self.evidence is not Evidence.RATIO:
            return np.asarray(share)
        with np.errstate(divide="ignore"):
            return np.asarray(share / (1 - share))

    def interval(self, level: float) -> Interval:
        """Exact intervals of the raw figures."""
        base = np.where(self.known, self.base, np.nan)
        if self.is_poisson:
            return poisson_exact(self.cases, exposure=base, level=level)
        share = clopper_pearson(self.cases, total=base, level=level)
        if self.evidence is Evidence.PROPORTION:
            return share
        low, high = (self.shown(np.asarray(end)) for end in (share.low, share.high))
        return Interval(low, high, level=level, method=f"{share.method} of the share")

    def ordered(self) -> Ordered:
        """Order the known areas by their counts."""
        known = np.flatnonzero(self.known)
        order = known[np.lexsort((self.base[known], self.cases[known]))]
        cases, base = self.cases[order], self.base[order]
        first = np.append(True, (np.diff(cases) != 0) | (np.diff(base) != 0))[: order.size]
        return Ordered(
            cases=cases,
            base=base,
            place=order,
            starts=np.flatnonzero(first),
            total=len(self.areas),
        )
