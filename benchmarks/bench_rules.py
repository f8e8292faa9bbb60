"""A rule of five conditions on a million rows and on ten million, and on one person.

Beside the same written by hand in numpy, three-valued, with one reference date and with a column of
them; beside OpenFisca-core, where it is installed (`make bench` does); what memory it takes; and
what one verdict with its reasons costs beside making the record it is about.
"""

from __future__ import annotations

import sys
import tracemalloc
from datetime import date
from importlib.util import find_spec
from statistics import median
from timeit import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from side_by_side import ratio, report, rounds

from famplan.catalogue.indicator import Grade, Source
from famplan.model.registration import Registration
from famplan.rules import rewards
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.subjects import Child, Parent
from famplan.rules.subjects.parent import (
    BIRTH,
    BIRTHS_CONFORMED,
    LIVING_CHILDREN,
    PARENT,
    REGISTRATION,
)
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROWS, MANY = 1_000_000, 10_000_000
RUNS = 7
DAY = date(2012, 3, 1)
FIRST_BIRTH = np.datetime64("1933-01-01")
RULE: Rule[Parent] = Rule(
    "five conditions",
    name_zh="五项条件",
    subject=PARENT,
    source=Source("this benchmark", grade=Grade.MEMORY),
    since=date(2004, 1, 1),
    requires=(
        Requirement("rural", REGISTRATION.is_(Registration.RURAL)),
        Requirement("no birth contrary to the rules", BIRTHS_CONFORMED),
        Requirement("one living child", LIVING_CHILDREN == 1),
        Requirement("born in 1933 or later", date(1933, 1, 1) <= BIRTH),
        Requirement("60 years old", BIRTH.age() >= 60),
    ),
)
COLUMNS = {"living_daughters": None, "children_ever": None}


def people(number: int) -> dict[str, NDArray[Any]]:
    """Make rows of which every fact is unknown here and there."""
    random = np.random.default_rng(1)
    unknown = random.random((4, number)) < 0.05
    birth = np.datetime64("1925-01-01") + random.integers(0, 14_000, number)
    birth[unknown[0]] = np.datetime64("NaT")
    conformed = (random.random(number) < 0.8).astype(np.float64)
    conformed[unknown[1]] = np.nan
    living = random.integers(0, 4, number).astype(np.float64)
    living[unknown[2]] = np.nan
    words = np.array(["rural", "urban", ""])
    return {
        "birth": birth,
        "births_conformed": conformed,
        "living_children": living,
        "registration": words[np.where(unknown[3], 2, random.integers(0, 2, number))],
        "on": np.datetime64("2009-01-01") + random.integers(0, 3_000, number),
    }


def by_hand(rows: dict[str, NDArray[Any]], on: NDArray[np.datetime64]) -> NDArray[np.int8]:
    """Write the rule in numpy with care: what is unknown compares as neither."""
    word, conformed, living = (
        rows[name] for name in ("registration", "births_conformed", "living_children")
    )
    birth, latest = rows["birth"], sixty_years_before(on)
    rural = word == "rural"
    yes = rural & (conformed == 1) & (living == 1) & (birth >= FIRST_BIRTH) & (birth <= latest)
    no = (~rural & (word != "")) | (conformed == 0) | ((living != 1) & ~np.isnan(living))
    no |= (birth < FIRST_BIRTH) | (birth > latest)
    codes = np.where(yes, np.int8(1), np.where(no, np.int8(0), np.int8(-1)))
    return np.where(on >= np.datetime64("2004-01-01"), codes, np.int8(-2))


def sixty_years_before(on: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """Return the latest birthday of those who are 60; of 29 February it is 1 March."""
    months = on.astype("datetime64[M]")
    earlier = months - 720
    day = earlier.astype("datetime64[D]") + (on - months.astype("datetime64[D]"))
    return np.minimum(day, (earlier + 1).astype("datetime64[D]") - 1)


def beside_numpy() -> list[bool]:
    """Compare with numpy on one reference date and on a column of them."""
    kept = []
    for number, runs in ((ROWS, RUNS), (MANY, 3)):
        rows = people(number)
        day = np.array(DAY, dtype="datetime64[D]")
        same = np.array_equal(RULE.status(rows, on=DAY, columns=COLUMNS), by_hand(rows, day))
        assert same  # noqa: S101 - else the times are of different work
        assert np.array_equal(  # noqa: S101
            RULE.status(rows, on="on", columns=COLUMNS), by_hand(rows, rows["on"])
        )
        fixed, fixed_hand, column, column_hand = rounds(
            lambda rows=rows: RULE.status(rows, on=DAY, columns=COLUMNS),
            lambda rows=rows, day=day: by_hand(rows, day),
            lambda rows=rows: RULE.status(rows, on="on", columns=COLUMNS),
            lambda rows=rows: by_hand(rows, rows["on"]),
            runs=runs,
        )
        print(f"five conditions by hand in numpy, {number:,} rows: {median(fixed_hand):.3f} s")
        kept += [
            report("  one reference date: status / by hand", ratio(fixed, fixed_hand), 2.5),
            report("  a column of them: status / by hand", ratio(column, column_hand), 1.5),
        ]
    return kept


def coded(rows: dict[str, NDArray[Any]]) -> dict[str, Any]:
    """Keep words as places in a list of them, as categories of any dataframe are kept."""
    words = ["rural", "urban"]
    codes = np.select([rows["registration"] == word for word in words], [0, 1], -1)
    return {**rows, "registration": Coded(codes.astype(np.int8), words)}


def beside_openfisca() -> list[bool]:
    """Compare with OpenFisca-core, each with its facts in the form that it likes best."""
    if find_spec("openfisca_core") is None:
        print("OpenFisca-core is not installed: left out")
        return []
    import in_openfisca  # noqa: PLC0415 - perhaps not installed

    rows = people(ROWS)
    mine, theirs = coded(rows), in_openfisca.inputs(rows)
    found = RULE.status(mine, on=DAY, columns=COLUMNS)
    assert np.array_equal(found, in_openfisca.outcomes(theirs))  # noqa: S101 - as above
    ours, fisca = rounds(
        lambda: RULE.status(mine, on=DAY, columns=COLUMNS),
        lambda: in_openfisca.outcomes(theirs),
        runs=RUNS,
    )
    return [report("OpenFisca-core / status, the same rule", ratio(fisca, ours), 15, least=True)]


def in_memory() -> list[bool]:
    """Measure what judging takes beside its rows: the outcomes, and the masks of a batch."""
    rows = coded(people(MANY))
    tracemalloc.start()
    RULE.status(rows, on=DAY, columns=COLUMNS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    what = f"memory of five conditions on {MANY:,} rows, a row"
    return [report(what, peak / MANY, 4, unit="B")]


def one_verdict() -> list[bool]:
    """Time one verdict with every reason, of facts in a mapping and of a parent with children."""
    facts = {
        "birth": date(1950, 1, 1),
        "registration": "rural",
        "births_conformed": True,
        "scheme_begun": True,
        "living_children": 1,
        "living_daughters": 1,
        "children_ever": 1,
    }
    several = {
        name: facts[name] for name in facts if not name.endswith(("children", "ters", "ever"))
    }
    children = [Child(sex="female", birth=date(1978, 3, 1), alive=True) for _ in range(2)]
    parent = Parent(**several, children=children)
    scheme = rewards.RURAL_REWARD
    assert scheme.verdict(parent, on=DAY).outcome == scheme.verdict(facts, on=DAY).outcome  # noqa: S101
    makes, verdicts, families = (
        1e6 * min(repeat(work, number=100, repeat=50)) / 100
        for work in (
            lambda: Parent(**several),
            lambda: scheme.verdict(facts, on=DAY),
            lambda: scheme.verdict(parent, on=DAY),
        )
    )
    print(f"making one parent, an attrs record: {makes:.1f} µs")
    kept = [
        report("one verdict with its reasons, facts in a mapping", verdicts, 50, unit="µs"),
        report("  of a parent with two children as objects", families, 50, unit="µs"),
    ]
    print(f"{'  verdict / making the record':<58} {verdicts / makes:8.2f} ×")
    return kept


def main() -> int:
    """Run every part; fail if one misses its limit."""
    kept = [*beside_numpy(), *beside_openfisca(), *in_memory(), *one_verdict()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
