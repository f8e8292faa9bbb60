"""A formula on ten million rows costs at most three times the bare numpy expression.

The difference pays for the checks: negative counts, parts over wholes, zero denominators,
implausible rates. Medians of nine runs, formula and expression in turn.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

import numpy as np

from famplan.formulas import births, fertility, vital

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 10_000_000
RUNS = 9
LIMIT = 3.0


def seconds(work: Callable[[], object]) -> float:
    """Time one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(name: str, formula: Callable[[], object], bare: Callable[[], object]) -> bool:
    """Print both medians and their ratio; say whether the ratio is within the limit."""
    formula(), bare()
    pairs = [(seconds(formula), seconds(bare)) for _ in range(RUNS)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = ours / theirs
    mark = "ok" if ratio <= LIMIT else "TOO SLOW"
    print(
        f"{name:<28} {ours * 1000:7.1f} ms   numpy {theirs * 1000:7.1f} ms   "
        f"ratio {ratio:.2f} of {LIMIT:g}   {mark}"
    )
    return ratio <= LIMIT


def main() -> int:
    """Compare each formula with the expression it stands for."""
    random = np.random.default_rng(2020)
    people = random.integers(1_000, 1_000_000, ROWS).astype(np.float64)
    born = random.integers(1, 1_000, ROWS).astype(np.float64)
    died = random.integers(0, 1_000, ROWS).astype(np.float64)
    part = np.floor(born * random.random(ROWS))
    shape = (ROWS // 10, 10)
    by_age, women = born.reshape(shape), people.reshape(shape)
    results = [
        compare(
            "natural_increase_rate",
            lambda: vital.natural_increase_rate(born, deaths=died, population=people),
            lambda: (born - died) / people,
        ),
        compare(
            "birth_proportion",
            lambda: births.birth_proportion(part, births=born),
            lambda: part / born,
        ),
        compare(
            "age_specific_fertility_rate",
            lambda: fertility.age_specific_fertility_rate(by_age, women=women),
            lambda: by_age / women,
        ),
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
