"""What the tests of sex ratios take: whole births, and the ratios that are normal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from famplan.catalogue.facts import Fact
from famplan.errors import InvalidInputError
from famplan.quality.whole import whole_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray

__all__ = ["Reference", "normal_range", "whole_births"]

Reference: TypeAlias = "float | Fact | Sequence[float | Fact]"
"""Boys per girl that count as normal: one ratio, or the lowest and the highest."""

_HIGHEST = 10  # boys per girl; a reference above it was surely typed per 100 girls


def whole_births(**named: ArrayLike) -> tuple[FloatArray, ...]:
    """Read named arguments as numbers of births.

    Raises
    ------
    InvalidInputError
        An entry is not a whole number.
    NegativeCountError, ShapeError
        An entry is below zero, or shapes do not match.

    Examples
    --------
    >>> whole_births(male=[12, 7.5])
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: male: 7.5 is not a whole number; an exact test takes births, \
neither rates nor weighted births
    """
    return whole_counts("an exact test takes births, neither rates nor weighted births", **named)


def normal_range(reference: Reference) -> tuple[tuple[float, float], str]:
    """Lowest and highest normal ratio in boys per girl, and where they come from.

    Raises
    ------
    InvalidInputError
        Not one or two ratios per girl, or the lowest is above the highest.

    Examples
    --------
    >>> normal_range(1.06)
    ((1.06, 1.06), '')
    >>> normal_range((103, 107))
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: reference: 103 boys per girl is not between 0 and 10; write \
1.06 for 106 boys per 100 girls, or (1.03, 1.07)
    """
    given: Any = reference
    ends = tuple(given) if np.iterable(given) else (given, given)
    remedy = "write 1.06 for 106 boys per 100 girls, or (1.03, 1.07)"
    if len(ends) != len(("lowest", "highest")):
        raise InvalidInputError("reference", f"{len(ends)} ratios are no range", remedy=remedy)
    low, high = (end.value if isinstance(end, Fact) else end for end in ends)
    for ratio in (low, high):
        if not 0 < ratio <= _HIGHEST:
            problem = f"{ratio:g} boys per girl is not between 0 and {_HIGHEST}"
            raise InvalidInputError("reference", problem, remedy=remedy)
    if low > high:
        raise InvalidInputError("reference", f"{low:g} is above {high:g}", remedy="lowest first")
    sources = dict.fromkeys(str(end.source) for end in ends if isinstance(end, Fact))
    return (float(low), float(high)), "; ".join(sources)
