"""Births and exposure of a million women, by age, five groups and 40,000 clusters.

What it costs beside one sum over the same bytes, and beside the same table made by pandas and by
polars; what the jackknife adds; how it grows from a hundred thousand women to ten million, and
what memory it takes to count these from a Parquet file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from side_by_side import ratio, report, rounds

from famplan.datasets import synthetic_survey
from famplan.model.age import AgeGroups
from famplan.tabulate import birth_history
from famplan.tabulate.birth_kernel import SUMS, BirthKernel
from famplan.tabulate.exposure import Window
from famplan.tabulate.kernel import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.tabulate.counts import Counts

WOMEN, CLUSTERS, STRATA = 1_000_000, 40_000, 50
FILES = 10  # so many times as many women are counted from Parquet
RUNS = 7
AGES = AgeGroups.regular(15, 50, width=5)
BIRTHS = [f"b3_{rank:02d}" for rank in range(1, 21)]
KEYS = ["v190", "v022", "v021"]
CELL = [*KEYS, "age"]
WOMAN = ["v005", "v008", "v011", *KEYS]
KERNEL = BirthKernel(
    by=("v190",),
    window=Window(months=36),
    ages=AGES,
    weight="v005",
    interview="v008",
    born="v011",
    cluster="v021",
    stratum="v022",
    children=tuple(BIRTHS),
)
PEAK = """
import re, sys
from pathlib import Path
from famplan.tabulate import birth_history
if sys.argv[2:]:
    tally = birth_history(sys.argv[1], by="v190", columns={"cluster": sys.argv[2]})
    tally.estimate("TFR")
else:
    import pyarrow.dataset
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def women(number: int, clusters: int) -> dict[str, np.ndarray]:
    """Make a survey with wealth quintiles, and only the columns that are needed."""
    columns = synthetic_survey(number, seed=1, clusters=clusters, strata=STRATA).columns
    wealth = np.random.default_rng(1).integers(1, 6, number)
    return {name: (columns | {"v190": wealth})[name] for name in KERNEL.columns}


def split(women: Any, least: Callable[..., Any]) -> list[tuple[Any, Any]]:  # noqa: ANN401 - either library
    """Split windows between two ages, in expressions that pandas and polars share."""
    oldest = women("v008") - 1 - women("v011")
    in_top = least(oldest % 60 + 1, 36)
    return [(oldest // 60 - 3, in_top), (oldest // 60 - 4, 36 - in_top)]


def by_pandas(data: pd.DataFrame) -> pd.DataFrame:
    """Make the table with group-by, as one writes it with care: births outside windows dropped."""
    weight = data["v005"]
    long = data.melt(["v008", "v011"], BIRTHS, value_name="born", ignore_index=False)
    long = long[(long["v008"] - long["born"]).between(1, 36)]
    ages = (long["born"] - long["v011"]).astype(np.int64) // 60 - 3
    births = ages.groupby([long.index, ages]).size()
    pieces = []
    for age, months in split(data.__getitem__, np.minimum):
        of_each = births.reindex(pd.MultiIndex.from_arrays([data.index, age]), fill_value=0)
        counted = {"women_n": 1, "months_n": months, "births_n": of_each.to_numpy()}
        piece = data[KEYS].assign(age=age, women=weight, **counted)
        pieces.append(piece[(months > 0) & age.between(0, 6)])
    cells = pd.concat(pieces)
    for name in ("months", "births"):
        cells[name] = cells["women"] * cells[f"{name}_n"]
        cells[f"{name}_{name}"] = cells[name] * cells[f"{name}_n"]
    cells["births_months"] = cells["births"] * cells["months_n"]
    return cells.groupby(CELL, sort=False).sum()


def summed(cells: pl.LazyFrame) -> pl.LazyFrame:
    """Sum up, by cell, what women of an age have: `months` and `births`, unweighted."""
    weight, months, births = pl.col("v005"), pl.col("months"), pl.col("births")
    sums = {"women": weight, "months": weight * months, "births": weight * births}
    squares = {
        "births_births": weight * births * births,
        "births_months": weight * births * months,
        "months_months": weight * months * months,
    }
    plain = {"women_n": pl.lit(1), "months_n": months, "births_n": births}
    kept = cells.filter((months > 0) & pl.col("age").is_between(0, 6))
    return kept.select(*CELL, **plain, **sums, **squares).group_by(CELL).agg(pl.all().sum())


def by_polars(data: pl.DataFrame) -> pl.DataFrame:
    """Make the table with lazy expressions, in the same form."""
    frame = data.lazy().with_row_index("woman")
    births = (
        frame.unpivot(on=BIRTHS, index=["woman", "v008", "v011"], value_name="born")
        .filter((pl.col("v008") - pl.col("born")).is_between(1, 36))
        .with_columns(age=(pl.col("born") - pl.col("v011")).cast(pl.Int64) // 60 - 3)
        .group_by("woman", "age")
        .agg(births=pl.len().cast(pl.Int64))
    )
    pieces = [
        frame.select("woman", "v005", *KEYS, age=age, months=months)
        for age, months in split(pl.col, lambda a, b: pl.min_horizontal(a, pl.lit(b)))
    ]
    cells = pl.concat(pieces).join(births, on=["woman", "age"], how="left")
    return summed(cells.with_columns(pl.col("births").fill_null(0))).collect()


def by_polars_unmelted(data: pl.DataFrame) -> pl.DataFrame:
    """Make the table as the kernel does: no row for a birth, births counted within women."""
    frame = data.lazy()
    within = [(pl.col("v008") - pl.col(name)).is_between(1, 36) for name in BIRTHS]
    (top, in_top), (below, under) = split(pl.col, lambda a, b: pl.min_horizontal(a, pl.lit(b)))
    bound = pl.col("v011") + 60 * (top + 3)
    late = [(x & (pl.col(name) >= bound)) for x, name in zip(within, BIRTHS, strict=True)]
    births, in_late = (
        pl.sum_horizontal([x.cast(pl.Int64) for x in found]) for found in (within, late)
    )
    pieces = [
        frame.select("v005", *KEYS, age=age, months=months, births=number)
        for age, months, number in ((top, in_top, in_late), (below, under, births - in_late))
    ]
    return summed(pl.concat(pieces)).collect(engine="streaming")


def check_equal(counts: Counts, *tables: pd.DataFrame | pl.DataFrame) -> None:
    """Hold the tables against each other: whole sums, so exactly."""
    for name in SUMS:
        total = counts.sums[name].sum(axis=0).tolist()
        for table in tables:
            if isinstance(table, pl.DataFrame):
                theirs = table.group_by("age").agg(pl.col(name).sum()).sort("age")[name].to_list()
            else:
                theirs = table[name].groupby("age").sum().tolist()
            assert total == theirs, name  # noqa: S101 - else the times are of different work


def in_memory() -> list[bool]:
    """Compare the kernel, and all of `birth_history`, with sums, pandas and polars."""
    data = women(WOMEN, CLUSTERS)
    order = np.random.default_rng(2).permutation(WOMEN)
    mixed = {name: column[order] for name, column in data.items()}
    sums, kernel, unordered, whole = rounds(
        lambda: [column.sum() for column in data.values()],
        lambda: count(KERNEL, [data]),
        lambda: count(KERNEL, [mixed]),
        lambda: birth_history(data, by="v190", ages=AGES),
        runs=RUNS,
    )
    print(f"one sum over the bytes of {WOMEN:,} women: {median(sums) * 1000:.1f} ms")
    kept = [report("kernel / sum of the same bytes", ratio(kernel, sums), 15)]
    print(f"{'  with every row checked (birth_history)':<58} {ratio(whole, sums):8.2f} ×")
    print(f"{'  kernel on rows in no order':<58} {ratio(unordered, sums):8.2f} ×")
    pandas, polars = pd.DataFrame(data), pl.DataFrame(data, nan_to_null=True)
    tables = by_pandas(pandas), by_polars(polars), by_polars_unmelted(polars)
    check_equal(count(KERNEL, [data]), *tables)
    ours, theirs = rounds(
        lambda: birth_history(data, by="v190", ages=AGES), lambda: by_pandas(pandas), runs=5
    )
    kept.append(report("pandas group-by / birth_history", ratio(theirs, ours), 10, least=True))
    return kept


def beside_polars() -> list[bool]:
    """Compare with polars on as many threads as `birth_history` has, which is one; then on all.."""
    environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
    command = [sys.executable, __file__]
    alone = subprocess.run([*command, "one"], env=environment, check=False).returncode == 0
    subprocess.run([*command, "all"], check=True)
    return [alone]


def polars_process(threads: str) -> int:
    """Time polars in a process of its own: its threads are set before it is imported."""
    data = women(WOMEN, CLUSTERS)
    polars = pl.DataFrame(data, nan_to_null=True)
    ours, *theirs = rounds(
        lambda: birth_history(data, by="v190", ages=AGES),
        lambda: by_polars(polars),
        lambda: by_polars_unmelted(polars),
        runs=5,
    )
    forms = zip(("expressions", "births within women"), theirs, strict=True)
    ratios = {f"polars, {form} / birth_history": ratio(times, ours) for form, times in forms}
    if threads == "one":
        kept = [report(what, found, 3, least=True) for what, found in ratios.items()]
        return 0 if all(kept) else 1
    for what, found in ratios.items():
        named = f"  with {pl.thread_pool_size()} threads: {what}"
        print(f"{named:<58} {found:8.2f} ×", flush=True)
    return 0


def of_a_survey() -> list[bool]:
    """Estimate from a survey of usual size, with the jackknife and without."""
    data = women(30_240, 1_200)
    jackknife, taylor = rounds(
        lambda: birth_history(data).estimate("TFR"),
        lambda: birth_history(data).estimate("TFR", variance="taylor"),
        runs=31,
    )
    what = "30,240 women, 1,200 clusters, TFR with jackknife"
    added = (ratio(jackknife, taylor) - 1) * 100
    return [
        report(what, median(jackknife) * 1000, 100, unit="ms"),
        report("  which adds to the same without it", added, 10, unit="%"),
    ]


def write(path: Path, data: dict[str, np.ndarray], times: int) -> None:
    """Write so many copies of a survey, each with clusters of its own, and few beside them."""
    table = pa.table(data, schema=None).replace_schema_metadata(None)
    few = pa.array(data["v021"] % 1_200)
    place = table.schema.get_field_index("v021")
    own = [
        table.set_column(place, "v021", pa.array(data["v021"] + copy * (CLUSTERS + 1)))
        for copy in range(times)
    ]
    schema = own[0].append_column("few", few).schema
    with pq.ParquetWriter(path, schema) as writer:
        for part in own:
            writer.write_table(part.append_column("few", few), row_group_size=131_072)


def peak(path: Path, *cluster: str) -> float:
    """Count a file in a process of its own and return its peak memory in MB."""
    command = [sys.executable, "-c", PEAK, str(path), *cluster]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def from_files(folder: Path) -> list[bool]:
    """Count files of a hundred thousand, a million and ten million women."""
    data = women(WOMEN, CLUSTERS)
    small = {name: column[: WOMEN // 10] for name, column in data.items()}
    paths = [folder / f"{name}.parquet" for name in ("tenth", "one", "ten")]
    for path, columns, times in zip(paths, (small, data, data), (1, 1, FILES), strict=True):
        write(path, columns, times)
    tenth, ten = rounds(
        lambda: birth_history(paths[0], by="v190"),
        lambda: birth_history(paths[2], by="v190"),
        runs=5,
    )
    print(f"{WOMEN * FILES:,} women from Parquet: {median(ten):.1f} s")
    growth = ratio(ten, tenth) / (10 * FILES)
    base = peak(paths[1])
    one, all_ = (peak(path, "few") - base for path in paths[1:])
    fine = peak(paths[2], "v021") - base
    print(f"peak memory over the libraries' {base:.0f} MB: {one:.0f} MB for {WOMEN:,} women,")
    print(f"  {all_:.0f} MB for {WOMEN * FILES:,} in the same 1,200 clusters,")
    print(f"  {fine:.0f} MB for {WOMEN * FILES:,} in {CLUSTERS * FILES:,} clusters (the tally)")
    return [
        report("cost per woman, 10,000,000 / 100,000", growth, 1.5),
        report("peak memory at ten times the rows, the same tally", all_ / one, 1.5),
    ]


def main() -> int:
    """Run every part; fail if one misses its limit."""
    with tempfile.TemporaryDirectory() as folder:
        kept = [*in_memory(), *beside_polars(), *of_a_survey(), *from_files(Path(folder))]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(polars_process(sys.argv[1]) if sys.argv[1:] else main())
