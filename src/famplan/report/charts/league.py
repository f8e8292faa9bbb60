"""Units side by side, honestly: with the intervals of their figures, or over their size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.arrays import numbers
from famplan.report.assessment_words import assessment_words
from famplan.report.charts.legend import legend_below
from famplan.report.charts.paper import FIRST, GREY, SECOND, finish, paper, thousands

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

__all__ = ["league_chart", "league_funnel"]

_ROW, _EDGES = 0.28, 1.4  # inches
_MOST_NAMES = 60
_NAMED = 6


def league_chart(  # noqa: PLR0913 - figures, what they compare with, and what a chart may be told
    values: ArrayLike,
    *,
    low: ArrayLike,
    high: ArrayLike,
    names: Sequence[str],
    reference: float | None = None,
    outside: ArrayLike | None = None,
    per: float = 1,
    label: str = "",
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Every unit with its interval, the highest figure at the top (a caterpillar plot).

    Only a unit whose whole interval lies off the reference stands out.

    Parameters
    ----------
    values : array_like
        Figures, per one; an unknown one is left out.
    low, high : array_like
        Ends of their intervals.
    names : sequence of str
        Names of the units.
    reference : float, optional
        What units are compared with: the figure of all together.
    outside : array_like of bool, optional
        Which units stand out, where that was found out otherwise.
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

    Examples
    --------
    >>> ax = league_chart(
    ...     [0.91, 0.97], low=[0.86, 0.96], high=[0.95, 0.98], names=["East", "West"],
    ...     reference=0.955, per=100, label="%",
    ... )
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['West', 'East']
    """
    say = assessment_words(language)
    value, bottom, top = (np.atleast_1d(a) for a in numbers(values=values, low=low, high=high))
    if not value.size == bottom.size == top.size == len(names):
        raise ShapeError("names", f"{len(names)} names for {value.size} numbers")
    order = np.argsort(-value, kind="stable")
    order = order[np.isfinite(value[order])]
    shown = order.size <= _MOST_NAMES
    ax = paper(ax, size=(6.2, _EDGES + _ROW * min(max(order.size, 2), _MOST_NAMES)))
    places = np.arange(order.size)
    off = np.zeros(order.size, dtype=bool)
    if reference is not None:
        apart = (bottom > reference) | (top < reference) if outside is None else outside
        off = np.asarray(apart, dtype=bool)[order]
        ax.axvline(
            reference * per, color=GREY, linestyle="--", linewidth=1.2, label=say("all_units_level")
        )
    for rows, colour, key in ((~off, FIRST, "like_all"), (off, SECOND, "other_than_all")):
        if not rows.any():
            continue
        at, which = places[rows], order[rows]
        ax.hlines(at, bottom[which] * per, top[which] * per, color=colour, linewidth=2, alpha=0.55)
        told = say(key) if reference is not None else "_"
        ax.plot(value[which] * per, at, "o", color=colour, markersize=5, label=told)
    ax.set_yticks(places if shown else [], [names[place] for place in order] if shown else [])
    ax.set_ylim(max(order.size, 1) - 0.5, -0.5)
    if reference is not None:
        legend_below(ax, columns=3, labelled=bool(label))
    return finish(ax, language, title=say("league") if title is None else title, x=label)


def league_funnel(  # noqa: PLR0913 - figures over size, limits, and what a chart may be told
    values: ArrayLike,
    *,
    sizes: ArrayLike,
    centre: float,
    limits: Mapping[float, tuple[ArrayLike, ArrayLike]],
    names: Sequence[str] = (),
    outside: ArrayLike | None = None,
    per: float = 1,
    label: str = "",
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Every unit over its size, within the limits that chance alone keeps to.

    Parameters
    ----------
    values : array_like
        Figures, per one.
    sizes : array_like
        What stands behind each: its denominator.
    centre : float
        The figure of all together.
    limits : mapping of level to pair of array_like
        For each level its low and high limit at the size of every unit.
    names : sequence of str, optional
        Names of the units; of those outside the widest limits six are written, the largest first.
    outside : array_like of bool, optional
        Which units stand out; those outside the widest limits unless given.
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
        Not as many names, sizes or limits as figures.

    Examples
    --------
    >>> ax = league_funnel(
    ...     [0.91, 0.97], sizes=[100, 900], centre=0.95, names=["East", "West"],
    ...     limits={0.95: ([0.90, 0.935], [0.99, 0.965])}, per=100, label="%",
    ... )
    >>> [text.get_text() for text in ax.texts]
    ['West']
    """
    say = assessment_words(language)
    value, size = (np.atleast_1d(a) for a in numbers(values=values, sizes=sizes))
    ends = {
        level: [np.atleast_1d(np.asarray(end, dtype=np.float64)) for end in pair]
        for level, pair in sorted(limits.items())
    }
    lengths = {size.size, *(end.size for pair in ends.values() for end in pair)}
    if lengths != {value.size} or len(names) not in {0, value.size}:
        raise ShapeError("names", f"names, sizes and limits are not of {value.size} units")
    ax = paper(ax)
    order = np.argsort(size, kind="stable")
    for (level, (low, high)), style in zip(ends.items(), ("-", ":", "--"), strict=False):
        told = say("chance_limits", level=f"{level * 100:g}")
        for end, name in ((low, told), (high, "_same")):
            ax.plot(size[order], end[order] * per, style, color=GREY, linewidth=1, label=name)
    ax.axhline(centre * per, color=GREY, linewidth=1.2, label=say("all_units_level"))
    off = np.zeros(value.size, dtype=bool)
    if outside is not None:
        off = np.atleast_1d(np.asarray(outside, dtype=bool))
    elif ends:
        low, high = ends[max(ends)]
        off = (value < low) | (value > high)
    ax.scatter(size, value * per, s=18, c=np.where(off, SECOND, FIRST).tolist(), linewidths=0)
    rows = np.flatnonzero(off) if len(names) else np.array([], dtype=int)
    for row in rows[np.argsort(-size[rows], kind="stable")][:_NAMED]:
        where = (float(size[row]), float(value[row]) * per)
        ax.annotate(
            str(names[row]), where, (-5, 4), textcoords="offset points", fontsize=8, ha="right"
        )
    if value.size:
        from matplotlib.ticker import LogLocator  # noqa: PLC0415 - heavy; when first drawn

        ax.set_xscale("log")
        ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 3, 5), numticks=12))
        ax.xaxis.set_major_formatter(thousands)
        ax.xaxis.set_minor_formatter(lambda *_: "")
    ax.legend(framealpha=0.85, edgecolor="none", fontsize=8.5)
    title = say("league_funnel") if title is None else title
    return finish(ax, language, title=title, x=say("unit_size"), y=label)
