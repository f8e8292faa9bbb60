"""Docstrings of attributes as they are written: napoleon takes words before a colon for a type.

"Middle of each group: 17.5 for 15–19" would become an attribute of the type "Middle of each group".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Anything below napoleon's own 500 comes before it.
BEFORE_NAPOLEON = 400


def shield(*event: Any) -> None:  # noqa: ANN401 - what autodoc sends
    """Break the first line behind its colon: with nothing after it, the colon is only a colon."""
    _, what, *_, lines = event
    if what in {"attribute", "data", "property"} and lines:
        head, colon, tail = lines[0].partition(": ")
        if tail:
            lines[:1] = [head + colon.rstrip(), tail]


def setup(app: Sphinx) -> dict[str, Any]:
    """Shield each docstring before napoleon reads it."""
    app.setup_extension("sphinx.ext.autodoc")  # it owns the event
    app.connect("autodoc-process-docstring", shield, priority=BEFORE_NAPOLEON)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
