"""The time from mothers to daughters, and the growth that follows from it.

Mortality comes as person-years of the life table: those a newborn girl lives in each age group
(nLx / l0), about 4.7 in a five-year group where few die.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import PartExceedsWholeError
from famplan.formulas.arrays import FloatArray, Numbers, closed_ages, counts, divide
from famplan.formulas.arrays import rates as read_rates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = ["intrinsic_growth_rate", "mean_length_of_generation", "years_lived"]

_PAPP_GROWTH = Source(
    "IUSSP, Population Analysis for Policies and Programmes",
    locator="PAPP103 session 7: growth rate based on generation length",
    url="http://papp.iussp.org/sessions/papp103_s07/PAPP103_s07_070_010.html",
)


def years_lived(
    person_years: ArrayLike, *, rates: FloatArray, ages: AgeGroups | Sequence[str]
) -> FloatArray:
    """Read the years that a newborn girl lives in each age group, and check their scale.

    Parameters
    ----------
    person_years : array_like
        nLx of the female life table divided by l0.
    rates : ndarray
        The rates they will be multiplied by.
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    ndarray
        The years, as read.

    Raises
    ------
    PartExceedsWholeError
        More years than the group is wide.
    AgeGroupsError, ShapeError
        Ages or shapes that do not match.

    Examples
    --------
    >>> years_lived([486940], rates=np.array([0.017]), ages=["15–19"])
    Traceback (most recent call last):
    ...
    famplan.errors.PartExceedsWholeError: person_years at 15–19: 486940 is more than the width 5; \
divide nLx by l0
    """
    lived, schedule = counts(person_years=person_years, rates=rates)
    groups = closed_ages(ages, rates=schedule, person_years=lived)
    beyond = (lived > groups.widths).nonzero()
    if beyond[-1].size:
        group = int(beyond[-1][0])
        raise PartExceedsWholeError(
            f"person_years at {groups.labels[group]}",
            f"{lived[beyond].flat[0]:.6g} is more than the width {groups.widths[group]:g}",
            remedy="divide nLx by l0",
        )
    return lived


MEAN_LENGTH_OF_GENERATION = Indicator(
    code="T_GENERATION",
    name="Mean length of generation",
    name_zh="平均世代间隔",
    kind=Kind.MEAN,
    numerator="middle of each age group times its rate times the years lived in it, summed",
    denominator="rate times the years lived, summed over ages",
    unit="years",
    source=_PAPP_GROWTH,
    aliases=("average generation length", "平均世代长度"),
    caution="The mean age of net reproductivity: close to ln NRR / r but not equal to it.",
)


@computes(MEAN_LENGTH_OF_GENERATION)
def mean_length_of_generation(
    rates: ArrayLike, *, person_years: ArrayLike, ages: AgeGroups | Sequence[str]
) -> Numbers:
    """Mean age of a mother at the birth of her daughters, with the mortality of the life table.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    person_years : array_like
        Years that a newborn girl lives in each age group (nLx / l0).
    ages : AgeGroups or sequence of str
        Closed age groups.

    Returns
    -------
    float or ndarray
        Exact years; ``nan`` where there are no births.

    Raises
    ------
    PartExceedsWholeError, AgeGroupsError
        More person-years in a group than it is wide, or ages that do not fit.

    Examples
    --------
    A teaching exercise on Hong Kong, 1973.

    >>> ages = ["15–19", "20–24", "25–29", "30–34", "35–39", "40–44", "45–49"]
    >>> rates = [0.017034, 0.128153, 0.243849, 0.139158, 0.071421, 0.022713, 0.003144]
    >>> lived = [4.8694, 4.85435, 4.836, 4.81325, 4.780375, 4.7325, 4.66315]
    >>> round(mean_length_of_generation(rates, person_years=lived, ages=ages), 2)
    29.07
    """
    (schedule,) = read_rates(rates=rates)
    net = schedule * years_lived(person_years, rates=schedule, ages=ages)
    middles = closed_ages(ages, rates=schedule).midpoints
    return divide((net * middles).sum(axis=-1), net.sum(axis=-1))


INTRINSIC_GROWTH_RATE = Indicator(
    code="R_INTRINSIC",
    name="Intrinsic growth rate",
    name_zh="内在增长率",
    kind=Kind.CHANGE,
    numerator="natural logarithm of the net reproduction rate",
    denominator="length of generation in years",
    unit="persons per person-year",
    per=1000,
    sign="‰",
    source=_PAPP_GROWTH,
    aliases=("稳定人口增长率", "真实自然增长率", "Lotka's r"),
    caution="An approximation: with the mean age of net reproductivity it was 2.5 % off in the "
    "source's example.",
)


@computes(INTRINSIC_GROWTH_RATE)
def intrinsic_growth_rate(net_reproduction: ArrayLike, *, generation: ArrayLike) -> Numbers:
    """Growth a population would settle at if its fertility and mortality stayed, ln NRR / T.

    Parameters
    ----------
    net_reproduction : array_like
        Net reproduction rate.
    generation : array_like
        Length of generation in years, see `mean_length_of_generation`.

    Returns
    -------
    float or ndarray
        Per person and year; ``nan`` where there is no reproduction.

    Raises
    ------
    NegativeCountError, ShapeError
        An argument is below zero, or the shapes do not match.

    Examples
    --------
    >>> INTRINSIC_GROWTH_RATE.publish(intrinsic_growth_rate(0.59, generation=29.5))
    '-17.89‰'
    """
    reproduction, years = counts(net_reproduction=net_reproduction, generation=generation)
    return divide(np.log(np.where(reproduction > 0, reproduction, np.nan)), years)
