"""The room as a whole: every public name is there, and each module loads alone."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from famplan import model


@pytest.mark.parametrize("name", model.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each is listed, loads and lives in this package."""
    assert name in dir(model)
    assert getattr(model, name).__module__.startswith("famplan.model.")


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As for any module."""
    with pytest.raises(AttributeError, match="has no attribute 'Village'"):
        _ = model.Village  # type: ignore[attr-defined]


def test_a_period_loads_alone() -> None:
    """Importing it from inside a fresh package loads no record."""
    code = (
        "import sys, types, importlib.util as u, json\n"
        "root = types.ModuleType('famplan')\n"
        "root.__path__ = u.find_spec('famplan').submodule_search_locations\n"
        "sys.modules['famplan'] = root\n"
        "import famplan.model.period\n"
        "print(json.dumps([m for m in sys.modules if m.startswith('famplan.model.')]))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert set(json.loads(run.stdout)) == {
        "famplan.model.dates",
        "famplan.model.days",
        "famplan.model.period",
        "famplan.model.validators",
    }
