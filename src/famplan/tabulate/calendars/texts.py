"""Texts of one length as bytes: a row for each woman, a column for each month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.coding import Coded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Column

__all__ = ["FixedTexts", "as_bytes", "with_fixed_texts"]

_BLANK = ord(" ")
_OUTSIDE = 1  # a byte that no calendar has, for letters that do not fit in one byte


class FixedTexts(Sequence[object]):
    """An array of texts as the values of a coded column, none looked at before it is needed.

    Nearly all calendars differ, so looking for those that are alike would cost far more than
    reading them.

    Examples
    --------
    >>> texts = FixedTexts(np.array([b"00B", b"0"]))
    >>> len(texts), texts[0]
    (2, '00B')
    """

    def __init__(self, array: NDArray[Any]) -> None:
        self._array = array

    def __len__(self) -> int:
        """Count the texts."""
        return len(self._array)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - as of any sequence
        """Return one text, or several."""
        if isinstance(place, slice):
            return FixedTexts(self._array[place])
        text = self._array[place]
        return text.decode("latin-1") if isinstance(text, bytes) else str(text)

    def matrix(self, codes: NDArray[np.integer[Any]]) -> NDArray[np.uint8]:
        """Return the bytes of some of the texts, padded with blanks."""
        if len(codes) and codes[-1] - codes[0] == len(codes) - 1 and (np.diff(codes) == 1).all():
            return _matrix(self._array[codes[0] : codes[-1] + 1])
        return _matrix(self._array[codes])


def with_fixed_texts(data: object, names: Sequence[str | None]) -> object:
    """Keep arrays of texts in a mapping as they are, where a source would look for those alike.

    Examples
    --------
    >>> data = with_fixed_texts({"vcal_1": ["00B", "0PP"], "v018": [1, 1]}, ["vcal_1", None])
    >>> type(data["vcal_1"].values).__name__, data["v018"]
    ('FixedTexts', [1, 1])
    """
    if not isinstance(data, Mapping):
        return data
    found = dict(data)
    for name in names:
        if name is None or name not in found or isinstance(found[name], Coded):
            continue
        array = np.asarray(found[name])
        if array.ndim == 1 and array.dtype.kind in "SU":
            found[name] = Coded(np.arange(len(array)), FixedTexts(array))
    return found


def as_bytes(column: Column, where: str, *, before: int = 0) -> NDArray[np.uint8]:
    """Return a column of texts as bytes, one row for each, padded with blanks to one width.

    A text that is unknown is a row of blanks. A letter that does not fit in one byte becomes one
    that no list has.

    Raises
    ------
    InvalidInputError
        The column does not hold texts.

    Examples
    --------
    >>> as_bytes(Coded(np.array([0, -1]), ["0B"]), "vcal_1").tolist()
    [[48, 66], [32, 32]]
    """
    if not isinstance(column, Coded):
        # A column that is wholly unknown, or of digits that were read as numbers.
        if column.dtype.kind == "f" and np.isnan(column).all():
            return np.full((len(column), 1), _BLANK, dtype=np.uint8)
        remedy = "read the column as text: leading blanks and zeros are months"
        raise InvalidInputError(f"{where}, row {before + 1}", "a number, no text", remedy=remedy)
    known = column.codes >= 0
    if not known.any():
        return np.full((len(column), 1), _BLANK, dtype=np.uint8)
    if isinstance(column.values, FixedTexts):
        found = column.values.matrix(column.codes)
    else:
        found = _of_list(column.codes, cast("Sequence[str]", column.values), known)
    if not known.all():
        found = np.where(known[:, None], found, np.uint8(_BLANK))
    return found


def _of_list(
    codes: NDArray[np.integer[Any]], values: Sequence[str], known: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """Read only the texts of this batch: its blocks share one list."""
    used = np.zeros(len(values), dtype=bool)
    used[codes[known]] = True
    wanted = np.flatnonzero(used)
    texts = [str(values[place]) for place in wanted.tolist()]
    width = max(map(len, texts))
    joined = "".join([text.ljust(width) for text in texts])
    try:
        matrix = np.frombuffer(joined.encode("latin-1"), dtype=np.uint8)
    except UnicodeEncodeError:
        matrix = _narrowed(np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32))
    places = np.zeros(len(values), dtype=np.int64)
    places[wanted] = np.arange(len(wanted))
    found: NDArray[np.uint8] = matrix.reshape(len(texts), width)[places[codes]]
    return found


def _matrix(array: NDArray[Any]) -> NDArray[np.uint8]:
    """Look at an array of texts as bytes; what it pads with zeros is blank."""
    array = np.ascontiguousarray(array)
    if array.dtype.kind == "U":
        wide = array.view(np.uint32).reshape(len(array), -1)
        found = _narrowed(wide)
    else:
        found = array.view(np.uint8).reshape(len(array), -1)
    if found.size and not found[:, -1].all():  # padding stands at the end
        found = np.where(found == 0, np.uint8(_BLANK), found)
    return found


def _narrowed(letters: NDArray[np.uint32]) -> NDArray[np.uint8]:
    return np.where(letters < 1 << 8, letters, _OUTSIDE).astype(np.uint8)
