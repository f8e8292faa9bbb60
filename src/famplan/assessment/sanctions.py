"""The ladder of sanctions: notice, yellow card, veto. The worst counts, in whatever order."""

from __future__ import annotations

from enum import Enum
from functools import total_ordering
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Sanction", "worst"]


@total_ordering
class Sanction(Enum):
    """A sanction on a unit; the ladder orders them (视其程度, report S3).

    Examples
    --------
    >>> Sanction.NOTICE < Sanction.YELLOW_CARD < Sanction.VETO
    True
    >>> Sanction("yellow card").name_zh
    '黄牌警告'
    """

    NONE = "none"
    NOTICE = "notice"
    YELLOW_CARD = "yellow card"
    VETO = "veto"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _NAMES[self]

    @property
    def rank(self) -> int:
        """Rung of the ladder, from 0."""
        return list(Sanction).index(self)

    def __lt__(self, other: object) -> bool:
        """Whether this is the milder one."""
        return self.rank < other.rank if isinstance(other, Sanction) else NotImplemented

    def __str__(self) -> str:
        """The word for it."""
        return str(self.value)


_NAMES = {
    Sanction.NONE: "无",
    Sanction.NOTICE: "通报批评",
    Sanction.YELLOW_CARD: "黄牌警告",
    Sanction.VETO: "一票否决",
}


def worst(sanctions: Iterable[Sanction]) -> Sanction:
    """Return the worst of some sanctions: the ladder never adds them up.

    Examples
    --------
    >>> print(worst([Sanction.VETO, Sanction.NOTICE]), worst([]))
    veto none
    """
    return max(sanctions, default=Sanction.NONE)
