"""A sanction for a status that lasts, such as two years on the list of key-managed units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.statuses import status_name
from famplan.assessment.triggers.trigger import Firing, Trigger
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from famplan.assessment.triggers.trigger import Circumstances

__all__ = ["StatusTrigger"]


@attrs.frozen(kw_only=True)
class StatusTrigger(Trigger):
    """Fires when a unit had a status in so many years in a row, this one included.

    Parameters
    ----------
    status : str
        Which status, as the history of the unit calls it.
    years : int
        How many years.
    **kwargs
        As for every `Trigger`.

    Raises
    ------
    DefinitionError
        Fewer than one year.
    """

    status: str
    years: int = 1

    def __attrs_post_init__(self) -> None:
        """Check that there is a year."""
        if self.years < 1:
            raise DefinitionError("years", f"{self.years} is below 1")

    def firing(self, case: Circumstances) -> Firing:
        """Say whether it fired, and why."""
        name, name_zh = status_name(self.status)
        if case.year is None:
            run: tuple[int, int | None] = (0, None)
            fired = None
        else:
            run = case.history.run_of(self.status, last=case.year)
            fired = case.history.had_status(self.status, last=case.year, years=self.years)
        figure = _shown(run)
        asked = f"({self.years} in a row call for it)"
        return Firing(
            trigger=self,
            fired=fired,
            figure=figure,
            reason=f"{name}: years in a row up to this one: {figure} {asked}",
            reason_zh=f"{name_zh}：截至本年连续{figure}年（连续{self.years}年适用）",
        )


def _shown(run: tuple[int, int | None]) -> str:
    sure, most = run
    if most is None:
        return f"≥{sure}" if sure else "–"
    return str(sure) if sure == most else f"{sure}–{most}"
