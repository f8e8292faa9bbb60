"""Ages that people round: how many more stand at 0 and 5, or at any final digit, than should."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import AgeGroupsError
from famplan.formulas.age_accuracy.single_years import age_range, checked_digits, single_years
from famplan.formulas.arrays import FloatArray, Numbers, divide, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.age_accuracy.single_years import Between
    from famplan.model.age import AgeGroups

__all__ = ["modified_whipple_index", "total_modified_whipple_index", "whipple_index"]

_TOOLS = "Documentation of the R package DemoTools"
_PAGES = "https://timriffe.github.io/DemoTools/reference"
_index = partial(Indicator, kind=Kind.INDEX)

WHIPPLE = _index(
    code="WHIPPLE",
    name="Whipple's index",
    name_zh="惠普尔指数",
    aliases=("index of concentration", "Whipple index"),
    numerator="people at ages that end in the digits",
    denominator="people at all ages of the range, as many as the digits' fair share",
    unit="1 is no heaping",
    per=100,
    source=Source(
        "Pardeshi, Indian Journal of Community Medicine 2010; 35 (3): 391–395",
        locator="Whipple's index for the 5-year and for the 10-year range",
        url="https://pmc.ncbi.nlm.nih.gov/articles/PMC2963876",
    ),
    variants=(
        Variant(
            "digits=(0, 5), between=(23, 62)", "the usual index; 5 where all ages end in 0 or 5"
        ),
        Variant("digits=0, between=(23, 62)", "of ages ending in 0; 10 where all do"),
        Variant("digits=5, between=(18, 57)", "of ages ending in 5 (Roger and others 1981)"),
    ),
    caution="Other digits, or calendars with other round years, go unseen: compare MYERS.",
)


@computes(WHIPPLE)
def whipple_index(
    population: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    between: Between,
    digits: int | Sequence[int],
) -> Numbers:
    """How many times as many people as expected stand at ages ending in the digits.

    Parameters
    ----------
    population : array_like
        People by single year of age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`, single years between the two ages.
    between : tuple of int
        First and last completed age that take part, usually ``(23, 62)``.
    digits : int or sequence of int
        Final digits that are judged, usually ``(0, 5)``.

    Returns
    -------
    float or ndarray
        One without heaping, 0 where nobody stands at such ages; ``nan`` where there are no people
        or an age is unknown.

    Raises
    ------
    AgeGroupsError
        Ages that are not single years, or a range in which the digits do not come equally often.
    DefinitionError
        Something that is not a final digit.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    A thousand people at each age from 23 to 62, but of those at 29 and 31 each second says 30.

    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups.regular(20, 70, width=1)
    >>> people = [1000] * 9 + [500, 2000, 500] + [1000] * 38
    >>> whipple_index(people, ages=ages, between=(23, 62), digits=(0, 5))
    1.125
    """
    wanted = checked_digits(digits)
    people = single_years(population, ages=ages, between=between)
    named = np.isin((int(between[0]) + np.arange(people.shape[-1])) % 10, wanted)
    if named.sum() * 10 != len(wanted) * named.size:
        raise AgeGroupsError(
            "between",
            f"{named.sum()} of the {named.size} ages from {between[0]} to {between[1]} end in "
            f"{' or '.join(map(str, wanted))}, not {len(wanted)} in 10",
            remedy="give whole decades, such as (23, 62)",
        )
    return divide(people[..., named].sum(axis=-1) * (10 / len(wanted)), people.sum(axis=-1))


NOUMBISSI = _index(
    code="NOUMBISSI",
    name="Modified Whipple's index",
    name_zh="修正惠普尔指数",
    aliases=("Noumbissi's index", "modified Whipple index"),
    numerator="people at ages that end in the digit, times five",
    denominator="people in the five-year groups around those ages",
    unit="1 is no heaping",
    source=Source(
        _TOOLS,
        locator="check_heaping_noumbissi, after Noumbissi, Population 1992",
        url=f"{_PAGES}/check_heaping_noumbissi.html",
    ),
    variants=(
        Variant("between=(23, 62)", "the ages of Whipple's index: four of each digit"),
        Variant(
            "between=(20 + digit, 50 + digit)", "DemoTools: four ages, the first in the twenties"
        ),
    ),
    caution="A digit is judged by its neighbours, so one beside a preferred digit looks shunned.",
)


@computes(NOUMBISSI)
def modified_whipple_index(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], between: Between, digit: int
) -> Numbers:
    """How many times as many people stand at ages of one final digit as in the years around them.

    Parameters
    ----------
    population : array_like
        People by single year of age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`, single years from two below to two above the two ages.
    between : tuple of int
        First and last completed age that are judged; the years around reach two beyond.
    digit : int
        Final digit that is judged.

    Returns
    -------
    float or ndarray
        One without heaping, 5 where all ages around have the digit; ``nan`` where there are no
        people or an age is unknown.

    Raises
    ------
    AgeGroupsError
        Ages that are not single years, or a range without the digit.
    DefinitionError
        Something that is not a final digit.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups.regular(20, 70, width=1)
    >>> people = [1000] * 9 + [500, 2000, 500] + [1000] * 38
    >>> modified_whipple_index(people, ages=ages, between=(23, 62), digit=0)
    1.25
    """
    (wanted,) = checked_digits([digit])
    people, around = _around(population, ages, between)
    return _digit_index(people, around, first=int(between[0]), digit=wanted)


SPOORENBERG = _index(
    code="SPOORENBERG",
    name="Total modified Whipple's index",
    name_zh="总修正惠普尔指数",
    aliases=("Spoorenberg's index", "total modified Whipple index", "Wtot"),
    numerator="deviations from one of the modified Whipple's index, of all ten digits",
    denominator="none",
    unit="0 is no heaping",
    source=Source(
        "Spoorenberg, Quality of age reporting, Population 2007 (4)",
        locator="abstract; the sum is in the documentation of DemoTools",
        url="http://www.journal-population.com/articles/"
        "2007-4-quality-of-age-reporting-extension-and-application-of-the-modified-whipple-s-index/",
    ),
    variants=(
        Variant("between=(23, 62)", "the ages of Whipple's index: four of each digit"),
        Variant("between=(20, 64)", "DemoTools: five ages of digits 0 to 4, four of the others"),
    ),
    caution="At most 16, where every age ends in 0 or 5; figures of other ranges do not compare.",
)


@computes(SPOORENBERG)
def total_modified_whipple_index(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], between: Between
) -> Numbers:
    """Preference and avoidance of all ten final digits, added up.

    Parameters
    ----------
    population : array_like
        People by single year of age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`, single years from two below to two above the two ages.
    between : tuple of int
        First and last completed age that are judged; the years around reach two beyond.

    Returns
    -------
    float or ndarray
        Zero without heaping; ``nan`` where all people of some group are missing or unknown.

    Raises
    ------
    AgeGroupsError
        Ages that are not single years, or a range of fewer than ten.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> ages = AgeGroups.regular(20, 70, width=1)
    >>> people = [1000] * 9 + [500, 2000, 500] + [1000] * 38
    >>> round(total_modified_whipple_index(people, ages=ages, between=(23, 62)), 4)
    0.6001
    """
    people, around = _around(population, ages, between)
    first = int(between[0])
    # One digit after the other: ten vectorised steps, however many areas there are.
    indices = [_digit_index(people, around, first=first, digit=digit) for digit in range(10)]
    return plain(np.abs(np.stack(indices, axis=-1) - 1).sum(axis=-1))


def _around(
    population: ArrayLike, ages: AgeGroups | Sequence[str], between: Between
) -> tuple[FloatArray, FloatArray]:
    first, last = age_range(between)
    wider = single_years(population, ages=ages, between=(first - 2, last + 2))
    around = np.lib.stride_tricks.sliding_window_view(wider, 5, axis=-1).sum(axis=-1)
    return wider[..., 2:-2], around


def _digit_index(people: FloatArray, around: FloatArray, *, first: int, digit: int) -> Numbers:
    start = (digit - first) % 10
    if start >= people.shape[-1]:
        raise AgeGroupsError(
            "between",
            f"no age from {first} to {first + people.shape[-1] - 1} ends in {digit}",
            remedy="give whole decades, such as (23, 62)",
        )
    return divide(people[..., start::10].sum(axis=-1) * 5, around[..., start::10].sum(axis=-1))
