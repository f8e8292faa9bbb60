"""The difference of two life expectancies, by the ages from which it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import AgeGroupsError
from famplan.formulas.arrays import FloatArray, Numbers, plain

if TYPE_CHECKING:
    from famplan.model.age import AgeGroups
    from famplan.projection.life_tables.table import LifeTable

__all__ = ["LifeExpectancyDifference", "life_expectancy_difference"]


def _frozen(array: FloatArray) -> FloatArray:
    copy = np.array(array, dtype=np.float64)
    copy.setflags(write=False)
    return copy


@attrs.frozen(kw_only=True, eq=False)
class LifeExpectancyDifference:
    """Years of life gained or lost by each age group; together the whole difference.

    Parameters
    ----------
    ages : AgeGroups
        The age groups.
    contributions : ndarray
        Years of the difference that come from the death rates of each group, ages last.
    method : str
        How it was split.

    Examples
    --------
    See `life_expectancy_difference`.
    """

    ages: AgeGroups
    contributions: FloatArray = attrs.field(converter=_frozen)
    method: str

    @property
    def total(self) -> Numbers:
        """The whole difference in years."""
        return plain(np.asarray(self.contributions.sum(axis=-1)))

    def to_records(self) -> list[dict[str, Any]]:
        """Give each age group as plain values, with the place of its table where there are many."""
        return [
            {
                **({"table": place} if place else {}),
                "age": label,
                "years": float(self.contributions[(*place, group)]),
            }
            for place in np.ndindex(self.contributions.shape[:-1])
            for group, label in enumerate(self.ages.labels)
        ]

    def __str__(self) -> str:
        """Show the total and the ages, of the first table."""
        place = (0,) * (self.contributions.ndim - 1)
        years = self.contributions[place]
        lines = [f"{years.sum():+.2f} years ({self.method})"]
        lines += [
            f"{label}: {value:+.2f}" for label, value in zip(self.ages.labels, years, strict=True)
        ]
        return "\n".join(lines)


def life_expectancy_difference(table: LifeTable, *, earlier: LifeTable) -> LifeExpectancyDifference:
    """Split the difference of two life expectancies by age (Arriaga).

    A death put off at an age adds years lived at that age, and years lived later at the new death
    rates; both are counted where the death was put off. Going from one table to the other and going
    back give slightly different splits, with the same total.

    Parameters
    ----------
    table, earlier : LifeTable
        Two tables, or as many pairs, on the same age groups. The difference is the first less the
        second, at their first age.

    Returns
    -------
    LifeExpectancyDifference
        Contributions in years by age group; they add up to the difference.

    Raises
    ------
    AgeGroupsError
        Tables on different age groups.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> ages = ["0", "1–4", "5+"]
    >>> then = life_table([0.10, 0.02, 0.020], ages=ages, sex="both", a0="keyfitz")
    >>> now = life_table([0.02, 0.01, 0.018], ages=ages, sex="both", a0="keyfitz")
    >>> print(life_expectancy_difference(now, earlier=then))
    +10.86 years (Arriaga)
    0: +4.25
    1–4: +1.96
    5+: +4.66
    """
    if table.ages != earlier.ages:
        raise AgeGroupsError(
            "earlier",
            "its age groups are not those of the first table",
            remedy="bring both to one set of groups; single_years() makes them finer",
        )
    old, new = earlier, table
    before, after = old.lx / old.lx[..., :1], new.lx / new.lx[..., :1]
    lived_before, lived_after = old.nLx / old.lx[..., :1], new.nLx / new.lx[..., :1]
    direct = before * (lived_after / after - lived_before / before)
    ahead = np.zeros(np.broadcast_shapes(before.shape, after.shape))
    later = new.Tx[..., 1:] / new.lx[..., :1]
    ratio = before / after
    ahead[..., :-1] = later * (ratio[..., :-1] - ratio[..., 1:])
    return LifeExpectancyDifference(ages=table.ages, contributions=direct + ahead, method="Arriaga")
