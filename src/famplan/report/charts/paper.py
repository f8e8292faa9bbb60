"""The paper that charts are drawn on: axes without pyplot, in one style and any language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.errors import MissingExtraError
from famplan.report.charts.fonts import font_families

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = ["BAND", "FIRST", "GREY", "SECOND", "THIRD", "finish", "paper", "thousands"]

FIRST, SECOND, THIRD = "#1b5e8c", "#c8553d", "#3d7a57"
"""Colours that can be told apart in print and by everybody."""
GREY, BAND = "#6b7280", "#1b5e8c33"
_SIZE = (5.4, 3.7)
_TEXT = 9.5


def paper(ax: Axes | None, *, size: tuple[float, float] = _SIZE) -> Axes:
    """Return the axes that were given, or new ones on a figure of their own.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed.
    """
    if ax is not None:
        return ax
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - heavy; loaded when first drawn
    except ImportError as error:
        raise MissingExtraError("a chart", package="matplotlib", extra="report") from error
    return Figure(figsize=size, layout="constrained").add_subplot()


def finish(ax: Axes, language: str, *, title: str, x: str = "", y: str = "") -> Axes:
    """Give axes their title and labels, and write every text in a font of the language."""
    fonts: Any = list(font_families(language))
    ax.set_title(title, loc="left", fontsize=_TEXT + 1.5, fontweight="bold", fontfamily=fonts)
    ax.set_xlabel(x, fontsize=_TEXT, fontfamily=fonts)
    ax.set_ylabel(y, fontsize=_TEXT, fontfamily=fonts)
    ax.tick_params(labelsize=_TEXT - 1, labelfontfamily=fonts, color=GREY)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(GREY)
    for text in _written(ax):
        text.set_fontfamily(fonts)
    return ax


def _written(ax: Axes) -> list[Text]:
    legend = ax.get_legend()
    return [*ax.texts, *(legend.get_texts() if legend else ())]


def thousands(number: float, _place: float | None = None) -> str:
    """Write a tick label with commas; the sign only tells left from right."""
    return f"{abs(number):,.0f}"
