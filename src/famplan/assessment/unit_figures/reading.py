"""Files of unit figures, whatever their form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.unit_figures.from_table import table_of_report, unit_figures_of
from famplan.assessment.unit_figures.gathering import Gathering, Place
from famplan.assessment.unit_figures.sheets import read_sheet, read_workbook
from famplan.assessment.unit_figures.toml_files import read_toml
from famplan.assessment.unit_figures.words import Asked
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from famplan.assessment.scheme import Scheme
    from famplan.assessment.unit_figures.unit import UnitFigures

__all__ = ["read_unit_figures"]

_SHEETS = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
ENDINGS = (".toml", *_SHEETS, *_WORKBOOKS, ".json")
"""Endings of the files that can be read."""


def read_unit_figures(
    *inputs: Path | Traversable | str,
    scheme: Scheme | None = None,
    kind: str = "",
    definitions: Mapping[str, str] | None = None,
) -> tuple[UnitFigures, ...]:
    r"""Read the figures of units from TOML, CSV, workbooks, or the JSON of a report.

    A sheet has a line for each figure (columns ``unit``, ``kind``, ``measure``, ``value`` or
    ``numerator`` and ``denominator``, ``previous``, ``mean``, ``bound`` where each unit has its
    own, ``note``), for each event (``event``, ``count``) and status (``status``, ``years``); or,
    where a scheme is given, a column for each measure. An event whose count is said to be unknown
    stays so. Headers and names may be English or Chinese. Every cell becomes part of a figure, or
    a fault with its place; files add up, and nothing may stand twice.

    Parameters
    ----------
    *inputs : path-like
        The files.
    scheme : Scheme, optional
        What is asked for: measures, kinds, events and statuses are checked against it.
    kind : str
        Kind of the units that do not say theirs.
    definitions : mapping of indicator code to str, optional
        Which variant is meant, where a report has several.

    Returns
    -------
    tuple of UnitFigures
        In the order of the files.

    Raises
    ------
    FaultyFiguresError
        Anything that is wrong with any of them: the error names every file, row and column.
    UnreadableFileError
        A workbook or report that is none.
    DefinitionError
        No file, or a report without a scheme to say what is asked for.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "figures.csv"
    >>> _ = file.write_text(
    ...     "单位,指标,数值,分子,分母\n东镇,PCR,,579,600\n西镇,PCR,96.5%,,\n西镇,PCR,-,,\n"
    ... )
    >>> read_unit_figures(file)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    famplan.errors.FaultyFiguresError: figures.csv, row 4, figure: PCR of 西镇 ...
    """
    files = [Path(one) if isinstance(one, str) else one for one in inputs]
    if not files:
        raise DefinitionError("figures", "no file is given", remedy="name one, as figures.csv")
    asked = Asked.by(scheme)
    gathering = Gathering(asked, kind)
    reports = [file for file in files if _ending(file) == ".json"]
    if reports and scheme is None:
        raise DefinitionError(reports[0].name, "a report is read for a scheme", remedy="give it")
    for file in files:
        if file not in reports:
            _read(file, gathering)
    found = gathering.units() if len(reports) < len(files) else ()
    for report in reports:
        assert scheme is not None  # noqa: S101 - asked above
        units = unit_figures_of(
            table_of_report(report), scheme=scheme, kind=kind, definitions=definitions
        )
        found = _joined(found, units, report.name)
    return found


def _ending(file: Path | Traversable) -> str:
    return Path(file.name).suffix.casefold()


def _read(file: Path | Traversable, gathering: Gathering) -> None:
    ending = _ending(file)
    if not file.is_file():
        gathering.fault(Place(file.name), "", "there is no such file")
    elif ending == ".toml":
        read_toml(file, gathering)
    elif ending in _SHEETS:
        read_sheet(file, gathering)
    elif ending in _WORKBOOKS and isinstance(file, Path):
        read_workbook(file, gathering)
    else:
        gathering.fault(Place(file.name), "", f"ends in none of {', '.join(ENDINGS)}")


def _joined(
    one: tuple[UnitFigures, ...], other: tuple[UnitFigures, ...], name: str
) -> tuple[UnitFigures, ...]:
    """Add the figures of a report to those of files; what a file says of a measure stands."""
    units = {unit.unit: unit for unit in one}
    for unit in other:
        before = units.get(unit.unit)
        if before is None:
            units[unit.unit] = unit
            continue
        if twice := sorted(before.figures.keys() & unit.figures.keys()):
            problem = f"{twice[0]} of {unit.unit} stands in another file too"
            raise DefinitionError(name, problem, remedy="keep one of the two")
        units[unit.unit] = attrs.evolve(
            before,
            figures={**before.figures, **unit.figures},
            notes={**before.notes, **unit.notes},
        )
    return tuple(units.values())
