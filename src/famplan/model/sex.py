"""Sex as registered at birth."""

from __future__ import annotations

from enum import StrEnum

from famplan.model.validators import member

__all__ = ["Sex", "read_sex"]


class Sex(StrEnum):
    """Sex as registered at birth.

    Examples
    --------
    >>> Sex("male").name_zh
    '男'
    """

    FEMALE = "female"
    MALE = "male"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return "女" if self is Sex.FEMALE else "男"


def read_sex(value: Sex | str | None) -> Sex | None:
    """Read a sex or its text; None stays unknown.

    Raises
    ------
    InvalidRecordError
        The text is neither ``female`` nor ``male``.

    Examples
    --------
    >>> read_sex("female")
    <Sex.FEMALE: 'female'>
    """
    return None if value is None else member(value, Sex, "sex")
