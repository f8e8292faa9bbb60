"""Split age groups into single ages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.errors import AgeGroupsError, DefinitionError, InvalidInputError
from famplan.formulas.arrays import ages_last
from famplan.formulas.arrays import counts as read_counts
from famplan.formulas.choices import one_of
from famplan.model.age import AgeGroups, as_age_groups
from famplan.projection.graduation.age_counts import AgeCounts
from famplan.projection.graduation.multipliers import FEWEST_GROUPS, multiplier_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from famplan.formulas.arrays import FloatArray

__all__ = ["Graduation", "Negatives", "graduate"]

Graduation: TypeAlias = Literal[
    "beers-modified", "beers-ordinary", "monotone", "pro-rata", "sprague", "uniform"
]
"""Ways of splitting age groups into single ages."""

Negatives: TypeAlias = Literal["refuse", "monotone", "keep"]
"""What becomes of groups in which multipliers give some age less than nobody."""

_MULTIPLIERS = {"beers-modified", "beers-ordinary", "sprague"}


def graduate(  # noqa: PLR0913 - what may be chosen is said by name
    counts: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    method: Graduation,
    pattern: ArrayLike | None = None,
    keep_totals: bool = True,
    negatives: Negatives = "refuse",
) -> AgeCounts:
    """Split age groups into single ages; the open group stays as it is.

    Parameters
    ----------
    counts : array_like
        Persons or events by age group, ages on the last axis.
    ages : AgeGroups or sequence of str
        The groups. Multipliers need at least five closed groups of five years (0 and 1–4 count as
        one, and keep their own totals); the other methods take any widths.
    method : str
        ``"sprague"``, ``"beers-ordinary"`` and ``"beers-modified"`` are multipliers of five
        neighbouring groups; ``"monotone"`` runs a monotone cubic through the cumulated counts and
        never falls below zero; ``"uniform"`` gives each age of a group the same; ``"pro-rata"``
        follows `pattern`.
    pattern : array_like, optional
        For ``"pro-rata"``: counts by single age whose shares within each group are used, such as a
        population of another year.
    keep_totals : bool
        Let the single ages of each group add up to the group. Beers' modified formula is meant to
        smooth between groups; ``False`` leaves it to.
    negatives : {"refuse", "monotone", "keep"}
        What to do where multipliers give a negative count, as they may at high ages: refuse, take
        the monotone cubic for such a group, or keep it.

    Returns
    -------
    AgeCounts
        Counts by single age, and the method.

    Raises
    ------
    AgeGroupsError
        Groups that the method cannot split, or another number of counts than groups.
    InvalidInputError
        A negative result, where those are refused.
    NegativeCountError, DefinitionError
        A count below zero, no such method, or a pattern that is missing or not used.

    Examples
    --------
    >>> ages = ["0–4", "5–9", "10–14", "15–19", "20–24", "25+"]
    >>> single = graduate([74, 68, 61, 52, 45, 300], ages=ages, method="sprague")
    >>> single.counts[:5].round(2)
    array([15.27, 15.03, 14.8 , 14.57, 14.33])
    """
    one_of(method, get_args(Graduation), argument="method")
    one_of(negatives, get_args(Negatives), argument="negatives")
    groups = as_age_groups(ages)
    (given,) = read_counts(counts=counts)
    ages_last(groups, counts=given)
    if (pattern is None) == (method == "pro-rata"):
        problem = "is missing" if pattern is None else f"is not used by {method!r}"
        raise DefinitionError(
            "pattern", problem, remedy='give it with method="pro-rata", and only there'
        )
    closed = AgeGroups(groups.bounds)
    whole, rest = given[..., : len(closed)], given[..., len(closed) :]
    split = _split(whole, closed, method=method, pattern=pattern)
    name = str(method)
    if method in _MULTIPLIERS:
        split = _kept(split, whole, closed) if keep_totals else split
        name += "" if keep_totals else ", totals not kept"
        split, replaced = _without_negatives(split, whole, closed, negatives)
        name += ", monotone where negative" if replaced else ""
    rest = np.broadcast_to(rest, (*split.shape[:-1], rest.shape[-1]))
    single = AgeGroups(
        tuple(range(closed.bounds[0], closed.bounds[-1] + 1)), open_end=groups.open_end
    )
    return AgeCounts(counts=np.concatenate([split, rest], axis=-1), ages=single, method=name)


def _split(
    whole: FloatArray, ages: AgeGroups, *, method: Graduation, pattern: ArrayLike | None
) -> FloatArray:
    if method in _MULTIPLIERS:
        return _multiplied(whole, ages, method)
    if method == "monotone":
        return _monotone(whole, ages)
    if method == "uniform":
        even = whole / ages.widths
        return np.asarray(even[..., _group_of_each(ages)])
    (model,) = read_counts(pattern=pattern if pattern is not None else [])
    length = ages.bounds[-1] - ages.bounds[0]
    if model.ndim == 0 or model.shape[-1] not in {length, length + 1}:
        raise AgeGroupsError(
            "pattern",
            f"shape {model.shape} for {length} single ages",
            remedy="give one entry for each closed single age",
        )
    shape = np.broadcast_shapes(model.shape[:-1], whole.shape[:-1])
    return _kept(np.broadcast_to(model[..., :length], (*shape, length)), whole, ages)


def _group_of_each(ages: AgeGroups) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(ages)), ages.widths.astype(int))


def _multiplied(whole: FloatArray, ages: AgeGroups, method: str) -> FloatArray:
    bounds = ages.bounds
    if bounds[:3] == (0, 1, 5):
        whole = np.concatenate([whole[..., :1] + whole[..., 1:2], whole[..., 2:]], axis=-1)
        bounds = (0, *bounds[2:])
    widths = np.diff(bounds)
    if (widths != 5).any() or len(widths) < FEWEST_GROUPS:  # noqa: PLR2004 - five-year groups
        raise AgeGroupsError(
            "ages",
            f"{method} splits at least {FEWEST_GROUPS} closed groups of five years; these are "
            f"{', '.join(ages.labels)}",
            remedy='method="monotone" or "uniform" takes any widths',
        )
    matrix = multiplier_matrix(method, groups=len(widths))
    known = np.isfinite(whole)
    split = np.where(known, whole, 0.0) @ matrix.T
    # An unknown group hides the ages that look at it, and no others.
    hidden = (~known).astype(float) @ (matrix != 0).astype(float).T > 0
    return np.asarray(np.where(hidden, np.nan, split))


def _monotone(whole: FloatArray, ages: AgeGroups) -> FloatArray:
    from scipy.interpolate import PchipInterpolator  # noqa: PLC0415 - scipy is heavy

    known = np.isfinite(whole).all(axis=-1, keepdims=True)
    reached = np.cumsum(np.where(known, whole, 0.0), axis=-1)
    reached = np.concatenate([np.zeros_like(reached[..., :1]), reached], axis=-1)
    curve = PchipInterpolator(np.array(ages.bounds, dtype=float), reached, axis=-1)
    steps = np.arange(ages.bounds[0], ages.bounds[-1] + 1)
    # Rounding may leave less than nothing where a group is empty.
    split = np.maximum(np.diff(curve(steps), axis=-1), 0.0)
    return _kept(np.where(known, split, np.nan), whole, ages)


def _kept(split: FloatArray, whole: FloatArray, ages: AgeGroups) -> FloatArray:
    """Let the single ages of each group add up to the group."""
    group = _group_of_each(ages)
    starts = np.concatenate([[0], np.cumsum(ages.widths.astype(int))[:-1]])
    sums = np.add.reduceat(split, starts, axis=-1)
    usable = (sums > 0) | np.isnan(sums)
    factor = whole / np.where(usable, sums, 1.0)
    even = (whole / ages.widths)[..., group]
    return np.where(usable[..., group], split * factor[..., group], even)


def _without_negatives(
    split: FloatArray, whole: FloatArray, ages: AgeGroups, negatives: Negatives
) -> tuple[FloatArray, bool]:
    low = split < 0
    if negatives == "keep" or not low.any():
        return split, False
    if negatives == "refuse":
        place = tuple(np.argwhere(low)[0])
        row = f" of row {tuple(map(int, place[:-1]))}" if len(place) > 1 else ""
        raise InvalidInputError(
            f"counts at age {int(place[-1]) + ages.bounds[0]}{row}",
            f"multipliers give {split[place]:.4g}",
            remedy='use method="monotone", or negatives="monotone" for such groups alone',
        )
    starts = np.concatenate([[0], np.cumsum(ages.widths.astype(int))[:-1]])
    fails = np.add.reduceat(low, starts, axis=-1) > 0
    return np.where(fails[..., _group_of_each(ages)], _monotone(whole, ages), split), True
