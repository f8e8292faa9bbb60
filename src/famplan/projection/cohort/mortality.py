"""Shares that live on from one age group to the next, from whatever tells of mortality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError
from famplan.formulas.arrays import FloatArray, ages_last, divide
from famplan.model.age import AgeGroups, as_age_groups
from famplan.projection.cohort.path import RatePath, as_path
from famplan.projection.cohort.step import SEXES
from famplan.projection.life_tables.survival import SurvivalRatios
from famplan.projection.life_tables.table import LifeTable

if TYPE_CHECKING:
    from famplan.projection.life_tables.separation import InfantRule
    from famplan.projection.life_tables.single_years import Expansion

__all__ = ["DeathRates", "first_step", "survival_path"]

_HALF = 0.5


@attrs.frozen(eq=False, kw_only=True)
class DeathRates:
    """Death rates of women and men by age, for a projection to make life tables of.

    Parameters
    ----------
    values : array_like or RatePath
        Deaths per person-year, shape (areas…, 2, ages): female, then male.
    ages : AgeGroups or sequence of str
        Groups that begin at 0, the last open. Their bounds must hold those of the population; for
        a step of one year they are single years.
    a0 : str
        Rule for infants' deaths, see `famplan.projection.life_table`.
    expansion : {"exact", "smooth"}, optional
        How the tables become those of single years, see `famplan.projection.single_years`, where
        the population has finer ages than the rates.

    Examples
    --------
    >>> rates = DeathRates(
    ...     values=[[0.006, 0.0005, 0.01], [0.007, 0.0006, 0.012]], ages=["0", "1–4", "5+"],
    ...     a0="andreev-kingkade",
    ... )
    >>> rates.table().e(0).round(1)
    array([104.2,  87.5])
    """

    values: Any
    ages: AgeGroups = attrs.field(converter=as_age_groups)
    a0: InfantRule
    expansion: Expansion | None = None

    @property
    def name(self) -> str:
        """What was computed."""
        path = f"{self.values.name}, " if isinstance(self.values, RatePath) else ""
        fine = f", single years {self.expansion}" if self.expansion else ""
        return f"{path}death rates, a0 {self.a0}{fine}"

    def path(self, *, steps: int) -> RatePath:
        """Return the rates of every step."""
        return as_path(self.values, steps=steps, where="mortality")

    def table(self) -> LifeTable:
        """Make the life tables, of every step in front where the rates are a path."""
        given = self.values
        return table_of(given.values if isinstance(given, RatePath) else given, self)


def table_of(values: Any, rates: DeathRates) -> LifeTable:  # noqa: ANN401 - anything numpy reads
    """Make life tables of rates like others."""
    from famplan.projection.life_tables.building import life_table  # noqa: PLC0415

    table = life_table(values, ages=rates.ages, sex=("female", "male"), a0=rates.a0)
    return table if rates.expansion is None else table.single_years(method=rates.expansion)


def first_step(mortality: Any) -> Any:  # noqa: ANN401 - as in project
    """Return the mortality of the first step of a path; what stays is given back.

    Examples
    --------
    >>> path = RatePath([[[0.99, 0.5]] * 2, [[0.995, 0.6]] * 2], name="better")
    >>> first_step(path)
    <1 step: better>
    """
    if isinstance(mortality, RatePath):
        return RatePath(mortality.values[:1], name=mortality.name)
    if isinstance(mortality, DeathRates) and isinstance(mortality.values, RatePath):
        return attrs.evolve(mortality, values=first_step(mortality.values))
    return mortality


def survival_path(mortality: Any, *, ages: AgeGroups, steps: int) -> RatePath:  # noqa: ANN401
    """Read survival ratios, a life table or death rates as a path of survival ratios.

    Parameters
    ----------
    mortality : array_like, RatePath, LifeTable, SurvivalRatios or DeathRates
        What tells of mortality; arrays and paths are survival ratios already.
    ages : AgeGroups
        The population's.
    steps : int
        Steps of the projection.

    Raises
    ------
    AgeGroupsError, ShapeError
        Life tables whose ages do not hold the population's, or another number of steps.
    DefinitionError
        Life tables of other sexes than women and men.
    InvalidInputError
        Death rates where shares that live on should stand.

    Examples
    --------
    >>> from famplan.model import AgeGroups
    >>> rates = DeathRates(
    ...     values=[[0.01, 0.02, 0.5], [0.01, 0.02, 0.5]], ages=["0", "1", "2+"], a0="midpoint"
    ... )
    >>> path = survival_path(rates, ages=AgeGroups((0, 1, 2), open_end=True), steps=5)
    >>> path.at(0)[0].round(4)
    array([0.995 , 0.9851, 0.6644])
    """
    if isinstance(mortality, DeathRates):
        table = table_of(mortality.path(steps=steps).values, mortality)
        return RatePath(_shares(table, ages), name=mortality.name)
    if isinstance(mortality, LifeTable):
        _check_sexes(mortality)
        name = f"life table, a0 {mortality.a0}"
        return RatePath(_shares(mortality, ages)[np.newaxis], name=name)
    if isinstance(mortality, SurvivalRatios):
        if mortality.ages != ages:
            raise AgeGroupsError(
                "mortality",
                f"survival ratios of {mortality.ages.labels[0]} … {mortality.ages.labels[-1]} for "
                f"{ages.labels[0]} … {ages.labels[-1]}",
                remedy="give the life table: it is added up as the population needs it",
            )
        births = mortality.births[..., np.newaxis]
        joined = np.concatenate([births, mortality.ratios[..., :-1]], axis=-1)
        return RatePath(joined[np.newaxis], name="survival ratios")
    path = as_path(mortality, steps=steps, where="mortality")
    _refuse_death_rates(path.at(0))
    return path


def _check_sexes(table: LifeTable) -> None:
    """Women stand before men, or one table is of both."""
    if table.sex != ", ".join(SEXES) and table.shape[-1:] != (1,):
        raise DefinitionError(
            "mortality",
            f"life tables of {table.sex}",
            remedy='make them with sex=("female", "male"): women, then men',
        )


def _refuse_death_rates(first: FloatArray) -> None:
    """Most people live through most steps: shares near zero are of those who die."""
    closed = first[..., :-1]
    known = closed[np.isfinite(closed)]
    if known.size and np.median(known) < _HALF:
        raise InvalidInputError(
            "mortality",
            f"{np.median(known):g} of a group live on, at the middle of all: death rates?",
            remedy="give DeathRates(values=…, ages=…, a0=…)",
        )


def _shares(table: LifeTable, ages: AgeGroups) -> FloatArray:
    """Shares that live on, from the years lived in each of the population's groups."""
    lived = table.person_years(ages)
    ages_last(ages, mortality=lived)
    births = lived[..., :1] / ages.widths[0]
    closed = np.asarray(divide(lived[..., 1:-1], lived[..., :-2]))
    last = np.asarray(divide(lived[..., -1:], lived[..., -2:].sum(axis=-1, keepdims=True)))
    # A share above one by the last digit alone is one: the years lived are differences of sums.
    return np.asarray(np.minimum(np.concatenate([births, closed, last], axis=-1), 1.0))
