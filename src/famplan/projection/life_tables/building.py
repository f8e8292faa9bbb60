"""Make a life table from death rates, or from probabilities of dying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError
from famplan.formulas.arrays import ages_last, counts, shares
from famplan.model.age import AgeGroups, as_age_groups
from famplan.projection.life_tables.assembling import assemble
from famplan.projection.life_tables.closing import open_life_expectancy
from famplan.projection.life_tables.years_lived import years_lived_by_the_dying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray
    from famplan.projection.life_tables.closing import OpenInterval
    from famplan.projection.life_tables.separation import InfantRule, TableSex
    from famplan.projection.life_tables.table import LifeTable
    from famplan.projection.life_tables.years_lived import WithinRule

__all__ = ["OLD", "life_table", "life_table_from_probabilities"]

OLD = 80
"""From this age on there may be more deaths than person-years."""
_ROUNDS = 100
_SETTLED = 1e-13


def life_table(  # noqa: PLR0913 - each rule of the literature is said apart
    death_rates: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    sex: TableSex | Sequence[TableSex],
    a0: InfantRule | ArrayLike | None = None,
    nax: WithinRule | ArrayLike = "greville",
    open_interval: OpenInterval = "constant-force",
    radix: float = 1,
) -> LifeTable:
    """Life tables from death rates by age.

    Parameters
    ----------
    death_rates : array_like
        Deaths per person-year, ages on the last axis, areas, sexes and years in front.
    ages : AgeGroups or sequence of str
        Age groups of any widths, the last open: 0, 1–4, 5–9 … or single years. A table from birth
        has infants apart.
    sex : {"female", "male", "both"} or sequence of them
        Whose rates they are; a sequence names the entries of the axis just before the ages. For
        both sexes the rules of the two are averaged.
    a0 : str or array_like
        How long those live who die as infants, and from 1 to 4: the name of a rule, see
        `InfantRule`, or the years of infants themselves (1–4 then follow Coale and Demeny, West).
        Needed for a table from birth.
    nax : str or array_like
        How long those live who die in the groups above: ``"greville"`` from the rise of the rates
        (from 15 on, the middle below, as the United Nations take it), ``"keyfitz"`` from the
        deaths of the neighbouring groups, repeated until it settles, ``"constant-force"``,
        ``"midpoint"``; or the years themselves, one for each age group, and then `a0` is not used.
    open_interval : {"constant-force", "gompertz"}
        Life expectancy in the last group: one over its death rate, or from rates that go on rising
        as in the closed groups from 60 on.
    radix : float
        Survivors at the first age, 1 or 100,000.

    Returns
    -------
    LifeTable
        One or many tables. An unknown rate leaves the survivors above it unknown, and all life
        expectancies; so does an open group in which nobody dies, unless it is extrapolated.

    Raises
    ------
    NegativeCountError
        A rate is below zero.
    InvalidInputError
        A rate above one below age 80, where no population has it: was it per 1,000?
    AgeGroupsError
        Gaps, no open end, no group for infants, or another number of rates than groups.
    DefinitionError
        No such rule.

    Notes
    -----
    Where a rule for nax would let more people die than live, as the middle does at rates above
    0.4 in a group of five years, the force of mortality is taken as constant.

    Examples
    --------
    Austrian males of 1992 with 85 and more lumped into one group.

    >>> table = life_table(
    ...     [0.008743, 0.000370, 0.000153, 0.000193, 0.000976, 0.013],
    ...     ages=["0", "1–4", "5–9", "10–14", "15–19", "20+"],
    ...     sex="male",
    ...     a0="coale-demeny-west-m0",
    ... )
    >>> (table.lx * 100_000).round().astype(int).tolist()
    [100000, 99133, 98986, 98910, 98815, 98334]
    """
    groups = _open_groups(ages)
    (rates,) = counts(death_rates=death_rates)
    ages_last(groups, death_rates=rates)
    _refuse_scaled(rates, groups)
    years = years_lived_by_the_dying(rates, ages=groups, sex=sex, a0=a0, nax=nax)
    last = open_life_expectancy(rates, ages=groups, open_interval=open_interval)
    names = _names(sex=sex, a0=a0, nax=nax, open_interval=open_interval)
    dying = _probability(rates[..., :-1], years, groups)
    return assemble(dying, years, last, rates=rates, ages=groups, radix=radix, names=names)


def life_table_from_probabilities(  # noqa: PLR0913 - as life_table
    probabilities: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    sex: TableSex | Sequence[TableSex],
    open_rate: ArrayLike | None = None,
    a0: InfantRule | ArrayLike | None = None,
    nax: WithinRule | ArrayLike = "greville",
    open_interval: OpenInterval = "constant-force",
    radix: float = 1,
) -> LifeTable:
    """Life tables from probabilities of dying by age.

    Parameters
    ----------
    probabilities : array_like
        nqx, ages on the last axis. That of the open group is one and is not looked at.
    ages, sex, a0, nax, open_interval, radix
        As for `life_table`; rules for nax speak of death rates, so both are found together.
    open_rate : array_like, optional
        Death rate in the open group, which its probability cannot tell; needed unless it is
        extrapolated with ``open_interval="gompertz"``.

    Returns
    -------
    LifeTable
        One or many tables, with these probabilities.

    Raises
    ------
    InvalidInputError, NegativeCountError
        A probability above one or below zero, or one that the rules find no death rate for.
    AgeGroupsError, DefinitionError
        As for `life_table`; or no rate for the open group.

    Examples
    --------
    >>> table = life_table_from_probabilities(
    ...     [0.02, 0.01, 1.0], ages=["0", "1–4", "5+"], sex="male", open_rate=0.015, a0="keyfitz"
    ... )
    >>> table.nqx.round(6), round(table.e(5), 2)
    (array([0.02, 0.01, 1.  ]), 66.67)
    """
    groups = _open_groups(ages)
    (dying,) = shares(probabilities=probabilities)
    ages_last(groups, probabilities=dying)
    if open_rate is None and open_interval == "constant-force":
        raise DefinitionError(
            "open_rate",
            f"{groups.labels[-1]} has no death rate",
            remedy='give it, or open_interval="gompertz"',
        )
    (last_rate,) = counts(open_rate=np.nan if open_rate is None else open_rate)
    rates, years = _settled(dying, last_rate, groups, {"sex": sex, "a0": a0, "nax": nax})
    last = open_life_expectancy(rates, ages=groups, open_interval=open_interval)
    names = _names(sex=sex, a0=a0, nax=nax, open_interval=open_interval)
    return assemble(
        dying[..., :-1], years, last, rates=rates, ages=groups, radix=radix, names=names
    )


def _open_groups(ages: AgeGroups | Sequence[str]) -> AgeGroups:
    groups = as_age_groups(ages)
    if not groups.open_end or len(groups) < 2:  # noqa: PLR2004 - a closed group and the open one
        raise AgeGroupsError(
            "ages",
            f"{groups.labels[0]} … {groups.labels[-1]} does not end a life table",
            remedy="give closed groups and then an open one, such as 85+",
        )
    return groups


def _refuse_scaled(rates: FloatArray, ages: AgeGroups) -> None:
    young = (ages.upper <= OLD) & (rates > 1)
    if young.any():
        place = np.argwhere(young)[0]
        table = f" of table {tuple(map(int, place[:-1]))}" if len(place) > 1 else ""
        raise InvalidInputError(
            f"death_rates at {ages.labels[int(place[-1])]}{table}",
            f"{rates[tuple(place)]:g} is above 1, more deaths than person-years",
            remedy="give deaths per person-year, not per 1,000",
        )


def _probability(rates: FloatArray, years: FloatArray, ages: AgeGroups) -> FloatArray:
    widths = ages.widths[:-1]
    return np.minimum(widths * rates / (1 + (widths - years) * rates), 1.0)


def _settled(
    dying: FloatArray, last_rate: FloatArray, ages: AgeGroups, rules: dict[str, Any]
) -> tuple[FloatArray, FloatArray]:
    # Rules go from rates to years, and a rate is had from probability and years: in turn.
    widths = ages.widths[:-1]
    closed = dying[..., :-1]
    years = np.broadcast_to(widths / 2, closed.shape)
    last = np.broadcast_to(last_rate, closed.shape[:-1])[..., np.newaxis]
    for _ in range(_ROUNDS):
        rates = np.concatenate([closed / (widths - (widths - years) * closed), last], axis=-1)
        before, years = years, years_lived_by_the_dying(rates, ages=ages, **rules)
        if np.nanmax(np.abs(years - before), initial=0) < _SETTLED:
            break
    return rates, years


def _names(
    *,
    sex: TableSex | Sequence[TableSex],
    a0: InfantRule | ArrayLike | None,
    nax: WithinRule | ArrayLike,
    open_interval: str,
) -> dict[str, str]:
    given = not isinstance(nax, str)
    infants = "given" if given or not isinstance(a0, str | None) else (a0 or "none")
    return {
        "sex": sex if isinstance(sex, str) else ", ".join(sex),
        "a0": infants,
        "within": "given" if given else str(nax),
        "open_interval": open_interval,
    }
