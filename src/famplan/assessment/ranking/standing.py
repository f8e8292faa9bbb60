"""What can be said of an area beside the others."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Standing"]


class Standing(StrEnum):
    """Whether an area stands out, at the error that was stated.

    Examples
    --------
    >>> Standing.NOT_DISTINGUISHABLE.name_zh
    '难以区分'
    """

    ABOVE = "above"
    BELOW = "below"
    NOT_DISTINGUISHABLE = "not distinguishable"
    """Chance alone does as much to some area."""
    UNKNOWN = "unknown"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _NAMES[self]


_NAMES = {
    Standing.ABOVE: "偏高",
    Standing.BELOW: "偏低",
    Standing.NOT_DISTINGUISHABLE: "难以区分",
    Standing.UNKNOWN: "不详",
}
