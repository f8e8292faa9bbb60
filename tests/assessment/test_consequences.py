"""Consequences: what follows, for whom, and after how many years."""

from __future__ import annotations

import re

import pytest

from famplan.assessment import Consequence, Grade, History, Role, Rung, Sanction, YearRecord
from famplan.assessment.consequences import consequences_from
from famplan.assessment.faults import Faults
from famplan.assessment.following import following
from famplan.errors import DefinitionError

VETOED = Rung(certain=Sanction.VETO, possible=Sanction.VETO)
NOTED = Rung(certain=Sanction.NOTICE, possible=Sanction.NOTICE)
OPEN = Rung(certain=Sanction.NONE, possible=Sanction.VETO)


def follows(
    consequence: Consequence,
    rung: Rung = VETOED,
    *,
    history: History | None = None,
    year: int | None = 2008,
    standing: Grade | None = None,
) -> bool | None:
    """The verdict alone."""
    found = following(
        consequence, rung=rung, standing=standing, history=history or History(), year=year
    )
    assert found.reason
    assert re.search(r"[\u4e00-\u9fff]", found.reason_zh)
    return found.follows


def test_a_consequence_follows_its_own_sanction() -> None:
    """A milder or worse one has its own; an open rung leaves it open."""
    one = Consequence(sanction="veto", on="unit", text="titles lost")
    assert follows(one) is True
    assert follows(one, NOTED) is False
    assert follows(one, OPEN) is None
    card = Consequence(sanction="yellow card", on="unit", text="warned")
    assert follows(card, OPEN) is None
    assert follows(card, VETOED) is False
    sure = Rung(certain=Sanction.YELLOW_CARD, possible=Sanction.VETO)
    assert follows(Consequence(sanction="notice", on="unit", text="x"), sure) is False


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({2007: "veto"}, True),
        ({2007: "notice"}, False),
        ({2007: "none", 2006: "veto"}, False),
        ({2006: "veto"}, None),
        ({}, None),
    ],
)
def test_two_vetoes_in_a_row(years: dict[int, str], expected: object) -> None:
    """Jiangxi 2009: two years in a row; an unknown year before leaves it open."""
    removal = Consequence(
        sanction="veto", repeated=2, on="heads of party committee and government", text="removed"
    )
    history = History([YearRecord(year, sanction=what) for year, what in years.items()])
    assert follows(removal, history=history) is expected
    assert follows(removal, NOTED, history=history) is False
    assert follows(removal, history=history, year=None) is None


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({2007: "none", 2006: "veto"}, True),
        ({2007: "none", 2006: "none"}, False),
        ({2007: None, 2006: "none"}, None),
        ({2009: "veto", 2007: "none"}, False),
        ({}, None),
    ],
)
def test_two_vetoes_in_a_term(years: dict[int, str | None], expected: object) -> None:
    """Zhejiang 2007: two in all; later years do not count."""
    removal = Consequence(
        sanction="veto",
        repeated=2,
        counted="in all",
        on="principal leader and deputy in charge",
        text="demoted or removed",
    )
    history = History([YearRecord(year, sanction=what) for year, what in years.items()])
    assert follows(removal, history=history) is expected
    assert follows(removal, history=history, year=None) is None


def test_three_in_a_row_say_which_years() -> None:
    """The reason names them."""
    one = Consequence(sanction="veto", repeated=3, on="unit", text="x")
    history = History([YearRecord(2007, sanction="veto"), YearRecord(2006, sanction="veto")])
    found = following(one, rung=VETOED, standing=None, history=history, year=2008)
    assert found.reason == "the sanction is veto; 2006 to 2007: as well"
    assert found.reason_zh == "处理为一票否决；2006至2007年亦同"
    assert str(found) == f"unit: x (veto in 3 years in a row) follows: {found.reason}"


def test_what_hangs_on_a_status() -> None:
    """While listed, and harsher after two years."""
    bar = Consequence(status="key area for the sex ratio", on="unit", text="no awards")
    removal = Consequence(
        status="key-managed", repeated=2, on="village party secretary", text="removed"
    )
    listed = {"key-managed": True, "key area for the sex ratio": True}
    history = History([YearRecord(2007, statuses=listed), YearRecord(2008, statuses=listed)])
    assert follows(bar, history=history) is True
    assert follows(removal, history=history) is True
    assert follows(removal, history=history, year=2007) is None
    assert follows(bar) is None
    assert follows(bar, history=history, year=None) is None


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ({2005: True, 2006: False, 2008: True}, True),
        ({2005: True, 2006: False, 2008: False}, False),
        ({2005: True, 2006: None}, None),
        ({2009: True, 2008: True}, False),
        ({}, None),
    ],
)
def test_a_status_in_all(flags: dict[int, bool | None], expected: object) -> None:
    """Years need not follow one another; later ones do not count."""
    one = Consequence(status="laggard", repeated=2, counted="in all", on="unit", text="x")
    history = History([YearRecord(year, statuses={"laggard": f}) for year, f in flags.items()])
    assert follows(one, history=history) is expected


def test_what_hangs_on_a_grade() -> None:
    """On the standing after any veto; unknown where that is."""
    one = Consequence(grade="fails", on="unit", text="report on rectification")
    assert follows(one, standing=Grade(code="fails", name="Fails")) is True
    assert follows(one, standing=Grade(code="meets", name="Meets")) is False
    assert follows(one) is None


def test_durations() -> None:
    """One year, several, a range, or none said."""
    said = {"sanction": "veto", "on": "unit", "text": "x"}
    pairs = [
        ({}, "", ""),
        ({"years": 1}, "for 1 year", "1年"),
        ({"years": 3}, "for 3 years", "3年"),
        ({"years": 1, "years_at_most": 3}, "for 1–3 years", "1–3年"),
        ({"years_at_most": 2}, "for ≤2 years", "≤2年"),
    ]
    for given, english, chinese in pairs:
        one = Consequence(**said, **given)
        assert (one.duration, one.duration_zh) == (english, chinese)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, "one sanction, status or grade"),
        ({"sanction": "veto", "grade": "fails"}, "one sanction, status or grade"),
        ({"sanction": "none"}, "one sanction, status or grade"),
        ({"sanction": "veto", "text": ""}, "has no text"),
        ({"sanction": "veto", "years": 0}, "counted from 1"),
        ({"sanction": "veto", "repeated": 0}, "counted from 1"),
        ({"sanction": "veto", "years": 3, "years_at_most": 2}, "2 is not above 3"),
        ({"grade": "fails", "repeated": 2}, "no history of grades"),
        ({"sanction": "veto", "counted": "often"}, "counted"),
    ],
)
def test_consequences_that_cannot_be(given: dict[str, object], problem: str) -> None:
    """They are refused when they are made."""
    with pytest.raises(DefinitionError, match=problem):
        Consequence(**{"on": "unit", "text": "x", **given})


def test_no_name_has_a_place() -> None:
    """Whom it is for is an office of a closed list, and a fault does not repeat what was given."""
    with pytest.raises(ValueError, match="is not a valid Role"):
        Consequence(sanction="veto", on="someone", text="x")
    faults = Faults()
    rows = [{"sanction": "veto", "on": "Li Si", "text": "removed"}]
    assert consequences_from(rows, faults) == ()
    (fault,) = faults
    assert "Li Si" not in str(fault)
    assert "village party secretary" in fault.remedy
    assert all(role.name_zh for role in Role)


def test_rows_of_a_file() -> None:
    """What is read, and every fault."""
    faults = Faults()
    rows = [
        {
            "sanction": "yellow card",
            "on": "director of the family-planning office",
            "text": "no promotion",
            "text_zh": "不得提拔",
            "years": 1,
            "clause": "A09",
        },
        {"grade": "fails", "on": "unit", "text": "rectification"},
        {"status": "key area", "on": "unit", "text": "no awards", "bars": ["a", "b"]},
        {"sanction": "veto", "on": "unit", "text": "x", "repeated": 2, "counted": "in all"},
        {"grade": "poor", "on": "unit", "text": "x"},
        {"sanction": "veto", "text": "x", "year": 1},
        {"on": "unit", "text": "x"},
    ]
    found = consequences_from(rows, faults, grades=["fails"])
    assert [one.cause for one in found] == ["yellow card", "fails", "key area", "veto"]
    assert found[2].bars == ("a", "b")
    assert found[3].counted == "in all"
    assert [fault.where for fault in faults] == [
        "consequence 5, grade",
        "consequence 6, on",
        "consequence 6, year",
        "consequence 7, consequence",
    ]


def test_rungs() -> None:
    """What is certain and what is possible."""
    assert VETOED.name_zh == "一票否决"
    assert OPEN.name_zh == "至少无，可能一票否决"
    assert OPEN.sanction is None
    assert (OPEN.is_at_least(Sanction.NOTICE), VETOED.is_at_least(Sanction.NOTICE)) == (None, True)
    assert NOTED.is_at_least(Sanction.VETO) is False
