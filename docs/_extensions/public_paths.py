"""Functions under the path that people import: a room's front lists them, and files may move."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOMS = "famplan.formulas."


def shorten(_: Sphinx, page: nodes.document) -> None:
    """Leave the file out of each path; links and the index keep it."""
    for signature in page.findall(addnodes.desc_signature):
        room = signature.get("module", "").rpartition(".")[0]
        is_listed = room.startswith(ROOMS) and signature.get("fullname") in vars(
            import_module(room)
        )
        for prefix in signature.findall(addnodes.desc_addname) if is_listed else ():
            prefix[:] = [nodes.Text(f"{room}.")]


def setup(app: Sphinx) -> dict[str, Any]:
    """Shorten the paths of each page once it has been read."""
    app.connect("doctree-read", shorten)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
