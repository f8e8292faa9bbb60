"""``{indicator} CODE``: the definition block of an indicator, read from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes

from famplan.catalogue import Indicator, find, function_of
from famplan.catalogue.definition import definition
from famplan.errors import UnknownIndicatorError

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class IndicatorDirective(Directive):
    """Lay one indicator's definition out as a two-column table that can be linked to."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Look the indicator up and lay its definition out."""
        try:
            indicator = find(self.arguments[0])
        except UnknownIndicatorError as error:
            raise self.error(str(error)) from error
        anchor = f"indicator-{indicator.code.lower().replace('_', '-')}"
        return [nodes.target(ids=[anchor], names=[anchor]), definition_table(indicator)]


def definition_table(indicator: Indicator) -> nodes.table:
    """Lay the definition out as label and text."""
    group = nodes.tgroup("", nodes.colspec(colwidth=20), nodes.colspec(colwidth=80), cols=2)
    body = nodes.tbody()
    for label, text in definition(indicator).items():
        cell = function_link(indicator, text) if label == "Function" else nodes.inline(text=text)
        cells = (nodes.paragraph("", "", *label_parts(label)), nodes.paragraph("", "", cell))
        body += nodes.row("", *(nodes.entry("", item) for item in cells))
    group += body
    return nodes.table("", group, classes=["definition"])


def label_parts(label: str) -> list[nodes.Node]:
    """Set the argument that chooses a variant as code, so that its quotes stay as typed."""
    word, space, argument = label.partition(" ")
    if word != "Variant":
        return [nodes.strong(text=label)]
    return [nodes.strong(text=word), nodes.Text(space), nodes.literal(text=argument)]


def function_link(indicator: Indicator, text: str) -> nodes.Node:
    """Link to the reference of the function that computes the indicator."""
    function = function_of(indicator)
    target = f"{function.__module__}.{function.__name__}"
    return addnodes.pending_xref(
        "",
        nodes.literal(text=text),
        refdomain="py",
        reftype="func",
        reftarget=target,
        refexplicit=True,
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("indicator", IndicatorDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
