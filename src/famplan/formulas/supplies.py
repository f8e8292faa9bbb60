"""The ledger of contraceptive supplies: its balance, and how long the stock lasts.

Quantities are of one product in one unit (cycles, pieces, doses); products do not add up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, plain, proportion, quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "closing_stock",
    "ledger_residual",
    "months_of_stock",
    "stock_out_proportion",
    "wastage_proportion",
]

_LEDGER = Source(
    "药具台账 (supply ledger; work report S4)",
    locator="the ledger is named; the balance is bookkeeping",
    grade=Grade.MEMORY,
)
_LOGISTICS = Source(
    "Government of Pakistan, Logistics Management Information System: indicator definitions",
    locator="Months of Stock (Contraceptives Logistics Manual, ch. 6)",
    url="http://c.lmis.gov.pk:80/public/html/indicator_definitions.php",
    grade=Grade.OFFICIAL,
)
_STOCK_OUT = Source(
    "Data for Impact, Family Planning and Reproductive Health Indicators Database",
    locator="Stockout rate at service delivery points",
    url="https://www.data4impactproject.org/prh/health-systems/supply-chain/stockout-rate-at-service-delivery-points/",
    grade=Grade.SECONDARY,
)

CLOSING_STOCK = Indicator(
    code="CLOSING_STOCK",
    name="Closing stock of supplies",
    name_zh="药具期末库存",
    kind=Kind.BALANCE,
    numerator="opening stock + received − issued − lost − expired",
    denominator="none: a balance",
    unit="units of the product",
    source=_LEDGER,
    caution="Below zero it shows a fault of the ledger: more went out than there was.",
)


@computes(CLOSING_STOCK)
def closing_stock(
    opening: ArrayLike,
    *,
    received: ArrayLike,
    issued: ArrayLike,
    lost: ArrayLike,
    expired: ArrayLike,
) -> Numbers:
    """Stock that must be left at the end of a period.

    Parameters
    ----------
    opening : array_like
        Stock at the start.
    received, issued, lost, expired : array_like
        What came in and what went out in the period. Write 0 where nothing was lost: an entry
        left out would be unknown, not zero.

    Returns
    -------
    float or ndarray
        Units of the product; ``nan`` where an entry is unknown.

    Raises
    ------
    NegativeCountError, ShapeError
        An entry is below zero, or the shapes do not match.

    Examples
    --------
    >>> closing_stock(12_000, received=6000, issued=7500, lost=40, expired=260)
    10200.0
    """
    start, came, went, gone, old = counts(
        opening=opening, received=received, issued=issued, lost=lost, expired=expired
    )
    return plain(start + came - went - gone - old)


LEDGER_RESIDUAL = Indicator(
    code="LEDGER_RESIDUAL",
    name="Residual of the supply ledger",
    name_zh="药具台账差额",
    kind=Kind.BALANCE,
    numerator="stock counted at the end less the stock the ledger leaves",
    denominator="none: a balance",
    unit="units of the product",
    source=_LEDGER,
    caution="Zero does not prove the ledger right: two faults may cancel.",
)


@computes(LEDGER_RESIDUAL)
def ledger_residual(  # noqa: PLR0913 - the six entries of a ledger
    closing: ArrayLike,
    *,
    opening: ArrayLike,
    received: ArrayLike,
    issued: ArrayLike,
    lost: ArrayLike,
    expired: ArrayLike,
) -> Numbers:
    """Stock counted at the end less the stock that the ledger leaves.

    Parameters
    ----------
    closing : array_like
        Stock counted, or stated, at the end of the period.
    opening, received, issued, lost, expired : array_like
        The entries of the ledger, see `closing_stock`.

    Returns
    -------
    float or ndarray
        Zero where the ledger balances, negative where stock is missing.

    Raises
    ------
    NegativeCountError, ShapeError
        An entry is below zero, or the shapes do not match.

    Examples
    --------
    >>> ledger_residual(10_150, opening=12_000, received=6000, issued=7500, lost=40, expired=260)
    -50.0
    """
    (counted,) = counts(closing=closing)
    left = closing_stock(opening, received=received, issued=issued, lost=lost, expired=expired)
    return plain(counted - left)


MONTHS_OF_STOCK = Indicator(
    code="MONTHS_OF_STOCK",
    name="Months of stock",
    name_zh="药具库存可用月数",
    kind=Kind.RATIO,
    numerator="usable stock on hand",
    denominator="average monthly consumption",
    unit="months",
    source=_LOGISTICS,
    caution="Months without supply lower the average consumption and flatter the stock.",
)


@computes(MONTHS_OF_STOCK)
def months_of_stock(stock: ArrayLike, *, monthly_consumption: ArrayLike) -> Numbers:
    """Months that the stock lasts at the usual consumption.

    Parameters
    ----------
    stock : array_like
        Usable stock on hand.
    monthly_consumption : array_like
        Average consumption of a month, as a rule of the last three months with any.

    Returns
    -------
    float or ndarray
        Months; ``nan`` where nothing is consumed.

    Raises
    ------
    NegativeCountError, ShapeError
        A quantity is below zero, or the shapes do not match.

    Examples
    --------
    >>> months_of_stock(10_200, monthly_consumption=2500)
    4.08
    """
    return quotient(stock=stock, monthly_consumption=monthly_consumption)


STOCK_OUT = Indicator(
    code="STOCK_OUT",
    name="Stock-out share of facilities",
    name_zh="药具断货率",
    aliases=("stockout rate",),
    kind=Kind.PROPORTION,
    numerator="facilities without stock of the product on the day of the count",
    denominator="facilities that offer the product and were counted",
    unit="share of facilities",
    per=100,
    source=_STOCK_OUT,
    caution="On the day, or at any time in a period: the second is the higher.",
)


@computes(STOCK_OUT)
def stock_out_proportion(stocked_out: ArrayLike, *, facilities: ArrayLike) -> Numbers:
    """Share of facilities that have none of a product they offer.

    Parameters
    ----------
    stocked_out, facilities : array_like
        Facilities without the product, and all that offer it.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where no facility offers it.

    Raises
    ------
    PartExceedsWholeError
        More without the product than facilities.

    Examples
    --------
    >>> round(stock_out_proportion(4, facilities=96), 4)
    0.0417
    """
    return proportion(stocked_out=stocked_out, facilities=facilities)


WASTAGE = Indicator(
    code="WASTAGE",
    name="Wastage share of supplies",
    name_zh="药具损耗率",
    aliases=("药具报废率",),
    kind=Kind.PROPORTION,
    numerator="units lost or expired in the period",
    denominator="units available in the period: opening stock and received",
    unit="share of units",
    per=100,
    source=_LEDGER,
    caution="Over units issued instead of units available it comes out higher.",
)


@computes(WASTAGE)
def wastage_proportion(
    lost: ArrayLike, *, expired: ArrayLike, opening: ArrayLike, received: ArrayLike
) -> Numbers:
    """Share of the units available in a period that were lost or expired.

    Parameters
    ----------
    lost, expired : array_like
        Units that went without being used.
    opening, received : array_like
        Stock at the start, and what came in.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there was nothing to waste.

    Raises
    ------
    PartExceedsWholeError
        More wasted than available.

    Examples
    --------
    >>> round(wastage_proportion(40, expired=260, opening=12_000, received=6000), 4)
    0.0167
    """
    gone, old, start, came = counts(lost=lost, expired=expired, opening=opening, received=received)
    return proportion(wasted=gone + old, available=start + came)
