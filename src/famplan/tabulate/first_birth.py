"""Age at first birth: its median by age of women, with Woodruff's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.tabulate.averages import median_figures
from famplan.tabulate.distribution import Cases, DistributionKernel, DistributionTally
from famplan.tabulate.precision import Figures, Precision
from famplan.tabulate.reading import Reading, as_names, read, usual_ages
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Unpack

    from famplan.model.age import AgeGroups
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.design import Design
    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.limits import Limits

__all__ = ["FirstBirthKernel", "FirstBirthTally", "age_at_first_birth"]

_YOUNGEST, _BEYOND = 10, 50
_NEVER = _BEYOND - _YOUNGEST
_MONTHS = 12
_USUAL = ("25–29", "30–34", "35–39", "40–44", "45–49", "20–49", "25–49")


@attrs.frozen(kw_only=True)
class FirstBirthKernel(DistributionKernel):
    """Counts women by completed age at first birth; the last column is for those without a child.

    A first birth before 10 stands with those at 10, one from 50 on with those at 49.
    """

    @property
    def size(self) -> int:
        """Single ages from 10 to 49, and never."""
        return _NEVER + 1

    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Take every woman once, at her age at the interview."""
        born = np.asarray(batch["v011"])
        first = np.full(len(born), np.inf)
        for name in self.children:
            months = np.asarray(batch[name])
            first = np.where(months > 0, np.minimum(first, months), first)
        mothers = np.isfinite(first)
        value = np.full(len(born), _NEVER)
        at = (first[mothers] - born[mothers]).astype(np.int64) // _MONTHS - _YOUNGEST
        value[mothers] = np.clip(at, 0, _NEVER - 1)
        yield Cases(np.arange(len(born)), np.asarray(batch["v008"]) - born, value)


@attrs.frozen(eq=False)
class FirstBirthTally(DistributionTally):
    """Women by age at first birth, age, group and cluster."""

    def estimate(
        self,
        *,
        ages: Sequence[str] | None = None,
        level: float = 0.95,
        interval: Limits = "normal",
    ) -> Table:
        """Estimate median ages at first birth.

        Parameters
        ----------
        ages : sequence of str, optional
            Age spans, each made of groups of the tally; those of DHS reports unless told otherwise.
        level, interval
            Level and kind of the limits of the share below the median, from which those of the
            median come.

        Returns
        -------
        Table
            A median is unknown where half of the women had no birth before the span began: the
            younger of them have not lived through the ages that count.

        Raises
        ------
        AgeGroupsError
            A span does not begin and end with groups of the tally.
        """
        precision = Precision(level=level, interval=interval)
        scale = self.weight_scale

        def figures(counts: Counts, design: Design, lowest: int) -> Figures:
            found = median_figures(
                counts,
                design,
                values=_NEVER,
                start=_YOUNGEST,
                precision=precision,
                scale=scale,
            )
            return _omitted(found, lowest)

        code = find("MEDIAN_AFB")
        records = self.over(_USUAL if ages is None else ages, figures)
        return Table(
            [{"indicator": code.code, "per": code.per, **record} for record in records],
            groups=self.kernel.by,
            labels=self.labels,
        )


def _omitted(figures: Figures, lowest: int) -> Figures:
    """Leave out the medians that lie within the ages of the women themselves."""
    reached = figures.value <= lowest
    parts = {name: getattr(figures, name) for name in ("value", "se", "low", "high", "deft")}
    return attrs.evolve(
        figures, **{name: np.where(reached, part, np.nan) for name, part in parts.items()}
    )


def age_at_first_birth(
    data: object,
    *,
    by: str | Sequence[str] = (),
    ages: AgeGroups | Sequence[str] | None = None,
    **reading: Unpack[Reading],
) -> FirstBirthTally:
    """Count women by their age at first birth.

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
    FirstBirthTally
        Tallies of two files add: ``a + b``.

    Examples
    --------
    Two women of 45: one had her first child at 23, one at 27. The median is the end of the year
    in which half had one.

    >>> women = {"v005": [1_000_000, 1_000_000], "v008": [1362, 1362], "v011": [818, 818],
    ...          "v021": [1, 2], "v022": [1, 1], "b3_01": [1150, 1150], "b3_02": [1100, 0]}
    >>> age_at_first_birth(women).estimate(ages=["40–49"]).column("value")
    [24.0]
    """

    def kernel_of(layout: Layout) -> FirstBirthKernel:
        return FirstBirthKernel(
            by=as_names(by),
            ages=usual_ages(ages),
            children=layout.children,
            weight_scale=layout.weight_scale,
        )

    kernel, counts, labels = read(data, kernel_of, reading, by=as_names(by))
    return FirstBirthTally(kernel, counts, labels)
