"""Wanted fertility: the rates that would hold if women had only the children they want.

A birth was wanted if fewer children were alive when it was conceived than the mother now calls
ideal. (DHS-Indicators-Stata, FF_WANT_TFR.do.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.formulas.choices import one_of
from famplan.tabulate.birth_kernel import BirthKernel
from famplan.tabulate.births import BirthTally
from famplan.tabulate.columns import as_numbers
from famplan.tabulate.reading import USUAL_AGES, Reading, as_names, read
from famplan.tabulate.sources import columns_of, opened
from famplan.tabulate.windows import window_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.tabulate.counts import Counter
    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.table import Table

__all__ = ["WantedKernel", "WantedTally", "wanted_fertility"]

_IDEAL = "v613"
_GESTATION = 9
_IN_YEARS = 3  # hundreds digit of b6 where the age at death was given in years
_MIDDLE_OF_YEAR = 6


@attrs.frozen(kw_only=True)
class WantedKernel(BirthKernel):
    """Counts wanted births, and the exposure of all women.

    Parameters
    ----------
    ideal_below : float
        Ideal numbers of children from here on are no answer, and nothing more was wanted; those
        that are no numbers but lie below (95–98, "up to God") want any number.
    units : bool
        Whether `b6_01` … say in which unit ages at death were given.
    """

    ideal_below: float = 99
    units: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        kinds = ("b5", "b7", "b6") if self.units else ("b5", "b7")
        ranked = [_of(child, kind) for kind in kinds for child in self.children]
        return (*super().columns, _IDEAL, *ranked)

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch of women."""
        ideal = _figures(batch, _IDEAL)
        ideal = np.where(ideal < self.ideal_below, ideal, 0)
        born = [np.asarray(batch[child], dtype=np.float64) for child in self.children]
        deaths = np.stack([self._death(batch, child) for child in self.children])
        columns = dict(batch)
        for rank, (child, months) in enumerate(zip(self.children, born, strict=True)):
            # Births stand with the latest first: what follows is older.
            alive = (deaths[rank + 1 :] >= months - _GESTATION).sum(axis=0)
            columns[child] = np.where(alive < ideal, months, np.nan)
        super().add(columns, counter)

    def _death(self, batch: Batch, child: str) -> NDArray[np.float64]:
        """Month of a child's death: infinite if alive, unknown (never counted) if not born."""
        born = np.asarray(batch[child], dtype=np.float64)
        died = born + _figures(batch, _of(child, "b7"))
        if self.units:
            given = _figures(batch, _of(child, "b6"))
            died = died + _MIDDLE_OF_YEAR * (given // 100 == _IN_YEARS)
        alive = _figures(batch, _of(child, "b5")) == 1
        return np.where(born > 0, np.where(alive, np.inf, died), np.nan)


def _figures(batch: Batch, name: str) -> NDArray[np.float64]:
    return np.asarray(as_numbers(batch[name]), dtype=np.float64)


def _of(child: str, kind: str) -> str:
    """Name a column of the same child: b5_01 for b3_01."""
    return f"{kind}_{child.partition('_')[2]}"


@attrs.frozen(eq=False, repr=False)
class WantedTally(BirthTally):
    """Wanted births and exposure by age, group and cluster."""

    def estimate(self, *codes: str, **options: Any) -> Table:  # noqa: ANN401 - those of BirthTally
        """Estimate the wanted total fertility rate.

        Parameters
        ----------
        *codes : str
            ``"WTFR"``, which is also meant if none is named.
        **options
            As in `BirthTally.estimate`.

        Returns
        -------
        Table
            One record for each group; the numerator holds wanted births only.

        Raises
        ------
        DefinitionError
            No such measure.
        """
        for code in codes:
            one_of(code, ("WTFR",), argument="indicator")
        table = BirthTally.estimate(self, "TFR", **options)
        return attrs.evolve(
            table, records=[{**record, "indicator": find("WTFR").code} for record in table]
        )


def wanted_fertility(  # noqa: PLR0913 - the choices that surveys leave open
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 36,
    ending: str | date = "interview",
    before: int = 0,
    ideal_below: float = 99,
    all_women_factor: str | None = None,
    **reading: Unpack[Reading],
) -> WantedTally:
    """Count wanted births and exposure from birth histories with the children's survival.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes, in the recode layout: ideal number of children `v613`,
        survival `b5_01` …, ages at death in months `b7_01` …; where there are `b6_01` …, half a
        year is added to ages at death given in years.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months that are looked at.
    ending : str or date
        ``"interview"``, or a month: see `birth_history`.
    before : int
        Months by which the window ends earlier still.
    ideal_below : float
        Ideal numbers from here on count as no answer: 99 by the standard rule, 91 in a few surveys
        whose answers that are no numbers mean something else.
    all_women_factor : str, optional
        Column of the factors (times 100) of an ever-married sample.
    **reading
        `layout`, `columns`, `births`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    WantedTally
        Tallies of two files add: ``a + b``.

    Examples
    --------
    Two women with two births each; the first wants one child, the second three.

    >>> women = {"v005": [1_000_000, 1_000_000], "v008": [1362, 1362], "v011": [1058, 1058],
    ...          "v021": [1, 2], "v022": [1, 1], "v613": [1, 3],
    ...          "b3_01": [1350, 1350], "b5_01": [1, 1], "b7_01": [0, 0],
    ...          "b3_02": [1320, 1320], "b5_02": [1, 1], "b7_02": [0, 0]}
    >>> wanted_fertility(women).counts.sums["births_n"].sum(axis=1).tolist()
    [0.0, 1.0]
    """
    source = opened(data)  # once, as an iterator shows its columns only once

    def kernel_of(layout: Layout) -> WantedKernel:
        first = _of(layout.children[0], "b6")
        return WantedKernel(
            by=as_names(by),
            window=window_of(window, ending=ending, before=before),
            ages=USUAL_AGES,
            weight="v005",
            interview="v008",
            born="v011",
            cluster="v021",
            stratum="v022",
            children=layout.children,
            all_women_factor=all_women_factor,
            weight_scale=layout.weight_scale,
            ideal_below=ideal_below,
            units=layout.own(first) in columns_of(source),
        )

    factors = (all_women_factor,) if all_women_factor else ()
    kernel, counts, labels = read(source, kernel_of, reading, by=as_names(by), factors=factors)
    return WantedTally(kernel, counts, labels)
