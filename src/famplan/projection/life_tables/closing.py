"""The open interval: how long those live who reach its first age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.errors import AgeGroupsError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray
    from famplan.model.age import AgeGroups

__all__ = ["OpenInterval", "open_life_expectancy"]

OpenInterval: TypeAlias = Literal["constant-force", "gompertz"]
"""From the open group's own death rate, or from the rise of the rates before it."""

_FITTED_FROM = 60  # a Gompertz line is fitted to the closed groups from this age on


def open_life_expectancy(
    death_rates: FloatArray, *, ages: AgeGroups, open_interval: OpenInterval
) -> FloatArray:
    """Life expectancy at the beginning of the open group.

    Parameters
    ----------
    death_rates : ndarray
        Death rates, ages on the last axis, the open group's last.
    ages : AgeGroups
        Groups with an open end.
    open_interval : {"constant-force", "gompertz"}
        One over the open group's death rate; or the force of mortality goes on rising by the same
        share each year as in the closed groups from 60 on, and the open group's rate is not used.

    Returns
    -------
    ndarray
        Years; ``nan`` where the rates do not say, as where nobody dies in the open group.

    Raises
    ------
    DefinitionError, AgeGroupsError
        No such way, or fewer than three closed groups from age 60 on to fit a line to.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups((60, 65, 70, 75), open_end=True)
    >>> rates = np.array([0.010, 0.016, 0.026, 0.070])
    >>> print(open_life_expectancy(rates, ages=ages, open_interval="gompertz").round(2))
    11.89
    """
    one_of(open_interval, get_args(OpenInterval), argument="open_interval")
    if open_interval == "constant-force":
        rate = death_rates[..., -1]
        return 1 / np.where(rate > 0, rate, np.nan)
    return _gompertz(death_rates, ages)


def _gompertz(death_rates: FloatArray, ages: AgeGroups) -> FloatArray:
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    (old,) = (ages.lower[:-1] >= _FITTED_FROM).nonzero()
    if len(old) < 3:  # noqa: PLR2004 - a line through two points fits anything
        raise AgeGroupsError(
            "ages",
            f"{len(old)} closed groups from age {_FITTED_FROM} on are too few to fit a line to",
            remedy='give at least three, or open_interval="constant-force"',
        )
    middles = ages.lower[old] + ages.widths[old] / 2
    rates = death_rates[..., old]
    logs = np.log(np.where(rates > 0, rates, np.nan))
    away = middles - middles.mean()
    rise = (logs * away).sum(axis=-1) / (away**2).sum()
    level = logs.mean(axis=-1) + rise * (ages.bounds[-1] - middles.mean())
    rise = np.where(rise > 0, rise, np.nan)
    share = np.exp(level) / rise
    # exp(x) E1(x) in the form that does not overflow: the Tricomi function of first order.
    return np.asarray(special.hyperu(1.0, 1.0, share) / rise)
