"""Deaths: one record for each, whether or not the registration was cancelled."""

from __future__ import annotations

import attrs

from famplan.errors import InvalidRecordError
from famplan.model.dates import LeapDay
from famplan.model.event import VitalEvent
from famplan.model.person import Person
from famplan.model.validators import is_a

__all__ = ["Death"]


@attrs.frozen(kw_only=True)
class Death(VitalEvent):
    """A death.

    Parameters
    ----------
    occurred, reported : date, optional
        The day of death and the day it was reported, on or after it.
    person : Person, optional
        Who died; no `repr` shows it.

    Raises
    ------
    InvalidRecordError
        The death is before the birth, or not on the day the person's record says.

    Examples
    --------
    >>> from datetime import date
    >>> Death(occurred=date(2013, 6, 30), person=Person(birth=date(1940, 7, 1))).age()
    72
    """

    person: Person | None = attrs.field(default=None, validator=is_a(Person), repr=False)

    def __attrs_post_init__(self) -> None:
        """Check the death against the person's own dates."""
        if self.person is None or self.occurred is None:
            return
        if self.person.born_by(self.occurred) is False:
            raise InvalidRecordError("occurred", f"{self.occurred} is before the person's birth")
        if self.person.death not in (None, self.occurred):
            raise InvalidRecordError(
                "occurred", f"{self.occurred} is not the person's death {self.person.death}"
            )

    def age(self, *, leap_day: LeapDay = LeapDay.MARCH_1) -> int | None:
        """Completed age at death; None where a date is unknown."""
        if self.person is None or self.occurred is None:
            return None
        return self.person.age(self.occurred, leap_day=leap_day)
