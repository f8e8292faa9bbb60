"""Statuses of units with the days on which they begin and end, and what laggards should reach."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs

from famplan.assessment.history import History, YearRecord
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.model.dates import plain_date
from famplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

__all__ = [
    "Conversion",
    "Listed",
    "OnCourse",
    "Spell",
    "Stage",
    "conversion_stages",
    "history_of_spells",
    "status_name",
]

Listed: TypeAlias = Literal["any day", "last day", "every day"]
"""What it means that a unit had a status in a year: the sources do not say."""


@attrs.frozen
class Spell:
    """A time in which a unit had a status: from `since` on, and no longer on `until`.

    Parameters
    ----------
    status : str
        Which one, such as ``"key-managed"``.
    since : date
        First day.
    until : date, optional
        First day no longer; None while it lasts.

    Raises
    ------
    DefinitionError
        It ends before it begins, or an end is not a date.

    Examples
    --------
    >>> from datetime import date
    >>> spell = Spell("key-managed", date(2006, 3, 1), date(2008, 1, 1))
    >>> spell.holds(date(2007, 12, 31)), spell.holds(date(2008, 1, 1))
    (True, False)
    """

    status: str
    since: date
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check that there is a day in it."""
        plain_date(self.since, "since", error=DefinitionError)
        if self.until is not None:
            plain_date(self.until, "until", error=DefinitionError)
            if self.until <= self.since:
                problem = f"{self.until} is not after since {self.since}"
                raise DefinitionError("until", problem, remedy="until is the first day no longer")

    def holds(self, on: date) -> bool:
        """Whether the unit has the status on a day."""
        return self.since <= on and (self.until is None or on < self.until)


def history_of_spells(
    spells: Sequence[Spell],
    *,
    years: Iterable[int],
    listed: Listed,
    statistical: bool,
) -> History:
    """Turn spells into years with and without each status.

    Parameters
    ----------
    spells : sequence of Spell
        All spells of the unit: a day in none of them is one without the status.
    years : iterable of int
        Years of assessment, over which the spells are complete.
    listed : {"any day", "last day", "every day"}
        On which days of a year the unit must have the status for the year to count.
    statistical : bool
        Whether years run from 1 October to 30 September.

    Returns
    -------
    History
        Without sanctions: those are not known from spells.

    Raises
    ------
    DefinitionError
        An unknown `listed`.

    Examples
    --------
    >>> from datetime import date
    >>> spells = [Spell("key-managed", date(2006, 3, 1), date(2008, 1, 1))]
    >>> past = history_of_spells(
    ...     spells, years=range(2005, 2009), listed="any day", statistical=False
    ... )
    >>> past.run_of("key-managed", last=2007), past.run_of("key-managed", last=2008)
    ((2, 2), (0, 0))
    """
    one_of(listed, get_args(Listed), argument="listed")
    statuses = {spell.status for spell in spells}
    year_of = Period.statistical_year if statistical else Period.calendar_year
    periods = {year: year_of(year) for year in years}
    return History(
        [
            YearRecord(
                year, statuses={one: _is_listed(one, spells, period, listed) for one in statuses}
            )
            for year, period in periods.items()
        ]
    )


def _is_listed(status: str, spells: Sequence[Spell], period: Period, listed: Listed) -> bool:
    days = [_days_in(spell, period) for spell in spells if spell.status == status]
    if listed == "any day":
        return any(days)
    if listed == "every day":
        return len(set().union(*days)) == period.days
    return period.stop.toordinal() - 1 in set().union(*days)


def _days_in(spell: Spell, period: Period) -> range:
    stop = period.stop if spell.until is None else min(spell.until, period.stop)
    return range(max(spell.since, period.start).toordinal(), stop.toordinal())


@cache
def _data() -> dict[str, Any]:
    file = resources.files("famplan.assessment") / "data" / "statuses.toml"
    return loads(file.read_text(encoding="utf-8"))


def status_name(code: str) -> tuple[str, str]:
    """Return the names of a status in both languages; its code where it is not a known one.

    Examples
    --------
    >>> status_name("key-managed")
    ('Key-managed unit', '重管单位')
    """
    for row in _data()["status"]:
        if row["code"] == code:
            return row["name"], row["name_zh"]
    return code, code


@attrs.frozen(kw_only=True)
class Stage:
    """What a laggard should have reached in a year of its conversion."""

    year: int
    """Year of the conversion, from 1."""
    code: str
    name: str
    name_zh: str
    source: Source


@cache
def conversion_stages() -> tuple[Stage, ...]:
    """Return the three stages of report S3: out of the laggards, up to level, advanced.

    Examples
    --------
    >>> [(stage.year, stage.name_zh) for stage in conversion_stages()]
    [(1, '甩后进'), (2, '上水平'), (3, '创先进')]
    """
    rows = _data()["conversion"]
    source = Source(**rows["source"])
    return tuple(Stage(**row, source=source) for row in rows["stage"])


class OnCourse(StrEnum):
    """How a conversion stands against its schedule."""

    ON_COURSE = "on course"
    BEHIND = "behind"
    UNKNOWN = "unknown"

    @property
    def name_zh(self) -> str:
        """Chinese name.

        Examples
        --------
        >>> OnCourse.BEHIND.name_zh
        '落后于进度'
        """
        return {"on course": "符合进度", "behind": "落后于进度", "unknown": "不详"}[self]


@attrs.frozen(kw_only=True)
class Conversion:
    """A laggard on its way: which stage is due, and which was reached.

    Parameters
    ----------
    entered : int
        Year in which the unit was listed as a laggard; the year after is the first.
    year : int
        Year looked at.
    reached : int, optional
        Number of the stage reached, 0 for none; None where it is not known.
    stages : sequence of Stage
        The schedule.

    Raises
    ------
    DefinitionError
        The year looked at is before the unit was listed, or there is no such stage.

    Examples
    --------
    >>> second = Conversion(entered=2006, year=2008, reached=1)
    >>> second.expected.name_zh, str(second.verdict)
    ('上水平', 'behind')
    """

    entered: int
    year: int
    reached: int | None
    stages: tuple[Stage, ...] = attrs.field(factory=conversion_stages, converter=tuple)

    def __attrs_post_init__(self) -> None:
        """Check year and stage."""
        if self.year < self.entered:
            raise DefinitionError("year", f"{self.year} is before it was listed ({self.entered})")
        if self.reached is not None and not 0 <= self.reached <= len(self.stages):
            problem = f"{self.reached} is none of 0 to {len(self.stages)}"
            raise DefinitionError("reached", problem, remedy="give the number of the stage")

    @property
    def expected(self) -> Stage | None:
        """The stage that is due; None in the year of listing, the last one from its year on."""
        due = [stage for stage in self.stages if stage.year <= self.year - self.entered]
        return due[-1] if due else None

    @property
    def verdict(self) -> OnCourse:
        """Whether the stage reached is the one that is due, or a later one."""
        if self.expected is None:
            return OnCourse.ON_COURSE
        if self.reached is None:
            return OnCourse.UNKNOWN
        due = self.stages.index(self.expected) + 1
        return OnCourse.ON_COURSE if self.reached >= due else OnCourse.BEHIND
