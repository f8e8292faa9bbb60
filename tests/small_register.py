"""A register of a handful of people without a fault, and ways to plant one."""

from __future__ import annotations

from typing import Any

Rows = dict[Any, dict[str, Any]]

_SMALL: dict[str, Rows] = {
    "areas": {
        "32": {"level": "county", "parent": None, "name_zh": "某县"},
        "3201": {"level": "township", "parent": "32", "name_zh": "某镇"},
        "320101": {"level": "village", "parent": "3201", "name_zh": "某村"},
    },
    "persons": {
        1: {"sex": "female", "birth": "1970-03-01", "area": "320101"},
        2: {"sex": "male", "birth": "1968-05-01", "area": "320101"},
        3: {"sex": "male", "birth": "1995-06-30", "area": "320101"},
        4: {"sex": "female", "birth": "2000-02-29", "area": "320101"},
        5: {"sex": "female", "birth": "1930-01-01", "area": "3201", "death": "2010-12-31"},
        6: {"sex": "female", "birth": "1975-01-01", "area": "3201"},
        7: {"sex": "male", "birth": "1975-01-01", "area": "3201"},
    },
    "couples": {
        11: {"wife": 1, "husband": 2, "married": "1993-10-01"},
        12: {"wife": 6, "husband": 7, "married": "2000-10-01"},
    },
    "births": {
        21: {
            "child": 3,
            "mother": 1,
            "father": 2,
            "occurred": "1995-06-30",
            "reported": "1995-07-10",
            "sex": "male",
            "order": 1,
            "plurality": 1,
            "in_policy": True,
            "area": "320101",
        },
        22: {
            "child": 4,
            "mother": 1,
            "father": 2,
            "occurred": "2000-02-29",
            "reported": "2000-03-10",
            "sex": "female",
            "order": 2,
            "plurality": 1,
            "in_policy": False,
            "area": "320101",
        },
    },
    "deaths": {31: {"person": 5, "occurred": "2010-12-31", "area": "3201"}},
    "method_use": {
        41: {"person": 1, "method": "IUD", "started": "1996-01-01", "stopped": "1999-01-01"},
        42: {"person": 1, "method": "pill", "started": "2001-01-01", "stopped": None},
    },
    "procedures": {
        51: {
            "kind": "IUD insertion",
            "performed": "1996-01-01",
            "consented": "1996-01-01",
            "area": "3201",
        }
    },
    "migrants": {
        61: {
            "person": 7,
            "origin": "3201",
            "destination": "32",
            "left": "2005-01-01",
            "arrived": "2005-01-02",
            "returned": None,
            "purpose": "work",
        }
    },
    "certificates": {
        71: {"couple": 11, "issued": "1996-06-01", "cancelled": "2000-01-01", "area": "3201"}
    },
    "checks": {
        75: {"kind": "newborn screening", "performed": "2000-03-02", "sex": "female", "area": "32"}
    },
    "benefit_payments": {
        81: {
            "scheme": "rural reward",
            "person": 1,
            "due": 960.0,
            "paid": 960.0,
            "paid_on": "2012-06-01",
            "year": 2012,
            "area": "3201",
        }
    },
    "slips": {
        91: {
            "sent": "2012-01-01",
            "received": "2012-01-05",
            "answered": "2012-01-09",
            "origin": "3201",
            "destination": "32",
        }
    },
    "funding": {95: {"year": 2012, "level": "county", "yuan": 1000.5, "area": "32"}},
    "stations": {96: {"level": "township", "opened": "1990-01-01", "closed": None, "area": "3201"}},
    "staff": {
        97: {"station": 96, "role": "nurse", "since": "1995-01-01", "until": None, "area": "3201"}
    },
    "supplies": {98: {"item": "pill", "on": "2012-01-01", "issued": 3.0, "area": "3201"}},
}
KEYS = {
    "areas": "area",
    "persons": "person",
    "couples": "couple",
    "births": "birth",
    "deaths": "death",
    "method_use": "spell",
    "procedures": "procedure",
    "migrants": "move",
    "certificates": "certificate",
    "checks": "check",
    "benefit_payments": "payment",
    "slips": "slip",
    "funding": "line",
    "stations": "station",
    "staff": "post",
    "supplies": "entry",
}


def small_register(**changes: Rows) -> dict[str, dict[str, list[Any]]]:
    """Columns of each table, after changes: by table and key, cells that differ or rows to add."""
    tables = {}
    for name, rows in _SMALL.items():
        changed = {key: dict(row) for key, row in rows.items()}
        for key, cells in changes.get(name, {}).items():
            changed[key] = {**changed.get(key, {}), **cells}
        columns = list(dict.fromkeys(column for row in changed.values() for column in row))
        tables[name] = {
            KEYS[name]: list(changed),
            **{column: [row.get(column) for row in changed.values()] for column in columns},
        }
    return tables
