"""Formulas have one shape: a noun, what is measured first, the rest by keyword, per one."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest

from famplan import formulas, indicators
from famplan.catalogue import function_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

ROOMS = [import_module(f"famplan.formulas.{name}") for name in formulas.__all__]
MODULES = [
    import_module(f"{room.__name__}.{entry.name}")
    for room in ROOMS
    for entry in iter_modules(getattr(room, "__path__", []))
] + [room for room in ROOMS if not hasattr(room, "__path__")]
SCALES = {"per", "scale", "multiplier", "base"}


def defined_in(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """Public functions that a module defines itself."""
    return {
        name: member
        for name, member in vars(module).items()
        if inspect.isfunction(member)
        and member.__module__ == module.__name__
        and not name.startswith("_")
    }


FORMULAS = [function for module in MODULES for function in defined_in(module).values()]
every_formula = pytest.mark.parametrize(
    "formula", FORMULAS, ids=lambda function: f"{function.__module__}.{function.__name__}"
)


@pytest.mark.parametrize("module", ROOMS + MODULES, ids=lambda module: module.__name__)
def test_all_names_the_public_functions(module: ModuleType) -> None:
    """`__all__` is sorted, names what exists, and leaves no public function out."""
    names = module.__all__
    assert sorted(names) == sorted(set(names))
    assert [name for name in names if not hasattr(module, name)] == []
    assert sorted(set(defined_in(module)) - set(names)) == []


@every_formula
def test_nothing_takes_a_scale(formula: Callable[..., Any]) -> None:
    """Compute per one, publish per thousand: only what is printed is scaled."""
    assert not SCALES & set(inspect.signature(formula).parameters)


@every_formula
def test_only_the_first_argument_is_positional(formula: Callable[..., Any]) -> None:
    """What is measured comes first; everything else is named at the call."""
    _, *rest = inspect.signature(formula).parameters.values()
    assert [item.name for item in rest if item.kind is not inspect.Parameter.KEYWORD_ONLY] == []


@every_formula
def test_every_formula_has_an_example(formula: Callable[..., Any]) -> None:
    """Also the helpers of a room, which compute no indicator of their own."""
    assert ">>> " in (inspect.getdoc(formula) or "")


def test_every_filed_function_is_a_public_formula() -> None:
    """The catalogue names functions that people can import from their room."""
    public = {getattr(room, name) for room in ROOMS for name in room.__all__}
    hidden = [entry.code for entry in indicators() if function_of(entry) not in public]
    assert hidden == []
