"""Contraception after a birth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["postpartum_use_proportion"]

PPFP = Indicator(
    code="PPFP",
    name="Postpartum family planning",
    name_zh="产后避孕率",
    kind=Kind.PROPORTION,
    numerator="women who began a method (or used none) within so many months of their latest birth",
    denominator="women whose latest birth was 12 to 59 months before the interview",
    unit="share of women",
    per=100,
    source=Source(
        "DHS Contraceptive Calendar Tutorial",
        locator="Example 3",
        url="https://github.com/iamnarendrasingh/DHS-Contraceptive-Calendar-Tutorial",
    ),
    caution="A method taken up after the next pregnancy does not count, and births of the last "
    "months cannot: their months after the birth have not all been seen.",
)


@computes(PPFP)
def postpartum_use_proportion(users: ArrayLike, *, with_birth: ArrayLike) -> Numbers:
    """Women who used a method soon after their latest birth as a share of those with a birth.

    Parameters
    ----------
    users : array_like
        Women who began a method within the months, or none at all, or one of a kind.
    with_birth : array_like
        Women whose latest birth lies in the window.

    Returns
    -------
    float or ndarray
        Share of women; ``nan`` where there are none.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        More users than women, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> round(postpartum_use_proportion(271.633399, with_birth=2930.3127), 4)
    0.0927
    """
    return proportion(users=users, with_birth=with_birth)
