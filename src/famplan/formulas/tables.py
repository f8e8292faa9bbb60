"""Tables of published constants, by version: data with sources, never literals in code.

A table is a file of ``famplan/formulas/data``; versions that are known but left out are named
there with the reason.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from famplan.errors import DefinitionError

__all__ = ["constants", "read_table"]


@cache
def read_table(name: str) -> dict[str, Any]:
    """Read a table of constants once.

    Examples
    --------
    >>> sorted(read_table("proximate"))
    ['constant', 'left_out']
    """
    # Loaded with the first table: together they cost a tenth of importing numpy.
    import tomllib  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    path = files("famplan.formulas") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def constants(table: str, version: str) -> dict[str, float]:
    """Constants of one version of a model.

    Parameters
    ----------
    table : str
        Name of the table, for example ``"proximate"``.
    version : str
        Version of the model.

    Returns
    -------
    dict of str to float
        Constants by key.

    Raises
    ------
    DefinitionError
        No such version, or one that was left out; the message says why.

    Examples
    --------
    >>> constants("proximate", "1978")["total_fecundity"]
    15.3
    >>> constants("proximate", "2015")
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: version: '2015' is none of '1978'; left out: the equations of \
Demographic Research 33(19) were not seen
    """
    data = read_table(table)
    rows = [row for row in data["constant"] if row["version"] == version]
    if not rows:
        known = ", ".join(dict.fromkeys(repr(row["version"]) for row in data["constant"]))
        reason = data["left_out"].get(version)
        raise DefinitionError(
            "version",
            f"{version!r} is none of {known}",
            remedy=f"left out: {reason}" if reason else "name the version of the model",
        )
    return {row["key"]: row["value"] for row in rows}
