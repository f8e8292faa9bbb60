"""Figures and forms of one report, attacked together: no small count can be worked out."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.datasets.register import synthetic_register
from famplan.model import Period
from famplan.readers import register as read
from famplan.report import Results
from famplan.report.linked import counted_by, form_count
from famplan.report.machine import json_data
from famplan.report.sealed import sealed
from famplan.tabulate import Table
from famplan.tabulate.register import register as count
from famplan.tabulate.register.estimates import WAYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    Kind = tuple[str, str, bool, str, bool]
    Is = Callable[[Kind], bool]

FEWEST = 10
ORDERS, SEXES, POLICY = ("order 1", "order 2", "order 3+"), ("male", "female"), (True, False)
AGES = ("10–14", *(f"{low}–{low + 4}" for low in range(15, 50, 5)), "50+")
KINDS: list[Kind] = list(product(ORDERS, SEXES, POLICY, AGES, (True, False)))
"""What a birth can be: order, sex, in policy, mother's age, reported in time."""
EVERY: Is = lambda _: True  # noqa: E731
WOMEN = AGES[1:-1]


def figure(row: dict[str, Any]) -> list[Is]:
    """Which births are counted above and below the line, in the test's own words."""
    code, age = row["indicator"], row.get("age")
    order = row["definition"].removesuffix(row["basis"] or " ").removesuffix(", ")
    higher: Is = lambda k: k[0] == "order 3+" and not k[2]  # noqa: E731
    shares: dict[str, list[Is]] = {
        "CBR": [EVERY],
        "CBR_FIRST": [lambda k: k[0] == "order 1"],
        "FIRST_BIRTH_SHARE": [lambda k: k[0] == "order 1", EVERY],
        "SECOND_BIRTH_SHARE": [lambda k: k[0] == "order 2", EVERY],
        "HIGHER_BIRTH_SHARE": [lambda k: k[0] == "order 3+", EVERY],
        "SRB": [
            lambda k, sex=sex: k[1] == sex and order in ("", k[0])  # type: ignore[misc]
            for sex in SEXES
        ],
        "PCR": [lambda k: k[2], EVERY],
        "CONFORMING_SECOND": [lambda k: k[2] and k[0] == "order 2", lambda k: k[0] == "order 2"],
        "CONFORMING_SECOND_PLUS": [
            lambda k: k[2] and k[0] != "order 1",
            lambda k: k[0] != "order 1",
        ],
        "OUT_OF_POLICY_SHARE": [lambda k: not k[2], EVERY],
        "OUT_OF_POLICY_HIGHER_SHARE": [higher, EVERY],
        "HIGHER_OF_OUT_OF_POLICY": [higher, lambda k: not k[2]],
        "ASFR": [lambda k: k[3] == age],
        "ABR": [lambda k: k[3] == "15–19"],
        "ABR_10_14": [lambda k: k[3] == "10–14"],
        "GFR": [lambda k: k[3] in WOMEN or (k[3] == "50+" and "plus" in row["definition"])],
        "TFR": [lambda k: k[3] in WOMEN],
        "TFR_ORDER": [lambda k: k[3] in WOMEN and k[0] == order],
        "MAB": [lambda k: k[3] in WOMEN],
        "MAM": [lambda k: k[3] in WOMEN],
        "GRR": [lambda k: k[1] == "male", lambda k: k[1] == "female"],
        "NEWBORN_SCREENING": [EVERY],
        "ABORTION_RATIO": [EVERY],
    }
    return shares.get(code, [])


def column(name: str) -> Is | None:
    """Which births a column of Form 1 counts."""
    block, _, rest = name.partition(", ")
    if block != "births":
        return None
    return lambda k: k[4] and rest.startswith(k[0]) and (k[2] or "in plan" not in rest)


def band(age: float) -> str:
    """Name the age group of a mother."""
    low = int(age) // 5 * 5
    return "50+" if age >= 50 else f"{low}–{low + 4}"


def born(frames: Any, period: Period) -> Counter[tuple[str, Kind]]:
    """Count the births of a year by township and kind, from the frames."""
    persons = frames["persons"].to_pydict()
    births = {name: dict(zip(persons["person"], persons[name], strict=True)) for name in ["birth"]}
    areas = frames["areas"].to_pydict()
    above = dict(zip(areas["area"], areas["parent"], strict=True))
    found: Counter[tuple[str, Kind]] = Counter()
    for row in frames["births"].to_pylist():
        day: date = row["occurred"]
        if day in period:
            own = births["birth"][row["mother"]]
            age = day.year - own.year - ((day.month, day.day) < (own.month, own.day))
            order = ORDERS[min(row["order"], 3) - 1]
            in_time = row["reported"] < period.stop
            kind = (order, row["sex"], bool(row["in_policy"]), band(age), in_time)
            found[str(above[row["area"]]), kind] += 1
    return found


def attacked(frames: Any, period: Period, results: Results) -> list[tuple[str, str]]:
    """Small counts that follow from what is shown, by linear algebra over all kinds of births."""
    truth = born(frames, period)
    towns = sorted({town for town, _ in truth})
    places = {cell: n for n, cell in enumerate(product(towns, KINDS))}

    def vector(towns: list[str], is_it: Is) -> Any:
        found = np.zeros(len(places))
        found[[places[t, k] for t in towns for k in KINDS if is_it(k)]] = 1
        return found

    counts = np.array([truth[cell] for cell in places])
    known, targets = [np.zeros(len(places))], {}
    for table, whole in ((results.areas, False), (results.figures, True)):
        for row in table.to_dicts():
            where = towns if whole else [row["area"].rpartition("/")[2]] if row["area"] else []
            if not {*where} <= {*towns}:
                continue
            vectors = [vector(where, is_it) for is_it in figure(row)]
            name = f"{row['indicator']} {row['definition']} {row.get('age')}"
            if row["mark"] != "hidden":
                known += vectors
            # Of a share the rest is as much a count; SRB and GRR have two counts apart.
            if len(vectors) == 2 and row["indicator"] not in ("SRB", "GRR"):
                vectors.append(vectors[1] - vectors[0])
            targets |= {(str(where), f"{name} {n}"): one for n, one in enumerate(vectors)}
    form = results.forms[0]
    for area, numbers in zip(form.areas, form.rows, strict=True):
        where = towns if area is None else [area.rpartition("/")[2]]
        for one, number in zip(form.columns, numbers, strict=True):
            is_it = column(one.name)
            if is_it is not None and {*where} <= {*towns}:
                targets[str(where), one.name] = vector(where, is_it)
                known += [vector(where, is_it)] if number is not None else []
    _, values, directions = np.linalg.svd(np.array(known), full_matrices=False)
    space = directions[values > 1e-9 * values[0]]
    return [
        key
        for key, target in targets.items()
        if 0 < target @ counts < FEWEST and np.abs(target - space.T @ (space @ target)).max() < 1e-7
    ]


@pytest.mark.parametrize(("persons", "seed"), [(4_000, 1), (9_000, 3), (9_000, 7)])
def test_no_small_count_of_births_follows_from_what_is_shown(persons: int, seed: int) -> None:
    """Shares and rates, sex ratios and orders, areas and their sum, figures and Form 1."""
    frames = synthetic_register(persons, seed=seed, areas=4).frames()
    period = Period.calendar_year(2013)
    tally = count(read(frames), period=period, by="township")
    results = Results.of(tally, hide_below=FEWEST)
    shown = [row for row in results.areas.to_dicts() if row["mark"] != "hidden"]
    assert {"CBR", "TFR"} & {row["indicator"] for row in shown}  # not all is hidden
    assert attacked(frames, period, results) == []
    open_ = Results.of(tally, hide_below=0)
    assert attacked(frames, period, open_)  # the attack is one: without hiding it finds them


def test_a_share_hidden_for_its_rest_is_not_given_back_by_rates() -> None:
    """Crude rates of first and of all births would say how many are not the first."""

    def row(code: str, part: float, whole: float, mark: str = "") -> dict[str, Any]:
        return {
            "indicator": code,
            "area": "a",
            "value": part / whole,
            "numerator": part,
            "denominator": whole,
            "n": part,
            "definition": "",
            "mark": mark,
        }

    rows = [row("CBR", 60, 5000), row("CBR_FIRST", 55, 5000)]
    rows += [row("FIRST_BIRTH_SHARE", 55, 60, "hidden"), row("CDR", 30, 5000)]
    none, table = (Table(found, groups=("area",)) for found in ([], rows))
    _, shown, _ = sealed(none, table, (), below=FEWEST)
    marks = dict(zip(shown.column("indicator"), shown.column("mark"), strict=True))
    assert marks == {"CBR": "", "CBR_FIRST": "hidden", "FIRST_BIRTH_SHARE": "hidden", "CDR": ""}
    assert np.isnan(shown.column("numerator")[1:3]).all()


def test_every_link_leads_to_a_figure_or_a_column(county: Any) -> None:
    """No indicator, variant or column is misspelt, and forms are linked in every column."""
    from famplan.report.linked import _links

    links = _links()
    for name in links["figure"]:
        assert name.partition(", ")[0] in WAYS
    results = Results.of(county.years[2], hide_below=0)
    used = {r["indicator"] for r in results.figures.to_dicts() if counted_by(r)}
    assert {name.partition(", ")[0] for name in links["figure"]} <= used
    for form in results.forms:
        names = [one.name for one in form.columns]
        assert all(form_count(form.key, name) for name in names)
        assert set(links[form.key]) == set(names)
    assert json_data(results, identifier="")["forms"]


def test_sums_hold_in_a_county(county: Any) -> None:
    """Parts that are said to make up a whole do, wherever all are known."""
    from famplan.report.linked import _within

    results = Results.of(county.years[2], hide_below=0)
    sizes: dict[str, float] = {}
    for row in results.figures.to_dicts():
        counted = counted_by(row)
        sizes |= {n: s for n, s in (counted.sizes if counted else {}).items() if s is not None}
    for form in results.forms:
        pairs = zip(form.columns, form.counts[-1], strict=True)
        for one, number in pairs:
            name = form_count(form.key, one.name)
            assert sizes.setdefault(name, number) == number, name  # one name, one count
    seen = 0
    for whole, *parts in _within(sizes, None):
        known = [sizes.get(name, 0.0 if name.startswith("method ") else None) for name, _ in parts]
        if whole[0] in sizes and None not in known:
            assert sum(n for n in known if n is not None) == sizes[whole[0]], whole
            seen += 1
    assert seen > 8
