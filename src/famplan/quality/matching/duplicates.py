"""Records of one event that stand in a register more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.formulas.estimates import estimate
from famplan.quality.matching.exact import key_codes
from famplan.quality.matching.office import OfficeRows
from famplan.quality.matching.reading import names_of, read_columns, read_keys
from famplan.quality.matching.scoring import Scoring, scored_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.model.estimate import Estimate

__all__ = ["Duplicates", "duplicates"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Duplicates:
    """How many records of a register are of an event that another record is of already.

    Parameters
    ----------
    records : int
        Rows of the register.
    surplus : int
        Rows beyond the first of each event.
    repeated : int
        Events that have more than one row.
    possible : int
        Further rows that would be surplus if every unresolved pair were one event.
    steps : mapping of str to int
        Surplus rows that each exact key finds by itself, and pairs that the scores accept.
    """

    records: int
    surplus: int
    repeated: int
    possible: int
    steps: Mapping[str, int]
    _rows: OfficeRows = attrs.field(alias="rows")

    @property
    def rate(self) -> Estimate:
        """Surplus rows among all rows.

        All rows were looked at, so the interval is of the process that made them, not of a sample.
        """
        return estimate("DUPLICATION", numerator=self.surplus, denominator=self.records)

    @property
    def events(self) -> int:
        """Rows that are left when the surplus is taken out."""
        return self.records - self.surplus

    def rows_for_the_office(self) -> OfficeRows:
        """Which rows repeat which: ``row`` and ``repeats``, the first row of the same event."""
        return self._rows

    def without(self, data: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
        """Take the surplus rows out of columns that have one entry for each row.

        Parameters
        ----------
        data : mapping of str to array
            Columns, in the order in which the rows were given.

        Returns
        -------
        dict of str to ndarray
            The columns, the first row of each event only.
        """
        kept = np.ones(self.records, dtype=bool)
        kept[self._rows.column("row").astype(np.int64)] = False
        return {name: np.asarray(column)[kept] for name, column in data.items()}

    def to_dict(self) -> dict[str, Any]:
        """Counts and the rate as plain values, for JSON and tables."""
        names = ("records", "surplus", "repeated", "possible", "events")
        counts = {name: getattr(self, name) for name in names}
        return {**counts, "steps": dict(self.steps), "rate": self.rate.value}

    def __repr__(self) -> str:
        """Give the counts."""
        return (
            f"<{self.surplus:,} of {self.records:,} records repeat one of {self.repeated:,} "
            f"events, {self.possible:,} more may>"
        )


def duplicates(
    data: Any,  # noqa: ANN401 - any table
    *,
    keys: str | Sequence[str | Sequence[str]],
    scoring: Scoring | None = None,
) -> Duplicates:
    """Find records of one event that stand in a register more than once.

    Rows that agree in all columns of a key are one event, and so are rows that a third connects.
    Unknown agrees with nothing. Give keys that twins do not share: with the mother and the day of
    birth, name the order or the child too.

    Parameters
    ----------
    data : table of a register, dataframe or mapping
        The register; of a table of `famplan.readers.register` the used rows are taken.
    keys : str, or sequence of str or of sequences of str
        Exact keys, each a column or columns: ``["mother", "occurred"]`` are two keys, of which one
        is enough, ``[["mother", "occurred"]]`` is one of two columns.
    scoring : Scoring, optional
        How likely other pairs are one event; needs ``famplan[matching]``.

    Returns
    -------
    Duplicates
        Counts and the rate. Which rows they are is only in `Duplicates.rows_for_the_office`.

    Raises
    ------
    DefinitionError
        There are no keys.
    InvalidInputError, ShapeError
        A column is not there or has lost digits, the data are no table, or columns differ in
        length.
    MissingExtraError
        Scores are asked for and Splink is not installed.

    Examples
    --------
    >>> births = {"mother": [7, 7, 8, None, None], "born": ["2012-03-04", "20120304", "2012-03-04",
    ...                                                     "2012-03-04", "2012-03-04"]}
    >>> found = duplicates(births, keys=[["mother", "born"]])
    >>> found
    <1 of 5 records repeat one of 1 events, 0 more may>
    >>> print(found.rate)
    DUPLICATION 20.00 per 100 (95 % interval 3.62 to 62.45, n = 5)
    """
    wanted = read_keys(keys)
    names = names_of(wanted, scoring.columns if scoring else ())
    table = read_columns(data, names, where="data")
    size = len(table[names[0]])
    edges = [_repeats(key_codes([table], key)[0]) for key in wanted]
    steps = {" + ".join(k): len(edge[0]) for k, edge in zip(wanted, edges, strict=True)}
    doubtful = []
    if scoring is not None:
        left, right, likely = scored_pairs([table], scoring, wanted)
        sure = likely >= scoring.accept
        edges.append((left[sure], right[sure]))
        doubtful.append((left[~sure], right[~sure]))
        steps["scores"] = int(sure.sum())
    event = _connected(edges, size)
    return _result(event, _connected([*edges, *doubtful], size), steps)


def _repeats(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair each row with the first row that has its key."""
    rows = np.flatnonzero(codes >= 0)
    _, first, place = np.unique(codes[rows], return_index=True, return_inverse=True)
    of = rows[first][place]
    again = of != rows
    return of[again], rows[again]


def _connected(
    edges: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]], size: int
) -> NDArray[np.int64]:
    """Number the events: rows that pairs connect are one."""
    from scipy import sparse  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    left, right = (np.concatenate([pair[side] for pair in edges]) for side in (0, 1))
    graph = sparse.coo_array((np.ones(len(left), dtype=np.int8), (left, right)), (size, size))
    found: NDArray[np.int64] = sparse.csgraph.connected_components(graph, directed=False)[1]
    return found


def _result(
    event: NDArray[np.int64], at_most: NDArray[np.int64], steps: Mapping[str, int]
) -> Duplicates:
    distinct, first, sizes = np.unique(event, return_index=True, return_counts=True)
    kept = np.zeros(len(event), dtype=bool)
    kept[first] = True
    again = np.flatnonzero(~kept)
    surplus = len(event) - len(distinct)
    return Duplicates(
        records=len(event),
        surplus=surplus,
        repeated=int(np.count_nonzero(sizes > 1)),
        possible=len(distinct) - len(np.unique(at_most)),
        steps=steps,
        rows=OfficeRows({"row": again, "repeats": first[event[again]]}),
    )
