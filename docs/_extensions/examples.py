"""Examples without the blank line that ends them: a test needs it, a reader does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def trim(_: Sphinx, page: nodes.document) -> None:
    """Cut white space from the end of every block of code on a page."""
    for code in page.findall(nodes.literal_block):
        text = code.astext().rstrip()
        if code.rawsource == code.astext():  # otherwise it holds mark-up and must stay
            code.rawsource = text
            code[:] = [nodes.Text(text)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Trim each page once it has been read."""
    app.connect("doctree-read", trim)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
