"""A figure over periods, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.arrays import numbers
from famplan.report.charts.paper import FIRST, finish, paper
from famplan.report.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

__all__ = ["trend"]


def trend(  # noqa: PLR0913 - a figure with its interval, and what a chart may be told
    values: ArrayLike,
    *,
    periods: Sequence[str],
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    per: float = 1,
    label: str = "",
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """One figure period by period; what is not known leaves a gap.

    Parameters
    ----------
    values : array_like
        The figure, per one.
    periods : sequence of str
        What the periods are called.
    low, high : array_like, optional
        Ends of the intervals, per one.
    per : float
        Scale that the field publishes.
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
        Not as many periods as values.

    Examples
    --------
    >>> ax = trend([0.0113, 0.0108], periods=["2012", "2013"], per=1000, label="CBR, ‰")
    >>> ax.lines[0].get_ydata().round(1).tolist(), ax.get_title(loc="left")
    ([11.3, 10.8], 'CBR, ‰')
    """
    words(language)
    (value,) = numbers(values=values)
    if len(periods) != value.size:
        raise ShapeError("periods", f"{len(periods)} periods for {value.size} values")
    places = np.arange(value.size)
    ax = paper(ax, size=(5.4, 2.9))
    ax.plot(places, value * per, color=FIRST, marker="o", zorder=3)
    if low is not None and high is not None:
        bottom, top = (np.asarray(end, dtype=np.float64) * per for end in (low, high))
        ax.vlines(places, bottom, top, color=FIRST, linewidth=1.6, alpha=0.5)
    ax.set_xticks(places, list(periods))
    ax.margins(x=0.08, y=0.15)
    return finish(ax, language, title=label if title is None else title)
