"""What a column looks like to the language: an array, or codes with the values they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CodedColumn", "Column"]


class CodedColumn(Protocol):
    """A column that comes coded: values and, for each row, the position of its own (-1: none)."""

    @property
    def codes(self) -> NDArray[np.integer[Any]]:
        """Position of each row's value."""

    @property
    def values(self) -> Sequence[object]:
        """What the positions stand for."""

    def __len__(self) -> int:
        """Count the rows."""


Column: TypeAlias = "NDArray[Any] | CodedColumn"
