"""A sanction for targets that were missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.triggers.trigger import Firing, Trigger, codes
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from famplan.assessment.assess import ItemResult
    from famplan.assessment.triggers.trigger import Circumstances

__all__ = ["MissedTrigger"]


@attrs.frozen(kw_only=True)
class MissedTrigger(Trigger):
    """Fires when so many of some targets are missed.

    Parameters
    ----------
    items : sequence of str
        Codes of the items whose targets are looked at; those that do not apply to a kind of unit
        are left out.
    times : int
        How many of them must be missed.
    **kwargs
        As for every `Trigger`.

    Raises
    ------
    DefinitionError
        No item, or more to be missed than there are.
    """

    items: tuple[str, ...] = attrs.field(converter=codes)
    times: int = 1

    def __attrs_post_init__(self) -> None:
        """Check that it can fire."""
        if not 1 <= self.times <= len(self.items):
            problem = f"{self.times} of {len(self.items)} cannot be missed"
            raise DefinitionError("times", problem, remedy="name the items, and how many")

    def firing(self, case: Circumstances) -> Firing:
        """Say whether it fired, and why."""
        results = [result for result in case.scored.results if result.item.code in self.items]
        missed = [result for result in results if _met(result) is False]
        unknown = [result for result in results if _met(result) is None]
        fired: bool | None = len(missed) >= self.times
        if not fired and len(missed) + len(unknown) >= self.times:
            fired = None
        parts = [f"missed: {_names(missed) or 'none'}"]
        parts_zh = [f"未完成：{_names(missed, zh=True) or '无'}"]
        if unknown:
            parts.append(f"not known: {_names(unknown)}")
            parts_zh.append(f"不详：{_names(unknown, zh=True)}")
        return Firing(
            trigger=self,
            fired=fired,
            figure=f"{len(missed)}/{len(results)}",
            reason=f"targets {'; '.join(parts)} ({self.times} call for it)",
            reason_zh=f"目标{'；'.join(parts_zh)}（{self.times}项起适用）",
        )


def _met(result: ItemResult) -> bool | None:
    return None if result.target is None else result.target.is_met(result.figure.value)


def _names(results: list[ItemResult], *, zh: bool = False) -> str:
    measures = [result.item.measure for result in results]
    if zh:
        return "、".join(measure.name_zh or measure.name for measure in measures)
    return ", ".join(measure.name for measure in measures)
