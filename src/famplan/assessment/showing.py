"""Numbers as people read them, never rounded across a bound: 97.996 below 98 stays below it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from famplan.quality.rounding import Rounding, printed

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["shown", "shown_share"]


def shown(number: Fraction, *, decimals: int = 2, beside: Iterable[Fraction | None] = ()) -> str:
    """Write a number with so many decimals, or with as many as keep it apart from others.

    Parameters
    ----------
    number : Fraction
        What to write; halves are rounded up.
    decimals : int
        Fewest decimals.
    beside : iterable of Fraction
        Bounds that it is compared with: where it differs from one, what is written differs too,
        and lies on the same side.

    Examples
    --------
    >>> shown(Fraction("97.996")), shown(Fraction("97.996"), beside=[Fraction(98)])
    ('98.00', '97.996')
    """
    others = [other for other in beside if other is not None and other != number]
    while not all(_apart(number, other, decimals) for other in others):
        decimals += 1
    units = int(_rounded(number, decimals) * 10**decimals)
    whole, rest = divmod(abs(units), 10**decimals)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole:,}.{rest:0{decimals}d}" if decimals else f"{sign}{whole:,}"


def shown_share(
    share: Fraction, *, decimals: int = 2, beside: Iterable[Fraction | None] = ()
) -> str:
    """Write a share in per cent, such as a score rate beside the bounds of grades.

    Examples
    --------
    >>> shown_share(Fraction("0.99999"), beside=[Fraction(1)])
    '99.999%'
    """
    hundreds = [None if other is None else other * 100 for other in beside]
    return f"{shown(share * 100, decimals=decimals, beside=hundreds)}%"


def _apart(number: Fraction, other: Fraction, decimals: int) -> bool:
    one, two = _rounded(number, decimals), _rounded(other, decimals)
    return one < two if number < other else one > two


def _rounded(number: Fraction, decimals: int) -> Fraction:
    return printed(number, step=Fraction(1, 10**decimals), rounding=Rounding.HALF_UP)
