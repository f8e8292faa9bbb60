"""The shared checks: unknown passes, everything else is named with its field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import numpy as np
import pytest

from famplan.errors import InvalidRecordError
from famplan.model.validators import (
    at_least,
    is_a,
    is_date,
    is_known_date,
    not_before,
    yes_no_unknown,
)


@attrs.frozen(kw_only=True)
class Record:
    """A record that uses every check."""

    count: int | None = attrs.field(default=None, validator=at_least(1))
    begun: date | None = attrs.field(default=None, validator=is_date)
    ended: date | None = attrs.field(default=None, validator=not_before("begun"))
    answer: bool | None = attrs.field(default=None, validator=yes_no_unknown)
    known: date = attrs.field(default=date(2013, 1, 1), validator=is_known_date)
    inner: complex | None = attrs.field(default=None, validator=is_a(complex))


def test_unknown_passes_every_check() -> None:
    """None is unknown, never a fault."""
    given = attrs.asdict(Record())
    assert given.pop("known") == date(2013, 1, 1)
    assert set(given.values()) == {None}


@pytest.mark.parametrize(
    "fields",
    [
        {"count": 1},
        {"count": np.int64(7)},
        {"begun": date(2013, 1, 1), "ended": date(2013, 1, 1)},
        {"ended": date(2013, 1, 1)},
        {"answer": False},
        {"inner": 1j},
    ],
)
def test_what_is_allowed_passes(fields: dict[str, Any]) -> None:
    """A bound itself is allowed, and a date whose other end is unknown."""
    assert all(getattr(Record(**fields), name) == value for name, value in fields.items())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"count": 0}, "count: 0 is below 1"),
        ({"count": 1.5}, "count: float is not a whole number"),
        ({"count": True}, "count: bool is not a whole number"),
        ({"begun": "2013"}, "begun: str is not a date; give datetime.date"),
        (
            {"begun": datetime(2013, 1, 1)},  # noqa: DTZ001 - the usual slip
            "begun: a datetime is not a date; give value.date",
        ),
        ({"ended": 2013}, "ended: int is not a date"),
        (
            {"begun": date(2013, 1, 2), "ended": date(2013, 1, 1)},
            "ended: 2013-01-01 is before begun 2013-01-02",
        ),
        ({"known": None}, "known: no date; it must be known"),
        ({"known": 2013}, "known: int is not a date"),
        ({"answer": np.bool_(1)}, "answer: a numpy bool is no bool; give bool"),
        ({"answer": 1}, "answer: int is none of True, False, None"),
        ({"answer": "yes"}, "answer: str is none of True, False, None"),
        ({"inner": 1}, "inner: int is not a complex"),
    ],
)
def test_a_fault_is_named(fields: dict[str, Any], message: str) -> None:
    """Field, fault and what is allowed."""
    with pytest.raises(InvalidRecordError, match=f"^{message}"):
        Record(**fields)
