"""What the files of a projection lack together, and what in them does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.errors import AgeGroupsError, FamplanError
from famplan.projection.cohort.mortality import DeathRates, survival_path
from famplan.projection.cohort.reading import mothers_among, read_ages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.projection.plans.findings import PlanFindings
    from famplan.projection.plans.tables import FigureTable

__all__ = ["check_together"]

_NEEDED = (("population",), ("fertility_rate",), ("death_rate", "survival"))
_EITHER = (("death_rate", "survival"), ("net_migrants", "migration_rate"))
_SAME_AGES = {"survival", "net_migrants", "migration_rate"}


def check_together(
    name: str,
    settings: Mapping[str, Any],
    tables: Mapping[str, FigureTable],
    findings: PlanFindings,
) -> None:
    """Note what is missing or does not fit; tables that have faults of their own come first."""
    if any(one.file != name or not one.column for one in findings):
        return  # what is missing may only be faulty
    for wanted in _NEEDED:
        if not set(wanted) & set(tables):
            findings.add(name, "", f"no {' or '.join(wanted)} in any table")
    for pair in _EITHER:
        if set(pair) <= set(tables):
            findings.add(name, "", f"both {' and '.join(pair)}", remedy="keep one of the two")
    _check_choices(name, settings, tables, findings)
    if "population" in tables:
        _check_ages(tables, findings)
    if not len(findings):
        _check_rates(name, settings, tables, findings)


def _check_choices(
    name: str,
    settings: Mapping[str, Any],
    tables: Mapping[str, FigureTable],
    findings: PlanFindings,
) -> None:
    noted = {one.column for one in findings}
    mortality = settings.get("mortality", {})
    if "death_rate" in tables and "a0" not in mortality and "mortality.a0" not in noted:
        findings.add(name, "mortality.a0", "is missing", remedy='write a0 = "andreev-kingkade"')
    if "death_rate" not in tables and "form" in mortality:
        findings.add(name, "mortality.form", "a path needs death rates", remedy="give death_rate")
    moving = {"net_migrants", "migration_rate"} & set(tables)
    timed = "timing" in settings.get("migration", {}) or "migration.timing" in noted
    if moving and not timed:
        findings.add(name, "migration.timing", "is missing", remedy='write timing = "halves"')


def _check_ages(tables: Mapping[str, FigureTable], findings: PlanFindings) -> None:
    people = tables["population"]
    try:
        read_ages(people.ages)
    except AgeGroupsError as error:
        findings.add(people.file, "age", str(error))
    for column, table in tables.items():
        if table.areas != ("",) and set(table.areas) != set(people.areas):
            other = sorted(set(table.areas) ^ set(people.areas))
            whose = "the population" if other[0] in people.areas else column
            findings.add(
                table.file,
                "area",
                f"{column} is not of the areas of the population: {other[0] or 'no area'} is of "
                f"{whose} alone",
            )
        if column in _SAME_AGES and table.ages != people.ages:
            findings.add(table.file, "age", f"{column} has other ages than the population")


def _check_rates(
    name: str,
    settings: Mapping[str, Any],
    tables: Mapping[str, FigureTable],
    findings: PlanFindings,
) -> None:
    """Note rates that the population's ages cannot use."""
    people, births = tables["population"], tables["fertility_rate"]
    try:
        mothers_among(births.ages, people.ages)
    except AgeGroupsError as error:
        findings.add(births.file, "age", f"fertility_rate: {error.problem}", remedy=error.remedy)
    deaths = tables.get("death_rate")
    if deaths is None:
        return
    mortality = settings["mortality"]
    finer = not set(people.ages.bounds) <= set(deaths.ages.bounds)
    if finer and "expansion" not in mortality and people.ages.bounds[-1] <= deaths.ages.bounds[-1]:
        findings.add(
            name,
            "mortality.expansion",
            "is missing: the population has finer ages than death_rate",
            remedy='write expansion = "smooth"',
        )
        return
    try:
        rates = DeathRates(
            values=deaths.values,
            ages=deaths.ages,
            a0=mortality["a0"],
            expansion=mortality.get("expansion"),
        )
        survival_path(rates, ages=people.ages, steps=1)
    except FamplanError as error:
        findings.add(deaths.file, "age", f"death_rate: {error}")
