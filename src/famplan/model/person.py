"""Persons: the few facts that counts and benefit rules ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.errors import InvalidRecordError
from famplan.model.dates import LeapDay, completed_age, plain_date
from famplan.model.registration import Registration, read_registration
from famplan.model.sex import Sex, read_sex
from famplan.model.validators import is_date, not_before

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Person"]


@attrs.frozen(kw_only=True)
class Person:
    """A person, without a name: what is not given is unknown.

    Parameters
    ----------
    key : str or int, optional
        An opaque key of your own that links records. No `repr` or message shows it; do not put
        an identity number here.
    sex : Sex or str, optional
        Sex as registered at birth.
    birth, death : date, optional
        Dates of birth and death.
    registration : Registration or str, optional
        Type of household registration.

    Raises
    ------
    InvalidRecordError
        A field that cannot be read, or a death before the birth.

    Examples
    --------
    >>> from datetime import date
    >>> woman = Person(key="a1", sex="female", birth=date(1953, 7, 1), registration="rural")
    >>> woman.age(date(2013, 7, 1))
    60
    >>> "a1" in repr(woman)
    False
    """

    key: str | int | None = attrs.field(default=None, repr=False)
    sex: Sex | None = attrs.field(default=None, converter=read_sex)
    birth: date | None = attrs.field(default=None, validator=is_date)
    death: date | None = attrs.field(default=None, validator=not_before("birth"))
    registration: Registration | None = attrs.field(default=None, converter=read_registration)

    def age(self, on: date, *, leap_day: LeapDay = LeapDay.MARCH_1) -> int | None:
        """Completed age on a day; None where the birth is unknown.

        Raises
        ------
        InvalidInputError
            The day is before the birth.

        Examples
        --------
        >>> from datetime import date
        >>> Person().age(date(2013, 7, 1)) is None
        True
        """
        day = plain_date(on, "on")
        return None if self.birth is None else completed_age(self.birth, day, leap_day=leap_day)

    def born_by(self, on: date) -> bool | None:
        """Whether the person was born on or before a day; None where the birth is unknown.

        Examples
        --------
        >>> from datetime import date
        >>> Person(birth=date(2013, 7, 1)).born_by(date(2013, 6, 30))
        False
        """
        day = plain_date(on, "on")
        return None if self.birth is None else self.birth <= day


def check_life(who: str, person: Person | None, event: str, on: date | None) -> None:
    """Check that an event of a person's life lies between birth and death.

    Raises
    ------
    InvalidRecordError
        The event is before the birth or after the death.

    Examples
    --------
    >>> from datetime import date
    >>> check_life("mother", Person(birth=date(2000, 1, 1)), "occurred", date(1999, 1, 1))
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidRecordError: occurred: 1999-01-01 is before the mother's birth
    """
    if person is None or on is None:
        return
    if person.birth is not None and on < person.birth:
        raise InvalidRecordError(event, f"{on} is before the {who}'s birth")
    if person.death is not None and on > person.death:
        raise InvalidRecordError(event, f"{on} is after the {who}'s death")
