"""Births by class: counts for the family-planning rate, from columns of any size.

Only counts come back. Which row was classified how is not handed out: births are counted, families
are not listed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.language.rows import Rows, as_days
from famplan.rules.birth_policy.classify import check_past
from famplan.rules.birth_policy.conformity import Conformity
from famplan.rules.birth_policy.provisions import province_of
from famplan.rules.birth_policy.regimes import BIRTH_POLICY
from famplan.rules.outcome import Outcome
from famplan.rules.subjects.couple import COUPLE, MARRIED, ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from famplan.rules.subjects.couple import CoupleAtBirth
    from famplan.tabulate.kernel import Batch, Column

__all__ = ["ClassifiedBirths", "class_codes", "count_births"]

_ORDERS = ("1", "2", "3+", "unknown")


@attrs.frozen
class ClassifiedBirths:
    """How many births were of which class; two of them add up.

    Examples
    --------
    >>> both = ClassifiedBirths(8, 1, 1) + ClassifiedBirths(5, 0, 0)
    >>> both.births, both.decided
    (15, 14)
    """

    conforming: int = 0
    not_conforming: int = 0
    unknown: int = 0

    @property
    def births(self) -> int:
        """All of them."""
        return self.conforming + self.not_conforming + self.unknown

    @property
    def decided(self) -> int:
        """Those whose class is known."""
        return self.conforming + self.not_conforming

    def __add__(self, other: ClassifiedBirths) -> ClassifiedBirths:
        """Add class by class."""
        return ClassifiedBirths(
            self.conforming + other.conforming,
            self.not_conforming + other.not_conforming,
            self.unknown + other.unknown,
        )


def count_births(
    data: object,
    *,
    on: str,
    place: str = "",
    place_column: str | None = None,
    assume_married: bool = False,
) -> dict[str, ClassifiedBirths]:
    """Count births by class and order, for statistics.

    Parameters
    ----------
    data : object
        Rows of births: any dataframe, mapping of columns or file that `famplan.tabulate` reads.
        Columns are the facts of `famplan.rules.subjects.CoupleAtBirth`, by their names; a fact
        without a column is unknown.
    on : str
        Name of the column with the day of the birth.
    place : str
        The province, one for all rows.
    place_column : str, optional
        Name of a column with provinces instead.
    assume_married : bool
        Take marriages of which nothing is known as lawful.

    Returns
    -------
    dict of str to ClassifiedBirths
        By order of the birth: ``"1"``, ``"2"``, ``"3+"``, ``"unknown"``, and ``"all"``.

    Raises
    ------
    InvalidInputError
        There is no such column or province, or a day has not come.

    Examples
    --------
    >>> import numpy as np
    >>> days = np.array(["2012-05-01", "2012-06-01", "2014-06-01"], "datetime64[D]")
    >>> only = np.array([1, 1, 1], dtype=float)
    >>> rows = {"born": days, "order": np.array([1, 2, 2]), "woman_only_child": only}
    >>> found = count_births(rows, on="born", place="Anhui", assume_married=True)
    >>> found["all"]
    ClassifiedBirths(conforming=2, not_conforming=0, unknown=1)

    The counts feed the family-planning rate; whether unknown births stand below the line is said.

    >>> from famplan.formulas import births
    >>> births.policy_conforming_proportion(
    ...     found["all"].conforming, births=found["all"].decided, basis="all_births"
    ... )
    1.0
    """
    from famplan.tabulate.sources import batches, columns_of, opened  # noqa: PLC0415 - heavy

    source = opened(data)
    there = columns_of(source)
    wanted = [on, *([] if place_column is None else [place_column])]
    _check_columns(wanted, there)
    facts = [name for name in COUPLE.facts if name in there and name not in wanted]
    counts = np.zeros((len(_ORDERS), 3), dtype=np.int64)
    for batch in batches(source, [*wanted, *facts]):
        columns = {name: batch[name] for name in facts}
        for province, part in _places(batch, place, place_column):
            rows = _rows(columns, batch[on], part, on, assume_married=assume_married)
            _add(counts, rows, class_codes(rows, place=province))
    by_order = [ClassifiedBirths(*map(int, row)) for row in counts]
    return {
        **dict(zip(_ORDERS, by_order, strict=True)),
        "all": sum(by_order, start=ClassifiedBirths()),
    }


def class_codes(rows: Rows[CoupleAtBirth], *, place: str) -> NDArray[np.int8]:
    """Return the code of the class of every row; the days of the rows choose the texts."""
    codes = np.full(rows.size, Conformity.UNKNOWN.code, dtype=np.int8)
    days = rows.on.days if rows.on.known is None else rows.on.days[rows.on.known]
    if not days.size:
        return codes
    first, last = (date.fromordinal(int(day) + _EPOCH) for day in (days.min(), days.max()))
    for law in BIRTH_POLICY.laws(province_of(place)):
        if (law.since is None or law.since <= last) and (law.until is None or first < law.until):
            found = law.codes(rows)
            inside = found != Outcome.NOT_IN_FORCE.code
            codes[inside] = found[inside]
    return codes


_EPOCH = date(1970, 1, 1).toordinal()


def _check_columns(wanted: list[str], there: tuple[str, ...]) -> None:
    for name in wanted:
        if name not in there:
            remedy = f"columns are {', '.join(there)}"
            raise InvalidInputError("data", f"there is no column {name}", remedy=remedy)


def _places(
    batch: Batch, place: str, column: str | None
) -> Iterator[tuple[str, NDArray[np.bool_] | slice]]:
    """Split the rows by province; rows without one go by the national text alone."""
    if column is None:
        yield place, slice(None)
        return
    found = batch[column]
    if isinstance(found, np.ndarray):
        raise InvalidInputError(column, f"holds {found.dtype}, not names of provinces")
    for number, value in enumerate(found.values):
        part = found.codes == number
        if part.any():
            yield str(value), part
    if (found.codes < 0).any():
        yield "", found.codes < 0


def _rows(
    columns: dict[str, Column],
    days: Column,
    part: NDArray[np.bool_] | slice,
    on: str,
    *,
    assume_married: bool,
) -> Rows[CoupleAtBirth]:
    if not isinstance(days, np.ndarray) or days.dtype.kind != "M":
        raise InvalidInputError(on, "holds no dates", remedy="make it a column of dates first")
    own = days[part]
    reference = as_days(own)
    known = reference.days if reference.known is None else reference.days[reference.known]
    if known.size:
        check_past(date.fromordinal(int(known.max()) + _EPOCH))
    facts: dict[str, Column] = {name: column[part] for name, column in columns.items()}
    if assume_married:
        unsettled: Rows[CoupleAtBirth] = Rows(facts, len(own), reference)
        facts["married"] = np.broadcast_to(~unsettled.flags(MARRIED).no, len(own))
    return Rows(facts, len(own), reference)


def _add(counts: NDArray[Any], rows: Rows[CoupleAtBirth], codes: NDArray[np.int8]) -> None:
    order = np.broadcast_to(rows.numbers(ORDER), rows.size)
    with np.errstate(invalid="ignore"):
        group = np.select([order <= 1, order == 2, order > 2], [0, 1, 2], default=3)
    kind = np.select(
        [codes == Conformity.CONFORMING.code, codes == Conformity.NOT_CONFORMING.code], [0, 1], 2
    )
    np.add.at(counts, (group, kind), 1)
