"""Join what is known of dying and of years lived into the columns of a life table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import InvalidInputError
from famplan.projection.life_tables.table import LifeTable

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray
    from famplan.model.age import AgeGroups

__all__ = ["assemble"]


def assemble(  # noqa: PLR0913 - all that a table holds
    dying: FloatArray,
    years: FloatArray,
    last: FloatArray,
    *,
    rates: FloatArray,
    ages: AgeGroups,
    radix: float,
    names: dict[str, str],
) -> LifeTable:
    """Join probabilities, nax and the life expectancy of the open group into life tables.

    Parameters
    ----------
    dying, years : ndarray
        nqx and nax of the closed groups.
    last : ndarray
        Life expectancy at the beginning of the open group.
    rates : ndarray
        Death rates; that of the open group is taken from `last`.
    ages : AgeGroups
        The groups.
    radix : float
        Survivors at the first age.
    names : dict of str
        Names of the rules.

    Returns
    -------
    LifeTable
        One or many tables.

    Raises
    ------
    InvalidInputError
        The radix is not above zero.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> names = {"sex": "male", "a0": "given", "within": "given", "open_interval": "given"}
    >>> half = np.array([0.5])
    >>> assemble(
    ...     half, half, np.array(10.0), rates=np.array([0.67, 0.1]),
    ...     ages=AgeGroups((0, 1), open_end=True), radix=1, names=names,
    ... ).e(0)
    5.75
    """
    if not radix > 0:
        raise InvalidInputError("radix", f"{radix} is not above 0", remedy="write 1 or 100000")
    widths = ages.widths[:-1]
    one = np.ones_like(dying[..., :1])
    dying = np.concatenate([dying, one], axis=-1)
    living = radix * np.concatenate([one, np.cumprod(1 - dying[..., :-1], axis=-1)], axis=-1)
    deaths = living * dying
    closed = widths * living[..., 1:] + years * deaths[..., :-1]
    lived = np.concatenate([closed, living[..., -1:] * last[..., np.newaxis]], axis=-1)
    above = np.cumsum(lived[..., ::-1], axis=-1)[..., ::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = above / living
        own = np.where(np.isfinite(last), 1 / last, np.nan)
    return LifeTable(
        ages=ages,
        death_rates=np.concatenate([rates[..., :-1], own[..., np.newaxis]], axis=-1),
        nax=np.concatenate([years, last[..., np.newaxis]], axis=-1),
        nqx=np.where(np.isnan(dying), np.nan, dying),
        lx=living,
        ndx=deaths,
        nLx=lived,
        Tx=above,
        ex=expected,
        radix=radix,
        **names,
    )
