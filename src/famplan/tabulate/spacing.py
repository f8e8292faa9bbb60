"""Months since the preceding birth: their median and their distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.choices import one_of
from famplan.tabulate.averages import mean_figures, median_figures
from famplan.tabulate.deliveries import (
    GROUPS,
    TWIN,
    births_of,
    columns_of_births,
    deliveries,
    told,
)
from famplan.tabulate.distribution import Cases, DistributionKernel, DistributionTally
from famplan.tabulate.histories import (
    COMPLETED,
    CheckedHistories,
    Months,
    completed_told,
    months_since,
)
from famplan.tabulate.precision import Precision
from famplan.tabulate.reading import Reading, as_names, read, usual_ages
from famplan.tabulate.sources import opened
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.model.age import AgeGroups
    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.limits import Limits

__all__ = ["IntervalKernel", "IntervalTally", "birth_intervals"]

_LONGEST = 240
# The tabulation plan prints the first class as "7–17", the months in which a live birth can follow
# another; what is counted in it is everything below 18, and so it says here.
_CLASSES = (0, 18, 24, 36, 48, 60)


@attrs.frozen(kw_only=True)
class IntervalKernel(DistributionKernel):
    """Counts births that are not first births by completed months since the preceding birth.

    Parameters
    ----------
    window : int
        Months before the interview in which the births took place, the month of interview counted.
    kinds : tuple of str
        What else the data tell of every birth; with ``"b0"`` twins of two months are known, with
        ``"b19"`` completed months since.
    """

    window: int = 60
    kinds: tuple[str, ...] = attrs.field(default=(), eq=lambda kinds: COMPLETED in kinds)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        own = [name for name in self.by if name not in GROUPS]
        more = columns_of_births(self.children, self.kinds)
        return tuple(
            dict.fromkeys((*own, "v005", "v008", "v011", "v021", "v022", *self.children, *more))
        )

    @property
    def size(self) -> int:
        """Single months; the last column holds the intervals of 240 months and more."""
        return _LONGEST + 1

    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Take every birth that follows another, at the mother's age at the interview.

        Twins are one delivery: the interval of both is that since the birth before them.
        """
        now, born = (np.asarray(batch[name], dtype=np.float64) for name in ("v008", "v011"))
        age = (now - born).astype(np.int64)
        births = births_of(batch, self.children, self.kinds)
        made = [name for name in self.by if name in GROUPS]
        for birth in deliveries(births):
            since = months_since(births, birth.rank, now)
            recent = (since < self.window) & (birth.month <= now)
            follows = birth.placed & (birth.preceding > 0)
            women = np.flatnonzero(birth.born & recent & follows)
            value = np.minimum(birth.interval[women], _LONGEST).astype(np.int64)
            groups = {name: GROUPS[name].code(birth, births)[women] for name in made}
            yield Cases(women, age[women], value, groups)


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
            {"indicator": code, "per": find(code).per, **record, **self._said(record)}
            for code in chosen
            for record in _MEASURES[code](self, spans, precision)
        ]
        return Table(records, groups=self.kernel.by, labels=self.labels)

    def _said(self, record: Mapping[str, object]) -> dict[str, object]:
        """Say of which births a figure is, after the class that it is of."""
        kernel = cast("IntervalKernel", self.kernel)
        counted = ", completed months" if COMPLETED in kernel.kinds else ""
        said = f"births of {kernel.window} months{counted}"
        own = record.get("definition")
        return {"definition": f"{own}, {said}" if own else said}


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
    for low, beyond in zip(_CLASSES, (*_CLASSES[1:], np.inf), strict=True):
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
            counts, design, worth=worth, precision=precision, scale=scale, highest=1
        ),
    )


_MEASURES = {"MEDIAN_BIRTH_INTERVAL": _medians, "BIRTH_INTERVAL_SHARE": _shares}


def birth_intervals(
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 60,
    months: Months | None = None,
    ages: AgeGroups | Sequence[str] | None = None,
    **reading: Unpack[Reading],
) -> IntervalTally:
    """Count the births of the last years by months since the preceding birth.

    Births after one whose month is not known, or cannot be right, have no known interval and are
    left out; in a table of births of its own these are all births of the woman.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes.
    by : str or sequence of str
        Columns to group by; ``"order"`` (2–3, 4–6, 7+), ``"sex_of_preceding"`` and
        ``"survival_of_preceding"`` are made of the births, the last two of `b4_01` … and `b5_01` ….
        After twins it is the last of them whose sex and survival count; before the second of
        twins it is the birth before both (FE_INT.do takes the twin).
    window : int
        Months before the interview that are looked at, the month of interview counted: births 0
        to 59 months ago, as DHS reports have it.
    months : {"completed", "calendar"}, optional
        Months since a birth: completed ones (`b19_01` …), as in reports since the seventh phase of
        the surveys, or those between two months of the calendar. The first where the data have
        them unless given.
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
        A group is called ``interval`` or like a field of every table, or is a column of the data
        and made of the births too; there are no such `months`.
    InvalidInputError
        A group needs the sex or survival of births, which the data do not tell of all of them; the
        window has no months; completed months are wanted of data that lack them.

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
    >>> table = birth_intervals(women, by="order").estimate("MEDIAN_BIRTH_INTERVAL")
    >>> table.column("order"), table.column("n")
    (['2–3'], [2.0])
    """
    groups = as_names(by, own=("interval",))
    if window < 1:
        raise InvalidInputError("window", f"{window} is no number of months")
    source = opened(data)  # once, as an iterator shows its columns only once
    if both := [name for name in groups if name in GROUPS and name in source.columns]:
        problem = f"{both[0]!r} is in the data, and is made of the births too"
        raise DefinitionError("by", problem, remedy="give the column another name")
    needed = [kind for name in groups if name in GROUPS for kind in GROUPS[name].kinds]

    def kernel_of(layout: Layout) -> IntervalKernel:
        completed = completed_told(source, layout, months)
        return IntervalKernel(
            by=groups,
            kinds=tuple(dict.fromkeys((*told(source, layout, TWIN), *completed, *needed))),
            ages=usual_ages(ages),
            children=layout.children,
            weight_scale=layout.weight_scale,
            window=window,
        )

    own = [name for name in groups if name not in GROUPS]
    kernel, counts, labels = read(source, kernel_of, reading, by=own, check=CheckedHistories)
    return IntervalTally(kernel, counts, labels)
