"""The report as one self-contained HTML page."""

from __future__ import annotations

import warnings
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from famplan.errors import MissingExtraError, MissingFontWarning, own_warnings
from famplan.report.definitions import footnotes
from famplan.report.files import write_whole
from famplan.report.grids import area_grids, figure_grid, form_grids
from famplan.report.headlines import headlines
from famplan.report.quality_box import quality_box
from famplan.report.remarks import remarks, subtitle
from famplan.report.results import Results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from famplan.readers import RegisterFindings
    from famplan.tabulate.register import RegisterTally

__all__ = ["Page", "page"]


@attrs.frozen(eq=False, repr=False, slots=False)
class Page:
    """A report as a page that needs nothing else: no script, no font, no picture from elsewhere.

    Parameters
    ----------
    results : Results
        What it says.
    """

    results: Results

    @cached_property
    def html(self) -> str:
        """The page.

        Raises
        ------
        MissingExtraError
            A library of the extra ``report`` is not installed.
        """
        try:
            import jinja2  # noqa: PLC0415 - an extra: loaded when a page is asked for
        except ImportError as error:
            raise MissingExtraError("an HTML page", package="jinja2", extra="report") from error
        folder = files("famplan.report") / "templates"
        loader = jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8"))
        environment = jinja2.Environment(
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            loader=loader,
        )
        return environment.get_template("report.html.j2").render(self._parts())

    def _parts(self) -> dict[str, object]:
        from famplan.report.charts import drawing  # noqa: PLC0415 - only pages draw
        from famplan.report.drawings import draw_all  # noqa: PLC0415
        from famplan.report.great import grid_html  # noqa: PLC0415

        results = self.results
        with own_warnings():
            # A page's charts are written by the browser, in the fonts it has.
            warnings.simplefilter("ignore", MissingFontWarning)
            charts = {key: drawing(ax, name=key).decode() for key, ax in draw_all(results).items()}
        return {
            "r": results,
            "say": results.say,
            "subtitle": subtitle(results),
            "cards": headlines(results),
            "since": results.earlier()[0],
            "figures": figure_grid(results),
            "areas": area_grids(results),
            "forms": form_grids(results),
            "quality": quality_box(results),
            "footnotes": footnotes(results),
            "remarks": remarks(results),
            "charts": charts,
            "grid": grid_html,
        }

    def save(self, path: Path | str) -> Path:
        """Write the page, whole or not at all.

        Raises
        ------
        InvalidInputError
            The file cannot be written.
        """
        return write_whole(path, self.html)


def page(  # noqa: PLR0913 - what is shown, and how
    tally: RegisterTally,
    *,
    language: str = "en",
    previous: RegisterTally | Sequence[RegisterTally] | None = None,
    findings: RegisterFindings | None = None,
    title: str | None = None,
    hide_below: float | None = None,
) -> Page:
    """Make a page of what was counted in a register.

    Parameters
    ----------
    tally : RegisterTally
        What was counted, by area.
    language : {"en", "zh"}
        Language of the page.
    previous : RegisterTally or sequence of them, optional
        Earlier periods of the same register, counted alike: figures are compared with the latest
        of them, several make trends, and three years or more a Lexis surface.
    findings : RegisterFindings, optional
        What was wrong in the files, for the box on quality.
    title : str, optional
        Instead of the usual one.
    hide_below : float, optional
        Figures on fewer people or events are hidden: ten, unless told otherwise.

    Raises
    ------
    DefinitionError
        There is no such language, or an earlier period was counted in another way.

    Examples
    --------
    >>> from famplan import Period
    >>> from famplan.datasets.register import synthetic_register
    >>> from famplan.readers import register
    >>> from famplan.tabulate.register import register as count
    >>> county = register(synthetic_register(5000, seed=7, areas=3).frames())
    >>> tally = count(county, period=Period.calendar_year(2013), by="township")
    >>> html = page(tally, language="zh", findings=county.findings).html
    >>> "出生人口性别比" in html, '<html lang="zh-Hans">' in html
    (True, True)
    """
    return Page(
        Results.of(
            tally,
            language=language,
            previous=previous,
            findings=findings,
            title=title,
            hide_below=hide_below,
        )
    )
