"""The figures of a unit: exact numbers per one, with the counts behind them where known.

Whether 97.99 passes a bar of 98 must not hang on a float, so every figure is a fraction: a text is
read as printed ("7.01 %"), a float as the shortest decimal that names it.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Rational, Real
from typing import TypeAlias

import attrs

from famplan.errors import InvalidInputError, NegativeCountError
from famplan.quality.stated import Stated

__all__ = ["Exact", "Figure", "exact", "optional_exact"]

Exact: TypeAlias = Fraction | Decimal | int | float | str
"""What can be given for a number: a printed figure, or any number."""


def exact(value: Exact, *, where: str = "figure") -> Fraction:
    """Read a number exactly: as printed where it is text, else by its decimal digits.

    Parameters
    ----------
    value : str, int, float, Decimal or Fraction
        ``"7.01 %"``, ``"109.4:100"``, ``0.98``.
    where : str
        What the number is, for the error.

    Returns
    -------
    Fraction
        Per one: ``"98 %"`` is 49/50.

    Raises
    ------
    FigureError
        A text is not one figure.
    InvalidInputError
        Not a finite number.

    Examples
    --------
    >>> exact("97.99 %") == exact(0.9799) == Fraction(9799, 10_000)
    True
    """
    if isinstance(value, str):
        return Stated.parse(value).value
    if isinstance(value, Decimal) and value.is_finite():
        return Fraction(value)
    if isinstance(value, Rational) and not isinstance(value, bool):
        return Fraction(value.numerator, value.denominator)
    if isinstance(value, Real) and not isinstance(value, bool) and isfinite(value):
        return Fraction(repr(float(value)))
    problem = f"{type(value).__name__} is not a finite number"
    raise InvalidInputError(where, problem, remedy='write 0.98 or "98 %", or None where unknown')


def optional_exact(value: Exact | None) -> Fraction | None:
    """Read a number that may be unknown: None and nan stay unknown."""
    if value is None or (isinstance(value, float | Decimal) and value != value):  # noqa: PLR0124 - nan
        return None
    return exact(value)


def _not_negative(_figure: object, field: attrs.Attribute[Fraction | None], value: object) -> None:
    if isinstance(value, Fraction) and value < 0:
        raise NegativeCountError(field.name, f"{float(value):g} is below 0")


@attrs.frozen
class Figure:
    """One figure of a unit in a period, per one.

    Parameters
    ----------
    value : number or text, optional
        The figure; None where it is not known or was not assessed.
    numerator, denominator : number, optional
        The counts behind it, from which its uncertainty follows; `value` may then be left out.
    previous : number or text, optional
        The same figure a year before.
    mean : number or text, optional
        The mean of the level above, where a scheme compares with it.
    bound : number or text, optional
        What the unit itself should reach, where a scheme leaves that to each unit's letter of
        responsibility.

    Raises
    ------
    NegativeCountError
        A count is below zero.
    InvalidInputError, FigureError
        Not a number.

    Examples
    --------
    >>> Figure("96.5 %").value
    Fraction(193, 200)
    >>> Figure(numerator=634, denominator=887).value
    Fraction(634, 887)
    >>> Figure(None).is_known
    False
    """

    value: Fraction | None = attrs.field(default=None, converter=optional_exact)
    numerator: Fraction | None = attrs.field(
        default=None, converter=optional_exact, validator=_not_negative, kw_only=True
    )
    denominator: Fraction | None = attrs.field(
        default=None, converter=optional_exact, validator=_not_negative, kw_only=True
    )
    previous: Fraction | None = attrs.field(default=None, converter=optional_exact, kw_only=True)
    mean: Fraction | None = attrs.field(default=None, converter=optional_exact, kw_only=True)
    bound: Fraction | None = attrs.field(default=None, converter=optional_exact, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Work the figure out from its counts where only they are given."""
        if self.value is None and self.numerator is not None and self.denominator:
            object.__setattr__(self, "value", self.numerator / self.denominator)

    @property
    def is_known(self) -> bool:
        """Whether there is a figure; a zero denominator gives none."""
        return self.value is not None
