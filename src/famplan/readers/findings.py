"""Everything that was wrong in the files of a register: rows by rule, counted, located, written."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.readers.rule import FaultRule, Severity
from famplan.readers.writing import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.readers.places import Places

__all__ = ["FIELDS", "SHOWN", "Finding", "Group", "RegisterFindings", "Total"]

SHOWN = 1000
"""Faults of each rule and column whose text is kept; of the others only the row."""
FIELDS = ("table", "file", "row", "column", "severity", "rule", "rule_zh", "value")
"""Fields of a finding, as tables and CSV have them."""

_GRAVE = tuple(Severity)


@attrs.frozen
class Finding:
    """One fault: where it is, which rule is broken, and the text if it can be no one's name.

    `row` counts the rows of the file, from 1; 0 is the file or column as a whole.
    """

    table: str
    file: str
    row: int
    column: str
    severity: Severity
    rule: str
    rule_zh: str
    value: str = ""


@attrs.frozen(eq=False)
class Total:
    """Rows of a table: those read are those used and those set aside.

    Examples
    --------
    >>> Total("births", read=10, used=9, set_aside=1)
    Total(table='births', read=10, used=9, set_aside=1)
    """

    table: str
    read: int
    used: int
    set_aside: int


@attrs.frozen(eq=False)
class Group:
    """Faults of one rule in one column.

    Parameters
    ----------
    table, column : str
        Where; a rule about files has no column.
    rule : FaultRule
        What is broken.
    severity : Severity
        How grave it is.
    rows : ndarray
        Rows of the table; none if it is about the column or the file as a whole.
    values : mapping
        Texts of some rows.
    file : str
        The file, of a note about one.
    """

    table: str
    column: str
    rule: FaultRule
    severity: Severity
    rows: NDArray[np.int32]
    values: Mapping[int, str]
    file: str = ""

    def __len__(self) -> int:
        """Count the faults."""
        return len(self.rows) or 1


@attrs.frozen(eq=False, repr=False)
class RegisterFindings:
    """Every fault of a register, gravest first.

    Kept are four bytes for each fault, and texts of the first thousand of each rule and column.

    Parameters
    ----------
    groups : tuple of Group
        The faults, by table, column and rule.
    totals : tuple of Total
        Rows read, used and set aside, by table.
    places : mapping
        Where the rows of each table stand in its files.
    """

    groups: tuple[Group, ...]
    totals: tuple[Total, ...]
    places: Mapping[str, Places]

    @property
    def total(self) -> int:
        """Count the errors and warnings."""
        return sum(len(group) for group in self.groups if group.severity is not Severity.NOTE)

    def __bool__(self) -> bool:
        """Tell whether there is any error or warning; notes alone are none."""
        return self.total > 0

    def __len__(self) -> int:
        """Count errors, warnings and notes."""
        return sum(map(len, self.groups))

    @property
    def counts(self) -> dict[str, int]:
        """Faults by rule, notes included."""
        found: Counter[str] = Counter()
        for group in self.groups:
            found[group.rule.name] += len(group)
        return dict(found)

    def by_severity(self) -> dict[str, int]:
        """Faults by how grave they are."""
        found = dict.fromkeys(map(str, Severity), 0)
        for group in self.groups:
            found[group.severity] += len(group)
        return found

    def __iter__(self) -> Iterator[Finding]:
        """Go through all findings, one after the other."""
        for group in self.groups:
            yield from self._each(group)

    def _each(self, group: Group) -> Iterator[Finding]:
        tail = (group.column, group.severity, group.rule.name, group.rule.zh)
        if not len(group.rows):
            yield Finding(group.table, group.file, 0, *tail)
            return
        place = self.places[group.table]
        for start in range(0, len(group.rows), 1 << 16):
            rows = group.rows[start : start + (1 << 16)]
            files, lines = place.locate(rows)
            found = zip(rows.tolist(), files.tolist(), lines.tolist(), strict=True)
            for row, file, line in found:
                value = group.values.get(row, "")
                yield Finding(group.table, place.names[file], line, *tail, value)

    def table(self) -> dict[str, list[Any]]:
        """Columns of all findings, which any data frame library takes.

        Examples
        --------
        >>> RegisterFindings((), (), {}).table()["rule"]
        []
        """
        columns: dict[str, list[Any]] = {name: [] for name in FIELDS}
        for finding in self:
            for name, column in columns.items():
                column.append(getattr(finding, name))
        return columns

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary for each table, column and rule: how many, and which rows of which file.

        ``rows`` has all rows by file, ``examples`` the first with their texts.
        """
        return [self._dict(group) for group in self.groups]

    def _dict(self, group: Group) -> dict[str, Any]:
        rows: dict[str, list[int]] = {}
        if len(group.rows):
            place = self.places[group.table]
            files, lines = place.locate(group.rows)
            rows = {place.names[file]: lines[files == file].tolist() for file in np.unique(files)}
        examples = [
            {"file": found.file, "row": found.row, "value": found.value}
            for found in islice(self._each(group), SHOWN)
            if found.value
        ]
        return {
            "table": group.table,
            "column": group.column,
            "rule": group.rule.name,
            "rule_zh": group.rule.zh,
            "severity": str(group.severity),
            "count": len(group),
            **({"file": group.file} if group.file else {}),
            "rows": rows,
            "examples": examples,
        }

    def to_json(self) -> str:
        """Write totals and findings for a program."""
        found = {
            "totals": [attrs.asdict(total) for total in self.totals],
            "severities": self.by_severity(),
            "findings": self.to_dicts(),
        }
        return json.dumps(found, ensure_ascii=False, indent=1)

    def to_csv(self, path: Path | str) -> Path:
        """Write a line for each finding, whole or not at all.

        Raises
        ------
        InvalidInputError
            The file cannot be written.
        """
        with whole_file(Path(path)) as file:
            write_lines(self, file)
        return Path(path)

    def __repr__(self) -> str:
        """Show totals and counts by rule, and the first row of each."""
        return self.to_text()

    def to_text(self, *, most: int | None = None) -> str:
        """Write totals and counts by rule for people.

        Parameters
        ----------
        most : int, optional
            Rules to show at most.
        """
        counts = self.by_severity()
        read, used, aside = (
            sum(getattr(total, name) for total in self.totals)
            for name in ("read", "used", "set_aside")
        )
        told = ", ".join(f"{counts[one]:,} {one}{'s' * (counts[one] != 1)}" for one in _GRAVE)
        lines = [f"{told} in {read:,} rows: {used:,} used, {aside:,} set aside"]
        lines += [f"  {self._line(group)}" for group in self.groups[:most]]
        return "\n".join(lines)

    def _line(self, group: Group) -> str:
        first = next(self._each(group))
        where = ".".join(filter(None, (group.table, group.column)))
        row = f"row {first.row:,}" if first.row else ""
        at = ", ".join(filter(None, (first.file, row)))
        value = f": {first.value!r}" if first.value else ""
        more = "; …" if len(group) > 1 else ""
        place = f" ({at}{value}{more})" if at else ""
        told = ": ".join(filter(None, (group.severity, where, group.rule.name)))
        return f"{told}: {len(group):,}{place}"


def write_lines(findings: RegisterFindings | Sequence[Finding], file: Any) -> None:  # noqa: ANN401
    """Write a line for each finding into an open file."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(FIELDS)
    for found in findings:
        writer.writerow([getattr(found, name) for name in FIELDS])
