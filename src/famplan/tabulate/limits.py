"""Confidence limits of estimates with a design-based standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["Limits", "interval"]

Limits: TypeAlias = Literal["normal", "t", "logit"]
"""Symmetric with the normal or the t distribution, or symmetric on the logit scale with t."""


def interval(  # noqa: PLR0913 - an estimate, its error, and how limits are made of them
    value: ArrayLike,
    error: ArrayLike,
    *,
    level: float = 0.95,
    method: Limits = "normal",
    df: ArrayLike | None = None,
    lowest: float | None = None,
    highest: float | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Lower and upper confidence limits.

    Parameters
    ----------
    value, error : array_like
        Estimates and their standard errors.
    level : float
        Confidence level between 0 and 1.
    method : {"normal", "t", "logit"}
        The logit scale keeps limits of a proportion between 0 and 1; at exactly 0 or 1 it has none.
    df : array_like, optional
        Degrees of freedom, for ``"t"`` and ``"logit"``.
    lowest, highest : float, optional
        Values that the quantity cannot be below or above: limits are cut there.

    Returns
    -------
    low, high : ndarray
        Limits; ``nan`` where the error is unknown.

    Raises
    ------
    InvalidInputError
        The level is not between 0 and 1, or degrees of freedom are needed.
    DefinitionError
        No such method.

    Examples
    --------
    >>> low, high = interval([0.4], [0.03])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.3412], [0.4588])
    """
    one_of(method, get_args(Limits), argument="interval")
    if not 0 < level < 1:
        raise InvalidInputError(
            "level", f"{level:g} is not between 0 and 1", remedy="write 0.95 for 95 per cent"
        )
    centre, spread = np.asarray(value, dtype=np.float64), np.asarray(error, dtype=np.float64)
    times = _normal(level) if method == "normal" else _student(level, df)
    if method == "logit":
        return _logit(centre, spread, times)
    low, high = centre - times * spread, centre + times * spread
    lowest = -np.inf if lowest is None else lowest
    highest = np.inf if highest is None else highest
    return np.maximum(low, lowest), np.minimum(high, highest)


def _logit(
    share: FloatArray, error: FloatArray, times: FloatArray
) -> tuple[FloatArray, FloatArray]:
    inside = (share > 0) & (share < 1)
    known = np.where(inside, share, np.nan)
    middle = np.log(known / (1 - known))
    half = times * error / (known * (1 - known))
    with np.errstate(over="ignore"):  # e to a large power is infinite, and the limit then 0
        return 1 / (1 + np.exp(half - middle)), 1 / (1 + np.exp(-half - middle))


def _normal(level: float) -> FloatArray:
    from statistics import NormalDist  # noqa: PLC0415 - costs more than the rest of the module

    return np.asarray(NormalDist().inv_cdf((1 + level) / 2))


def _student(level: float, df: ArrayLike | None) -> FloatArray:
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    if df is None:
        raise InvalidInputError("df", "t and logit limits need degrees of freedom")
    freedom = np.asarray(df, dtype=np.float64)
    quantile = special.stdtrit(np.maximum(freedom, 1), (1 + level) / 2)
    return np.where(freedom >= 1, quantile, np.nan)
