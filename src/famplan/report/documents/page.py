"""A document as one self-contained HTML page."""

from __future__ import annotations

import warnings
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from famplan.errors import MissingExtraError, MissingFontWarning
from famplan.report.documents.document import Cards, Charts, Document, Paragraphs, TextColumn
from famplan.report.grids import Grid

if TYPE_CHECKING:
    from pathlib import Path

    from famplan.report.documents.document import Block, Chart

__all__ = ["DocumentPage", "html_page"]


def html_page(document: Document) -> str:
    """Write a document as a page that needs nothing else: no script, font or picture.

    Raises
    ------
    MissingExtraError
        A library of the extra ``report`` is not installed.
    """
    try:
        import jinja2  # noqa: PLC0415 - an extra: loaded when a page is asked for
    except ImportError as error:
        raise MissingExtraError("an HTML page", package="jinja2", extra="report") from error
    from famplan.report.great import grid_html  # noqa: PLC0415 - only pages need it

    folder = files("famplan.report") / "templates"
    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
    )
    return environment.get_template("document.html.j2").render(
        d=document,
        say=document.say,
        kind=_kind,
        grid=grid_html,
        svg=_svg,
        words=_word_columns(document),
        top=[section for section in document.sections if section.level == 2],  # noqa: PLR2004 - h2
    )


def _kind(block: Block) -> str:
    kinds = {Cards: "cards", Paragraphs: "text", Charts: "charts", Grid: "grid"}
    return kinds[type(block)]


def _svg(chart: Chart) -> str:
    from famplan.report.charts import drawing  # noqa: PLC0415 - heavy; only pages draw

    with warnings.catch_warnings():
        # A page's charts are written by the browser, in the fonts it has.
        warnings.simplefilter("ignore", MissingFontWarning)
        return drawing(chart.draw(), name=chart.key).decode()


def _word_columns(document: Document) -> list[str]:
    """Name the cells that hold words, as style sheets name them."""
    found = []
    for section in document.sections:
        for grid in (block for block in section.blocks if isinstance(block, Grid)):
            for place, column in enumerate(grid.columns, start=2):
                if isinstance(column, TextColumn):
                    found.append(f"#{grid.key} :is(td, th):nth-child({place})")
    return found


@attrs.frozen(eq=False, repr=False, slots=False)
class DocumentPage:
    """A document as a page.

    Parameters
    ----------
    document : Document
        What it says.
    """

    document: Document

    @cached_property
    def html(self) -> str:
        """The page.

        Raises
        ------
        MissingExtraError
            A library of the extra ``report`` is not installed.
        """
        return html_page(self.document)

    def save(self, path: Path | str) -> Path:
        """Write the document in the form that the ending says, whole or not at all.

        Raises
        ------
        DefinitionError
            The ending stands for no form.
        InvalidInputError
            The file cannot be written.
        """
        from famplan.report.documents.saving import save_document  # noqa: PLC0415 - all forms

        (written,) = save_document(self.document, [path])
        return written

    def __repr__(self) -> str:
        """Name what it is of."""
        return f"<page: {self.document.title}>"
