"""What if another order of birth is permitted: rates of the orders beyond it, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import DefinitionError
from famplan.formulas.arrays import rates as read_rates
from famplan.formulas.arrays import shares
from famplan.projection.cohort.path import RatePath
from famplan.projection.cohort.reading import read_years
from famplan.projection.scenarios.progress import middles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

__all__ = ["permitted_path"]


def permitted_path(
    rates: ArrayLike,
    *,
    permitted: Mapping[int, int | None],
    beyond: ArrayLike,
    start: int,
    until: int,
) -> RatePath:
    """Births per woman-year by parity where births beyond an order become rarer.

    The rates are those that women would have without any limit; how much rarer births beyond the
    permitted order are is an assumption of the caller, stated in the name of the path. It is a
    sum over all women: nobody is told apart.

    Parameters
    ----------
    rates : array_like
        Births per woman-year of each parity without a limit, shape (areas…, mothers' ages,
        parities): the first column leads to first births.
    permitted : mapping of int to int or None
        Highest permitted order from a year on; None is no limit. Before the first year there is
        none.
    beyond : array_like
        Share of the births beyond it that happen all the same, from 0 to 1; of each area, or all.
    start, until : int
        Years of the first and the last population.

    Raises
    ------
    DefinitionError
        An order below zero.
    InvalidInputError
        A share outside 0 to 1.

    Examples
    --------
    >>> path = permitted_path(
    ...     [[0.2, 0.1, 0.05]], permitted={2020: 1, 2021: 2}, beyond=0.1, start=2020, until=2022
    ... )
    >>> path.values[:, 0].round(3).tolist()
    [[0.2, 0.01, 0.005], [0.2, 0.1, 0.005]]
    >>> path.name
    'orders permitted up to 1 from 2020, 2 from 2021; 0.1 of the births beyond'
    """
    (free,), (share,) = read_rates(rates=rates), shares(beyond=beyond)
    for year, order in permitted.items():
        if order is not None and order < 0:
            raise DefinitionError(f"permitted[{year}]", f"{order} is no order of birth")
    orders = np.arange(1, free.shape[-1] + 1)
    steps = []
    for middle in middles(read_years(start, until, width=1)):
        limits = [permitted[year] for year in sorted(permitted) if year <= middle]
        limit = limits[-1] if limits else None
        above = np.zeros(orders.shape) if limit is None else (orders > limit).astype(float)
        factor = 1 - above * (1 - share[..., np.newaxis, np.newaxis])
        steps.append(free * factor)
    told = ", ".join(
        f"{'all' if order is None else order} from {year}"
        for year, order in sorted(permitted.items())
    )
    part = f"{share:g}" if share.ndim == 0 else "a share by area"
    return RatePath(
        np.stack(steps), name=f"orders permitted up to {told}; {part} of the births beyond"
    )
