"""What is true of a synthetic county: its schedules, what they make one expect, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.datasets.register.events import chance_of_conforming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.datasets.register.people import People
    from famplan.datasets.register.schedules import Schedules
    from famplan.datasets.register.simulation import Lives
    from famplan.datasets.register.unions import Couples

__all__ = ["RegisterTruth", "expected_conformity", "expected_rates", "happened", "person_years"]

_REPRODUCTIVE = slice(4, 11)
"""15–19, …, 45–49 among the age groups of the death rates: 0, 1–4, 5–9, …"""


@attrs.frozen(kw_only=True, eq=False)
class RegisterTruth:
    """The truth beside a synthetic register.

    Parameters
    ----------
    schedules : Schedules
        The schedules that the lives follow, with sources.
    expected : mapping of str to float or list
        Rates that the schedules make one expect of the residents as they are, per one: ``TFR``,
        ``ASFR`` (15–19, …, 45–49), ``TFR_ORDER`` (orders 1, 2, 3 and over), ``SRB``, and by year
        ``CBR``, ``CDR``, ``GFR``, ``FIRST_BIRTH_SHARE``, and of the births that happened
        ``PCR`` and ``CONFORMING_SECOND``; what is counted differs from it by chance only.
    happened : mapping of str to list or float
        Counts by calendar year, before any fault was planted: births by sex, deaths, marriages of
        whom one at least lived there on the day, divorces, person-years; on the last day of each
        year the population, married women of 15–49 and how many of them use a method, hence
        ``CPR``.
    planted : mapping of str to mapping of str to ndarray
        Rows of each kind of fault (see `Faults`), counted from 0 in the table that was spoilt, and
        what stood there before. Of births left out everything is kept.
    """

    schedules: Schedules
    expected: Mapping[str, Any]
    happened: Mapping[str, Any]
    planted: Mapping[str, Mapping[str, NDArray[Any]]]


def person_years(
    people: People, ages: NDArray[np.int64], first: int, last: int
) -> NDArray[np.float64]:
    """Return person-years of residents between two days at most a year apart, by sex and age."""
    begins = np.maximum(people.first_day(), first)
    ends = np.minimum(people.last_day(), last)
    here = ends > begins
    begins, ends, birth = begins[here], ends[here], people.birth[here]
    edges = np.append(ages, 200) * 365.25
    group = np.searchsorted(edges, begins - birth, side="right") - 1
    # In a year nobody passes two bounds but those who are born in it: at one they leave it.
    passes = birth + edges[group + 1]
    before = np.minimum(ends, passes) - begins
    after = np.maximum(ends - passes, 0)
    cells = people.male[here] * len(ages)
    size = 2 * len(ages)
    days = np.bincount(cells + group, before, size)
    days += np.bincount(cells + np.minimum(group + 1, len(ages) - 1), after, size)
    return np.asarray(days.reshape(2, -1) / 365.25)


def expected_rates(schedules: Schedules, exposure: NDArray[np.float64]) -> dict[str, Any]:
    """Return what the schedules make one expect of person-years by year, sex and age."""
    mortality = schedules.published["mortality"]
    rates = np.array([mortality["female"], mortality["male"]])
    people = exposure.sum(axis=(1, 2))
    women = exposure[:, 0, _REPRODUCTIVE]
    by_order = schedules.by_order
    births = women @ by_order.T
    boys = births * schedules.chance_of_boy(np.arange(1, len(by_order) + 1))
    grouped = np.vstack([by_order[:2], by_order[2:].sum(axis=0)])
    return {
        "TFR": schedules.total,
        "ASFR": schedules.age_specific.tolist(),
        "TFR_ORDER": (5 * grouped.sum(axis=1)).tolist(),
        "SRB": float(boys.sum() / (births - boys).sum()),
        "CBR": (births.sum(axis=1) / people).tolist(),
        "CDR": ((exposure * rates).sum(axis=(1, 2)) / people).tolist(),
        "GFR": (births.sum(axis=1) / women.sum(axis=1)).tolist(),
        "FIRST_BIRTH_SHARE": (births[:, 0] / births.sum(axis=1)).tolist(),
    }


def expected_conformity(
    schedules: Schedules, lives: Lives, bounds: NDArray[np.int64]
) -> dict[str, list[float]]:
    """Return the share of the births between bounds that one expects to conform to policy."""
    chance, births = chance_of_conforming(schedules, lives), lives.births
    found = {}
    for name, rows in (("PCR", births.order > 0), ("CONFORMING_SECOND", births.order == 2)):  # noqa: PLR2004
        born = np.histogram(births.day[rows], bounds)[0]
        conforming = np.histogram(births.day[rows], bounds, weights=chance[rows])[0]
        found[name] = (conforming / np.maximum(born, 1)).tolist()
    return found


def happened(
    lives: Lives, exposure: NDArray[np.float64], bounds: NDArray[np.int64]
) -> dict[str, Any]:
    """Count what happened between the bounds of calendar years."""
    people, births, couples = lives.people, lives.births, lives.couples
    died = (people.death >= people.first_day()) & (people.death < people.until)
    ends = [_on_a_day(lives, int(day) - 1) for day in bounds[1:]]
    counts = {
        "births_female": births.day[~births.male],
        "births_male": births.day[births.male],
        "deaths": people.death[died],
        "marriages": couples.married[_married_here(people, couples)],
        "divorces": couples.ended[couples.ended_by == 0],
    }
    return {
        **{name: _between(days, bounds) for name, days in counts.items()},
        "person_years": exposure.sum(axis=(1, 2)).tolist(),
        **{name: [day[name] for day in ends] for name in ends[0]},
        "CPR": [day["users"] / max(day["married_women"], 1) for day in ends],
    }


def _married_here(people: People, couples: Couples) -> NDArray[np.bool_]:
    """Tell of which couples one at least lived in the county on the day of the wedding."""
    here = np.zeros(len(couples), dtype=bool)
    for who in (couples.wife, couples.husband):
        known = np.maximum(who, 0)
        came, left = people.since[known], people.until[known]
        here |= (who >= 0) & (came <= couples.married) & (left >= couples.married)
    return here


def _between(days: NDArray[np.int64], bounds: NDArray[np.int64]) -> list[int]:
    """Count the days from each bound to before the next."""
    counted: list[int] = np.diff(np.searchsorted(np.sort(days), bounds)).tolist()
    return counted


def _on_a_day(lives: Lives, day: int) -> dict[str, int]:
    people, couples, spells = lives.people, lives.couples, lives.spells
    there = (people.first_day() <= day) & (people.last_day() > day)
    married = np.zeros(len(people), dtype=bool)
    holds = (couples.married <= day) & (couples.ended > day)
    married[couples.wife[holds]] = True
    age = (day - people.birth) / 365.25
    married &= there & (age >= 15) & (age < 50)  # noqa: PLR2004 - 15 to 49
    using = np.zeros(len(people), dtype=bool)
    using[spells.woman[(spells.started <= day) & (spells.stopped > day)]] = True
    return {
        "population": int(np.count_nonzero(there)),
        "married_women": int(np.count_nonzero(married)),
        "users": int(np.count_nonzero(married & using)),
    }
