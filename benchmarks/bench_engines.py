"""A Spark or Dask frame costs `birth_history` what the same kernel costs when called there by hand.

By hand means: `mapInArrow` or delayed partitions, the kernel of the births on numpy columns, and
pickled sums collected and added, with no checks of rows, names or types. An engine that is not
installed is left out, and that is said. Medians of five rounds, both ways in turn.

And a register whose tables are there costs `readers.register`, which fetches one part at a time,
what it costs to collect each table whole and read that.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from side_by_side import ratio, report, rounds

from famplan.datasets import synthetic_register, synthetic_survey
from famplan.model.age import AgeGroups
from famplan.readers import register
from famplan.tabulate import birth_history
from famplan.tabulate.birth_kernel import BirthKernel
from famplan.tabulate.exposure import Window
from famplan.tabulate.kernel import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from famplan.tabulate.counts import Counts

WOMEN, PARTS = 1_000_000, 8
PERSONS = 200_000
LIMIT = 1.5
RUNS = 5
KERNEL = BirthKernel(
    by=("v025",),
    window=Window(months=36),
    ages=AgeGroups.regular(10, 50, width=5),
    weight="v005",
    interview="v008",
    born="v011",
    cluster="v021",
    stratum="v022",
    children=tuple(f"b3_{rank:02d}" for rank in range(1, 21)),
)


def write(folder: Path) -> None:
    """Write a survey in parts, as engines like their files, and the tables of a register."""
    synthetic_register(PERSONS, seed=1).write(folder / "county", format="parquet")
    (folder / "survey").mkdir()
    columns = synthetic_survey(WOMEN, seed=1, clusters=4_000).columns
    for part, rows in enumerate(np.array_split(np.arange(WOMEN), PARTS)):
        table = {name: columns[name][rows] for name in KERNEL.columns}
        pq.write_table(pa.table(table), folder / "survey" / f"part{part}.parquet")


def added(parts: Iterable[Counts]) -> Counts:
    """Add up the counts of parts."""
    counter = KERNEL.counter()
    for part in parts:
        counter.merge(part)
    return counter.counts()


def in_spark(batches: Iterable[Any]) -> Iterator[Any]:
    """Count a partition of Spark by hand."""
    columns = (
        {name: batch.column(name).to_numpy(zero_copy_only=False) for name in KERNEL.columns}
        for batch in batches
    )
    packed = pickle.dumps(count(KERNEL, columns))
    yield pa.RecordBatch.from_pydict({"counts": [packed]})


def in_dask(part: Any) -> Counts:  # noqa: ANN401 - a pandas frame
    """Count a partition of Dask by hand."""
    return count(KERNEL, [{name: part[name].to_numpy() for name in KERNEL.columns}])


def compare(name: str, frame: Any, by_hand: Any) -> bool:  # noqa: ANN401 - any engine's
    """Time both ways, once they are seen to count the same."""
    expected = by_hand().by(["v025"]).sums["births"].sum()
    found = birth_history(frame, by="v025").counts.sums["births"].sum()
    assert found == expected, name  # noqa: S101 - else the times are of different work
    ours, theirs = rounds(lambda: birth_history(frame, by="v025"), by_hand, runs=RUNS)
    return report(f"{name}: birth_history / kernel by hand", ratio(ours, theirs), LIMIT)


def compare_reading(
    name: str,
    frames: Mapping[str, Any],
    whole: Callable[[Any], Any],
) -> bool:
    """Time reading a register from an engine beside collecting it first."""

    def collected() -> object:
        return register({table: whole(frame) for table, frame in frames.items()})

    ours, theirs = rounds(lambda: register(frames), collected, runs=RUNS)
    return report(f"{name}: register / collect and read", ratio(ours, theirs), LIMIT)


def spark(folder: Path) -> bool:
    """Compare in a Spark of two threads on this machine alone."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - heavy, and perhaps not installed

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    frame = session.read.parquet(str(folder / "survey"))
    tables = {
        path.stem: session.read.parquet(str(path)) for path in (folder / "county").glob("*.parquet")
    }

    def by_hand() -> Counts:
        parts = frame.select(*KERNEL.columns).mapInArrow(in_spark, "counts binary").collect()
        return added(pickle.loads(part.counts) for part in parts)  # noqa: S301 - our own

    try:
        kept = compare("Spark", frame, by_hand)
        return compare_reading("Spark", tables, lambda table: table.toArrow()) and kept
    finally:
        session.stop()


def dask(folder: Path) -> bool:
    """Compare in Dask, threads as it likes them."""
    import dask.dataframe as frames  # noqa: PLC0415 - heavy, and perhaps not installed
    from dask import compute, delayed  # noqa: PLC0415

    frame = frames.read_parquet(folder / "survey")
    tables = {
        path.stem: frames.read_parquet(path) for path in (folder / "county").glob("*.parquet")
    }

    def by_hand() -> Counts:
        parts = frame[list(KERNEL.columns)].to_delayed()
        return added(compute(*(delayed(in_dask)(part) for part in parts)))

    kept = compare("Dask", frame, by_hand)
    return compare_reading("Dask", tables, lambda table: table.compute()) and kept


def main() -> int:
    """Compare in every engine that is here."""
    kept = []
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        for name, package, work in (("Dask", "dask", dask), ("Spark", "pyspark", spark)):
            if find_spec(package) is None or (name == "Spark" and shutil.which("java") is None):
                print(f"{name}: not installed, left out")
            else:
                kept.append(work(Path(folder)))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
