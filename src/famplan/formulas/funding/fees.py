"""The social maintenance fee: totals of areas inside the window in which it was law.

The fee was law from 1 September 2002 up to and including 19 August 2021. Totals, averages and
collection rates of that window can be recomputed from published figures; a period that leaves it
is an error. There is no calculator of what anybody would have to pay.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.catalogue.facts import fact
from famplan.errors import OutsideWindowError
from famplan.formulas.arrays import Numbers, counts, plain, proportion, quotient
from famplan.formulas.choices import one_of
from famplan.model.period import Period

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["FeeBasis", "FeeYears", "average_fee", "fee_collection_proportion", "fee_total"]

FeeBasis: TypeAlias = Literal["amount", "cases"]
"""What a collection rate counts: yuan, or cases paid in full."""

FeeYears: TypeAlias = Literal["current", "prior"]
"""Whose assessments: those of the period itself, or those left from the years before."""

# The definitions' window. The functions read it from the fact, which a test holds equal to these
# two: reading the fact while importing would cost every user the time.
_SINCE, _UNTIL = date(2002, 9, 1), date(2021, 8, 20)

_ORDER = Source(
    "社会抚养费征收管理办法 (State Council Order 357)",
    locator="window only; the rate has no formula there",
    grade=Grade.MEMORY,
)
_REPORT = Source(
    "Work report S2 (a county, October–December 2008)",
    locator="征收社会抚养费13.4万元",
    grade=Grade.SECONDARY,
)

FEE_TOTAL = Indicator(
    code="FEE_TOTAL",
    name="Social maintenance fees collected",
    name_zh="社会抚养费征收额",
    kind=Kind.COUNT,
    numerator="yuan collected in the period by all areas",
    denominator="none: a sum",
    unit="yuan",
    source=_REPORT,
    caution="Collected in the period, whenever it was assessed.",
    since=_SINCE,
    until=_UNTIL,
)


@computes(FEE_TOTAL)
def fee_total(amounts: ArrayLike, *, period: Period | str) -> Numbers:
    """Sum of the fees that areas collected in a period.

    Parameters
    ----------
    amounts : array_like
        Yuan collected, one for each area on the last axis; a single number is its own total.
    period : Period or str
        When they were collected, or its label.

    Returns
    -------
    float or ndarray
        Yuan; ``nan`` where one amount is unknown.

    Raises
    ------
    OutsideWindowError
        The period leaves the window of the law.
    NegativeCountError
        An amount is below zero.

    Examples
    --------
    >>> fee_total([134_000, 86_500], period="SY2009Q1")
    220500.0
    >>> fee_total([134_000, 86_500], period="2021")
    Traceback (most recent call last):
    ...
    famplan.errors.OutsideWindowError: period: 2021 leaves the window from 2002-09-01 up to, \
not including, 2021-08-20 of the social maintenance fee (State Council Order 357); give a period \
inside it
    """
    _check_window(period)
    (collected,) = counts(amounts=amounts)
    return plain(np.asarray(collected.sum(axis=-1))) if collected.ndim else plain(collected)


FEE_AVERAGE = Indicator(
    code="FEE_AVERAGE",
    name="Average social maintenance fee collected per case",
    name_zh="社会抚养费例均征收额",
    kind=Kind.MEAN,
    numerator="yuan collected in the period",
    denominator="cases, or out-of-policy births, of the period (total of the area)",
    unit="yuan per case",
    source=_REPORT,
    caution="A ratio of two totals: payments of earlier cases are in it, and no case paid it.",
    since=_SINCE,
    until=_UNTIL,
)


@computes(FEE_AVERAGE)
def average_fee(amount: ArrayLike, *, cases: ArrayLike, period: Period | str) -> Numbers:
    """Fees collected by an area over its number of cases.

    Parameters
    ----------
    amount : array_like
        Yuan collected in the period.
    cases : array_like
        Number of cases, or of out-of-policy births, of the period.
    period : Period or str
        The period of both, or its label.

    Returns
    -------
    float or ndarray
        Yuan per case; ``nan`` where there was none.

    Raises
    ------
    OutsideWindowError
        The period leaves the window of the law.
    NegativeCountError, ShapeError
        A number below zero, or shapes that do not match.

    Examples
    --------
    Report S2: 134,000 yuan and 253 out-of-policy births in the first quarter of SY2009.

    >>> round(average_fee(134_000, cases=253, period="SY2009Q1"), 2)
    529.64
    """
    _check_window(period)
    return quotient(amount=amount, cases=cases)


FEE_COLLECTION = Indicator(
    code="FEE_COLLECTION",
    name="Social maintenance fee collection rate",
    name_zh="社会抚养费征收率",
    aliases=("征收率", "社会抚养费征收到位率", "征收到位率"),
    kind=Kind.PROPORTION,
    numerator="yuan collected, or cases paid in full",
    denominator="yuan assessed, or cases assessed, of the same years",
    unit="share of yuan or of cases",
    per=100,
    source=_ORDER,
    variants=(
        Variant('basis="amount"', "yuan collected ÷ yuan assessed (also called 到位率)"),
        Variant('basis="cases"', "cases paid in full ÷ cases assessed"),
        Variant('years="current"', "assessments of the period (当年)"),
        Variant('years="prior"', "assessments left unpaid from the years before (历年)"),
    ),
    caution="Receipts of all years over this year's assessments are neither rate.",
    since=_SINCE,
    until=_UNTIL,
)


@computes(FEE_COLLECTION)
def fee_collection_proportion(
    collected: ArrayLike,
    *,
    assessed: ArrayLike,
    basis: FeeBasis,
    years: FeeYears,
    period: Period | str,
) -> Numbers:
    """Share of the fees assessed in an area that was collected.

    Parameters
    ----------
    collected, assessed : array_like
        Yuan collected and assessed, or cases paid in full and assessed; totals of areas.
    basis : {"amount", "cases"}
        What both count. There is no default: the field uses either.
    years : {"current", "prior"}
        Whose assessments both belong to. There is no default: they are judged apart.
    period : Period or str
        When they were collected, or its label.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nothing was assessed.

    Raises
    ------
    DefinitionError
        Another basis, or other years.
    OutsideWindowError
        The period leaves the window of the law.
    PartExceedsWholeError
        More collected than assessed: receipts of other years are mixed in.

    Examples
    --------
    >>> fee_collection_proportion(620_000, assessed=1_000_000, basis="amount", years="current",
    ...                     period="SY2007")
    0.62
    """
    one_of(basis, get_args(FeeBasis), argument="basis")
    one_of(years, get_args(FeeYears), argument="years")
    _check_window(period)
    return proportion(collected=collected, assessed=assessed)


def _check_window(period: Period | str) -> None:
    span = period if isinstance(period, Period) else Period.parse(period)
    order = fact("social_maintenance_fee_order")
    first, beyond = order.since or date.min, order.until or date.max
    if first <= span.start and span.stop <= beyond:
        return
    raise OutsideWindowError(
        "period",
        f"{span} leaves the window from {first} up to, not including, {beyond} of the "
        f"social maintenance fee (State Council Order {order.value:g})",
        remedy="give a period inside it",
    )
