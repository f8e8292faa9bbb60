"""A sanction that follows from the grade itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.triggers.trigger import Firing, Trigger, codes
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from famplan.assessment.triggers.trigger import Circumstances

__all__ = ["GradeTrigger"]


@attrs.frozen(kw_only=True)
class GradeTrigger(Trigger):
    """Fires for some grades: an assessment below the standard is itself a ground.

    Parameters
    ----------
    grades : sequence of str
        Codes of the grades.
    **kwargs
        As for every `Trigger`.

    Raises
    ------
    DefinitionError
        No grade.
    """

    grades: tuple[str, ...] = attrs.field(converter=codes)

    def __attrs_post_init__(self) -> None:
        """Check that it can fire."""
        if not self.grades:
            raise DefinitionError("grades", "none is named")

    def firing(self, case: Circumstances) -> Firing:
        """Say whether it fired, and why."""
        grade = case.grade
        if grade is None:
            return Firing(
                trigger=self,
                fired=None,
                figure="–",
                reason="the grade is not known",
                reason_zh="等次不详",
            )
        return Firing(
            trigger=self,
            fired=grade.code in self.grades,
            figure=grade.name,
            reason=f"the grade is {grade.name}",
            reason_zh=f"考核等次为{grade.name_zh or grade.name}",
        )
