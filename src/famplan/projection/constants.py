"""Tables of published constants of this room: separation factors, multipliers."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

from famplan.catalogue import Source
from famplan.errors import UnverifiedFactWarning

__all__ = ["published", "source_of"]


@cache
def published(table: str) -> dict[str, Any]:
    """Read a table of constants once.

    Parameters
    ----------
    table : str
        Name of the file in ``famplan/projection/data``, without its ending.

    Returns
    -------
    dict
        The table as TOML gives it.

    Examples
    --------
    >>> sorted(published("multipliers"))
    ['beers-modified', 'beers-ordinary', 'sprague']
    """
    # Loaded with the first table: together they cost a tenth of importing numpy.
    import tomllib  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    path = files("famplan.projection") / "data" / f"{table}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def source_of(entry: dict[str, Any]) -> Source:
    """Source of an entry of a table; one that nobody here has seen warns.

    Parameters
    ----------
    entry : dict
        An entry with its ``source``.

    Returns
    -------
    Source
        Title, place and grade.

    Warns
    -----
    UnverifiedFactWarning
        The entry is from memory.

    Examples
    --------
    >>> print(source_of(published("multipliers")["sprague"]).grade)
    C
    """
    source = Source(**entry["source"])
    if not source.verified:
        warnings.warn(
            f"{entry['name']} is not verified: {source}", UnverifiedFactWarning, stacklevel=3
        )
    return source
