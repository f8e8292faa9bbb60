"""The schema of a register, and the rules it is held to, laid out from the code.

``{register-schema}`` makes a section of each table, ``{register-words}`` a list of the words that
columns may hold, ``{register-rules}`` a table of the rules across columns, rows and tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import Directive

from famplan.readers import register_schema
from famplan.readers.checks import CHECKS
from famplan.readers.description import MARKS, holds, marked, vocabularies
from famplan.readers.schema import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx

    from famplan.readers.schema import Column, TableSchema


class RegisterSchema(Directive):
    """Give each table a section with its columns."""

    def run(self) -> list[nodes.Node]:
        """Read the schema."""
        schema = register_schema()
        lead = nodes.paragraph("", "", nodes.strong(text=f"Version {schema.version}."))
        lead += nodes.Text(f" {MARKS[0].upper()}{MARKS[1:]}.")
        return [lead, *map(self._section, schema.tables)]

    def _section(self, table: TableSchema) -> nodes.section:
        section = nodes.section("", ids=[f"register-{dashed(table.name)}"])
        section += nodes.title(text=f"{table.name} · {table.zh}")
        section += laid_out(
            ("column", "中文表头", "other headers", "holds"),
            (
                (marked(column), column.zh, ", ".join(column.also), held(column))
                for column in table.columns
            ),
            "register-columns",
        )
        self.state.document.note_implicit_target(section, section)
        return section


class RegisterWords(Directive):
    """List the words of each vocabulary."""

    def run(self) -> list[nodes.Node]:
        """Read the vocabularies."""
        found: list[nodes.Node] = []
        for name, words in vocabularies(*register_schema().tables).items():
            anchor = f"register-words-{name.lower()}"
            title = nodes.paragraph("", "", nodes.strong(text=name), ids=[anchor])
            rows = ((word["word"], word["zh"], ", ".join(word["also"])) for word in words)
            table = laid_out(("word", "中文", "also read"), rows, "register-words")
            found += [title, table]
        return found


class RegisterRules(Directive):
    """List the rules across columns, rows and tables."""

    def run(self) -> list[nodes.Node]:
        """Read the table of rules."""
        rows = (
            (f"{check.table}.{check.column}", check.rule.name, check.rule.zh, str(check.severity))
            for check in CHECKS
        )
        return [laid_out(("cell", "rule", "规则", "severity"), rows, "register-rules")]


def held(column: Column) -> str | nodes.Node:
    """Say what a column holds, with a link to the table or the words it leads to."""
    if column.kind is Kind.REF:
        return linked(f"register-{dashed(column.of)}", holds(column))
    if column.kind is Kind.WORD:
        return linked(f"register-words-{column.words.lower()}", holds(column))
    return holds(column)


def dashed(name: str) -> str:
    """Write a name as part of an address."""
    return name.replace("_", "-")


def linked(anchor: str, text: str) -> nodes.Node:
    """Link within the page."""
    return nodes.reference("", text, refid=anchor, internal=True)


def laid_out(
    headings: Sequence[str], rows: Iterable[Sequence[str | nodes.Node]], kind: str
) -> nodes.table:
    """Make a table of a kind, which the style sheet lays out as a list on a phone."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in headings), cols=len(headings))
    head = nodes.row("", *(cell(text) for text in headings))
    body = nodes.tbody("", *(nodes.row("", *(cell(text) for text in row)) for row in rows))
    group += [nodes.thead("", head), body]
    return nodes.table("", group, classes=["register", kind])


def cell(content: str | nodes.Node) -> nodes.entry:
    """Make a cell of text or of a link."""
    text = nodes.Text(content) if isinstance(content, str) else content
    return nodes.entry("", nodes.paragraph("", "", text))


def setup(app: Sphinx) -> dict[str, Any]:
    """Make the directives known."""
    app.add_directive("register-schema", RegisterSchema)
    app.add_directive("register-words", RegisterWords)
    app.add_directive("register-rules", RegisterRules)
    return {"parallel_read_safe": True}
