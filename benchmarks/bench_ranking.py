"""Ranks of 3,000 areas in 2,000 drawn tables: beside the bare sort of them, in bounded memory.

The bare sort is numpy's of one array that holds all tables at once. Ours draws the figures, sorts
them by area, and counts for each area how often it had each rank, block by block.
"""

from __future__ import annotations

import sys
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
from side_by_side import ratio, report, rounds

from famplan.assessment import rank_sets, rank_uncertainty

if TYPE_CHECKING:
    from famplan.assessment import RankSets, RankUncertainty

AREAS, DRAWS = 3000, 2000
RUNS = 5
# numpy sorts many times faster with wide registers than it draws: there our drawing alone costs
# five sorts.
LIMIT = 25.0
LIMIT_OF_WORK = 4.0
MEGABYTES = 40.0
SECONDS = 5.0


def main() -> int:
    """Time the ranks beside the sort; measure the memory of one and of ten times the draws."""
    random = np.random.default_rng(6)
    people = random.integers(500, 20_000, AREAS)
    births = random.poisson(people * random.gamma(25, 0.012 / 25, AREAS))
    areas = [str(place) for place in range(AREAS)]
    tables = random.random((DRAWS, AREAS))

    def ours(draws: int = DRAWS) -> RankUncertainty:
        return rank_uncertainty(
            births, people, areas=areas, evidence="rate", first="highest", seed=1, draws=draws
        )

    def bare() -> object:
        return np.sort(tables, axis=1)

    def work() -> object:
        drawn = random.standard_gamma(25.0 + births, (DRAWS, AREAS))
        return np.argsort(drawn / people, axis=1)

    def sets() -> RankSets:
        return rank_sets(births, people, areas=areas, evidence="rate", first="highest")

    mine, sort, both, pairs = rounds(ours, bare, work, sets, runs=RUNS)
    middle = [float(np.median(times)) for times in (mine, sort, both, pairs)]
    print("ranks {:.2f} s, sort {:.3f} s, drawing and ordering {:.2f} s".format(*middle))
    kept = [
        report("rank draws beside the bare sort of the tables", ratio(mine, sort), LIMIT),
        report("rank draws beside drawing and ordering at once", ratio(mine, both), LIMIT_OF_WORK),
        report("rank sets of 4.5 million pairs", middle[3], SECONDS, unit="s"),
    ]
    peaks = []
    for draws in (DRAWS, 10 * DRAWS):
        tracemalloc.start()
        ours(draws)
        peaks.append(tracemalloc.get_traced_memory()[1] / 2**20)
        tracemalloc.stop()
    kept.append(report(f"peak of {10 * DRAWS:,} draws", peaks[1], MEGABYTES, unit="MB"))
    print(f"of {DRAWS:,} draws it is {peaks[0]:.1f} MB; one array of them is {tables.nbytes >> 20}")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
