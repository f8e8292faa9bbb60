"""What columns are called: recode names, plain names of the same, and the data's own."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from famplan.errors import DefinitionError, InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from famplan.tabulate.sources import RowSource

__all__ = ["ABSENT", "PLAIN", "check_design", "renamed", "spelled_names"]

PLAIN = {
    "weight": "v005",
    "interview": "v008",
    "born": "v011",
    "cluster": "v021",
    "stratum": "v022",
}
"""Plain names of what every survey has, and the names that kernels use."""
ABSENT = {"v005": 1, "v021": 0, "v022": 0}
"""What stands for a column that the data lack: every woman weighs one; one cluster; one stratum."""

_RECODE = re.compile(r"[a-z]{1,2}\d+[a-z]?(_\d+)?|awfact[a-z]")


def spelled_names(present: Sequence[str]) -> dict[str, str]:
    """Find recode names as files for SPSS and SAS spell them.

    Examples
    --------
    >>> spelled_names(["V005", "B3$01", "v008"])
    {'v005': 'V005', 'b3_01': 'B3$01'}
    """
    plain = {own.lower().replace("$", "_"): own for own in present}
    return {
        standard: own
        for standard, own in plain.items()
        if _RECODE.fullmatch(standard) and standard not in present
    }


def renamed(own: Mapping[str, str | Sequence[str] | None]) -> dict[str, str | None]:
    """Read own names of columns by standard name.

    Raises
    ------
    DefinitionError
        A key is neither a role nor a recode name, or its column must be one or must be there.

    Examples
    --------
    >>> renamed({"stratum": "region", "weight": None})
    {'v022': 'region', 'v005': None}
    """
    found = {}
    for key, name in own.items():
        standard = PLAIN.get(key, key)
        if standard == key and not _RECODE.fullmatch(key):
            raise _unknown_role(key)
        if name is None and standard not in ABSENT:
            raise DefinitionError("columns", f"{key} cannot be absent")
        if name is not None and not isinstance(name, str):
            raise DefinitionError("columns", f"{key} must be one column")
        found[standard] = name
    return found


def _unknown_role(key: str) -> DefinitionError:
    roles = (*PLAIN, "woman", "mother", "birth")
    near = get_close_matches(key, roles, n=1)
    remedy = f"did you mean {near[0]}?" if near else "give a recode name like v005"
    return DefinitionError("columns", f"{key!r} is none of {', '.join(roles)}", remedy=remedy)


def check_design(
    names: Mapping[str, str | None], source: RowSource, *, given: Collection[str]
) -> None:
    """Check that the data have what every sample has, under its usual names.

    Parameters
    ----------
    names : mapping
        By standard name what a column is called in the data, where that differs.
    source : RowSource
        The data.
    given : collection of str
        Standard names whose columns the caller has named: he knows how to.

    Raises
    ------
    InvalidInputError
        One is not there. A near name is no help, as `v212` is no stratum.
    """
    present = set(source.columns)
    own = {role: names.get(standard, standard) for role, standard in PLAIN.items()}
    missing = [
        role
        for role, name in own.items()
        if PLAIN[role] not in given and name is not None and name not in present
    ]
    if not missing:
        return
    named = ", ".join(f"{own[role]} ({role})" if own[role] != role else role for role in missing)
    # A column with the plain name is what is meant.
    told = ", ".join(f'"{role}": "{role if role in present else "your_name"}"' for role in missing)
    absent = [role for role in missing if PLAIN[role] in ABSENT]
    none = f"; give None in place of the name if there is no {' or '.join(absent)}"
    raise InvalidInputError(
        "columns" if source.name == "data" else f"{source.name}, columns",
        f"{named} not in the data",
        remedy=f"say what yours is called: columns={{{told}}}{none if absent else ''}",
    )
