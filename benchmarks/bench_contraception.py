"""Unmet need and prevalence of a million women, by age, population and 40,000 clusters.

What counting costs beside one sum over the same bytes: the columns that unmet need is told from,
as a file of recodes has them, and the design.
"""

from __future__ import annotations

import sys
from statistics import median

import numpy as np
from side_by_side import ratio, report, rounds

from famplan.datasets import synthetic_contraception
from famplan.tabulate import contraception
from famplan.tabulate.contraception.need import need_columns
from famplan.tabulate.kernel import count

WOMEN, CLUSTERS, STRATA = 1_000_000, 40_000, 50
RUNS = 7
DESIGN = ("v005", "v008", "v011", "v021", "v022")


def women(number: int, clusters: int) -> dict[str, np.ndarray]:
    """Make a survey with every column that unmet need is told from."""
    made = synthetic_contraception(number, seed=1, clusters=clusters, strata=STRATA).columns
    random = np.random.default_rng(1)
    some = random.random(number)
    asked = {
        "v222": np.where(some < 0.7, random.integers(0, 200, number), np.nan),
        "m6_1": np.where(some < 0.3, random.choice([3, 6, 12, 96], number), np.nan),
        "m10_1": np.where(some < 0.3, random.integers(1, 4, number), np.nan),
        "v525": random.integers(15, 25, number),
        "v302a": random.integers(0, 3, number),
        "v3a08d": np.where(some < 0.4, random.random(number) < 0.02, np.nan),
        "v020": np.zeros(number, dtype=np.int64),
    }
    every = made | asked
    names = dict.fromkeys((*DESIGN, *need_columns("dhs"), "v313"))
    return {name: every[name] for name in names if name in every}


def main() -> int:
    """Count need alone, and everything that the columns allow."""
    data = women(WOMEN, CLUSTERS)
    need = contraception({name: column[:100] for name, column in data.items()}, only=["UNMET"])
    use = contraception({name: column[:100] for name, column in data.items()}, only=["MCPR"])
    sums, needed, used, whole = rounds(
        lambda: [column.sum() for column in data.values()],
        lambda: count(need.kernel, [data]),
        lambda: count(use.kernel, [data]),
        lambda: contraception(data),
        runs=RUNS,
    )
    size = sum(column.nbytes for column in data.values()) / 1e6
    print(f"one sum over {size:.0f} MB of {WOMEN:,} women: {median(sums) * 1000:.1f} ms")
    kept = report("unmet need / sum of the same bytes", ratio(needed, sums), 12)
    print(f"{'  prevalence by method':<58} {ratio(used, sums):8.2f} ×")
    print(f"{'  all that the columns allow, every row checked':<58} {ratio(whole, sums):8.2f} ×")
    tally = contraception(women(30_000, 1_200), only=["CPR", "UNMET"])
    (estimates,) = rounds(lambda: tally.estimate("CPR", "MCPR", "UNMET"), runs=RUNS)
    print(f"30,000 women, three indicators with errors: {median(estimates) * 1000:.0f} ms")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
