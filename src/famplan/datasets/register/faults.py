"""Faults planted into a synthetic register, each on a list, to score what finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.model.area import Level
from famplan.readers.words import Legitimacy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.datasets.register.columns import Table

__all__ = ["Faults", "plant"]

_SHARES = (
    "omitted",
    "late",
    "wrong_references",
    "impossible_dates",
    "bad_words",
    "duplicates",
)
_BAD_WORDS = np.array(["unknown sex", "X", "9", "？"])
_NO_SUCH_DAYS = np.array(["02-30", "13-05", "06-31", "00-12", "11-99"])
_NOBODY = 900_000_000
"""Keys from here on belong to no person."""


def _share(_: object, attribute: attrs.Attribute[float], value: float) -> None:
    if not 0 <= value < 1:
        raise InvalidInputError(attribute.name, f"{value} is no share", remedy="from 0 to below 1")


@attrs.frozen(kw_only=True)
class Faults:
    """Shares of records to spoil; no birth is spoilt twice.

    Shares are of the births of the window. The register is as it stands when everything that was
    told of these births has been written down: reports may be later than the last day.

    Parameters
    ----------
    omitted : float
        Births that are left out, with the child's own record.
    omitted_in : tuple of int
        Codes of the townships whose births are left out, of which `omitted` is then the share;
        everywhere if none is given.
    late : float
        Births reported one to four years late.
    wrong_references : float
        Births whose mother's key belongs to nobody.
    impossible_dates : float
        Births on days that no calendar has; the column is text then.
    bad_words : float
        Births whose sex is no word for a sex.
    duplicates : float
        Births that stand there twice, under two keys.
    padding : float
        Births that were invented ("water"), for each birth there is: a mother, but no child.
    heaped : float
        Persons of 20 and over who bore no child in the register, and whose dates of birth were
        moved so that their age on the last day ends in 0 or 5. What else is known of them stays,
        so that a marriage may now look too early.

    Raises
    ------
    InvalidInputError
        A share below 0 or from 1 on, or more faults than births; when they are planted, a code of
        no township.

    Examples
    --------
    >>> Faults(omitted=0.05, duplicates=0.01).omitted
    0.05
    >>> Faults(late=3)
    Traceback (most recent call last):
    ...
    famplan.errors.InvalidInputError: late: 3 is no share; from 0 to below 1
    """

    omitted: float = attrs.field(default=0.0, validator=_share)
    omitted_in: tuple[int, ...] = attrs.field(default=(), converter=tuple)
    late: float = attrs.field(default=0.0, validator=_share)
    wrong_references: float = attrs.field(default=0.0, validator=_share)
    impossible_dates: float = attrs.field(default=0.0, validator=_share)
    bad_words: float = attrs.field(default=0.0, validator=_share)
    duplicates: float = attrs.field(default=0.0, validator=_share)
    padding: float = attrs.field(default=0.0, validator=_share)
    heaped: float = attrs.field(default=0.0, validator=_share)

    def __attrs_post_init__(self) -> None:
        """Check that there are births enough."""
        if sum(getattr(self, name) for name in _SHARES) > 1:
            raise InvalidInputError("faults", "more faults than births", remedy="ask for fewer")


def plant(
    random: np.random.Generator,
    faults: Faults,
    tables: dict[str, Table],
    window: tuple[np.datetime64, np.datetime64],
) -> dict[str, dict[str, NDArray[Any]]]:
    """Spoil the tables as asked, and return what was spoilt and what was true before."""
    if faults == Faults():
        return {}
    _check_townships(faults.omitted_in, tables["areas"])
    chosen = _choose(random, faults, tables["births"], window[0])
    names = ("mother", "occurred", "reported", "sex")
    true = {name: tables["births"][name].copy() for name in names}
    births, planted = _spoil(random, chosen, tables["births"])
    births, copied = _append(births, chosen["duplicates"])
    number = round(faults.padding * np.count_nonzero(tables["births"]["occurred"] >= window[0]))
    births, invented = _pad(random, number, births, tables["persons"], window)
    omitted = {name: column[chosen["omitted"]] for name, column in tables["births"].items()}
    tables["births"], place = _arranged(births, chosen["omitted"])
    _forget(tables, omitted["child"])
    for name, column in planted.items():
        rows = chosen[name]
        planted[name] = {"row": place[rows], column: true[column][rows]}
    planted["duplicates"] = {"row": place[copied], "of": place[chosen["duplicates"]]}
    planted["padding"] = {"row": place[invented]}
    planted["omitted"] = omitted
    planted["heaped"] = _heap(random, faults, tables, window[1])
    _write_days(random, tables["births"], planted["impossible_dates"]["row"])
    return planted


def _check_townships(codes: tuple[int, ...], areas: Table) -> None:
    known = areas["area"][areas["level"] == Level.TOWNSHIP].tolist()
    for code in codes:
        if code not in known:
            allowed = f"from {known[0]} to {known[-1]}"
            raise InvalidInputError("omitted_in", f"{code} is no township", remedy=allowed)


def _choose(
    random: np.random.Generator, faults: Faults, births: Table, start: np.datetime64
) -> dict[str, NDArray[np.int64]]:
    """Draw the rows of each fault among the births of the window, none twice."""
    recent = random.permutation(np.flatnonzero(births["occurred"] >= start))
    there = np.ones(len(recent), dtype=bool)
    if faults.omitted_in:
        there = np.isin(births["area"][recent] // 1000, faults.omitted_in)
    out = recent[there][: round(faults.omitted * np.count_nonzero(there))]
    chosen = {"omitted": out}
    left = recent[~np.isin(recent, out)]
    for name in _SHARES[1:]:
        number = round(getattr(faults, name) * len(recent))
        chosen[name], left = left[:number], left[number:]
    return chosen


def _spoil(
    random: np.random.Generator, chosen: Mapping[str, NDArray[np.int64]], births: Table
) -> tuple[Table, dict[str, Any]]:
    """Write what is wrong in a row; return the column it was written to, by fault."""
    births = {name: column.copy() for name, column in births.items()}
    late, nobody, bad = chosen["late"], chosen["wrong_references"], chosen["bad_words"]
    births["reported"][late] = births["occurred"][late] + random.integers(366, 1461, len(late))
    births["mother"][nobody] = _NOBODY + random.integers(0, 10**8, len(nobody))
    births["sex"] = births["sex"].astype("<U11")
    births["sex"][bad] = random.choice(_BAD_WORDS, len(bad))
    return births, {
        "late": "reported",
        "wrong_references": "mother",
        "impossible_dates": "occurred",
        "bad_words": "sex",
    }


def _append(births: Table, rows: NDArray[np.int64]) -> tuple[Table, NDArray[np.int64]]:
    number = len(births["birth"])
    longer = {name: np.concatenate([column, column[rows]]) for name, column in births.items()}
    return longer, number + np.arange(len(rows))


def _pad(
    random: np.random.Generator,
    number: int,
    births: Table,
    persons: Table,
    window: tuple[np.datetime64, np.datetime64],
) -> tuple[Table, NDArray[np.int64]]:
    """Invent births of women who live in the county and are between 20 and 40."""
    start, end = window
    day = start + random.integers(0, int((end - start).astype(int)), number)
    women = (persons["sex"] == "female") & np.isnat(persons["death"])
    women &= np.isnat(persons["resident_until"]) & ~(persons["resident_since"] > start)
    women &= (persons["birth"] < start - 20 * 365) & (persons["birth"] > end - 40 * 365)
    if number and not women.any():
        raise InvalidInputError("padding", "no woman to invent births of", remedy="more persons")
    mother = random.choice(np.flatnonzero(women), number) if number else np.zeros(0, dtype=int)
    longer, rows = _append(births, np.zeros(number, dtype=np.int64))
    invented: dict[str, Any] = {
        "child": -1,
        "father": -1,
        "mother": persons["person"][mother],
        "occurred": day,
        "reported": day + random.integers(1, 60, number),
        "sex": random.choice(np.array(["female", "male"]), number),
        "order": random.integers(1, 3, number),
        "plurality": 1,
        "legitimacy": str(Legitimacy.WITHIN_MARRIAGE),
        "in_policy": 1,
        "area": persons["area"][mother],
        "defect": 0,
    }
    for name, values in invented.items():
        longer[name][rows] = values
    return longer, rows


def _arranged(births: Table, dropped: NDArray[np.int64]) -> tuple[Table, NDArray[np.int64]]:
    """Order the births by report, without some; return the new place of each row, -1 of those."""
    rows = np.argsort(births["reported"], kind="stable")
    rows = rows[~np.isin(rows, dropped)]
    place = np.full(len(births["birth"]), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    arranged = {name: column[rows] for name, column in births.items()}
    arranged["birth"] = np.arange(1, len(rows) + 1)
    return arranged, place


def _forget(tables: dict[str, Table], children: NDArray[np.int64]) -> None:
    """Take children whom nobody reported out of every table that has persons."""
    for name in ("persons", "deaths", "migrants"):
        table = tables[name]
        kept = ~np.isin(table["person"], children[children >= 0])
        tables[name] = {column: values[kept] for column, values in table.items()}


def _heap(
    random: np.random.Generator, faults: Faults, tables: dict[str, Table], end: np.datetime64
) -> dict[str, NDArray[Any]]:
    """Move dates of birth to the nearest that gives a round age on the last day."""
    persons = tables["persons"]
    days = (end - persons["birth"]).astype(np.int64)
    open_ = (days > 20 * 365.25) & ~np.isin(persons["person"], tables["births"]["mother"])
    rows = random.permutation(np.flatnonzero(open_))
    rows = np.sort(rows[: round(faults.heaped * len(rows))])
    true = persons["birth"][rows]
    age = np.round(days[rows] / 365.25 / 5) * 5
    moved = end - np.floor(age * 365.25 + random.integers(1, 365, len(rows))).astype(np.int64)
    dead = persons["death"][rows]
    moved = np.where(moved > dead, true, moved)
    persons["birth"] = persons["birth"].copy()
    persons["birth"][rows] = moved
    changed = moved != true
    return {"row": rows[changed], "birth": true[changed]}


def _write_days(random: np.random.Generator, births: Table, rows: NDArray[np.int64]) -> None:
    """Write days of births as text, where some are no days."""
    if not len(rows):
        return
    texts = np.datetime_as_string(births["occurred"]).astype("<U10")
    years = np.array([text[:4] for text in texts[rows]])
    texts[rows] = np.char.add(np.char.add(years, "-"), random.choice(_NO_SUCH_DAYS, len(rows)))
    births["occurred"] = texts
