"""Children ever born: their mean, completed fertility and the childless share, by age of women."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.tabulate.averages import mean_figures
from famplan.tabulate.distribution import Cases, DistributionKernel, DistributionTally
from famplan.tabulate.precision import Precision
from famplan.tabulate.reading import Reading, as_names, read, usual_ages
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.model.age import AgeGroups
    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance

__all__ = ["ParityKernel", "ParityTally", "children_ever_born"]

_HIGHEST = {"CHILDLESS": 1.0}  # a share; a mean has no highest value


@attrs.frozen(kw_only=True)
class ParityKernel(DistributionKernel):
    """Counts women by the number of children they have borne."""

    @property
    def size(self) -> int:
        """From none to as many as the data have room for."""
        return len(self.children) + 1

    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Take every woman once, at her age at the interview."""
        age = np.asarray(batch["v008"]) - np.asarray(batch["v011"])
        borne = np.zeros(len(age), dtype=np.int64)
        for name in self.children:
            borne += np.asarray(batch[name]) > 0
        yield Cases(np.arange(len(age)), age, borne)


@attrs.frozen(eq=False)
class ParityTally(DistributionTally):
    """Women by number of children, age, group and cluster."""

    def estimate(
        self,
        *codes: str,
        ages: Sequence[str] | None = None,
        level: float = 0.95,
        variance: Variance = "taylor",
        interval: Limits = "normal",
    ) -> Table:
        """Estimate measures of parity.

        Parameters
        ----------
        *codes : str
            ``"MEAN_PARITY"``, mean number of children ever born, or ``"CHILDLESS"``, the share of
            women without a child; both if none is named.
        ages : sequence of str, optional
            Age spans, each made of groups of the tally: ``["40–49"]`` for completed fertility.
            Each group and all together unless told otherwise.
        level, variance, interval
            How errors and limits are computed: see `Precision`.

        Returns
        -------
        Table
            One record for each estimate.

        Raises
        ------
        DefinitionError
            No such measure, or logit limits of a mean.
        AgeGroupsError
            A span does not begin and end with groups of the tally.
        """
        precision = Precision(level=level, variance=variance, interval=interval)
        numbers = np.arange(self.kernel.size, dtype=np.float64)
        worth = {"MEAN_PARITY": numbers, "CHILDLESS": (numbers == 0).astype(np.float64)}
        chosen = codes or tuple(worth)
        for code in chosen:
            one_of(code, tuple(worth), argument="indicator")
        if interval == "logit" and "MEAN_PARITY" in chosen:
            raise DefinitionError("interval", "logit limits are for shares; a mean has none")
        records = [
            {"indicator": code, "per": find(code).per, **record}
            for code in chosen
            for record in self._records(worth[code], ages, precision, _HIGHEST.get(code))
        ]
        return Table(records, groups=self.kernel.by, labels=self.labels)

    def _records(
        self,
        worth: NDArray[np.float64],
        ages: Sequence[str] | None,
        precision: Precision,
        highest: float | None,
    ) -> list[dict[str, object]]:
        scale = self.weight_scale
        return self.over(
            ages,
            lambda counts, design, _: mean_figures(
                counts, design, worth=worth, precision=precision, scale=scale, highest=highest
            ),
        )


def children_ever_born(
    data: object,
    *,
    by: str | Sequence[str] = (),
    ages: AgeGroups | Sequence[str] | None = None,
    **reading: Unpack[Reading],
) -> ParityTally:
    """Count women by the number of children they have borne.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes.
    by : str or sequence of str
        Columns to group by.
    ages : AgeGroups or sequence of str, optional
        Ages at the interview; five-year groups from 15 to 49 unless told otherwise.
    **reading
        `layout`, `columns`, `births`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    ParityTally
        Tallies of two files add: ``a + b``.

    Examples
    --------
    Two women of 45: one with two children, one without.

    >>> women = {"v005": [1_000_000, 1_000_000], "v008": [1362, 1362], "v011": [818, 818],
    ...          "v021": [1, 2], "v022": [1, 1], "b3_01": [1150, 0], "b3_02": [1100, 0]}
    >>> children_ever_born(women).estimate("MEAN_PARITY", ages=["40–49"])
    indicator    age    value    se   low  high  deft  numerator  denominator  n
    MEAN_PARITY  40–49   1.00  1.000  0.00  2.96  1.00        2.0          2.0  2
    """

    def kernel_of(layout: Layout) -> ParityKernel:
        return ParityKernel(
            by=as_names(by),
            ages=usual_ages(ages),
            children=layout.children,
            weight_scale=layout.weight_scale,
        )

    kernel, counts, labels = read(data, kernel_of, reading, by=as_names(by))
    return ParityTally(kernel, counts, labels)
