"""Match two lists of the same events: exact keys first, then scores for what they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.quality.matching.exact import key_codes
from famplan.quality.matching.matching import Cells, Matching, Unresolved
from famplan.quality.matching.normalising import joint_codes, normal
from famplan.quality.matching.office import OfficeRows
from famplan.quality.matching.pairs import Pairs
from famplan.quality.matching.reading import names_of, read_columns, read_keys
from famplan.quality.matching.scoring import Scoring, scored_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Rows = tuple[NDArray[np.int64], NDArray[np.int64]]
    Columns = Mapping[str, NDArray[Any]]

__all__ = ["match"]


def match(
    first: Any,  # noqa: ANN401 - any table
    second: Any,  # noqa: ANN401
    *,
    keys: str | Sequence[str | Sequence[str]],
    scoring: Scoring | None = None,
    by: str | None = None,
) -> Matching:
    """Match two lists of the same events, and count what both have and what one has.

    Rows that agree in an exact key are matched if no other row of either list has that key; where
    several have, the next key decides, or the scores, or nothing. Unknown matches nothing. Take
    duplicates out first (`duplicates`): a row and its copy leave both unresolved.

    Parameters
    ----------
    first, second : table of a register, dataframe or mapping
        The lists, with columns of the same names. Of a table of `famplan.readers.register` the used
        rows are taken; a reference there is a row and means nothing in another register.
    keys : str, or sequence of str or of sequences of str
        Exact keys, each a column or columns, the surest first: ``["mother", "occurred"]`` are two
        keys, ``[["mother", "occurred"]]`` is one of two columns. Width, case, spaces and
        punctuation do not count.
    scoring : Scoring, optional
        How rows are scored that no key decides; needs ``famplan[matching]``. Splink can also run
        on Spark, which is not tested here.
    by : str, optional
        A column of both lists whose values are strata: area, sex, year.

    Returns
    -------
    Matching
        Counts and rates. Which rows belong together is only in `Matching.rows_for_the_office`.

    Raises
    ------
    DefinitionError
        There are no keys.
    InvalidInputError, ShapeError
        A column is not there or has lost digits, a list is no table, or columns differ in length.
    MissingExtraError
        Scores are asked for and Splink is not installed.

    Examples
    --------
    >>> register = {"mother": [1, 2, 3, 3], "born": ["2012-01-05", "2012-03-01", "2012-03-02", ""]}
    >>> hospital = {"mother": [1, 3, 4], "born": ["20120105", "2012/03/02", "2012-05-06"]}
    >>> found = match(register, hospital, keys=[["mother", "born"]])
    >>> found
    <2 on both lists, 2 on the first only, 1 on the second only, unresolved 0 and 0>
    >>> found.cells(unresolved="unmatched")
    {'both': 2, 'first_only': 2, 'second_only': 1}
    """
    wanted = read_keys(keys)
    names = names_of(wanted, scoring.columns if scoring else (), (by,) if by else ())
    tables = [
        read_columns(data, names, where=where)
        for data, where in ((first, "first"), (second, "second"))
    ]
    sizes = (len(tables[0][names[0]]), len(tables[1][names[0]]))
    pairs = Pairs(sizes)
    codes = [key_codes(tables, key) for key in wanted]
    for key, code in zip(wanted, codes, strict=True):
        pairs.by_key(" + ".join(key), code)
    open_: Rows = (np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    if scoring is not None:
        left, right, likely = scored_pairs(tables, scoring, wanted)
        open_, _ = pairs.by_score((left, right), likely, accept=scoring.accept)
    marks = pairs.unresolved(codes, open_)
    return _result(pairs, marks, tables, by)


def _result(
    pairs: Pairs,
    marks: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    tables: Sequence[Columns],
    by: str | None,
) -> Matching:
    matched = pairs.joined([rows for _, rows in pairs.matched])
    possible = pairs.joined(pairs.possible)
    labels, strata = _strata(tables, by, pairs.sizes)
    cells: dict[Unresolved, Cells] = {
        "unmatched": _cells(strata, matched, len(labels)),
        "matched": _cells(strata, pairs.joined([matched, possible]), len(labels)),
    }
    return Matching(
        first=pairs.sizes[0],
        second=pairs.sizes[1],
        both=len(matched[0]),
        steps={step: len(rows[0]) for step, rows in pairs.matched},
        unresolved_first=int(marks[0].sum()),
        unresolved_second=int(marks[1].sum()),
        possible=len(possible[0]),
        by=(by, labels) if by else None,
        cells=cells,
        rows=_office_rows(pairs, matched, possible),
    )


def _strata(
    tables: Sequence[Columns], by: str | None, sizes: tuple[int, int]
) -> tuple[tuple[Any, ...], Sequence[NDArray[np.int64]]]:
    """Return labels of strata as the lists write them, None for unknown, and the codes of rows."""
    if by is None:
        return ("all",), [np.zeros(size, dtype=np.int64) for size in sizes]
    codes = joint_codes([table[by] for table in tables])
    known = max(int(code.max(initial=-1)) for code in codes) + 1
    labels: list[Any] = [None] * known
    for table, code in reversed(list(zip(tables, codes, strict=True))):
        places, rows = np.unique(code, return_index=True)
        for place, row in zip(places, rows, strict=True):
            if place >= 0:
                labels[place] = table[by][row]
    unknown = any((code < 0).any() for code in codes)
    order = sorted(range(known), key=lambda place: normal(labels[place]))
    place = np.empty(known + 1, dtype=np.int64)
    place[order] = np.arange(known)
    place[-1] = known
    ordered = (*(_plain(labels[old]) for old in order), *([None] if unknown else []))
    return ordered, [place[code] for code in codes]


def _plain(label: Any) -> Any:  # noqa: ANN401 - a cell
    return label.item() if isinstance(label, np.generic) else label


def _cells(strata: Sequence[NDArray[np.int64]], rows: Rows, size: int) -> Cells:
    """Count rows on both lists and on one, by stratum; a pair is where the first list has it."""
    alone = []
    for stratum, paired in zip(strata, rows, strict=True):
        single = np.ones(len(stratum), dtype=bool)
        single[paired] = False
        alone.append(np.bincount(stratum[single], minlength=size))
    both = np.bincount(strata[0][rows[0]], minlength=size)
    return both, alone[0], alone[1]


def _office_rows(pairs: Pairs, matched: Rows, possible: Rows) -> OfficeRows:
    first, second = pairs.joined([matched, possible])
    steps = [step for step, rows in pairs.matched for _ in rows[0]]
    likely = np.concatenate([*pairs.likely, np.full(len(possible[0]), np.nan)])
    step = np.array([*steps, *(["unresolved"] * len(possible[0]))])
    return OfficeRows({"first": first, "second": second, "step": step, "likely": likely})
