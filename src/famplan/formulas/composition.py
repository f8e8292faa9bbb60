"""How a whole divides into parts: shares that add up to one, or say why they cannot.

Sets that overlap have no composition. Every function here asks for the stated total and refuses
parts that do not add up to it, so overlapping groups never pass as a partition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.errors import InvalidInputError, ShapeError
from famplan.formulas.arrays import FloatArray, counts, divide

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["composition"]

_REPORTS = Source(
    "Work reports S3, parts 6 and 8 (Hongshandian town; Wuwei, 2011)",
    locator="构成; arithmetic of the printed figures",
    grade=Grade.SECONDARY,
)

_COMPOSITIONS = (
    Indicator(
        code="CASE_MIX",
        name="Composition of diseases found",
        name_zh="妇科病构成",
        kind=Kind.PROPORTION,
        numerator="women with one group of diseases",
        denominator="women with any of them",
        unit="share of cases",
        per=100,
        source=_REPORTS,
        caution="A woman with two diseases must be put into one group, or the shares overlap.",
    ),
    Indicator(
        code="FUNDING_MIX",
        name="Composition of funding",
        name_zh="经费构成",
        aliases=("资金来源构成",),
        kind=Kind.PROPORTION,
        numerator="funds from one source",
        denominator="funds from all sources",
        unit="share of yuan",
        per=100,
        source=_REPORTS,
        caution="Matching funds promised are not funds received.",
    ),
    Indicator(
        code="STATION_MIX",
        name="Composition of service stations",
        name_zh="服务站构成",
        kind=Kind.PROPORTION,
        numerator="stations of one level",
        denominator="stations of all levels",
        unit="share of stations",
        per=100,
        source=_REPORTS,
    ),
    Indicator(
        code="STAFF_MIX",
        name="Composition of staff",
        name_zh="人员构成",
        aliases=("技术人员职称构成", "微机员构成"),
        kind=Kind.PROPORTION,
        numerator="staff of one rank or origin",
        denominator="all staff",
        unit="share of staff",
        per=100,
        source=_REPORTS,
        caution="Ranks exclude one another; rank and licence overlap and make no composition.",
    ),
)


@computes(*_COMPOSITIONS)
def composition(parts: ArrayLike, *, total: ArrayLike) -> FloatArray:
    """Share of each part of a whole; the shares of one whole add up to one.

    Parameters
    ----------
    parts : array_like
        Counts or amounts of the parts, on the last axis.
    total : array_like
        Stated total of the parts: one number, or one for each whole.

    Returns
    -------
    ndarray
        Shares in the shape of `parts`; ``nan`` where a part is unknown or the total is zero.

    Raises
    ------
    ShapeError
        No axis of parts, or not one total for each whole.
    InvalidInputError
        The parts do not add up to the total: they overlap, or one is missing.

    Examples
    --------
    Report S3.6: 216 women, with fibroids 3, endocrine disorders 21, inflammations 192.

    >>> composition([3, 21, 192], total=216).round(4)
    array([0.0139, 0.0972, 0.8889])

    Villages that grant five benefits overlap: 100 grants in 41 villages are no partition.

    >>> composition([35, 23, 20, 13, 9], total=41)
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: parts: they add up to 100, not to the total 41; \
parts that overlap, or one that is missing, have no composition
    """
    (pieces,) = counts(parts=parts)
    (whole,) = counts(total=total)
    if pieces.ndim == 0 or whole.shape not in {(), pieces.shape[:-1]}:
        raise ShapeError(
            "parts and total",
            f"shapes do not match: parts {pieces.shape}, total {whole.shape}",
            remedy="put the parts of one whole on the last axis, and give one total for each whole",
        )
    _check_sum(pieces.sum(axis=-1), whole)
    whole = np.broadcast_to(whole, pieces.shape[:-1])[..., np.newaxis]
    return np.asarray(divide(pieces, whole))


def _check_sum(sums: FloatArray, whole: FloatArray) -> None:
    sums, whole = np.broadcast_arrays(sums, whole)
    wrong = ~(np.isclose(sums, whole, rtol=1e-9, atol=0) | np.isnan(sums) | np.isnan(whole))
    if wrong.any():
        raise InvalidInputError(
            "parts",
            f"they add up to {sums[wrong].flat[0]:g}, not to the total {whole[wrong].flat[0]:g}",
            remedy="parts that overlap, or one that is missing, have no composition",
        )
