"""Need for contraception of a million women, codes and counts, beside one pass over their columns.

A batch at a time, as a kernel sees them: the codes of the decision table, the classes by kind of
method, and their weighted and unweighted counts by region. Columns once as a file with missing
answers gives them (floats), once as small integers where none is missing.
"""

from __future__ import annotations

import sys
import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
from side_by_side import ratio, report, rounds

from famplan.tabulate.contraception.need import NEED_CLASSES, need_classes, need_codes
from famplan.tabulate.kernel import BATCH_ROWS

if TYPE_CHECKING:
    from numpy.typing import NDArray

WOMEN, RUNS = 1_000_000, 7
REGIONS = 8


def women(*, floats: bool) -> dict[str, NDArray[Any]]:
    """Make women who answer as in a survey: most of what decides is asked of some."""
    random = np.random.default_rng(7)

    def some(values: tuple[float, ...], missing: float = 0.0) -> NDArray[Any]:
        column = random.choice(np.array(values), WOMEN)
        if missing:
            column = column.astype(np.float64)
            column[random.random(WOMEN) < missing] = np.nan
        return column.astype(np.float64) if floats or missing else column.astype(np.int16)

    return {
        "v502": some((0, 1, 1, 2)),
        "v020": some((0,)),
        "v312": some((0, 0, 0, 1, 3, 6), missing=0.001),
        "v605": some((1, 2, 3, 4, 5, 7), missing=0.01),
        "v213": some((0,) * 10 + (1,)),
        "v225": some((1, 2, 3), missing=0.9),
        "v222": some(tuple(range(0, 150, 3)), missing=0.3),
        "v215": some((103, 110, 125, 203, 301, 305, 308, 402, 994, 995, 996, 998)),
        "m6_1": some((2, 5, 9, 96, 97), missing=0.5),
        "m10_1": some((1, 2, 3), missing=0.5),
        "v512": some(tuple(range(30)), missing=0.3),
        "v302a": some((0, 1)),
        "v3a08d": some((0, 0, 0, 1), missing=0.5),
        "v525": some((0, 15, 18)),
        "v528": some((0, 5, 31, 400), missing=0.2),
        "v313": some((0, 1, 3)),
        "v005": some((900_000, 1_000_000, 1_100_000)).astype(np.float64 if floats else np.int64),
        "v024": random.integers(0, REGIONS, WOMEN).astype(np.float64 if floats else np.int16),
    }


def counted(columns: dict[str, NDArray[Any]]) -> NDArray[np.float64]:
    """Count women by region and class of need, batch by batch."""
    size = len(NEED_CLASSES)
    total = np.zeros((2, REGIONS * size))
    for start in range(0, WOMEN, BATCH_ROWS):
        batch = {name: column[start : start + BATCH_ROWS] for name, column in columns.items()}
        classes = need_classes(need_codes(batch), batch["v313"])
        at = batch["v024"].astype(np.intp) * size + classes
        total[0] += np.bincount(at, batch["v005"], REGIONS * size)
        total[1] += np.bincount(at, minlength=REGIONS * size)
    return total


def one_pass(columns: dict[str, NDArray[Any]]) -> float:
    """Add every column up."""
    return sum(float(column.sum()) for column in columns.values())


def peak(columns: dict[str, NDArray[Any]]) -> float:
    """Memory that counting takes besides its columns, in bytes for each byte of a batch."""
    tracemalloc.start()
    counted(columns)
    top = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    batch = sum(column[:BATCH_ROWS].nbytes for column in columns.values())
    return top / batch


def main() -> int:
    """Compare, and fail above a limit."""
    kept = []
    for floats in (True, False):
        columns = women(floats=floats)
        ours, theirs = rounds(lambda: counted(columns), lambda: one_pass(columns), runs=RUNS)  # noqa: B023 - run at once
        kind = "floats" if floats else "small integers"
        kept.append(report(f"need of 1e6 women, {kind}, beside one pass", ratio(ours, theirs), 12))
        kept.append(report(f"memory, {kind}, beside a batch", peak(columns), 3))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
