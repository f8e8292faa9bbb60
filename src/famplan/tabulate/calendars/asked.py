"""What is asked of a tally of discontinuation: which rates, of how many months, by reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.catalogue.facts import fact
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from famplan.tabulate.calendars.codes import Grouping
    from famplan.tabulate.table import Table

__all__ = ["ANY_REASON", "BY_REASON", "HORIZONS", "SWITCH", "Asked", "Output"]

HORIZONS = (6, 12, 24, 36)
"""Months of use for which reports print rates."""

ANY_REASON, SWITCH = "any reason", "switch"
"""What stands in the place of a reason where none is asked for."""

BY_REASON = ("DISC_REASON", "DISC_NET", "FAIL_NET")
"""Rates that need reasons."""

_USUAL = ("DISC", "DISC_REASON", "DISC_SWITCH")
_PREGNANCY = (1,)


@attrs.frozen
class Output:
    """One figure: code, reason, months of use, and its place among all that are computed."""

    code: str
    reason: str
    months: int


@attrs.frozen
class Asked:
    """What is asked of a tally.

    Parameters
    ----------
    outputs : tuple
        Figures, in the order of the table.
    causes : tuple of str
        Groups of reasons.
    """

    outputs: tuple[Output, ...]
    causes: tuple[str, ...]

    @classmethod
    def of(
        cls,
        codes: Sequence[str],
        *,
        months: Sequence[int],
        counted: Sequence[int],
        reasons: Grouping | None,
    ) -> Asked:
        """Read codes and months.

        Raises
        ------
        DefinitionError
            A code has no such rate, months were not counted, or reasons are not known.
        """
        late = [month for month in months if month > max(counted)]
        if late:
            remedy = f"count with months={max(late)}"
            raise DefinitionError("months", f"counted up to {max(counted)} only", remedy=remedy)
        any_reason = {f"DISC{month}": month for month in HORIZONS}
        allowed = (*any_reason, "DISC", "DISC_REASON", "DISC_SWITCH", "DISC_NET", "FAIL_NET")
        chosen = codes or tuple(c for c in _USUAL if reasons is not None or c not in BY_REASON)
        outputs = list[Output]()
        for code in chosen:
            one_of(code, allowed, argument="indicator")
            if code in BY_REASON and reasons is None:
                remedy = "name the column of reasons: columns={'reasons': ...}"
                raise DefinitionError(code, "the data have no reasons", remedy=remedy)
            if code in any_reason and any_reason[code] > max(counted):
                remedy = f"count with months={any_reason[code]}"
                raise DefinitionError(code, f"counted up to {max(counted)} only", remedy=remedy)
            for month in (any_reason[code],) if code in any_reason else months:
                outputs += _outputs(code, month, reasons)
        labels = () if reasons is None else reasons.labels
        return cls(tuple(dict.fromkeys(outputs)), labels)

    def suppressed(
        self, table: Table, hide_below: float | None, bracket_below: float | None
    ) -> Table:
        """Hide the rates on too few episodes, and put those on few in brackets."""
        if hide_below is None:
            hide_below = float(fact("dhs_discontinuation_hide_below").value)
        if not hide_below and not bracket_below:
            return table
        return table.suppress(hide_below=hide_below or None, bracket_below=bracket_below or None)


def _outputs(code: str, month: int, reasons: Grouping | None) -> list[Output]:
    if code == "DISC" or code.removeprefix("DISC").isdecimal():
        return [Output(f"DISC{month}", ANY_REASON, month)]
    if code == "DISC_SWITCH":
        return [Output(code, SWITCH, month)]
    assert reasons is not None  # noqa: S101 - for the type checker
    if code == "FAIL_NET":
        alone = [name for name, codes in reasons.groups if codes == _PREGNANCY]
        if not alone:
            remedy = "count with a group of pregnancies alone: reasons={'failure': [1], ...}"
            raise DefinitionError(code, "pregnancies are with other reasons", remedy=remedy)
        return [Output(code, alone[0], month)]
    return [Output(code, cause, month) for cause in reasons.labels]
