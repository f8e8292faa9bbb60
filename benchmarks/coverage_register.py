"""Do the report's intervals hold the truth? Two hundred synthetic counties, each counted in full.

Every county has lives that follow known schedules, so what each rate should be is known. A second
copy has planted omissions, duplicates and padding, which the methods of `famplan.quality` estimate
without being told. One county at a time is in memory; what is kept of it is its figures.

    python benchmarks/coverage_register.py [seeds] [persons]
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import special

from famplan.datasets.register import Faults, SyntheticRegister, synthetic_register
from famplan.formulas.intervals import clopper_pearson
from famplan.model.period import Period
from famplan.quality import (
    adjusted_p_values,
    coverage,
    dual_system,
    duplicates,
    match,
    omission_from_check,
    overcount_from_check,
)
from famplan.quality.sex_ratios.binomial import at_least, at_most
from famplan.readers import register as read
from famplan.tabulate import register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.model.estimate import Estimate
    from famplan.quality import Duplicates

    Truths = dict[tuple[str, str, str], float]

SEEDS, PERSONS, PROCESSES = 200, 450_000, 2
LEVEL = 0.95
YEAR = 2013
PLACE = YEAR - 2006  # among the years of the county
FAULTS = Faults(omitted=0.08, duplicates=0.02, padding=0.06)
CHECKED = 0.05  # of the records, drawn for a re-check
TESTS = Path(__file__).parents[1] / "tests"


class Figure(NamedTuple):
    """An estimate of one county and the truth; without one, the mean of the counties is taken."""

    where: str
    name: str
    value: float
    error: float
    low: float
    high: float
    truth: float


def scheduled(county: SyntheticRegister) -> Truths:
    """Return what the schedules say, by indicator, definition and age: the same in any area.

    Where no one schedule says it, as when the law moves weddings, it is unknown.
    """
    schedules, expected = county.truth.schedules, county.truth.expected
    ratios = schedules.published["sex_ratio"]["male_to_female"]
    orders, ages = ("order 1", "order 2", "order 3+"), schedules.ages.labels
    return {
        ("TFR", "", ""): expected["TFR"],
        **{("ASFR", "", age): one for age, one in zip(ages, expected["ASFR"], strict=True)},
        **{("TFR_ORDER", o, ""): v for o, v in zip(orders, expected["TFR_ORDER"], strict=True)},
        **{("SRB", o, ""): ratio for o, ratio in zip(orders, ratios, strict=True)},
        ("SRB", "", ""): expected["SRB"],
        ("BIRTH_DEFECT", "live births only", ""): schedules.published["defects"]["share"],
        ("PCR", "", ""): np.nan,
        ("CPR", "closing", ""): np.nan,
        **{("FIRST_MARRIAGE_FREQUENCY", "women", age): np.nan for age in ages},
    }


def of_the_year(county: SyntheticRegister) -> Truths:
    """Return what the schedules make one expect of the people of the year."""
    plain = ("CBR", "CDR", "PCR", "CONFORMING_SECOND", "FIRST_BIRTH_SHARE")
    expected = {name: county.truth.expected[name][PLACE] for name in (*plain, "GFR")}
    return {
        **{(name, "", ""): expected[name] for name in plain},
        ("RNI", "", ""): expected["CBR"] - expected["CDR"],
        ("GFR", "15-49", ""): expected["GFR"],
        ("CPR", "period", ""): np.nan,
        ("CRUDE_MARRIAGE", "couples", ""): np.nan,
    }


def figures(where: str, table: Any, truths: Truths) -> Iterator[Figure]:  # noqa: ANN401 - a table
    """Set the figures of a table beside the truth."""
    for record in table:
        parts = record["definition"].split(", ")
        if record["basis"]:
            parts.remove(record["basis"])
        if record["basis"] == "period" and "H" in record["period"]:
            continue  # the rate of a half-year has no truth of its own: the annual one has
        definition, age = ", ".join(parts), record.get("age") or ""
        key = (record["indicator"], definition, age)
        if key not in truths or record["area"] is None:
            continue
        name = " ".join(filter(None, key))
        numbers = (float(record[column]) for column in ("value", "se", "low", "high"))
        yield Figure(where, name, *numbers, truths[key])


def counted(seed: int, persons: int) -> tuple[list[Figure], dict[str, bool]]:
    """Count one county: its figures, and whether the counts are what happened."""
    county = synthetic_register(persons, seed=seed)
    books = read(county.frames())
    known = scheduled(county)
    year = register(books, period=Period.calendar_year(YEAR), by="township")
    half = register(books, period=Period.parse(f"{YEAR}H1"))
    reports = register(books, period=Period.statistical_year(YEAR))
    codes = dict.fromkeys(key[0] for key in known)
    whole = year.roll_up(None)
    found = chain(
        figures("county", whole.estimate(hide_below=0), known | of_the_year(county)),
        figures("townships", year.estimate(*codes, hide_below=0), known),
        figures("half-year", half.estimate("TFR", "ASFR", hide_below=0), known),
        figures("reported", reports.estimate("TFR", "SRB", events="reported", hide_below=0), known),
    )
    return list(found), _happened(county, whole)


def _happened(county: SyntheticRegister, tally: Any) -> dict[str, bool]:  # noqa: ANN401 - a tally
    """Compare counts with what happened in the county."""
    happened, table = county.truth.happened, tally.estimate("CBR", "CDR", "CRUDE_MARRIAGE")
    numbers = {one["indicator"]: one["numerator"] for one in reversed(list(table))}
    births = happened["births_female"][PLACE] + happened["births_male"][PLACE]
    return {
        "births": numbers["CBR"] == births,
        "deaths": numbers["CDR"] == happened["deaths"][PLACE],
        "marriages": numbers["CRUDE_MARRIAGE"] == happened["marriages"][PLACE],
    }


def _judged(name: str, found: Estimate, truth: float) -> Figure:
    numbers = (found.value, found.standard_error, found.interval.low, found.interval.high)
    return Figure("faults", name, *(float(np.asarray(n)) for n in numbers), truth)


def spoilt(seed: int, persons: int) -> tuple[list[Figure], dict[str, bool]]:
    """Estimate what was planted into a county from a second list and from a check of a sample."""
    sys.path.append(str(TESTS))
    from second_list import KEY, two_lists  # noqa: PLC0415 - where tests score the same methods

    lists = two_lists(seed, FAULTS, persons=persons)
    repeated = duplicates(lists.register, keys=[KEY])
    copied = _copies(repeated, lists.kind) == np.count_nonzero(lists.kind == "duplicate")
    books = repeated.without({**lists.register, "kind": lists.kind})
    kind = books.pop("kind")
    real = {name: column[kind != "padding"] for name, column in books.items()}
    cells = match(real, lists.second, keys=[KEY]).cells(unresolved="unmatched")
    share = lists.omitted / lists.births
    result = []
    for estimator in ("chandrasekaran-deming", "chapman"):
        both = dual_system(**cells, estimator=estimator)
        result.append(_judged(f"births, {estimator}", both.total, lists.births))
        result.append(_judged(f"omitted, {estimator}", both.omitted("first"), share))
    random = np.random.default_rng([seed, 3])
    sample = random.choice(len(kind), round(CHECKED * len(kind)), replace=False)
    surplus = overcount_from_check(
        np.count_nonzero(kind[sample] == "padding"),
        checked=len(sample),
        population=len(kind),
        design="simple",
    )
    listed = cells["both"] + cells["second_only"]
    missed = omission_from_check(cells["second_only"], checked=listed, design="simple")
    everything = coverage(len(kind), overcount=surplus, omission=missed)
    result += [
        _judged("padding, sample", surplus, float(np.mean(kind == "padding"))),
        _judged("omitted, second list", missed, share),
        _judged("births, sample and list", everything.true, lists.births),
        _judged("net over-count", everything.net, len(kind) / lists.births - 1),
    ]
    return result, {"duplicates": bool(copied)}


def _copies(found: Duplicates, kind: Any) -> int:  # noqa: ANN401 - an array
    """Count the repeated rows but those that were invented and are like a true one by chance."""
    rows = found.rows_for_the_office()
    pairs = [kind[rows.column(name).astype(int)] for name in ("row", "repeats")]
    return found.surplus - int(np.count_nonzero((pairs[0] == "padding") | (pairs[1] == "padding")))


def one_seed(seed: int, persons: int) -> tuple[list[Figure], dict[str, bool]]:
    """Do everything with one seed."""
    (first, same), (second, found) = counted(seed, persons), spoilt(seed, persons)
    return first + second, same | found


def judged(rows: dict[tuple[str, str], list[Figure]]) -> bool:
    """Print coverage and bias of every figure; say whether none is missed.

    Coverage is missed where it is below the level, or an estimate biased, beyond chance (exact
    binomial and Student's tests at 5 per cent, Holm's control over all rows). Coverage above the
    level is said: exact intervals of few cases have it, and it misleads nobody. Ratios of the few
    cases of a township are skewed, so there only the intervals are judged; where no birth leaves
    nothing to say, there is no interval to judge. A truth after ~ is the mean of the counties.
    """
    tails, biases, lines = [], [], []
    for (where, name), found in rows.items():
        score = _scored(found)
        tails.append(
            (float(at_most(score.hit, score.n, LEVEL)), float(at_least(score.hit, score.n, LEVEL)))
        )
        biases.append((np.nan if where == "townships" else score.bias, score.n))
        ends = clopper_pearson(float(score.hit), total=float(score.n), level=LEVEL)
        lines.append(
            f"{where:<10} {name:<38} {score.value:>10.5g} "
            f"{'~' if np.isnan(found[0].truth) else '':>2}{score.truth:>9.5g} {score.bias:>7.2f} "
            f"{score.spread:>6.2f} {int(score.n):>6,} "
            f"{score.hit / score.n:>6.1%} ({ends.low:.1%}–{ends.high:.1%})"
        )
    below, above = np.array(tails).T
    off = adjusted_p_values(np.minimum(1, 2 * np.minimum(below, above)), control="holm") < 1 - LEVEL
    missed = off & (below < above)
    chances = [2 * special.stdtr(n - 1, -abs(z)) for z, n in biases]
    biased = adjusted_p_values(chances, control="holm") < 1 - LEVEL
    print(f"{'where':<10} {'figure':<38} {'mean':>10} {'truth':>11} ", end="")
    print(f"{'bias/se':>7} {'sd/se':>6} {'n':>6} coverage")
    for line, *said in zip(lines, biased, missed, off, strict=True):
        words = ("BIASED", "MISSED", "above")
        print(line, next((w for w, is_so in zip(words, said, strict=True) if is_so), "PASS"))
    return not (biased | missed).any()


class Score(NamedTuple):
    """Estimates of one figure: how many intervals hold the truth, and how far they are from it."""

    hit: Any
    n: Any
    value: float
    truth: float
    bias: float
    """Mean distance from the truth, in standard errors of that mean."""
    spread: float
    """Standard deviation of the distance over the standard error that was stated."""


def _scored(found: list[Figure]) -> Score:
    value, error, low, high, truth = np.array([one[2:] for one in found]).T
    if np.isnan(truth).all():  # each beside the mean of all the others
        truth = (value.sum() - value) / (len(value) - 1)
    stated = ~np.isnan(low)
    error = np.where(
        np.isnan(error), (high - low) / (2 * NormalDist().inv_cdf((1 + LEVEL) / 2)), error
    )
    away = (value - truth)[stated & np.isfinite(value)]
    deviation, error = float(away.std(ddof=1)), error[error > 0]
    return Score(
        hit=np.array(float(((low <= truth) & (truth <= high)).sum())),
        n=np.array(float(stated.sum())),
        value=float(truth.mean() + away.mean()),
        truth=float(truth.mean()),
        bias=float(away.mean()) / deviation * np.sqrt(len(away)) if deviation else 0.0,
        spread=deviation / float(np.sqrt(np.mean(error[error < np.inf] ** 2)))
        if deviation
        else 0.0,
    )


def main(seeds: int = SEEDS, persons: int = PERSONS) -> int:
    """Print the table; fail if a coverage or an estimate is missed."""
    begun = time.perf_counter()
    rows: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    same: dict[str, int] = defaultdict(int)
    with ProcessPoolExecutor(PROCESSES) as pool:
        for found, exact in pool.map(partial(one_seed, persons=persons), range(1, seeds + 1)):
            for figure in found:
                rows[figure.where, figure.name].append(figure)
            for name, equal in exact.items():
                same[name] += equal
    print(f"{seeds} counties of {persons:,} persons, {time.perf_counter() - begun:,.0f} s")
    for name, number in same.items():
        print(f"{name}: counted as they are in {number} of {seeds}")
    kept = judged(rows)
    return int(not kept or any(number < seeds for number in same.values()))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
