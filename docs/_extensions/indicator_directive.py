"""``{indicator} CODE``: the definition block of an indicator, read from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive

from famplan.catalogue import Indicator, find, function_of
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


def rows(indicator: Indicator) -> list[tuple[str, str]]:
    """List the lines of the definition block."""
    function = function_of(indicator)
    place = f"{function.__module__.removeprefix('famplan.')}.{function.__name__}"
    scale = f"per {indicator.per:,}" if indicator.per > 1 else "as it is"
    listed = [
        ("Code", indicator.code),
        ("Also called", ", ".join(indicator.aliases)),
        ("Numerator", indicator.numerator),
        ("Denominator", indicator.denominator),
        ("Kind and unit", f"{indicator.kind}; {indicator.unit}"),
        ("Published", scale),
        ("In force", window(indicator)),
        *((f"Variant {v.argument}", v.meaning) for v in indicator.variants),
        ("Mind", indicator.caution),
        ("Source", str(indicator.source)),
        ("Function", place),
    ]
    return [(label, text) for label, text in listed if text]


def window(indicator: Indicator) -> str:
    """Name the window in which the definition held, if it has one."""
    if indicator.since is None and indicator.until is None:
        return ""
    return f"{indicator.since or '…'} to {indicator.until or '…'} (not included)"


def definition_table(indicator: Indicator) -> nodes.table:
    """Lay the definition out as label and text."""
    group = nodes.tgroup("", nodes.colspec(colwidth=20), nodes.colspec(colwidth=80), cols=2)
    body = nodes.tbody()
    for label, text in rows(indicator):
        cells = (nodes.strong(text=label), nodes.inline(text=text))
        body += nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
    group += body
    return nodes.table("", group, classes=["definition"])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("indicator", IndicatorDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
