"""Checking a register of a million persons with their events, beside only reading its columns.

The same columns are read from Parquet by pyarrow and thrown away. Keys are numbers as well as text,
as offices have both; what text costs is printed apart.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from side_by_side import ratio, report, rounds, seconds

from famplan.datasets import synthetic_register
from famplan.readers import register, register_schema

PERSONS, RUNS = 1_000_000, 3
LIMIT = 10
GROWTH = 4  # so many times as many persons as in a smaller register
PEAK = """
import re, sys
from pathlib import Path
from famplan.readers import register
register(sys.argv[1])
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def write(folder: Path, persons: int) -> Path:
    """Write a county, a file for each table."""
    synthetic_register(persons, seed=1).write(folder, format="parquet")
    return folder


def with_text_keys(source: Path, folder: Path) -> Path:
    """Write the same with keys of text: of several lengths, so that they are no hidden numbers."""
    folder.mkdir()
    for path in source.glob("*.parquet"):
        table = pq.read_table(path)
        for column in register_schema().table(path.stem).columns:
            if column.kind in {"key", "ref"} and column.name in table.column_names:
                text = table[column.name].cast(pa.string())
                keys = pc.binary_join_element_wise(text, "-x", "")
                place = table.column_names.index(column.name)
                table = table.set_column(place, column.name, keys)
        pq.write_table(table, folder / path.name)
    return folder


def read(folder: Path) -> list[pa.Table]:
    """Read every column and no more."""
    return [pq.read_table(path) for path in sorted(folder.glob("*.parquet"))]


def compare(name: str, folder: Path, limit: float) -> bool:
    """Time checking and reading in turn."""
    found = register(folder)
    total = sum(one.read for one in found.totals)
    assert total == sum(len(table) for table in read(folder))  # noqa: S101 - else a row is lost
    ours, theirs = rounds(lambda: register(folder), lambda: read(folder), runs=RUNS)
    return report(f"{name}: check / read {total:,} rows", ratio(ours, theirs), limit)


def peak(folder: Path) -> float:
    """Megabytes that a fresh process needs."""
    command = [sys.executable, "-c", PEAK, str(folder)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


def main() -> int:
    """Print the ratios; fail if one is missed."""
    kept = []
    with tempfile.TemporaryDirectory() as base:
        small = write(Path(base) / "small", PERSONS // GROWTH)
        large = write(Path(base) / "million", PERSONS)
        kept.append(compare("numbers as keys", large, LIMIT))
        kept.append(compare("text as keys", with_text_keys(large, Path(base) / "text"), LIMIT))
        growth = seconds(lambda: register(large)) / seconds(lambda: register(small))
        kept.append(report(f"{GROWTH} times the persons: time", growth, 1.25 * GROWTH))
        memory = peak(large) / peak(small)
        kept.append(report(f"{GROWTH} times the persons: memory", memory, 1.25 * GROWTH))
        print(f"peak for {PERSONS:,} persons: {peak(large):,.0f} MB")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
