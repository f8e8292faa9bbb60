"""The population pyramid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.formulas.arrays import counts
from famplan.model.age import AgeGroups, as_age_groups
from famplan.report.charts.paper import FIRST, SECOND, finish, paper, thousands
from famplan.report.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

__all__ = ["population_pyramid"]


def population_pyramid(  # noqa: PLR0913 - two sides, their ages, and what a chart may be told
    males: ArrayLike,
    *,
    females: ArrayLike,
    ages: AgeGroups | Sequence[str],
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Men to the left, women to the right, a bar for each age group.

    Parameters
    ----------
    males, females : array_like
        People by age group; an unknown number draws no bar.
    ages : AgeGroups or sequence of str
        The age groups.
    language : {"en", "zh"}
        Language of the labels.
    title : str, optional
        Instead of the usual one.
    ax : Axes, optional
        Where to draw; on a new figure unless given.

    Returns
    -------
    Axes
        Two containers of bars, the men's below zero.

    Examples
    --------
    >>> ax = population_pyramid([120, 95], females=[110, 97], ages=["0–4", "5–9"])
    >>> [float(bar.get_width()) for bar in ax.containers[0]]
    [-120.0, -95.0]
    """
    say = words(language)
    groups = as_age_groups(ages)
    left, right = counts(males=males, females=females)
    ax = paper(ax, size=(5.4, 4.6))
    places = np.arange(len(groups.labels))
    ax.barh(places, -left, height=0.86, color=FIRST, label=say("men"))
    ax.barh(places, right, height=0.86, color=SECOND, label=say("women"))
    ax.set_yticks(places, groups.labels)
    ax.axvline(0, color="white", linewidth=1)
    most = max(np.nanmax(np.r_[left, right, 0]) * 1.04, 1)
    ax.set_xlim(-most, most)
    ax.xaxis.set_major_formatter(thousands)
    ax.locator_params(axis="x", nbins=7)
    ax.legend(frameon=False, fontsize=9, ncols=2, loc="upper right", bbox_to_anchor=(1, 1.0))
    ax.set_ylim(-0.6, len(places) + 0.9)
    return finish(
        ax, language, title=title or say("population_pyramid"), x=say("people"), y=say("age")
    )
