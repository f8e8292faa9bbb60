"""The fertility schedule: births per woman by her age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.formulas.arrays import numbers
from famplan.model.age import AgeGroups, as_age_groups
from famplan.report.charts.paper import FIRST, GREY, finish, paper
from famplan.report.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

__all__ = ["fertility_schedule"]

_PER = 1000  # age-specific rates are published per thousand women


def fertility_schedule(  # noqa: PLR0913 - a rate with its interval, and what a chart may be told
    rates: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    before: ArrayLike | None = None,
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Age-specific fertility with its interval, per 1,000 women a year.

    Parameters
    ----------
    rates : array_like
        Births per woman and year, per one, by age group.
    ages : AgeGroups or sequence of str
        The age groups.
    low, high : array_like, optional
        Ends of the intervals, per one.
    before : array_like, optional
        Rates of the period before, drawn thin.
    language : {"en", "zh"}
        Language of the labels.
    title : str, optional
        Instead of the usual one.
    ax : Axes, optional
        Where to draw; on a new figure unless given.

    Examples
    --------
    >>> ax = fertility_schedule([0.102, 0.081], ages=["20–24", "25–29"])
    >>> ax.lines[0].get_ydata().tolist()
    [102.0, 81.0]
    """
    say = words(language)
    groups = as_age_groups(ages)
    (value,) = numbers(rates=rates)
    places = np.arange(len(groups.labels))
    ax = paper(ax)
    ax.plot(places, value * _PER, color=FIRST, marker="o", label=say("this_period"), zorder=3)
    if low is not None and high is not None:
        bottom, top = (np.asarray(end, dtype=np.float64) * _PER for end in (low, high))
        ax.vlines(places, bottom, top, color=FIRST, linewidth=1.6, alpha=0.6, label=say("interval"))
    if before is not None:
        (earlier,) = numbers(before=before)
        ax.plot(places, earlier * _PER, "--", color=GREY, linewidth=1.2, label=say("period_before"))
    ax.set_xticks(places, groups.labels)
    ax.set_ylim(bottom=0)
    if low is not None or before is not None:
        ax.legend(frameon=False, fontsize=9)
    return finish(
        ax,
        language,
        title=title or say("fertility_schedule"),
        x=say("age_of_mother"),
        y=say("births_per_thousand_women"),
    )
