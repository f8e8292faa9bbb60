"""Fertility before the 40th birthday: how much of it, and when.

Most children are born before 40, so what cohorts had by then is known ten years before their
completed fertility is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, closed_ages, plain
from famplan.formulas.arrays import rates as read_rates
from famplan.formulas.fertility.childbearing import mean_age_at_birth
from famplan.model.age import AgeGroups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = ["mean_age_at_birth_to_40", "total_fertility_rate_to_40"]

_HFD = Source(
    "Human Fertility Database, Explanatory Notes",
    locator="list of outputs: TFR40, MAB40, CCF40",
    url="https://www.humanfertility.org/Data/ExplanatoryNotes",
)

_START = 15

TFR40 = Indicator(
    code="TFR40",
    name="Total fertility rate to age 40",
    name_zh="40岁前总和生育率",
    kind=Kind.MEAN,
    numerator="sum over age groups below 40 of the age-specific rate times the width",
    denominator="one woman who lives to 40",
    unit="births per woman",
    source=_HFD,
)
CCF40 = Indicator(
    code="CCF40",
    name="Cohort fertility to age 40",
    name_zh="队列40岁前生育率",
    kind=Kind.MEAN,
    numerator="sum over ages below 40 of a birth cohort's own rates times the widths",
    denominator="one woman of the cohort",
    unit="births per woman",
    source=_HFD,
)


@computes(TFR40, CCF40)
def total_fertility_rate_to_40(rates: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Births a woman would have before her 40th birthday at the given rates.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups that begin at 15 or below, one of them ending at 40.

    Returns
    -------
    float or ndarray
        Births per woman.

    Raises
    ------
    AgeGroupsError
        The groups begin above 15, or none ends at 40.

    Examples
    --------
    >>> asfr = [0.111, 0.245, 0.230, 0.195, 0.147, 0.072, 0.032]
    >>> round(total_fertility_rate_to_40(asfr, ages=AgeGroups.regular(15, 50, width=5)), 3)
    4.64
    """
    (schedule,) = read_rates(rates=rates)
    groups = closed_ages(ages, rates=schedule)
    young = _young(groups)
    return plain(schedule[..., young] @ groups.widths[young])


MAB40 = Indicator(
    code="MAB40",
    name="Mean age at birth before 40",
    name_zh="40岁前平均生育年龄",
    kind=Kind.MEAN,
    numerator="middle of each age group below 40 times its rate times its width, summed over ages",
    denominator="rate times width, summed over ages below 40",
    unit="years",
    source=_HFD,
    caution="Always below the mean age at birth: compare it with nothing but itself.",
)


@computes(MAB40)
def mean_age_at_birth_to_40(rates: ArrayLike, *, ages: AgeGroups | Sequence[str]) -> Numbers:
    """Mean age at the births a woman has before her 40th birthday, at the given rates.

    Parameters
    ----------
    rates : array_like
        Births per woman-year, ages on the last axis.
    ages : AgeGroups or sequence of str
        Closed age groups that begin at 15 or below, one of them ending at 40.

    Returns
    -------
    float or ndarray
        Exact years; ``nan`` where there are no births.

    Raises
    ------
    AgeGroupsError
        The groups begin above 15, or none ends at 40.

    Examples
    --------
    >>> asfr = [0.111, 0.245, 0.230, 0.195, 0.147, 0.072, 0.032]
    >>> round(mean_age_at_birth_to_40(asfr, ages=AgeGroups.regular(15, 50, width=5)), 2)
    27.62
    """
    (schedule,) = read_rates(rates=rates)
    groups = closed_ages(ages, rates=schedule)
    young = _young(groups)
    below = AgeGroups(groups.bounds[young.start : young.stop + 1])
    return mean_age_at_birth(schedule[..., young], ages=below)


def _young(ages: AgeGroups) -> slice:
    return ages.between(min(ages.bounds[0], _START), 40)
