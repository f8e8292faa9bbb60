"""Ways of scoring from the tables of a scheme file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.assessment.measures import Measure
from famplan.assessment.scoring.full_band import Of
from famplan.assessment.scoring.kinds import KINDS, Holds

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.assessment.scheme_file.rows import SchemeRow
    from famplan.assessment.scoring import ScoringRule

__all__ = ["scoring_of"]

_SHARE_OF_TARGET = Measure(
    code="a share of the target",
    name="Share of the target",
    direction="band",
    unit="%",
    evidence="amount",
)
_PAIR = 2
"""A knot: a figure, and its points."""


def scoring_of(row: SchemeRow, measure: Measure) -> ScoringRule | None:
    """Read a scoring of a measure; None where it has a fault."""
    kind = row.one_of("kind", KINDS, needed=True)
    if kind is None:
        return None
    given: dict[str, Any] = {}
    for key, holds in {"points": Holds.POINTS, **kind.holds}.items():
        if row.has(key):
            given[key] = _read(row, key, holds, measure)
        elif kind.needs(key):
            row.missing(key, f"… ({holds})")
        else:
            row.raw(key)
    return row.make(lambda: kind.scoring(**given))


def _read(row: SchemeRow, key: str, holds: Holds, measure: Measure) -> Any:  # noqa: ANN401 - what a key holds
    plain: dict[Holds, Callable[[str], Any]] = {
        Holds.POINTS: row.points,
        Holds.SHARE: row.points,
        Holds.WHOLE: row.whole,
        Holds.WORD: row.text,
    }
    if holds in plain:
        return plain[holds](key)
    if holds is Holds.KNOTS:
        return _knots(row, key, measure)
    if holds in {Holds.LEVEL_SCORING, Holds.PROGRESS_SCORING}:
        scored = measure if holds is Holds.LEVEL_SCORING else measure.in_points
        return scoring_of(row.inner(key), scored)
    of_target = holds is Holds.BAND and row.seen("of") == Of.TARGET
    scale = _SHARE_OF_TARGET if of_target else measure
    return row.figure(key, scale.in_points if holds is Holds.CHANGE else scale)


def _knots(row: SchemeRow, key: str, measure: Measure) -> list[tuple[Any, Any]]:
    value = row.raw(key)
    pairs = value if isinstance(value, list) else [value]
    if any(not isinstance(pair, list) or len(pair) != _PAIR for pair in pairs):
        row.fault(key, "not a list of pairs", f'write {key} = [["107:100", "6"], ["110:100", "4"]]')
        return []
    return [
        (row.figure_of(at, f"{key}, {number}", measure), row.points_of(points, f"{key}, {number}"))
        for number, (at, points) in enumerate(pairs, start=1)
    ]
