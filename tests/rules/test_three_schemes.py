"""The three national schemes: totals, never persons."""

from __future__ import annotations

from decimal import Decimal
from math import isnan

import pytest

from famplan.errors import InvalidRecordError
from famplan.rules.three_schemes import FEWER_BIRTHS_AMOUNTS, NationalScheme, SchemeTotals


def test_the_three_have_chinese_names() -> None:
    """三项制度 are 奖励扶助, 少生快富 and 特别扶助 (systems B16)."""
    assert [scheme.name_zh for scheme in NationalScheme] == ["奖励扶助", "少生快富", "特别扶助"]


@pytest.mark.parametrize(
    ("recipients", "yuan", "average"),
    [(310_000, 186_000_000, 600.0), (0, 0, None), (None, 600, None), (10, None, None)],
)
def test_average_of_totals(
    recipients: int | None, yuan: float | None, average: float | None
) -> None:
    """Without recipients, or with an unknown total, there is no average."""
    found = SchemeTotals(
        scheme="reward assistance", year=2004, recipients=recipients, yuan=yuan
    ).average
    assert isnan(found) if average is None else found == average


@pytest.mark.parametrize(
    "wrong",
    [{"recipients": -1}, {"yuan": -1.0}, {"yuan": float("nan")}, {"scheme": "fourth scheme"}],
)
def test_wrong_totals(wrong: dict[str, object]) -> None:
    """A negative total, or a scheme that is none of the three, is refused."""
    with pytest.raises(InvalidRecordError):
        SchemeTotals(**{"scheme": "special assistance", "year": 2010, **wrong})  # type: ignore[arg-type]


def test_what_fewer_births_paid() -> None:
    """3000 to 5000 yuan per couple, once, from 2006 (definitions §4.4, grade C)."""
    (amount,) = FEWER_BIRTHS_AMOUNTS
    assert (amount.value, amount.high) == (Decimal(3000), Decimal(5000))
    assert (amount.per, amount.period) == ("couple", "once")
    assert amount.verified
