"""Births by order: the total fertility rate of first, second, third … births."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate.birth_kernel import BirthKernel
from famplan.tabulate.births import BirthTally
from famplan.tabulate.coding import Coded
from famplan.tabulate.reading import USUAL_AGES, Reading, as_names, read
from famplan.tabulate.windows import window_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Unpack

    from famplan.tabulate.counts import Counter
    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.table import Table

__all__ = ["OrderKernel", "OrderTally", "births_by_order"]

_OWN = "order"
_CODES = {"TFR_ORDER": "TFR", "ASFR": "ASFR"}


@attrs.frozen(kw_only=True)
class OrderKernel(BirthKernel):
    """Counts births of each order over the exposure of all women.

    Parameters
    ----------
    last_order : int
        The last order, which holds the later ones too.
    """

    last_order: int = 4

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        return tuple(name for name in super().columns if name != _OWN)

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch of women, all of them once for each order."""
        months = np.stack([np.asarray(batch[name], dtype=np.float64) for name in self.children])
        known = months > 0
        # The latest birth comes first: the order is how many there are from here to the oldest.
        order = np.minimum(np.cumsum(known[::-1], axis=0)[::-1], self.last_order)
        for number in range(1, self.last_order + 1):
            chosen = np.where(known & (order == number), months, np.nan)
            columns = {**batch, **dict(zip(self.children, chosen, strict=True))}
            columns[_OWN] = Coded(np.zeros(months.shape[1], dtype=np.int64), (number,))
            super().add(columns, counter)


@attrs.frozen(eq=False, repr=False)
class OrderTally(BirthTally):
    """Births by order, and exposure: a birth tally whose first group is the order."""

    def estimate(self, *codes: str, **options: Any) -> Table:  # noqa: ANN401 - those of BirthTally
        """Estimate fertility by birth order.

        Parameters
        ----------
        *codes : str
            ``"TFR_ORDER"`` or ``"ASFR"``; the first if none is named.
        **options
            As in `BirthTally.estimate`.

        Returns
        -------
        Table
            One record for each order and group; rates of all orders add up to those of all births.

        Raises
        ------
        DefinitionError
            No such measure.
        """
        for code in codes:
            if code not in _CODES:
                raise DefinitionError("indicator", f"{code!r} is none of {', '.join(_CODES)}")
        chosen = codes or ("TFR_ORDER",)
        table = BirthTally.estimate(self, *(_CODES[code] for code in chosen), **options)
        named = {computed: code for code, computed in _CODES.items()}
        records = [{**record, "indicator": named[record["indicator"]]} for record in table]
        return attrs.evolve(table, records=records)


def births_by_order(  # noqa: PLR0913 - the choices that surveys leave open
    data: object,
    *,
    by: str | Sequence[str] = (),
    last_order: int = 4,
    window: int = 36,
    ending: str | date = "interview",
    before: int = 0,
    all_women_factor: str | None = None,
    **reading: Unpack[Reading],
) -> OrderTally:
    """Count births by order and the exposure of all women.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes.
    by : str or sequence of str
        Columns to group by, besides the order.
    last_order : int
        The last order, which holds the later ones too.
    window : int
        Months that are looked at.
    ending : str or date
        ``"interview"``, or a month: see `birth_history`.
    before : int
        Months by which the window ends earlier still.
    all_women_factor : str, optional
        Column of the factors (times 100) of an ever-married sample.
    **reading
        `layout`, `columns`, `births`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    OrderTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    InvalidInputError
        `last_order` is below 1.
    DefinitionError
        A group is called ``order``.

    Examples
    --------
    A woman with two births in the window.

    >>> woman = {"v005": [1_000_000], "v008": [1362], "v011": [1058], "v021": [1], "v022": [1],
    ...          "b3_01": [1350], "b3_02": [1330]}
    >>> tally = births_by_order(woman, last_order=3)
    >>> tally.counts.sums["births_n"].sum(axis=1).tolist()
    [1.0, 1.0, 0.0]
    """
    groups = as_names(by, own=(_OWN,))
    if last_order < 1:
        raise InvalidInputError("last_order", f"{last_order} is below 1")

    def kernel_of(layout: Layout) -> OrderKernel:
        return OrderKernel(
            by=(_OWN, *groups),
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
            last_order=last_order,
        )

    factors = (all_women_factor,) if all_women_factor else ()
    kernel, counts, labels = read(data, kernel_of, reading, by=groups, factors=factors)
    open_end = {number: str(number) for number in range(1, last_order)}
    return OrderTally(kernel, counts, {**labels, _OWN: {**open_end, last_order: f"{last_order}+"}})
