"""What can be wrong, and how grave it is."""

from __future__ import annotations

from enum import StrEnum

import attrs

__all__ = ["FaultRule", "Severity"]


class Severity(StrEnum):
    """How grave a fault is.

    Examples
    --------
    >>> Severity.ERROR.name_zh
    '错误'
    """

    ERROR = "error"
    """The row is set aside."""
    WARNING = "warning"
    """The row is used; what could not be read in it is unknown."""
    NOTE = "note"
    """About a file or a column, not about a row."""

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return {"error": "错误", "warning": "警告", "note": "提示"}[self]


@attrs.frozen
class FaultRule:
    """A rule that files can break, in both languages.

    Parameters
    ----------
    name : str
        What a finding says, in English; it is also how a program knows the rule.
    zh : str
        The same in Chinese.
    """

    name: str
    zh: str
