"""Pay of the programme's workers: steps, allowances, subsidies and floors at their edges."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from famplan.catalogue.facts import fact
from famplan.formulas.staffing import pay_ratio
from famplan.rules import staff
from famplan.rules.outcome import Outcome
from famplan.rules.staff import (
    INFORMATION_SUBSIDY,
    PAY_STEP,
    POST_ALLOWANCE,
    RISK_WAGE,
    UNIFIED_PAY,
    VILLAGE_PAY_FLOOR,
)

if TYPE_CHECKING:
    from famplan.rules.scheme import Scheme

DAY = date(2010, 6, 1)
YES, NO, UNKNOWN = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.UNKNOWN
TOWNSHIP = {"post": "township family-planning staff"}
RETIREE = {"honour_certificate": True, "retired": DAY, "allowance": 80}

CASES: list[tuple[Scheme[Any], dict[str, Any], Outcome, str]] = [
    (PAY_STEP, {**TOWNSHIP, "service_years": 3.99}, NO, "每满4年"),
    (PAY_STEP, {**TOWNSHIP, "service_years": 4}, YES, "每满4年"),
    (PAY_STEP, TOWNSHIP, UNKNOWN, "years not given"),
    (PAY_STEP, {"post": "village worker", "service_years": 9}, NO, "not in a township"),
    (PAY_STEP, {**TOWNSHIP, "service_years": -1}, UNKNOWN, "contradictory"),
    (POST_ALLOWANCE, RETIREE, YES, "retires today"),
    (POST_ALLOWANCE, {**RETIREE, "retired": date(2010, 6, 2)}, NO, "retires tomorrow"),
    (POST_ALLOWANCE, {**RETIREE, "honour_certificate": False}, NO, "荣誉证书"),
    (POST_ALLOWANCE, {**RETIREE, "honour_certificate": None}, UNKNOWN, "荣誉证书"),
    (RISK_WAGE, {"post": "association director"}, YES, "协会理事"),
    (RISK_WAGE, {"post": "information worker"}, NO, "协会理事"),
    (INFORMATION_SUBSIDY, {"post": "information worker"}, YES, "信息员"),
    (INFORMATION_SUBSIDY, {}, UNKNOWN, "信息员"),
    (UNIFIED_PAY, {"post": "village secretary"}, YES, "工资统发50%"),
    (UNIFIED_PAY, {"post": "village family-planning cadre"}, YES, "100 %"),
    (UNIFIED_PAY, {"post": "village worker"}, NO, "neither"),
    (VILLAGE_PAY_FLOOR, {"post": "village worker"}, YES, "80%"),
    (VILLAGE_PAY_FLOOR, {"post": "village secretary"}, NO, "80%"),
]


@pytest.mark.parametrize(("scheme", "facts", "outcome", "source"), CASES)
def test_who_is_meant(
    scheme: Scheme[Any], facts: dict[str, Any], outcome: Outcome, source: str
) -> None:
    """Every post and every limit, on both sides."""
    assert scheme.verdict(facts, on=DAY, place=scheme.home).outcome is outcome, source


@pytest.mark.parametrize("scheme", [INFORMATION_SUBSIDY, VILLAGE_PAY_FLOOR])
def test_a_city_s_text_does_not_hold_in_its_province(scheme: Scheme[Any]) -> None:
    """S3.4 is of one city in Sichuan: elsewhere in the province it says nothing."""
    facts = {"post": "information worker", "leader_pay": 500}
    assert scheme.home == "Sichuan/city"
    for place in ("", "Sichuan", "Sichuan/Chengdu"):
        assert scheme.verdict(facts, on=DAY, place=place).outcome is Outcome.NOT_IN_FORCE


@pytest.mark.parametrize(("years", "steps"), [(4, 1), (7.99, 1), (8, 2), (11, 2), (12, 3), (30, 7)])
def test_every_four_full_years_are_one_step(years: float, steps: int) -> None:
    """Steps are the years divided by four, rounded down."""
    (paid,) = PAY_STEP.verdict(
        {**TOWNSHIP, "service_years": years}, on=DAY, place=PAY_STEP.home
    ).amounts
    assert paid.due == steps
    assert f"{steps} pay steps" in str(paid)


@pytest.mark.parametrize(
    ("scheme", "facts", "due"),
    [
        (POST_ALLOWANCE, RETIREE, 80),
        (POST_ALLOWANCE, {**RETIREE, "allowance": None}, None),
        (RISK_WAGE, {"post": "association director"}, 60),
        (INFORMATION_SUBSIDY, {"post": "information worker"}, 50),
        (UNIFIED_PAY, {"post": "village secretary", "pay": 1800}, 900),
        (UNIFIED_PAY, {"post": "village family-planning cadre", "pay": 1800}, 1800),
        (UNIFIED_PAY, {"post": "village secretary"}, None),
        (VILLAGE_PAY_FLOOR, {"post": "village worker", "leader_pay": 600}, 480),
    ],
)
def test_what_is_paid(scheme: Scheme[Any], facts: dict[str, Any], due: int | None) -> None:
    """Amounts of S3 and S3.4 a month; unknown where the pay that they are a share of is."""
    (paid,) = scheme.verdict(facts, on=DAY, place=scheme.home).amounts
    assert paid.truth is True
    assert paid.due == due
    assert paid.amount.period == "month"


def test_the_floor_is_the_one_that_the_pay_ratio_is_held_against() -> None:
    """One fact gives the floor in money and as a ratio."""
    facts = {"post": "village worker", "leader_pay": 750}
    (paid,) = VILLAGE_PAY_FLOOR.verdict(facts, on=DAY, place=VILLAGE_PAY_FLOOR.home).amounts
    assert paid.due == Decimal(600)
    assert str(paid).startswith("at least 600 yuan a month")
    ratio = pay_ratio(float(paid.due), leader_pay=750)
    assert ratio == pytest.approx(fact("village_worker_pay_floor").value)


def test_every_window_opens_on_its_first_day_and_is_said_to_be_inferred() -> None:
    """Nothing is in force before the first year of the reports."""
    assert len({scheme.code for scheme in staff.SCHEMES}) == 6
    for scheme in staff.SCHEMES:
        (law,) = scheme.versions
        assert law.since is not None
        days = [law.since + timedelta(days=step) for step in (-1, 0, 1)]
        found = [scheme.law(day, place=scheme.home) is not None for day in days]
        assert found == [False, True, True]
        assert "not recorded" in law.note
