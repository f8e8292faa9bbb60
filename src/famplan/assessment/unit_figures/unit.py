"""What is known of one unit: its figures, events and statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.assessment.figures import Figure

__all__ = ["UnitFigures"]


def _kept(given: Any) -> Any:  # noqa: ANN401 - a mapping of any entries, copied
    return dict(given)


@attrs.frozen
class UnitFigures:
    """The figures of one unit, and what happened there: of units, never of persons.

    Parameters
    ----------
    unit : str
        Name or code of the unit.
    kind : str
        Kind of unit, where a scheme knows several.
    figures : mapping of measure code to Figure
        What was measured; an unknown figure was not assessed.
    events : mapping of str to int
        How often something happened that a scheme looks at, such as ``"concealment"``; None where
        that is not known.
    statuses : mapping of str to int
        Years in a row, this one included, in which the unit has had a status.
    notes : mapping of measure code to str
        What the file says beside a figure.

    Raises
    ------
    InvalidInputError
        A unit without a name.

    Examples
    --------
    >>> from famplan.assessment import Figure
    >>> east = UnitFigures("East", "township", figures={"PCR": Figure("96.5 %")})
    >>> print(east)
    East (township): 1 figure, 0 events
    """

    unit: str
    kind: str = ""
    figures: Mapping[str, Figure] = attrs.field(factory=dict, converter=_kept, kw_only=True)
    events: Mapping[str, int | None] = attrs.field(factory=dict, converter=_kept, kw_only=True)
    statuses: Mapping[str, int] = attrs.field(factory=dict, converter=_kept, kw_only=True)
    notes: Mapping[str, str] = attrs.field(factory=dict, converter=_kept, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check that the unit has a name."""
        if not self.unit.strip():
            raise InvalidInputError("unit", "has no name", remedy="give its name or code")

    def to_records(self) -> list[dict[str, Any]]:
        """Return a record for each figure, event and status; numbers per one, as floats.

        Examples
        --------
        >>> from famplan.assessment import Figure
        >>> UnitFigures("East", figures={"PCR": Figure("96.5 %")}).to_records()[0]["value"]
        0.965
        """
        own = {"unit": self.unit, "kind": self.kind}
        records: list[dict[str, Any]] = []
        for measure, figure in self.figures.items():
            numbers = {
                name: None if number is None else float(number)
                for name, number in attrs.asdict(figure).items()
            }
            records.append({**own, "measure": measure, **numbers})
        records += [{**own, "event": name, "count": n} for name, n in self.events.items()]
        records += [{**own, "status": name, "years": n} for name, n in self.statuses.items()]
        return records

    def __str__(self) -> str:
        """Name the unit, and count what is known."""
        kind = f" ({self.kind})" if self.kind else ""
        many = "figure" if len(self.figures) == 1 else "figures"
        events = "event" if len(self.events) == 1 else "events"
        return f"{self.unit}{kind}: {len(self.figures)} {many}, {len(self.events)} {events}"
