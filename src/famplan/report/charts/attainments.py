"""Figures with their intervals against the bound of a target: what can be said at their size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import DefinitionError, ShapeError
from famplan.formulas.arrays import numbers
from famplan.report.assessment_words import assessment_words
from famplan.report.charts.legend import legend_below
from famplan.report.charts.paper import GREY, SECOND, THIRD, finish, paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

    from famplan.report.words import Words

__all__ = ["attainment_chart"]

_ROW, _EDGES = 0.32, 1.6  # inches
_MOST_NAMES = 60
_AMBER = "#9a6700"
_KINDS = {
    "met": (THIRD, "o"),
    "missed": (SECOND, "s"),
    "open": (_AMBER, "D"),
    "unknown": (GREY, "x"),
}


@attrs.frozen
class _Range:
    """Figures that meet the target of each row."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @classmethod
    def of(cls, low: ArrayLike | None, high: ArrayLike | None, rows: int) -> _Range:
        """Give every row its bounds; infinite where there is none."""
        ends = (-np.inf if low is None else low, np.inf if high is None else high)
        return cls(*(np.broadcast_to(np.asarray(end, dtype=np.float64), rows) for end in ends))

    def kinds(self, low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.str_]:
        """Tell what each interval says."""
        return np.select(
            [
                np.isnan(low) | np.isnan(high),
                (self.low <= low) & (high <= self.high),
                (high < self.low) | (low > self.high),
            ],
            ["unknown", "met", "missed"],
            default="open",
        )


def attainment_chart(  # noqa: PLR0913 - figures, their bounds, and what a chart may be told
    values: ArrayLike,
    *,
    low: ArrayLike,
    high: ArrayLike,
    names: Sequence[str],
    at_least: ArrayLike | None = None,
    at_most: ArrayLike | None = None,
    per: float = 1,
    label: str = "",
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Each figure with its interval, over the range that meets the target.

    Parameters
    ----------
    values : array_like
        The figures, per one.
    low, high : array_like
        Ends of their intervals; nan where they are not known.
    names : sequence of str
        What the figures are of: units, or measures.
    at_least, at_most : array_like, optional
        Bounds of the target, per one; one or both. One for all, or one for each figure (infinite
        where it has none): then every row has its own.
    per : float
        Scale that people read.
    label : str
        What the figure is, with its unit.
    language : {"en", "zh"}
        Language of the labels.
    title : str, optional
        Instead of the usual one.
    ax : Axes, optional
        Where to draw; on a new figure unless given.

    Raises
    ------
    ShapeError
        Not as many names as numbers.
    DefinitionError
        There is no bound.

    Examples
    --------
    Ninety births with a sex ratio of 114 do not show that 107 is missed; nine thousand do.

    >>> ax = attainment_chart(
    ...     [1.143, 1.143], low=[0.740, 1.096], high=[1.772, 1.191], names=["East", "West"],
    ...     at_most=1.07, per=100, label="boys per 100 girls",
    ... )
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['missed', 'not distinguishable', 'meets the target']
    """
    say = assessment_words(language)
    if at_least is None and at_most is None:
        raise DefinitionError("at_least", "there is no bound", remedy="give at_least or at_most")
    value, bottom, top = (np.atleast_1d(a) for a in numbers(values=values, low=low, high=high))
    if not value.size == bottom.size == top.size == len(names):
        raise ShapeError("names", f"{len(names)} names for {value.size} numbers")
    ax = paper(ax, size=(6.2, _EDGES + _ROW * min(max(len(names), 2), _MOST_NAMES)))
    good = _Range.of(at_least, at_most, len(names))
    ends = np.r_[value, bottom, top, good.low, good.high] * per
    _shade(ax, good, per, ends[np.isfinite(ends)], say)
    _draw(ax, np.array([value, bottom, top]) * per, good.kinds(bottom, top), say)
    places = np.arange(len(names)) if len(names) <= _MOST_NAMES else np.array([], dtype=int)
    ax.set_yticks(places, [names[place] for place in places])
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    legend_below(ax, columns=2, labelled=bool(label))
    return finish(ax, language, title=say("against_target") if title is None else title, x=label)


def _draw(ax: Axes, figures: NDArray[np.float64], kinds: NDArray[np.str_], say: Words) -> None:
    for kind, (colour, sign) in _KINDS.items():
        rows = np.flatnonzero(kinds == kind)
        if not rows.size:
            continue
        value, bottom, top = figures[:, rows]
        ax.hlines(rows, bottom, top, color=colour, linewidth=2, alpha=0.55)
        ax.plot(value, rows, sign, color=colour, markersize=6, label=say(f"verdict_{kind}"))


def _shade(ax: Axes, good: _Range, per: float, ends: NDArray[np.float64], say: Words) -> None:
    """Shade the range that meets the target of each row, and draw its bounds."""
    room = 0.06 * (float(np.ptp(ends)) or 1) if ends.size else 1
    left, right = (ends.min() - room, ends.max() + room) if ends.size else (0.0, 1.0)
    places = np.arange(good.low.size)
    start, stop = np.maximum(good.low * per, left), np.minimum(good.high * per, right)
    ax.barh(
        places,
        stop - start,
        left=start,
        height=1,
        color="#e4efe8",
        linewidth=0,
        label=say("meets_bound"),
        zorder=0,
    )
    for bound in (good.low, good.high):
        rows = np.flatnonzero(np.isfinite(bound))
        ax.vlines(
            bound[rows] * per, rows - 0.5, rows + 0.5, GREY, linestyle="--", linewidth=1.2, zorder=1
        )
    ax.set_xlim(float(left), float(right))
