"""Conformity of births by the texts in force on their days, for the tally and nothing else.

Which birth was of which class stays in here: `famplan.rules.registers.count` hands out counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.language.rows import Rows, as_days
from famplan.rules.birth_policy.conformity import Conformity
from famplan.rules.birth_policy.counting import class_codes
from famplan.rules.registers.couples import as_dates, couples_at
from famplan.rules.subjects.couple import COUPLE
from famplan.tabulate.coding import Coded
from famplan.tabulate.register.records import NOBODY, UNKNOWN_DAY, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.model.period import Period
    from famplan.rules.subjects.couple import CoupleAtBirth
    from famplan.tabulate.kernel import Column
    from famplan.tabulate.register.records import RegisterLike, TableLike

__all__ = ["Judged", "conformity_of"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Judged:
    """A register whose births conform as the texts say."""

    register: RegisterLike
    in_policy: NDArray[np.int8]

    def table(self, name: str) -> TableLike:
        """Return a table."""
        found = self.register.table(name)
        return _Births(found, self.in_policy) if name == "births" else found


@attrs.frozen(eq=False, repr=False)
class _Births:
    """The births, with another column of conformity."""

    table: TableLike
    in_policy: NDArray[np.int8]

    @property
    def rows(self) -> int:
        """Rows that were read."""
        return self.table.rows

    @property
    def used(self) -> NDArray[np.bool_]:
        """Rows that are used."""
        return self.table.used

    @property
    def schema(self) -> Any:  # noqa: ANN401 - the schema of a floor above
        """What the columns hold."""
        return self.table.schema

    @property
    def given(self) -> bool:
        """Whether the register has the table at all."""
        return self.table.given

    def records(self, name: str) -> bool:
        """Tell whether the table has a column; the rules decide conformity where it has not."""
        return name == "in_policy" or self.table.records(name)

    def column(self, name: str, *, everything: bool = False) -> NDArray[Any] | Coded:
        """Return a column."""
        if name != "in_policy":
            return self.table.column(name, everything=everything)
        return self.in_policy if everything else self.in_policy[self.used]

    def array(self, name: str, *, everything: bool = False) -> NDArray[Any]:
        """Return a column that is no text."""
        if name != "in_policy":
            return self.table.array(name, everything=everything)
        return self.in_policy if everything else self.in_policy[self.used]


def conformity_of(
    register: RegisterLike,
    *,
    place: str,
    assume: Mapping[str, Any],
    recorded_first: bool,
    period: Period | None = None,
) -> NDArray[np.int8]:
    """Return of each birth 1, 0 or -1: conforming, not conforming, unknown.

    Parameters
    ----------
    register : object
        The register.
    place : str
        The province whose texts apply.
    assume : mapping
        Facts to take as given of every couple of whom the records do not tell.
    recorded_first : bool
        Keep what the office recorded, and judge only births of which it recorded nothing.
    period : Period, optional
        Judge only births that occurred or were reported in it.
    """
    births = register.table("births")
    recorded = births.array("in_policy", everything=True)
    found = np.full(births.rows, NOBODY, dtype=np.int8)
    if recorded_first:
        found[:] = recorded
    day = births.array("occurred", everything=True)
    asked = births.used & (day != UNKNOWN_DAY) & (day < day_number(_tomorrow()))
    if recorded_first:
        asked &= recorded < 0
    if period is not None:
        told = births.array("reported", everything=True)
        start, stop = day_number(period.start), day_number(period.stop)
        asked &= ((day >= start) & (day < stop)) | ((told >= start) & (told < stop))
    rows = np.flatnonzero(asked)
    facts = _assumed(couples_at(register, rows), assume, len(rows))
    judged: Rows[CoupleAtBirth] = Rows(facts, len(rows), as_days(as_dates(day[rows])))
    codes = class_codes(judged, place=place)
    known = (Conformity.CONFORMING.code, Conformity.NOT_CONFORMING.code)
    found[rows] = np.select([codes == code for code in known], [1, 0], NOBODY)
    return found


def _tomorrow() -> Any:  # noqa: ANN401 - a date
    from datetime import date, timedelta  # noqa: PLC0415 - of one use

    return date.today() + timedelta(days=1)  # noqa: DTZ011 - a day, wherever the reader is


def _assumed(facts: dict[str, Column], assume: Mapping[str, Any], size: int) -> dict[str, Column]:
    """Fill what is unknown with what is to be taken as given."""
    filled = dict(facts)
    for name, value in assume.items():
        if name not in COUPLE.facts:
            remedy = f"facts are {', '.join(COUPLE.facts)}"
            raise InvalidInputError("assume", f"{name!r} is no fact of a couple", remedy=remedy)
        own = filled.get(name)
        if isinstance(value, str):
            filled[name] = _word(own, value, size)
        elif isinstance(value, (bool, int, float)):
            numbers = np.full(size, np.nan) if own is None else np.asarray(own, dtype=np.float64)
            filled[name] = np.where(np.isnan(numbers), float(value), numbers)
        else:
            problem = f"{name} is a {type(value).__name__}"
            raise InvalidInputError(
                "assume", problem, remedy="give true, false, a number or a word"
            )
    return filled


def _word(own: Column | None, value: str, size: int) -> Coded:
    if not isinstance(own, Coded):
        return Coded(np.zeros(size, dtype=np.int64), [value])
    values = [*own.values, value]
    return Coded(np.where(own.codes < 0, len(values) - 1, own.codes), values)
