"""Mean age at birth from a tally of births and exposure, with its error."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.catalogue import find
from famplan.formulas.fertility import age_specific_fertility_rate
from famplan.formulas.fertility import mean_age_at_birth as mean_of_rates
from famplan.model.age import AgeGroups
from famplan.tabulate.measures import BirthSums
from famplan.tabulate.precision import Figures, Precision
from famplan.tabulate.table import Table
from famplan.tabulate.variance import deft, ratio_scores, standard_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.births import BirthTally
    from famplan.tabulate.design import Design
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["mean_age_at_birth"]

_START, _STOP = 15, 50


def mean_age_at_birth(
    tally: BirthTally,
    *,
    level: float = 0.95,
    variance: Variance = "taylor",
    interval: Limits = "normal",
) -> Table:
    """Estimate the mean age at birth at the rates of 15–49.

    Parameters
    ----------
    tally : BirthTally
        A birth history, also by period, calendar year or birth order; ages of single years give
        the exact mean of the rates, five-year groups one from their middles.
    level, variance, interval
        How errors and limits are computed: see `Precision`.

    Returns
    -------
    Table
        One record for each group. `numerator` and `n` are weighted and unweighted births, and
        `denominator` the woman-years.

    Raises
    ------
    AgeGroupsError
        The tally's ages do not begin a group at 15 and end one at 49.

    Examples
    --------
    One woman of 22, seen from 20 on, with a birth.

    >>> from famplan.model.age import AgeGroups
    >>> from famplan.tabulate import birth_history
    >>> woman = {"v005": [1_000_000], "v008": [1362], "v011": [1098], "v021": [1], "v022": [1],
    ...          "b3_01": [1350]}
    >>> tally = birth_history(woman, window=24, ages=AgeGroups((15, 20, 25, 50)))
    >>> mean_age_at_birth(tally).column("value")
    [nan]

    The rate of an age at which nobody was seen is unknown, and so is the mean.
    """
    precision = Precision(level=level, variance=variance, interval=interval)
    ages, births_n = tally.kernel.ages, tally.counts.sums["births_n"]
    span = ages.between(_START, _STOP)
    groups = AgeGroups(ages.bounds[span.start : span.stop + 1])
    sums = BirthSums.of(tally)
    n = sums.design.total(births_n[:, span]).sum(axis=1, keepdims=True)
    sums = sums.exposed(span)
    design, births, years = sums.design, sums.births[:, span], sums.women[:, span]
    above, below = design.total(births), design.total(years)
    estimate = partial(_mean, groups)
    value = estimate(above, below)
    slopes = _slopes(groups, above, below, value)
    scores = partial(_scores, design, births, years, slopes)
    error = precision.error(design, scores, estimate, births, years)
    low, high = precision.limits(design, value, error, lowest=0)
    figures = Figures(
        value=value,
        se=error,
        low=low,
        high=high,
        deft=deft(
            standard_error(design, scores(), lonely=precision.lonely),
            sums.squares.ages(span).error_of_sum(above, below, slopes),
        ),
        numerator=above.sum(axis=1, keepdims=True),
        denominator=below.sum(axis=1, keepdims=True),
        n=n,
    )
    code = find("MAB")
    names = [dict(zip(tally.kernel.by, labels, strict=True)) for labels in design.groups]
    records = figures.records(names, [{}], indicator=code.code, per=code.per)
    return Table(records, groups=tally.kernel.by, labels=tally.labels)


def _mean(ages: AgeGroups, births: FloatArray, years: FloatArray) -> FloatArray:
    rates = age_specific_fertility_rate(births, women=years)
    return np.asarray(mean_of_rates(rates, ages=ages))[:, None]


def _slopes(
    ages: AgeGroups, births: FloatArray, years: FloatArray, value: FloatArray
) -> FloatArray:
    """How much the mean moves with the rate of each age: by how far the age lies from it."""
    rates = np.asarray(age_specific_fertility_rate(births, women=years))
    total = (rates * ages.widths).sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes: FloatArray = (ages.midpoints - value) * ages.widths / total
    return slopes


def _scores(
    design: Design, births: FloatArray, years: FloatArray, slopes: FloatArray
) -> FloatArray:
    """What each row adds to the mean, in the linear approximation."""
    by_age = ratio_scores(design, births, years)
    summed: FloatArray = (by_age * slopes[design.domain]).sum(axis=1, keepdims=True)
    return summed
