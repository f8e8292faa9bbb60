"""None left out, none too many: those who are insured against those who qualify, as counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from famplan.errors import DefinitionError, InvalidInputError
from famplan.rules.cross_tally import CrossTally
from famplan.rules.outcome import Outcome
from famplan.rules.outcome_kernel import as_groups, count_outcomes
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from famplan.rules.applied import Applied
    from famplan.tabulate.counts import Counts

__all__ = ["Reconciliation", "reconcile"]

_RESERVED = ("insured", "outcome", "count", "mark")
_YES, _NO, _UNKNOWN = "insured", "not insured", "unknown"
_ELIGIBLE = (str(Outcome.ELIGIBLE),)
_NOT_ELIGIBLE = (str(Outcome.NOT_ELIGIBLE), str(Outcome.NOT_IN_FORCE))
_ALL = tuple(str(outcome) for outcome in Outcome)


class Reconciliation(CrossTally):
    """Counts of those who are insured, and of those who are not, by outcome of a rule."""

    down: ClassVar[str] = "insured"
    across: ClassVar[str] = "outcome"
    order: ClassVar[tuple[str, ...]] = (_YES, _NO, _UNKNOWN)

    @property
    def insured(self) -> int:
        """How many are insured."""
        return self.counted((_YES,), _ALL)

    @property
    def eligible(self) -> int:
        """How many qualify."""
        return self.counted(self.order, _ELIGIBLE)

    @property
    def matched(self) -> int:
        """How many are insured and qualify."""
        return self.counted((_YES,), _ELIGIBLE)

    @property
    def too_many(self) -> int:
        """How many are insured and do not qualify, or under a rule that was not in force."""
        return self.counted((_YES,), _NOT_ELIGIBLE)

    @property
    def left_out(self) -> int:
        """How many qualify and are not insured."""
        return self.counted((_NO,), _ELIGIBLE)

    @property
    def unknown(self) -> int:
        """Of how many one or the other is unknown."""
        return self.total - self.counted((_YES, _NO), (*_ELIGIBLE, *_NOT_ELIGIBLE))

    @property
    def holds(self) -> bool | None:
        """Whether nobody is left out and nobody too many; None where that is not known."""
        if self.too_many or self.left_out:
            return False
        return None if self.unknown else True


def reconcile(  # noqa: PLR0913 - whom, in what data, when, and by what groups
    applied: Applied[Any],
    data: object,
    *,
    on: date | str | None,
    insured: str = "insured",
    by: str | Sequence[str] = (),
    progress: bool = False,
    **reading: Any,  # noqa: ANN401 - as `Scheme.status`
) -> Reconciliation:
    """Count who is insured against who qualifies (不漏保一人、不多保一人).

    Parameters
    ----------
    applied : Rule or Scheme
        Who qualifies.
    data : object
        Anything `tally_of` takes.
    on : date, str or None
        The reference date of all rows, or the column that has one for each.
    insured : str
        The column that says who is insured: true or false, 1 or 0, or nothing.
    by : str or sequence of str
        Columns that make the groups.
    progress : bool
        Show how far the reading is.
    **reading
        ``place``, ``places``, ``columns``, ``children`` and ``key``, as for `Scheme.status`.

    Returns
    -------
    Reconciliation
        Counts and differences, which add up; nobody is in them.

    Raises
    ------
    InvalidInputError
        A column is missing or holds what it cannot.
    DefinitionError
        A group column is named like a field.

    Examples
    --------
    >>> from datetime import date
    >>> from famplan.catalogue.indicator import Source
    >>> from famplan.rules import Requirement, Rule
    >>> from famplan.rules.subjects.parent import BIRTH, PARENT
    >>> rule = Rule(
    ...     "pension", name_zh="养老", subject=PARENT, source=Source("a law"),
    ...     requires=(Requirement("is at least 60", BIRTH.age() >= 60, key="age"),),
    ... )
    >>> people = {
    ...     "birth": [date(1950, 5, 1)] * 40 + [date(1956, 5, 1)] * 40,
    ...     "insured": [True] * 25 + [False] * 15 + [True] * 12 + [False] * 28,
    ... }
    >>> found = reconcile(rule, people, on=date(2012, 3, 1))
    >>> print(found)
    insured      outcome: eligible  outcome: not eligible
    insured                     25                     12
    not insured                 15                     28
    >>> found.left_out, found.too_many, found.holds
    (15, 12, False)
    """
    groups = as_groups(by, _RESERVED)
    if insured in groups:
        raise DefinitionError("by", f"{insured!r} is the column of the insured")
    counts = count_outcomes(
        {"outcome": applied}, data, on=on, by=(*groups, insured), progress=progress, reading=reading
    )
    return Reconciliation(applied.code, groups, _labelled(counts, insured))


def _labelled(counts: Counts, column: str) -> Counts:
    """Name the values of the last group column: insured, not insured, unknown."""
    place = len(counts.dimensions) - 2
    flags = counts.coded[place]
    labels = [_label(value, column) for value in flags.values]
    coded = list(counts.coded)
    coded[place] = Coded(flags.codes, labels)
    dimensions = list(counts.dimensions)
    dimensions[place] = "insured"
    return attrs.evolve(counts, dimensions=tuple(dimensions), coded=tuple(coded))


def _label(value: object, column: str) -> str:
    if value is None:
        return _UNKNOWN
    if isinstance(value, (bool, int, float)) and value in {0, 1}:
        return _YES if value else _NO
    problem = "holds something else than true and false"
    raise InvalidInputError(column, problem, remedy="give true, false, 1 or 0, or nothing")
