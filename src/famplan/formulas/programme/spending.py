"""Spending on family planning by who pays: the government, donors, households.

Amounts are in one currency and of one year; nothing is corrected for prices.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, divide, proportion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

__all__ = ["spending_proportion", "spending_shares"]

_share = partial(
    Indicator,
    kind=Kind.PROPORTION,
    denominator="spending on family planning from all sources",
    unit="share of spending",
    per=100,
    source=Source(
        "Data for Impact, Annual expenditure on family planning from government domestic budget",
        locator="definition of expenditure; the share of the total is arithmetic",
        url="https://data4impactproject.org/prh/health-systems/family-planning-financing/annual-expenditure-on-family-planning-from-government-domestic-budget-us",
    ),
)

_BY_PAYER = (
    _share(
        code="FP_SPENDING_DOMESTIC",
        name="Domestic government share of family planning spending",
        name_zh="政府国内计划生育支出占比",
        numerator="disbursements of all levels of government from domestic revenue: commodities, "
        "logistics, services, management, programme costs",
        caution="Donors' money that passes through the budget is not domestic.",
    ),
    _share(
        code="FP_SPENDING_DONOR",
        name="Donor share of family planning spending",
        name_zh="捐助方计划生育支出占比",
        numerator="disbursements of donors",
        caution="Disbursed, not committed: commitments come years before.",
    ),
    _share(
        code="FP_SPENDING_HOUSEHOLD",
        name="Household share of family planning spending",
        name_zh="家庭自付计划生育支出占比",
        numerator="what households pay themselves",
        caution="Where nobody asked households, it is unknown and not zero, and so is the total.",
    ),
)


@computes(*_BY_PAYER)
def spending_proportion(spent: ArrayLike, *, total: ArrayLike) -> Numbers:
    """Share of the spending on family planning that one payer bears.

    Parameters
    ----------
    spent : array_like
        What the payer spent.
    total : array_like
        What all spent, the payer among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nothing was spent.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, an amount below zero, or shapes that do not match.

    Examples
    --------
    >>> spending_proportion(30e6, total=120e6)
    0.25
    """
    return proportion(spent=spent, total=total)


def spending_shares(spent: Mapping[str, ArrayLike]) -> dict[str, Numbers]:
    """Share of every payer at once.

    Parameters
    ----------
    spent : mapping of str to array_like
        What each payer spent; all payers, or the shares are not of the total.

    Returns
    -------
    dict of str to float or ndarray
        Shares that add up to 1; ``nan`` where a payer's spending is unknown or nothing was spent.

    Raises
    ------
    NegativeCountError, ShapeError
        An amount below zero, or shapes that do not match.

    Examples
    --------
    >>> spending_shares({"domestic government": 30, "donors": 60, "households": 30})
    {'domestic government': 0.25, 'donors': 0.5, 'households': 0.25}
    """
    arrays = counts(**spent)
    total = np.asarray(sum(arrays, start=np.zeros(())))
    return {name: divide(array, total) for name, array in zip(spent, arrays, strict=True)}
