"""What is ranked, read and checked: counts, evidence, levels, seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from famplan.assessment.measures import Evidence
from famplan.assessment.ranking.area_counts import AreaCounts
from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.formulas.arrays import FloatArray, counts, proportion
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

__all__ = [
    "First",
    "check_level",
    "check_whole",
    "read_areas",
    "read_evidence",
    "read_generator",
]

First: TypeAlias = Literal["highest", "lowest"]
"""Which figure has rank 1."""

_CHANCE = (Evidence.RATE, Evidence.COUNT, Evidence.PROPORTION, Evidence.RATIO)


def read_areas(
    cases: ArrayLike,
    base: ArrayLike | None = None,
    *,
    areas: Sequence[str],
    evidence: Evidence | str,
) -> AreaCounts:
    """Read the counts of areas.

    Parameters
    ----------
    cases : array_like
        Events, cases, or the first count of a ratio; whole numbers, unknown where ``nan``.
    base : array_like, optional
        Exposure of a rate, the whole of a proportion, the other count of a ratio; nothing for
        counts.
    areas : sequence of str
        Names or codes of the areas, each once.
    evidence : Evidence or str
        What stands behind the figures: ``"rate"``, ``"proportion"``, ``"ratio"``, ``"count"``.

    Returns
    -------
    AreaCounts
        The same, checked.

    Raises
    ------
    DefinitionError
        Evidence in which there is no chance; a base where there is none, or none where one is
        needed; an area that stands twice.
    InvalidInputError
        A count that is not whole.
    NegativeCountError, PartExceedsWholeError, ShapeError
        Below zero, a part above its whole, or as many areas as there are not counts.

    Examples
    --------
    >>> read_areas([3, None], [100, 80], areas=["A", "B"], evidence="rate").known
    array([ True, False])
    """
    kind = read_evidence(evidence)
    if (base is None) != (kind is Evidence.COUNT):
        problem = "a count has no exposure" if base is not None else f"a {kind} needs one"
        remedy = 'leave it out, or say evidence="rate"' if base is not None else "give it second"
        raise DefinitionError("exposure", problem, remedy=remedy)
    above, below = counts(counts=cases, exposure=1.0 if base is None else base)
    names = tuple(str(area) for area in areas)
    _check(names, above, below)
    below = np.broadcast_to(below, above.shape)
    check_whole("counts", above)
    if kind in {Evidence.PROPORTION, Evidence.RATIO}:
        check_whole("exposure", below)
    if kind is Evidence.PROPORTION:
        proportion(counts=above, exposure=below)
    whole = above + below if kind is Evidence.RATIO else below
    return AreaCounts(areas=names, cases=above, base=whole, evidence=kind)


def read_generator(seed: int | np.random.Generator) -> np.random.Generator:
    """Return the generator itself, or one that starts at the seed.

    Examples
    --------
    >>> int(read_generator(7).integers(10)) == int(read_generator(7).integers(10))
    True
    """
    return seed if isinstance(seed, np.random.Generator) else np.random.default_rng(seed)


def read_evidence(evidence: Evidence | str) -> Evidence:
    """Read what stands behind the figures.

    Raises
    ------
    DefinitionError
        Unknown evidence, or such in which there is no chance.

    Examples
    --------
    >>> read_evidence("rate")
    <Evidence.RATE: 'rate'>
    """
    one_of(str(evidence), [str(kind) for kind in Evidence], argument="evidence")
    kind = Evidence(evidence)
    if kind not in _CHANCE:
        raise DefinitionError(
            "evidence", f"there is no chance in {kind!s}s", remedy="rank them as they stand"
        )
    return kind


def _check(names: tuple[str, ...], cases: FloatArray, base: FloatArray) -> None:
    if cases.shape != (len(names),) or base.shape not in {(), cases.shape}:
        problem = f"{len(names)} areas, counts {cases.shape}, exposure {base.shape}"
        raise ShapeError("areas", problem, remedy="give one entry for each area")
    if len(set(names)) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise DefinitionError("areas", f"{twice!r} stands twice", remedy="name each area once")
    if np.isinf(base).any():
        raise InvalidInputError("exposure", "inf is not a finite number")


def check_level(level: float, *, argument: str = "level") -> None:
    """Check that a level or an error lies between 0 and 1.

    Examples
    --------
    >>> check_level(95)
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: level: 95 is not between 0 and 1; write 0.95 for 95 per cent
    """
    if not 0 < level < 1:
        raise InvalidInputError(
            argument, f"{level:g} is not between 0 and 1", remedy="write 0.95 for 95 per cent"
        )


def check_whole(name: str, array: FloatArray) -> None:
    """Check that what an exact test takes are whole numbers; unknown ones may be.

    Raises
    ------
    InvalidInputError
        One is not.

    Examples
    --------
    >>> check_whole("counts", np.array([3.0, np.nan]))
    """
    with np.errstate(invalid="ignore"):  # what is left of infinity is not a number
        wrong = np.flatnonzero(~np.isnan(array) & (array % 1 != 0))
    if wrong.size:
        raise InvalidInputError(
            f"{name}[{wrong[0]}]",
            f"{array[wrong[0]]:g} is not a whole number",
            remedy="exact tests take counts, neither rates nor weighted counts",
        )
