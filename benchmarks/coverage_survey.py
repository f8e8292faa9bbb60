"""Do the intervals of a survey's chapter hold the truth? Two hundred surveys, in two designs.

What is true of the population follows from the chances that lives were made with, so every figure
of every survey can be held against it. One survey at a time is in memory; what is kept of it is
its figures.

    python benchmarks/coverage_survey.py [seeds] [women]
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from coverage_register import Figure, judged

from famplan.datasets import synthetic_family_planning
from famplan.tabulate import (
    birth_history,
    contraception,
    discontinuation,
    planning_status,
    postpartum_use,
    reasons_for_stopping,
    wanted_fertility,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SEEDS, WOMEN, PROCESSES = 200, 3_000, 2
FEWEST = 25  # cases above the line: with fewer, limits are rough in any survey
DESIGNS = {
    # women in a cluster, strata, spread of clusters
    "clustered": (25, 10, 0.3),
    "stratified": (1, 4, 0.0),
}
USE = (
    *("CPR", "MCPR", "TCPR", "METHOD_PREVALENCE", "METHOD_MIX", "SOURCE_SECTOR", "EVER_USE"),
    *("KNOWS_MODERN_METHOD", "KNOWS_METHOD", "FP_MESSAGE", "FP_INFORMATION", "NON_USER_CONTACT"),
    *("UNMET", "UNMET_SPACING", "UNMET_LIMITING", "DEMAND", "DEMAND_SATISFIED_MODERN"),
    *("TOLD_SIDE_EFFECTS", "TOLD_WHAT_TO_DO", "TOLD_OTHER_METHODS", "MII", "MII_PLUS"),
    *("FP_DECISION", "FUTURE_USE", "DESIRE_FOR_CHILDREN", "IDEAL_CHILDREN", "MEAN_IDEAL_CHILDREN"),
)
BY = ("CPR", "MCPR", "UNMET", "DEMAND_SATISFIED_MODERN")


def tables(columns: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    """Make the tables of a chapter."""
    tally = contraception(columns, ages=["15–24", "25–34", "35–49"], only=USE)
    yield "all", tally.estimate(*USE, interval="t")
    yield "fp2030", tally.estimate("MII", "SOURCE_SECTOR", definition="fp2030", interval="t")
    yield "pma", tally.estimate("MII", "MII_PLUS", definition="pma", interval="t")
    ages = ["15–24", "25–34", "35–49"]
    yield "ages", tally.estimate("CPR", "UNMET", ages=ages, interval="t")
    yield "active", tally.estimate("CPR", population="sexually active unmarried", interval="t")
    for group in ("v024", "v025", "v106", "v190"):
        found = contraception(columns, by=group, ages=["15–49"], only=BY)
        yield group, found.estimate(*BY, interval="t")
    births = birth_history(columns).estimate("TFR", "ASFR", variance="taylor", interval="t")
    yield "births", births
    yield "births", wanted_fertility(columns).estimate(variance="taylor", interval="t")
    yield "births", planning_status(columns).estimate(ages=["15–49"], interval="t")
    yield "calendar", reasons_for_stopping(columns).estimate(interval="t")
    yield "calendar", postpartum_use(columns, months=12).estimate(interval="t")
    stopping = discontinuation(columns, months=12, switching="complete").estimate(
        variance="stratified-jackknife", interval="t", hide_below=0
    )
    yield "calendar", (row for row in stopping if row["method"] != "LAM, SDM")


def one_seed(seed: int, women: int, design: str) -> list[Figure]:
    """Make every figure of one survey, with its truth."""
    of_cluster, strata, spread = DESIGNS[design]
    survey = synthetic_family_planning(
        women, seed=seed, clusters=women // of_cluster, strata=strata, cluster_spread=spread
    )
    found = []
    for where, table in tables(survey.columns):
        for record in table:
            if _cases(record) < FEWEST:
                continue
            parts = ("indicator", "method", "reason", "use", "category", "population", "age")
            parts += ("v024", "v025", "v106", "v190")
            told = [str(record[part]) for part in parts if record.get(part) not in {None, ""}]
            name = " ".join(told).replace("in union", "").replace("15–49", "").strip()
            numbers = (float(record[column]) for column in ("value", "se", "low", "high"))
            found.append(Figure(where, name, *numbers, survey.truth.of(record)))
    return found


def _cases(record: Mapping[str, Any]) -> float:
    """Count the cases on the thinner side of a share; above the line if it is none."""
    above, below = record["numerator"], record["denominator"]
    return float(min(above, below - above) if below > above else above)


def main(seeds: int = SEEDS, women: int = WOMEN) -> int:
    """Print a table for each design; fail if a coverage or an estimate is missed."""
    kept = []
    for design in DESIGNS:
        begun = time.perf_counter()
        rows: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        with ProcessPoolExecutor(PROCESSES) as pool:
            run = partial(one_seed, women=women, design=design)
            for figure in chain.from_iterable(pool.map(run, range(1, seeds + 1))):
                rows[figure.where, figure.name].append(figure)
        # A figure that had too few cases in some surveys would be judged by the others alone.
        whole = {key: found for key, found in rows.items() if len(found) == seeds}
        took = time.perf_counter() - begun
        print(f"{design}: {seeds} surveys of {women:,} women, {took:,.0f} s")
        kept.append(judged(whole))
        held = [figure.low <= figure.truth <= figure.high for x in whole.values() for figure in x]
        print(f"{design}: {len(whole)} figures, {sum(held) / len(held):.2%} of intervals hold\n")
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
