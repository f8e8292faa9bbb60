"""What a chart drew, as SVG text or a PNG file; the same drawing gives the same bytes."""

from __future__ import annotations

import io
import logging
import warnings
from typing import TYPE_CHECKING, Any, Literal, cast

from famplan.errors import own_warnings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["drawing"]


def drawing(
    ax: Axes, *, form: Literal["svg", "png"] = "svg", name: str = "famplan", dpi: int = 160
) -> bytes:
    """Draw axes, without a date, and with text that can be searched and read aloud.

    Threads may draw at the same time; one is drawn after the other.

    Parameters
    ----------
    ax : Axes
        What a chart returned.
    form : {"svg", "png"}
        A drawing, or a picture.
    name : str
        Two drawings of one page need different names, for their parts must not be mixed up.
    dpi : int
        Dots per inch of a picture.

    Examples
    --------
    >>> from famplan.report.charts import trend
    >>> picture = drawing(trend([0.0113, 0.0108], periods=["2012", "2013"], per=1000, label="CBR"))
    >>> picture.startswith(b"<svg"), b"date" in picture
    (True, False)
    """
    from matplotlib import rc_context  # noqa: PLC0415 - heavy; loaded when first drawn

    figure = ax.get_figure(root=True)
    assert figure is not None  # noqa: S101 - axes always stand on one
    out = io.BytesIO()
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": name}
    # Settings and the level of a logger are the process's, like warnings: threads wait here.
    with own_warnings(), rc_context(settings):
        # A missing font was told of once, with the way out; a line for each sign says no more.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        _draw(figure, out, form, dpi)
    text = out.getvalue()
    return text[text.index(b"<svg") :] if form == "svg" else text


def _draw(figure: Figure, out: io.BytesIO, form: str, dpi: int) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415

    agg, svg = cast("Any", FigureCanvasAgg), cast("Any", FigureCanvasSVG)
    loud = logging.getLogger("matplotlib.font_manager")
    before = loud.level
    loud.setLevel(logging.ERROR)
    try:
        if form == "png":
            canvas = agg(figure)
            figure.set_dpi(dpi)
            canvas.print_png(out, metadata={"Software": None})
        else:
            nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
            svg(figure).print_svg(out, metadata=nothing)
    finally:
        loud.setLevel(before)
