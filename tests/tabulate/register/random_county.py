"""A county of a handful of people, drawn at random, as rows of plain values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from famplan.model.contraception import ContraceptiveMethod
from famplan.model.procedure import Complication, ProcedureKind
from famplan.readers.words import CheckKind, Qualification

if TYPE_CHECKING:
    from random import Random

    from famplan.model import Period

    Rows = list[dict[str, Any]]

__all__ = ["AREAS", "columns_of", "random_county"]

AREAS: Rows = [
    {"area": "1", "level": "county", "parent": None},
    {"area": "10", "level": "township", "parent": 0},
    {"area": "11", "level": "township", "parent": 0},
    {"area": "100", "level": "village", "parent": 1},
    {"area": "101", "level": "village", "parent": 1},
    {"area": "2", "level": "county", "parent": None},
    {"area": "20", "level": "township", "parent": 5},
]
"""A county of two townships, one with two villages, and a township of another county."""
_PLACES = (1, 1, 2, 2, 3, 3, 4, 4, 6)
_HOME = (0, 1, 2, 2, 3, 4, 4)


class _Draw:
    """Random values, of which some are unknown and days are often those that matter."""

    def __init__(self, random: Random, period: Period) -> None:
        self.random = random
        edges = (period.start, period.stop)
        self.edges = [day + timedelta(days=n) for day in edges for n in (-90, -1, 0, 1)]

    def maybe(self, value: Any, unknown: float = 0.2) -> Any:
        return None if self.random.random() < unknown else value

    def of(self, values: Any) -> Any:
        return self.random.choice(list(values))

    def day(self, before: int = 500, after: int = 60) -> date:
        if self.random.random() < 0.4:
            return self.of(self.edges)
        start, stop = self.edges[2], self.edges[6]
        return start + timedelta(days=self.random.randint(-before, (stop - start).days + after))

    def later(self, day: date, most: int = 400) -> date:
        return day + timedelta(days=self.random.randint(0, most))

    def flag(self) -> bool | None:
        return self.maybe(self.random.random() < 0.5)

    def row(self, rows: Rows) -> int | None:
        return self.maybe(self.random.randrange(len(rows)), 0.1)


def random_county(random: Random, period: Period) -> dict[str, Rows]:
    """Draw the rows of every table; a reference is the number of a row."""
    draw = _Draw(random, period)
    year = (period.stop - timedelta(days=1)).year
    persons = [_person(draw) for _ in range(30)]
    tables: dict[str, Rows] = {"areas": AREAS, "persons": persons}
    tables["couples"] = [_couple(draw, persons) for _ in range(14)]
    tables["births"] = _births(draw, persons)
    tables["deaths"] = [
        {"person": draw.row(persons), **_told(draw), "area": draw.maybe(draw.of(_HOME))}
        for _ in range(6)
    ]
    tables["method_use"] = [
        {
            "person": draw.row(persons),
            "method": draw.maybe(draw.of(ContraceptiveMethod)),
            "started": (day := draw.day()),
            "stopped": draw.maybe(draw.later(day), 0.7),
        }
        for _ in range(16)
    ]
    tables["migrants"] = [_move(draw, persons) for _ in range(12)]
    tables["certificates"] = [
        {
            "couple": draw.row(tables["couples"]),
            "issued": (day := draw.day()),
            "cancelled": draw.maybe(draw.later(day), 0.7),
            "area": draw.of(_HOME),
        }
        for _ in range(9)
    ]
    return tables | _services(draw) | _means(draw, persons, year)


def _person(draw: _Draw) -> dict[str, Any]:
    birth = draw.of(
        [draw.day(), date(2000, 2, 29), *(date(y, 3, 1) for y in (1958, 1966, 1975, 1988))]
        + [draw.day().replace(day=1, year=draw.random.randint(1960, 1998)) for _ in range(6)]
    )
    return {
        "sex": draw.of(["female", "female", "male"]),
        "birth": birth,
        "death": draw.maybe(draw.later(max(birth, date(2010, 1, 1)), 2000), 0.8),
        "area": draw.of(_PLACES),
        "registered_area": draw.maybe(draw.of(_PLACES), 0.1),
        "resident_since": draw.maybe(draw.day(), 0.6),
        "resident_until": draw.maybe(draw.day(), 0.9),
    }


def _couple(draw: _Draw, persons: Rows) -> dict[str, Any]:
    women, men = ([n for n, p in enumerate(persons) if p["sex"] == s] for s in ("female", "male"))
    married = draw.day(2000)
    return {
        "wife": draw.maybe(draw.of(women), 0.1) if women else None,
        "husband": draw.maybe(draw.of(men), 0.2) if men else None,
        "married": married,
        "ended": draw.maybe(draw.later(married, 900), 0.8),
        "wife_order": draw.maybe(draw.of([1, 1, 1, 2])),
        "husband_order": draw.maybe(draw.of([1, 1, 1, 2])),
    }


def _told(draw: _Draw) -> dict[str, Any]:
    day = draw.day()
    return {"occurred": day, "reported": draw.maybe(draw.later(day, 200))}


def _births(draw: _Draw, persons: Rows) -> Rows:
    """Births of one mother lie more than a day apart: twins have a test of their own."""
    drawn = [_birth(draw, persons) for _ in range(25)]
    return [
        row
        for number, row in enumerate(drawn)
        if row["mother"] is None
        or all(
            other["mother"] != row["mother"] or abs((other["occurred"] - row["occurred"]).days) > 1
            for other in drawn[:number]
        )
    ]


def _birth(draw: _Draw, persons: Rows) -> dict[str, Any]:
    women = [number for number, person in enumerate(persons) if person["sex"] == "female"]
    return {
        "mother": draw.maybe(draw.of(women), 0.1) if women else None,
        **_told(draw),
        "sex": draw.maybe(draw.of(["female", "male"]), 0.1),
        "order": draw.maybe(draw.of([1, 1, 2, 2, 3, 4])),
        "plurality": 1,
        "in_policy": draw.flag(),
        "defect": draw.flag(),
        "area": draw.maybe(draw.of(_HOME), 0.1),
    }


def _move(draw: _Draw, persons: Rows) -> dict[str, Any]:
    left = draw.maybe(draw.day())
    return {
        "person": draw.row(persons),
        "origin": draw.maybe(draw.of(_PLACES), 0.1),
        "destination": draw.maybe(draw.of(_PLACES), 0.1),
        "left": left,
        "arrived": draw.maybe(draw.later(left, 5) if left else draw.day()),
        "returned": draw.maybe(draw.day(0), 0.7),
        "purpose": draw.maybe(draw.of(["work", "trade", "living", "study"]), 0.1),
        **{name: draw.flag() for name in ("certificate", "verified", "served")},
    }


def _services(draw: _Draw) -> dict[str, Rows]:
    return {
        "procedures": [
            {
                "kind": draw.of(ProcedureKind),
                "performed": draw.day(),
                "complication": draw.maybe(draw.of(Complication)),
                "area": draw.of(_HOME),
            }
            for _ in range(20)
        ],
        "checks": [
            {
                "kind": draw.of(CheckKind),
                "performed": draw.day(),
                "sex": draw.maybe(draw.of(["female", "male"])),
                "high_risk": draw.flag(),
                "area": draw.of(_HOME),
            }
            for _ in range(40)
        ],
        "slips": [
            {
                "sent": (day := draw.day()),
                "received": draw.maybe(draw.later(day, 60)),
                "answered": draw.maybe(draw.later(day, 90)),
                "origin": draw.of(_PLACES),
                "destination": draw.of(_PLACES),
            }
            for _ in range(15)
        ],
    }


def _means(draw: _Draw, persons: Rows, year: int) -> dict[str, Rows]:
    posts: Rows = []
    for dates in (("opened", "closed"), ("since", "until")):
        posts += [
            {
                dates[0]: (day := draw.day()),
                dates[1]: draw.maybe(draw.later(day), 0.7),
                "area": draw.of(_HOME),
            }
            for _ in range(8)
        ]
    stations = [{"level": draw.of(["county", "township", "village"]), **p} for p in posts[:8]]
    staff = [
        {"role": "service", "qualification": draw.maybe(draw.of(Qualification)), **p}
        for p in posts[8:]
    ]
    return {
        "stations": stations,
        "staff": staff,
        "benefit_payments": [_payment(draw, persons, year) for _ in range(14)],
        "funding": [
            {
                "year": year - draw.of([0, 0, 1, 2]),
                "level": draw.maybe(draw.of(["county", "township"])),
                "use": "all",
                "yuan": draw.random.randint(1, 9999) / 100,
                "area": draw.of(_HOME),
            }
            for _ in range(8)
        ],
        "supplies": [
            {
                "item": draw.of(["IUD", "condom"]),
                "on": draw.day(),
                "received": draw.maybe(float(draw.random.randint(0, 90))),
                "issued": draw.maybe(float(draw.random.randint(0, 30))),
                "lost": draw.maybe(float(draw.random.randint(0, 3))),
                "area": draw.of(_HOME),
            }
            for _ in range(20)
        ],
    }


def _payment(draw: _Draw, persons: Rows, year: int) -> dict[str, Any]:
    return {
        "scheme": draw.of(["reward", "assistance"]),
        "person": draw.maybe(draw.random.randrange(min(4, len(persons)))),
        "due": draw.maybe(draw.of([0.0, 480.0, 960.0])),
        "paid": draw.maybe(draw.of([0.0, 240.0, 480.0, 960.0])),
        "paid_on": draw.maybe(draw.day()),
        "year": year - draw.of([0, 0, 0, 1]),
        "area": draw.of(_HOME),
    }


def columns_of(tables: dict[str, Rows]) -> dict[str, dict[str, list[Any]]]:
    """Lay rows out in columns."""
    return {
        name: {column: [row[column] for row in rows] for column in rows[0]}
        for name, rows in tables.items()
    }
