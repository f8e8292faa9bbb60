"""The stated figures of five real work reports, as claim files for the audit."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["claim_files"]


def claim_files() -> dict[str, Traversable]:
    """Return the claim file of each report, by its code S0 to S4.

    Each claim keeps its quote and place; `famplan.quality.audit_file` reads and checks them.

    Examples
    --------
    >>> from famplan.quality import audit_file
    >>> audit_file(claim_files()["S4"]).summary
    '24 claims: 7 consistent, 1 inconsistent, 16 not checkable'
    """
    folder = files("famplan.datasets") / "data" / "claims"
    found = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    return {file.name.removesuffix(".toml"): file for file in found}
