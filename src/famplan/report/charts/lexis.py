"""The Lexis surface: years across, ages up, and cohorts along the diagonals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.arrays import numbers
from famplan.report.charts.paper import finish, paper
from famplan.report.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

__all__ = ["lexis_surface"]

_COHORTS = 5  # years between the cohorts that get a line


def lexis_surface(  # noqa: PLR0913 - a surface, its two sides, and what a chart may be told
    values: ArrayLike,
    *,
    years: Sequence[float],
    ages: Sequence[float],
    label: str | None = None,
    language: str = "en",
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Births, or any figure, by year and age, as a surface of colours.

    Parameters
    ----------
    values : array_like
        Years by ages; what is not known stays white.
    years : sequence of float
        Starts of the years, and the end of the last: one more than there are years.
    ages : sequence of float
        Lower ages, and the end of the last.
    label : str, optional
        What the colours mean; births unless given.
    language : {"en", "zh"}
        Language of the labels.
    title : str, optional
        Instead of the usual one.
    ax : Axes, optional
        Where to draw; on a new figure unless given.

    Raises
    ------
    ShapeError
        The values are not years by ages.

    Examples
    --------
    >>> ax = lexis_surface([[10, 30], [12, 28]], years=[2012, 2013, 2014], ages=[20, 25, 30])
    >>> ax.collections[0].get_array().tolist()
    [[10.0, 12.0], [30.0, 28.0]]
    """
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - heavy; loaded when first drawn

    say = words(language)
    (surface,) = numbers(values=values)
    shape = (len(years) - 1, len(ages) - 1)
    if surface.shape != shape:
        problem = f"{surface.shape} is not {shape[0]} years by {shape[1]} ages"
        raise ShapeError("values", problem, remedy="give one bound more than there are of each")
    ax = paper(ax)
    mesh = ax.pcolormesh(list(years), list(ages), surface.T, cmap="viridis_r", rasterized=False)
    _draw_cohorts(ax, years, ages)
    figure = ax.get_figure()
    assert figure is not None  # noqa: S101 - axes always stand on one
    bar = figure.colorbar(mesh, ax=ax, pad=0.02)
    finish(bar.ax, language, title="", y=say("births") if label is None else label)
    ax.set_xlim(years[0], years[-1])
    ax.set_ylim(ages[0], ages[-1])
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    return finish(
        ax, language, title=title or say("lexis_surface"), x=say("year"), y=say("age_of_mother")
    )


def _draw_cohorts(ax: Axes, years: Sequence[float], ages: Sequence[float]) -> None:
    first = np.ceil((years[0] - ages[-1]) / _COHORTS) * _COHORTS
    for cohort in np.arange(first, years[-1] - ages[0], _COHORTS):
        line = [year - cohort for year in (years[0], years[-1])]
        ax.plot([years[0], years[-1]], line, color="white", linewidth=0.6, alpha=0.8)
