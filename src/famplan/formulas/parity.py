"""Women by the number of children they have borne, and births by order.

Parities 0, 1, 2 … stand on the last axis and the last group may be open ("5 and more").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import InvalidInputError, ShapeError
from famplan.formulas.arrays import FloatArray, Numbers, counts, divide, plain, proportion, rates

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "childless_proportion",
    "mean_parity",
    "parity_progression_ratio",
    "total_fertility_of_orders",
]

_PROGRESSION = Source(
    "IUSSP, Tools for Demographic Estimation",
    locator="Parity progression ratios",
    url="https://demographicestimation.iussp.org/content/parity-progression-ratios",
)
_DHS = Source("DHS-7 tabulation plan, chapter 5", locator="tables 5.4 and 5.9 (2018-09-05)")


def total_fertility_of_orders(by_order: ArrayLike) -> Numbers:
    """Total fertility rate as the sum of the order-specific ones.

    Parameters
    ----------
    by_order : array_like
        Total fertility rate of each birth order, orders on the last axis; the last order may be
        open, but none may be left out.

    Returns
    -------
    float or ndarray
        Births per woman.

    Raises
    ------
    NegativeCountError
        An entry is below zero.

    Warns
    -----
    ImplausibleRateWarning
        More than one birth of an order per woman: was it per 1,000?

    Examples
    --------
    China 2024: 628.79, 385.81 and 128.71 per 1,000 women, printed with the sum 1143.2.

    >>> round(total_fertility_of_orders([0.62879, 0.38581, 0.12871]), 5)
    1.14331
    """
    (order_rates,) = rates(by_order=by_order)
    return plain(order_rates.sum(axis=-1))


PPR = Indicator(
    code="PPR",
    name="Parity progression ratio",
    name_zh="孩次递进比",
    kind=Kind.PROPORTION,
    numerator="women with at least i + 1 children",
    denominator="women with at least i children",
    unit="share of women with i children",
    source=_PROGRESSION,
    aliases=("parity progression", "胎次递进比", "孩次递进率"),
    caution="Only of women past childbearing; younger women have not yet gone on.",
)


@computes(PPR)
def parity_progression_ratio(women_by_parity: ArrayLike) -> Numbers:
    """Share of the women with at least i children who went on to another.

    Parameters
    ----------
    women_by_parity : array_like
        Women past childbearing by the number of children borne: 0, 1, 2 …, the last group open.

    Returns
    -------
    ndarray
        From 0 to 1, from 1 to 2 … child, one fewer than there are groups; ``nan`` where no woman
        got so far.

    Raises
    ------
    ShapeError
        Fewer than two parities.
    NegativeCountError
        A count is below zero.

    Examples
    --------
    A thousand women, of whom 100 have no child, 200 one, 400 two, 200 three, 100 more.

    >>> parity_progression_ratio([100, 200, 400, 200, 100]).round(3)
    array([0.9  , 0.778, 0.429, 0.333])
    """
    women = _parities(women_by_parity)
    at_least = np.cumsum(women[..., ::-1], axis=-1)[..., ::-1]
    return divide(at_least[..., 1:], at_least[..., :-1])


def _parities(women_by_parity: ArrayLike) -> FloatArray:
    (women,) = counts(women_by_parity=women_by_parity)
    if women.ndim == 0 or women.shape[-1] <= 1:
        raise ShapeError(
            "women_by_parity",
            "fewer than two parities",
            remedy="give women with 0, 1, 2 … children on the last axis",
        )
    return women


MEAN_PARITY = Indicator(
    code="MEAN_PARITY",
    name="Mean number of children ever born",
    name_zh="平均曾生子女数",
    kind=Kind.MEAN,
    numerator="children ever born to the women",
    denominator="women, the childless ones included",
    unit="children per woman",
    source=_DHS,
    aliases=("mean parity", "平均活产子女数", "平均孩次"),
    caution="Women whose parity is not stated are often childless ones.",
)


@computes(MEAN_PARITY)
def mean_parity(women_by_parity: ArrayLike, *, last_parity: ArrayLike) -> Numbers:
    """Children borne per woman, from women by number of children.

    Parameters
    ----------
    women_by_parity : array_like
        Women by the number of children borne: 0, 1, 2 …, the last group may be open.
    last_parity : array_like
        Mean number of children of the women of the last group, 5.8 for "5 and more" for example;
        the number itself where the group is not open. No default: a guess would be hidden.

    Returns
    -------
    float or ndarray
        Children per woman; ``nan`` where there are no women.

    Raises
    ------
    InvalidInputError
        `last_parity` is below the number of children that defines the last group.
    ShapeError, NegativeCountError
        Fewer than two parities, or a count below zero.

    Examples
    --------
    >>> mean_parity([100, 200, 400, 200, 100], last_parity=4.5)
    2.05
    """
    women = _parities(women_by_parity)
    last, total = counts(last_parity=last_parity, women_by_parity=women.sum(axis=-1))
    least = women.shape[-1] - 1
    if (last < least).any():
        raise InvalidInputError(
            "last_parity", f"{last.min():g} is below {least}, the last group's fewest children"
        )
    children = (women[..., :-1] * np.arange(least)).sum(axis=-1) + women[..., -1] * last
    return divide(children, total)


CHILDLESS = Indicator(
    code="CHILDLESS",
    name="Proportion childless",
    name_zh="未生育比例",
    kind=Kind.PROPORTION,
    numerator="women who have borne no child",
    denominator="women of the same ages",
    unit="share of women",
    per=100,
    source=_DHS,
    aliases=("childlessness", "无子女妇女比例", "终身未生育率"),
    caution="Lifelong childlessness only for women past childbearing, 40–49 or 45–49.",
)


@computes(CHILDLESS)
def childless_proportion(childless: ArrayLike, *, women: ArrayLike) -> Numbers:
    """Women who have borne no child as a share of the women of their ages.

    Parameters
    ----------
    childless : array_like
        Women who have borne no child.
    women : array_like
        All women of the same ages whose number of children is known.

    Returns
    -------
    float or ndarray
        Share of women; ``nan`` where there are none.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More childless women than women, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> CHILDLESS.publish(childless_proportion(100, women=1000))
    '10.00%'
    """
    return proportion(childless=childless, women=women)
