"""A projection with its uncertainty, and the bounds that it should keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.arrays import numbers
from famplan.report.assessment_words import assessment_words
from famplan.report.charts.legend import legend_below
from famplan.report.charts.paper import FIRST, SECOND, finish, paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

    from famplan.report.words import Words

__all__ = ["projection_fan"]

_LARGE = 100_000


def projection_fan(  # noqa: PLR0913 - a path, its fan, its bounds, and what a chart may be told
    central: ArrayLike,
    *,
    years: Sequence[int],
    quantiles: Mapping[float, ArrayLike] | None = None,
    at_most: float | None = None,
    at_least: float | None = None,
    per: float = 1,
    label: str = "",
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """A central path in a fan of quantiles, with the bounds and the first year beyond one.

    Parameters
    ----------
    central : array_like
        The figure year by year, per one.
    years : sequence of int
        The years.
    quantiles : mapping of level to array_like, optional
        Quantiles of many paths; levels that lie as far from a half make a band together.
    at_most, at_least : float, optional
        Bounds, per one.
    per : float
        Scale that people read.
    label : str
        What the figure is, with its unit.
    language : {"en", "zh"}
        Language of the labels.
    title : str, optional
        Instead of the label.
    ax : Axes, optional
        Where to draw; on a new figure unless given.

    Raises
    ------
    ShapeError
        Not as many years as figures.

    Examples
    --------
    >>> ax = projection_fan(
    ...     [430, 436, 442], years=[2008, 2009, 2010], at_most=440,
    ...     quantiles={0.1: [430, 434, 438], 0.9: [430, 438, 446]}, label="population, 10,000",
    ... )
    >>> [text.get_text() for text in ax.texts]
    ['crossed in 2010']
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['80% of paths', 'central path', 'at most 440']
    """
    say = assessment_words(language)
    (path,) = numbers(central=central)
    lines = {
        level: np.asarray(numbers(quantiles=line)[0])
        for level, line in sorted((quantiles or {}).items())
    }
    for name, line in {"central": path, **{f"quantile {k:g}": v for k, v in lines.items()}}.items():
        if line.shape != (len(years),):
            raise ShapeError(name, f"{line.size} figures for {len(years)} years")
    ax = paper(ax, size=(6.2, 4))
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - heavy; loaded when first drawn

    when = np.asarray(years)
    _bands(ax, when, lines, per, say)
    ax.plot(when, path * per, color=FIRST, linewidth=2, label=say("central_path"), zorder=3)
    for bound, key, side in ((at_most, "bound_at_most", 1), (at_least, "bound_at_least", -1)):
        if bound is not None:
            text = say(key, bound=_shown(bound * per))
            ax.axhline(bound * per, color=SECOND, linewidth=1.4, linestyle="--", label=text)
            _mark(ax, when, path * per, np.flatnonzero((path - bound) * side > 0), say)
    legend_below(ax, columns=3, labelled=False)
    ax.margins(x=0.02)
    ax.ticklabel_format(axis="x", useOffset=False)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(_shown)
    return finish(ax, language, title=label if title is None else title)


def _bands(
    ax: Axes,
    when: NDArray[np.int_],
    lines: Mapping[float, NDArray[np.float64]],
    per: float,
    say: Words,
) -> None:
    """Fill between quantiles that lie as far from the middle, the widest first."""
    levels = list(lines)
    pairs = [(a, b) for a in levels for b in levels if a < b and np.isclose(a + b, 1)]
    for place, (a, b) in enumerate(pairs):
        ax.fill_between(
            when,
            lines[a] * per,
            lines[b] * per,
            color=FIRST,
            alpha=0.14 + 0.1 * place,
            linewidth=0,
            label=say("fan_between", share=f"{(b - a) * 100:.3g}%"),
        )


def _mark(
    ax: Axes,
    when: NDArray[np.int_],
    path: NDArray[np.float64],
    beyond: NDArray[np.int_],
    say: Words,
) -> None:
    """Mark where the central path is first beyond a bound."""
    if not beyond.size:
        return
    first = int(beyond[0])
    ax.plot(when[first], path[first], "o", color=SECOND, markersize=7, zorder=4)
    late = first > len(when) // 2
    ax.annotate(
        say("crossed_in", year=int(when[first])),
        (float(when[first]), float(path[first])),
        (-8 if late else 8, 8),
        textcoords="offset points",
        fontsize=8.5,
        color=SECOND,
        ha="right" if late else "left",
    )


def _shown(value: float, _place: float | None = None) -> str:
    """Write a number of any size without a rounded tail."""
    return f"{value:,.0f}" if abs(value) >= _LARGE else f"{value:,.6g}"
