"""How complete the benefits of an area are: one index from the scores of its policies.

It scores what an area has built, never what any family receives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.errors import InvalidInputError, ShapeError
from famplan.formulas.arrays import Numbers, counts, plain, shares

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["benefit_policy_index"]

BENEFIT_INDEX = Indicator(
    code="BENEFIT_INDEX",
    name="Benefit-policy index",
    name_zh="利益导向政策建设指数",
    kind=Kind.INDEX,
    numerator="score of each policy, from 0 to 1, times its weight, summed over policies",
    denominator="none: the weights add up to one",
    unit="1 is complete",
    per=100,
    sign="",
    source=Source(
        "国家人口计生委, guidance on the reform of target management, attached indicators",
        locator="indicator 5",
        grade=Grade.OFFICIAL,
    ),
    caution="It rests on its weights: compare areas and years only where these are the same.",
)


@computes(BENEFIT_INDEX)
def benefit_policy_index(scores: ArrayLike, *, weights: ArrayLike) -> Numbers:
    """Weighted sum of the scores of an area's benefit policies.

    Parameters
    ----------
    scores : array_like
        Score of each policy, policies on the last axis: 0, 0.25, 0.5, 0.75 or 1, or a coverage
        share. Areas may stand in front.
    weights : array_like
        Weight of each policy, per one; they add up to one.

    Returns
    -------
    float or ndarray
        Between 0 and 1; ``nan`` where a score is unknown.

    Raises
    ------
    InvalidInputError
        A score above one, or weights that do not add up to one.
    ShapeError
        Not one weight for each policy.
    NegativeCountError
        A score or a weight below zero.

    Examples
    --------
    Three policies, of which the first is complete and the last covers 60 %.

    >>> round(benefit_policy_index([1, 0.75, 0.6], weights=[0.5, 0.3, 0.2]), 3)
    0.845
    """
    (reached,) = shares(scores=scores)
    (weight,) = counts(weights=weights)
    if weight.ndim != 1 or reached.shape[-1:] != weight.shape:
        raise ShapeError(
            "weights",
            f"shape {weight.shape} does not fit scores {reached.shape}",
            remedy="give one weight for each policy on the last axis of scores",
        )
    if not np.isclose(weight.sum(), 1, rtol=0, atol=1e-9):
        raise InvalidInputError(
            "weights", f"they add up to {weight.sum():g}, not to 1", remedy="divide by their sum"
        )
    return plain(np.asarray(reached @ weight))
