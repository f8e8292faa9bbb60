"""Estimates: a number with what it rests on, so that it never travels alone."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.errors import InvalidInputError, NegativeCountError, ShapeError
from famplan.model.validators import at_least, is_a

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Estimate", "Interval"]

Numbers: TypeAlias = "float | NDArray[np.float64]"
Figures: TypeAlias = "ArrayLike | Sequence[float | None]"

_SHOWN = 8  # entries of an array that a one-line text shows


def _numbers(value: Figures) -> Numbers:
    try:
        array = np.array(value, dtype=np.float64)  # None becomes nan
    except (TypeError, ValueError) as error:
        raise InvalidInputError("estimate", "not every figure is a number") from error
    if array.ndim == 0:
        return float(array)
    array.setflags(write=False)
    return array


def _optional(value: Figures | None) -> Numbers | None:
    return None if value is None else _numbers(value)


def _comparable(value: Numbers | None) -> Hashable:
    # Arrays compare as wholes and nan equals nan; adding zero makes −0 and 0 the same bytes.
    if value is None:
        return None
    array = np.asarray(value) + 0.0
    return array.shape, np.where(np.isnan(array), np.nan, array).tobytes()


def _not_negative(_estimate: object, field: attrs.Attribute[Any], value: Numbers | None) -> None:
    if value is not None and (np.asarray(value) < 0).any():
        low = np.nanmin(value)
        raise NegativeCountError(field.name, f"{low:g} is below 0")


@attrs.frozen
class Interval:
    """The range that an estimate is given with, and how it was made.

    Parameters
    ----------
    low, high : float or array_like
        Ends, per one like the estimate.
    level : float
        Confidence level, for example 0.95.
    method : str
        How it was made, for example ``"Wilson"``.

    Raises
    ------
    InvalidInputError
        `low` is above `high`, or `level` is not between 0 and 1.

    Examples
    --------
    >>> Interval(0.67, 0.74, level=0.95, method="Wilson")
    Interval(low=0.67, high=0.74, level=0.95, method='Wilson')
    """

    low: Numbers = attrs.field(converter=_numbers, eq=_comparable)
    high: Numbers = attrs.field(converter=_numbers, eq=_comparable)
    level: float = attrs.field(kw_only=True)
    method: str = attrs.field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the order of the ends and the level."""
        _check_shapes(low=self.low, high=self.high)
        if (np.asarray(self.low) > self.high).any():
            raise InvalidInputError(
                "low", "an end is above the other", remedy="give low, then high"
            )
        if not isinstance(self.level, Real) or not 0 < self.level < 1:
            raise InvalidInputError(
                "level", f"{self.level!r} is not between 0 and 1", remedy="write 0.95 for 95 %"
            )


@attrs.frozen(kw_only=True)
class Estimate:
    """One figure, or an array of them, with everything needed to judge it.

    Parameters
    ----------
    value : float or array_like
        The figure per one; ``nan`` where it is undefined.
    numerator, denominator : float or array_like, optional
        What was divided, weighted where the data are.
    n : float or array_like, optional
        Unweighted number of cases in the denominator.
    standard_error : float or array_like, optional
        Standard error, per one.
    interval : Interval, optional
        Confidence interval, per one.
    indicator : str
        Code of the indicator that is estimated.
    variant : str
        The variant of its definition, where it has several.
    per : int
        Scale at which people read the figure: 1000 for a birth rate.

    Raises
    ------
    NegativeCountError
        `denominator`, `n` or `standard_error` is below zero.
    ShapeError
        The parts do not match element by element.

    Examples
    --------
    >>> share = Estimate(
    ...     value=634 / 887,
    ...     numerator=634,
    ...     denominator=887,
    ...     n=887,
    ...     interval=Interval(0.6842, 0.7434, level=0.95, method="Wilson"),
    ...     indicator="PCR",
    ...     per=100,
    ... )
    >>> print(share)
    PCR 71.48 per 100 (95 % interval 68.42 to 74.34, n = 887)
    >>> share.is_small(30)
    False
    """

    value: Numbers = attrs.field(converter=_numbers, eq=_comparable)
    numerator: Numbers | None = attrs.field(default=None, converter=_optional, eq=_comparable)
    denominator: Numbers | None = attrs.field(
        default=None, converter=_optional, eq=_comparable, validator=_not_negative
    )
    n: Numbers | None = attrs.field(
        default=None, converter=_optional, eq=_comparable, validator=_not_negative
    )
    standard_error: Numbers | None = attrs.field(
        default=None, converter=_optional, eq=_comparable, validator=_not_negative
    )
    interval: Interval | None = attrs.field(default=None, validator=is_a(Interval))
    indicator: str = ""
    variant: str = ""
    per: int = attrs.field(default=1, validator=at_least(1))

    def __attrs_post_init__(self) -> None:
        """Check that all parts speak of the same figures."""
        parts = {
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "n": self.n,
            "standard_error": self.standard_error,
            "interval": None if self.interval is None else self.interval.low,
        }
        given = {name: part for name, part in parts.items() if part is not None}
        if _check_shapes(**given) != np.shape(self.value):
            raise _mismatch(**given)  # one figure cannot rest on several bases

    @property
    def scaled(self) -> Numbers:
        """The figure at the scale at which people read it.

        Examples
        --------
        >>> Estimate(value=0.00064, per=1000).scaled
        0.64
        """
        return self.value * self.per

    def is_small(self, threshold: float) -> bool | NDArray[np.bool_]:
        """Whether the figure rests on fewer unweighted cases than a threshold.

        An unknown number of cases counts as small: nothing shows that it is large enough.

        Examples
        --------
        >>> Estimate(value=[0.2, 0.3, 0.4], n=[9, 10, None]).is_small(10)
        array([ True, False,  True])
        >>> Estimate(value=0.2).is_small(10)
        True
        """
        shape = np.shape(self.value)
        cases = np.nan if self.n is None else self.n
        small = ~(np.broadcast_to(cases, shape) >= threshold)
        return small if shape else bool(small)

    def __str__(self) -> str:
        """Show the figure as people read it; ``–`` where it is undefined."""
        scale = f" per {self.per:,}" if self.per > 1 else ""
        name = " ".join(filter(None, (self.indicator, self.variant and f"[{self.variant}]")))
        text = f"{name} {_printed(self.scaled)}{scale}".lstrip()
        return text + self._basis()

    def _basis(self) -> str:
        parts = []
        if self.interval is not None:
            low, high = (
                _printed(end * self.per) for end in (self.interval.low, self.interval.high)
            )
            parts.append(f"{self.interval.level * 100:g} % interval {low} to {high}")
        elif self.standard_error is not None:
            parts.append(f"standard error {_printed(self.standard_error * self.per)}")
        if self.n is not None:
            parts.append(f"n = {_printed(self.n, decimals=0)}")
        return f" ({', '.join(parts)})" if parts else ""


def _printed(value: Numbers, *, decimals: int = 2) -> str:
    def one(number: float) -> str:
        # Adding zero takes the sign from what rounds to zero.
        return "–" if np.isnan(number) else f"{round(number, decimals) + 0.0:,.{decimals}f}"

    if isinstance(value, float):
        return one(value)
    shown = [one(number) for number in value.flat[:_SHOWN]]
    more = [f"… {value.size} in all"] if value.size > _SHOWN else []
    return f"[{', '.join(shown + more)}]"


def _check_shapes(**parts: Numbers) -> tuple[int, ...]:
    try:
        return np.broadcast_shapes(*(np.shape(part) for part in parts.values()))
    except ValueError as error:
        raise _mismatch(**parts) from error


def _mismatch(**parts: Numbers) -> ShapeError:
    shapes = ", ".join(f"{name} {np.shape(part)}" for name, part in parts.items())
    return ShapeError(" and ".join(parts), f"shapes do not match: {shapes}")
