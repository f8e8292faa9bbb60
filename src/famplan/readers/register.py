"""A register: its tables in memory, everything that was wrong, and what was set aside."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.readers.cells.cell_rules import UNKNOWN_FILE
from famplan.readers.checks import run_checks
from famplan.readers.finding_log import FindingLog
from famplan.readers.findings import RegisterFindings, Total
from famplan.readers.headers import read_headers
from famplan.readers.linking import link, note_set_aside
from famplan.readers.parts.encoding import known_encoding
from famplan.readers.parts.opening import find_parts
from famplan.readers.rule import Severity
from famplan.readers.schema import register_schema
from famplan.readers.set_aside import earlier_files, write_table
from famplan.readers.table import RegisterTable
from famplan.readers.table_reader import RawTable, TableReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Register", "register"]


@attrs.frozen(eq=False, repr=False)
class Register:
    """The tables of a register, checked.

    Parameters
    ----------
    tables : mapping of str to RegisterTable
        Every table of the schema; those that were not given are empty.
    findings : RegisterFindings
        Everything that was wrong.
    version : str
        Version of the schema.
    """

    tables: Mapping[str, RegisterTable]
    findings: RegisterFindings
    version: str
    _raw: Mapping[str, RawTable] = attrs.field(factory=dict, alias="raw")
    _home: Path | None = attrs.field(default=None, alias="home")

    def table(self, name: str) -> RegisterTable:
        """Return a table.

        Raises
        ------
        DefinitionError
            The schema has none of that name.
        """
        if name not in self.tables:
            known = ", ".join(self.tables)
            raise DefinitionError("register", f"{name!r} is none of {known}")
        return self.tables[name]

    @property
    def totals(self) -> tuple[Total, ...]:
        """Rows read, used and set aside, of each table that was given."""
        return self.findings.totals

    def write_set_aside(self, folder: Path | str) -> list[Path]:
        """Write the rows that were set aside, with their cells as they were and the reasons.

        The files of the register are read once more. Columns of identity numbers are left out: the
        row's number in the office's own file says who it is. Each table becomes a CSV file that
        only its owner may read, whole or not at all.

        Parameters
        ----------
        folder : path-like
            Where to write; it is made if it is not there. Rows that were set aside there before are
            replaced, and nothing else is.

        Returns
        -------
        list of Path
            A file for each table with such rows.

        Raises
        ------
        UnreadableFileError
            A file has changed since it was read.
        InvalidInputError
            The folder cannot be written to, is that of the register, or holds a file of the same
            name that is something else.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            problem = f"cannot be written: {error.strerror}"
            raise InvalidInputError(str(folder), problem, remedy="choose another place") from error
        if self._home is not None and folder.resolve() == self._home:
            problem = (
                "is the folder of the register: what is written there would be read as its own"
            )
            raise InvalidInputError(str(folder), problem, remedy="choose another place")
        before = earlier_files(folder, self.tables)
        written = [
            write_table(raw, self.tables[name].used, self.findings, folder / f"{name}.csv")
            for name, raw in self._raw.items()
            if len(self.tables[name]) < raw.places.rows
        ]
        for path in set(before).difference(written):
            path.unlink()  # the table has no faults any more
        return written

    def __repr__(self) -> str:
        """Show what was read, used and set aside."""
        lines = [f"register, schema version {self.version}"]
        lines += [
            f"  {one.table}: {one.read:,} read, {one.used:,} used, {one.set_aside:,} set aside"
            for one in self.totals
        ]
        return "\n".join([*lines, f"  {self.findings.to_text(most=0)}"])


def register(
    source: str | PathLike[str] | Mapping[str, Any],
    *,
    headers: str | PathLike[str] | Mapping[str, Any] | None = None,
    encoding: str | None = None,
    progress: bool = False,
) -> Register:
    """Read a register and say everything that is wrong with it.

    Parameters
    ----------
    source : path-like or mapping
        A folder with a file, or a folder of parts, for each table, named like the table in English
        or Chinese: CSV, Parquet, Feather, Excel, Stata, SPSS; a workbook with a sheet for each; or
        a mapping of table names to dataframes, paths, or lists of these.
    headers : path-like or mapping, optional
        What the office calls its tables, columns and words: see `famplan.readers.headers`.
    encoding : str, optional
        Encoding of text files; found out unless given.
    progress : bool
        Show how many rows have been read, where tqdm is installed and a terminal is there.

    Returns
    -------
    Register
        Tables with compact columns, and the findings. In every table the rows read are those used
        and those set aside.

    Raises
    ------
    UnreadableFileError
        A file is missing, damaged, or not what its name says.
    DefinitionError
        The mapping file names what the schema does not have, or the encoding is not known.
    InvalidInputError
        The source is of no known kind.
    MissingExtraError
        A library that reads it is not installed.

    Examples
    --------
    >>> found = register({
    ...     "areas": {"area": ["1"], "level": ["county"]},
    ...     "persons": {"人员编号": [1, 2], "性别": ["女", "男"], "现居住地": [1, 1],
    ...                 "出生日期": ["19800101", "2012-02-30"]},
    ... })
    >>> found
    register, schema version 1.1
      areas: 1 read, 1 used, 0 set aside
      persons: 2 read, 1 used, 1 set aside
      1 error, 0 warnings, 0 notes in 3 rows: 2 used, 1 set aside
    >>> print(found.findings.to_text())
    1 error, 0 warnings, 0 notes in 3 rows: 2 used, 1 set aside
      error: persons.birth: not a date: 1 (persons, row 2: '2012-02-30')
    """
    own = read_headers(headers)
    parts, strange = find_parts(source, own, known_encoding(encoding))
    log = FindingLog()
    for name in strange:
        if isinstance(headers, (str, PathLike)) and name == Path(headers).name:
            continue  # the mapping file itself
        none = np.empty(0, dtype=np.int32)
        log.note("", "", UNKNOWN_FILE, Severity.NOTE, none, file=name)
    schema = register_schema()
    raw = {}
    for table in schema.tables:
        if table.name in parts:
            with _shown(table.name, progress=progress) as shown:
                reader = TableReader(table, own.of(table.name), log)
                raw[table.name] = reader.read(parts[table.name], shown)
    named = link(raw, log)
    tables = _tables(raw, named, log)
    run_checks(tables, log)
    tables = _tables(raw, named, log)
    note_set_aside(tables, raw, log)
    findings = RegisterFindings(
        log.groups(), _totals(raw, tables), {name: one.places for name, one in raw.items()}
    )
    return Register(tables, findings, schema.version, raw, _home(source))


def _home(source: object) -> Path | None:
    """Folder in which the files stand, if they stand in one."""
    if not isinstance(source, (str, PathLike)):
        return None
    path = Path(source).resolve()
    return path if path.is_dir() else path.parent


def _tables(
    raw: Mapping[str, RawTable], named: Mapping[str, int], log: FindingLog
) -> dict[str, RegisterTable]:
    tables = {}
    for schema in register_schema().tables:
        if one := raw.get(schema.name):
            used = np.ones(one.places.rows, dtype=bool)
            used[log.errors(schema.name)] = False
            source = ", ".join(one.places.names)
            columns: dict[str, Any] = one.columns
        else:  # rows that others refer to are there, unknown and not used
            used = np.zeros(named.get(schema.name, 0), dtype=bool)
            source, columns = "", {}
        tables[schema.name] = RegisterTable(
            schema=schema, columns=columns, used=used, source=source
        )
    return tables


def _totals(raw: Mapping[str, RawTable], tables: Mapping[str, RegisterTable]) -> tuple[Total, ...]:
    found = []
    for name, one in raw.items():
        used = len(tables[name])
        aside = int(np.count_nonzero(~tables[name].used))
        total = Total(name, one.places.rows, used, aside)
        lengths = {len(column) for column in one.columns.values()} | {total.used + total.set_aside}
        if lengths != {total.read}:  # never seen; a lost row must not pass in silence
            raise InvalidInputError(name, f"{total.read:,} rows read, but {sorted(lengths)} kept")
        found.append(total)
    return tuple(found)


@contextmanager
def _shown(name: str, *, progress: bool) -> Iterator[Callable[[int], object]]:
    """Show how many rows have gone by."""
    try:
        tqdm = import_module("tqdm").tqdm if progress else None
    except ImportError:  # a bar is a courtesy: without it what is read is the same
        tqdm = None
    if tqdm is None:
        yield lambda _rows: None
        return
    with tqdm(desc=name, unit=" rows", unit_scale=True, delay=1, disable=None) as bar:
        yield bar.update
