"""Persons, couples, births and deaths: contradictions are named, nobody is shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, InvalidRecordError
from famplan.model import (
    Birth,
    Couple,
    Death,
    LeapDay,
    MarriageEnd,
    Period,
    Person,
    Registration,
    Sex,
)

OPAQUE = "key-4711"
woman = Person(key=OPAQUE, sex="female", birth=date(1985, 3, 1), registration="rural")
man = Person(key=OPAQUE, sex=Sex.MALE, birth=date(1983, 3, 1), death=date(2012, 5, 1))
days = st.dates(date(1990, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    "record",
    [
        woman,
        Couple(wife=woman, husband=man),
        Birth(mother=woman),
        Death(person=man),
    ],
)
def test_no_record_shows_who_it_is(record: object) -> None:
    """No key in `repr`, nor a spouse, mother or deceased."""
    assert OPAQUE not in repr(record)
    assert OPAQUE not in str(record)
    assert "1985" not in repr(record) or record is woman


@pytest.mark.parametrize("kind", [Person, Couple, Birth, Death])
def test_what_is_not_given_is_unknown(kind: type[Any]) -> None:
    """Every fact of people is optional, and records do not change."""
    record = kind()
    assert set(attrs.astuple(record)) == {None}
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(record, attrs.fields(kind)[0].name, None)


def test_vocabularies_are_read_from_text() -> None:
    """Text and member are one."""
    assert woman.sex is Sex.FEMALE
    assert woman.registration is Registration.RURAL
    assert [sex.name_zh for sex in Sex] == ["女", "男"]
    assert [entry.system_code for entry in Registration] == [2, 1]
    assert Registration.URBAN.name_zh == "非农业户口"
    assert [end.name_zh for end in MarriageEnd] == ["离婚", "丧偶", "宣告无效"]
    assert Couple(ended=date(2012, 5, 1), ended_by="death").ended_by is MarriageEnd.DEATH


@given(days, days)
def test_a_birth_reported_later_is_late_for_the_later_period(one: date, other: date) -> None:
    """Late in the period of the report exactly if the birth lies before that period."""
    occurred, reported = sorted((one, other))
    birth = Birth(occurred=occurred, reported=reported)
    period = Period.calendar_year(reported.year)
    assert birth.reported_in(period) is True
    assert birth.reported_late(period) is not birth.occurred_in(period)
    assert birth.reported_late(Period.calendar_year(occurred.year)) is False


def test_a_missing_report_leaves_lateness_unknown() -> None:
    """Unless the birth lies in the period itself."""
    year = Period.calendar_year(2013)
    assert Birth(occurred=date(2012, 1, 1)).reported_late(year) is None
    assert Birth(occurred=date(2013, 1, 1)).reported_late(year) is False
    assert Birth(reported=date(2012, 1, 1)).reported_late(year) is False
    assert Birth(reported=date(2013, 1, 1)).reported_late(year) is None
    assert Birth().occurred_in(year) is None
    with pytest.raises(InvalidRecordError, match="period: str is not a Period"):
        Birth().occurred_in("2013")  # type: ignore[arg-type]


def test_ages_follow_the_convention() -> None:
    """The leap-day convention passes through every record."""
    leap = Person(sex="female", birth=date(1984, 2, 29))
    day, early = date(2013, 2, 28), LeapDay.FEBRUARY_28
    assert Birth(occurred=day, mother=leap).mother_age() == 28
    assert Birth(occurred=day, mother=leap).mother_age(leap_day=early) == 29
    assert Death(occurred=day, person=leap).age(leap_day=early) == 29
    assert Couple(wife=leap, married=day).age_at_marriage("female", leap_day=early) == 29


def test_an_unknown_date_leaves_the_age_unknown() -> None:
    """None, never zero."""
    assert Person().age(date(2013, 1, 1)) is None
    assert Person().born_by(date(2013, 1, 1)) is None
    assert Birth(mother=woman).mother_age() is None
    assert Birth(occurred=date(2013, 1, 1)).mother_age() is None
    assert Birth(occurred=date(2013, 1, 1), mother=Person()).mother_age() is None
    assert Death(person=woman).age() is None
    assert Death(occurred=date(2013, 1, 1)).age() is None
    assert Couple(husband=man).age_at_marriage("male") is None
    assert Couple(married=date(2013, 1, 1)).age_at_marriage("male") is None


def test_there_is_no_age_before_birth() -> None:
    """A day before the birth is refused."""
    with pytest.raises(InvalidInputError, match="birth: 1985-03-01 is after 1980-01-01"):
        woman.age(date(1980, 1, 1))


def test_a_day_is_a_date_even_where_nothing_hangs_on_it() -> None:
    """An unknown birth does not excuse a text for a day."""
    for person in (woman, Person()):
        with pytest.raises(InvalidInputError, match="on: str is not a date"):
            person.age("2013-01-01")  # type: ignore[arg-type]
        with pytest.raises(InvalidInputError, match="on: str is not a date"):
            person.born_by("2013-01-01")  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["sex", "registration"])
@pytest.mark.parametrize("slipped", ["Zhang San", "张三", "110101199001011234", 110101199001011234])
def test_a_message_shows_nobody(field: str, slipped: object) -> None:
    """Columns slip: what stands where a word should may be a name or an identity number."""
    with pytest.raises(InvalidRecordError) as caught:
        Person(**{field: slipped})
    assert str(slipped) not in str(caught.value)


def test_a_slip_of_the_pen_is_shown_with_the_word_meant() -> None:
    """What is nearly a word of the vocabulary is nobody's name."""
    with pytest.raises(InvalidRecordError, match=r"sex: 'FEMALE' is none of .*; write female"):
        Person(sex="FEMALE")
    with pytest.raises(InvalidRecordError, match=r"sex: 'femal' is none of .*; write female"):
        Person(sex="femal")


def test_which_marriage_it_is_may_differ_between_spouses() -> None:
    """Late-marriage rates count first marriages, by sex."""
    couple = Couple(wife=woman, husband=man, wife_order=1, husband_order=2)
    assert couple.first_marriage("female") is True
    assert couple.first_marriage(Sex.MALE) is False
    assert Couple().first_marriage("male") is None
    assert (couple.spouse("female"), couple.spouse("male")) == (woman, man)
    with pytest.raises(InvalidRecordError, match="sex: this text is none of female, male"):
        couple.spouse("wife")


@pytest.mark.parametrize(
    ("couple", "day", "married"),
    [
        (Couple(), date(2013, 1, 1), None),
        (Couple(married=date(2008, 1, 1)), date(2007, 12, 31), False),
        (Couple(married=date(2008, 1, 1)), date(2008, 1, 1), True),
        (Couple(married=date(2008, 1, 1), ended=date(2009, 1, 1)), date(2008, 12, 31), True),
        (Couple(married=date(2008, 1, 1), ended=date(2009, 1, 1)), date(2009, 1, 1), False),
        (Couple(ended=date(2009, 1, 1)), date(2010, 1, 1), False),
        (Couple(married=date(2008, 1, 1), husband=man), date(2012, 4, 30), True),
        (Couple(married=date(2008, 1, 1), husband=man), date(2012, 5, 1), False),
    ],
)
def test_a_marriage_lasts_until_it_ends(couple: Couple, day: date, *, married: bool | None) -> None:
    """Half-open; the death of a spouse ends it; an unknown start is unknown."""
    assert couple.is_married(day) is married


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (Person, {"sex": "boy"}, "sex: this text is none of female, male"),
        (Person, {"registration": "city"}, "registration: this text is none of rural, urban"),
        (
            Person,
            {"birth": date(2000, 1, 2), "death": date(2000, 1, 1)},
            "death: 2000-01-01 is before birth 2000-01-02",
        ),
        (
            Person,
            {"birth": datetime(2000, 1, 2)},  # noqa: DTZ001 - the usual slip
            "birth: a datetime is not a date; give value.date",
        ),
        (Couple, {"wife": man}, "wife: sex is male, not female"),
        (Couple, {"husband": woman}, "husband: sex is female, not male"),
        (Couple, {"wife": 7}, "wife: int is not a Person"),
        (Couple, {"wife_order": 0}, "wife_order: 0 is below 1"),
        (
            Couple,
            {"husband": man, "ended": date(1970, 1, 1)},
            "ended: 1970-01-01 is before the husband's birth",
        ),
        (
            Couple,
            {"husband": man, "ended": date(2013, 1, 1)},
            "ended: 2013-01-01 is after the husband's death",
        ),
        (
            Couple,
            {
                "wife": Person(death=date(2011, 1, 1)),
                "husband": man,
                "ended": date(2010, 1, 1),
                "ended_by": "death",
            },
            "ended_by: death, but neither died on 2010-01-01",
        ),
        (Couple, {"ended_by": "divorce"}, "ended_by: divorce but no date; give ended too"),
        (
            Couple,
            {"ended": date(2010, 1, 1), "ended_by": "quarrel"},
            "ended_by: this text is none of divorce, death, annulment",
        ),
        (
            Couple,
            {"married": date(2010, 1, 1), "ended": date(2009, 1, 1)},
            "ended: 2009-01-01 is before married 2010-01-01",
        ),
        (
            Couple,
            {"husband": man, "married": date(1980, 1, 1)},
            "married: 1980-01-01 is before the husband's birth",
        ),
        (
            Couple,
            {"husband": man, "married": date(2013, 1, 1)},
            "married: 2013-01-01 is after the husband's death",
        ),
        (Birth, {"order": 0}, "order: 0 is below 1"),
        (Birth, {"plurality": 0}, "plurality: 0 is below 1"),
        (Birth, {"sex": "boy"}, "sex: this text is none of female, male"),
        (Birth, {"in_policy": "yes"}, "in_policy: str is none of True, False, None"),
        (Birth, {"mother": man}, "mother: sex is male; the mother is a woman"),
        (
            Birth,
            {"mother": woman, "occurred": date(1980, 1, 1)},
            "occurred: 1980-01-01 is before the mother's birth",
        ),
        (
            Birth,
            {"occurred": date(2013, 6, 2), "reported": date(2013, 6, 1)},
            "reported: 2013-06-01 is before occurred 2013-06-02",
        ),
        (
            Death,
            {"person": woman, "occurred": date(1980, 1, 1)},
            "occurred: 1980-01-01 is before the person's birth",
        ),
        (
            Death,
            {"person": man, "occurred": date(2012, 5, 2)},
            "occurred: 2012-05-02 is not the person's death 2012-05-01",
        ),
    ],
)
def test_a_contradiction_is_named(kind: type[Any], fields: dict[str, Any], message: str) -> None:
    """Field, fault and what is allowed; no key."""
    with pytest.raises(InvalidRecordError, match=f"^{message}") as caught:
        kind(**fields)
    assert OPAQUE not in str(caught.value)


def test_a_death_agrees_with_the_person() -> None:
    """The same day, or a person whose death is not recorded."""
    assert Death(occurred=date(2012, 5, 1), person=man).age() == 29
    assert Death(occurred=date(2012, 5, 1), person=woman).age() == 27
