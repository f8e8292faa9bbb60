"""Births by order, and births out of policy: shares of all births.

A share is not a fertility rate: 多孩率 says how many of the births were third or later, not how
many women had a third child. `famplan.formulas.births.conformity` holds the shares that conformed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, proportion, quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["birth_proportion", "first_birth_rate"]

_STATISTICS_MANUAL = Source(
    "人口与计划生育统计指标解释 (explanation of population and family-planning indicators)",
    locator="孩次率、多孩率",
)
_OUT_OF_PLAN = Source("简明经济百科辞典, 山东人民出版社", locator="计划外生育率, p. 269")

FIRST_BIRTH_SHARE = Indicator(
    code="FIRST_BIRTH_SHARE",
    name="First-birth share",
    name_zh="一孩率",
    kind=Kind.PROPORTION,
    numerator="births of order 1",
    denominator="live births of the same period",
    unit="share of births",
    per=100,
    source=_STATISTICS_MANUAL,
    aliases=("share of births of order 1",),
    caution="Order counts children, not deliveries: 一孩率 is not 一胎率; twins are two orders.",
)
SECOND_BIRTH_SHARE = attrs.evolve(
    FIRST_BIRTH_SHARE,
    code="SECOND_BIRTH_SHARE",
    name="Second-birth share",
    name_zh="二孩率",
    numerator="births of order 2",
    aliases=("share of births of order 2",),
)
HIGHER_BIRTH_SHARE = attrs.evolve(
    FIRST_BIRTH_SHARE,
    code="HIGHER_BIRTH_SHARE",
    name="Higher-order birth share",
    name_zh="多孩率",
    numerator="births of order 3 and over",
    aliases=("多孩生育率", "share of births of order 3 and over"),
    caution="A share of births, not a fertility rate, although the field calls it 多孩生育率.",
)
OUT_OF_POLICY_SHARE = attrs.evolve(
    FIRST_BIRTH_SHARE,
    code="OUT_OF_POLICY_SHARE",
    name="Out-of-policy birth share",
    name_zh="计划外生育率",
    numerator="births that did not conform to the birth policy of their date and province",
    source=_OUT_OF_PLAN,
    aliases=("政策外生育率", "违法生育多孩率（湖南2017）"),
    caution="One less the conforming share; Hunan in 2017 called it 违法生育多孩率.",
)
OUT_OF_POLICY_HIGHER_SHARE = attrs.evolve(
    FIRST_BIRTH_SHARE,
    code="OUT_OF_POLICY_HIGHER_SHARE",
    name="Out-of-policy higher-order birth share",
    name_zh="政策外多孩率",
    numerator="births of order 3 and over that did not conform to policy",
    aliases=("计划外多孩率",),
    caution="Divided by all births; over the out-of-policy births alone it is far larger.",
)
HIGHER_OF_OUT_OF_POLICY = attrs.evolve(
    OUT_OF_POLICY_HIGHER_SHARE,
    code="HIGHER_OF_OUT_OF_POLICY",
    name="Higher-order share of out-of-policy births",
    name_zh="计划外出生多孩占比",
    denominator="births of the same period that did not conform to policy",
    unit="share of out-of-policy births",
    source=Source("Source report S2", locator="计划外生育多孩33人, of 253 births out of plan"),
    aliases=(),
    caution="Divided by the out-of-policy births; 政策外多孩率 divides by all births.",
)


@computes(
    FIRST_BIRTH_SHARE,
    SECOND_BIRTH_SHARE,
    HIGHER_BIRTH_SHARE,
    OUT_OF_POLICY_SHARE,
    OUT_OF_POLICY_HIGHER_SHARE,
    HIGHER_OF_OUT_OF_POLICY,
)
def birth_proportion(part: ArrayLike, *, births: ArrayLike) -> Numbers:
    """Births of one kind (an order, out of policy, both) as a share of all births.

    Parameters
    ----------
    part : array_like
        Births of the kind in the period.
    births : array_like
        All live births of the period, or those out of policy, as the indicator says.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there were no births.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    Source report S2: of 887 births 253 were out of plan, 33 of those of order 3 and over.

    >>> OUT_OF_POLICY_SHARE.publish(birth_proportion(253, births=887))
    '28.52%'
    >>> OUT_OF_POLICY_HIGHER_SHARE.publish(birth_proportion(33, births=887))
    '3.72%'
    """
    return proportion(part=part, births=births)


CBR_FIRST = Indicator(
    code="CBR_FIRST",
    name="First-birth crude rate",
    name_zh="一孩出生率",
    kind=Kind.RATE,
    numerator="births of order 1 in the period",
    denominator="average population of the period",
    unit="births per person",
    per=1000,
    source=Source("一孩出生率 (article on first-birth rates)", locator="definition"),
    caution="Not the first-birth share: it equals that share times the crude birth rate.",
)


@computes(CBR_FIRST)
def first_birth_rate(first_births: ArrayLike, *, population: ArrayLike) -> Numbers:
    """First births of a period per person of its average population.

    Parameters
    ----------
    first_births : array_like
        Births of order 1 in the period.
    population : array_like
        Average population of the period.

    Returns
    -------
    float or ndarray
        First births per person in the period; ``nan`` where the population is zero.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Equal to the first-birth share times the crude birth rate:

    >>> rate = first_birth_rate(2700, population=716_450)
    >>> share = birth_proportion(2700, births=3888)
    >>> round(rate, 12) == round(share * 3888 / 716_450, 12)
    True
    """
    return quotient(first_births=first_births, population=population)
