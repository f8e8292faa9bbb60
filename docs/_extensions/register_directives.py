"""``{register-schema}`` and ``{register-rules}``: tables of a register, and rules they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import Directive

from famplan.readers import register_schema
from famplan.readers.checks import CHECKS
from famplan.readers.schema import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx


class RegisterSchema(Directive):
    """Lay each table out with its columns."""

    def run(self) -> list[nodes.Node]:
        """Read the schema."""
        found: list[nodes.Node] = []
        for table in register_schema().tables:
            title = nodes.paragraph("", "", nodes.strong(text=f"{table.name} · {table.zh}"))
            rows = (
                (
                    f"{column.name}{'*' * (column.required + column.known)}",
                    ", ".join(column.headers[1:]),
                    holds(column),
                )
                for column in table.columns
            )
            found += [title, laid_out(("column", "other headers", "holds"), rows)]
        return found


class RegisterRules(Directive):
    """List the rules across columns, rows and tables."""

    def run(self) -> list[nodes.Node]:
        """Read the table of rules."""
        rows = (
            (f"{check.table}.{check.column}", check.rule.name, check.rule.zh, str(check.severity))
            for check in CHECKS
        )
        return [laid_out(("cell", "rule", "规则", "severity"), rows)]


def holds(column: Column) -> str:
    """Say what a column holds."""
    if column.kind is Kind.REF:
        return f"key of {column.of}"
    if column.kind is Kind.WORD:
        return f"word: {', '.join(column.vocabulary)}"
    bounds = [f"{bound:g}" for bound in (column.low, column.high) if bound is not None]
    return f"{column.kind} from {' to '.join(bounds)}" if bounds else str(column.kind)


def laid_out(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> nodes.table:
    """Make a table."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in headings), cols=len(headings))
    head = nodes.row("", *(cell(text) for text in headings))
    body = nodes.tbody("", *(nodes.row("", *(cell(text) for text in row)) for row in rows))
    group += [nodes.thead("", head), body]
    return nodes.table("", group)


def cell(text: str) -> nodes.entry:
    """Make a cell."""
    return nodes.entry("", nodes.paragraph(text=text))


def setup(app: Sphinx) -> dict[str, Any]:
    """Make the directives known."""
    app.add_directive("register-schema", RegisterSchema)
    app.add_directive("register-rules", RegisterRules)
    return {"parallel_read_safe": True}
