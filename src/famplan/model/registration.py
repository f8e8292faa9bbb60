"""Household registration (户口): rural or urban."""

from __future__ import annotations

from enum import StrEnum

from famplan.model.validators import member

__all__ = ["Registration", "read_registration"]


class Registration(StrEnum):
    """Type of household registration: agricultural (rural) or non-agricultural (urban).

    Examples
    --------
    >>> Registration.RURAL.name_zh, Registration.RURAL.system_code
    ('农业户口', 2)
    """

    RURAL = "rural"
    URBAN = "urban"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return "农业户口" if self is Registration.RURAL else "非农业户口"

    @property
    def system_code(self) -> int:
        """Code in the population and women's information system (P&WIS), which has 1 for urban."""
        return 2 if self is Registration.RURAL else 1


def read_registration(value: Registration | str | None) -> Registration | None:
    """Read a registration or its text; None stays unknown.

    Raises
    ------
    InvalidRecordError
        The text is neither ``rural`` nor ``urban``.

    Examples
    --------
    >>> read_registration("rural")
    <Registration.RURAL: 'rural'>
    """
    return None if value is None else member(value, Registration, "registration")
