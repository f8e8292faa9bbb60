"""Village workers' pension insurance: its two conditions, its premium, its ways of payment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from famplan.errors import InvalidInputError, InvalidRecordError
from famplan.language.rows import Rows, as_days
from famplan.rules.outcome import Outcome
from famplan.rules.reconciliation import reconcile
from famplan.rules.subjects import Worker
from famplan.rules.subjects.worker import Appraisal, ClaimGround, PayoutForm, Post
from famplan.rules.village_workers import SCHEMES, VILLAGE_PENSION, VILLAGE_PENSION_COVER
from famplan.tabulate.coding import Coded

DAY = date(2010, 6, 1)
YES, NO, UNKNOWN = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.UNKNOWN
IN_POST = {
    "post": "village worker",
    "started": date(2004, 1, 1),
    "appraisal": "qualified",
    "village_vetoed": False,
}
LEAVER = {
    "insured": True,
    "left": date(2010, 6, 1),
    "ground": "retirement or leaving the post",
    "form": "lump sum",
}
DEATH = {**LEAVER, "ground": "death from illness", "drawn": False, "account": 6543.5}


@pytest.mark.parametrize(
    ("facts", "outcome", "source"),
    [
        ({}, YES, "S3.1"),
        ({"appraisal": "excellent"}, YES, "合格以上"),
        ({"appraisal": "basically qualified"}, NO, "below 合格"),
        ({"appraisal": "unqualified"}, NO, "below 合格"),
        ({"appraisal": None}, UNKNOWN, "condition 1 unknown"),
        ({"village_vetoed": True}, NO, "condition 2"),
        ({"village_vetoed": None}, UNKNOWN, "condition 2 unknown"),
        ({"village_vetoed": True, "appraisal": None}, NO, "one condition fails"),
        ({"post": "information worker"}, NO, "another post"),
        ({"started": date(2010, 6, 2)}, NO, "starts tomorrow"),
        ({"started": date(2010, 6, 1)}, YES, "starts today"),
        ({"left": date(2010, 6, 1)}, NO, "out of the post today"),
        ({"left": date(2010, 6, 2)}, YES, "out of the post tomorrow"),
        ({"left": date(2003, 1, 1)}, UNKNOWN, "left before starting"),
    ],
)
def test_both_conditions_are_asked_for(
    facts: dict[str, Any], outcome: Outcome, source: str
) -> None:
    """Appraisal of qualified or better, and no veto of the village: both, of a worker in post."""
    verdict = VILLAGE_PENSION_COVER.verdict(
        {**IN_POST, **facts}, on=DAY, place=VILLAGE_PENSION_COVER.home
    )
    assert verdict.outcome is outcome, source


def test_the_premium_is_paid_by_the_district() -> None:
    """1,000 yuan a year for each person insured."""
    amount = VILLAGE_PENSION_COVER.verdict(IN_POST, on=DAY, place=VILLAGE_PENSION_COVER.home).amount
    assert amount is not None
    assert str(amount) == "1,000 yuan a year per person"
    assert amount.payer == "district budget"


@pytest.mark.parametrize(
    ("facts", "outcome", "source"),
    [
        ({}, YES, "left today"),
        ({"left": date(2010, 5, 31)}, YES, "left yesterday"),
        ({"left": date(2010, 6, 2)}, NO, "leaves tomorrow"),
        ({"left": None}, UNKNOWN, "leaving unknown"),
        ({"insured": False}, NO, "not insured"),
        ({"ground": "accidental death", "drawn": False}, YES, "death before payment"),
        ({"ground": "death from illness", "drawn": False}, YES, "death before payment"),
        ({"ground": "death from illness", "drawn": True}, NO, "a pension had begun"),
        ({"ground": "death from illness", "drawn": None}, UNKNOWN, "whether it had is unknown"),
        ({"ground": None, "drawn": True}, UNKNOWN, "ground unknown"),
    ],
)
def test_it_is_paid_after_leaving_the_post(
    facts: dict[str, Any], outcome: Outcome, source: str
) -> None:
    """Retirement or leaving, accidental death and death from illness are the three grounds."""
    assert (
        VILLAGE_PENSION.verdict({**LEAVER, **facts}, on=DAY, place=VILLAGE_PENSION.home).outcome
        is outcome
    ), source


@pytest.mark.parametrize(
    ("form", "period"), [("lump sum", "once"), ("annual", "year"), ("monthly", "month")]
)
def test_the_insured_chooses_one_of_three_forms(form: str, period: str) -> None:
    """The text announces two forms and lists three: all are there, without a sum."""
    amounts = VILLAGE_PENSION.verdict(
        {**LEAVER, "form": form}, on=DAY, place=VILLAGE_PENSION.home
    ).amounts
    assert [(entry.amount.period, entry.due) for entry in amounts] == [(period, None)]
    assert "lists three" in VILLAGE_PENSION.note


def test_after_a_death_the_balance_is_paid_at_once() -> None:
    """The death benefit is the balance of the account; unknown where that is."""
    paid = VILLAGE_PENSION.verdict(DEATH, on=DAY, place=VILLAGE_PENSION.home).amounts
    assert [(entry.amount.case, entry.due) for entry in paid] == [("death", Decimal("6543.5"))]
    unknown = VILLAGE_PENSION.verdict(
        {**DEATH, "account": None}, on=DAY, place=VILLAGE_PENSION.home
    ).amounts
    assert [entry.due for entry in unknown] == [None]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_the_window_opens_on_its_first_day(scheme: Any) -> None:
    """Nothing before the earliest year of the reports; that it is inferred is said."""
    (law,) = scheme.versions
    facts = {**IN_POST, **LEAVER, "left": None, "started": date(1999, 1, 1)}
    facts |= {"left": date(2004, 1, 1)} if scheme is VILLAGE_PENSION else {}
    days = [law.since + timedelta(days=step) for step in (-1, 0, 1)]
    found = [scheme.verdict(facts, on=day, place=scheme.home).outcome for day in days]
    assert found == [Outcome.NOT_IN_FORCE, YES, YES]
    assert "masks its year" in law.note
    assert law.place == "Jiangsu/Taizhou"


def test_columns_say_what_records_say() -> None:
    """Reconciliation takes columns: they agree with records row by row."""
    grades = [*Appraisal, None]
    records = [
        {**IN_POST, "appraisal": grade, "village_vetoed": veto}
        for grade in grades
        for veto in (True, False, None)
    ]
    size = len(records)
    codes = np.array(
        [-1 if row["appraisal"] is None else grades.index(row["appraisal"]) for row in records]
    )
    veto = np.array(
        [np.nan if row["village_vetoed"] is None else row["village_vetoed"] for row in records],
        float,
    )
    columns = {
        "post": Coded(np.zeros(size, dtype=np.int32), ("village worker",)),
        "started": np.full(size, np.datetime64("2004-01-01", "D")),
        "appraisal": Coded(codes, tuple(map(str, Appraisal))),
        "village_vetoed": veto,
    }
    law = VILLAGE_PENSION_COVER.law(DAY, place=VILLAGE_PENSION_COVER.home)
    assert law is not None
    found = law.codes(Rows(columns, size, as_days(DAY)))
    assert list(found) == [law.verdict(row, on=DAY).outcome.code for row in records]


def test_none_left_out_none_too_many() -> None:
    """Insured and eligible are counted against each other (S3.1: 不漏保一人、不多保一人)."""
    workers = {
        "post": ["village worker"] * 4,
        "started": np.full(4, np.datetime64("2004-01-01", "D")),
        "appraisal": ["qualified", "unqualified", "excellent", None],
        "village_vetoed": [False, False, False, False],
        "insured": [True, True, False, True],
    }
    found = reconcile(
        VILLAGE_PENSION_COVER,
        workers,
        on=DAY,
        place=VILLAGE_PENSION_COVER.home,
        columns={"left": None},
    )
    assert (found.matched, found.too_many, found.left_out, found.unknown) == (1, 1, 1, 1)
    assert found.holds is False


def test_workers_are_read_and_said_in_both_languages() -> None:
    """Words of a record are checked, and every word has a Chinese name."""
    worker = Worker(**{**IN_POST, "form": "monthly", "ground": "accidental death"})
    assert (worker.post, worker.form) == (Post.VILLAGE_WORKER, PayoutForm.MONTHLY)
    assert (
        VILLAGE_PENSION_COVER.verdict(worker, on=DAY, place=VILLAGE_PENSION_COVER.home).outcome
        is YES
    )
    for vocabulary in (Post, Appraisal, ClaimGround, PayoutForm):
        assert all(word.name_zh for word in vocabulary)
    with pytest.raises(InvalidRecordError, match="post"):
        Worker(post="mayor")
    with pytest.raises(InvalidInputError, match="account"):
        VILLAGE_PENSION.verdict({**DEATH, "account": "much"}, on=DAY, place=VILLAGE_PENSION.home)
