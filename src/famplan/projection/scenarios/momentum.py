"""Population momentum: how much a population would still grow at replacement fertility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.formulas.arrays import Numbers, divide, plain
from famplan.projection.cohort.mortality import DeathRates
from famplan.projection.cohort.path import RatePath
from famplan.projection.cohort.projecting import project
from famplan.projection.cohort.reading import read_ages
from famplan.projection.scenarios.fertility import replacement_fertility

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups
    from famplan.projection.cohort.result import Projection

__all__ = ["Momentum", "population_momentum"]


@attrs.frozen(eq=False, repr=False)
class Momentum:
    """Growth left in the ages of a population.

    Parameters
    ----------
    factor : float or ndarray
        Population at the end over that at the start.
    growth : float or ndarray
        Growth a year in the last step: near zero where the end has been reached.
    path : Projection
        The projection at replacement.
    """

    factor: Numbers
    growth: Numbers
    path: Projection

    def __repr__(self) -> str:
        """Give the factors."""
        factors = np.atleast_1d(np.asarray(self.factor)).ravel()[:5]
        return f"<momentum {', '.join(f'{factor:.4f}' for factor in factors)}>"


def population_momentum(  # noqa: PLR0913 - the arguments of a projection
    population: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    mortality: Any,  # noqa: ANN401 - as in project
    fertility: ArrayLike,
    mothers: AgeGroups | Sequence[str],
    sex_ratio_at_birth: ArrayLike,
    horizon: int = 400,
) -> Momentum:
    """Project a population at replacement fertility, nobody moving, until its size stays.

    Parameters
    ----------
    population, ages, mortality, fertility, mothers, sex_ratio_at_birth
        As in `famplan.projection.project`; of fertility the pattern alone.
    horizon : int
        Years of the projection, or the next whole number of steps; waves of births need centuries
        to die down.

    Returns
    -------
    Momentum
        Factor, the growth that is left, and the path.

    Raises
    ------
    DefinitionError
        Mortality that changes from step to step.
    AgeGroupsError, ShapeError, InvalidInputError, NegativeCountError, UnitError
        As in `famplan.projection.project`.

    Examples
    --------
    A young population grows by nearly half, though every couple only replaces itself.

    >>> ages = ["0–14", "15–29", "30–44", "45–59", "60+"]
    >>> found = population_momentum(
    ...     [[30, 22, 16, 9, 5], [30, 22, 16, 9, 5]], ages=ages, mothers=["15–29", "30–44"],
    ...     mortality=[[0.98, 0.98, 0.98, 0.95, 0.4]], fertility=[0.1, 0.05],
    ...     sex_ratio_at_birth=1.05, horizon=600,
    ... )
    >>> found
    <momentum 1.4530>
    """
    moving = mortality.values if isinstance(mortality, DeathRates) else mortality
    if isinstance(moving, RatePath) and len(moving.values) > 1:
        raise DefinitionError(
            "mortality",
            f"rates of {len(moving.values)} steps; momentum is growth while mortality stays",
            remedy="give that of one time",
        )
    width = int(read_ages(ages).widths[0])
    schedule = replacement_fertility(
        fertility,
        ages=ages,
        mothers=mothers,
        mortality=mortality,
        sex_ratio_at_birth=sex_ratio_at_birth,
    )
    path = project(
        population,
        ages=ages,
        start=0,
        until=-(-horizon // width) * width,
        mortality=mortality,
        fertility=schedule,
        mothers=mothers,
        sex_ratio_at_birth=sex_ratio_at_birth,
    )
    total = path.total
    growth = path.figure("GROWTH_RATE")[-1]
    return Momentum(divide(total[-1], total[0]), plain(np.asarray(growth)), path)
