"""What happened to a unit in other years: sanctions and statuses, from which repetition follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.sanctions import Sanction
from famplan.errors import DefinitionError
from famplan.model.truth import all_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["History", "YearRecord"]


def _sanction(value: Sanction | str | None) -> Sanction | None:
    return None if value is None else Sanction(value)


def _statuses(given: Mapping[str, bool | None]) -> dict[str, bool | None]:
    return dict(given)


@attrs.frozen
class YearRecord:
    """One year of a unit.

    Parameters
    ----------
    year : int
        Year of assessment.
    sanction : Sanction or str, optional
        What the ladder gave; ``"none"`` where it is known that there was none, None where it is
        not known.
    statuses : mapping of str to bool
        Statuses the unit had or had not, such as ``{"key-managed": True}``; one left out is not
        known.
    """

    year: int
    sanction: Sanction | None = attrs.field(default=None, converter=_sanction, kw_only=True)
    statuses: dict[str, bool | None] = attrs.field(factory=dict, converter=_statuses, kw_only=True)


def _in_order(years: Iterable[YearRecord]) -> tuple[YearRecord, ...]:
    return tuple(sorted(years, key=lambda record: record.year))


@attrs.frozen
class History:
    """Years of a unit; a year that is not there is not known.

    Parameters
    ----------
    years : sequence of YearRecord
        In any order.

    Raises
    ------
    DefinitionError
        Two records of one year.

    Examples
    --------
    >>> past = History([
    ...     YearRecord(2006, sanction="none", statuses={"key-managed": True}),
    ...     YearRecord(2007, sanction="veto", statuses={"key-managed": True}),
    ... ])
    >>> past.had_status("key-managed", last=2007, years=2)
    True
    >>> past.had_status("key-managed", last=2007, years=3) is None
    True
    >>> past.had_sanction(Sanction.VETO, last=2007, years=2)
    False
    """

    years: tuple[YearRecord, ...] = attrs.field(default=(), converter=_in_order)

    def __attrs_post_init__(self) -> None:
        """Check that no year comes twice."""
        given = [record.year for record in self.years]
        if twice := sorted({year for year in given if given.count(year) > 1}):
            raise DefinitionError("history", f"{', '.join(map(str, twice))} comes twice")

    @classmethod
    def of_runs(cls, runs: Mapping[str, int], *, year: int) -> History:
        """Make the history of a unit of which only the years in a row are known.

        Parameters
        ----------
        runs : mapping of str to int
            Years in a row with a status, this one included; 0 for a unit without it.
        year : int
            This year.

        Raises
        ------
        DefinitionError
            Years below 0.

        Examples
        --------
        >>> History.of_runs({"key-managed": 2}, year=2008).run_of("key-managed", last=2008)
        (2, 2)
        """
        if bad := next((run for run in runs.values() if run < 0), 0):
            raise DefinitionError("runs", f"{bad} years is below 0")
        longest = max(runs.values(), default=0)
        return cls(
            [
                YearRecord(
                    year - back,
                    # Beyond the year before its run nothing is known of a status.
                    statuses={name: back < run for name, run in runs.items() if back <= run},
                )
                for back in range(longest + 1)
            ]
        )

    def of(self, year: int) -> YearRecord:
        """Return the record of a year; one in which nothing is known where it is not there."""
        return next((record for record in self.years if record.year == year), YearRecord(year))

    def had_status(self, status: str, *, last: int, years: int) -> bool | None:
        """Whether a unit had a status in so many years in a row, up to and with the last."""
        run = range(last - years + 1, last + 1)
        return all_of(*(self.of(year).statuses.get(status) for year in run))

    def had_sanction(self, sanction: Sanction, *, last: int, years: int) -> bool | None:
        """Whether a unit had a sanction, or a worse one, in so many years in a row."""
        run = range(last - years + 1, last + 1)
        return all_of(*(_at_least(self.of(year), sanction) for year in run))

    def times(self, sanction: Sanction, *, before: int) -> int:
        """Years before another in which a unit is known to have had a sanction or a worse one."""
        earlier = (record for record in self.years if record.year < before)
        return sum(_at_least(record, sanction) is True for record in earlier)

    def unknown(self, *, before: int) -> int:
        """Years before another that are there without saying whether there was a sanction."""
        return sum(record.sanction is None for record in self.years if record.year < before)

    def run_of(self, status: str, *, last: int) -> tuple[int, int | None]:
        """Fewest and most consecutive years with a status, up to and with the last.

        Returns
        -------
        tuple of int
            The most is None where the history does not reach back far enough to tell.

        Examples
        --------
        >>> listed = {"key-managed": True}
        >>> past = History([YearRecord(2006, statuses=listed), YearRecord(2007, statuses=listed)])
        >>> past.run_of("key-managed", last=2007)
        (2, None)
        """
        sure = 0
        while self.of(last - sure).statuses.get(status):
            sure += 1
        most = sure
        while self.of(last - most).statuses.get(status) is not False:
            if not self.years or last - most < self.years[0].year:
                return sure, None
            most += 1
        return sure, most


def _at_least(record: YearRecord, sanction: Sanction) -> bool | None:
    return None if record.sanction is None else record.sanction >= sanction
