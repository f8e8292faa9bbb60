"""The birth rate at ages 10–14, from what older girls tell of the past.

Girls under 15 are not interviewed, so of the years at 10–14 that were lived in the window a part
was lived by girls who are missing from the sample. In the last three years the survey sees half a
year of age 12 in three, one and a half of age 13 and two and a half of age 14: births and exposure
at these ages are multiplied by 6/1, 6/3 and 6/5. Ages of which nothing is seen add nothing.
(DHS-7 tabulation plan, table 5.1; FE_RATES.do of DHS-Indicators-Stata has the rate without it.)
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.formulas.fertility import adolescent_birth_rate
from famplan.tabulate.measures import BirthSums
from famplan.tabulate.precision import Figures, Precision
from famplan.tabulate.table import Table
from famplan.tabulate.variance import deft, ratio_scores, taylor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.births import BirthTally
    from famplan.tabulate.design import Design
    from famplan.tabulate.exposure import Window
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["YoungGirls", "birth_rate_10_14", "inflation"]

YoungGirls: TypeAlias = Literal["inflated", "observed"]
"""Girl-years at 10–14 made up for the girls who are not interviewed, or only those observed."""

_START, _INTERVIEWED = 10, 15
_MONTHS = 12


def inflation(window: Window, ages: Sequence[int]) -> FloatArray:
    """How many girls lived at each age in the window, for each one who is old enough to be asked.

    A girl who was in her year of age `a`, `t` years before the interview, is now 15 or older with
    a share of chances that rises from none to all over the year around t = 15 − a. Half of that
    year counts: with three years before the interview the factors are the DHS's own.

    Parameters
    ----------
    window : Window
        Months before the interview that are looked at.
    ages : sequence of int
        Single completed ages under 15.

    Returns
    -------
    ndarray
        Factors; 0 for an age at which nobody is seen.

    Examples
    --------
    >>> from famplan.tabulate.exposure import Window
    >>> inflation(Window(months=36), [10, 11, 12, 13, 14]).round(6).tolist()
    [0.0, 0.0, 6.0, 2.0, 1.2]
    """
    waits = _INTERVIEWED - 1 - np.asarray(ages, dtype=np.float64)
    near = window.before_interview / _MONTHS
    years = window.months / _MONTHS
    seen = _seen(near + years - waits) - _seen(near - waits)
    return np.where(seen > 0, years / np.where(seen > 0, seen, 1), 0.0)


def _seen(years: FloatArray) -> FloatArray:
    """Years seen of an age, by the years since its first girls turned old enough to be asked."""
    rising = np.clip(years, 0, 1)
    return np.asarray(rising**2 / 2 + np.maximum(years - 1, 0))


def birth_rate_10_14(
    tally: BirthTally,
    *,
    definition: YoungGirls = "inflated",
    level: float = 0.95,
    variance: Variance = "taylor",
    interval: Limits = "normal",
) -> Table:
    """Estimate the birth rate at ages 10–14 with the DHS inflation, or without.

    Parameters
    ----------
    tally : BirthTally
        A tally whose window ends with the interview and whose ages begin with 10, 11, 12, 13 and
        14 in single years: ``birth_history(data, ages=AgeGroups((10, 11, 12, 13, 14, 15)))``.
    definition : {"inflated", "observed"}
        Whether births and exposure are multiplied by `inflation`, as in DHS reports, or taken as
        they are seen, mostly at 14.
    level, variance, interval
        How errors and limits are computed: see `Precision`.

    Returns
    -------
    Table
        One estimate for each group, with inflated births and girl-years as its bases; `n` are the
        girl-years that were seen.

    Raises
    ------
    DefinitionError
        No such definition, the tally has other ages, or a window on the calendar axis.

    Examples
    --------
    A girl of 15 years and 6 months in a sample of one, with a birth at 14.

    >>> from famplan.model.age import AgeGroups
    >>> from famplan.tabulate import birth_history
    >>> girl = {"v005": [1_000_000], "v008": [1362], "v011": [1176], "v021": [1], "v022": [1],
    ...         "b3_01": [1350]}
    >>> table = birth_rate_10_14(birth_history(girl, ages=AgeGroups((10, 11, 12, 13, 14, 15))))
    >>> [round(x, 3) for x in table.column("denominator") + table.column("n")]
    [6.2, 2.5]
    """
    ages, window = tally.kernel.ages, tally.kernel.window
    single = tuple(range(_START, _INTERVIEWED))
    if ages.bounds[: len(single) + 1] != (*single, _INTERVIEWED):
        raise DefinitionError(
            "tally",
            f"ages begin with {ages.labels[0]}",
            remedy="tabulate with ages=AgeGroups((10, 11, 12, 13, 14, 15)), or go on to 50",
        )
    if window.last_month is not None:
        raise DefinitionError("tally", "the inflation needs a window before the interview")
    one_of(definition, get_args(YoungGirls), argument="definition")
    precision = Precision(level=level, variance=variance, interval=interval)
    factors = inflation(window, single)
    if definition == "observed":
        factors = np.ones_like(factors)
    figures, design = _figures(tally, factors, precision)
    groups = [dict(zip(tally.kernel.by, labels, strict=True)) for labels in design.groups]
    code = find("ABR_10_14")
    records = figures.records(
        groups, [{"age": "10–14"}], indicator=code.code, per=code.per, definition=definition
    )
    return Table(records, groups=tally.kernel.by, labels=tally.labels)


def _figures(
    tally: BirthTally, factors: FloatArray, precision: Precision
) -> tuple[Figures, Design]:
    columns = slice(len(factors))
    sums = BirthSums.of(tally).exposed(columns)
    design = sums.design
    births = (sums.births[:, columns] @ factors)[:, None]
    girls = (sums.women[:, columns] @ factors)[:, None]
    above, below = design.total(births), design.total(girls)
    value = _rate(above, below)
    scores = partial(ratio_scores, design, births, girls)
    error = precision.error(design, scores, _rate, births, girls)
    low, high = precision.limits(design, value, error, lowest=0)
    seen = design.total(sums.months_n[:, columns] / _MONTHS)
    simple = sums.squares.ages(columns).pooled(factors).standard_error(above, below)
    figures = Figures(
        value=value,
        se=error,
        low=low,
        high=high,
        deft=deft(taylor(design, births, girls, lonely=precision.lonely), simple),
        numerator=above,
        denominator=below,
        n=(seen * (factors > 0)).sum(axis=1, keepdims=True),
    )
    return figures, design


def _rate(births: FloatArray, girls: FloatArray) -> FloatArray:
    return np.asarray(adolescent_birth_rate(births, women=girls))
