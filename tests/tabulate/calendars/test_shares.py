"""Reasons, use after births, use by month and perinatal mortality: worked cases and errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from famplan.datasets import synthetic_calendars
from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate.calendars import (
    ShareTally,
    monthly_use,
    perinatal_mortality,
    postpartum_use,
    reasons_for_stopping,
)

SURVEY = synthetic_calendars(4_000, seed=8, clusters=80, strata=4)


def women(*texts: str, reasons: tuple[str, ...] = (), **more: list[Any]) -> dict[str, Any]:
    """Women interviewed in month 1386, newest month first; each in a cluster of her own."""
    size, months = len(texts), len(texts[0])
    found: dict[str, Any] = {
        "v005": [1_000_000] * size,
        "v008": [1386] * size,
        "v011": [1386 - 12 * 30] * size,
        "v017": [1386 - months + 1] * size,
        "v018": [1] * size,
        "v019": [months] * size,
        "v021": list(range(size)),
        "v022": [1] * size,
        "vcal_1": list(texts),
    }
    if reasons:
        found["vcal_2"] = list(reasons)
    return found | more


def shares(tally: ShareTally, field: str, *codes: str) -> dict[Any, float]:
    """Shares by a field of the records."""
    return {record[field]: record["value"] for record in tally.estimate(*codes)}


def test_reasons_are_shares_of_those_who_gave_one() -> None:
    """A blank reason is none; one in the month of interview counts, one 60 months ago does not."""
    data = women(
        "0001" + "0" * 80,
        "1110" + "0" * 80,
        "0" * 60 + "1" + "0" * 23,
        "0011" + "0" * 80,
        "0P11" + "0" * 80,
        reasons=("   4", "2", " " * 60 + "4", "", "  1"),
    )
    found = shares(reasons_for_stopping(data), "reason")
    assert found["side effects"] == found["wanted to become pregnant"] == pytest.approx(1 / 3)
    assert found["became pregnant while using"] == pytest.approx(1 / 3)
    assert sum(found.values()) == pytest.approx(1)
    for record in reasons_for_stopping(data).estimate():
        assert 0 <= record["low"] <= record["value"] <= record["high"] <= 1
    assert shares(reasons_for_stopping(data, window=84), "reason")["side effects"] == 0.5


def test_reasons_by_method_add_up_within_each() -> None:
    """As Example 8 prints them, by columns."""
    table = reasons_for_stopping(SURVEY.columns, methods="dhs", by="v025").estimate()
    total: dict[tuple[Any, Any], float] = {}
    for record in table:
        key = (record["v025"], record["method"])
        total[key] = total.get(key, 0) + record["value"]
        assert record["indicator"] == "DISC_REASON_SHARE"
    assert {method for _, method in total} >= {"pill", "injectables", "male condom"}
    assert list(total.values()) == pytest.approx([1.0] * len(total))


def test_letters_that_no_reason_has_are_not_asked_for() -> None:
    """The list of the survey says which reasons there are."""
    names = set(shares(reasons_for_stopping(SURVEY.columns, letters="UAIR51"), "reason"))
    assert "IUD expired" in names
    assert "Ramadan" not in names


def test_the_first_method_after_the_latest_birth_counts() -> None:
    """By hand: waits of 3, 0 and 12 months, a pregnancy first, none, and a traditional one."""
    birth = "BPPPPPPPP" + "0" * 30
    before = [
        "1" * 9 + "000",  # began in the fourth month
        "1" * 12,  # at once
        "1" + "0" * 12,  # in the thirteenth month
        "1" * 3 + "P" * 9,  # pregnant again first
        "0" * 12,
        "9" * 6 + "0" * 6,  # withdrawal in the seventh
    ]
    data = women(*(("0" * 20 + text).rjust(33, "0")[-33:] + birth for text in before))
    table = postpartum_use(data, months=(3, 6, 12)).estimate()

    def users(use: str) -> list[float]:
        return [6 * value for value in table.where(use=use).column("value")]

    assert users("modern method") == pytest.approx([1, 2, 2])
    assert users("traditional method") == pytest.approx([0, 0, 1])
    assert users("no method") == pytest.approx([5, 4, 3])


def test_births_are_the_latest_of_the_window() -> None:
    """A birth last month hides an earlier one; one 60 months ago is too old."""
    data = women(
        "0B" + "0" * 10 + "B" + "0" * 60, "0" * 12 + "B" + "0" * 60, "0" * 60 + "B" + "0" * 12
    )
    assert postpartum_use(data).estimate().column("n") == [1, 1, 1]
    assert postpartum_use(data, births=(12, 60)).estimate().column("n") == [2, 2, 2]


def test_a_method_that_is_not_known_is_neither_modern_nor_none() -> None:
    """It counts as use, and as nothing where its kind is asked for."""
    data = women("?" * 12 + "B" + "0" * 60, "0" * 12 + "B" + "0" * 60)
    records = {record["use"]: record for record in postpartum_use(data).estimate()}
    assert (records["no method"]["n"], records["no method"]["value"]) == (2, 0.5)
    assert (records["modern method"]["n"], records["modern method"]["value"]) == (1, 0.0)
    unknown = women("z" * 12 + "B" + "0" * 60, "0" * 12 + "B" + "0" * 60)
    kept = {r["use"]: r for r in postpartum_use(unknown, faults="keep").estimate()}
    assert (kept["no method"]["n"], kept["no method"]["value"]) == (1, 1.0)


def test_use_by_month_is_that_of_the_letter_of_the_month() -> None:
    """Newest first; a method not known is use, an unknown letter is nothing."""
    data = women("01?9", "0000", "PPB1")
    tally = monthly_use(data)
    assert shares(tally, "month", "CPR") == pytest.approx(
        {1383: 2 / 3, 1384: 1 / 3, 1385: 1 / 3, 1386: 0}
    )
    assert shares(tally, "month", "MCPR") == pytest.approx(
        {1383: 1 / 3, 1384: 0, 1385: 1 / 3, 1386: 0}
    )
    kept = monthly_use(women("0z", "01"), faults="keep").estimate("CPR").where(month=1385)
    assert (kept.column("n"), kept.column("value")) == ([1], [1.0])


def test_ages_are_those_in_the_month() -> None:
    """A woman turns 30 in the month of her interview; months out of the calendar have nobody."""
    tally = monthly_use(women("00", "00"), ages=["25–29", "30–34"])
    found = {(r["month"], r["age"]): r["n"] for r in tally.estimate("CPR")}
    assert found == {(1385, "25–29"): 2, (1386, "30–34"): 2}
    assert len(monthly_use(women("00"), months=[1300, 1400]).estimate()) == 0
    assert len(monthly_use(women("00", v011=[float("nan")]), faults="keep").estimate()) == 0
    assert len(monthly_use(women("00", v011=[1386 - 12 * 60])).estimate()) == 0


def test_perinatal_deaths_are_stillbirths_and_deaths_in_the_first_week() -> None:
    """TPPPPPP is a stillbirth, TPPPPP a miscarriage; 106 is the sixth day, 107 the seventh."""
    data = women(
        "TPPPPPP" + "0" * 60,
        "TPPPPP0" + "0" * 60,
        "0" * 67,
        "0" * 60 + "TPPPPPP",
        b3_01=[0, 1380, 1386, 1327],
        b6_01=[0, 106, 107, 100],
        b3_02=[0, 1370, 0, 1326],
        b6_02=[0, 0, 0, 100],
    )
    (record,) = perinatal_mortality(data).estimate("PERINATAL")
    # One stillbirth; live births in 1380, 1370, 1386, 1327 with two early deaths.
    assert (record["n"], record["numerator"]) == (5, 3)
    assert record["value"] == pytest.approx(3 / 5)
    assert (record["indicator"], record["per"]) == ("PERINATAL", 1000)
    (shorter,) = perinatal_mortality(data, window=7).estimate("PERINATAL")
    assert (shorter["n"], shorter["numerator"]) == (3, 2)


TALLIES = [reasons_for_stopping, postpartum_use, monthly_use]


@pytest.mark.parametrize("count", TALLIES)
def test_tallies_of_parts_are_the_tally_of_the_whole(count: Any) -> None:
    """Files add up, and batches do."""
    cuts = [(0, 1000), (1000, 1700), (1700, 4000)]
    parts = [{n: a[low:high] for n, a in SURVEY.columns.items()} for low, high in cuts]
    whole = count(SURVEY.columns, by="v025")
    added = count(parts[0], by="v025") + count(parts[1], by="v025") + count(parts[2], by="v025")
    for found in (added, count(parts, by="v025")):
        assert found.estimate().to_json() == whole.estimate().to_json()
        assert found.findings.rows == 4000


def test_tallies_of_other_rules_do_not_add() -> None:
    """Nor do those of another kind, or anything else."""
    tally = postpartum_use(SURVEY.columns)
    for other in (
        postpartum_use(SURVEY.columns, months=6),
        monthly_use(SURVEY.columns, months=[1380]),
    ):
        with pytest.raises(DefinitionError, match="counted in another way"):
            tally + other
    with pytest.raises(TypeError):
        tally + 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("count", "options", "message"),
    [
        (reasons_for_stopping, {"by": "reason"}, "reason is this tally's own name"),
        (reasons_for_stopping, {"window": 0}, "0 months; at least one"),
        (postpartum_use, {"by": "use"}, "use is this tally's own name"),
        (postpartum_use, {"months": 0}, "at least one month"),
        (postpartum_use, {"months": ()}, "at least one month"),
        (postpartum_use, {"months": 24}, r"leaves less than 24 months .* births=\(24, 59\)"),
        (postpartum_use, {"births": (60, 59)}, "leaves less than"),
        (monthly_use, {"by": "month"}, "month is this tally's own name"),
        (perinatal_mortality, {"window": 0}, "at least one"),
        (perinatal_mortality, {}, "b3_01, b6_01 not in the data"),
    ],
)
def test_choices_are_checked(count: Any, options: dict[str, Any], message: str) -> None:
    """Each with the way out."""
    with pytest.raises(InvalidInputError, match=message):
        count(women("00"), **options)


def test_only_indicators_of_the_tally_can_be_asked_for() -> None:
    """The message names them."""
    with pytest.raises(DefinitionError, match="'TFR' is none of CPR, MCPR"):
        monthly_use(women("00")).estimate("TFR")


def test_errors_come_from_clusters() -> None:
    """A jackknife or linearisation, as of any ratio; a design factor beside it."""
    tally = monthly_use(SURVEY.columns, months=[1330, 1380])
    taylor, left_out = (tally.estimate(variance=v) for v in ("taylor", "stratified-jackknife"))
    errors = np.array([taylor.column("se"), left_out.column("se")])
    assert errors[0] == pytest.approx(errors[1], rel=0.05)
    assert (np.array(taylor.column("deft")) > 0).all()


def test_the_months_that_were_looked_at_are_said_beside_the_shares() -> None:
    """Shares of five years and of three are two definitions."""
    for window in (60, 36):
        table = reasons_for_stopping(SURVEY.columns, window=window).estimate()
        assert set(table.column("definition")) == {f"last {window} months"}
    table = postpartum_use(SURVEY.columns, months=6, births=(6, 35)).estimate()
    assert set(table.column("definition")) == {"within 6 months, births 6–35 months ago"}
