"""Migrants (流动人口), by the definition in force on a day.

The measure of 1998 looked at people who lived elsewhere than where they were registered; the
regulation of 2009 dropped moves inside one county and between the districts of one city, and was
repealed in 2021. The same move can count on one day and not on another.
"""

from __future__ import annotations

import warnings
from datetime import date
from enum import StrEnum

import attrs

from famplan.errors import UnverifiedFactWarning
from famplan.model.area import Area, Level
from famplan.model.dates import plain_date
from famplan.model.residence import MinimumStay
from famplan.model.truth import all_of, any_of, opposite
from famplan.model.validators import check_class, is_a, is_date, member, not_before

__all__ = [
    "DEFINITION_1998",
    "DEFINITION_2009",
    "Floating",
    "Migrant",
    "MigrantDefinition",
    "Purpose",
    "counts_as_floating",
    "migrant_definition",
]


class Purpose(StrEnum):
    """Why someone lives elsewhere."""

    WORK = "work"
    TRADE = "trade"
    LIVING = "living"
    """To live there, for instance with family."""
    CHILDBEARING = "childbearing"
    BUSINESS_TRIP = "business trip"
    MEDICAL = "medical"
    STUDY = "study"
    TRAVEL = "travel"
    VISITING = "visiting"


class Floating(StrEnum):
    """Whether a move makes someone a floating person on a day."""

    YES = "counts"
    NO = "does not count"
    UNKNOWN = "unknown"
    NOT_IN_FORCE = "no definition in force"


def _read_purpose(value: Purpose | str | None) -> Purpose | None:
    return None if value is None else member(value, Purpose, "purpose")


@attrs.frozen(kw_only=True)
class Migrant:
    """A move away from the place of registration; what is not given is unknown.

    Parameters
    ----------
    origin, destination : Area, optional
        Where the household registration is, and where the person lives now. Give them their
        parents: which border was crossed is read from these.
    left, arrived : date, optional
        When the person left the one and came to the other.
    purpose : Purpose or str, optional
        Why.

    Raises
    ------
    InvalidRecordError
        A field that cannot be read, or an arrival before the departure.
    """

    origin: Area | None = attrs.field(default=None, validator=is_a(Area))
    destination: Area | None = attrs.field(default=None, validator=is_a(Area))
    left: date | None = attrs.field(default=None, validator=is_date)
    arrived: date | None = attrs.field(default=None, validator=not_before("left"))
    purpose: Purpose | None = attrs.field(default=None, converter=_read_purpose)


@attrs.frozen(kw_only=True)
class MigrantDefinition:
    """Which moves make a floating person, and when that was the definition."""

    name: str
    name_zh: str
    since: date
    until: date
    """First day on which it was not in force."""
    border: Level
    """A move across the border of such a unit counts."""
    inside: bool | None
    """Whether a move inside one such unit counts; None where the text does not say."""
    between_districts: bool | None
    """Whether a move between districts of one city counts; None where the text does not say."""
    counted: frozenset[Purpose]
    excluded: frozenset[Purpose]
    source: str
    unverified: str = ""
    """What of it famplan's makers have not seen; using it warns."""

    def counts(
        self, migrant: Migrant, *, on: date, minimum_stay: MinimumStay | None = None
    ) -> bool | None:
        """Whether a move counts under this definition; None where facts are missing.

        Raises
        ------
        InvalidRecordError
            `migrant` is not a `Migrant`, or `minimum_stay` no `MinimumStay`.
        InvalidInputError
            The day is not a date.

        Examples
        --------
        >>> DEFINITION_2009.counts(Migrant(purpose="study"), on=date(2013, 6, 30))
        False
        """
        check_class(migrant, Migrant, "migrant")
        facts = [
            self.far_enough(migrant.origin, migrant.destination),
            self._purpose_counts(migrant.purpose),
            _gone(migrant, on),
        ]
        if minimum_stay is not None:
            check_class(minimum_stay, MinimumStay, "minimum_stay")
            stays = (minimum_stay.reached(since=d, on=on) for d in (migrant.left, migrant.arrived))
            facts.append(any_of(*stays))
        return all_of(*facts)

    def far_enough(self, origin: Area | None, destination: Area | None) -> bool | None:
        """Whether a move between two areas counts, whatever its purpose; None where unknown."""
        if origin is None or destination is None:
            return None
        return all_of(
            any_of(self.inside, _crosses(origin, destination, self.border)),
            any_of(self.between_districts, opposite(_between_districts(origin, destination))),
        )

    def _purpose_counts(self, purpose: Purpose | None) -> bool | None:
        return {**dict.fromkeys(self.counted, True), **dict.fromkeys(self.excluded, False)}.get(
            purpose  # type: ignore[arg-type] # an unknown purpose is no key
        )


DEFINITION_1998 = MigrantDefinition(
    name="measure of 1998",
    name_zh="流动人口计划生育工作管理办法",
    since=date(1999, 1, 1),
    until=date(2009, 10, 1),
    # The measure says "not the place of registration"; a survey report of 2009 (Yulin) says that
    # moves inside a county counted until then. Moves inside one township are not decided, nor
    # those between districts of one city, which an undated instruction for forms leaves out.
    border=Level.TOWNSHIP,
    inside=None,
    between_districts=None,
    counted=frozenset({Purpose.WORK, Purpose.TRADE, Purpose.CHILDBEARING}),
    excluded=frozenset(),
    source="流动人口计划生育工作管理办法, art. 2, issued 1998-09-22 [C, in summary]",
    unverified="that it began on 1999-01-01 (it was issued on 1998-09-22)",
)

DEFINITION_2009 = MigrantDefinition(
    name="regulation of 2009",
    name_zh="流动人口计划生育工作条例",
    since=date(2009, 10, 1),
    until=date(2021, 9, 9),
    border=Level.COUNTY,
    inside=False,
    between_districts=False,
    counted=frozenset({Purpose.WORK, Purpose.TRADE, Purpose.LIVING, Purpose.CHILDBEARING}),
    excluded=frozenset(
        {
            Purpose.BUSINESS_TRIP,
            Purpose.MEDICAL,
            Purpose.STUDY,
            Purpose.TRAVEL,
            Purpose.VISITING,
        }
    ),
    source="流动人口计划生育工作条例 (State Council order 555), art. 2 and 25 [A]; repealed by the "
    "State Council's decision of 2021-09-09 [A]",
)

_ISSUED_1998 = date(1998, 9, 22)


def migrant_definition(on: date) -> MigrantDefinition | None:
    """The definition in force on a day; None before the first and after the repeal of the last.

    Warns
    -----
    UnverifiedFactWarning
        The day lies where a date that famplan's makers have not seen decides.

    Examples
    --------
    >>> migrant_definition(date(2013, 6, 30)).name
    'regulation of 2009'
    >>> migrant_definition(date(2021, 9, 9)) is None
    True
    """
    day = plain_date(on, "on")
    if _ISSUED_1998 <= day < DEFINITION_1998.until:
        warnings.warn(
            f"{DEFINITION_1998.name}: not verified {DEFINITION_1998.unverified}",
            UnverifiedFactWarning,
            stacklevel=2,
        )
    known = (DEFINITION_1998, DEFINITION_2009)
    return next((entry for entry in known if entry.since <= day < entry.until), None)


def counts_as_floating(
    migrant: Migrant, *, on: date, minimum_stay: MinimumStay | None = None
) -> Floating:
    """Whether a move makes someone a floating person by the definition in force on a day.

    Only the move is judged. Both definitions also ask for people of reproductive age (adults in
    2009, married people in 1998): count by age and sex for that.

    Parameters
    ----------
    migrant : Migrant
        The move.
    on : date
        The day of the count, which chooses the definition.
    minimum_stay : MinimumStay, optional
        A stay here, or an absence from home, that a statistical form adds; the definitions
        themselves have none.

    Returns
    -------
    Floating
        Counts, does not count, unknown, or no definition in force.

    Warns
    -----
    UnverifiedFactWarning
        The definition of 1998, whose first day was not seen.

    Examples
    --------
    From one township to another of the same county, to work:

    >>> county = Area("610821", "county")
    >>> towns = [Area(f"6108211{n}", "township", county) for n in "01"]
    >>> move = Migrant(origin=towns[0], destination=towns[1], left=date(2007, 3, 1), purpose="work")
    >>> counts_as_floating(move, on=date(2009, 10, 1))
    <Floating.NO: 'does not count'>
    >>> counts_as_floating(move, on=date(2021, 9, 9))
    <Floating.NOT_IN_FORCE: 'no definition in force'>
    """
    definition = migrant_definition(on)
    if definition is None:
        return Floating.NOT_IN_FORCE
    counts = definition.counts(migrant, on=on, minimum_stay=minimum_stay)
    return {True: Floating.YES, False: Floating.NO, None: Floating.UNKNOWN}[counts]


def _gone(migrant: Migrant, on: date) -> bool | None:
    day = plain_date(on, "on")
    if migrant.left is not None:
        return migrant.left <= day
    # Who has arrived has left; who arrives later may have left before.
    return True if migrant.arrived is not None and migrant.arrived <= day else None


def _crosses(origin: Area, destination: Area, border: Level) -> bool | None:
    # Two different provinces settle it even where the counties are unknown.
    known: list[bool | None] = []
    for level in (level for level in Level if level.rank <= border.rank):
        here, there = origin.at(level), destination.at(level)
        known.append(None if here is None or there is None else here != there)
    return True if any(known) else known[-1]


def _between_districts(origin: Area, destination: Area) -> bool | None:
    if _crosses(origin, destination, Level.PREFECTURE):
        return False
    here, there = origin.at(Level.COUNTY), destination.at(Level.COUNTY)
    if here is None or there is None:
        return None
    if here == there or not here.level is there.level is Level.DISTRICT:
        return False
    if here.parent is None or there.parent is None:
        return None
    return here.parent == there.parent
