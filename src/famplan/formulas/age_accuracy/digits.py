"""Final digits of ages: the share of each, and how far the ten shares are from equal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.errors import AgeGroupsError
from famplan.formulas.age_accuracy.single_years import single_years
from famplan.formulas.arrays import FloatArray, Numbers, divide, plain
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.age_accuracy.single_years import Between
    from famplan.model.age import AgeGroups

__all__ = ["UpperEnd", "bachi_index", "bachi_shares", "myers_index", "myers_shares"]

UpperEnd: TypeAlias = Literal["tapered", "whole"]
"""Whether the last decade of Myers' counts fades out as the first fades in, or counts in full."""

_index = partial(
    Indicator,
    kind=Kind.INDEX,
    numerator="half the deviations of the ten digits' shares from one tenth",
    denominator="none",
    unit="0 is no heaping, 0.9 one digit alone",
    per=100,
)

MYERS = _index(
    code="MYERS",
    name="Myers' blended index",
    name_zh="迈尔斯混合指数",
    aliases=("Myers' index", "迈尔斯指数"),
    source=Source(
        "Rodríguez, Demographic Methods, Princeton University",
        locator="Digit preference: ten tabulations, each starting a year later, added up",
        url="https://grodri.github.io/demography/digitpref",
    ),
    variants=(
        Variant('upper_end="tapered"', "ten counts of equally many decades: 10–79, 11–80 … 19–88"),
        Variant('upper_end="whole"', "ten counts to the last age: 10–89 … 19–89 (textbooks, PAS)"),
    ),
    caution="Some print the whole sum of deviations, twice the index: 47.46 for 23.73.",
)


@computes(MYERS)
def myers_index(
    population: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    between: Between,
    upper_end: UpperEnd,
) -> Numbers:
    """The least share of people who stated an age with a wrong final digit.

    Parameters
    ----------
    population : array_like
        People by single year of age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`, single years between the two ages.
    between : tuple of int
        First and last completed age that take part, whole decades, usually ``(10, 89)``.
    upper_end : {"tapered", "whole"}
        Whether the last decade fades out as the first fades in, or counts in full.

    Returns
    -------
    float or ndarray
        From 0 to 0.9; ``nan`` where there are no people or an age is unknown.

    Raises
    ------
    AgeGroupsError
        Ages that are not single years, or not two whole decades or more.
    DefinitionError
        An unknown `upper_end`.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    A thousand people at each age, but of those at 29 and 31 each second says 30.

    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups.regular(0, 90, width=1)
    >>> people = [1000] * 29 + [500, 2000, 500] + [1000] * 58
    >>> index = myers_index(people, ages=ages, between=(10, 89), upper_end="tapered")
    >>> print(MYERS.publish(index))
    1.43
    """
    return _half_deviation(
        myers_shares(population, ages=ages, between=between, upper_end=upper_end)
    )


def myers_shares(
    population: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    between: Between,
    upper_end: UpperEnd,
) -> FloatArray:
    """Blended share of each final digit: which ones people prefer.

    Counting starts at each of ten ages in turn, so that no digit gains by standing first, where
    people are more.

    Parameters
    ----------
    population : array_like
        People by single year of age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`, single years between the two ages.
    between : tuple of int
        First and last completed age that take part, whole decades, usually ``(10, 89)``.
    upper_end : {"tapered", "whole"}
        Whether the last decade fades out as the first fades in, or counts in full.

    Returns
    -------
    ndarray
        Shares of the digits 0 to 9 on the last axis; they add up to one.

    Raises
    ------
    AgeGroupsError
        Ages that are not single years, or not two whole decades or more.
    DefinitionError
        An unknown `upper_end`.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups.regular(0, 90, width=1)
    >>> people = [1000] * 29 + [500, 2000, 500] + [1000] * 58
    >>> myers_shares(people, ages=ages, between=(10, 89), upper_end="tapered").round(3)
    array([0.114, 0.093, 0.1  , 0.1  , 0.1  , 0.1  , 0.1  , 0.1  , 0.1  , 0.093])
    """
    one_of(upper_end, get_args(UpperEnd), argument="upper_end")
    people = single_years(population, ages=ages, between=between)
    decades, rest = divmod(people.shape[-1], 10)
    if rest or decades <= 1:
        raise _wrong_range(between, "two whole decades or more", "(10, 89)")
    weights = np.full((decades, 10), 10.0)
    weights[0] = np.arange(1, 11)
    if upper_end == "tapered":
        weights[-1] = np.arange(9, -1, -1)
    blended = (people.reshape(*people.shape[:-1], decades, 10) * weights).sum(axis=-2)
    shares = np.asarray(divide(blended, blended.sum(axis=-1, keepdims=True)))
    return np.roll(shares, int(between[0]) % 10, axis=-1)


BACHI = _index(
    code="BACHI",
    name="Bachi's index",
    name_zh="巴奇指数",
    source=Source(
        "Documentation of the R package DemoTools",
        locator='check_heaping_bachi, method "orig", after Bachi, Bulletin of the ISI 1951',
        url="https://timriffe.github.io/DemoTools/reference/check_heaping_bachi.html",
        grade=Grade.MEMORY,
    ),
    variants=(Variant("between=(23, 77)", "the usual ages; any decades and five years more"),),
    caution="The formula was inferred from published results; the shares need not add up to one.",
)


@computes(BACHI)
def bachi_index(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], between: Between
) -> Numbers:
    """Deviation of the ten digits' shares, each judged in whole decades around it.

    Parameters
    ----------
    population : array_like
        People by single year of age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`, single years between the two ages.
    between : tuple of int
        First and last completed age that take part: decades and five years, usually ``(23, 77)``.

    Returns
    -------
    float or ndarray
        About 0 to 0.9; ``nan`` where there are no people or an age is unknown.

    Raises
    ------
    AgeGroupsError
        Ages that are not single years, or not decades and five years.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups.regular(20, 80, width=1)
    >>> people = [1000] * 9 + [500, 2000, 500] + [1000] * 48
    >>> print(BACHI.publish(bachi_index(people, ages=ages, between=(23, 77))))
    2.00
    """
    return _half_deviation(bachi_shares(population, ages=ages, between=between))


def bachi_shares(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], between: Between
) -> FloatArray:
    """Share of each final digit by Bachi's method: which ones people prefer.

    For each digit the mean of two shares, in ranges of whole decades that begin a year apart and
    have the digit's ages in their middle: 25–74 and 26–75 for the digits 0 and 5.

    Parameters
    ----------
    population : array_like
        People by single year of age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`, single years between the two ages.
    between : tuple of int
        First and last completed age that take part: decades and five years, usually ``(23, 77)``.

    Returns
    -------
    ndarray
        Shares of the digits 0 to 9 on the last axis.

    Raises
    ------
    AgeGroupsError
        Ages that are not single years, or not decades and five years.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups.regular(20, 80, width=1)
    >>> people = [1000] * 9 + [500, 2000, 500] + [1000] * 48
    >>> bachi_shares(people, ages=ages, between=(23, 77)).round(3)
    array([0.12, 0.09, 0.1 , 0.1 , 0.1 , 0.1 , 0.1 , 0.1 , 0.1 , 0.09])
    """
    people = single_years(population, ages=ages, between=between)
    span = people.shape[-1] - 5
    if span <= 0 or span % 10:
        raise _wrong_range(between, "decades and five years more", "(23, 77)")
    first = int(between[0])
    # Ten digits and two ranges each: vectorised over whatever stands in front of the ages.
    shares = [
        _share(people, start, span, place) + _share(people, start + 1, span, place)
        for digit in range(10)
        for place, start in [((digit - first) % 10, (digit - first) % 5)]
    ]
    return np.stack(shares, axis=-1) / 2


def _share(people: FloatArray, start: int, span: int, place: int) -> FloatArray:
    window = people[..., start : start + span]
    return np.asarray(
        divide(window[..., (place - start) % 10 :: 10].sum(axis=-1), window.sum(axis=-1))
    )


def _half_deviation(shares: FloatArray) -> Numbers:
    return plain(np.abs(shares - 1 / shares.shape[-1]).sum(axis=-1) / 2)


def _wrong_range(between: Between, wanted: str, example: str) -> AgeGroupsError:
    problem = f"{between[0]} to {between[1]} is not {wanted}"
    return AgeGroupsError("between", problem, remedy=f"give {example}")
