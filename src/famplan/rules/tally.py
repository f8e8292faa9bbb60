"""Tallies of a rule: how many qualify, how many do not and for what, of whom it is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError
from famplan.rules.count_table import CountTable, Tabled, plain_key
from famplan.rules.hiding import check_threshold, mark
from famplan.rules.outcome import Outcome
from famplan.rules.outcome_cells import Cells, requirements_of
from famplan.rules.outcome_kernel import as_groups, count_outcomes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from famplan.rules.applied import Applied
    from famplan.tabulate.counts import Counts

__all__ = ["RequirementTally", "RuleTally", "tally_of"]

_RESERVED = ("outcome", "requirement", "text", "count", "mark")


def tally_of(  # noqa: PLR0913 - as `Applied.status`, and by what groups
    applied: Applied[Any],
    data: object,
    *,
    on: date | str | None,
    by: str | Sequence[str] = (),
    place: str = "",
    places: str | None = None,
    columns: Mapping[str, str | None] | None = None,
    children: object = None,
    key: str | tuple[str, str] = "id",
    progress: bool = False,
) -> RuleTally:
    """Count outcomes of a rule or scheme, and of those who do not qualify the first reason.

    Parameters
    ----------
    applied : Rule or Scheme
        What to apply.
    data : object
        Anything `famplan.tabulate` counts: frames of pandas, polars, pyarrow, DuckDB, Spark or
        Dask, files, arrays, an iterator of these.
    on : date, str or None
        The reference date of all rows, or the column that has one for each.
    by : str or sequence of str
        Columns that make the groups.
    place, places, columns, children, key
        As for `Scheme.status`.
    progress : bool
        Show how far the reading is.

    Returns
    -------
    RuleTally
        Counts, which add up; nobody is in them.

    Raises
    ------
    InvalidInputError
        A column is missing or holds what it cannot.
    DefinitionError
        A group column is named twice, or like a field of the table.

    Examples
    --------
    >>> from datetime import date
    >>> import numpy as np
    >>> from famplan.rules import rewards
    >>> people = {
    ...     "birth": np.repeat(np.array(["1950-05-01", "1960-05-01"], "datetime64[D]"), [30, 20]),
    ...     "registration": ["rural"] * 50,
    ...     "births_conformed": [True] * 50,
    ...     "living_children": [1] * 50,
    ... }
    >>> unknown = {"living_daughters": None, "children_ever": None}
    >>> tally = tally_of(rewards.RURAL_REWARD, people, on=date(2012, 3, 1), columns=unknown)
    >>> print(tally)
    eligible  not eligible
          30            20
    outcome       requirement  text                                                count
    not eligible  age          was born on or after 1933-01-01 and is at least 60     20
    >>> (tally + tally).total
    100
    """
    groups = as_groups(by, _RESERVED)
    counts = count_outcomes(
        {"outcome": applied},
        data,
        on=on,
        by=groups,
        reasons=True,
        progress=progress,
        reading={
            "place": place,
            "places": places,
            "columns": columns,
            "children": children,
            "key": key,
        },
    )
    return RuleTally(applied, groups, counts)


@attrs.frozen(eq=False, repr=False)
class RuleTally(Tabled):
    """Counts of outcomes by group.

    Parameters
    ----------
    applied : Rule or Scheme
        What was applied.
    by : tuple of str
        Group columns.
    counts : Counts
        Rows by group, outcome and first reason.
    """

    applied: Applied[Any]
    by: tuple[str, ...]
    counts: Counts

    def __add__(self, other: RuleTally) -> RuleTally:
        """Add the tally of other rows.

        Raises
        ------
        DefinitionError
            Another rule was applied, or other groups were made.
        """
        if not isinstance(other, RuleTally):
            return NotImplemented
        if self.by != other.by or not _same(self.applied, other.applied):
            problem = f"{self.applied.code} by {self.by} and {other.applied.code} by {other.by}"
            raise DefinitionError("tally", problem, remedy="add tallies of one rule and one by=")
        return attrs.evolve(self, counts=self.counts + other.counts)

    @property
    def total(self) -> int:
        """How many rows were judged."""
        return int(self.counts.sums["records"].sum())

    def count(self, outcome: Outcome | str) -> int:
        """How many rows have an outcome.

        Parameters
        ----------
        outcome : Outcome or str
            Which.
        """
        wanted = str(Outcome(outcome))
        found = self.counts.keys[len(self.by)] == wanted
        return int(self.counts.sums["records"][found].sum())

    @property
    def requirements(self) -> RequirementTally:
        """The same by the first requirement that is not met, or is unknown."""
        return RequirementTally(self)

    def table(self, *, hide_below: int = 10) -> CountTable:
        """Make a table of outcomes by group.

        Parameters
        ----------
        hide_below : int
            Smaller counts are hidden, and with them as many others as it takes that no total
            gives them away; 0 shows every count.

        Returns
        -------
        CountTable

        Raises
        ------
        InvalidInputError
            The threshold is not a whole number from 0 on.
        """
        check_threshold(hide_below)
        cells = Cells.of(self.applied, self.counts)
        hidden, _ = cells.hidden(hide_below)
        wholes = cells.wholes()
        records = [
            {
                **dict(zip(self.by, map(plain_key, group), strict=True)),
                "outcome": str(outcome),
                "count": None if hidden[row, place] else int(wholes[row, place]),
                "mark": mark(hidden=bool(hidden[row, place])),
            }
            for row, group in enumerate(cells.groups)
            for place, outcome in enumerate(cells.outcomes)
        ]
        return CountTable((*self.by, "outcome"), records, across="outcome", below=hide_below)

    def to_text(self, *, hide_below: int = 10) -> str:
        """The outcomes, and below them the reasons."""
        reasons = self.requirements.table(hide_below=hide_below)
        first = self.table(hide_below=hide_below)
        if not reasons.records:
            return first.to_text()
        text = reasons.to_text()
        notes = [note for note in first.notes() if note not in text]
        return "\n".join((*first.body(), text, *notes))

    def _repr_html_(self) -> str:
        return self.table().to_html() + self.requirements.table().to_html()


@attrs.frozen(eq=False, repr=False)
class RequirementTally(Tabled):
    """Counts of the first requirement that is not met, or is unknown."""

    tally: RuleTally

    def table(self, *, hide_below: int = 10) -> CountTable:
        """Make a table of first reasons by group; hidden as in the table of outcomes."""
        check_threshold(hide_below)
        tally = self.tally
        cells = Cells.of(tally.applied, tally.counts)
        _, hidden = cells.hidden(hide_below)
        texts = {entry.key: entry.text for entry in requirements_of(tally.applied)}
        records = [
            {
                **dict(zip(tally.by, map(plain_key, group), strict=True)),
                "outcome": str(outcome),
                "requirement": reason,
                "text": texts.get(reason, reason),
                "count": None if hidden[row, place] else int(count),
                "mark": mark(hidden=bool(hidden[row, place])),
            }
            for row, group in enumerate(cells.groups)
            for place, (outcome, reason) in enumerate(cells.kinds)
            if reason is not None and (count := cells.counts[row, place])
        ]
        keys = (*tally.by, "outcome", "requirement", "text")
        return CountTable(keys, records, below=hide_below)


def _same(one: Applied[Any], other: Applied[Any]) -> bool:
    """Tell whether two say the same, as a draft and the law of one name do not."""
    texts = ([law.to_dict() for law in found.laws()] for found in (one, other))
    return one is other or next(texts) == next(texts)
