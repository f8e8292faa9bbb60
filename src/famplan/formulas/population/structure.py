"""How many are too young or too old to work, for each who is of working age.

Which ages count as working differs (15–64 in most statistics, 15–59 where 60 is old), so their
bounds are an argument without a default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import AgeGroupsError
from famplan.formulas.arrays import FloatArray, Numbers, ages_last, counts, divide
from famplan.model.age import AgeGroups, as_age_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = [
    "ageing_index",
    "child_dependency_ratio",
    "dependency_ratio",
    "old_age_dependency_ratio",
]

_UN_AGEING = Source(
    "United Nations, World Population Ageing 1950–2050",
    locator="annex I, definition of the indicators of population ageing",
)
_WORKING = (
    Variant("working=(15, 65)", "children are under 15, the old 65 and over"),
    Variant("working=(15, 60)", "children are under 15, the old 60 and over"),
    Variant("working=(20, 65)", "children are under 20, the old 65 and over"),
)

DEPENDENCY = Indicator(
    code="DEPENDENCY",
    name="Dependency ratio",
    name_zh="总抚养比",
    kind=Kind.RATIO,
    numerator="persons below and above working age",
    denominator="persons of working age",
    unit="persons per person",
    per=100,
    source=_UN_AGEING,
    aliases=("age dependency ratio", "总负担系数"),
    variants=_WORKING,
    caution="It counts ages, not who works: say which ages are working ages.",
)
CHILD_DEPENDENCY = Indicator(
    code="CHILD_DEPENDENCY",
    name="Child dependency ratio",
    name_zh="少儿抚养比",
    kind=Kind.RATIO,
    numerator="persons below working age",
    denominator="persons of working age",
    unit="persons per person",
    per=100,
    source=_UN_AGEING,
    aliases=("youth dependency ratio", "少年儿童抚养比"),
    variants=_WORKING,
    caution="It counts ages, not who works: say which ages are working ages.",
)
OLD_DEPENDENCY = Indicator(
    code="OLD_DEPENDENCY",
    name="Old-age dependency ratio",
    name_zh="老年抚养比",
    kind=Kind.RATIO,
    numerator="persons above working age",
    denominator="persons of working age",
    unit="persons per person",
    per=100,
    source=_UN_AGEING,
    aliases=("老年人口抚养比",),
    variants=_WORKING,
    caution="It counts ages, not who works: say which ages are working ages.",
)
AGEING_INDEX = Indicator(
    code="AGEING_INDEX",
    name="Ageing index",
    name_zh="老少比",
    kind=Kind.RATIO,
    numerator="persons above working age",
    denominator="persons below working age",
    unit="persons per person",
    per=100,
    source=_UN_AGEING,
    aliases=("老龄化指数", "aged-to-child ratio"),
    variants=(
        Variant("working=(15, 60)", "60 and over per child under 15: the United Nations"),
        Variant("working=(15, 65)", "65 and over per child under 15: statistics of China"),
    ),
    caution="It rises as fast by fewer births as by longer lives.",
)


@computes(DEPENDENCY)
def dependency_ratio(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], working: tuple[int, int]
) -> Numbers:
    """Persons too young or too old to work per person of working age.

    Parameters
    ----------
    population : array_like
        Persons by age group, ages on the last axis.
    ages : AgeGroups or sequence of str
        The age groups; the last may be open.
    working : tuple of int
        First working age, and the first beyond: ``(15, 65)`` is 15–64.

    Returns
    -------
    float or ndarray
        Persons per person; ``nan`` where nobody is of working age.

    Raises
    ------
    AgeGroupsError
        No group begins at a bound of the working ages, or not one entry for each group.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    >>> ages = ["0–14", "15–59", "60–64", "65+"]
    >>> dependency_ratio([200, 550, 50, 200], ages=ages, working=(15, 65))
    0.6666666666666666
    """
    young, workers, old = _three(population, ages, working)
    return divide(young + old, workers)


@computes(CHILD_DEPENDENCY)
def child_dependency_ratio(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], working: tuple[int, int]
) -> Numbers:
    """Persons below working age per person of working age.

    Parameters
    ----------
    population, ages, working
        As in `dependency_ratio`.

    Returns
    -------
    float or ndarray
        Persons per person; ``nan`` where nobody is of working age.

    Raises
    ------
    AgeGroupsError, NegativeCountError
        As in `dependency_ratio`.

    Examples
    --------
    >>> child_dependency_ratio([200, 600, 200], ages=["0–14", "15–64", "65+"], working=(15, 65))
    0.3333333333333333
    """
    young, workers, _ = _three(population, ages, working)
    return divide(young, workers)


@computes(OLD_DEPENDENCY)
def old_age_dependency_ratio(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], working: tuple[int, int]
) -> Numbers:
    """Persons above working age per person of working age.

    Parameters
    ----------
    population, ages, working
        As in `dependency_ratio`.

    Returns
    -------
    float or ndarray
        Persons per person; ``nan`` where nobody is of working age.

    Raises
    ------
    AgeGroupsError, NegativeCountError
        As in `dependency_ratio`.

    Examples
    --------
    >>> old_age_dependency_ratio([200, 640, 160], ages=["0–14", "15–64", "65+"], working=(15, 65))
    0.25
    """
    _, workers, old = _three(population, ages, working)
    return divide(old, workers)


@computes(AGEING_INDEX)
def ageing_index(
    population: ArrayLike, *, ages: AgeGroups | Sequence[str], working: tuple[int, int]
) -> Numbers:
    """Persons above working age per person below it.

    Parameters
    ----------
    population, ages, working
        As in `dependency_ratio`.

    Returns
    -------
    float or ndarray
        Persons per person; ``nan`` where there are no children.

    Raises
    ------
    AgeGroupsError, NegativeCountError
        As in `dependency_ratio`.

    Examples
    --------
    >>> ageing_index([200, 640, 160], ages=["0–14", "15–64", "65+"], working=(15, 65))
    0.8
    """
    young, _, old = _three(population, ages, working)
    return divide(old, young)


def _read(population: ArrayLike, ages: AgeGroups | Sequence[str]) -> tuple[FloatArray, AgeGroups]:
    groups = as_age_groups(ages)
    (people,) = counts(population=population)
    ages_last(groups, population=people)
    return people, groups


def _three(
    population: ArrayLike, ages: AgeGroups | Sequence[str], working: tuple[int, int]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    people, groups = _read(population, ages)
    if groups.bounds[0] != 0:
        raise AgeGroupsError("ages", f"they begin at {groups.bounds[0]}", remedy="begin at birth")
    for bound in working:
        if bound not in groups.lower:
            raise AgeGroupsError(
                "working", f"no group begins at {bound}", remedy="give ages that groups begin at"
            )
    first, beyond = (groups.bounds.index(bound) for bound in working)
    if first >= beyond:
        raise AgeGroupsError("working", f"{working[1]} is not above {working[0]}")
    young, workers, old = np.split(people, [first, beyond], axis=-1)
    return young.sum(axis=-1), workers.sum(axis=-1), old.sum(axis=-1)
