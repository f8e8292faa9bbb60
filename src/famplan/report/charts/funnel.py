"""The sex ratio at birth of areas over their births, with what chance alone may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.births import sex_ratio_at_birth
from famplan.quality import sex_ratio_funnel
from famplan.quality.sex_ratios.reading import normal_range, whole_births
from famplan.report.charts.paper import FIRST, GREY, SECOND, finish, paper, thousands
from famplan.report.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike, NDArray

    from famplan.quality.sex_ratios import Reference
    from famplan.report.words import Words

__all__ = ["sex_ratio_chart"]

LEVELS = (0.95, 0.998)
"""Of a hundred areas that only chance moves, five lie outside the first; of 500, one the second."""
_PER = 100
_NAMED = 6


@attrs.frozen
class _Funnel:
    """Limits over births, and what is drawn within them."""

    births: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def sex_ratio_chart(  # noqa: PLR0913 - two counts, what is normal, and what a chart may be told
    boys: ArrayLike,
    *,
    girls: ArrayLike,
    reference: Reference,
    areas: Sequence[str] = (),
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Sex ratio at birth of each area over its births, within a funnel.

    Areas outside the outer limits, where fewer than one in 500 lies by chance, are named: six at
    most, those with most births first.

    Parameters
    ----------
    boys, girls : array_like
        Births by area; an area with an unknown number is left out.
    reference : float, Fact or pair of them
        Boys per girl that are normal, or the lowest and the highest.
    areas : sequence of str, optional
        Names of the areas.
    language : {"en", "zh"}
        Language of the labels.
    title : str, optional
        Instead of the usual one.
    ax : Axes, optional
        Where to draw; on a new figure unless given.

    Raises
    ------
    ShapeError
        Not as many names as areas.

    Examples
    --------
    >>> ax = sex_ratio_chart([520, 1300], girls=[500, 1000], reference=1.06, areas=["A", "B"])
    >>> [text.get_text() for text in ax.texts]
    ['B']
    """
    say = words(language)
    male, female = whole_births(boys=boys, girls=girls)
    if len(areas) not in (0, male.size):
        raise ShapeError("areas", f"{len(areas)} names for {male.size} areas")
    shown = (male > 0) & (female > 0)
    total, ratio = (male + female)[shown], np.asarray(sex_ratio_at_birth(male, female=female))
    ratio = ratio[shown]
    ax = paper(ax)
    _draw_limits(ax, total, reference, say)
    outer = sex_ratio_funnel(total, reference=reference, level=LEVELS[1])
    outside = (ratio < outer.low) | (ratio > outer.high)
    colours = np.where(outside, SECOND, FIRST)
    ax.scatter(total, ratio * _PER, s=16, c=colours.tolist(), alpha=0.85, linewidths=0, zorder=3)
    names = np.array(areas, dtype=object)[shown] if len(areas) else None
    _name_outside(ax, names, outside, total, ratio)
    _frame(ax, total, ratio, reference)
    if total.size:
        _number_births(ax)
    ax.legend(framealpha=0.85, edgecolor="none", fontsize=8.5, loc="upper right")
    return finish(
        ax,
        language,
        title=title or say("sex_ratio_funnel"),
        x=say("births_log"),
        y=say("boys_per_hundred_girls"),
    )


def _draw_limits(ax: Axes, total: NDArray[np.float64], reference: Reference, say: Words) -> None:
    (low, high), _ = normal_range(reference)
    ax.axhspan(low * _PER, high * _PER, color="#dfe7ee", linewidth=1.5, label=say("normal_range"))
    if not total.size:
        return
    few, many = max(float(total.min()) * 0.8, 8), float(total.max()) * 1.25
    births = np.unique(np.geomspace(few, max(many, few + 1), 160).round())
    for level, style in zip(LEVELS, ("-", ":"), strict=True):
        limits = sex_ratio_funnel(births, reference=reference, level=level)
        label = say("chance_limits", level=f"{level * 100:g}")
        for end, name in ((limits.low, label), (limits.high, "_same")):
            line = np.where(np.isfinite(end), np.asarray(end) * _PER, np.nan)
            ax.plot(births, line, style, color=GREY, linewidth=1, label=name)
    ax.set_xlim(few, max(many, few + 1))


def _number_births(ax: Axes) -> None:
    """Number the logarithmic axis at 1, 2 and 5, however short it is."""
    from matplotlib.ticker import LogLocator  # noqa: PLC0415 - heavy; loaded when first drawn

    ax.set_xscale("log")
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 3, 5), numticks=12))
    ax.xaxis.set_major_formatter(thousands)
    ax.xaxis.set_minor_formatter(lambda *_: "")


def _frame(
    ax: Axes, total: NDArray[np.float64], ratio: NDArray[np.float64], reference: Reference
) -> None:
    """Leave room for every area and most of the inner funnel, not for the far ends of limits."""
    if not total.size:
        return
    inner = sex_ratio_funnel(np.quantile(total, 0.1, method="higher"), reference=reference)
    low, high = (float(np.asarray(end)) for end in (inner.low, inner.high))
    high = high if np.isfinite(high) else 3.0
    ax.set_ylim(min(ratio.min(), low) * 0.92 * _PER, max(ratio.max() * 1.05, high * 1.2) * _PER)


def _name_outside(
    ax: Axes,
    names: NDArray[np.object_] | None,
    outside: NDArray[np.bool_],
    total: NDArray[np.float64],
    ratio: NDArray[np.float64],
) -> None:
    if names is None:
        return
    rows = np.flatnonzero(outside)
    for row in rows[np.argsort(-total[rows], kind="stable")][:_NAMED]:
        where = (float(total[row]), float(ratio[row]) * _PER)
        ax.annotate(
            str(names[row]),
            where,
            xytext=(-5, 3),
            textcoords="offset points",
            fontsize=8,
            ha="right",
        )
