"""The design factor: how much a clustered, weighted sample widens the errors of estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["Squares", "deft"]


@attrs.frozen(eq=False)
class Squares:
    """What the variance of a simple random sample needs, domains by columns.

    Parameters
    ----------
    yy, xy, xx : ndarray
        Weighted sums of the squared numerators, of the products, of the squared denominators, one
        term for each case.
    weight : ndarray
        Sum of the weights of the cases.
    cases : ndarray
        Number of cases.
    """

    yy: FloatArray
    xy: FloatArray
    xx: FloatArray
    weight: FloatArray
    cases: FloatArray

    def standard_error(self, y: FloatArray, x: FloatArray) -> FloatArray:
        """Error that the ratio Σy/Σx would have in a simple random sample of as many cases."""
        ratio = _divide(y, x)
        spread = self.yy - 2 * ratio * self.xy + ratio**2 * self.xx
        variance = _divide(np.maximum(spread, 0.0) * self.weight, (self.cases - 1) * x**2)
        return np.sqrt(np.where(self.cases > 1, variance, np.nan))

    def ages(self, chosen: slice) -> Squares:
        """Keep some columns."""
        kept = {name: getattr(self, name)[:, chosen] for name in attrs.fields_dict(Squares)}
        return Squares(**kept)

    def pooled(self, factors: FloatArray) -> Squares:
        """Put the columns together, each multiplied by its factor; those with 0 have no cases."""
        counted = factors > 0
        return Squares(
            yy=(self.yy @ factors**2)[:, None],
            xy=(self.xy @ factors**2)[:, None],
            xx=(self.xx @ factors**2)[:, None],
            weight=(self.weight @ counted)[:, None],
            cases=(self.cases @ counted)[:, None],
        )

    def error_of_sum(self, y: FloatArray, x: FloatArray, slopes: FloatArray) -> FloatArray:
        """Error that a sum of the ratios, each times its slope, would have in such a sample.

        The columns are taken as independent, as rates at different ages all but are: a woman's
        births at one age say next to nothing of those at another.
        """
        errors = np.where(slopes == 0, 0.0, self.standard_error(y, x) * slopes)
        summed: FloatArray = np.sqrt((errors**2).sum(axis=1, keepdims=True))
        return summed


def deft(error: FloatArray, simple: FloatArray) -> FloatArray:
    """Design factor: the standard error over that of a simple random sample.

    Examples
    --------
    >>> deft(np.array([0.03]), np.array([0.02])).round(2).tolist()
    [1.5]
    """
    return _divide(error, simple)


def _divide(above: FloatArray, below: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        result: FloatArray = np.where(below == 0, np.nan, above / below)
    return result
