"""Births that ended in a death before or soon after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["perinatal_mortality_proportion"]

PERINATAL = Indicator(
    code="PERINATAL",
    name="Perinatal mortality rate",
    name_zh="围产儿死亡率",
    kind=Kind.PROPORTION,
    numerator="stillbirths of seven months and more, and deaths of live-born at 0 to 6 days",
    denominator="stillbirths of seven months and more, and live births",
    unit="deaths per pregnancy of seven months and more",
    per=1000,
    source=Source(
        "DHS Contraceptive Calendar Tutorial",
        locator="Example 4",
        url="https://github.com/iamnarendrasingh/DHS-Contraceptive-Calendar-Tutorial",
    ),
    caution="Calendars count months, not weeks: the WHO's limit for stillbirths is 28 weeks. "
    "Stillbirths are under-reported, and a child that died at once may be told as one.",
)


@computes(PERINATAL)
def perinatal_mortality_proportion(
    stillbirths: ArrayLike, *, early_deaths: ArrayLike, live_births: ArrayLike
) -> Numbers:
    """Stillbirths and deaths in the first week per pregnancy of seven months and more.

    Parameters
    ----------
    stillbirths : array_like
        Pregnancies of seven months and more that ended without a live birth.
    early_deaths : array_like
        Deaths of live-born children at 0 to 6 days.
    live_births : array_like
        Live births, twins each.

    Returns
    -------
    float or ndarray
        Deaths per pregnancy; ``nan`` where there are none.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More early deaths than live births, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> figure = perinatal_mortality_proportion(
    ...     33.6578372, early_deaths=176.571694, live_births=5872.4180628
    ... )
    >>> round(figure, 7)
    0.0355955
    """
    still, deaths, born = counts(
        stillbirths=stillbirths, early_deaths=early_deaths, live_births=live_births
    )
    proportion(early_deaths=deaths, live_births=born)
    return proportion(deaths=deaths + still, births=born + still)
