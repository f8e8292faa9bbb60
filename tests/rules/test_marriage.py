"""Ages by law: each age on the day before and on the birthday, under each law, with citations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from famplan.formulas.marriage import late_marriage_age, legal_marriage_age
from famplan.model import LeapDay
from famplan.rules.marriage import (
    LATE_FIRST_BIRTH,
    LATE_FIRST_BIRTH_WIDE,
    LATE_MARRIAGE,
    MARRIAGE_AGE,
    SCHEMES,
)
from famplan.rules.outcome import Outcome
from famplan.rules.subjects import SPOUSE, Spouse

if TYPE_CHECKING:
    from famplan.rules.scheme import Scheme

YES, NO = Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE
UNKNOWN, NOT_IN_FORCE = Outcome.UNKNOWN, Outcome.NOT_IN_FORCE

BIRTHDAYS = [
    # scheme, day, sex, age reached on it, citation
    (MARRIAGE_AGE, "1950-05-01", "female", 18, "Marriage Law 1950"),
    (MARRIAGE_AGE, "1980-12-31", "female", 18, "Marriage Law 1950"),
    (MARRIAGE_AGE, "1980-12-31", "male", 20, "Marriage Law 1950"),
    (MARRIAGE_AGE, "1981-01-01", "female", 20, "Marriage Law 1980, art. 6"),
    (MARRIAGE_AGE, "1981-01-01", "male", 22, "Marriage Law 1980, art. 6"),
    (MARRIAGE_AGE, "2020-12-31", "male", 22, "Marriage Law 1980, art. 6"),
    (MARRIAGE_AGE, "2021-01-01", "female", 20, "Civil Code, art. 1047"),
    (MARRIAGE_AGE, "2021-01-01", "male", 22, "Civil Code, art. 1047"),
    (LATE_MARRIAGE, "1981-01-01", "female", 23, "three years above the legal age"),
    (LATE_MARRIAGE, "2015-12-31", "female", 23, "law of 2001, art. 18"),
    (LATE_MARRIAGE, "2015-12-31", "male", 25, "law of 2001, art. 18"),
    (LATE_FIRST_BIRTH, "2015-12-31", "female", 24, "Anhui 2012, art. 39"),
]


@pytest.mark.parametrize(("scheme", "day", "sex", "age", "citation"), BIRTHDAYS)
def test_birthdays(scheme: Scheme[Spouse], day: str, sex: str, age: int, citation: str) -> None:
    """Whoever completes the age on the day has reached it; whoever does the day after has not."""
    on = date.fromisoformat(day)
    turning = [on - timedelta(days=1), on, on + timedelta(days=1)]
    found = [
        scheme.verdict(
            Spouse(
                sex=sex,  # type: ignore[arg-type]
                birth=turned.replace(year=turned.year - age),
                first_marriage=True,
                first_child=True,
            ),
            on=on,
        ).outcome
        for turned in turning
    ]
    assert found == [YES, YES, NO], citation


@pytest.mark.parametrize(
    ("scheme", "day", "outcome", "act"),
    [
        (MARRIAGE_AGE, "1950-04-30", NOT_IN_FORCE, ""),
        (LATE_MARRIAGE, "1980-12-31", NOT_IN_FORCE, ""),
        (LATE_MARRIAGE, "2015-12-31", YES, ""),
        (LATE_MARRIAGE, "2016-01-01", NOT_IN_FORCE, "adopted 2015-12-27"),
        (LATE_FIRST_BIRTH, "2015-12-31", YES, ""),
        (LATE_FIRST_BIRTH, "2016-01-01", NOT_IN_FORCE, "adopted 2015-12-27"),
        (LATE_FIRST_BIRTH_WIDE, "2016-01-01", NOT_IN_FORCE, "adopted 2015-12-27"),
    ],
)
def test_windows(scheme: Scheme[Spouse], day: str, outcome: Outcome, act: str) -> None:
    """Before and after its window a text is not in force, and the act that ended it is named."""
    woman = {
        "sex": "female",
        "birth": date(1920, 1, 1),
        "first_marriage": True,
        "first_child": True,
    }
    verdict = scheme.verdict(woman, on=date.fromisoformat(day))
    assert verdict.outcome is outcome
    assert act in str(verdict)


def test_repeals_are_named() -> None:
    """The law of 1980 ended that of 1950, and the Civil Code that of 1980."""
    ended = [rule.ended_by for rule in MARRIAGE_AGE.versions]
    assert ended == ["Marriage Law of 1980, art. 51", "Civil Code, art. 1260", ""]


@pytest.mark.parametrize("day", ["1950-05-01", "1980-12-31", "1981-01-01", "2021-01-01"])
@pytest.mark.parametrize("sex", ["female", "male"])
def test_same_facts_as_the_formulas(day: str, sex: str) -> None:
    """Rules and formulas read their ages from the same facts."""
    on = date.fromisoformat(day)
    for scheme, age_of in ((MARRIAGE_AGE, legal_marriage_age), (LATE_MARRIAGE, late_marriage_age)):
        law = scheme.law(on)
        if law is None:
            continue
        years = age_of(sex, on=on)
        facts = {"sex": sex, "first_marriage": True}
        for birth_year, outcome in ((on.year - years, YES), (on.year - years + 1, NO)):
            birth = on.replace(year=birth_year)
            assert law.verdict(facts | {"birth": birth}, on=on).outcome is outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"birth": date(1992, 3, 1)}, UNKNOWN),
        ({"birth": date(1990, 3, 1)}, YES),
        ({"birth": date(1995, 3, 1)}, NO),
        ({"sex": "male", "birth": date(1992, 3, 1)}, NO),
        ({"sex": "female"}, UNKNOWN),
        ({"sex": "female", "birth": date(2014, 1, 1)}, UNKNOWN),
    ],
)
def test_unknown_sex_matters_only_between_the_ages(
    facts: dict[str, object], outcome: Outcome
) -> None:
    """Without a sex the answer is known below the women's age and from the men's age on."""
    assert MARRIAGE_AGE.verdict(facts, on=date(2013, 3, 1)).outcome is outcome


@pytest.mark.parametrize(
    ("scheme", "sex", "born", "year"),
    [
        (MARRIAGE_AGE, "female", 1952, 1970),
        (MARRIAGE_AGE, "male", 1988, 2010),
        (LATE_MARRIAGE, "female", 1988, 2011),
        (LATE_MARRIAGE, "male", 1988, 2013),
    ],
)
def test_born_on_29_february(scheme: Scheme[Spouse], sex: str, born: int, year: int) -> None:
    """In a common year the birthday is on 1 March, or on 28 February by the other convention."""
    facts = {"sex": sex, "birth": date(born, 2, 29), "first_marriage": True}
    law = scheme.law(date(year, 3, 1))
    assert law is not None
    days = [date(year, 2, 27), date(year, 2, 28), date(year, 3, 1)]
    for leap_day, expected in (
        (LeapDay.MARCH_1, [NO, NO, YES]),
        (LeapDay.FEBRUARY_28, [NO, YES, YES]),
    ):
        rule = law.changed(leap_day=leap_day)
        assert [rule.verdict(facts, on=on).outcome for on in days] == expected


def test_contradictions() -> None:
    """Who is not born yet, or married before birth, is not judged."""
    unborn = MARRIAGE_AGE.verdict({"sex": "male", "birth": date(2020, 1, 1)}, on=date(2013, 3, 1))
    assert unborn.outcome is UNKNOWN
    assert "not born yet" in unborn.why[0]
    facts = {"sex": "female", "first_child": True, "birth": date(1980, 1, 1)}
    early = LATE_FIRST_BIRTH_WIDE.verdict(
        facts | {"married": date(1970, 1, 1)}, on=date(2013, 3, 1)
    )
    assert early.outcome is UNKNOWN


LEAVE = [
    # scheme, day, place, what is granted, citation
    (LATE_MARRIAGE, "2002-08-31", "", [], "law of 2001, art. 47"),
    (LATE_MARRIAGE, "2002-09-01", "", ["set locally"], "law of 2001, art. 25"),
    (LATE_MARRIAGE, "2015-12-31", "", ["set locally"], "law of 2001, art. 25"),
    (LATE_MARRIAGE, "2012-08-14", "Hainan", ["set locally"], "Hainan, text on 2012-08-15"),
    (LATE_MARRIAGE, "2012-08-15", "Hainan", ["10 days once"], "Hainan, text on 2012-08-15"),
    (LATE_MARRIAGE, "2015-12-31", "Hainan", ["10 days once"], "facts 5.15"),
    (LATE_MARRIAGE, "2016-01-01", "Hainan", [], "facts 5.15: leave ended"),
    (LATE_FIRST_BIRTH, "2002-08-31", "", [], "law of 2001, art. 47"),
    (LATE_FIRST_BIRTH, "2002-09-01", "", ["set locally"], "law of 2001, art. 25"),
    (LATE_FIRST_BIRTH, "2012-08-15", "Hainan", ["15 days once"], "Hainan, text on 2012-08-15"),
    (LATE_FIRST_BIRTH, "2016-01-01", "", [], "facts 5.15: leave ended"),
    (LATE_MARRIAGE, "2002-08-31", "Sichuan", [], "facts 3.26, by the law of 2001"),
    (LATE_MARRIAGE, "2002-09-01", "Sichuan", ["20 days once"], "facts 3.26, province a guess"),
    (LATE_MARRIAGE, "2015-12-31", "Sichuan", ["20 days once"], "facts 3.26, province a guess"),
    (LATE_FIRST_BIRTH, "2015-12-31", "Sichuan", ["30 days once"], "facts 3.26, province a guess"),
    (LATE_FIRST_BIRTH, "2016-01-01", "Sichuan", [], "facts 5.15: leave ended"),
]


@pytest.mark.parametrize(("scheme", "day", "place", "granted", "citation"), LEAVE)
def test_leave(
    scheme: Scheme[Spouse], day: str, place: str, granted: list[str], citation: str
) -> None:
    """Longer leave has its basis from 2002-09-01 to 2015-12-31, and its days from provinces."""
    woman = {
        "sex": "female",
        "birth": date(1970, 1, 1),
        "first_marriage": True,
        "first_child": True,
    }
    found = scheme.verdict(woman, on=date.fromisoformat(day), place=place).amounts
    assert len(found) == len(granted), citation
    assert all(text in str(x.amount) for text, x in zip(granted, found, strict=True)), citation


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"first_marriage": False}, NO),
        ({"first_marriage": None}, UNKNOWN),
    ],
)
def test_only_first_marriages_are_late(facts: dict[str, object], outcome: Outcome) -> None:
    """A later marriage is never a late one."""
    woman = {"sex": "female", "birth": date(1980, 1, 1)}
    assert LATE_MARRIAGE.verdict(woman | facts, on=date(2013, 3, 1)).outcome is outcome


YOUNG = {"sex": "female", "birth": date(1990, 1, 1), "first_child": True}
BIRTHS = [
    # scheme, place, facts of a mother of 23, outcome, citation
    (LATE_FIRST_BIRTH, "", {}, NO, "24 at the first birth"),
    (LATE_FIRST_BIRTH, "", {"sex": "male", "birth": date(1970, 1, 1)}, NO, "of the mother"),
    (LATE_FIRST_BIRTH, "", {"birth": date(1980, 1, 1), "first_child": False}, NO, "first births"),
    (LATE_FIRST_BIRTH, "Fujian", {"partner_birth": date(1983, 6, 1)}, YES, "Fujian: he is 30"),
    (LATE_FIRST_BIRTH, "Fujian", {"partner_birth": date(1983, 6, 2)}, NO, "Fujian: he is 29"),
    (LATE_FIRST_BIRTH, "Fujian", {}, UNKNOWN, "Fujian: his age is unknown"),
    (
        LATE_FIRST_BIRTH_WIDE,
        "",
        {"married": date(2013, 1, 1), "conceived_married": True},
        YES,
        "married at 23",
    ),
    (
        LATE_FIRST_BIRTH_WIDE,
        "",
        {"married": date(2012, 12, 31), "conceived_married": True},
        NO,
        "married at 22",
    ),
    (
        LATE_FIRST_BIRTH_WIDE,
        "",
        {"married": date(2013, 1, 1), "conceived_married": False},
        NO,
        "conceived before",
    ),
    (LATE_FIRST_BIRTH_WIDE, "", {"married": date(2013, 1, 1)}, UNKNOWN, "not known"),
]


@pytest.mark.parametrize(("scheme", "place", "facts", "outcome", "citation"), BIRTHS)
def test_late_first_births(
    scheme: Scheme[Spouse], place: str, facts: dict[str, object], outcome: Outcome, citation: str
) -> None:
    """By her age, in Fujian also by his, and by the wider reading after a late marriage."""
    verdict = scheme.verdict(YOUNG | facts, on=date(2013, 6, 1), place=place)
    assert verdict.outcome is outcome, citation


def test_every_scheme_is_filed() -> None:
    """Four schemes, all about spouses."""
    assert [scheme.code for scheme in SCHEMES] == [
        "marriage-age",
        "late-marriage",
        "late-first-birth",
        "late-first-birth-wide",
    ]
    assert all(scheme.subject is SPOUSE for scheme in SCHEMES)
