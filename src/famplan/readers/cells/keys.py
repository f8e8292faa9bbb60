"""Keys and references: kept as they are until the rows they lead to are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.errors import InvalidInputError
from famplan.readers.cells.decoding import UNKNOWN_TEXTS
from famplan.readers.table import NOBODY
from famplan.tabulate.sources.arrow import pyarrow
from famplan.tabulate.sources.source import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["KeyReader", "Keys", "known_keys", "repeats"]

_LONGEST = 18  # digits that an int64 always holds
_UNKNOWN = sorted({t for text in UNKNOWN_TEXTS for t in (text, text.upper(), text.capitalize())})
_EXACT = 2.0**53  # up to here a float holds every whole number
_SPAN = 8  # a look-up table may be so many times as long as there are keys


class KeyReader:
    """Gathers a column of keys, batch by batch."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[Any] = []

    def add(self, array: Any) -> Any:  # noqa: ANN401 - an Arrow array
        """Keep a batch and return what is kept."""
        found = _plain(array, self._name)
        self._parts.append(found)
        return found

    def add_unknown(self, rows: int) -> None:
        """Note rows without a key."""
        arrow = pyarrow("reading a register")
        self._parts.append(arrow.nulls(rows, arrow.int64()))

    def finish(self) -> Any:  # noqa: ANN401 - an Arrow array
        """Join the batches: whole numbers if all are such, else text."""
        arrow = pyarrow("reading a register")
        parts, self._parts = self._parts, []
        if any(arrow.types.is_large_string(part.type) for part in parts):
            return arrow.concat_arrays([part.cast(arrow.large_string()) for part in parts])
        return arrow.concat_arrays(parts) if parts else arrow.nulls(0, arrow.int64())


def _plain(array: Any, name: str) -> Any:  # noqa: ANN401 - an Arrow array
    """Whole numbers or narrow text without blanks around it; nothing for what says so."""
    arrow = pyarrow("reading a register")
    compute = library("pyarrow.compute", "reading a register", extra="register")
    types, kind = arrow.types, array.type
    try:
        if types.is_dictionary(kind):
            array = array.dictionary_decode()
            kind = array.type
        if types.is_null(kind) or types.is_integer(kind):
            return _not_negative(array.cast(arrow.int64()), compute)
        if types.is_floating(kind) or types.is_decimal(kind):
            numbers = array.cast(arrow.float64(), safe=False)
            numbers = compute.if_else(compute.is_nan(numbers), None, numbers)
            whole = compute.equal(numbers, compute.floor(numbers))
            near = compute.less_equal(compute.abs(numbers), _EXACT)
            if compute.all(compute.and_(whole, near)).as_py() is not False:
                return _not_negative(numbers.cast(arrow.int64()), compute)
            return numbers.cast(arrow.large_string())
        return _known(_narrow(array.cast(arrow.large_string()), compute), arrow, compute)
    except (arrow.ArrowException, ValueError):
        raise InvalidInputError(name, f"holds {kind}; keys are text or whole numbers") from None


def _narrow(text: Any, compute: Any) -> Any:  # noqa: ANN401 - an Arrow array
    """Make full-width signs narrow, and take blanks off both ends."""
    if compute.all(compute.string_is_ascii(text)).as_py() is False:
        text = compute.utf8_normalize(text, form="NFKC")
    return compute.utf8_trim_whitespace(text)


def _known(text: Any, arrow: Any, compute: Any) -> Any:  # noqa: ANN401 - an Arrow array
    """Drop texts that say that nothing is known, and the point of whole numbers.

    Two mothers "unknown" are not one. Whoever exports whole numbers with gaps from a dataframe gets
    "7.0" in every row; where only some keys end so, they are kept as they are.
    """
    unknown = compute.is_in(text, value_set=arrow.array(_UNKNOWN, text.type))
    if compute.any(unknown).as_py():
        text = compute.if_else(unknown, None, text)
    if compute.all(compute.match_substring_regex(text, r"^[0-9]+\.0$")).as_py():
        text = compute.utf8_slice_codeunits(text, 0, -2)
    return text


def _not_negative(numbers: Any, compute: Any) -> Any:  # noqa: ANN401 - an Arrow array
    """Make what is below 0 unknown: tables in memory say nobody so."""
    if (compute.min(numbers).as_py() or 0) >= 0:
        return numbers
    return compute.if_else(compute.less(numbers, 0), None, numbers)


class Keys:
    """The keys of a table, which find the rows that references lead to.

    Parameters
    ----------
    keys : Arrow array
        Keys of the rows; of equal ones the first is found.

    Examples
    --------
    >>> import pyarrow as pa
    >>> keys = Keys(pa.array(["P07", "P08", None, "P07"]))
    >>> keys.rows_of(pa.array(["P08", "P9", None, "P07"])).tolist()
    [1, -1, -1, 0]
    """

    def __init__(self, keys: Any) -> None:  # noqa: ANN401 - an Arrow array
        self._keys = keys
        self._shape = _Shape.of(keys)
        self._table: NDArray[np.int32] | None = None
        self._low = 0
        if self._shape is not None:
            self._make_table(self._shape.numbers(keys))

    def _make_table(self, numbers: NDArray[np.int64] | None) -> None:
        """Make a look-up table of keys that are numbers not far apart."""
        if numbers is None or not (numbers >= 0).any():
            return
        low, high = int(numbers[numbers >= 0].min()), int(numbers.max())
        if high - low > max(_SPAN * len(numbers), 1 << 16):
            return
        self._low = low
        # The last entry stands for what is not known; filled from the end, the first row stays.
        table = np.full(high - low + 2, NOBODY, dtype=np.int32)
        rows = np.flatnonzero(numbers >= 0)[::-1].astype(np.int32)
        table[numbers[rows] - low] = rows
        self._table = table

    def rows_of(self, references: Any) -> NDArray[np.int32]:  # noqa: ANN401 - an Arrow array
        """Find the row of each reference, -1 where there is none."""
        return self.rows_of_all([references])[0]

    def rows_of_all(self, columns: Sequence[Any]) -> list[NDArray[np.int32]]:
        """Find the rows of several columns of references: text is looked up for all at once."""
        found = [self._looked_up(references) for references in columns]
        rest = [place for place, rows in enumerate(found) if rows is None]
        if rest:
            searched = self._searched([columns[place] for place in rest])
            for place, rows in zip(rest, searched, strict=True):
                found[place] = rows
        return [rows for rows in found if rows is not None]

    def _looked_up(self, references: Any) -> NDArray[np.int32] | None:  # noqa: ANN401
        """Look numbers up in the table, if there is one and these are of the keys' shape."""
        if self._table is None or self._shape is None:
            return None
        places = self._shape.numbers(references)
        if places is None:
            return None
        size = len(self._table) - 1
        places -= self._low
        places[(places < 0) | (places >= size)] = size
        found: NDArray[np.int32] = self._table[places]
        return found

    def _searched(self, columns: list[Any]) -> list[NDArray[np.int32]]:
        """Search a hash table of the keys, which is made once."""
        arrow = pyarrow("reading a register")
        compute = library("pyarrow.compute", "reading a register", extra="register")
        keys = self._keys
        if any(references.type != keys.type for references in columns):
            text = arrow.large_string()
            keys, columns = keys.cast(text), [references.cast(text) for references in columns]
        places = compute.index_in(
            arrow.chunked_array(columns), value_set=keys, skip_nulls=True
        ).fill_null(NOBODY)
        rows = places.to_numpy()
        ends = np.cumsum([len(references) for references in columns])[:-1]
        return np.split(rows, ends)


def repeats(first: NDArray[np.int32]) -> NDArray[np.intp]:
    """Rows whose key an earlier row has, by the first row of each key.

    Examples
    --------
    >>> repeats(np.array([0, 1, 0, -1])).tolist()
    [2]
    """
    return np.flatnonzero((first >= 0) & (first != np.arange(len(first))))


class _Shape:
    """How keys that are numbers in disguise look: one text before the digits, one length."""

    def __init__(self, prefix: str, length: int | None) -> None:
        self._prefix = prefix
        self._length = length  # None: digits without leading zeros

    @classmethod
    def of(cls, keys: Any) -> _Shape | None:  # noqa: ANN401 - an Arrow array
        """Look at the first and the last key in order: what both begin with, all begin with."""
        if not len(keys) or keys.null_count == len(keys):
            return None
        if pyarrow("reading a register").types.is_integer(keys.type):
            return cls("", None)
        compute = library("pyarrow.compute", "reading a register", extra="register")
        ends = compute.min_max(keys).as_py()
        low, high = ends["min"], ends["max"]
        same = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), None)
        prefix = low[: min(len(low), len(high)) if same is None else same].rstrip("0123456789")
        lengths = compute.min_max(compute.utf8_length(keys)).as_py()
        return cls(prefix, lengths["max"] if lengths["min"] == lengths["max"] else None)

    def numbers(self, keys: Any) -> NDArray[np.int64] | None:  # noqa: ANN401 - an Arrow array
        """Read keys as numbers, -1 where there is none; nothing if one is of another shape."""
        arrow = pyarrow("reading a register")
        if arrow.types.is_integer(keys.type):
            if self._prefix or self._length is not None:
                keys = keys.cast(arrow.large_string())
            else:
                return _whole(keys)
        return self._digits(keys, arrow)

    def _digits(self, keys: Any, arrow: Any) -> NDArray[np.int64] | None:  # noqa: ANN401
        compute = library("pyarrow.compute", "reading a register", extra="register")
        lengths = compute.utf8_length(keys)
        longest = compute.max(lengths).as_py() or 0
        if longest - len(self._prefix) > _LONGEST:
            return None
        if self._prefix:
            if compute.all(compute.starts_with(keys, self._prefix)).as_py() is False:
                return None
            digits = compute.utf8_slice_codeunits(keys, len(self._prefix))
        else:
            digits = keys
        try:
            numbers = digits.cast(arrow.int64())
        except arrow.ArrowException:
            return None
        if self._length is not None:
            same = compute.all(compute.equal(lengths, self._length)).as_py() is not False
            # Arrow would also read "-1" and "0x1f".
            plain = same and compute.all(compute.ascii_is_decimal(digits)).as_py() is not False
        else:  # as Arrow would write the number itself: no sign, no leading zero
            plain = compute.all(compute.equal(numbers.cast(arrow.large_string()), digits)).as_py()
            plain = plain is not False
        return _whole(numbers) if plain else None


def _whole(keys: Any) -> NDArray[np.int64] | None:  # noqa: ANN401 - an Arrow array
    # A copy: the caller shifts the numbers in place.
    numbers = np.array(keys.fill_null(NOBODY).to_numpy(zero_copy_only=False), dtype=np.int64)
    negative = numbers < 0
    return None if np.count_nonzero(negative) > keys.null_count else numbers


def known_keys(references: list[Any]) -> Any:  # noqa: ANN401 - an Arrow array
    """Every key that is referred to, each once: rows of a table that is not there."""
    arrow = pyarrow("reading a register")
    compute = library("pyarrow.compute", "reading a register", extra="register")
    if len({part.type for part in references}) > 1:
        references = [part.cast(arrow.large_string()) for part in references]
    found = compute.unique(arrow.concat_arrays(references))
    return found.drop_null()
