"""Whether a birth conformed to the policy of its day: conforming, not conforming, or unknown."""

from __future__ import annotations

from enum import StrEnum

from famplan.rules.outcome import Outcome

__all__ = ["Conformity"]


class Conformity(StrEnum):
    """How a birth is classified, for statistics.

    Examples
    --------
    >>> Conformity.CONFORMING.name_zh, Conformity.UNKNOWN.code
    ('符合政策', -1)
    >>> Conformity.from_code(0)
    <Conformity.NOT_CONFORMING: 'not conforming'>
    """

    CONFORMING = "conforming"
    NOT_CONFORMING = "not conforming"
    UNKNOWN = "unknown"
    """Facts are missing, or the text in force is not among those that were read."""

    @property
    def code(self) -> int:
        """The small number that stands for it in columns."""
        return _CODES[self]

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _CHINESE[self]

    @classmethod
    def from_code(cls, code: int) -> Conformity:
        """Return the class that a small number stands for; what was not in force is unknown."""
        return _BY_CODE.get(int(code), cls.UNKNOWN)


_CODES = {
    Conformity.CONFORMING: Outcome.ELIGIBLE.code,
    Conformity.NOT_CONFORMING: Outcome.NOT_ELIGIBLE.code,
    Conformity.UNKNOWN: Outcome.UNKNOWN.code,
}
_BY_CODE = {code: conformity for conformity, code in _CODES.items()}
_CHINESE = {
    Conformity.CONFORMING: "符合政策",
    Conformity.NOT_CONFORMING: "不符合政策",
    Conformity.UNKNOWN: "无法判定",
}
