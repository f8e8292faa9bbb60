"""Births: one record for each live-born child."""

from __future__ import annotations

import attrs

from famplan.errors import InvalidRecordError
from famplan.model.dates import LeapDay
from famplan.model.event import VitalEvent
from famplan.model.person import Person, check_life
from famplan.model.sex import Sex, read_sex
from famplan.model.validators import at_least, is_a, yes_no_unknown

__all__ = ["Birth"]


@attrs.frozen(kw_only=True)
class Birth(VitalEvent):
    """A live birth: a child that breathed or showed another sign of life, even if it died at once.

    Parameters
    ----------
    occurred, reported : date, optional
        The day of birth and the day it was reported, on or after it.
    sex : Sex or str, optional
        Sex of the child.
    order : int, optional
        Order among the mother's live births, from 1 (孩次: of the child, not of the delivery).
    plurality : int, optional
        Children of the delivery: 1, twins 2, and so on.
    in_policy : bool, optional
        Whether the birth conformed to the policy in force at its time and place; None is unknown.
    mother : Person, optional
        The mother; no `repr` shows her.

    Raises
    ------
    InvalidRecordError
        A field that cannot be read, or fields that contradict each other.

    Examples
    --------
    >>> from datetime import date
    >>> mother = Person(sex="female", birth=date(1986, 2, 1))
    >>> birth = Birth(occurred=date(2013, 6, 30), sex="male", order=2, mother=mother)
    >>> birth.mother_age(), birth.in_policy is None
    (27, True)
    """

    sex: Sex | None = attrs.field(default=None, converter=read_sex)
    order: int | None = attrs.field(default=None, validator=at_least(1))
    plurality: int | None = attrs.field(default=None, validator=at_least(1))
    in_policy: bool | None = attrs.field(default=None, validator=yes_no_unknown)
    mother: Person | None = attrs.field(default=None, validator=is_a(Person), repr=False)

    def __attrs_post_init__(self) -> None:
        """Check the mother's facts against the birth."""
        if self.mother is not None and self.mother.sex is Sex.MALE:
            raise InvalidRecordError("mother", "sex is male", remedy="the mother is a woman")
        check_life("mother", self.mother, "occurred", self.occurred)

    def mother_age(self, *, leap_day: LeapDay = LeapDay.MARCH_1) -> int | None:
        """Completed age of the mother at the birth; None where a date is unknown."""
        if self.mother is None or self.occurred is None:
            return None
        return self.mother.age(self.occurred, leap_day=leap_day)
