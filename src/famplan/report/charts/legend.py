"""A legend below the axes: it covers nothing, however long its words are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["legend_below"]

_TICKS, _LABEL = 0.3, 0.22  # inches


def legend_below(ax: Axes, *, columns: int, labelled: bool = True) -> None:
    """Write a legend below the axes, and below their label where they have one."""
    from matplotlib.transforms import ScaledTranslation  # noqa: PLC0415 - heavy; when first drawn

    figure = ax.get_figure(root=True)
    assert figure is not None  # noqa: S101 - axes always stand on one
    below = _TICKS + (_LABEL if labelled else 0)
    down = ScaledTranslation(0, -below, figure.dpi_scale_trans)
    ax.legend(
        frameon=False,
        fontsize=8.5,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + down,
        borderaxespad=0,
        ncols=columns,
        columnspacing=1.2,
        handletextpad=0.5,
    )
