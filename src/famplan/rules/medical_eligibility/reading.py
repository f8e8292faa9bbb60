"""Reading tables: every fault at once, and no table with a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError, InvalidInputError
from famplan.language.facts import FlagFact
from famplan.language.nodes import condition_from
from famplan.rules.medical_eligibility.facts import health_subject
from famplan.rules.medical_eligibility.files import BOTH, key_of, read_draft
from famplan.rules.medical_eligibility.methods import MethodColumn, method_column
from famplan.rules.medical_eligibility.rating import CellPair, Rating
from famplan.rules.medical_eligibility.table import EligibilityTable, TableOrigin, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from famplan.language.conditions import Condition
    from famplan.language.subject import Subject
    from famplan.rules.medical_eligibility.files import DraftRow, DraftTable, TableFault
    from famplan.rules.medical_eligibility.methods import MedicalMethod

__all__ = ["read_table", "table_faults"]


def read_table(
    path: Path | Traversable | str,
    *,
    origin: TableOrigin | None = None,
    columns: Mapping[str, Iterable[MedicalMethod | str]] | None = None,
    when: Mapping[str, Condition[Any]] | None = None,
) -> EligibilityTable:
    r"""Read a table that you are licensed to use, from CSV or JSON.

    Parameters
    ----------
    path : path
        The file.
    origin : TableOrigin, optional
        What it is: name, edition, licence, source. Needed unless the file says so itself.
    columns : mapping of str to methods, optional
        What columns stand for that are not called by a method.
    when : mapping of str to Condition, optional
        Rows, by their key, that follow from facts of `HEALTH` (age, cigarettes, blood pressure,
        days since a delivery) and need not be reported by name.

    Returns
    -------
    EligibilityTable

    Raises
    ------
    UnreadableFileError
        The file cannot be read at all.
    InvalidInputError
        It has faults: all of them are named, and no table is made.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "mine.csv"
    >>> _ = file.write_text("Condition,Cu-IUD (I),Cu-IUD (C),COC\nA condition,4,2,2/3\n")
    >>> origin = TableOrigin(
    ...     name="invented", edition="2024", licence="mine", source=Source("an example")
    ... )
    >>> table = read_table(file, origin=origin)
    >>> table
    <EligibilityTable invented, 2024: 1 rows, 2 methods>
    >>> table.consult({"a condition": True}, on=None, at="continuation")["Cu-IUD"].certain
    <Category.TWO: '2'>
    """
    draft = read_draft(path)
    table = _table(draft, origin, columns or {}, when or {})
    if table is None:
        faults = draft.in_order()
        text = "\n".join(f"  {fault}" for fault in faults)
        count = f"{len(faults)} fault{'s' if len(faults) != 1 else ''}"
        remedy = "a table is loaded without fault or not at all"
        raise InvalidInputError(draft.file, f"{count}; {remedy}:\n{text}")
    return table


def table_faults(
    path: Path | Traversable | str,
    *,
    origin: TableOrigin | None = None,
    columns: Mapping[str, Iterable[MedicalMethod | str]] | None = None,
    when: Mapping[str, Condition[Any]] | None = None,
) -> tuple[TableFault, ...]:
    r"""Look for faults in a file as `read_table` does, and return them: row, column, value, rule.

    Raises
    ------
    UnreadableFileError
        The file cannot be read at all.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "mine.csv"
    >>> _ = file.write_text("Condition,Cu-IUD (I),COC\nA condition,5,3/2\nA condition,1,1\n")
    >>> origin = TableOrigin(name="mine", edition="2024", licence="mine", source=Source("mine"))
    >>> for fault in table_faults(file, origin=origin):
    ...     print(fault)
    Cu-IUD (C): there is no such column
    row 2, Cu-IUD (I): '5' is no category, split (2/3), NA or text in words
    row 2, COC: '3/2' is a split that does not name the lower category first
    row 3: 'a condition' names two rows
    """
    draft = read_draft(path)
    _table(draft, origin, columns or {}, when or {})
    return draft.in_order()


def _table(
    draft: DraftTable,
    origin: TableOrigin | None,
    groups: Mapping[str, Iterable[MedicalMethod | str]],
    when: Mapping[str, Condition[Any]],
) -> EligibilityTable | None:
    origin = origin or _origin(draft)
    columns = _columns(draft, {**draft.groups, **groups})
    _name(draft, when)
    subject = health_subject(origin.name if origin else draft.file)
    asked = _ask(draft, subject)
    found = [_row(draft, row, columns, subject) for row in draft.rows]
    rows = tuple(row for row in found if row is not None)
    if not found:
        draft.fault("table", "", "", "has no rows")
    if origin is None or draft.faults:
        return None
    return EligibilityTable(origin, columns, rows, subject, asked)


def _origin(draft: DraftTable) -> TableOrigin | None:
    if not draft.about:
        draft.fault("table", "", "", "names no source, edition and licence; give origin=")
        return None
    try:
        source = Source(**draft.about["source"])
        return TableOrigin(**{**draft.about, "source": source})
    except DefinitionError as error:
        draft.fault("about", "", "", error.problem)
    except (KeyError, TypeError, ValueError):
        names = ", ".join(field.name for field in attrs.fields(TableOrigin))
        draft.fault("about", "", "", f"is incomplete, or has more than {names}")
    return None


def _columns(
    draft: DraftTable, groups: Mapping[str, Iterable[MedicalMethod | str]]
) -> tuple[MethodColumn, ...]:
    """Find out what the columns stand for, and whether each is there for both letters."""
    found = []
    given = {place for row in draft.rows for place in row.cells}
    for name in draft.columns:
        try:
            column = method_column(name, columns=groups)
        except DefinitionError as error:
            draft.fault("", name, "", error.problem)
            continue
        found.append(attrs.evolve(column, name=name))
        missing = [letter for letter in BOTH if given and (name, letter) not in given]
        if len(missing) == 1:
            draft.fault("", f"{name} ({missing[0]})", "", "there is no such column")
    if not found:
        draft.fault("table", "", "", "has no column of a method")
    return tuple(found)


def _name(draft: DraftTable, when: Mapping[str, Condition[Any]]) -> None:
    """Give every row its key and what it asks for; two rows of one key are a fault."""
    seen: set[str] = set()
    for row in draft.rows:
        row.key = row.key or key_of(row.condition, row.sub_condition)
        if not row.key:
            draft.fault(row.place, "condition", "", "is blank")
        elif row.key in seen:
            draft.fault(row.place, "", row.key, "names two rows")
        seen.add(row.key)
        if row.key in when:
            row.when = when[row.key].to_dict()
    for key in when:
        if key not in seen:
            draft.fault("when", "", key, "names no row")


def _ask(draft: DraftTable, subject: Subject[Any]) -> frozenset[str]:
    """Declare the facts of the table: conditions that are reported by name."""
    asked = {row.key: row.condition_zh or row.key for row in draft.rows if row.when is None}
    asked |= {name: name for name in draft.flags}
    for name, label_zh in asked.items():
        known = subject.facts.get(name)
        if known is None:
            subject.flag(name, str(draft.flags.get(name, name)), label_zh)
        elif not isinstance(known, FlagFact):
            draft.fault("", "", name, f"is the name of a {known.kind}; give the row another key")
    return frozenset(asked)


def _row(
    draft: DraftTable, row: DraftRow, columns: tuple[MethodColumn, ...], subject: Subject[Any]
) -> TableRow | None:
    ratings = {column.name: _pair(draft, row, column) for column in columns}
    if not draft.unlisted and not any(cell.strip() for cell in row.cells.values()):
        draft.fault(row.place, "", row.key, "rates no method")
    node = {"fact": row.key} if row.when is None else row.when
    try:
        applies = condition_from(node, subject)
    except DefinitionError as error:
        draft.fault(row.place, "when", "", error.problem)
        return None
    except TypeError:
        draft.fault(row.place, "when", "", "is no mapping")
        return None
    return TableRow(
        row.key,
        row.condition,
        sub_condition=row.sub_condition,
        condition_zh=row.condition_zh,
        chapter=row.chapter,
        applies=applies,
        ratings=ratings,
    )


def _pair(draft: DraftTable, row: DraftRow, column: MethodColumn) -> CellPair:
    """Read the two cells of a method; a fault of a cell that is for both is told once."""
    cells = [row.cells.get((column.name, letter), draft.unlisted) for letter in BOTH]
    found: list[Rating | None] = []
    for letter, cell in zip(BOTH, cells, strict=True):
        try:
            found.append(Rating.read(cell, surgical=column.surgical))
        except DefinitionError as error:
            found.append(None)
            if cells[0] != cells[1]:
                draft.fault(row.place, f"{column.name} ({letter})", cell, error.problem)
            elif letter == BOTH[0]:
                draft.fault(row.place, column.name, cell, error.problem)
    return CellPair(*found)
