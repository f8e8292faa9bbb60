"""Growth that is left in the ages of a population when fertility falls to replacement at once.

`famplan.projection.population_momentum` finds the same by carrying a population forward; here are
the formulas, for women.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import AgeGroupsError, InvalidInputError
from famplan.formulas.arrays import (
    FloatArray,
    Numbers,
    ages_last,
    counts,
    divide,
    numbers,
    plain,
)
from famplan.formulas.arrays import rates as read_rates
from famplan.model.age import as_age_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = ["frauenthal_momentum", "keyfitz_momentum", "momentum_by_age"]

_RODRIGUEZ = Source(
    "G. Rodríguez, Demographic Methods, Princeton University",
    locator="Population momentum, after Preston, Heuveline and Guillot, box 7.3, and Keyfitz 1971",
    url="https://grodri.github.io/demography/momentum",
)
_KEYFITZ = Source(
    "Keyfitz 1971, On the momentum of population growth, Demography 8(1): 71-80",
    locator="abstract, formula (9)",
    url="https://link.springer.com/article/10.2307/2060339",
)
_NO_GROWTH = 1e-9

MOMENTUM = Indicator(
    code="MOMENTUM",
    name="Population momentum",
    name_zh="人口惯性",
    kind=Kind.RATIO,
    numerator="women in the end, if fertility fell to replacement at once and stayed there",
    denominator="women now",
    unit="women per woman",
    source=_RODRIGUEZ,
    aliases=("人口增长惯性", "population momentum factor"),
    caution="Mortality stays and nobody moves; above 1 a young population grows on for decades.",
)


@computes(MOMENTUM)
def momentum_by_age(
    women: ArrayLike, *, person_years: ArrayLike, rates: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Women in the end per woman now, at replacement fertility from now on (Preston and Guillot).

    Each woman counts by the births that are still ahead of her at replacement.

    Parameters
    ----------
    women : array_like
        Women by age group, all ages, on the last axis.
    person_years : array_like
        Years that a newborn girl lives in each age group, the open one among them (nLx / l0).
    rates : array_like
        Births per woman-year, 0 at ages without; only their pattern matters.
    ages : AgeGroups or sequence of str
        All age groups from birth, the last open.

    Returns
    -------
    float or ndarray
        Ratio; ``nan`` where there are no births or no women.

    Raises
    ------
    AgeGroupsError
        Groups that do not begin at birth or have no open end, or that do not match.
    InvalidInputError
        Births in the open group, where no age can be given to them.
    NegativeCountError, ShapeError
        A number below zero, or shapes that do not match.

    Examples
    --------
    Western Asia, 1995–2000, women in thousands: 61 % more in the end.

    >>> ages = [*(f"{age}–{age + 4}" for age in range(0, 50, 5)), "50+"]
    >>> women = [12013, 11027, 9856, 8614, 7694, 6893, 6135, 5318, 4376, 3510, 11740]
    >>> lived = [4.834, 4.803, 4.789, 4.773, 4.748, 4.716, 4.678, 4.631, 4.570, 4.483, 23.275]
    >>> rates = [0, 0, 0, 0.043, 0.112, 0.112, 0.058, 0.029, 0.007, 0, 0]
    >>> round(momentum_by_age(women, person_years=lived, rates=rates, ages=ages), 4)
    1.6094
    """
    groups = as_age_groups(ages)
    (schedule,) = read_rates(rates=rates)
    people, lived = counts(women=women, person_years=person_years)
    numbers(women=people, person_years=lived, rates=schedule)
    ages_last(groups, women=people, person_years=lived, rates=schedule)
    _check_groups(groups, schedule)
    widths = groups.widths[:-1]
    born = (schedule * lived)[..., :-1]
    ahead = born[..., ::-1].cumsum(axis=-1)[..., ::-1] - born / 2
    mean_age = np.asarray(divide((born * groups.midpoints[:-1]).sum(axis=-1), born.sum(axis=-1)))
    weights = widths * np.asarray(divide(ahead, born.sum(axis=-1, keepdims=True)))
    per_stationary = np.asarray(divide(people[..., :-1], lived[..., :-1]))
    # Where no birth is ahead nobody counts, not even in a group that nobody lives to see.
    reached = np.where(weights > 0, weights * per_stationary, 0 * weights).sum(axis=-1)
    stationary = lived.sum(axis=-1)
    return divide(np.asarray(reached * stationary), people.sum(axis=-1) * mean_age)


MOMENTUM_KEYFITZ = Indicator(
    code="MOMENTUM_KEYFITZ",
    name="Population momentum by Keyfitz's formula",
    name_zh="凯菲茨人口惯性",
    kind=Kind.RATIO,
    numerator="birth rate × life expectancy × (net reproduction rate − 1)",
    denominator="growth rate × mean age at birth × net reproduction rate",
    unit="persons per person",
    source=_KEYFITZ,
    caution="For a population that is stable before fertility falls; others by their ages.",
)


@computes(MOMENTUM_KEYFITZ)
def keyfitz_momentum(
    birth_rate: ArrayLike,
    *,
    life_expectancy: ArrayLike,
    net_reproduction: ArrayLike,
    growth: ArrayLike,
    mean_age: ArrayLike,
) -> Numbers:
    """Momentum of a stable population whose fertility falls to replacement at once.

    Parameters
    ----------
    birth_rate : array_like
        Crude birth rate before.
    life_expectancy : array_like
        Life expectancy at birth in years.
    net_reproduction : array_like
        Net reproduction rate before.
    growth : array_like
        Growth rate before, the intrinsic one.
    mean_age : array_like
        Mean age at birth after, in the stationary population, in years.

    Returns
    -------
    float or ndarray
        Ratio; at no growth its limit, birth rate times life expectancy.

    Raises
    ------
    InvalidInputError
        Growth and net reproduction that contradict each other.
    NegativeCountError, ShapeError
        An argument below zero, or shapes that do not match.

    Examples
    --------
    >>> value = keyfitz_momentum(
    ...     0.035, life_expectancy=60, net_reproduction=2.0, growth=0.025, mean_age=28
    ... )
    >>> round(value, 3)
    1.5
    """
    (births,) = read_rates(birth_rate=birth_rate)
    births, years, reproduction, age = counts(
        birth_rate=births,
        life_expectancy=life_expectancy,
        net_reproduction=net_reproduction,
        mean_age=mean_age,
    )
    pace, reproduction = numbers(growth=growth, net_reproduction=reproduction)
    if ((pace * (reproduction - 1) < 0) & (np.abs(pace) > _NO_GROWTH)).any():
        raise InvalidInputError(
            "growth",
            "it has not the sign of net reproduction less one",
            remedy="give the intrinsic growth rate of the same rates",
        )
    at_rest = np.abs(pace) <= _NO_GROWTH
    excess = divide(reproduction - 1, np.asarray(pace * age * reproduction))
    return plain(np.asarray(births * years * np.where(at_rest, 1.0, excess)))


MOMENTUM_FRAUENTHAL = Indicator(
    code="MOMENTUM_FRAUENTHAL",
    name="Population momentum by Frauenthal's approximation",
    name_zh="弗劳恩塔尔人口惯性",
    kind=Kind.RATIO,
    numerator="birth rate × life expectancy",
    denominator="square root of the net reproduction rate",
    unit="persons per person",
    source=_RODRIGUEZ,
    caution="A short form of Keyfitz's formula: 1.57 instead of 1.61 in the source's example.",
)


@computes(MOMENTUM_FRAUENTHAL)
def frauenthal_momentum(
    birth_rate: ArrayLike, *, life_expectancy: ArrayLike, net_reproduction: ArrayLike
) -> Numbers:
    """Momentum from birth rate, life expectancy and net reproduction alone.

    Parameters
    ----------
    birth_rate : array_like
        Crude birth rate.
    life_expectancy : array_like
        Life expectancy at birth in years.
    net_reproduction : array_like
        Net reproduction rate.

    Returns
    -------
    float or ndarray
        Ratio; ``nan`` where there is no reproduction.

    Raises
    ------
    NegativeCountError, ShapeError
        An argument below zero, or shapes that do not match.

    Examples
    --------
    Women of Western Asia, 1995–2000.

    >>> value = frauenthal_momentum(
    ...     0.0291918647, life_expectancy=70.3, net_reproduction=1.70282
    ... )
    >>> round(value, 4)
    1.5727
    """
    (births,) = read_rates(birth_rate=birth_rate)
    births, years, reproduction = counts(
        birth_rate=births, life_expectancy=life_expectancy, net_reproduction=net_reproduction
    )
    return divide(np.asarray(births * years), np.sqrt(reproduction))


def _check_groups(ages: AgeGroups, schedule: FloatArray) -> None:
    if ages.bounds[0] != 0 or not ages.open_end:
        raise AgeGroupsError(
            "ages",
            f"{ages.labels[0]} … {ages.labels[-1]} are not all ages",
            remedy="begin at birth and end with an open group",
        )
    if (schedule[..., -1] > 0).any():
        raise InvalidInputError(
            "rates", f"births at {ages.labels[-1]}", remedy="begin the open group above them"
        )
