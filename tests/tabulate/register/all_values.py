"""Sums, means and balances of every county, from its rows: figures that are no plain quotient."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.tabulate.register.one_by_one import AGES, completed

if TYPE_CHECKING:
    from tests.tabulate.register.one_by_one import OneByOne, Row

    Values = dict[str, dict[str, float]]

__all__ = ["values"]

NAN = float("nan")
_USUAL = ("male sterilisation", "female sterilisation", "IUD insertion")
_ABORTIONS = ("induced abortion", "induction")


def values(county: OneByOne) -> Values:
    """Every such code with the value of each variant."""
    return {**_people(county), **_fertility(county), **_procedures(county), **_ledger(county)}


def _people(c: OneByOne) -> Values:
    checks = [
        row["sex"]
        for row in c.inside("checks", "performed")
        if row["kind"] == "pre-pregnancy check"
    ]
    women, men = checks.count("female"), checks.count("male")
    return {
        "AVERAGE_POPULATION": {"": c.average()},
        "NATURAL_INCREASE": {"": len(c.births) - len(c.told("deaths"))},
        "COUPLES_MAX": {"": min(women, men)},
        "UNPAIRED_WOMEN_MIN": {"": max(women - men, 0)},
    }


def _of_age(c: OneByOne, sex: str, low: int) -> float:
    return c.period.years * c.average(
        lambda n, on: (
            c.persons[n]["sex"] == sex and low <= completed(c.persons[n]["birth"], on) < low + 5
        )
    )


def _summed(events: list[float], people: list[float]) -> float:
    """Five times the sum of the rates; unknown where there are no people of an age."""
    if not all(people):
        return NAN
    return sum(5 * own / there for own, there in zip(events, people, strict=True))


def _by_age(events: list[tuple[int | None, bool | None]]) -> list[float]:
    """Events by age group: of each its age, and whether it is wanted; None is unknown.

    Unknown where there are events, but of none both are known.
    """
    known = [(age, is_it) for age, is_it in events if age is not None and is_it is not None]
    if events and not known:
        return [NAN] * len(AGES)
    return [sum(is_it and low <= age < low + 5 for age, is_it in known) for low in AGES]


def _fertility(c: OneByOne) -> Values:
    women = [_of_age(c, "female", low) for low in AGES]
    born = _by_age([(c.age_of_mother(b), True) for b in c.births])
    total = _summed(born, women)
    orders = {"order 1": (1,), "order 2": (2,), "order 3+": range(3, 99)}
    of_order = {
        name: _summed(
            _by_age([(c.age_of_mother(b), b["order"] and b["order"] in own) for b in c.births]),
            women,
        )
        for name, own in orders.items()
    }
    rates = [b / w if w else NAN for b, w in zip(born, women, strict=True)]
    middles = [low + 2.5 for low in AGES]

    def mean(weights: Any) -> float:
        return (
            sum(m * w for m, w in zip(middles, weights, strict=True)) / sum(weights)
            if sum(weights)
            else NAN
        )

    sexes = [b["sex"] for b in c.births if b["sex"] is not None]
    first = {
        word: _summed(
            _by_age(
                [
                    (None if age < 0 else age, order and order == 1)
                    for _, person, age, order in c.weddings()
                    if c.persons[person]["sex"] == sex
                ]
            ),
            [_of_age(c, sex, low) for low in AGES],
        )
        for sex, word in (("female", "women"), ("male", "men"))
    }
    return {
        "TFR": {"": total},
        "TFR_ORDER": of_order,
        "MAB": {"": mean(rates)},
        "MAM": {"": mean(born)},
        "GRR": {"": total * sexes.count("female") / len(sexes) if sexes else NAN},
        "TFMR": first,
    }


def _procedures(c: OneByOne) -> Values:
    done = Counter(str(row["kind"]) for row in c.inside("procedures", "performed"))

    def total(*kinds: str) -> int:
        return sum(done[kind] for kind in kinds)

    usual = total(*_USUAL, *_ABORTIONS)
    return {
        "PROCEDURES_4": {"four_usual": usual},
        "PROCEDURES_5": {
            "five_s2": usual,
            "five_with_removal": usual + done["IUD removal"],
        },
        "PROCEDURES_ALL": {
            "form_2008": total(*_USUAL, "IUD removal", "induced abortion", "implant insertion")
        },
    }


def _shares(found: list[Any]) -> dict[str, float]:
    named = ["unknown" if one is None else str(one) for one in found]
    return {name: number / len(named) for name, number in Counter(named).items()}


def _ledger(c: OneByOne) -> Values:
    stop, years = c.period.stop, c.period.years
    stock: dict[str, float] = {}
    months: dict[str, float] = {}
    wasted: dict[str, float] = {}
    for item in {row["item"] for row in c.tables["supplies"]}:
        rows = [r for r in c.tables["supplies"] if r["item"] == item and c.unit(r["area"])]
        before = [r for r in rows if r["on"] < c.period.start]
        during = [r for r in rows if c.period.start <= r["on"] < stop]
        opening = sum(map(_left, before))
        moved = {
            name: sum(row[name] or 0 for row in during) for name in ("received", "issued", "lost")
        }
        if opening < 0:
            continue
        stock[item] = opening + sum(map(_left, during))
        if moved["issued"] and stock[item] >= 0:
            months[item] = stock[item] / (moved["issued"] / (12 * years))
        there = opening + moved["received"]
        if there and moved["lost"] <= there:
            wasted[item] = moved["lost"] / there
    stations = [row["level"] for row in c.standing("stations", "opened", "closed", stop)]
    staff = [row["qualification"] for row in c.standing("staff", "since", "until", stop)]
    return {
        "CLOSING_STOCK": stock,
        "MONTHS_OF_STOCK": months,
        "WASTAGE": wasted,
        "STATION_MIX": _shares(stations),
        "STAFF_MIX": _shares(staff),
        "FUNDING_MIX": _funding(c),
    }


def _left(row: Row) -> float:
    return float((row["received"] or 0) - (row["issued"] or 0) - (row["lost"] or 0))


def _funding(c: OneByOne) -> dict[str, float]:
    stop = c.period.stop
    year = stop.year if (stop.month, stop.day) > (1, 1) else stop.year - 1
    sums: Counter[str] = Counter()
    for row in c.tables["funding"]:
        if c.unit(row["area"]) and row["year"] == year:
            sums["unknown" if row["level"] is None else str(row["level"])] += row["yuan"]
    return {name: yuan / sum(sums.values()) for name, yuan in sums.items()}
