"""Figures by area, sex and age out of CSV files, with every fault noted on the way."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.errors import AgeGroupsError
from famplan.formulas.choices import nearest
from famplan.model.age import AgeGroups
from famplan.projection.cohort.step import SEXES
from famplan.projection.life_tables.building import OLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from famplan.formulas.arrays import FloatArray
    from famplan.projection.plans.findings import PlanFindings

__all__ = ["COLUMNS", "FigureTable", "read_tables"]

COLUMNS = (
    "population",
    "death_rate",
    "survival",
    "fertility_rate",
    "net_migrants",
    "migration_rate",
)
"""Columns of figures; each file has one or more of them."""
KEYS = ("area", "sex", "age")
_SEXLESS = {"fertility_rate"}
_SIGNED = {"net_migrants", "migration_rate"}
_SHARES = {"survival", "fertility_rate", "migration_rate", "death_rate"}
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_WORDS = {"female": 0, "f": 0, "women": 0, "女": 0, "male": 1, "m": 1, "men": 1, "男": 1}

_Place: TypeAlias = "tuple[str, int, str]"


@attrs.frozen(eq=False)
class FigureTable:
    """One column of figures, whole: no gaps in ages, every sex, every area.

    Parameters
    ----------
    file : str
        Where it stands.
    areas : tuple of str
        Names of the areas; one empty name if there is none.
    ages : AgeGroups
        The age groups.
    values : ndarray
        Figures, shape (areas, sexes, ages); of fertility (areas, ages).
    """

    file: str
    areas: tuple[str, ...]
    ages: AgeGroups
    values: FloatArray


def read_tables(
    files: Iterable[Path | Traversable], findings: PlanFindings
) -> Mapping[str, FigureTable]:
    """Read every column of figures of some CSV files.

    Lines that begin with # are left out. Every fault is noted; a column with faults is not given.
    """
    tables: dict[str, FigureTable] = {}
    for file in files:
        for name, table in _read_file(file, findings).items():
            if name in tables:
                findings.add(
                    table.file,
                    name,
                    f"stands in {tables[name].file} too",
                    remedy="keep one of the two",
                )
            tables[name] = table
    return tables


def _read_file(file: Path | Traversable, findings: PlanFindings) -> dict[str, FigureTable]:
    try:
        lines = csv.reader(StringIO(file.read_text(encoding="utf-8-sig")))
        rows = [
            (line, cells)
            for line, cells in enumerate(lines, start=1)
            if any(cells) and not cells[0].startswith("#")
        ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        told = getattr(error, "strerror", None) or "not a CSV file in UTF-8"
        findings.add(file.name, "", f"cannot be read: {told}")
        return {}
    if not rows:
        findings.add(file.name, "", "is empty")
        return {}
    header = [cell.strip().casefold() for cell in rows[0][1]]
    figures = _figures(file.name, header, findings)
    if not figures:
        return {}
    cells: dict[str, dict[_Place, tuple[float, int]]] = {name: {} for name in figures}
    faulty: set[str] = set()
    for line, row in islice(rows, 1, None):
        if any(row[len(header) :]):
            told = f"{len(row)} cells under {len(header)} headings"
            findings.add(file.name, "", told, row=line, remedy='write "1,234" or 1234')
            faulty |= set(figures)
            continue
        record = dict(zip(header, (cell.strip() for cell in row), strict=False))
        faulty |= _read_row(file.name, line, record, cells, findings)
    tables = {}
    for name in figures:
        table = None if name in faulty else _whole(name, file.name, cells[name], findings)
        if table is not None:
            tables[name] = table
    return tables


def _figures(file: str, header: list[str], findings: PlanFindings) -> list[str]:
    """Columns of figures in a header."""
    for name in header:
        if name not in {*COLUMNS, *KEYS, ""}:
            meant = nearest(name, (*COLUMNS, *KEYS))
            remedy = f"did you mean {meant}?" if meant else f"known are {', '.join(COLUMNS)}"
            findings.add(file, name, "is no column of a projection", remedy=remedy)
    for name in dict.fromkeys(filter(None, header)):
        if header.count(name) > 1:
            findings.add(file, name, "stands in two columns", remedy="keep one of the two")
            return []
    figures = [name for name in COLUMNS if name in header]
    needed = ["age", *(["sex"] if set(figures) - _SEXLESS else [])]
    missing = [name for name in needed if name not in header]
    for name in missing:
        findings.add(file, name, "is missing", remedy="give it a column")
    if not figures:
        findings.add(file, "", "has no figures", remedy=f"give {', '.join(COLUMNS)}")
    return [] if missing else figures


def _read_row(
    file: str,
    line: int,
    record: Mapping[str, str],
    cells: Mapping[str, dict[_Place, tuple[float, int]]],
    findings: PlanFindings,
) -> set[str]:
    """Put the figures of a row in their places; tell which columns have a fault."""
    faulty = set()
    label, sex = record.get("age", ""), record.get("sex", "")
    try:
        label = AgeGroups.from_labels([label]).labels[0]
    except AgeGroupsError as error:
        findings.add(file, "age", error.problem, row=line)
        return set(cells)
    kind = _WORDS.get(sex.casefold(), -1)
    for name, places in cells.items():
        text = record.get(name, "")
        if name in _SEXLESS and (not text or kind == 1):
            continue  # men's rows, and women too young or too old to bear
        if kind < 0 and name not in _SEXLESS:
            findings.add(file, "sex", f"{sex!r} is neither female nor male", row=line)
            return set(cells)
        place = (record.get("area", ""), 0 if name in _SEXLESS else kind, label)
        value, problem, remedy = _number(name, text, label)
        if place in places:
            problem = f"{label} stands in row {places[place][1]} too"
            remedy = "keep one of the two"
        if problem:
            findings.add(file, name, problem, row=line, remedy=remedy)
            faulty.add(name)
        places.setdefault(place, (value, line))
    return faulty


def _number(name: str, text: str, label: str) -> tuple[float, str, str]:
    """Read a figure; a problem and its remedy if it cannot be."""
    try:
        value = float(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)
    except ValueError:
        what = f"{text!r} is no number" if text else "is empty"
        return 0.0, what, "give a number; a cell that is not known cannot be projected"
    if not np.isfinite(value):
        return value, f"{text!r} is no number", "give a number"
    if value < 0 and name not in _SIGNED:
        return value, f"{value:g} is below 0", "give a count or a rate"
    old = name == "death_rate" and AgeGroups.from_labels([label]).upper[-1] > OLD
    if abs(value) > 1 and name in _SHARES and not old:
        return value, f"{value:g} is above 1", "give it per person: was it per 1,000?"
    return value, "", ""


def _first(label: str) -> int:
    """First age of a label that is known to be one."""
    return AgeGroups.from_labels([label]).bounds[0]


def _whole(
    name: str,
    file: str,
    cells: Mapping[_Place, tuple[float, int]],
    findings: PlanFindings,
) -> FigureTable | None:
    """Make an array of the cells of a column, if every area and sex has the same ages."""
    before, found = len(findings), None
    parts = _parts(name, file, cells, findings)
    areas = list(dict.fromkeys(area for area, _ in parts))
    sexes = 1 if name in _SEXLESS else len(SEXES)
    for area in areas:
        for sex in range(sexes):
            where = f" in {area}" if area else ""
            ordered = [parts[area, sex][first] for first in sorted(parts[area, sex])]
            if not ordered:
                findings.add(file, name, f"no {SEXES[sex]} figures{where}")
                continue
            try:
                ages = AgeGroups.from_labels([label for label, _ in ordered])
            except AgeGroupsError as error:
                findings.add(file, "age", f"{error.problem} ({name}{where})", row=ordered[0][1])
                continue
            found = found or ages
            if ages != found:
                told = f"{ages.labels[0]} … {ages.labels[-1]}"
                findings.add(file, "age", f"{told} of {name}{where} are other ages than before")
    if found is None or len(findings) > before:
        if not cells:
            findings.add(file, name, "has no figures")
        return None
    values = [
        [[cells[area, sex, label][0] for label in found.labels] for sex in range(sexes)]
        for area in areas
    ]
    array = np.array(values, dtype=np.float64)
    if name in _SEXLESS:
        found, array = _bearing(found, array[:, 0])
    return FigureTable(file, tuple(areas), found, array)


def _parts(
    name: str,
    file: str,
    cells: Mapping[_Place, tuple[float, int]],
    findings: PlanFindings,
) -> defaultdict[tuple[str, int], dict[int, tuple[str, int]]]:
    """Labels and rows of every area and sex by their first age, of which there is one label."""
    parts: defaultdict[tuple[str, int], dict[int, tuple[str, int]]] = defaultdict(dict)
    for (area, sex, label), (_, line) in cells.items():
        other, above = parts[area, sex].setdefault(_first(label), (label, line))
        if other != label:
            told = f"{label} and {other} of row {above} overlap ({name})"
            findings.add(file, "age", told, row=line)
    return parts


def _bearing(ages: AgeGroups, rates: FloatArray) -> tuple[AgeGroups, FloatArray]:
    """Leave out ages at either end at which nobody bears: zeros there are as good as no rows."""
    bearing = np.flatnonzero((rates != 0).any(axis=0))
    if not bearing.size:
        return ages, rates
    low, high = int(bearing[0]), int(bearing[-1]) + 1
    kept = AgeGroups(ages.bounds[low : high + 1], open_end=ages.open_end and high == len(ages))
    return kept, rates[:, low:high]
