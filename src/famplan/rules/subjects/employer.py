"""Whom someone works for: it decides who pays, and where rewards differ how much."""

from __future__ import annotations

from enum import StrEnum

from famplan.model.validators import member

__all__ = ["Employer", "read_employer"]


class Employer(StrEnum):
    """Whom someone works for or, once retired, worked for.

    Examples
    --------
    >>> Employer.ENTERPRISE.name_zh
    '企业'
    """

    ENTERPRISE = "enterprise"
    PUBLIC = "public body"
    """Government, or a public institution (机关、事业单位)."""
    NONE = "none"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _CHINESE[self]


_CHINESE = {
    Employer.ENTERPRISE: "企业",
    Employer.PUBLIC: "机关事业单位",
    Employer.NONE: "无工作单位",
}


def read_employer(value: Employer | str | None) -> Employer | None:
    """Read an employer or its text; None stays unknown.

    Raises
    ------
    InvalidRecordError
        The text is none of the vocabulary.
    """
    return None if value is None else member(value, Employer, "employer")
