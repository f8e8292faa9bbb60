"""Births that conformed to the birth policy of their day, as shares of births.

Whether a birth conformed is judged by the policy of its own date and province; these are
published totals, never a judgement on a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.catalogue.facts import fact
from famplan.errors import DefinitionError
from famplan.formulas.arrays import Numbers, counts, plain, proportion
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "ConformingBasis",
    "composite_birth_score",
    "order_conforming_proportion",
    "policy_conforming_proportion",
]

ConformingBasis: TypeAlias = Literal["all_births", "quantity"]
"""Which births stand below the line of `policy_conforming_proportion`."""

_ECONOMICS_DICTIONARY = Source("简明经济百科辞典, 山东人民出版社", locator="计划生育率, p. 269")
_STATISTICS_MANUAL = Source(
    "人口与计划生育统计指标解释 (explanation of population and family-planning indicators)",
    locator="二孩政策符合率",
)
_PROVINCIAL_SCORING = Source("A provincial set of scored indicators, 2018", locator="政策符合率")
_POPULATION_RESEARCH_1986 = Source(
    "肖文成, 考核计划生育工作的综合指标, 人口研究", locator="1986-12-27, abstract"
)

PCR = Indicator(
    code="PCR",
    name="Policy-conforming birth share",
    name_zh="计划生育率",
    kind=Kind.PROPORTION,
    numerator="births that conformed to the birth policy of their date and province",
    denominator="live births of the same period",
    unit="share of births",
    per=100,
    source=_ECONOMICS_DICTIONARY,
    aliases=(
        "符合政策生育率",
        "生育政策符合率",
        "政策符合率",
        "总政策符合率",
        "数量政策符合率",
        "计生率",
        "农村计划生育率",
        "family-planning rate",
    ),
    variants=(
        Variant('basis="all_births"', "all live births; the usual meaning (计划生育率)"),
        Variant(
            'basis="quantity"',
            "all live births but the first births out of policy (数量政策符合率; provincial)",
        ),
    ),
    caution="Two indicators bear nearly one name: the 数量 variant is the higher.",
)


@computes(PCR)
def policy_conforming_proportion(
    conforming: ArrayLike,
    *,
    births: ArrayLike,
    basis: ConformingBasis,
    first_out_of_policy: ArrayLike | None = None,
) -> Numbers:
    """Births that conformed to policy as a share of births.

    Parameters
    ----------
    conforming : array_like
        Births of the period, of any order, that conformed to the policy of their day.
    births : array_like
        All live births of the period.
    basis : {"all_births", "quantity"}
        ``"all_births"`` divides by all births; ``"quantity"`` leaves the first births that did
        not conform (too early, without a permit) out below the line.
    first_out_of_policy : array_like, optional
        Those first births; needed for ``basis="quantity"`` and for it alone.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there were no births.

    Raises
    ------
    DefinitionError
        The basis is unknown, or `first_out_of_policy` does not fit it.
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    Source report S2, October to December 2008: 887 births, 253 of them out of plan.

    >>> share = policy_conforming_proportion(887 - 253, births=887, basis="all_births")
    >>> PCR.publish(share)
    '71.48%'
    """
    one_of(basis, get_args(ConformingBasis), argument="basis")
    if basis == "all_births":
        if first_out_of_policy is not None:
            raise DefinitionError(
                "first_out_of_policy", 'is not used with basis="all_births"', remedy="leave it out"
            )
        return proportion(conforming=conforming, births=births)
    if first_out_of_policy is None:
        raise DefinitionError(
            "first_out_of_policy", 'is needed with basis="quantity"', remedy="give their number"
        )
    everyone, first = counts(births=births, first_out_of_policy=first_out_of_policy)
    proportion(first_out_of_policy=first, births=everyone)  # a part of the births, or an error
    return proportion(conforming=conforming, births_counted=everyone - first)


CONFORMING_SECOND = Indicator(
    code="CONFORMING_SECOND",
    name="Policy conformity of second births",
    name_zh="二孩政策符合率",
    kind=Kind.PROPORTION,
    numerator="second births that conformed to policy",
    denominator="second births of the same period",
    unit="share of second births",
    per=100,
    source=_STATISTICS_MANUAL,
    aliases=("政策内二孩占二孩比重",),
)
CONFORMING_SECOND_PLUS = Indicator(
    code="CONFORMING_SECOND_PLUS",
    name="Policy conformity of second and later births",
    name_zh="二多孩政策符合率",
    kind=Kind.PROPORTION,
    numerator="births of order 2 and over that conformed to policy",
    denominator="births of order 2 and over of the same period",
    unit="share of births of order 2 and over",
    per=100,
    source=_PROVINCIAL_SCORING,
    caution="The copy we read cuts the numerator off; it is completed here by analogy.",
)


@computes(CONFORMING_SECOND, CONFORMING_SECOND_PLUS)
def order_conforming_proportion(conforming: ArrayLike, *, births: ArrayLike) -> Numbers:
    """Births of one order (or of several) that conformed, as a share of births of that order.

    Parameters
    ----------
    conforming : array_like
        Conforming births of the order: the second, or the second and all later.
    births : array_like
        All births of the same order.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where no birth was of that order.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> order_conforming_proportion([24, 0], births=[40, 0])
    array([0.6, nan])
    """
    return proportion(conforming=conforming, births=births)


BIRTH_SCORE_1986 = Indicator(
    code="BIRTH_SCORE_1986",
    name="Composite birth score of 1986",
    name_zh="计划生育综合总分",
    kind=Kind.INDEX,
    numerator="conforming share plus first-birth share less ten times the higher-order share",
    denominator="none: a sum of shares",
    unit="points",
    per=100,
    source=_POPULATION_RESEARCH_1986,
    aliases=("综合分",),
    caution="A historical proposal: its weight of ten is a choice, not a measurement.",
)


@computes(BIRTH_SCORE_1986)
def composite_birth_score(
    conforming: ArrayLike, *, first: ArrayLike, higher: ArrayLike, births: ArrayLike
) -> Numbers:
    """Score that a paper of 1986 proposed to rank areas by, in whole shares.

    Parameters
    ----------
    conforming, first, higher : array_like
        Births that conformed to policy, of order 1, and of order 3 and over.
    births : array_like
        All live births of the same period.

    Returns
    -------
    float or ndarray
        Between −9 and 2; the paper prints it times 100.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    The paper's example: 95 % conforming, 80 % first and 2 % higher-order births make 155 points.

    >>> score = composite_birth_score(95, first=80, higher=2, births=100)
    >>> BIRTH_SCORE_1986.publish(score, decimals=0)
    '155'
    """
    weight = fact("birth_score_1986_higher_weight").value
    shares = [
        np.asarray(proportion(conforming=conforming, births=births)),
        np.asarray(proportion(first=first, births=births)),
        np.asarray(proportion(higher=higher, births=births)),
    ]
    return plain(shares[0] + shares[1] - weight * shares[2])
