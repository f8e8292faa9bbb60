"""What is uncertain: how far fertility, mortality and migration stray, and how together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.columns import floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray

__all__ = ["Shocks", "Stray"]

Stray: TypeAlias = tuple[float, float]
"""Standard deviation of a year's shock, and the share of the past that stays (1: a random walk)."""

_ROUNDING = 1e-12


def _matrix(values: ArrayLike | None) -> FloatArray:
    array = np.eye(3) if values is None else floats(values, "correlation")
    array = array.copy()
    array.flags.writeable = False
    return array


@attrs.frozen(kw_only=True, eq=False)
class Shocks:
    """Yearly shocks that add up: stray(t) = persistence · stray(t − 1) + shock(t).

    Fertility rates are multiplied by the exponential of their stray, death rates by that of theirs;
    the stray of migration is in persons a year. The central path is thus the median of the rates.
    A step of five years takes the mean stray of its years.

    Parameters
    ----------
    fertility, mortality : tuple of float, optional
        Standard deviation of a year's shock, as a share of the rate (0.03 is about three per cent),
        and persistence from 0 to 1. Nothing strays unless given.
    migration : tuple of float, optional
        Standard deviation in persons a year, and persistence.
    correlation : array_like, optional
        Correlations of the three shocks of a year, in this order; none unless given.

    Raises
    ------
    InvalidInputError
        Not two numbers, a standard deviation below zero, a persistence outside 0 to 1.
    DefinitionError
        No correlation matrix.

    Examples
    --------
    >>> shocks = Shocks(fertility=(0.03, 0.95), mortality=(0.01, 1.0))
    >>> shocks
    Shocks: fertility 0.03 a year, persistence 0.95; mortality 0.01 a year, random walk
    >>> shocks.strays(np.random.default_rng(1), paths=2, years=3).shape
    (3, 2, 3)
    """

    fertility: Stray = (0.0, 0.0)
    mortality: Stray = (0.0, 0.0)
    migration: Stray = (0.0, 0.0)
    correlation: FloatArray = attrs.field(default=None, converter=_matrix)

    def __attrs_post_init__(self) -> None:
        """Check every number, and that the correlations are some."""
        for name in ("fertility", "mortality", "migration"):
            given = getattr(self, name)
            if not isinstance(given, Sequence) or len(given) != 2:  # noqa: PLR2004 - as said below
                raise InvalidInputError(
                    name, f"{given!r}", remedy="give (standard deviation a year, persistence)"
                )
            spread, stays = given
            if not 0 <= spread < np.inf:
                raise InvalidInputError(name, f"a standard deviation of {spread:g}")
            if not 0 <= stays <= 1:
                raise InvalidInputError(
                    name, f"a persistence of {stays:g}", remedy="give 0 to 1; 1 is a random walk"
                )
        table = self.correlation
        shaped = table.shape == (3, 3) and bool((np.diagonal(table) == 1).all())
        if not shaped or (table != table.T).any() or np.linalg.eigvalsh(table).min() < -_ROUNDING:
            raise DefinitionError(
                "correlation",
                "not a table of correlations of fertility, mortality and migration",
                remedy="give three rows of three, ones on the diagonal, the same above and below",
            )

    def strays(self, random: np.random.Generator, *, paths: int, years: int) -> FloatArray:
        """Draw strays, shape (three, paths, years).

        Paths are drawn one after the other, so it does not matter how many are drawn at once.
        """
        values, vectors = np.linalg.eigh(self.correlation)
        root = vectors * np.sqrt(np.maximum(values, 0))
        drawn = random.standard_normal((paths, years, 3)) @ root.T
        kinds = (self.fertility, self.mortality, self.migration)
        strays = np.moveaxis(drawn, -1, 0) * np.array([kind[0] for kind in kinds])[:, None, None]
        stays = np.array([kind[1] for kind in kinds])[:, None]
        for year in range(1, years):
            strays[..., year] += stays * strays[..., year - 1]
        return np.asarray(strays)

    def __repr__(self) -> str:
        """Say what strays."""
        told = []
        for name in ("fertility", "mortality", "migration"):
            spread, stays = getattr(self, name)
            if spread:
                how = "random walk" if stays == 1 else f"persistence {stays:g}"
                told.append(f"{name} {spread:g} a year, {how}")
        if (self.correlation != np.eye(3)).any():
            told.append("correlated")
        return f"Shocks: {'; '.join(told) or 'none'}"
