"""Rules that funding must keep: growth against a yardstick, parity between groups.

Each rule is judged on amounts of areas. `famplan.formulas.funding.amounts` has the amounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, divide, numbers, plain, quotient
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "GrowthRule",
    "funding_growth",
    "keeps_growth_rule",
    "per_head_parity",
]

_REPORTS = Source(
    "Work reports S1 and S3 (2006–2011)",
    locator="funding rules F03 and F07, and the growth floor of S3.7",
    grade=Grade.SECONDARY,
)

FUNDING_GROWTH = Indicator(
    code="FUNDING_GROWTH",
    name="Growth of funding",
    name_zh="经费年增长率",
    aliases=("计生经费增长幅度", "投入增长幅度"),
    kind=Kind.CHANGE,
    numerator="funding of this period less that of the one before",
    denominator="funding of the period before",
    unit="per one and period",
    per=100,
    source=_REPORTS,
    caution="Compare periods of equal length: a half-year with the same half-year.",
)


@computes(FUNDING_GROWTH)
def funding_growth(current: ArrayLike, *, previous: ArrayLike) -> Numbers:
    """Relative change of an amount from one period to the next.

    Parameters
    ----------
    current, previous : array_like
        Amounts of this period and of the one before.

    Returns
    -------
    float or ndarray
        Change per one of the amount before; ``nan`` where that is zero or unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        An amount is below zero, or the shapes do not match.

    Examples
    --------
    Report S3.4: funding per head rises from 10 to 22 yuan.

    >>> FUNDING_GROWTH.publish(funding_growth(22, previous=10), decimals=0)
    '120%'
    """
    now, before = counts(current=current, previous=previous)
    return divide(now - before, before)


GrowthRule: TypeAlias = Literal["above", "at least"]
"""How growth must stand to its yardstick: strictly above it, or not below it."""

GROWTH_RULE = Indicator(
    code="GROWTH_RULE",
    name="Growth rule kept",
    name_zh="经费增长要求达标",
    aliases=("投入增幅高于收入增幅",),
    kind=Kind.INDEX,
    numerator="1 where growth keeps the rule, 0 where it does not",
    denominator="none",
    unit="1 or 0",
    source=_REPORTS,
    caution="'Above revenue growth' is strict; 'not less than 5 %' is kept by 5 % exactly.",
)


@computes(GROWTH_RULE)
def keeps_growth_rule(growth: ArrayLike, *, yardstick: ArrayLike, rule: GrowthRule) -> Numbers:
    """Whether the growth of areas keeps a rule: 1 or 0, and ``nan`` where it is unknown.

    The mean over areas is the share of them that keep the rule.

    Parameters
    ----------
    growth : array_like
        Growth of funding, per one; may be negative.
    yardstick : array_like
        Growth of regular revenue, or the floor that is set, per one.
    rule : {"above", "at least"}
        Whether growth must exceed the yardstick or only reach it.

    Returns
    -------
    float or ndarray
        1.0, 0.0 or ``nan``.

    Raises
    ------
    DefinitionError
        Another rule.

    Examples
    --------
    Funding must grow faster than revenue (F03), and by 5 % a year at least (I98).

    >>> from famplan.catalogue.facts import fact
    >>> keeps_growth_rule([0.08, 0.05], yardstick=[0.07, 0.05], rule="above")
    array([1., 0.])
    >>> keeps_growth_rule(0.05, yardstick=fact("funding_growth_floor").value, rule="at least")
    1.0
    """
    one_of(rule, get_args(GrowthRule), argument="rule")
    rise, mark = numbers(growth=growth, yardstick=yardstick)
    kept = rise > mark if rule == "above" else rise >= mark
    return plain(np.asarray(np.where(np.isnan(rise + mark), np.nan, kept)))


FUNDING_PARITY = Indicator(
    code="FUNDING_PARITY",
    name="Parity of funding for migrants",
    name_zh="流入人口人均经费均等比",
    aliases=("同等投入水平",),
    kind=Kind.RATIO,
    numerator="funding per in-migrant",
    denominator="funding per registered person",
    unit="1 is parity",
    source=_REPORTS,
    caution="Compare amounts per head of the same services and period.",
)


@computes(FUNDING_PARITY)
def per_head_parity(migrants: ArrayLike, *, registered: ArrayLike) -> Numbers:
    """Funding per in-migrant over funding per registered person.

    Parameters
    ----------
    migrants, registered : array_like
        Amounts per head, see `funding_per_head`.

    Returns
    -------
    float or ndarray
        1 at parity, below 1 where migrants get less; ``nan`` where the registered get nothing.

    Raises
    ------
    NegativeCountError, ShapeError
        An amount is below zero, or the shapes do not match.

    Examples
    --------
    >>> per_head_parity(24, registered=30)
    0.8
    """
    return quotient(migrants=migrants, registered=registered)
