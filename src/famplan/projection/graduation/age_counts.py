"""Counts by age that were split or spread, with the name of how it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.formulas.arrays import FloatArray, Numbers, plain

if TYPE_CHECKING:
    from famplan.model.age import AgeGroups

__all__ = ["AgeCounts"]

_SHOWN = 6  # ages that a text shows at either end


def _frozen(array: FloatArray) -> FloatArray:
    copy = np.array(array, dtype=np.float64)
    copy.setflags(write=False)
    return copy


@attrs.frozen(kw_only=True, eq=False)
class AgeCounts:
    """Counts by age group, ages on the last axis, and how they were made.

    Parameters
    ----------
    counts : ndarray
        Persons or events; areas, sexes and years in front of the ages.
    ages : AgeGroups
        The age groups.
    method : str
        How the counts were made from coarser ones.

    Examples
    --------
    >>> from famplan.projection import graduate
    >>> print(graduate([50, 40, 30], ages=["0–4", "5–9", "10+"], method="uniform"))
    counts by age, uniform: 0: 10.0, 1: 10.0, 2: 10.0, 3: 10.0, 4: 10.0, 5: 8.0, 6: 8.0, 7: 8.0, \
8: 8.0, 9: 8.0, 10+: 30.0
    """

    counts: FloatArray = attrs.field(converter=_frozen)
    ages: AgeGroups
    method: str

    @property
    def total(self) -> Numbers:
        """Sum over all ages."""
        return plain(np.asarray(self.counts.sum(axis=-1)))

    def to_records(self) -> list[dict[str, Any]]:
        """Give each age as plain values, with the place of its row where there are many."""
        return [
            {
                **({"row": place} if place else {}),
                "age": label,
                "count": float(self.counts[(*place, group)]),
            }
            for place in np.ndindex(self.counts.shape[:-1])
            for group, label in enumerate(self.ages.labels)
        ]

    def __str__(self) -> str:
        """Show the method and the ages of the first row."""
        first = self.counts[(0,) * (self.counts.ndim - 1)]
        shown = [
            f"{label}: {value:,.1f}" for label, value in zip(self.ages.labels, first, strict=True)
        ]
        if len(shown) > 2 * _SHOWN:
            shown = [*shown[:_SHOWN], "…", *shown[-_SHOWN:]]
        return f"counts by age, {self.method}: {', '.join(shown)}"
