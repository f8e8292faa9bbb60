"""Many women at once: a code for every row of a batch, by the table that decides for one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError
from famplan.language import Rows
from famplan.language.rows import NO_DAY
from famplan.tabulate.contraception.need.definition import NeedDefinition, need_definition
from famplan.tabulate.contraception.need.facts import MONTHS, facts_of
from famplan.tabulate.contraception.need.rows import UNKNOWN
from famplan.tabulate.contraception.need.table import decision_table
from famplan.tabulate.contraception.need.truth import decisive, where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.need.rows import Row
    from famplan.tabulate.kernel import Batch

__all__ = ["REQUIRED", "need_codes", "need_columns"]

REQUIRED = ("v502", "v312", "v605", "v213")
"""Columns without which nobody can be classified; every other one may be absent."""


def need_columns(definition: NeedDefinition | str = "dhs") -> tuple[str, ...]:
    """Name the columns that a definition reads, as far as a file has them.

    Parameters
    ----------
    definition : NeedDefinition or str
        Which definition; see `need_definition`.

    Returns
    -------
    tuple of str
        Names of the recode, those in `REQUIRED` first.

    Examples
    --------
    >>> need_columns("dhs")[:6]
    ('v502', 'v312', 'v605', 'v213', 'v020', 'm6_1')
    """
    return _columns(_chosen(definition))


@cache
def _columns(definition: NeedDefinition) -> tuple[str, ...]:
    asked = (fact.name for row in decision_table(definition) for fact in row.condition.facts)
    return tuple(name for name in dict.fromkeys((*REQUIRED, *asked)) if name != MONTHS.name)


def need_codes(batch: Batch, *, definition: NeedDefinition | str = "dhs") -> NDArray[np.int8]:
    """Classify every woman of a batch: codes 0–9, 98 and 99 as in `v626a`.

    Parameters
    ----------
    batch : mapping of str to column
        Columns by the names of the recode; those that `need_columns` names are read. One that a
        file lacks was not asked of anybody.
    definition : NeedDefinition or str
        Which definition; see `need_definition`.

    Returns
    -------
    ndarray of int8

    Raises
    ------
    InvalidInputError
        A column in `REQUIRED` is not there, or one holds text.
    DefinitionError
        No such definition.

    Examples
    --------
    >>> women = {"v502": [1, 1, 0], "v312": [0, 1, 0], "v605": [5, 2, 2], "v213": [0, 0, 0],
    ...          "v525": [17, 18, 0]}
    >>> need_codes({name: np.array(column) for name, column in women.items()}).tolist()
    [2, 3, 0]
    """
    for name in REQUIRED:
        if name not in batch:
            raise InvalidInputError(
                "unmet need", f"{name} is not in the data", remedy="every woman is asked for it"
            )
    chosen = _chosen(definition)
    names = (*_columns(chosen), MONTHS.name)
    columns = facts_of(batch, names, whole=chosen.whole_months)
    size, table = len(batch["v312"]), decision_table(chosen)
    doubt = _in_doubt(_decisive(chosen), columns, size)
    codes = _of_known(table, Rows(columns, size, NO_DAY))
    if doubt.any():
        places = np.flatnonzero(doubt)
        some = {name: column[places] for name, column in columns.items()}
        codes[places] = _of_unknown(table, Rows(some, len(places), NO_DAY))
    return codes


@cache
def _decisive(definition: NeedDefinition) -> tuple[str, ...]:
    facts = (fact for row in decision_table(definition) for fact in decisive(row.condition))
    return tuple(dict.fromkeys(fact.name for fact in facts))


def _in_doubt(
    names: tuple[str, ...], columns: Mapping[str, NDArray[Any]], size: int
) -> NDArray[np.bool_]:
    """Tell of whom something is not known that is asked of every woman."""
    doubt = np.zeros(size, dtype=bool)
    for name in names:
        if name not in columns:
            doubt[:] = True
        elif columns[name].dtype.kind == "f":
            doubt |= np.isnan(columns[name])
    return doubt


def _of_known(table: tuple[Row, ...], rows: Rows[Any]) -> NDArray[np.int8]:
    """Give each row the code of the first condition that holds: from the last one up."""
    codes = np.zeros(rows.size, dtype=np.int8)
    for row in reversed(table):
        # Exchanges bits where the mask, which is -1 then, has all of them: five times as fast as
        # setting codes where it is true.
        codes ^= (codes ^ np.int8(row.code)) & -where(row.condition, rows).view(np.int8)
    return codes


def _of_unknown(table: tuple[Row, ...], rows: Rows[Any]) -> NDArray[np.int8]:
    """Give each row the code of the first condition that holds.

    A row is in doubt if a condition before was unknown and would have given another code.
    """
    codes = np.zeros(rows.size, dtype=np.int8)
    left = np.ones(rows.size, dtype=bool)
    unsure: list[tuple[int, NDArray[np.intp]]] = []
    for row in table:
        yes, no = row.condition.masks(rows)
        codes[left & yes] = row.code
        unsure.append((row.code, np.flatnonzero(left & ~(yes | no))))
        left &= ~yes
    found = codes.copy()
    for code, places in unsure:
        codes[places[found[places] != code]] = UNKNOWN
    return codes


def _chosen(definition: NeedDefinition | str) -> NeedDefinition:
    return need_definition(definition) if isinstance(definition, str) else definition
