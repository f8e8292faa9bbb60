"""A projection costs at most ten times the bare matrix products; many paths need bounded memory.

1,000 areas of 100 ages and two sexes over 100 years, beside the same years as products of one
projection matrix with all areas, the cheapest way to write them, and as products of a matrix for
each area. The products keep nothing but the last population; the projection keeps all populations,
births, deaths and accounts, and checks them.
"""

from __future__ import annotations

import sys
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
from side_by_side import ratio, report, rounds

from famplan.projection import Bound, Projection, Shocks, project, simulate

if TYPE_CHECKING:
    from numpy.typing import NDArray

AREAS, AGES, YEARS = 1000, 100, 100
PATHS = 10_000
RUNS = 5
LIMIT = 10.0
MEGABYTES = 60.0
MOTHERS = slice(15, 50)
BOYS = 1.06 / 2.06


def schedules() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shares that live on, by sex and age, and births per woman-year at 15 to 49."""
    age = np.arange(AGES)
    hazard = np.stack([0.00002 * np.exp(0.1 * age), 0.00003 * np.exp(0.1 * age)])
    bearing = np.exp(-0.5 * ((np.arange(15, 50) - 28) / 5) ** 2)
    return np.exp(-hazard), 1.4 * bearing / bearing.sum()


def matrix(survival: NDArray[np.float64], fertility: NDArray[np.float64]) -> NDArray[np.float64]:
    """One matrix that moves women, then men, a year on."""
    whole = np.zeros((2 * AGES, 2 * AGES))
    for sex in range(2):
        block = whole[sex * AGES : (sex + 1) * AGES, sex * AGES : (sex + 1) * AGES]
        block[np.arange(1, AGES), np.arange(AGES - 1)] = survival[sex, 1:]
        block[-1, -1] = survival[sex, -1]
    births = np.zeros(AGES)
    births[MOTHERS] += fertility / 2
    births[14:49] += fertility / 2 * survival[0, MOTHERS]
    for sex, share in enumerate((1 - BOYS, BOYS)):
        whole[sex * AGES, :AGES] += births * share * survival[sex, 0]
    return whole


def simulated(paths: int) -> float:
    """Draw the paths of one area, and return the most memory held at once, in megabytes."""
    survival, fertility = schedules()
    people = np.full((2, AGES), 5_000.0)
    tracemalloc.start()
    fan = simulate(
        people,
        ages=labels(),
        start=2020,
        until=2020 + YEARS,
        mortality=survival,
        fertility=fertility,
        mothers=labels()[MOTHERS],
        sex_ratio_at_birth=1.06,
        shocks=Shocks(fertility=(0.04, 0.95), mortality=(0.01, 1.0)),
        bounds=[Bound("population", at_most=1_100_000)],
        measures=["population", "births"],
        paths=paths,
        seed=1,
    )
    assert fan.paths == paths  # noqa: S101 - a benchmark of what was not done says nothing
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def labels() -> list[str]:
    """Single years of age, the last open."""
    return [*(str(age) for age in range(AGES - 1)), f"{AGES - 1}+"]


def main() -> int:
    """Time the projection beside both products, and measure the memory of the paths."""
    survival, fertility = schedules()
    people = np.random.default_rng(6).integers(100, 9_000, (AREAS, 2, AGES)).astype(np.float64)
    one = matrix(survival, fertility)
    each = np.broadcast_to(one, (AREAS, *one.shape)).copy()

    def ours() -> Projection:
        return project(
            people,
            ages=labels(),
            start=2020,
            until=2020 + YEARS,
            mortality=survival,
            fertility=fertility,
            mothers=labels()[MOTHERS],
            sex_ratio_at_birth=1.06,
        )

    def shared() -> NDArray[np.float64]:
        state = np.ascontiguousarray(people.reshape(AREAS, -1).T)
        for _ in range(YEARS):
            state = one @ state
        return state

    def separate() -> NDArray[np.float64]:
        state = people.reshape(AREAS, -1, 1)
        for _ in range(YEARS):
            state = each @ state
        return state

    last = ours().at(2020 + YEARS).reshape(AREAS, -1)
    np.testing.assert_allclose(last, shared().T, rtol=1e-9)
    mine, theirs = rounds(ours, shared, runs=RUNS)
    print(f"projection {np.median(mine):.2f} s, products of one matrix {np.median(theirs):.2f} s")
    kept = [report("projection beside products of one matrix", ratio(mine, theirs), LIMIT)]
    mine, theirs = rounds(ours, separate, runs=1)
    print(f"products of a matrix for each area {np.median(theirs):.2f} s")
    kept.append(report("projection beside a matrix for each area", ratio(mine, theirs), LIMIT))
    peaks = [simulated(paths) for paths in (PATHS // 10, PATHS)]
    kept.append(report(f"peak of {PATHS:,} paths", peaks[1], MEGABYTES, unit="MB"))
    print(f"of {PATHS // 10:,} paths it is {peaks[0]:.1f} MB")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
