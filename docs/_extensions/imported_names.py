"""A short name that several packages have means the one that its own module imports.

`Scheme`, `Progress`, `Bound` stand in annotations by their short names, as modules import them; two
packages may each have one. What a module, or a package's modules, import decides where a link goes.
"""

from __future__ import annotations

import ast
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.domains.python import PythonDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@cache
def origins(module: str) -> dict[str, set[str]]:
    """Modules from which a module, or all modules of a package, import each name."""
    file = Path(str(import_module(module).__file__))
    files = file.parent.rglob("*.py") if file.name == "__init__.py" else [file]
    found: dict[str, set[str]] = {}
    for one in files:
        for node in ast.walk(ast.parse(one.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for alias in node.names:
                    found.setdefault(alias.name, set()).add(node.module)
    return found


def thing(path: str) -> object:
    """What stands at a dotted path; None if nothing does."""
    module, _, name = path.rpartition(".")
    try:
        return getattr(import_module(module), name, None)
    except ImportError:
        return None


class Domain(PythonDomain):
    """The Python domain, with a preference among several targets."""

    def find_obj(self, env: Any, modname: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - Sphinx's own
        """Find the targets of a name, or the one that the module means."""
        matches = super().find_obj(env, modname, *rest, **more)
        name = rest[1] if len(rest) > 1 else ""
        if len(matches) < 2 or not modname or not modname.startswith("famplan"):  # noqa: PLR2004
            return matches
        meant = [thing(f"{origin}.{name}") for origin in origins(modname).get(name, ())]
        own = [match for match in matches if any(thing(match[0]) is one for one in meant if one)]
        return [match for match in own if not match[1].aliased][:1] or own[:1] or matches


def setup(app: Sphinx) -> dict[str, Any]:
    """Put it in the place of Sphinx's own."""
    app.add_domain(Domain, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
