"""A population between two dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.arrays import Numbers, counts, divide, numbers, plain
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["InTime", "population_between"]

InTime: TypeAlias = Literal["linear", "exponential"]
"""The same number of persons more each year, or growth at every moment by the same share."""


def population_between(
    earlier: ArrayLike, *, later: ArrayLike, years: ArrayLike, after: ArrayLike, method: InTime
) -> Numbers:
    """Population some years after the first of two dates.

    Parameters
    ----------
    earlier, later : array_like
        Population at the two dates, of any shape: by age, sex and area.
    years : array_like
        Years between them; `famplan.model.Period` gives exact lengths.
    after : array_like
        Years after the first, from 0 to `years`; for many times put them in front:
        ``np.arange(11)[:, None]`` for populations by age.
    method : {"linear", "exponential"}
        How each entry moves. One that is zero at either date moves linearly in any case, since
        nothing grows from zero by a share.

    Returns
    -------
    float or ndarray
        Population; ``nan`` where the two dates are one.

    Raises
    ------
    InvalidInputError
        A time before the first date or after the second.
    NegativeCountError, ShapeError, DefinitionError
        A count below zero, shapes that do not match, or no such method.

    Examples
    --------
    >>> round(population_between(1000, later=1210, years=10, after=5, method="exponential"), 6)
    1100.0
    >>> population_between(1000, later=1210, years=10, after=5, method="linear")
    1105.0
    """
    one_of(method, get_args(InTime), argument="method")
    first, second = counts(earlier=earlier, later=later)
    span, gone = numbers(years=years, after=after)
    if (gone < 0).any() or (gone > span).any():
        raise InvalidInputError(
            "after", "a time outside the years between", remedy="give 0 to the years between"
        )
    share = np.asarray(divide(gone, span))
    straight = first + (second - first) * share
    if method == "linear":
        return plain(np.asarray(straight))
    both = (first > 0) & (second > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        bent = first ** (1 - share) * second**share
    return plain(np.where(both, bent, straight))
