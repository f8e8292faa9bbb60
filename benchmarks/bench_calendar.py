"""A million contraceptive calendars of eighty months, and how soon women stop a method.

What parsing them and tabulating twelve-month discontinuation costs beside one pass over the same
bytes; what memory it takes to count them from a Parquet file; and whether intervals of hundreds of
surveys cover the truth, for two designs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from side_by_side import ratio, report, rounds

from famplan.datasets import synthetic_calendars
from famplan.tabulate import discontinuation, monthly_use, postpartum_use

WOMEN, PIECES, CLUSTERS = 1_000_000, 10, 4_000  # clusters in each piece
RUNS = 7
SURVEYS = 1_000
PEAK = """
import re, sys
from pathlib import Path
from famplan.tabulate import discontinuation
if sys.argv[1:]:
    discontinuation(sys.argv[1], columns={"cluster": "few"}).estimate("DISC12")
else:
    import pyarrow.dataset
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def women() -> dict[str, np.ndarray[Any, Any]]:
    """Make a million women, a piece at a time."""
    size = WOMEN // PIECES
    pieces = [
        dict(synthetic_calendars(size, seed=seed, clusters=CLUSTERS, strata=50).columns)
        for seed in range(PIECES)
    ]
    for number, piece in enumerate(pieces):
        piece["caseid"] = piece["caseid"] + number * size
        piece["v021"] = piece["v021"] + number * CLUSTERS
    return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}


def one_pass(data: dict[str, np.ndarray[Any, Any]]) -> int:
    """Sum the same bytes once: texts byte by byte, numbers as they are."""
    return sum(
        int(column.view(np.uint8).sum() if column.dtype.kind == "S" else column.sum())
        for column in data.values()
    )


def one_pass_in_words(data: dict[str, np.ndarray[Any, Any]]) -> int:
    """Sum the same bytes as 64-bit words: eight at a time, the fastest there is."""
    return sum(int(column.view(np.uint64).sum()) for column in data.values())


def in_memory(data: dict[str, np.ndarray[Any, Any]]) -> list[bool]:
    """Compare with passes over the same bytes, every row and letter checked on the way."""
    used = ("caseid", "v005", "v008", "v017", "v018", "v019", "v021", "v022", "vcal_1", "vcal_2")
    read = {name: data[name] for name in used}
    without = {name: column for name, column in read.items() if name != "vcal_2"}
    order = np.random.default_rng(2).permutation(WOMEN)
    mixed = {name: column[order] for name, column in read.items()}
    passes, words, both, passes_of_one, one, unordered = rounds(
        lambda: one_pass(read),
        lambda: one_pass_in_words(read),
        lambda: discontinuation(read),
        lambda: one_pass(without),
        lambda: discontinuation(without),
        lambda: discontinuation(mixed),
        runs=RUNS,
    )
    print(f"one pass over the bytes of {WOMEN:,} women: {median(passes) * 1000:.0f} ms")
    print(f"calendars and reasons to discontinuation: {median(both) * 1000:.0f} ms")
    kept = [
        report("calendars and reasons / one pass", ratio(both, passes), 40),
        report("calendars without reasons / one pass", ratio(one, passes_of_one), 40),
        # The fastest pass there is, eight letters at a time.
        report("calendars and reasons / pass in words of 64 bits", ratio(both, words), 40),
    ]
    print(f"{'  women in no order':<58} {ratio(unordered, passes):8.2f} ×")
    tally = discontinuation(read)
    taken, births, months = rounds(
        lambda: tally.estimate(hide_below=0),
        lambda: postpartum_use(read),
        lambda: monthly_use(read | {"v011": data["v011"]}, months=range(1327, 1387)),
        runs=1,
    )
    clusters = CLUSTERS * PIECES
    print(f"estimates with jackknife over {clusters:,} clusters: {taken[0]:.1f} s")
    print(f"use after births {births[0]:.1f} s, use in 60 months {months[0]:.1f} s")
    return kept


def peak(*path: Path) -> float:
    """Count a file in a process of its own and return its peak memory in MB."""
    command = [sys.executable, "-c", PEAK, *map(str, path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def from_files(data: dict[str, np.ndarray[Any, Any]], folder: Path) -> list[bool]:
    """Count files of one and of four million women in the same thousand clusters."""
    texts = {name: pa.array(data[name].astype(str)) for name in ("vcal_1", "vcal_2")}
    few = data["v022"] * 20 + data["v021"] % 20
    table = pa.table({**data, **texts, "few": few})
    paths = [folder / f"{name}.parquet" for name in ("one", "four")]
    for path, times in zip(paths, (1, 4), strict=True):
        with pq.ParquetWriter(path, table.schema) as writer:
            for time in range(times):
                place = table.schema.get_field_index("caseid")
                own = pa.array(data["caseid"] + time * WOMEN)
                part = table.set_column(place, "caseid", own)
                writer.write_table(part, row_group_size=131_072)
    (read,) = rounds(lambda: discontinuation(paths[0]), runs=3)
    print(f"{WOMEN:,} women from Parquet: {median(read):.1f} s")
    base = peak()
    one, four = (peak(path) - base for path in paths)
    print(f"peak memory over the libraries' {base:.0f} MB: {one:.0f} MB for {WOMEN:,} women,")
    print(f"  {four:.0f} MB for {4 * WOMEN:,} in the same clusters")
    return [report("peak memory at four times the rows, the same tally", four / one, 1.5)]


def coverage() -> list[bool]:
    """Deal clusters out to surveys and see how many intervals hold the truth."""
    kept = []
    designs = (
        ("four strata of ten clusters", 4, 10, 30, "constant", "stratified-jackknife"),
        ("two strata of twelve large clusters", 2, 12, 60, "declining", "jackknife"),
    )
    for name, strata, clusters, size, shape, variance in designs:
        number = SURVEYS * strata * clusters
        found = synthetic_calendars(
            number * size,
            seed=99,
            clusters=number,
            strata=strata,
            shape=shape,  # type: ignore[arg-type]
        )
        survey = (found.columns["v021"] - 1) % SURVEYS
        stratum = found.columns["v022"] + strata * survey
        dealt = dict(found.columns) | {"survey": survey, "v022": stratum}
        table = discontinuation(dealt, by="survey").estimate(
            "DISC12",
            variance=variance,
            interval="t",
            hide_below=0,  # type: ignore[arg-type]
        )
        for method in ("pill", "injectables"):
            true = found.truth.gross(method, 12)
            rows = table.where(method=method)
            value, low, high = (np.array(rows.column(x)) for x in ("value", "low", "high"))
            share = 100 * float(np.mean((low <= true) & (true <= high)))
            off = abs(value.mean() - true) / (value.std() / SURVEYS**0.5)
            print(f"{name}, {method}: {share:.1f} % of 95 % intervals hold {100 * true:.2f} %")
            kept.append(report("  points away from 95 %", abs(share - 95), 2.1, unit=" "))
            kept.append(report("  standard errors between mean and truth", off, 3, unit=" "))
    return kept


def main() -> int:
    """Run every part; fail if one misses its limit."""
    data = women()
    with tempfile.TemporaryDirectory() as folder:
        kept = [*in_memory(data), *from_files(data, Path(folder)), *coverage()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
