"""Women's lives for synthetic surveys: ages, births and children's deaths, drawn from rates.

In each month a woman has a birth with the monthly part of the rate of her age. After a birth there
is none for `REST` months, so the risk of the others is raised by as much as the resting women take
away; the mean over all women is then exactly the rate asked for. There are no twins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = [
    "RANKS",
    "REST",
    "STEPS",
    "ages_at_interview",
    "ages_interviewed",
    "birth_months",
    "births_of",
    "child_deaths_of",
    "cumulated_risk",
]

RANKS = 20
"""Births that the recode layout has room for, the latest first."""
REST = 9
"""Months after a birth in which there is no other."""
STEPS = 16
"""Steps in which the effects of clusters lie, evenly around one."""

_YOUNGEST, _BEYOND = 15 * 12, 50 * 12  # ages in months at interview
_FAR = 1000.0  # more than any cumulated risk, to keep types of women apart on one axis


def ages_interviewed() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Ages in months at interview and their shares; each year has two per cent fewer women."""
    months = np.arange(_YOUNGEST, _BEYOND)
    share = np.exp(-0.02 * months / 12)
    return months, share / share.sum()


def ages_at_interview(random: np.random.Generator, women: int) -> NDArray[np.int64]:
    """Draw ages in months at interview."""
    months, share = ages_interviewed()
    edges = np.cumsum(share)
    drawn = np.searchsorted(edges, random.random(women), side="right")
    return months[np.minimum(drawn, len(months) - 1)]


def cumulated_risk(
    level: NDArray[np.float64], schedule: NDArray[np.float64], *, spread: float
) -> NDArray[np.float64]:
    """Cumulate the risk of a birth over months of age from 0 to 49 years, by type of woman."""
    steps = np.arange(STEPS) - (STEPS - 1) / 2
    effect = 1 + spread * steps / steps.std()
    levels = np.outer(level, effect).ravel()
    monthly = np.zeros(_BEYOND)
    monthly[10 * 12 :] = np.repeat(schedule, 5 * 12) / 12
    chance = levels[:, None] * monthly
    # Those who gave birth in the last months are resting: the others carry the whole rate.
    past = np.cumsum(chance, axis=1) - chance
    resting = past - np.pad(past, ((0, 0), (REST, 0)))[:, :_BEYOND]
    if (chance < 0).any() or (resting + chance >= 1).any():
        raise InvalidInputError(
            "schedule", f"rates below 0, or too high for {REST} months of rest after each birth"
        )
    return np.asarray(np.cumsum(-np.log1p(-chance / (1 - resting)), axis=1))


def births_of(
    random: np.random.Generator,
    risk: NDArray[np.float64],
    *,
    kind: NDArray[np.int64],
    age: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Draw ages in months at births up to the interview, the first birth first; -1 is none."""
    axis = (risk + _FAR * np.arange(len(risk))[:, None]).ravel()
    # Room for more births than the layout has: of those, the latest are kept.
    births = np.full((len(age), 2 * RANKS), -1)
    open_ = np.arange(len(age))
    month = np.zeros(len(age), dtype=np.int64)
    for rank in range(births.shape[1]):
        spent = axis[kind[open_] * _BEYOND + month]
        reached = np.searchsorted(axis, spent + random.exponential(size=len(open_)))
        month = reached - kind[open_] * _BEYOND
        stays = month <= age[open_]
        stays &= month < _BEYOND
        open_, month = open_[stays], month[stays]
        births[open_, rank] = month
        month = np.minimum(month + REST, _BEYOND - 1)
    return births


def birth_months(
    births: NDArray[np.int64], v011: NDArray[np.int64]
) -> dict[str, NDArray[np.int64] | NDArray[np.float64]]:
    """Turn ages at births into birth months, the latest first, with their number and the first."""
    number = (births >= 0).sum(axis=1)
    place = number[:, None] - 1 - np.arange(RANKS)
    latest = np.take_along_axis(births, np.maximum(place, 0), axis=1)
    months = np.where(place >= 0, latest + v011[:, None], np.nan)
    first = np.where(number > 0, births[:, 0] // 12, np.nan)
    ranked = {f"b3_{rank + 1:02d}": months[:, rank].copy() for rank in range(RANKS)}
    return {"v201": number, "v212": first, **ranked}


def child_deaths_of(
    random: np.random.Generator, columns: Mapping[str, NDArray[np.int64] | NDArray[np.float64]]
) -> dict[str, NDArray[np.int64] | NDArray[np.float64]]:
    """Let one child in fifteen die before five, most in the first year."""
    result: dict[str, NDArray[np.int64] | NDArray[np.float64]] = {}
    for rank in range(1, RANKS + 1):
        born = columns[f"b3_{rank:02d}"]
        at = np.floor(60 * random.random(len(born)) ** 3)
        dead = (random.random(len(born)) < 1 / 15) & (born + at <= columns["v008"])
        result[f"b5_{rank:02d}"] = np.where(np.isnan(born), np.nan, ~dead)
        result[f"b7_{rank:02d}"] = np.where(dead, at, np.nan)
    return result
