"""The rung a unit stands on: the worst of what fired, and the worst of what may have fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.sanctions import Sanction, worst

if TYPE_CHECKING:
    from collections.abc import Iterable

    from famplan.assessment.triggers import Firing

__all__ = ["Rung", "ladder"]


@attrs.frozen(kw_only=True)
class Rung:
    """A place on the ladder, as far as it is known.

    Parameters
    ----------
    certain : Sanction
        The worst of the triggers that fired.
    possible : Sanction
        The worst if those that are unknown fired too.

    Examples
    --------
    >>> print(Rung(certain=Sanction.NOTICE, possible=Sanction.VETO))
    notice at least, veto possible
    >>> Rung(certain=Sanction.VETO, possible=Sanction.VETO).sanction
    <Sanction.VETO: 'veto'>
    """

    certain: Sanction
    possible: Sanction

    @property
    def sanction(self) -> Sanction | None:
        """The sanction; None where a trigger that is unknown could make it worse."""
        return self.certain if self.certain is self.possible else None

    def is_at_least(self, sanction: Sanction) -> bool | None:
        """Whether it is this sanction or a worse one; None where that is not known."""
        if self.certain >= sanction:
            return True
        return None if self.possible >= sanction else False

    def is_just(self, sanction: Sanction) -> bool | None:
        """Whether it is this very sanction; None where that is not known."""
        if self.sanction is not None:
            return self.sanction is sanction
        return None if self.certain <= sanction <= self.possible else False

    def __str__(self) -> str:
        """What is certain, and what is possible."""
        if self.sanction is not None:
            return str(self.certain)
        return f"{self.certain} at least, {self.possible} possible"

    @property
    def name_zh(self) -> str:
        """The same in Chinese."""
        if self.sanction is not None:
            return self.certain.name_zh
        return f"至少{self.certain.name_zh}，可能{self.possible.name_zh}"


def ladder(firings: Iterable[Firing]) -> Rung:
    """Take the worst, whatever the order; an unknown trigger leaves the rung open.

    Examples
    --------
    >>> print(ladder([]))
    none
    """
    fired = list(firings)
    certain = worst(firing.trigger.sanction for firing in fired if firing.fired)
    possible = worst(firing.trigger.sanction for firing in fired if firing.fired is not False)
    return Rung(certain=certain, possible=possible)
