"""Age groups beside their neighbours, and men beside women: how smooth an age structure is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.formulas.age_accuracy.single_years import like_groups
from famplan.formulas.arrays import Numbers, counts, divide, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.age_accuracy.single_years import Between
    from famplan.model.age import AgeGroups

__all__ = ["age_ratio_score", "age_sex_accuracy_index", "sex_ratio_score"]

_PAGES = "https://timriffe.github.io/DemoTools/reference"
_score = partial(
    Indicator,
    kind=Kind.INDEX,
    unit="0 is smooth",
    per=100,
    variants=(
        Variant("between=(0, 74)", "fifteen five-year groups, as in the Census Bureau's AGESEX"),
        Variant(
            "single years in `ages`", "each year beside its neighbours, where people move much"
        ),
    ),
)


def _documented(page: str) -> Source:
    return Source(
        "Documentation of the R package DemoTools",
        locator=f"{page}, after United Nations, Population Bulletin 2 (1952)",
        url=f"{_PAGES}/{page}.html",
    )


AGE_RATIO_SCORE = _score(
    code="AGE_RATIO_SCORE",
    name="Age-ratio score",
    name_zh="年龄比指数",
    aliases=("age ratio index",),
    numerator="deviations from one of the age ratios: a group over the mean of its neighbours",
    denominator="groups that have two neighbours",
    source=_documented("ageRatioScore"),
    caution="Real waves of births and migrants count as errors too.",
)


@computes(AGE_RATIO_SCORE)
def age_ratio_score(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], between: Between
) -> Numbers:
    """Mean deviation of age groups from the mean of their two neighbours.

    Parameters
    ----------
    population : array_like
        People of one sex by age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of `population`, of one width between the two ages, usually five years.
    between : tuple of int
        First and last completed age that take part, usually ``(0, 74)``.

    Returns
    -------
    float or ndarray
        Zero where each group is the mean of its neighbours; ``nan`` where both neighbours of a
        group are empty or an age is unknown.

    Raises
    ------
    AgeGroupsError
        Groups of different widths, fewer than three, or none that begin and end at the two ages.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    Ratios of 110 / 100 and 90 / 95, the first and the last group having one neighbour only.

    >>> ages = ["0–4", "5–9", "10–14", "15–19"]
    >>> score = age_ratio_score([110, 110, 90, 80], ages=ages, between=(0, 19))
    >>> print(AGE_RATIO_SCORE.publish(score))
    7.63
    """
    (people,) = counts(population=population)
    groups = like_groups(people, ages=ages, between=between, fewest=3)
    neighbours = groups[..., :-2] + groups[..., 2:]
    ratios = np.asarray(divide(2 * groups[..., 1:-1], neighbours))
    return plain(np.abs(ratios - 1).mean(axis=-1))


SEX_RATIO_SCORE = _score(
    code="SEX_RATIO_SCORE",
    name="Sex-ratio score",
    name_zh="性别比指数",
    aliases=("sex ratio index",),
    numerator="changes of the sex ratio from one age group to the next, without their sign",
    denominator="pairs of neighbouring groups",
    source=_documented("sexRatioScore"),
    caution="Not the sex ratio at birth: it says how the ratio jumps with age, not how high it is.",
)


@computes(SEX_RATIO_SCORE)
def sex_ratio_score(
    male: ArrayLike, *, female: ArrayLike, ages: AgeGroups | Sequence[str], between: Between
) -> Numbers:
    """Mean change of men per woman from one age group to the next.

    Parameters
    ----------
    male, female : array_like
        Men and women by age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of both, of one width between the two ages, usually five years.
    between : tuple of int
        First and last completed age that take part, usually ``(0, 74)``.

    Returns
    -------
    float or ndarray
        Zero where the ratio is the same at every age; ``nan`` where a group has no women or an
        age is unknown.

    Raises
    ------
    AgeGroupsError
        Groups of different widths, fewer than two, or none that begin and end at the two ages.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Ratios of 1.05, 1.00 and 0.98.

    >>> ages = ["0–4", "5–9", "10–14"]
    >>> score = sex_ratio_score([105, 100, 98], female=[100] * 3, ages=ages, between=(0, 14))
    >>> print(SEX_RATIO_SCORE.publish(score))
    3.50
    """
    men, women = counts(male=male, female=female)
    ratios = np.asarray(
        divide(
            like_groups(men, ages=ages, between=between, fewest=2),
            like_groups(women, ages=ages, between=between, fewest=2),
        )
    )
    return plain(np.abs(np.diff(ratios, axis=-1)).mean(axis=-1))


AGE_SEX_ACCURACY = _score(
    code="AGE_SEX_ACCURACY",
    name="United Nations age–sex accuracy index",
    name_zh="联合国综合指数",
    aliases=("age-sex accuracy index", "UN joint score", "年龄性别准确性指数"),
    numerator="three times the sex-ratio score and the age-ratio scores of men and of women",
    denominator="none",
    source=_documented("ageSexAccuracy"),
    caution="Chance alone makes it large where people are few; it is not adjusted for that here.",
)


@computes(AGE_SEX_ACCURACY)
def age_sex_accuracy_index(
    male: ArrayLike, *, female: ArrayLike, ages: AgeGroups | Sequence[str], between: Between
) -> Numbers:
    """Three times the sex-ratio score, with the age-ratio scores of both sexes added.

    Parameters
    ----------
    male, female : array_like
        Men and women by age, ages on the last axis.
    ages : AgeGroups or sequence of str
        Age groups of both, of one width between the two ages, usually five years.
    between : tuple of int
        First and last completed age that take part, usually ``(0, 74)``.

    Returns
    -------
    float or ndarray
        Zero for a smooth structure; ``nan`` where one of the scores is.

    Raises
    ------
    AgeGroupsError
        Groups of different widths, fewer than three, or none that begin and end at the two ages.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    The men's age ratio is 100 / 101.5, the women's exactly one.

    >>> ages = ["0–4", "5–9", "10–14"]
    >>> index = age_sex_accuracy_index(
    ...     [105, 100, 98], female=[100] * 3, ages=ages, between=(0, 14)
    ... )
    >>> print(AGE_SEX_ACCURACY.publish(index))
    11.98
    """
    men, women = counts(male=male, female=female)
    parts = [
        3 * np.asarray(sex_ratio_score(men, female=women, ages=ages, between=between)),
        np.asarray(age_ratio_score(men, ages=ages, between=between)),
        np.asarray(age_ratio_score(women, ages=ages, between=between)),
    ]
    return plain(parts[0] + parts[1] + parts[2])
