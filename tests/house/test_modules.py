"""Rooms are small: short modules, short functions, names that say what lives there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src" / "famplan"
MODULES = sorted(SOURCES.rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
VAGUE = {"base", "common", "core", "helper", "helpers", "misc", "util", "utils"}

every_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(SOURCES))
)


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function's statements, without its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1


@every_module
def test_a_module_is_short(path: Path) -> None:
    """A longer one holds two rooms: split it by what is counted."""
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_MODULE


@every_module
def test_its_functions_are_short(path: Path) -> None:
    """A longer one does two things."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = {
        node.name: body_lines(node)
        for node in ast.walk(tree)
        if isinstance(node, functions) and body_lines(node) > LONGEST_FUNCTION
    }
    assert long == {}


@every_module
def test_its_name_says_what_lives_there(path: Path) -> None:
    """Nothing is called helpers, which says neither what helps nor whom."""
    assert not {part.removesuffix(".py") for part in path.relative_to(SOURCES).parts} & VAGUE
