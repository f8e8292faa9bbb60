"""What the data lack: the columns that an indicator would need, for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from famplan.tabulate.contraception.measures import Measure

__all__ = ["NAME_YOURS", "columns_lacking"]

NAME_YOURS = 'if yours is called otherwise, say so, as columns={"v312": "your_name"}'
"""What to do where a column is not found."""

_SHOWN = 3  # columns of which one is enough: so many are named


def columns_lacking(
    measure: Measure,
    lacking: Mapping[str, Sequence[str]],
    definitions: Sequence[str] | None = None,
) -> str:
    """Say which columns would have to be there, by one definition or another.

    Parameters
    ----------
    measure : Measure
        What is asked for.
    lacking : mapping of str to sequence of str
        Columns that are missing, for each variable that could not be counted.
    definitions : sequence of str, optional
        By which definitions; all of them unless given.

    Returns
    -------
    str
        Empty if none of its variables is among those that lack columns.

    Examples
    --------
    >>> from famplan.tabulate.contraception.measures import share_of
    >>> told = share_of("X", {"dhs": "told", "pma": "told, pma"}, ["yes"])
    >>> columns_lacking(told, {"told": ["v3a02", "v3a03"], "told, pma": ["side_effects"]})
    "v3a02 and v3a03 (by 'pma' side_effects)"
    """
    said: dict[str, str] = {}
    for definition in definitions or measure.definitions:
        names = [name for name in measure.variables(definition) if name in lacking]
        needs = [*dict.fromkeys(" and ".join(lacking[name]) for name in names)]
        if needs:
            columns = " or ".join(needs[:_SHOWN])
            said.setdefault(columns + " …" * (len(needs) > _SHOWN), definition)
    first, *others = said or {"": ""}
    also = ", ".join(f"by {said[columns]!r} {columns}" for columns in others)
    return f"{first} ({also})" if also else first
