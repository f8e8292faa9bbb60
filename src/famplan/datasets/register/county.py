"""Synthetic registers of a county: any number of persons, with the truth beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import attrs
import numpy as np

from famplan.datasets.register.faults import Faults, plant
from famplan.datasets.register.plan import Plan
from famplan.datasets.register.schedules import county_schedules
from famplan.datasets.register.simulation import live
from famplan.datasets.register.tables import all_tables
from famplan.datasets.register.truth import (
    RegisterTruth,
    expected_conformity,
    expected_rates,
    happened,
    person_years,
)
from famplan.errors import InvalidInputError
from famplan.readers.schema import register_schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from famplan.datasets.register.simulation import Lives

__all__ = ["SyntheticRegister", "synthetic_register"]

_FEWEST = 200
_LONGEST = 15
_START, _END = date(2006, 1, 1), date(2016, 1, 1)


@attrs.frozen(kw_only=True, eq=False)
class SyntheticRegister:
    """Tables of a synthetic register, and the truth beside them.

    Nobody in it exists: there are no names and no identity numbers, and the folder it is written
    to says so.

    Parameters
    ----------
    tables : mapping of str to mapping of str to ndarray
        The tables of `famplan.readers.schema.register_schema`, columns by name. A reference that
        leads nowhere, and a whole number or flag that is not known, is -1; a date ``NaT``, a word
        empty.
    truth : RegisterTruth
        The schedules, the rates they make one expect, and the faults that were planted.
    seed : int
        What it was made from.
    start, end : date
        The first day, and the day after the last.
    """

    tables: Mapping[str, Mapping[str, NDArray[Any]]]
    truth: RegisterTruth
    seed: int
    start: date
    end: date

    def __len__(self) -> int:
        """Count the persons, those who came or were born later among them."""
        return len(self.tables["persons"]["person"])

    def frames(self, headers: Literal["en", "zh"] = "en") -> dict[str, Any]:
        """Return the tables as pyarrow tables, in which what is not known is null.

        Raises
        ------
        MissingExtraError
            pyarrow is not installed.
        DefinitionError
            There are no such headers.
        """
        from famplan.datasets.register.frames import frames  # noqa: PLC0415 - needs an extra

        return frames(self.tables, headers)

    def write(
        self,
        folder: Path | str,
        *,
        format: Literal["csv", "parquet"] = "csv",  # noqa: A002 - the word its users expect
        headers: Literal["en", "zh"] = "en",
        encoding: Literal["utf-8", "utf-8-sig", "gb18030"] = "utf-8",
    ) -> Path:
        """Write one file for each table into a folder: all of them, or nothing.

        The folder also gets ``README.txt``, which says that the register is synthetic, and a
        folder ``truth`` with the rates (``rates.json``) and the planted faults.

        Parameters
        ----------
        folder : path-like
            A new or empty folder, or one with an earlier synthetic register, which is replaced.
        format : {"csv", "parquet"}
            Files for people or for programs.
        headers : {"en", "zh"}
            English headers and words, or Chinese.
        encoding : {"utf-8", "utf-8-sig", "gb18030"}
            How text is written to CSV files.

        Raises
        ------
        InvalidInputError
            The folder holds something else, or cannot be written.
        DefinitionError
            There is no such format, header or encoding.
        MissingExtraError
            pyarrow is not installed.
        """
        from famplan.datasets.register.writing import write  # noqa: PLC0415 - needs an extra

        return write(self, folder, form=format, headers=headers, encoding=encoding)


def synthetic_register(  # noqa: PLR0913 - a register has many sides, each with a usual value
    persons: int = 450_000,
    *,
    seed: int,
    start: date = _START,
    end: date = _END,
    areas: int = 21,
    faults: Faults | None = None,
) -> SyntheticRegister:
    """Make the register of a county from published schedules.

    Parameters
    ----------
    persons : int
        Residents on the first day.
    seed : int
        Start of the random numbers: with one version of famplan and of numpy, the same seed gives
        the same register.
    start, end : date
        The first day, and the day after the last; at most 15 years.
    areas : int
        Townships.
    faults : Faults, optional
        What to spoil; nothing unless given.

    Returns
    -------
    SyntheticRegister
        All tables of the schema, and the truth.

    Raises
    ------
    InvalidInputError
        Too few persons, no townships, or a window that is empty, too long, or of years that the
        schema does not take.

    Examples
    --------
    >>> register = synthetic_register(2_000, seed=7)
    >>> len(register.tables), register.truth.happened["population"][-1]
    (16, 1942)
    >>> round(register.truth.expected["TFR"], 3)
    1.211
    """
    first, last = (int(np.datetime64(day, "D").astype(np.int64)) for day in (start, end))
    _check(persons, seed, areas)
    _check_window(start, end)
    plan = Plan(
        schedules=county_schedules(),
        seed=seed,
        persons=persons,
        townships=areas,
        start=first,
        end=last,
    )
    lives = live(plan)
    tables = all_tables(plan, lives)
    expected, counted = _rates(plan, lives)
    planted = plant(plan.stream("faults"), faults or Faults(), tables, plan.window)
    truth = RegisterTruth(
        schedules=plan.schedules, expected=expected, happened=counted, planted=planted
    )
    return SyntheticRegister(tables=tables, truth=truth, seed=seed, start=start, end=end)


def _check(persons: int, seed: int, areas: int) -> None:
    if persons < _FEWEST:
        raise InvalidInputError("persons", f"{persons} is fewer than {_FEWEST}")
    if seed < 0:
        raise InvalidInputError("seed", f"{seed} is below 0")
    if areas < 1:
        raise InvalidInputError("areas", f"{areas} is fewer than one township")


def _check_window(start: date, end: date) -> None:
    """Check that the days make a window, and that the tables have room for its years."""
    if not 0 < (end - start).days <= _LONGEST * 366:
        raise InvalidInputError(
            "end",
            f"{(end - start).days} days after start",
            remedy=f"from one day to {_LONGEST} years",
        )
    years = register_schema().table("funding").column("year")
    for name, day in (("start", start), ("end", end)):
        if not (years.low or 0) <= day.year <= (years.high or day.year):
            allowed = f"from {years.low:g} to {years.high:g}"
            raise InvalidInputError(name, f"{day.year} is no year of a register", remedy=allowed)


def _rates(plan: Plan, lives: Lives) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what was to be expected, and what happened, by calendar year."""
    bounds = plan.bounds
    ages = np.array(plan.schedules.published["mortality"]["ages"])
    years = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    exposure = np.stack([person_years(lives.people, ages, *year) for year in years])
    counted = happened(lives, exposure, bounds)
    periods = bounds.astype("datetime64[D]").astype(str).tolist()
    expected = {
        **expected_rates(plan.schedules, exposure),
        **expected_conformity(plan.schedules, lives, bounds),
    }
    return expected, {"bounds": periods, **counted}
