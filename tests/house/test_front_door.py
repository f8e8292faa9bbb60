"""`import famplan` is light, and what it offers fits on one page."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

import famplan

MOST_NAMES = 30
HEAVY = (
    "dask",
    "duckdb",
    "great_tables",
    "jinja2",
    "matplotlib",
    "narwhals",
    "pandas",
    "polars",
    "pyarrow",
    "pyreadstat",
    "pyspark",
    "rich",
    "scipy",
    "tqdm",
    "typer",
    "xlsxwriter",
)
# What the core may cost: everything else that an import brings is a surprise.
NEEDED = {"attr", "attrs", "dateutil", "famplan", "numpy", "six"}

# How the front door opens its rooms late, rather than something that it offers.
MACHINERY = {"TYPE_CHECKING", "annotations", "import_module"}


def loaded(statement: str) -> set[str]:
    """Top-level packages that a fresh interpreter holds after a statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    modules: list[str] = json.loads(done.stdout)
    return {name.partition(".")[0] for name in modules}


EVERY_ROOM = (
    "import famplan as fp; fp.find('CBR'); fp.quality; fp.datasets; fp.report; fp.rules; "
    "fp.tabulate; fp.Person"
)


@pytest.fixture(scope="module", params=["import famplan", EVERY_ROOM])
def imported(request: pytest.FixtureRequest) -> set[str]:
    """Packages that `import famplan` loads, and those that opening every room adds."""
    return loaded(request.param)


@pytest.mark.parametrize("package", HEAVY)
def test_importing_famplan_does_not_load(package: str, imported: set[str]) -> None:
    """What is heavy loads when it is first needed."""
    assert package not in imported


def test_importing_famplan_loads_nothing_that_numpy_and_attrs_do_not(imported: set[str]) -> None:
    """Nothing from outside the standard library but what the core needs."""
    before = loaded("import numpy")
    assert imported - before - NEEDED - set(sys.stdlib_module_names) == set()


def test_the_front_door_has_at_most_thirty_names() -> None:
    """Few enough to read; sorted, each once, each there."""
    names = famplan.__all__
    assert len(names) <= MOST_NAMES
    assert len(set(names)) == len(names)
    assert [name for name in names if not hasattr(famplan, name)] == []


def test_the_front_door_offers_nothing_that_it_does_not_name() -> None:
    """What is not in `__all__` is private, or one of the package's own modules."""

    def is_room(member: Any) -> bool:
        return inspect.ismodule(member) and member.__name__.startswith("famplan.")

    open_names = {
        name
        for name, member in vars(famplan).items()
        if not name.startswith("_") and not is_room(member)
    }
    assert open_names - set(famplan.__all__) - MACHINERY == set()


def test_every_name_at_the_front_door_is_documented() -> None:
    """`help` says something about each."""
    assert [name for name in famplan.__all__ if not getattr(famplan, name).__doc__] == []


def test_every_name_that_the_rules_list_can_be_taken() -> None:
    """The language of conditions has a house of its own; its words are still found here."""
    rules = import_module("famplan.rules")
    assert {name for name in rules.__all__ if not hasattr(rules, name)} == set()
