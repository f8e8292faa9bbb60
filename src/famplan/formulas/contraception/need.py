"""Need for contraception: how many women have one, unmet or met, and how much of it is met.

Who has a need is decided woman by woman, by the table in
`famplan.tabulate.contraception.need`; here counts of them are divided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, counts, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "demand_satisfied_proportion",
    "need_proportion",
    "unmet_modern_need_proportion",
]

_REVISED = Source(
    "Bradley, Croft, Fishel, Westoff: Revising Unmet Need for Family Planning, "
    "DHS Analytical Studies 25 (2012)",
    locator="figure 2; codes as in DHS-Indicators-Stata, FP_NEED.do",
    url="https://dhsprogram.com/publications/publication-AS25-Analytical-Studies.cfm",
)
_VARIANTS = (
    Variant('definition="dhs"', "infecundity is looked for before sexual activity; 30 days"),
    Variant('definition="mics"', "sexual activity before infecundity; one month, own units"),
    Variant('definition="un"', "sexual activity before infecundity; 30 days"),
)

UNMET = Indicator(
    code="UNMET",
    name="Unmet need for family planning",
    name_zh="计划生育未满足需求率",
    kind=Kind.PROPORTION,
    numerator="women who could become pregnant, use no method and want no child soon or no more, "
    "and women whose pregnancy or latest birth was not wanted then",
    denominator="all women of the group, the infecund and those without a partner among them",
    unit="share of women",
    per=100,
    source=_REVISED,
    variants=_VARIANTS,
    aliases=("避孕未满足需求率",),
    caution="Figures from before 2012 follow other rules and do not compare; a woman whose method "
    "in use is missing is no user.",
)


def _of(code: str, name: str, name_zh: str, numerator: str) -> Indicator:
    return attrs.evolve(
        UNMET, code=code, name=name, name_zh=name_zh, numerator=numerator, aliases=()
    )


UNMET_SPACING = _of(
    "UNMET_SPACING",
    "Unmet need for spacing",
    "间隔生育未满足需求率",
    "women with unmet need who want a child in two years or later, or are unsure of it",
)
UNMET_LIMITING = _of(
    "UNMET_LIMITING",
    "Unmet need for limiting",
    "限制生育未满足需求率",
    "women with unmet need who want no more children",
)
MET = _of(
    "MET",
    "Met need for family planning",
    "计划生育已满足需求率",
    "women who use a method, whether in union or not",
)
MET_SPACING = _of(
    "MET_SPACING",
    "Met need for spacing",
    "间隔生育已满足需求率",
    "users who did not say that they want no more children, are sterilised or infecund",
)
MET_LIMITING = _of(
    "MET_LIMITING",
    "Met need for limiting",
    "限制生育已满足需求率",
    "users who want no more children, are sterilised or say that they cannot have any",
)
DEMAND = _of(
    "DEMAND",
    "Total demand for family planning",
    "计划生育总需求率",
    "women with unmet or met need",
)
DEMAND_SPACING = _of(
    "DEMAND_SPACING",
    "Demand for spacing",
    "间隔生育需求率",
    "women with unmet or met need for spacing",
)
DEMAND_LIMITING = _of(
    "DEMAND_LIMITING",
    "Demand for limiting",
    "限制生育需求率",
    "women with unmet or met need for limiting",
)


@computes(
    UNMET,
    UNMET_SPACING,
    UNMET_LIMITING,
    MET,
    MET_SPACING,
    MET_LIMITING,
    DEMAND,
    DEMAND_SPACING,
    DEMAND_LIMITING,
)
def need_proportion(in_need: ArrayLike, *, women: ArrayLike) -> Numbers:
    """Women with a need, unmet or met or either, as a share of all women of the group.

    Parameters
    ----------
    in_need : array_like
        Women with the need that is asked for.
    women : array_like
        All women of the group, those without any need among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there are no women.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    The model survey of the DHS Program, unweighted: 1,234 women with unmet need for spacing and
    466 for limiting among 8,348.

    >>> round(need_proportion(1234 + 466, women=8348), 4)
    0.2036
    """
    return proportion(in_need=in_need, women=women)


UNMET_MODERN = Indicator(
    code="UNMET_MODERN",
    name="Unmet need for modern methods",
    name_zh="现代避孕方法未满足需求率",
    kind=Kind.PROPORTION,
    numerator="women with unmet need for any method, and users of traditional methods",
    denominator="all women of the group",
    unit="share of women",
    per=100,
    source=Source(
        "Track20, FP2030 indicator code; fpemlocal, array_transform",
        locator="unmet_need_modern = unmet + traditional",
        url="https://github.com/Track20/FP2030-Indicator-Code",
    ),
    caution="FP2030 means this one, surveys print the other: users of traditional methods are met "
    "need there and unmet need here.",
)


@computes(UNMET_MODERN)
def unmet_modern_need_proportion(
    unmet: ArrayLike, *, traditional_users: ArrayLike, women: ArrayLike
) -> Numbers:
    """Women with unmet need and users of traditional methods as a share of all women.

    Parameters
    ----------
    unmet : array_like
        Women with unmet need for any method.
    traditional_users : array_like
        Women who use a traditional method.
    women : array_like
        All women of the group.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there are no women.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> round(unmet_modern_need_proportion(1700, traditional_users=84, women=8348), 4)
    0.2137
    """
    without, traditional = counts(unmet=unmet, traditional_users=traditional_users)
    return proportion(unmet_modern=without + traditional, women=women)


DEMAND_SATISFIED = Indicator(
    code="DEMAND_SATISFIED",
    name="Demand for family planning satisfied",
    name_zh="计划生育需求满足率",
    kind=Kind.PROPORTION,
    numerator="users of any method",
    denominator="women with unmet or met need",
    unit="share of women with a demand",
    per=100,
    source=_REVISED,
    variants=_VARIANTS,
    caution="A share of the women with a demand, not of all: it rises where fewer women want to "
    "wait, with nobody using more.",
)
DEMAND_SATISFIED_MODERN = attrs.evolve(
    DEMAND_SATISFIED,
    code="DEMAND_SATISFIED_MODERN",
    name="Demand for family planning satisfied by modern methods",
    name_zh="现代避孕方法需求满足率",
    numerator="users of a modern method",
    source=Source(
        "Sustainable Development Goals, indicator metadata",
        locator="indicator 3.7.1",
        url="https://worldbank.github.io/sdg-metadata/metadata/en/3-7-1/",
    ),
    aliases=("SDG 3.7.1", "可持续发展目标3.7.1"),
    caution="Users of traditional methods are below the line only. The indicator is asked for "
    "women in union and for all women: state which.",
)


@computes(DEMAND_SATISFIED, DEMAND_SATISFIED_MODERN)
def demand_satisfied_proportion(users: ArrayLike, *, demand: ArrayLike) -> Numbers:
    """Users of any method, or of modern ones, as a share of the women with a demand.

    Parameters
    ----------
    users : array_like
        Women who use a method, or a modern one.
    demand : array_like
        Women with unmet or met need: users of any method and women with unmet need.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody has a demand.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> [round(demand_satisfied_proportion(users, demand=3552), 4) for users in (1852, 1768)]
    [0.5214, 0.4977]
    """
    return proportion(users=users, demand=demand)
