"""Figures of a projected population by name, each computed by its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.errors import DefinitionError
from famplan.formulas import population as stocks
from famplan.formulas import vital
from famplan.formulas.choices import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.formulas.arrays import FloatArray
    from famplan.model.age import AgeGroups
    from famplan.projection.cohort.step import StepAccount

__all__ = ["FLOWS", "MEASURES", "STOCKS", "check_measure", "measure", "measures_of"]

_Flow: TypeAlias = "Callable[[StepAccount], FloatArray]"
_Stock: TypeAlias = "Callable[[FloatArray, AgeGroups], FloatArray]"

_WORKING = (15, 65)


def _both(population: FloatArray) -> FloatArray:
    return np.asarray(population.sum(axis=-2))


STOCKS: dict[str, _Stock] = {
    "population": lambda people, _: np.asarray(people.sum(axis=(-2, -1))),
    "DEPENDENCY": lambda people, ages: np.asarray(
        stocks.dependency_ratio(_both(people), ages=ages, working=_WORKING)
    ),
    "CHILD_DEPENDENCY": lambda people, ages: np.asarray(
        stocks.child_dependency_ratio(_both(people), ages=ages, working=_WORKING)
    ),
    "OLD_DEPENDENCY": lambda people, ages: np.asarray(
        stocks.old_age_dependency_ratio(_both(people), ages=ages, working=_WORKING)
    ),
    "AGEING_INDEX": lambda people, ages: np.asarray(
        stocks.ageing_index(_both(people), ages=ages, working=_WORKING)
    ),
    "OLDER_SHARE": lambda people, ages: np.asarray(
        stocks.older_proportion(_both(people), ages=ages, start=65)
    ),
    "MEDIAN_AGE": lambda people, ages: np.asarray(stocks.median_age(_both(people), ages=ages)),
}
"""Figures of a population; working ages are 15–64, the old 65 and over."""

_BOUNDS: dict[str, tuple[int, ...]] = {
    "DEPENDENCY": _WORKING,
    "CHILD_DEPENDENCY": _WORKING,
    "OLD_DEPENDENCY": _WORKING,
    "AGEING_INDEX": _WORKING,
    "OLDER_SHARE": _WORKING[1:],
}
"""Ages at which a group must begin for a figure."""


def _person_years(step: StepAccount) -> FloatArray:
    opening, closing = (part.sum(axis=(-2, -1)) for part in (step.opening, step.closing))
    return np.asarray(stocks.average_population(opening, closing=closing)) * step.width


def _births(step: StepAccount) -> FloatArray:
    return np.asarray(step.births.sum(axis=-1))


def _deaths(step: StepAccount) -> FloatArray:
    return np.asarray(step.deaths.sum(axis=(-2, -1)))


def _growth(step: StepAccount) -> FloatArray:
    opening, closing = (part.sum(axis=(-2, -1)) for part in (step.opening, step.closing))
    return np.asarray(
        vital.growth_rate(closing, earlier=opening, years=step.width, method="exponential")
    )


def _total_fertility(step: StepAccount) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(step.women_years > 0, step.births_by_mother / step.women_years, np.nan)
    return np.asarray(rates.sum(axis=-1) * step.width)


FLOWS: dict[str, _Flow] = {
    "births": _births,
    "deaths": _deaths,
    "natural_increase": lambda step: np.asarray(_births(step) - _deaths(step)),
    "migration": lambda step: np.asarray(step.migration.sum(axis=(-2, -1))),
    "CBR": lambda step: np.asarray(
        vital.crude_birth_rate(_births(step), population=_person_years(step))
    ),
    "CDR": lambda step: np.asarray(
        vital.crude_death_rate(_deaths(step), population=_person_years(step))
    ),
    "RNI": lambda step: np.asarray(
        vital.natural_increase_rate(
            _births(step), deaths=_deaths(step), population=_person_years(step)
        )
    ),
    "GROWTH_RATE": _growth,
    "TFR": _total_fertility,
}
"""Figures of a step; rates are a year's, whatever the width of the step."""

MEASURES = (*STOCKS, *FLOWS)
"""Names of all figures: codes of the catalogue, and counts of persons in lower case."""


def measures_of(ages: AgeGroups) -> tuple[str, ...]:
    """Names of the figures that these age groups allow: some need a bound at 15 or 65.

    Examples
    --------
    >>> from famplan.model import AgeGroups
    >>> measures_of(AgeGroups((0, 30, 60), open_end=True))[:3]
    ('population', 'MEDIAN_AGE', 'births')
    """
    return tuple(name for name in MEASURES if set(_BOUNDS.get(name, ())) <= set(ages.bounds))


def check_measure(name: str) -> str:
    """Return the name of a measure as it is written here.

    Raises
    ------
    DefinitionError
        There is no such measure.

    Examples
    --------
    >>> check_measure("cbr")
    'CBR'
    """
    known = {one.casefold(): one for one in MEASURES}
    if name.casefold() not in known:
        meant = nearest(name.casefold(), known)
        raise DefinitionError(
            "measure",
            f"{name!r} is none of {', '.join(MEASURES)}",
            remedy=f"did you mean {known[meant]}?" if meant else "",
        )
    return known[name.casefold()]


def measure(name: str, step: StepAccount, *, ages: AgeGroups) -> FloatArray:
    """Compute a figure of a step; stocks are those at its end.

    Examples
    --------
    >>> import numpy as np
    >>> from famplan.model import AgeGroups
    >>> from famplan.projection.cohort.step import StepAccount
    >>> one = np.ones((2, 3))
    >>> step = StepAccount(
    ...     opening=one, closing=one, births=np.ones(2), deaths=one * [0, 0, 1],
    ...     migration=0 * one, births_by_mother=np.array([2.0]), women_years=np.array([10.0]),
    ...     width=1.0,
    ... )
    >>> float(measure("TFR", step, ages=AgeGroups((0, 30, 60), open_end=True)))
    0.2
    """
    known = check_measure(name)
    return FLOWS[known](step) if known in FLOWS else STOCKS[known](step.closing, ages)
