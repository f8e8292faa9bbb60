"""A projection as files tell it, ready to be run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.projection.cohort.migration import Migration
from famplan.projection.cohort.mortality import DeathRates
from famplan.projection.cohort.projecting import project
from famplan.projection.plans.findings import PlanFindings
from famplan.projection.plans.settings import read_settings, shocks_of
from famplan.projection.plans.tables import FigureTable, read_tables
from famplan.projection.plans.together import check_together
from famplan.projection.scenarios.fertility import fertility_path, replacement_fertility
from famplan.projection.scenarios.mortality import life_expectancy_path
from famplan.projection.uncertainty.drawing import simulate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

    from famplan.formulas.arrays import FloatArray
    from famplan.projection.cohort.result import Projection
    from famplan.projection.uncertainty.fan import Fan
    from famplan.projection.uncertainty.shocks import Shocks

__all__ = ["Plan", "read_plan"]


@attrs.frozen(eq=False, repr=False)
class Plan:
    """What files say about a projection.

    Parameters
    ----------
    settings : mapping
        The choices of the TOML file.
    tables : mapping of str to FigureTable
        Columns of figures.
    """

    settings: Mapping[str, Any]
    tables: Mapping[str, FigureTable]

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.settings.get("title", ""))

    @property
    def start(self) -> int:
        """The year of the first population."""
        return int(self.settings["start"])

    @property
    def areas(self) -> tuple[str, ...]:
        """Names of the areas; none if there is one without a name."""
        names = self.tables["population"].areas
        return () if names == ("",) else names

    @property
    def shocks(self) -> Shocks:
        """What strays."""
        return shocks_of(self.settings)

    def project(self, until: int) -> Projection:
        """Carry the population forward, see `famplan.projection.project`."""
        return project(**self._arguments(until), areas=self.areas)

    def simulate(self, until: int, **options: Any) -> Fan:  # noqa: ANN401 - of simulate
        """Draw paths, see `famplan.projection.simulate`.

        Raises
        ------
        DefinitionError
            The files say of nothing how far it strays, or there are several areas.
        """
        if not self.settings.get("uncertainty"):
            raise DefinitionError(
                "uncertainty",
                "nothing strays",
                remedy="write [uncertainty] fertility = [0.03, 0.9]",
            )
        if self.areas:
            raise DefinitionError("paths", "several areas", remedy="give the files of one")
        return simulate(**self._arguments(until), shocks=self.shocks, **options)

    def _figures(self, name: str) -> FloatArray:
        """Figures of every area, or of all together without an area axis."""
        table = self.tables[name]
        if not self.areas or table.areas == ("",):
            return np.asarray(table.values[0])
        order = [table.areas.index(area) for area in self.areas]
        return np.asarray(table.values[order])

    def _arguments(self, until: int) -> dict[str, Any]:
        people = self.tables["population"]
        arguments = {
            "population": self._figures("population"),
            "ages": people.ages,
            "start": self.start,
            "until": until,
            "mortality": self._mortality(until),
            "mothers": self.tables["fertility_rate"].ages,
            "sex_ratio_at_birth": self.settings["sex_ratio_at_birth"],
            "migration": self._migration(),
        }
        return arguments | {"fertility": self._fertility(until, arguments)}

    def _mortality(self, until: int) -> Any:  # noqa: ANN401 - as in project
        if "survival" in self.tables:
            return self._figures("survival")
        choices = self.settings.get("mortality", {})
        rates = DeathRates(
            values=self._figures("death_rate"),
            ages=self.tables["death_rate"].ages,
            a0=choices["a0"],
            expansion=choices.get("expansion"),
        )
        if choices.get("form", "constant") == "constant":
            return rates
        goal = choices["life_expectancy"]
        return life_expectancy_path(
            rates,
            target=[goal["female"], goal["male"]],
            start=self.start,
            until=until,
            width=int(self.tables["population"].ages.widths[0]),
            by=choices["by"],
            form=choices["form"],
        )

    def _fertility(self, until: int, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401
        choices, schedule = self.settings.get("fertility", {}), self._figures("fertility_rate")
        form, mothers = choices.get("form", "constant"), self.tables["fertility_rate"].ages
        target = choices.get("target")
        if target == "replacement":
            level = replacement_fertility(
                schedule,
                ages=arguments["ages"],
                mothers=mothers,
                mortality=DeathRates(
                    values=self._figures("death_rate"),
                    ages=self.tables["death_rate"].ages,
                    a0=self.settings["mortality"]["a0"],
                    expansion=self.settings["mortality"].get("expansion"),
                )
                if "death_rate" in self.tables
                else arguments["mortality"],
                sex_ratio_at_birth=arguments["sex_ratio_at_birth"],
            )
            target = (level * mothers.widths).sum(axis=-1)
        return fertility_path(
            schedule,
            mothers=mothers,
            start=self.start,
            until=until,
            form=form,
            target=target,
            by=choices.get("by"),
        )

    def _migration(self) -> Migration | None:
        for name, measure in (("net_migrants", "counts"), ("migration_rate", "rates")):
            if name in self.tables:
                timing = self.settings["migration"]["timing"]
                return Migration(values=self._figures(name), measure=measure, timing=timing)  # type: ignore[arg-type] # one of the two above
        return None

    def __repr__(self) -> str:
        """Name the plan, its year and its columns."""
        areas = f", {len(self.areas)} areas" if self.areas else ""
        return f"<{self.title or 'plan'}: from {self.start}{areas}, {', '.join(self.tables)}>"


def read_plan(*inputs: Path | Traversable | str) -> Plan:
    r"""Read the files of a projection: one TOML file of choices, and CSV files of figures.

    CSV files are those named here and those that the TOML file lists under ``tables``, which lie
    beside it. They are known by their columns: ``age``, ``sex``, perhaps ``area``, and figures
    ``population``, ``death_rate`` or ``survival``, ``fertility_rate``, ``net_migrants`` or
    ``migration_rate``, in one file or in several.

    Raises
    ------
    FaultyPlanError
        Anything that is wrong with any of them: the error names every file, row and column.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "plan.toml").write_text('start = 2020\ntables = ["people.csv"]\n')
    >>> _ = (folder / "people.csv").write_text("sex,age,population\nfemale,0–14,-3\n")
    >>> read_plan(folder / "plan.toml")
    Traceback (most recent call last):
    ...
    famplan.errors.FaultyPlanError: plan.toml, sex_ratio_at_birth: is missing; write it: a number
    people.csv, row 2, population: -3 is below 0; give a count or a rate
    """
    files = _once([Path(one) if isinstance(one, str) else one for one in inputs])
    choices = [one for one in files if one.name.casefold().endswith(".toml")]
    findings = PlanFindings()
    settings: dict[str, Any] = {}
    name = choices[0].name if choices else "inputs"
    if len(choices) == 1:
        settings = read_settings(choices[0], findings)
        folder = getattr(choices[0], "parent", Path())
        files = _once([*files, *(folder / listed for listed in settings.get("tables", ()))])
    else:
        findings.add(
            name, "", f"{len(choices)} TOML files", remedy="give one, and CSV files beside it"
        )
    tables = read_tables([one for one in files if one not in choices], findings)
    check_together(name, settings, tables, findings)
    findings.raise_if_any()
    return Plan(settings, tables)


def _once(files: Sequence[Path | Traversable]) -> list[Path | Traversable]:
    """Leave out files that were named before: listed in the TOML file, and given again."""
    named: dict[str, Path | Traversable] = {}
    for one in files:
        named.setdefault(str(one.resolve() if isinstance(one, Path) else one), one)
    return [*named.values()]
