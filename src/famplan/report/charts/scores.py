"""Points of a unit by item, against those that could be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.arrays import numbers
from famplan.report.assessment_words import assessment_words
from famplan.report.charts.legend import legend_below
from famplan.report.charts.paper import FIRST, GREY, finish, paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

__all__ = ["score_bars"]

_PALE, _LOST = "#e5e7eb", "#eab8aa"
_ROW, _EDGES = 0.34, 1.3  # inches


def score_bars(  # noqa: PLR0913 - points, what they are of, and what a chart may be told
    points: ArrayLike,
    *,
    maxima: ArrayLike,
    items: Sequence[str],
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Points of each item and those that were lost, the first item at the top.

    Parameters
    ----------
    points : array_like
        Points given; nan for an item that was not assessed.
    maxima : array_like
        Points that could be had.
    items : sequence of str
        Names of the items.
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
    >>> ax = score_bars([19.7, 0], maxima=[20, 5], items=["conformity", "missed births"])
    >>> [text.get_text() for text in ax.texts]
    ['19.7 / 20', '0 / 5']
    """
    say = assessment_words(language)
    given, most = numbers(points=points, maxima=maxima)
    given, most = np.atleast_1d(given), np.atleast_1d(most)
    if not given.size == most.size == len(items):
        raise ShapeError("items", f"{len(items)} names for {given.size} numbers")
    ax = paper(ax, size=(6.2, _EDGES + _ROW * max(len(items), 2)))
    places = np.arange(len(items))
    known = np.isfinite(given)
    ax.barh(places[~known], most[~known], height=0.66, color=_PALE)
    ax.barh(places[known], given[known], height=0.66, color=FIRST, label=say("points_given"))
    ax.barh(
        places[known],
        (most - given)[known],
        left=given[known],
        height=0.66,
        color=_LOST,
        label=say("points_lost"),
    )
    for place, (mine, whole) in enumerate(zip(given, most, strict=True)):
        text = f"{mine:.4g} / {whole:.4g}" if np.isfinite(mine) else say("not_assessed")
        where = (float(whole), float(place))
        ax.annotate(
            text, where, (6, 0), textcoords="offset points", va="center", fontsize=8.5, color=GREY
        )
    ax.set_yticks(places, list(items))
    ax.set_ylim(len(items) - 0.5, -0.5)
    ax.margins(x=0.16)
    legend_below(ax, columns=2)
    return finish(
        ax, language, title=say("scores_by_item") if title is None else title, x=say("score_points")
    )
