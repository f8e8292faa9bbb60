"""Population scopes: who counts as registered, resident, in- or out-migrant.

A scope depends on how long someone must have stayed, and practice differs (30 days, 3 months,
6 months): the minimum is always an argument, never a default.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.errors import InvalidInputError
from famplan.model.area import Area
from famplan.model.dates import plain_date
from famplan.model.truth import all_of, any_of, opposite
from famplan.model.validators import (
    at_least,
    check_class,
    is_a,
    is_date,
    member,
    yes_no_unknown,
)

if TYPE_CHECKING:
    from datetime import date

__all__ = ["MinimumStay", "PopulationScope", "Residence"]


@attrs.frozen(kw_only=True)
class MinimumStay:
    """How long someone must have stayed, or been away, to count as having moved.

    Parameters
    ----------
    months, days : int
        Length of the stay; calendar months, and the month's last day where there is no such day.

    Raises
    ------
    InvalidInputError
        The stay has no length.

    Examples
    --------
    >>> from datetime import date
    >>> MinimumStay(months=3).reached(since=date(2013, 1, 31), on=date(2013, 4, 30))
    True
    >>> MinimumStay(days=30).reached(since=date(2013, 1, 31), on=date(2013, 3, 1))
    False
    """

    months: int = attrs.field(default=0, validator=at_least(0))
    days: int = attrs.field(default=0, validator=at_least(0))

    def __attrs_post_init__(self) -> None:
        """Check that the stay has a length."""
        if not (self.months or self.days):
            raise InvalidInputError(
                "minimum_stay", "no length", remedy="write MinimumStay(months=6) or (days=30)"
            )

    def reached(self, *, since: date | None, on: date) -> bool | None:
        """Whether a stay since a day has reached this length; None where the day is unknown."""
        from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - loaded when first needed

        if since is None:
            return None
        length = relativedelta(months=self.months, days=self.days)
        return plain_date(since, "since") + length <= plain_date(on, "on")


class PopulationScope(StrEnum):
    """Which people of an area a figure is about (人口口径).

    Examples
    --------
    >>> PopulationScope.RESIDENT.name_zh, PopulationScope.RESIDENT.system_code
    ('常住人口', 9)
    """

    TOTAL = "total"
    """Registered here, or not registered but here for the minimum stay."""
    REGISTERED = "registered"
    """Registered here, wherever they live."""
    RESIDENT = "resident"
    """Registered and not away for the minimum stay, or in-migrant."""
    INFLOW = "in-migrant"
    """Living here for the minimum stay, registered elsewhere."""
    OUTFLOW = "out-migrant"
    """Registered here, living elsewhere for the minimum stay."""
    TEMPORARY = "temporary"
    """Living here for less than the minimum stay, registered elsewhere."""
    HUNG = "hung registration"
    """Registered at an address or unit here where they have no home (空挂)."""

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _SCOPES[self][0]

    @property
    def system_code(self) -> int | None:
        """Code in the population and women's information system (P&WIS), where it has one.

        Codes 1 and 2, urban and rural, are `Registration.system_code`.
        """
        return _SCOPES[self][1]


_SCOPES = {
    PopulationScope.TOTAL: ("总人口", 0),
    PopulationScope.REGISTERED: ("户籍人口", 8),
    PopulationScope.RESIDENT: ("常住人口", 9),
    PopulationScope.INFLOW: ("流入人口", 3),
    PopulationScope.OUTFLOW: ("流出人口", 4),
    PopulationScope.TEMPORARY: ("暂住人口", None),
    PopulationScope.HUNG: ("空挂户", None),
}


@attrs.frozen(kw_only=True)
class Residence:
    """Where someone is registered and where they live.

    Parameters
    ----------
    registered : Area, optional
        Where the household registration is.
    lives : Area, optional
        Where they live.
    since : date, optional
        Since when they have lived there.
    hung : bool, optional
        Whether the registration stands at an address or unit where they have no home.

    Raises
    ------
    InvalidRecordError
        A field that cannot be read.

    Examples
    --------
    Registered in one county, living in another since 1 April 2013:

    >>> from datetime import date
    >>> home, city = Area("341302", "county"), Area("320803", "district")
    >>> moved = Residence(registered=home, lives=city, since=date(2013, 4, 1))
    >>> half_year, june = MinimumStay(months=6), date(2013, 6, 30)
    >>> moved.counts_in("resident", home, on=june, minimum_stay=half_year)
    True
    >>> moved.counts_in("resident", home, on=june, minimum_stay=MinimumStay(days=30))
    False
    """

    registered: Area | None = attrs.field(default=None, validator=is_a(Area))
    lives: Area | None = attrs.field(default=None, validator=is_a(Area))
    since: date | None = attrs.field(default=None, validator=is_date)
    hung: bool | None = attrs.field(default=None, validator=yes_no_unknown)

    def counts_in(
        self, scope: PopulationScope | str, area: Area, *, on: date, minimum_stay: MinimumStay
    ) -> bool | None:
        """Whether the person counts in a scope of an area on a day; None where facts are missing.

        Parameters
        ----------
        scope : PopulationScope or str
            The scope.
        area : Area
            The area whose people are counted.
        on : date
            The day of the count.
        minimum_stay : MinimumStay
            How long a stay elsewhere must last to change where someone counts.

        Returns
        -------
        bool or None

        Raises
        ------
        InvalidRecordError
            There is no such scope, `area` is not an `Area` or `minimum_stay` no `MinimumStay`.
        InvalidInputError
            The day is not a date.
        """
        day = plain_date(on, "on")
        check_class(area, Area, "area")
        check_class(minimum_stay, MinimumStay, "minimum_stay")
        registered = None if self.registered is None else self.registered.within(area)
        settled = self.since is None or self.since <= day
        here = self.lives.within(area) if self.lives is not None and settled else None
        stayed = minimum_stay.reached(since=self.since, on=day) if settled else None
        inflow = all_of(here, opposite(registered), stayed)
        outflow = all_of(registered, opposite(here), stayed)
        answers = {
            PopulationScope.TOTAL: any_of(registered, inflow),
            PopulationScope.REGISTERED: registered,
            PopulationScope.RESIDENT: any_of(all_of(registered, opposite(outflow)), inflow),
            PopulationScope.INFLOW: inflow,
            PopulationScope.OUTFLOW: outflow,
            PopulationScope.TEMPORARY: all_of(here, opposite(registered), opposite(stayed)),
            PopulationScope.HUNG: all_of(registered, self.hung),
        }
        return answers[member(scope, PopulationScope, "scope")]
