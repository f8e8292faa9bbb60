"""Where people stand on a day: which unit they live in and are registered in, and for how long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.model.dates import completed_age
from famplan.tabulate.register.places import NO_LEVEL
from famplan.tabulate.register.records import NOBODY, UNKNOWN_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.model.residence import MinimumStay
    from famplan.tabulate.register.setting import Setting

__all__ = ["GONE", "MEETINGS", "OLDEST", "SIDES", "STAYS", "Day", "Standing"]

OLDEST = 100
"""The last age by itself is 99; this stands for 100 and over."""
AGE_COLUMNS = OLDEST + 2
"""Single years of age, 100 and over, unknown."""
SIDES = ("lives", "registered")
"""Whether a row counts people where they live or, if that is elsewhere, where registered."""
GONE = -1
"""Meeting of who has left for a place that is not known."""
MEETINGS = tuple(range(GONE, NO_LEVEL + 1))
"""Rank of the lowest area that the places of living and of registration share."""
STAYS = (False, True)
"""Whether a stay has lasted the minimum."""
_LIVES, _REGISTERED = 0, 1
_DAYS = 47_000  # more than 128 years: who is older is in the last age group anyway


@attrs.frozen(kw_only=True, eq=False)
class Day:
    """A day of counting, at its first moment: who is born or dies on it does so after.

    Parameters
    ----------
    on : int
        The day.
    reached : int
        The last day since which a stay has lasted the minimum.
    ages : ndarray
        Age column by days lived.
    """

    on: int
    reached: int
    ages: NDArray[np.int8]

    @classmethod
    def of(cls, on: int, minimum_stay: MinimumStay | None) -> Day:
        """Work out ages and the reach of the minimum stay."""
        lived = np.arange(_DAYS)
        day = np.datetime64(on, "D")
        ages = completed_age(day - lived, np.full(_DAYS, day))
        return cls(
            on=on,
            reached=on if minimum_stay is None else _reach(on, minimum_stay),
            ages=np.minimum(ages, OLDEST).astype(np.int8),
        )

    def age_columns(self, birth: NDArray[Any]) -> NDArray[np.int64]:
        """Return the age column of each person born before the day."""
        lived = self.on - np.clip(birth, self.on - _DAYS + 1, self.on).astype(np.int64)
        columns: NDArray[np.int64] = self.ages[lived].astype(np.int64)
        columns[birth == UNKNOWN_DAY] = AGE_COLUMNS - 1
        return columns


def _reach(on: int, minimum_stay: MinimumStay) -> int:
    """Return the last day since which a stay is long enough on a day."""
    day = date(1970, 1, 1) + timedelta(days=on)
    since = day - timedelta(days=minimum_stay.months * 28 + minimum_stay.days)
    while not minimum_stay.reached(since=since, on=day):
        since -= timedelta(days=1)
    return on - (day - since).days


@attrs.frozen(kw_only=True, eq=False)
class Standing:
    """People of a block who count on a day, each with unit, side, meeting and stay.

    Who lives elsewhere than where they are registered stands in two rows: in the unit where they
    live and in the unit where they are registered. `rows` tells who they are.
    """

    rows: NDArray[np.int64]
    unit: NDArray[np.int32]
    side: NDArray[np.int8]
    meeting: NDArray[np.int8]
    stay: NDArray[np.int8]

    @classmethod
    def of(cls, setting: Setting, day: Day, part: slice) -> Standing:
        """Find where the people of a block stand."""
        people, units = setting.people, setting.units
        there = _alive(setting, day, part)
        rows = np.flatnonzero(there) + part.start
        area, registered = people.area[rows], people.registered[rows]
        since, until = people.since[rows], people.until[rows]
        left = (until != UNKNOWN_DAY) & (until < day.on)
        here = (since < day.on) & ~left
        stay = (since <= day.reached).astype(np.int8)
        if setting.minimum_stay is not None:
            stay[since == UNKNOWN_DAY] = NOBODY
        meeting = np.full(len(rows), NOBODY_KNOWS, dtype=np.int8)
        known = (area >= 0) & (registered >= 0)
        meeting[known] = setting.areas.meeting(area[known], registered[known])
        lives = _at(units, area, meeting, stay, rows, _LIVES).picked(here)
        away = np.where(left, (until <= day.reached).astype(np.int8), np.int8(NOBODY))
        if setting.minimum_stay is None:
            away[~left] = 1  # who has not come yet is elsewhere
        away = np.where(here, np.where(area >= 0, stay, NOBODY), away).astype(np.int8)
        apart = np.where(here & (area >= 0), meeting, GONE).astype(np.int8)
        elsewhere = (registered >= 0) & (apart < units.rank[units.code[registered]])
        theirs = _at(units, registered, apart, away, rows, _REGISTERED).picked(elsewhere)
        return lives.stacked_on(theirs)

    def picked(self, rows: NDArray[np.bool_]) -> Standing:
        """Pick rows."""
        places = np.flatnonzero(rows)
        if len(places) == len(rows):
            return self
        return Standing(**{n: getattr(self, n).take(places) for n in attrs.fields_dict(Standing)})

    def stacked_on(self, other: Standing) -> Standing:
        """Append other rows."""
        if not len(other.rows):
            return self
        names = attrs.fields_dict(Standing)
        both = {n: (getattr(self, n), getattr(other, n)) for n in names}
        return Standing(**{n: np.concatenate(parts) for n, parts in both.items()})

    @property
    def codes(self) -> list[NDArray[Any]]:
        """Side, meeting and stay as codes of their values."""
        unknown = self.meeting == NOBODY_KNOWS
        return [self.side, np.where(unknown, NOBODY, self.meeting - GONE), self.stay]


NOBODY_KNOWS = -2


def _alive(setting: Setting, day: Day, part: slice) -> NDArray[np.bool_]:
    people = setting.people
    death = people.death[part]
    there: NDArray[np.bool_] = death >= day.on
    there |= death == UNKNOWN_DAY
    there &= people.birth[part] < day.on
    there &= people.used[part]
    return there


def _at(  # noqa: PLR0913, PLR0917 - a row for each, with where and how they stand
    units: Any,  # noqa: ANN401 - the units of a setting, which imports this module's neighbours
    area: NDArray[Any],
    meeting: NDArray[np.int8],
    stay: NDArray[np.int8],
    rows: NDArray[np.int64],
    side: int,
) -> Standing:
    unit = units.code[area]
    meeting, stay = settled(meeting, stay, units.rank[unit])
    return Standing(
        rows=rows,
        unit=unit,
        side=np.full(len(rows), side, dtype=np.int8),
        meeting=meeting,
        stay=stay,
    )


def settled(
    meeting: NDArray[Any], stay: NDArray[Any], rank: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Forget what a unit of a rank does not need: how long its own people have been there."""
    inside = meeting >= rank
    return np.where(inside, rank, meeting), np.where(inside, np.int8(1), stay)
