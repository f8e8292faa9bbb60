"""What births and deaths share: the day it happened and the day it was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.model.period import Period
from famplan.model.truth import all_of
from famplan.model.validators import check_class, is_date, not_before

if TYPE_CHECKING:
    from datetime import date

__all__ = ["VitalEvent"]


@attrs.frozen(kw_only=True)
class VitalEvent:
    """A birth or death: when it occurred and when it was reported.

    Parameters
    ----------
    occurred : date, optional
        The day it happened.
    reported : date, optional
        The day it reached the register, on or after the day it happened.

    Raises
    ------
    InvalidRecordError
        A report before the event.
    """

    occurred: date | None = attrs.field(default=None, validator=is_date)
    reported: date | None = attrs.field(default=None, validator=not_before("occurred"))

    def occurred_in(self, period: Period) -> bool | None:
        """Whether it happened in a period; None where the day is unknown."""
        check_class(period, Period, "period")
        return None if self.occurred is None else period.contains(self.occurred)

    def reported_in(self, period: Period) -> bool | None:
        """Whether it was reported in a period; None where the day is unknown."""
        check_class(period, Period, "period")
        return None if self.reported is None else period.contains(self.reported)

    def reported_late(self, period: Period) -> bool | None:
        """Whether it happened before a period but was reported in it (往年出生未报).

        The national form keeps such births apart from those of the period; some places add them
        to the month in which they are found.

        Examples
        --------
        >>> from datetime import date
        >>> from famplan.model import Birth, Period
        >>> found = Birth(occurred=date(2007, 5, 4), reported=date(2008, 11, 20))
        >>> found.reported_late(Period.statistical_year(2009))
        True
        """
        reported = self.reported_in(period)
        earlier = None if self.occurred is None else self.occurred < period.start
        return all_of(earlier, reported)
