"""The kernel of birth histories: births and months of exposure by age, group and cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.tabulate.counts import Counter
from famplan.tabulate.exposure import Window, histories

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.model.age import AgeGroups
    from famplan.tabulate.kernel import Batch

__all__ = ["SUMS", "BirthKernel"]

SUMS = (
    "births",
    "months",
    "births_n",
    "months_n",
    "women",
    "women_n",
    "births_births",
    "births_months",
    "months_months",
)
"""Weighted births, months of exposure and women exposed, all three unweighted, and for the design
factor the weighted squares of births and months, woman by woman, and their products. Months
are inflated by the all-women factor, also the unweighted ones."""


@attrs.frozen(kw_only=True)
class BirthKernel:
    """Counts births and months of exposure by age, group, stratum and cluster.

    Column names are those of the data: a layout has been applied before.
    """

    by: tuple[str, ...]
    window: Window
    ages: AgeGroups
    weight: str
    interview: str
    born: str
    cluster: str
    stratum: str
    children: tuple[str, ...]
    all_women_factor: str | None = None
    weight_scale: int = 1
    """What stands in the data for a weight of one: 1,000,000 in DHS recode files."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        factor = (self.all_women_factor,) if self.all_women_factor else ()
        named = (self.weight, self.interview, self.born, self.cluster, self.stratum)
        return tuple(dict.fromkeys((*self.by, *named, *factor, *self.children)))

    def counter(self) -> Counter:
        """Start a count."""
        dimensions = (*self.by, "stratum", "cluster")
        return Counter(dimensions, {name: len(self.ages) for name in SUMS})

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch of women."""
        found = histories(
            born=_months(batch[self.born]),
            interview=_months(batch[self.interview]),
            children=tuple(np.asarray(batch[name]) for name in self.children),
            window=self.window,
            ages=self.ages,
        )
        keys = [*(batch[name] for name in self.by), batch[self.stratum], batch[self.cluster]]
        places = counter.rows(keys) * len(self.ages)
        weight = np.asarray(batch[self.weight]).astype(np.float64, copy=False)
        factor = 1 if self.all_women_factor is None else _factor(batch[self.all_women_factor])
        for column in range(found.group.shape[1]):
            group, births = found.group[:, column], found.births[:, column]
            months = found.months[:, column] * np.float64(factor)
            rows = np.flatnonzero(months)
            at = places[rows] + group[rows]
            weights, exposed = weight[rows], months[rows]
            weighted = weights * exposed
            counter.put("months", at, weighted)
            counter.put("months_n", at, exposed)
            counter.put("women", at, weights)
            counter.put("women_n", at, np.ones(len(rows)))
            counter.put("months_months", at, weighted * exposed)
            rows = np.flatnonzero(births)
            at = places[rows] + group[rows]
            weights, born = weight[rows], births[rows].astype(np.float64)
            weighted = weights * born
            counter.put("births", at, weighted)
            counter.put("births_n", at, born)
            counter.put("births_births", at, weighted * born)
            counter.put("births_months", at, weighted * months[rows])


def _factor(column: object) -> NDArray[np.float64]:
    return np.asarray(column) / 100


def _months(column: object) -> NDArray[np.int64]:
    return np.asarray(column).astype(np.int64, copy=False)
