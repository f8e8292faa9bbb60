"""Couples: one marriage, and which marriage it is for each spouse."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.errors import InvalidRecordError
from famplan.model.dates import LeapDay, plain_date
from famplan.model.person import Person, check_life
from famplan.model.sex import Sex
from famplan.model.validators import at_least, is_a, is_date, member, not_before

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Couple", "MarriageEnd"]


class MarriageEnd(StrEnum):
    """How a marriage ended."""

    DIVORCE = "divorce"
    DEATH = "death"
    ANNULMENT = "annulment"

    @property
    def name_zh(self) -> str:
        """Chinese name.

        Examples
        --------
        >>> MarriageEnd.DEATH.name_zh
        '丧偶'
        """
        return _CHINESE[self]


_CHINESE = {
    MarriageEnd.DIVORCE: "离婚",
    MarriageEnd.DEATH: "丧偶",
    MarriageEnd.ANNULMENT: "宣告无效",
}


def _read_end(value: MarriageEnd | str | None) -> MarriageEnd | None:
    return None if value is None else member(value, MarriageEnd, "ended_by")


@attrs.frozen(kw_only=True)
class Couple:
    """One marriage of a wife and a husband.

    Parameters
    ----------
    wife, husband : Person, optional
        The spouses; no `repr` shows them.
    married : date, optional
        The day of this marriage.
    ended : date, optional
        The day it ended: the first day on which they are not married. None while it lasts.
    ended_by : MarriageEnd or str, optional
        How it ended.
    wife_order, husband_order : int, optional
        Which marriage it is for each of them, from 1.

    Raises
    ------
    InvalidRecordError
        A field that cannot be read, or fields that contradict each other.

    Examples
    --------
    >>> from datetime import date
    >>> couple = Couple(
    ...     wife=Person(sex="female", birth=date(1985, 3, 1)),
    ...     married=date(2008, 10, 1),
    ...     wife_order=1,
    ...     husband_order=2,
    ... )
    >>> couple.age_at_marriage("female"), couple.first_marriage("male")
    (23, False)
    >>> couple.is_married(date(2013, 1, 1))
    True
    """

    wife: Person | None = attrs.field(default=None, validator=is_a(Person), repr=False)
    husband: Person | None = attrs.field(default=None, validator=is_a(Person), repr=False)
    married: date | None = attrs.field(default=None, validator=is_date)
    ended: date | None = attrs.field(default=None, validator=not_before("married"))
    ended_by: MarriageEnd | None = attrs.field(default=None, converter=_read_end)
    wife_order: int | None = attrs.field(default=None, validator=at_least(1))
    husband_order: int | None = attrs.field(default=None, validator=at_least(1))

    def __attrs_post_init__(self) -> None:
        """Check the spouses against the marriage."""
        _check_sex("wife", self.wife, Sex.FEMALE)
        _check_sex("husband", self.husband, Sex.MALE)
        check_life("wife", self.wife, "married", self.married)
        check_life("husband", self.husband, "married", self.married)
        check_life("wife", self.wife, "ended", self.ended)
        check_life("husband", self.husband, "ended", self.ended)
        if self.ended_by is not None and self.ended is None:
            raise InvalidRecordError(
                "ended_by", f"{self.ended_by} but no date", remedy="give ended too"
            )
        _check_widowed(self)

    def spouse(self, sex: Sex | str) -> Person | None:
        """Return the wife or the husband."""
        return self.wife if member(sex, Sex, "sex") is Sex.FEMALE else self.husband

    def first_marriage(self, sex: Sex | str) -> bool | None:
        """Whether it is the first marriage of the wife or husband; None where unknown."""
        order = self.wife_order if member(sex, Sex, "sex") is Sex.FEMALE else self.husband_order
        return None if order is None else order == 1

    def age_at_marriage(self, sex: Sex | str, *, leap_day: LeapDay = LeapDay.MARCH_1) -> int | None:
        """Completed age of the wife or husband at this marriage; None where unknown."""
        person = self.spouse(sex)
        if person is None or self.married is None:
            return None
        return person.age(self.married, leap_day=leap_day)

    def is_married(self, on: date) -> bool | None:
        """Whether the marriage holds on a day; None where the day of marriage is unknown.

        The death of a spouse ends it, whether or not `ended` says so.
        """
        day = plain_date(on, "on")
        deaths = [person.death for person in (self.wife, self.husband) if person is not None]
        ends = [end for end in (self.ended, *deaths) if end is not None]
        if any(end <= day for end in ends):
            return False
        return None if self.married is None else self.married <= day


def _check_widowed(couple: Couple) -> None:
    # Only where both deaths are known does neither falling on that day contradict.
    deaths = [person and person.death for person in (couple.wife, couple.husband)]
    unsettled = None in deaths or couple.ended in deaths
    if couple.ended_by is MarriageEnd.DEATH and not unsettled:
        raise InvalidRecordError("ended_by", f"death, but neither died on {couple.ended}")


def _check_sex(where: str, person: Person | None, expected: Sex) -> None:
    if person is not None and person.sex not in (None, expected):
        raise InvalidRecordError(where, f"sex is {person.sex}, not {expected}")
