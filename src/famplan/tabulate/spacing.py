"""Months since the preceding birth: their median and their distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.tabulate.averages import mean_figures, median_figures
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

__all__ = ["IntervalKernel", "IntervalTally", "birth_intervals"]

_LONGEST = 240
_GROUPS = (0, 18, 24, 36, 48, 60)


@attrs.frozen(kw_only=True)
class IntervalKernel(DistributionKernel):
    """Counts births that are not first births by completed months since the preceding birth.

    Parameters
    ----------
    window : int
        Months before the interview in which the births took place, the month of interview counted.
    """

    window: int = 60

    @property
    def size(self) -> int:
        """Single months; the last column holds the intervals of 240 months and more."""
        return _LONGEST + 1

    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Take every birth that follows another, at the mother's age at the interview.

        Twins are one delivery: the interval of both is that since the birth before them.
        """
        born, now = np.asarray(batch["v011"]), np.asarray(batch["v008"])
        months = _months(batch, self.children)
        preceding = np.zeros_like(months[0])
        oldest_first = range(len(months) - 1, -1, -1)
        delivery = np.zeros_like(preceding)
        for rank in oldest_first:
            here = months[rank]
            known = here > 0
            # A later delivery moves the preceding one up; a twin leaves it where it was.
            new = known & (here > delivery)
            preceding = np.where(new, delivery, preceding)
            delivery = np.where(new, here, delivery)
            counted = known & (preceding > 0) & (now - here < self.window) & (here <= now)
            women = np.flatnonzero(counted)
            value = np.minimum((here - preceding)[women], _LONGEST).astype(np.int64)
            yield Cases(women, (now - born)[women], value)


def _months(batch: Batch, children: Sequence[str]) -> list[NDArray[np.float64]]:
    """Months of births, 0 where there is none."""
    return [np.nan_to_num(np.asarray(batch[name], dtype=np.float64)) for name in children]


@attrs.frozen(eq=False)
class IntervalTally(DistributionTally):
    """Births by months since the preceding one, mother's age, group and cluster."""

    def estimate(
        self,
        *codes: str,
        ages: Sequence[str] | None = None,
        level: float = 0.95,
        interval: Limits = "normal",
    ) -> Table:
        """Estimate the median interval, and the share of births in each class of intervals.

        Parameters
        ----------
        *codes : str
            ``"MEDIAN_BIRTH_INTERVAL"``, ``"BIRTH_INTERVAL_SHARE"``; both if none is named.
        ages : sequence of str, optional
            Spans of the mothers' ages, each made of groups of the tally; all ages together unless
            told otherwise.
        level, interval
            How limits are made; those of a median come from the share below it.

        Returns
        -------
        Table
            Shares have the class in `interval`: ``"0–17"``, ``"18–23"``, …, ``"60+"`` months.

        Raises
        ------
        DefinitionError
            No such measure.
        AgeGroupsError
            A span does not begin and end with groups of the tally.
        """
        chosen = codes or tuple(_MEASURES)
        for code in chosen:
            one_of(code, tuple(_MEASURES), argument="indicator")
        bounds = self.kernel.ages.bounds
        spans = (f"{bounds[0]}–{bounds[-1] - 1}",) if ages is None else tuple(ages)
        precision = Precision(level=level, interval=interval)
        records = [
            {"indicator": code, "per": find(code).per, **record}
            for code in chosen
            for record in _MEASURES[code](self, spans, precision)
        ]
        return Table(records, groups=self.kernel.by, labels=self.labels)


def _medians(
    tally: IntervalTally, spans: Sequence[str], precision: Precision
) -> list[dict[str, object]]:
    scale = tally.weight_scale
    return tally.over(
        spans,
        lambda counts, design, _: median_figures(
            counts, design, values=_LONGEST, start=0, precision=precision, scale=scale
        ),
    )


def _shares(
    tally: IntervalTally, spans: Sequence[str], precision: Precision
) -> list[dict[str, object]]:
    months = np.arange(tally.kernel.size)
    records = []
    for low, beyond in zip(_GROUPS, (*_GROUPS[1:], np.inf), strict=True):
        worth = ((months >= low) & (months < beyond)).astype(np.float64)
        label = f"{low}+" if np.isinf(beyond) else f"{low}–{beyond - 1:.0f}"
        found = _share(tally, spans, precision, worth)
        named = {"interval": label, "definition": f"{label} months"}
        records += [{**named, **record} for record in found]
    return records


def _share(
    tally: IntervalTally, spans: Sequence[str], precision: Precision, worth: NDArray[np.float64]
) -> list[dict[str, object]]:
    scale = tally.weight_scale
    return tally.over(
        spans,
        lambda counts, design, _: mean_figures(
            counts, design, worth=worth, precision=precision, scale=scale
        ),
    )


_MEASURES = {"MEDIAN_BIRTH_INTERVAL": _medians, "BIRTH_INTERVAL_SHARE": _shares}


def birth_intervals(
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 60,
    ages: AgeGroups | Sequence[str] | None = None,
    **reading: Unpack[Reading],
) -> IntervalTally:
    """Count the births of the last years by months since the preceding birth.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months before the interview that are looked at, the month of interview counted: births 0
        to 59 months ago, as DHS reports have it.
    ages : AgeGroups or sequence of str, optional
        Mothers' ages at the interview; five-year groups from 15 to 49 unless told otherwise.
    **reading
        `layout`, `columns`, `births`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    IntervalTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    DefinitionError
        A group is called ``interval`` or like a field of every table.

    Examples
    --------
    Two women with a second birth after 30 and after 41 months.

    >>> women = {"v005": [1_000_000, 1_000_000], "v008": [1362, 1362], "v011": [1058, 1058],
    ...          "v021": [1, 2], "v022": [1, 1], "b3_01": [1350, 1350], "b3_02": [1320, 1309]}
    >>> table = birth_intervals(women).estimate()
    >>> table.where(indicator="MEDIAN_BIRTH_INTERVAL").column("value")
    [31.0]
    >>> table.where(interval="24–35").column("value")
    [0.5]
    """
    groups = as_names(by)
    if "interval" in groups:
        raise DefinitionError("by", "interval is this tally's own name")

    def kernel_of(layout: Layout) -> IntervalKernel:
        return IntervalKernel(
            by=groups,
            ages=usual_ages(ages),
            children=layout.children,
            weight_scale=layout.weight_scale,
            window=window,
        )

    kernel, counts, labels = read(data, kernel_of, reading, by=groups)
    return IntervalTally(kernel, counts, labels)
