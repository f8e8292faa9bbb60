"""Checking a register of a million persons with their events, beside only reading its columns.

The same columns are read from Parquet by pyarrow and thrown away. Keys are numbers as well as text,
as offices have both; what text costs is printed apart. With ``--large`` ten million persons are
checked, too: about two minutes and six gigabytes, most of them for making the county.
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
LARGE = 10  # times the million, on demand
GROWTH = 4  # so many times as many persons as in a smaller register
PEAK = """
import re, sys
from pathlib import Path
from famplan.readers import register
register(sys.argv[1])
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""
MAKE = """
import sys
from famplan.datasets import synthetic_register
synthetic_register(int(sys.argv[2]), seed=1).write(sys.argv[1], format="parquet")
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


def grows(what: str, times: int, large: Path, small: Path) -> list[bool]:
    """Hold time and memory of a larger register against those of a smaller one."""
    growth = seconds(lambda: register(large)) / seconds(lambda: register(small))
    memory = peak(large) / peak(small)
    print(f"peak for {what}: {peak(large):,.0f} MB")
    return [
        report(f"{times} times the persons: time", growth, 1.25 * times),
        report(f"{times} times the persons: memory", memory, 1.25 * times),
    ]


def main() -> int:
    """Print the ratios; fail if one is missed."""
    kept = []
    with tempfile.TemporaryDirectory() as base:
        small = write(Path(base) / "small", PERSONS // GROWTH)
        large = write(Path(base) / "million", PERSONS)
        kept.append(compare("numbers as keys", large, LIMIT))
        kept.append(compare("text as keys", with_text_keys(large, Path(base) / "text"), LIMIT))
        kept += grows(f"{PERSONS:,} persons", GROWTH, large, small)
        if "--large" in sys.argv[1:]:
            command = [sys.executable, "-c", MAKE, str(Path(base) / "large"), str(LARGE * PERSONS)]
            subprocess.run(command, check=True)
            kept += grows(f"{LARGE * PERSONS:,} persons", LARGE, Path(base) / "large", large)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
