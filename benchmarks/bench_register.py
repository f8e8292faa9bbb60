"""A county's register of a million persons: counting it beside only reading the columns it takes.

And how it grows from a hundred thousand persons to ten million, in processor time, as other work of
the machine would weigh on the longer run more. The tables are those of a synthetic county, in
Parquet, with the codes and row numbers that a register has in memory. What it takes to write the
report of a million is printed apart.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from side_by_side import ratio, report, rounds, seconds

from famplan.datasets.register import synthetic_register
from famplan.model.period import Period
from famplan.readers.register import Register
from famplan.readers.register import register as read
from famplan.readers.schema import Kind, register_schema
from famplan.report import Results, save_all
from famplan.tabulate import register
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from famplan.readers.table import RegisterTable

PERSONS = 1_000_000
SMALL = 100_000  # made once; larger registers are so many copies of it, side by side
RUNS = 5
PERIOD = Period.parse("2013H1")
MOST = 6.0  # times the reading
STEEPER = 1.5  # from a million to ten, per person
BYTES = 300.0  # a person, at the highest, of ten million: the register itself among it


def times(source: Register, copies: int) -> Register:
    """Put copies of a register side by side: their people live in the same areas."""
    tables = {}
    rows = {name: table.rows for name, table in source.tables.items()}
    for schema in register_schema().tables:
        table = source.table(schema.name)
        number = 1 if schema.name == "areas" else copies
        columns = {
            name: _repeated(column, number, schema.column(name), rows)
            for name, column in table.columns.items()
        }
        used = np.tile(table.used, number)
        tables[schema.name] = attrs.evolve(table, columns=columns, used=used)
    return attrs.evolve(source, tables=tables)


def _repeated(column: Any, copies: int, kind: Any, rows: Mapping[str, int]) -> Any:  # noqa: ANN401
    if isinstance(column, Coded):
        return Coded(np.tile(column.codes, copies), column.values)
    found = np.tile(column, copies)
    if kind.kind is Kind.REF and kind.of != "areas":
        shift = np.repeat(np.arange(copies) * rows[kind.of], len(column))
        found = np.where(found >= 0, found + shift, found).astype(np.int32)
    return found


class Noting:
    """A register that notes which columns are asked for."""

    def __init__(self, source: Register) -> None:
        self.source = source
        self.asked: dict[str, set[str]] = {}

    def table(self, name: str) -> Any:  # noqa: ANN401 - a table that notes
        """Return a table that notes its columns."""
        asked = self.asked.setdefault(name, set())
        return _NotingTable(self.source.table(name), asked)


class _NotingTable:
    def __init__(self, table: RegisterTable, asked: set[str]) -> None:
        self._table, self._asked = table, asked

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the table says of itself
        return getattr(self._table, name)

    def column(self, name: str, *, everything: bool = False) -> Any:  # noqa: ANN401 - any column
        """Note a column and return it."""
        self._asked.add(name)
        return self._table.column(name, everything=everything)

    array = column


def write(source: Register, folder: Path) -> dict[Path, list[str]]:
    """Write the columns that counting takes, as they are in memory."""
    noting = Noting(source)
    register(noting, period=PERIOD, by="township", uptake_days=180)
    files = {}
    for name, asked in noting.asked.items():
        table = source.table(name)
        names = sorted(asked & set(table.columns))
        if not names or not table.rows:
            continue
        arrays = [
            c.codes if isinstance(c := table.columns[column], Coded) else c for column in names
        ]
        path = folder / f"{name}.parquet"
        pq.write_table(pa.table(dict(zip(names, arrays, strict=True))), path)
        files[path] = names
    return files


def only_read(files: dict[Path, list[str]]) -> int:
    """Read the columns to arrays, one table after the other."""
    size = 0
    for path, names in files.items():
        table = pq.read_table(path, columns=names, use_threads=False)
        size += sum(len(table[name].to_numpy()) for name in names)
    return size


def beside_reading(source: Register) -> bool:
    """Count a register and only read it, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        files = write(source, Path(folder))
        reading, counting = rounds(
            lambda: only_read(files),
            lambda: register(source, period=PERIOD, by="township", uptake_days=180),
            runs=RUNS,
        )
    print(f"{source.table('persons').rows:,} persons: reading {median(reading):.2f} s, ", end="")
    print(f"counting {median(counting):.2f} s")
    return report("counting beside only reading", ratio(counting, reading), MOST)


def rendering(source: Register) -> None:
    """Print what the report takes once the counts are there, page and data."""
    tally = register(source, period=PERIOD, by="township", uptake_days=180)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("report.html", "report.json")]
        taken = seconds(lambda: save_all(Results.of(tally), paths))
        size = paths[0].stat().st_size
    print(f"rendering {len(tally.areas)} areas: {taken:.2f} s, {size / 1e6:.2f} MB of HTML")


def processor(work: Callable[[], object]) -> float:
    """Time one run in seconds of the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Print the figures; fail if counting costs more than its limits."""
    small = read(synthetic_register(SMALL, seed=1).frames())
    million = times(small, PERSONS // SMALL)
    kept = beside_reading(million)
    rendering(million)
    del million
    pace = {}
    for copies in (1, 10, 100):
        source = times(small, copies)
        rows = source.table("persons").rows
        work = partial(register, source, period=PERIOD, by="township", uptake_days=180)
        taken = min(processor(work) for _ in range(3))
        pace[copies] = taken / rows
        print(f"{rows:>12,} persons: {taken:.2f} s, {pace[copies] * 1e9:,.0f} ns a person")
        del source, work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    kept &= report("memory at its highest, per person", peak / rows, BYTES, unit="B")
    # Rows of ten million people are not at hand in a processor's cache.
    kept &= report("ten million beside one million, per person", pace[100] / pace[10], STEEPER)
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
