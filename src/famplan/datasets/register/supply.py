"""The tables of the office itself: money, stations, staff and supplies, by township."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.datasets.register.areas import COUNTY
from famplan.datasets.register.columns import dates, keys, whole
from famplan.model.area import Level
from famplan.readers.words import Qualification

if TYPE_CHECKING:
    from famplan.datasets.register.areas import AreaTree
    from famplan.datasets.register.columns import Table
    from famplan.datasets.register.plan import Plan

__all__ = ["funding_table", "staff_table", "stations_table", "supplies_table"]

_USES = np.array(["operating", "procedures", "reward and assistance", "publicity"])
_ITEMS = np.array(["male condom", "oral pill cycle", "IUD", "implant"])
_PER_MONTH = np.array([0.30, 0.02, 0.004, 0.0003])  # issued per person
_ROLES = np.array(["service", "statistics", "management"])


def funding_table(random: np.random.Generator, plan: Plan, tree: AreaTree) -> Table:
    """List the money by township, year and use: some 30 yuan a person in the first year."""
    towns = tree.townships
    year, town, use = (
        grid.ravel()
        for grid in np.meshgrid(np.array(plan.years), towns, np.arange(len(_USES)), indexing="ij")
    )
    base = plan.persons / len(towns) * 30 / len(_USES) * 1.08 ** (year - plan.years[0])
    return {
        "line": keys(len(year)),
        "year": whole(year),
        "level": np.where(use == 1, str(Level.COUNTY), str(Level.TOWNSHIP)),
        "use": _USES[use],
        "yuan": np.round(base * random.uniform(0.8, 1.2, len(year)), 2),
        "area": tree.code[town],
    }


def stations_table(tree: AreaTree, start: int) -> Table:
    """List one station of the county and one of each township."""
    area = np.append(COUNTY, tree.townships)
    county = area == COUNTY
    return {
        "station": keys(len(area)),
        "level": tree.level[area],
        "capabilities": np.where(county, "all procedures", "IUD, checks, supplies"),
        "opened": dates(np.full(len(area), start - 3650)),
        "closed": np.full(len(area), np.datetime64("NaT", "D")),
        "area": tree.code[area],
    }


def staff_table(random: np.random.Generator, plan: Plan, tree: AreaTree) -> Table:
    """List the posts: about one for 2,500 people, and some who left between two days."""
    stations = np.append(COUNTY, tree.townships)
    number = max(plan.persons // 2500, len(stations))
    station = np.concatenate(
        [np.arange(len(stations)), random.integers(0, len(stations), number - len(stations))]
    )
    leaves = random.random(number) < 0.2  # noqa: PLR2004 - an assumption
    until = np.where(leaves, random.integers(plan.start, plan.end, number), np.iinfo(np.int32).max)
    qualifications = np.array([str(word) for word in Qualification])
    return {
        "post": keys(number),
        "station": station + 1,
        "role": random.choice(_ROLES, number, p=[0.7, 0.15, 0.15]),
        "qualification": random.choice(qualifications, number, p=[0.3, 0.25, 0.25, 0.1, 0.1]),
        "since": dates(plan.start - random.integers(30, 5000, number)),
        "until": dates(until),
        "pay": np.round(random.normal(36_000, 6_000, number), 2),
        "area": tree.code[stations[station]],
    }


def supplies_table(random: np.random.Generator, plan: Plan, tree: AreaTree) -> Table:
    """List what townships received, issued and lost in each month."""
    towns, months = tree.townships, plan.months
    month, town, item = (
        grid.ravel()
        for grid in np.meshgrid(
            np.arange(len(months)), towns, np.arange(len(_ITEMS)), indexing="ij"
        )
    )
    issued = random.poisson(plan.persons / len(towns) * _PER_MONTH[item]).astype(np.float64)
    lost = random.binomial(issued.astype(np.int64), 0.005).astype(np.float64)
    return {
        "entry": keys(len(month)),
        "item": _ITEMS[item],
        "on": months[month].astype("datetime64[D]"),
        "received": np.ceil((issued + lost) / 10) * 10,
        "issued": issued,
        "lost": lost,
        "area": tree.code[town],
    }
