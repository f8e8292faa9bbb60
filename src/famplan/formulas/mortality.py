"""How long people live: the person-years of a life table, per person who begins it.

The life table itself is made in `famplan.projection`, from death rates by age.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import ShapeError
from famplan.formulas.arrays import Numbers, counts, divide

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["life_expectancy_at_birth"]

E0 = Indicator(
    code="E0",
    name="Life expectancy at birth",
    name_zh="出生时平均预期寿命",
    kind=Kind.MEAN,
    numerator="person-years lived in all age groups of a life table",
    denominator="births of the life table (its radix)",
    unit="years",
    source=Source(
        "G. Rodríguez, Demographic Methods, Princeton University",
        locator="Period life table construction, after Preston, Heuveline and Guillot, box 3.1",
        url="https://grodri.github.io/demography/periodlt",
    ),
    aliases=("平均预期寿命", "人均预期寿命", "出生预期寿命", "expectation of life at birth"),
    variants=(
        Variant("of a period", "at the death rates of one time, which no one lives through"),
        Variant("of a generation", "at the rates of the years in which its members were alive"),
    ),
    caution="Not the age at which most people die; and deaths of infants that were left out raise "
    "it most.",
)


@computes(E0)
def life_expectancy_at_birth(person_years: ArrayLike, *, births: ArrayLike = 1) -> Numbers:
    """Years that a newborn child lives on average.

    Parameters
    ----------
    person_years : array_like
        nLx: person-years lived in each age group from birth, the open one among them, ages on the
        last axis.
    births : array_like
        The radix l0 of the life table: 1, or 100,000.

    Returns
    -------
    float or ndarray
        Years; ``nan`` where an age group is unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        Person-years below zero, or a single number in place of age groups.

    Examples
    --------
    A life table whose members live 0.98 years in the first year, 55 in the next 64 and 9 after.

    >>> round(life_expectancy_at_birth([0.98, 55, 9]), 2)
    64.98
    """
    (lived,) = counts(person_years=person_years)
    if lived.ndim == 0:
        raise ShapeError(
            "person_years", "not by age", remedy="give one entry for each age group, from birth"
        )
    total, radix = counts(person_years=lived.sum(axis=-1), births=births)
    return divide(np.asarray(total), radix)
