"""Numerators and denominators of every indicator, from a county that is looked at row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.tabulate.register.one_by_one import (
    AGES,
    LONG,
    METHODS,
    MODERN,
    NONE,
    TRADITIONAL,
    UNKNOWN,
    band,
    completed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.tabulate.register.one_by_one import Found, OneByOne, Row

__all__ = ["figures"]

NAN = float("nan")
_LABELS = [f"{low}–{low + 4}" for low in AGES]
_LATE = {"female": 23, "male": 25}
_LEGAL = {"female": 20, "male": 22}


def figures(county: OneByOne, adult_floating: Any, *, late: bool) -> dict[str, Found]:
    """Every code with the numerator and denominator of each variant and age."""
    return {
        **_vital(county),
        **_of_births(county, late=late),
        **_fertility(county),
        **_marriages(county, late=late),
        **_contraception(county),
        **_services(county),
        **_means(county),
        **_migrants(county, adult_floating),
    }


def _one(numerator: float, denominator: float, definition: str = "") -> Found:
    return {(definition, ""): (numerator, denominator)}


def _vital(c: OneByOne) -> dict[str, Found]:
    born, died = c.births, c.told("deaths")
    people = c.average()
    stop = c.period.stop
    firsts = [b["order"] == 1 for b in born if b["order"]]
    return {
        "CBR": _one(len(born), people),
        "CBR_FIRST": _one(sum(firsts) if firsts or not born else NAN, people),
        "CDR": _one(len(died), people),
        "RNI": _one(len(born) - len(died), people),
        "MWRA_SHARE": _one(len(c.wives(stop)), len(c.people(stop))),
    }


def _of_births(c: OneByOne, *, late: bool) -> dict[str, Found]:
    born = c.births
    ordered = [b for b in born if b["order"]]
    judged = [b for b in born if b["in_policy"] is not None]
    both = [b for b in judged if b["order"]]
    out = [b for b in both if not b["in_policy"]]

    def of(rows: Iterable[Row], least: int, most: int = 99) -> list[Row]:
        return [b for b in rows if b["order"] and least <= b["order"] <= most]

    def conforming(rows: list[Row]) -> tuple[float, float]:
        return sum(b["in_policy"] for b in rows), len(rows)

    def sexes(rows: Iterable[Row]) -> tuple[float, float]:
        found = [b["sex"] for b in rows]
        return found.count("male"), found.count("female")

    firsts = [b for b in of(born, 1, 1) if c.age_of_mother(b) is not None]
    looked = [b for b in born if b["defect"] is not None]
    return {
        "SRB": {
            ("", ""): sexes(born),
            ("order 1", ""): sexes(of(born, 1, 1)),
            ("order 2", ""): sexes(of(born, 2, 2)),
            ("order 3+", ""): sexes(of(born, 3)),
        },
        "FIRST_BIRTH_SHARE": _one(len(of(born, 1, 1)), len(ordered)),
        "SECOND_BIRTH_SHARE": _one(len(of(born, 2, 2)), len(ordered)),
        "HIGHER_BIRTH_SHARE": _one(len(of(born, 3)), len(ordered)),
        "PCR": {("", ""): conforming(judged)},
        "CONFORMING_SECOND": {("", ""): conforming(of(judged, 2, 2))},
        "CONFORMING_SECOND_PLUS": {("", ""): conforming(of(judged, 2))},
        "OUT_OF_POLICY_SHARE": _one(len(judged) - conforming(judged)[0], len(judged)),
        "OUT_OF_POLICY_HIGHER_SHARE": _one(len(of(out, 3)), len(both)),
        "HIGHER_OF_OUT_OF_POLICY": _one(len(of(out, 3)), len(out)),
        "LATE_FIRST_BIRTH": _one(sum((c.age_of_mother(b) or 0) >= 24 for b in firsts), len(firsts))
        if late
        else {},
        "BIRTH_DEFECT": _one(sum(b["defect"] for b in looked), len(looked), "live births only"),
    }


def _fertility(c: OneByOne) -> dict[str, Found]:
    years = c.period.years
    ages = [c.age_of_mother(b) for b in c.births]

    def women(low: int, high: int) -> float:
        return years * c.average(
            lambda n, on: (
                c.persons[n]["sex"] == "female"
                and low <= completed(c.persons[n]["birth"], on) < high
            )
        )

    def born(low: int, high: int = 200) -> float:
        known = [age for age in ages if age is not None]
        return sum(low <= age < high for age in known) if known or not ages else NAN

    of_ages = {label: (born(low, low + 5), women(low, low + 5)) for low, label in _by_label()}
    return {
        "ASFR": {("", label): pair for label, pair in of_ages.items()},
        "ABR": {("", "15–19"): of_ages["15–19"]},
        "ABR_10_14": {("", "10–14"): (born(10, 15), women(10, 15))},
        "GFR": {
            ("15-49", ""): (born(15, 50), women(15, 50)),
            ("15-plus/15-44", ""): (born(15), women(15, 45)),
        },
    }


def _by_label() -> Iterable[tuple[int, str]]:
    return zip(AGES, _LABELS, strict=True)


def _marriages(c: OneByOne, *, late: bool) -> dict[str, Found]:
    firsts = [
        (c.persons[person]["sex"], age)
        for _, person, age, order in c.weddings()
        if order == 1 and age >= 0
    ]

    def known(sex: str) -> bool:
        """Whether anybody's age and order is, where anybody married."""
        married = [
            age >= 0 and order is not None
            for _, person, age, order in c.weddings()
            if c.persons[person]["sex"] == sex
        ]
        return any(married) or not married

    def of(sex: str) -> list[int]:
        return [age for own, age in firsts if own == sex]

    def late_of(sex: str) -> Found:
        least = _LATE[sex]
        number = sum(age >= least for age in of(sex))
        return _one(number, len(of(sex)), f"{least} and over") if late else {}

    words = {"female": "women", "male": "men"}
    early = {
        (f"{word} under {_LEGAL[sex]}", ""): (
            sum(age < _LEGAL[sex] for age in of(sex)),
            len(of(sex)),
        )
        for sex, word in words.items()
    }
    frequency = {
        (word, label): (
            [band(age) for age in of(sex)].count(label) if known(sex) else NAN,
            c.period.years
            * c.average(
                lambda n, on, sex=sex, label=label: (
                    c.persons[n]["sex"] == sex
                    and band(completed(c.persons[n]["birth"], on)) == label
                )
            ),
        )
        for sex, word in words.items()
        for label in _LABELS
    }
    couples, people = c.couples(), c.average()
    return {
        "LATE_MARRIAGE_WOMEN": late_of("female"),
        "LATE_MARRIAGE_MEN": late_of("male"),
        "EARLY_MARRIAGE": early,
        "FIRST_MARRIAGE_FREQUENCY": frequency,
        "CRUDE_MARRIAGE": {
            ("couples", ""): (couples, people),
            ("persons", ""): (2 * couples, people),
        },
    }


def _contraception(c: OneByOne) -> dict[str, Found]:
    start, stop = c.period.start, c.period.stop
    wives = {on: [c.method(n, on) for n in c.wives(on)] for on in (start, stop)}
    users = c.users(stop)
    named = [m for m in users if m != UNKNOWN]

    def prevalence(methods: set[str], undecided: set[str]) -> Found:
        pairs = [
            (sum(m in methods for m in wives[on]), sum(m not in undecided for m in wives[on]))
            for on in (stop, start)
        ]
        averages = [(one + other) / 2 for one, other in zip(*pairs, strict=True)]
        return {("closing", ""): pairs[0], ("period", ""): (averages[0], averages[1])}

    due, timely, long = c.uptake()
    one = sum(c.children(n, stop) == 1 for n in c.wives(stop))
    after = f"{c.days} days after a birth"
    known = [m for m in wives[stop] if m != UNKNOWN]
    return {
        "CPR": prevalence({*METHODS, UNKNOWN}, set()),
        "MCPR": prevalence(MODERN, {UNKNOWN}),
        "TCPR": prevalence(TRADITIONAL, {UNKNOWN}),
        "NO_METHOD_SHARE": _one(wives[stop].count(NONE), len(wives[stop])),
        "METHOD_MIX": {(m, ""): (named.count(m), len(named)) for m in METHODS},
        "LONG_ACTING_SHARE": {
            ("users", ""): (sum(m in LONG for m in named), len(named)),
            ("married_women", ""): (sum(m in LONG for m in known), len(known)),
        },
        "TIMELY_UPTAKE": _one(timely, due, after),
        "LONG_ACTING_TIMELY_UPTAKE": _one(long, due, after),
        "ONLY_CHILD_SHARE": _one(one, len(wives[stop])),
    }


def _services(c: OneByOne) -> dict[str, Found]:
    done = [(str(p["kind"]), p["complication"]) for p in c.inside("procedures", "performed")]
    graded = [grade for _, grade in done if grade is not None]
    abortions = sum(kind in {"induced abortion", "induction"} for kind, _ in done)
    ends = (c.period.start, c.period.stop)
    women = c.average(
        lambda n, on: (
            c.persons[n]["sex"] == "female" and 15 <= completed(c.persons[n]["birth"], on) < 50
        )
    )
    married = sum(len(c.wives(on)) for on in ends) / 2
    checks = c.inside("checks", "performed")

    def of(kind: str, sexes: tuple[str | None, ...] = ("female", "male", None)) -> list[Row]:
        return [row for row in checks if row["kind"] == kind and row["sex"] in sexes]

    before = [row["high_risk"] for row in of("pre-pregnancy check")]
    looked = [flag for flag in before if flag is not None]
    examined = len(of("pre-pregnancy check", ("female", None)))
    deliveries = {
        (n if b["mother"] is None else f"{b['mother']}", b["occurred"])
        for n, b in enumerate(c.births)
    }
    return {
        "COMPLICATION": _one(sum(str(g) != "none" for g in graded), len(graded)),
        "ABORTION_RATE": {
            ("women_15_49", ""): (abortions, women),
            ("married_women", ""): (abortions, married),
        },
        "ABORTION_RATIO": _one(abortions, len(c.births)),
        "HIGH_RISK": _one(sum(looked), len(looked)),
        "PREMARITAL_EXAM": _one(len(of("premarital exam")), len(c.weddings()), "persons marrying"),
        "PRENATAL_SCREENING": _one(
            len(of("prenatal screening", ("female", None))), len(deliveries), "women who gave birth"
        ),
        "NEWBORN_SCREENING": _one(len(of("newborn screening")), len(c.births), "live births"),
        "FOLIC_ACID": _one(
            len(of("folic acid", ("female", None))), examined, "women examined before pregnancy"
        ),
    }


def _means(c: OneByOne) -> dict[str, Found]:
    stop = c.period.stop
    held, issued = c.certificates(stop), c.certificates(None)
    staff = [row["qualification"] for row in c.standing("staff", "since", "until", stop)]
    doctors = ("licensed physician", "assistant physician")
    technical = [who for who in staff if who in {*doctors, "nurse", "technician"}]
    found = {
        "CERTIFICATE_COVERAGE": _one(held, len(c.wives(stop)), "married_women"),
        "NEW_CERTIFICATE_SHARE": _one(issued, held),
        "STAFF_DENSITY": _one(len(staff), len(c.people(stop))),
        "LICENSED": _one(sum(who in doctors for who in technical), len(technical)),
    }
    return {**found, **_slips(c), **_payments(c), **_funding(c)}


def _slips(c: OneByOne) -> dict[str, Found]:
    start, stop = c.period.start, c.period.stop

    def sent(side: str, name: str, among: str = "sent") -> Found:
        rows = [
            row for row in c.tables["slips"] if c.unit(row[side]) and start <= row["sent"] < stop
        ]
        reached = {
            column: [r[column] is not None and r[column] < stop for r in rows]
            for column in ("sent", "received", "answered")
        }
        return _one(sum(reached[name]), sum(reached[among]))

    return {
        "SLIP_RETURN": sent("origin", "answered"),
        "RECEIPT": sent("destination", "received"),
        "FEEDBACK": sent("destination", "answered", "received"),
    }


def _payments(c: OneByOne) -> dict[str, Found]:
    """Persons whose payments of the year make up what they are due, and yuan."""
    stop = c.period.stop
    year = stop.year if (stop.month, stop.day) > (1, 1) else stop.year - 1
    found: Found = {}
    rows = [r for r in c.tables["benefit_payments"] if c.unit(r["area"]) and r["year"] == year]
    for scheme in {row["scheme"] for row in rows}:
        sums: dict[Any, list[float]] = {}
        for number, row in enumerate(rows):
            if row["scheme"] == scheme:
                who = ("row", number) if row["person"] is None else row["person"]
                own = sums.setdefault((row["area"], who), [0.0, 0.0])
                own[0] += row["due"] or 0
                by_then = row["paid_on"] is None or row["paid_on"] < stop
                own[1] += (row["paid"] or 0) * by_then
        due = [own for own in sums.values() if own[0] > 0]
        full = sum(own[1] >= own[0] for own in due)
        totals = [sum(own[place] for own in sums.values()) for place in (1, 0)]
        found[f"{scheme}, persons", ""] = (full, len(due))
        found[f"{scheme}, amount", ""] = (totals[0], totals[1])
    return {"REWARD_PAYMENT": found}


def _funding(c: OneByOne) -> dict[str, Found]:
    stop = c.period.stop
    year = stop.year if (stop.month, stop.day) > (1, 1) else stop.year - 1
    lines = {
        y: [row["yuan"] for row in c.tables["funding"] if c.unit(row["area"]) and row["year"] == y]
        for y in (year, year - 1)
    }
    now, before = (sum(lines[y]) if lines[y] else float("nan") for y in (year, year - 1))
    return {
        "FUNDING_PER_HEAD": _one(now, c.average()),
        "FUNDING_GROWTH": _one(now - before, before),
    }


def _migrants(c: OneByOne, floating: Any) -> dict[str, Found]:
    """`floating` tells whether a move counts on the last day; None is unknown."""
    last = c.period.stop - (c.period.stop - c.period.start) / c.period.days
    sides: dict[str, list[Row]] = {"origin": [], "destination": []}
    moves = []
    for row in c.tables["migrants"]:
        person = row["person"]
        gone = row["left"] is None or row["left"] <= last
        came = row["arrived"] is None or row["arrived"] <= last
        back = row["returned"] is not None and row["returned"] <= last
        dead = person is not None and not c.alive(person, c.period.stop)
        if back or dead:
            continue
        if gone and (row["left"] is not None or came):
            for side, there in (("origin", True), ("destination", came)):
                if there and c.unit(row[side]):
                    moves += [floating(row)] if side == "destination" else []
                    sides[side] += [row] if floating(row) else []

    def age(row: Row) -> int | None:
        person = row["person"]
        born = None if person is None else c.persons[person]["birth"]
        return None if born is None or born > last else completed(born, last)

    def adults(rows: list[Row], *, women: bool = False) -> list[Row]:
        found = [r for r in rows if (a := age(r)) is not None and 18 <= a < 50]
        return [r for r in found if not women or c.persons[r["person"]]["sex"] == "female"]

    def flagged(rows: list[Row], flag: str) -> Found:
        known = [row[flag] for row in rows if row[flag] is not None]
        return _one(sum(known), len(known))

    there, away = sides["destination"], sides["origin"]
    aged = {name: [r for r in rows if age(r) is not None] for name, rows in sides.items()}
    return {
        "CERTIFICATE_ISSUE": flagged(adults(away, women=True), "certificate"),
        "CERTIFICATE_VERIFICATION": flagged(adults(there, women=True), "verified"),
        "MIGRANT_SERVICE": flagged(adults(there), "served"),
        "FLOATING_SHARE": _one(
            len(there) if {*moves} != {None} else NAN,
            len(c.people(c.period.stop, "total")),
            "in-migrants",
        ),
        "FLOATING_REPRODUCTIVE": {
            ("in-migrants of 18–49", ""): (len(adults(there)), len(aged["destination"])),
            ("out-migrants of 18–49", ""): (len(adults(away)), len(aged["origin"])),
        },
    }
