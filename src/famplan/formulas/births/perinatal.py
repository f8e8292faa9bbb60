"""Births that ended in a death before or soon after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, proportion, quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "early_neonatal_proportion",
    "perinatal_mortality_proportion",
    "stillbirth_proportion",
    "stillbirths_per_early_death",
]

_GUIDE = Source(
    "Guide to DHS Statistics",
    locator="perinatal mortality: the four rates",
    url="https://dhsprogram.com/data/Guide-to-DHS-Statistics/Perinatal_Mortality.htm",
)

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
STILLBIRTH = Indicator(
    code="STILLBIRTH",
    name="Stillbirth rate",
    name_zh="死产率",
    kind=Kind.PROPORTION,
    numerator="stillbirths of seven months and more",
    denominator="stillbirths of seven months and more, and live births",
    unit="stillbirths per pregnancy of seven months and more",
    per=1000,
    source=_GUIDE,
    caution="A calendar has one letter a month: stillborn twins are one.",
)
EARLY_NEONATAL = Indicator(
    code="EARLY_NEONATAL",
    name="Early neonatal mortality rate",
    name_zh="早期新生儿死亡率",
    kind=Kind.PROPORTION,
    numerator="deaths of live-born at 0 to 6 days",
    denominator="live births",
    unit="deaths per live birth",
    per=1000,
    source=_GUIDE,
    caution="Deaths are said to be of the seventh day that were of another: 106 is in, 107 out.",
)
STILLBIRTH_RATIO = Indicator(
    code="STILLBIRTH_RATIO",
    name="Stillbirths per early neonatal death",
    name_zh="死产与早期新生儿死亡比",
    kind=Kind.RATIO,
    numerator="stillbirths of seven months and more",
    denominator="deaths of live-born at 0 to 6 days",
    unit="stillbirths per early neonatal death",
    source=_GUIDE,
    caution="Far below 1 it speaks of stillbirths that nobody told rather than of deliveries.",
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


@computes(STILLBIRTH)
def stillbirth_proportion(stillbirths: ArrayLike, *, live_births: ArrayLike) -> Numbers:
    """Stillbirths per pregnancy of seven months and more.

    Parameters
    ----------
    stillbirths, live_births : array_like
        As in `perinatal_mortality_proportion`.

    Returns
    -------
    float or ndarray
        Stillbirths per pregnancy; ``nan`` where there are none.

    Raises
    ------
    NegativeCountError, ShapeError
        A count below zero, or shapes that do not match.

    Examples
    --------
    >>> stillbirth_proportion(20, live_births=980)
    0.02
    """
    still, born = counts(stillbirths=stillbirths, live_births=live_births)
    return proportion(stillbirths=still, births=born + still)


@computes(EARLY_NEONATAL)
def early_neonatal_proportion(early_deaths: ArrayLike, *, live_births: ArrayLike) -> Numbers:
    """Deaths in the first week per live birth.

    Parameters
    ----------
    early_deaths, live_births : array_like
        As in `perinatal_mortality_proportion`.

    Returns
    -------
    float or ndarray
        Deaths per live birth; ``nan`` where there are none.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More early deaths than live births, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> early_neonatal_proportion(29.4, live_births=980)
    0.03
    """
    return proportion(early_deaths=early_deaths, live_births=live_births)


@computes(STILLBIRTH_RATIO)
def stillbirths_per_early_death(stillbirths: ArrayLike, *, early_deaths: ArrayLike) -> Numbers:
    """Stillbirths for each death in the first week.

    Parameters
    ----------
    stillbirths, early_deaths : array_like
        As in `perinatal_mortality_proportion`.

    Returns
    -------
    float or ndarray
        Stillbirths per death; ``nan`` where nobody died.

    Raises
    ------
    NegativeCountError, ShapeError
        A count below zero, or shapes that do not match.

    Examples
    --------
    >>> stillbirths_per_early_death(30, early_deaths=40)
    0.75
    """
    return quotient(stillbirths=stillbirths, early_deaths=early_deaths)
