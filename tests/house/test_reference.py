"""The reference leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path
from pkgutil import walk_packages

import famplan
from famplan import formulas

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def documented() -> set[str]:
    """Modules that some page of the reference lays out."""
    pages = REFERENCE.rglob("*.md")
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    return set(re.findall(r"^\.\. automodule:: (\S+)$", text, flags=re.MULTILINE))


def test_every_room_of_formulas_is_in_the_reference() -> None:
    """A formula that the reference does not show is not found."""
    found = walk_packages(formulas.__path__, prefix="famplan.formulas.")
    modules = {entry.name for entry in found if not entry.ispkg}
    assert sorted(modules - documented()) == []


def test_every_floor_is_in_the_reference() -> None:
    """Each package that stands in the house, whether or not the front door names it."""
    entries = Path(famplan.__file__).parent.iterdir()
    floors = {
        entry.stem
        for entry in entries
        if (entry.suffix == ".py" and not entry.stem.startswith("_"))
        or (entry / "__init__.py").is_file()
    }
    index = (REFERENCE / "index.md").read_text(encoding="utf-8")
    assert [name for name in sorted(floors) if f"`famplan.{name}`" not in index] == []
