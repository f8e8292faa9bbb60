"""What a rule says of someone."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Outcome"]


class Outcome(StrEnum):
    """Eligible, not eligible, unknown, or that the rule was not in force.

    Examples
    --------
    >>> Outcome.UNKNOWN.code, Outcome.from_code(1), Outcome.ELIGIBLE.name_zh
    (-1, <Outcome.ELIGIBLE: 'eligible'>, '符合')
    """

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not eligible"
    UNKNOWN = "unknown"
    """Facts are missing or contradict each other: not a "no"."""
    NOT_IN_FORCE = "not in force"

    @property
    def code(self) -> int:
        """The small number that stands for it in columns."""
        return _CODES[self]

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _CHINESE[self]

    @classmethod
    def from_code(cls, code: int) -> Outcome:
        """Return the outcome that a small number stands for."""
        return _BY_CODE[int(code)]


_CODES = {
    Outcome.ELIGIBLE: 1,
    Outcome.NOT_ELIGIBLE: 0,
    Outcome.UNKNOWN: -1,
    Outcome.NOT_IN_FORCE: -2,
}
_BY_CODE = {code: outcome for outcome, code in _CODES.items()}
_CHINESE = {
    Outcome.ELIGIBLE: "符合",
    Outcome.NOT_ELIGIBLE: "不符合",
    Outcome.UNKNOWN: "无法判定",
    Outcome.NOT_IN_FORCE: "当时无此规定",
}
