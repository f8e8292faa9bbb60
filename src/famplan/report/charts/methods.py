"""The method mix: which share of users uses what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.arrays import counts
from famplan.report.charts.paper import FIRST, SECOND, finish, paper
from famplan.report.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

__all__ = ["method_mix"]

_PER = 100


def method_mix(  # noqa: PLR0913 - users, what they use, and what a chart may be told
    users: ArrayLike,
    *,
    methods: Sequence[str],
    before: ArrayLike | None = None,
    total: float | None = None,
    total_before: float | None = None,
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Share of each method among users, the commonest at the top.

    Parameters
    ----------
    users : array_like
        Users by method; a method with an unknown number is left out of chart and total.
    methods : sequence of str
        Names of the methods, `ContraceptiveMethod` among them.
    before : array_like, optional
        Users of the period before, drawn as marks.
    total, total_before : float, optional
        All users, where some methods are not shown; else the sum of what is known.
    language : {"en", "zh"}
        Language of the labels and of the methods.
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
    >>> ax = method_mix([30, 70], methods=["pill", "IUD"])
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['pill', 'IUD']
    >>> [float(bar.get_width()) for bar in ax.containers[0]]
    [30.0, 70.0]
    """
    say = words(language)
    (number,) = counts(users=users)
    if len(methods) != number.size:
        raise ShapeError("methods", f"{len(methods)} names for {number.size} numbers")
    order = np.argsort(np.nan_to_num(number), kind="stable")
    order = order[np.nan_to_num(number[order]) > 0]
    shares = number / (total or np.nansum(number)) * _PER if order.size else number
    ax = paper(ax)
    places = np.arange(order.size)
    ax.barh(places, shares[order], height=0.62, color=FIRST, label=say("this_period"))
    ends = shares[order]
    if before is not None:
        (earlier,) = counts(before=before)
        marks = (earlier / (total_before or np.nansum(earlier)) * _PER)[order]
        ax.plot(marks, places, "|", color=SECOND, markersize=15, mew=2, label=say("period_before"))
        ax.legend(frameon=False, fontsize=9, loc="lower right")
        ends = np.fmax(ends, marks)
    for share, end, place in zip(shares[order], ends, places, strict=True):
        where, beside = (float(end), float(place)), (6, 0)
        ax.annotate(
            f"{share:.1f}", where, beside, textcoords="offset points", va="center", fontsize=8.5
        )
    ax.set_yticks(places, [_called(methods[place], language) for place in order])
    ax.margins(x=0.12)
    return finish(ax, language, title=title or say("method_mix"), x=say("percent_of_users"))


def _called(method: str, language: str) -> str:
    from famplan.model.contraception import ContraceptiveMethod  # noqa: PLC0415

    known = method in tuple(ContraceptiveMethod)
    return ContraceptiveMethod(method).name_zh if known and language == "zh" else str(method)
