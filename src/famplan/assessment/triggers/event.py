"""A sanction for what happened, such as concealed births."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.triggers.trigger import Firing, Trigger
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from famplan.assessment.triggers.trigger import Circumstances

__all__ = ["EventTrigger"]


@attrs.frozen(kw_only=True)
class EventTrigger(Trigger):
    """Fires when something happened so many times; events are counted, never described.

    Parameters
    ----------
    event : str
        What is counted.
    times : int
        How often it must have happened.
    **kwargs
        As for every `Trigger`.

    Raises
    ------
    DefinitionError
        Fewer than one time.

    Examples
    --------
    >>> trigger = EventTrigger(
    ...     code="concealment", sanction="veto", event="concealment",
    ...     name="Births deliberately concealed", name_zh="有意瞒报出生",
    ... )
    >>> print(trigger.verdict(2))
    veto fired: Births deliberately concealed: 2 times (from 1 on)
    >>> print(trigger.verdict(None))
    veto unknown: Births deliberately concealed: how often is not known
    """

    event: str
    times: int = 1

    def __attrs_post_init__(self) -> None:
        """Check that something must have happened."""
        if self.times < 1:
            raise DefinitionError("times", f"{self.times} is below 1")

    def firing(self, case: Circumstances) -> Firing:
        """Say whether it fired, and why."""
        return self.verdict(case.times(self.event))

    def verdict(self, times: int | None) -> Firing:
        """Say whether so many events make it fire."""
        what, what_zh = self.name or self.event, self.name_zh or self.name or self.event
        if times is None:
            return Firing(
                trigger=self,
                fired=None,
                figure="–",
                reason=f"{what}: how often is not known",
                reason_zh=f"{what_zh}：次数不详",
            )
        noun = "time" if times == 1 else "times"
        return Firing(
            trigger=self,
            fired=times >= self.times,
            figure=str(times),
            reason=f"{what}: {times} {noun} (from {self.times} on)",
            reason_zh=f"{what_zh}：{times}次（{self.times}次起）",
        )
