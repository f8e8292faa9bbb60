"""Local texts: their overlays and amounts, and what stands where none was read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError
from famplan.rules.amount import Amount, Payable
from famplan.rules.local_texts import LocalText, amounts_in, overlays_in
from famplan.rules.subjects.parent import AVERAGE_WAGE, CERTIFICATE, PARENT

FIRST = LocalText(
    place="Hainan",
    source=Source("a text of 2012"),
    since=date(2012, 8, 15),
    until=date(2016, 1, 1),
    payer="the county",
    amounts=[{"value": 30, "period": "month"}],
)
SECOND = LocalText(
    place="Hainan",
    source=Source("a text of 2021"),
    since=date(2021, 12, 30),
    amounts=[{"value": 100, "period": "month", "payer": "the town"}],
)
CITY = LocalText(place="Hainan/Sanya", source=Source("a decision"), since=date(2015, 1, 1))


def test_what_was_not_read_is_not_known() -> None:
    """An unknown amount stands before, between and after the texts of a province."""
    gaps = [entry for entry in amounts_in([SECOND, FIRST]) if entry.value is None]
    assert [(gap.since, gap.until) for gap in gaps] == [
        (None, date(2012, 8, 15)),
        (date(2016, 1, 1), date(2021, 12, 30)),
    ]
    assert not any(gap.verified for gap in gaps)
    after = amounts_in([FIRST])[-1]
    assert (after.since, after.until) == (date(2016, 1, 1), None)


def test_a_city_falls_back_on_its_province() -> None:
    """Only a province's years are filled: a city without a text has the province's."""
    assert amounts_in([CITY]) == ()


def test_a_text_lends_its_place_window_and_payer() -> None:
    """Amounts take what they do not say from their text; they name no one unless it does."""
    first, second = amounts_in([FIRST, SECOND])[:2]
    assert (first.place, first.since, first.until) == ("Hainan", FIRST.since, FIRST.until)
    assert (first.payer, second.payer, first.per) == ("the county", "the town", "")
    assert first.text_of
    assert first.source == FIRST.source


def test_texts_of_one_place_may_not_overlap() -> None:
    """Two texts of a province in force on one day are a mistake."""
    longer = LocalText(place="Hainan", source=Source("another"), since=date(2015, 12, 31))
    with pytest.raises(DefinitionError, match="Hainan: windows overlap"):
        amounts_in([FIRST, longer])


def test_a_case_must_be_known() -> None:
    """An amount for someone whom the scheme does not know is refused."""
    wrong = LocalText(place="Hainan", source=Source("x"), amounts=[{"case": "everyone"}])
    with pytest.raises(DefinitionError, match="'everyone' is none of"):
        amounts_in([wrong], cases={"holders": CERTIFICATE})


def test_an_overlay_has_the_text_s_window() -> None:
    """An overlay holds in the window of its text, and says what else there is to know."""
    (overlay,) = overlays_in([FIRST])
    assert (overlay.since, overlay.until, overlay.source) == (
        FIRST.since,
        FIRST.until,
        FIRST.source,
    )
    assert overlay.replaces == overlay.adds == ()


@pytest.mark.parametrize(
    ("facts", "english", "chinese"),
    [
        ({"average_wage": 50000}, "15,000 yuan once", "一次性15,000元"),
        (
            {},
            "0.3 × average yearly wage of the year before (yuan) once",
            "一次性0.3 × 上一年度职工年平均工资（元）",
        ),
    ],
)
def test_a_share_is_said_before_it_is_known(
    facts: dict[str, Any], english: str, chinese: str
) -> None:
    """A share of a wage says what it comes to, or of what it is a share."""
    amount = Amount(value="0.3", times=AVERAGE_WAGE, per="", period="once", source=Source("x"))
    payable = Payable(amount, True, amount.due(PARENT.record(facts)))  # noqa: FBT003
    assert str(payable) == f"{english} – x [C]"
    assert payable.said(language="zh") == f"{chinese} – x [C]"


def test_a_range_and_a_text_are_said() -> None:
    """A range keeps its upper end; a text that was read says that it may not be the first."""
    amount: Amount[Any] = Amount(
        value=5, high=20, per="", period="month", text_of=True, source=Source("x")
    )
    said = str(Payable(amount, True, amount.due(PARENT.record({}))))  # noqa: FBT003
    assert said == "5–20 yuan a month – x [C] (the text that was read: it may have begun earlier)"


def test_steps_are_said() -> None:
    """An amount for every four years says so while the years are not known."""
    amount = Amount(value=1, times=AVERAGE_WAGE, step=4, per="", period="", source=Source("x"))
    assert str(amount) == "1 × average yearly wage of the year before / 4 (yuan)"
