"""Years lived in each group by those who die in it, from the first to the last closed group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

import numpy as np

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError
from famplan.formulas.arrays import counts
from famplan.formulas.choices import one_of
from famplan.projection.life_tables.separation import separation_below_five

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray
    from famplan.model.age import AgeGroups
    from famplan.projection.life_tables.separation import InfantRule, TableSex

__all__ = ["WithinRule", "constant_force", "years_lived_by_the_dying"]

WithinRule: TypeAlias = Literal["constant-force", "greville", "keyfitz", "midpoint"]
"""Rules for the years lived by those who die in the groups above the youngest."""

_GREVILLE_FROM = 15  # below, the United Nations take the middle
_KEYFITZ_ROUNDS = 40
_SETTLED = 1e-12


def years_lived_by_the_dying(
    death_rates: FloatArray,
    *,
    ages: AgeGroups,
    sex: TableSex | Sequence[TableSex],
    a0: InfantRule | ArrayLike | None,
    nax: WithinRule | ArrayLike,
) -> FloatArray:
    """Years lived in each closed group by those who die in it.

    Parameters
    ----------
    death_rates : ndarray
        Death rates, ages on the last axis, the open group among them.
    ages : AgeGroups
        Groups with an open end.
    sex, a0, nax
        As in `life_table`.

    Returns
    -------
    ndarray
        nax of the closed groups.

    Raises
    ------
    DefinitionError, InvalidInputError, AgeGroupsError
        No such rule, years outside their group or more than the death rate allows, or no rule for
        a first group of five years.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups((0, 1, 5, 10, 15), open_end=True)
    >>> rates = np.array([0.01, 0.001, 0.0005, 0.0006, 0.02])
    >>> years_lived_by_the_dying(
    ...     rates, ages=ages, sex="female", a0="keyfitz", nax="midpoint"
    ... ).round(3)
    array([0.087, 1.5  , 2.5  , 2.5  ])
    """
    widths = ages.widths[:-1]
    rates = death_rates[..., :-1]
    if not isinstance(nax, str):
        return _given(nax, rates=rates, ages=ages)
    one_of(nax, get_args(WithinRule), argument="nax")
    years = np.broadcast_to(widths / 2, rates.shape).copy()
    if nax == "greville":
        years = _greville(death_rates, ages)
    _youngest(years, rates, ages=ages, sex=sex, a0=a0)
    if nax == "constant-force":
        years[..., _old(ages)] = constant_force(rates, widths)[..., _old(ages)]
    if nax == "keyfitz":
        years = _keyfitz(years, rates, ages)
    # Where so many die, those who die cannot live so long: then at a constant force.
    return np.where(years * rates >= 1, constant_force(rates, widths), years)


def constant_force(rates: FloatArray, widths: FloatArray) -> FloatArray:
    """Years lived by those who die in a group through which the force of mortality is constant.

    Parameters
    ----------
    rates : ndarray
        Death rates of closed groups.
    widths : ndarray
        Their widths in years.

    Returns
    -------
    ndarray
        A little less than half of the width; half where nobody dies.

    Examples
    --------
    >>> print(constant_force(np.array([0.0, 0.02, 0.5]), np.array([5.0, 5.0, 5.0])).round(3))
    [2.5   2.458 1.553]
    """
    force = rates * widths
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        exact = widths / force - widths / np.expm1(force)
    # Of tiny forces the difference loses all digits; the first terms of its series do not.
    return np.where(force < 1e-4, widths * (0.5 - force / 12), exact)  # noqa: PLR2004


def _old(ages: AgeGroups) -> slice:
    return slice(_young(ages), None)


def _young(ages: AgeGroups) -> int:
    return 2 if ages.bounds[:3] == (0, 1, 5) else int(ages.bounds[:2] == (0, 1))


def _youngest(
    years: FloatArray,
    rates: FloatArray,
    *,
    ages: AgeGroups,
    sex: TableSex | Sequence[TableSex],
    a0: InfantRule | ArrayLike | None,
) -> None:
    young = _young(ages)
    if ages.bounds[0] != 0:
        return
    if not young:
        raise AgeGroupsError(
            "ages",
            f"the first group is {ages.labels[0]}; infants die early in it and no rule says when",
            remedy="give 0 and 1–4 apart, or the years by nax",
        )
    if a0 is None:
        raise DefinitionError(
            "a0", "no rule for infants", remedy='name one, such as "andreev-kingkade"'
        )
    rule = cast("InfantRule", a0 if isinstance(a0, str) else "coale-demeny-west")
    infants, children = separation_below_five(rates[..., 0], sex=sex, a0=rule)
    if not isinstance(a0, str):
        (infants,) = counts(a0=a0)
        _check_inside(infants[..., np.newaxis], rates[..., :1], ages, "a0")
    years[..., 0] = infants
    if young == 2:  # noqa: PLR2004 - infants, and children of 1–4
        years[..., 1] = children


def _given(nax: ArrayLike, *, rates: FloatArray, ages: AgeGroups) -> FloatArray:
    (years,) = counts(nax=nax)
    if years.ndim == 0 or years.shape[-1] not in {len(ages), len(ages) - 1}:
        raise AgeGroupsError(
            "nax",
            f"shape {years.shape} for {len(ages)} age groups",
            remedy="give one entry per age group, ages on the last axis",
        )
    years = np.broadcast_to(years[..., : len(ages) - 1], rates.shape)
    _check_inside(years, rates, ages, "nax")
    return years


def _check_inside(years: FloatArray, rates: FloatArray, ages: AgeGroups, name: str) -> None:
    widths = ages.widths[: years.shape[-1]]
    for wrong, problem in (
        (years > widths, "is longer than the group"),
        (years * rates > 1, "is more than such a death rate allows: more would die than live"),
    ):
        if wrong.any():
            place = np.argwhere(wrong)[0]
            raise InvalidInputError(
                f"{name} at {ages.labels[int(place[-1])]}",
                f"{np.broadcast_to(years, wrong.shape)[tuple(place)]:g} years {problem}",
                remedy="give years lived in the group by those who die in it",
            )


def _greville(death_rates: FloatArray, ages: AgeGroups) -> FloatArray:
    # n/2 − n²/12 (m − k), k the relative rise of the rates at the middle of the group.
    widths = ages.widths[:-1]
    lower = ages.lower.astype(float)
    logs = np.log(np.where(death_rates > 0, death_rates, np.nan))
    rise = np.zeros(death_rates[..., :-1].shape)
    if len(ages) > 3:  # noqa: PLR2004 - a group with a closed one on either side
        middles = lower[:-1] + widths / 2
        rise[..., 1:-1] = (logs[..., 2:-1] - logs[..., :-3]) / (middles[2:] - middles[:-2])
        rise[..., -1] = rise[..., -2]  # the open group's rate is of other ages
    years = widths / 2 - widths**2 / 12 * (death_rates[..., :-1] - rise)
    # A zero beside it leaves the rise unknown; there, and below 15, the middle.
    usable = np.isfinite(rise) & (lower[:-1] >= _GREVILLE_FROM)
    usable[..., :1] = False
    years = np.where(usable & (years > 0) & (years < widths), years, widths / 2)
    return np.where(np.isnan(death_rates[..., :-1]), np.nan, years)


def _keyfitz(years: FloatArray, rates: FloatArray, ages: AgeGroups) -> FloatArray:
    # The deaths of the table on either side say how they lean within the group; again and again.
    widths = ages.widths[:-1]
    like = np.zeros(len(widths), dtype=bool)
    like[1:-1] = (widths[1:-1] == widths[:-2]) & (widths[1:-1] == widths[2:])
    like[: _young(ages)] = False
    (inner,) = like.nonzero()
    if not inner.size:
        return years
    for _ in range(_KEYFITZ_ROUNDS):
        dying = np.minimum(widths * rates / (1 + (widths - years) * rates), 1.0)
        living = np.cumprod(1 - dying, axis=-1)
        deaths = dying * np.concatenate([np.ones_like(living[..., :1]), living[..., :-1]], axis=-1)
        lean = (deaths[..., inner + 1] - deaths[..., inner - 1]) / np.where(
            deaths[..., inner] > 0, deaths[..., inner], np.nan
        )
        moved = widths[inner] * (0.5 + np.where(np.isnan(lean), 0, lean) / 24)
        moved = np.where((moved > 0) & (moved < widths[inner]), moved, widths[inner] / 2)
        settled = np.nanmax(np.abs(moved - years[..., inner]), initial=0) < _SETTLED
        years = years.copy()
        years[..., inner] = np.where(np.isnan(years[..., inner]), np.nan, moved)
        if settled:
            break
    return years
