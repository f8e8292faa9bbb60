"""Every unit of a file assessed by one scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.assessment.assessment import assess
from famplan.assessment.figure_search import grade_of
from famplan.assessment.history import History
from famplan.assessment.what_if import what_if
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from famplan.assessment.assessment import Assessment
    from famplan.assessment.scheme import Scheme
    from famplan.assessment.unit_figures import UnitFigures
    from famplan.assessment.what_if import WhatIf

__all__ = ["assess_units", "what_if_units"]


def assess_units(
    scheme: Scheme,
    units: Iterable[UnitFigures],
    *,
    year: int | None = None,
    all_events: bool = False,
    histories: Mapping[str, History] | None = None,
) -> tuple[Assessment, ...]:
    """Assess units by a scheme, in their order.

    Parameters
    ----------
    scheme : Scheme
        What they are assessed by.
    units : iterable of UnitFigures
        What is known of each, see `read_unit_figures`.
    year : int, optional
        Year of assessment; statuses and histories need it.
    all_events : bool
        Whether an event that is left out did not happen; else it is not known.
    histories : mapping of unit to History, optional
        Other years of the units, instead of the years in a row that their figures say.

    Raises
    ------
    DefinitionError
        A unit has statuses, and there is no year.

    Examples
    --------
    >>> from famplan.assessment import Figure, Item, Measure, Scheme, Target, UnitFigures
    >>> from famplan.assessment.scoring import PassOrFail
    >>> from famplan.catalogue import Source
    >>> rate = Measure(
    ...     code="PCR", name="Conformity", direction="at least", unit="%", evidence="proportion"
    ... )
    >>> goal = Target(measure=rate, low="95 %")
    >>> item = Item(code="pcr", measure=rate, target=goal, scoring=PassOrFail(points=20))
    >>> scheme = Scheme(code="x", name="Made up", items=[item], source=Source("made up"))
    >>> units = [UnitFigures(name, figures={"PCR": Figure(figure)})
    ...          for name, figure in (("East", "96 %"), ("West", "94 %"))]
    >>> [float(one.rate) for one in assess_units(scheme, units)]
    [1.0, 0.0]
    """
    return tuple(
        assess(
            scheme,
            unit.figures,
            unit=unit.unit,
            kind=unit.kind,
            **_known(unit, year, histories, all_events=all_events),
        )
        for unit in units
    )


def what_if_units(
    scheme: Scheme,
    units: Iterable[UnitFigures],
    *,
    year: int | None = None,
    all_events: bool = False,
    histories: Mapping[str, History] | None = None,
) -> dict[str, WhatIf]:
    """Find what would change the grade of each unit; arguments are those of `assess_units`.

    A unit of which nothing was assessed is left out, and so are all where the scheme has no grades.

    Examples
    --------
    >>> from famplan.assessment import Figure, UnitFigures, find_scheme
    >>> units = [UnitFigures("Third office", figures={"score": Figure("97.99 %")})]
    >>> found = what_if_units(find_scheme("unit-s3-3"), units)
    >>> float(found["Third office"].raises[0].value)
    0.98
    """
    found = {}
    for unit in units:
        known = _known(unit, year, histories, all_events=all_events)
        assessed = assess(scheme, unit.figures, unit=unit.unit, kind=unit.kind, **known)
        if grade_of(assessed) is not None:
            found[unit.unit] = what_if(
                scheme, unit.figures, unit=unit.unit, kind=unit.kind, **known
            )
    return found


def _known(
    unit: UnitFigures,
    year: int | None,
    histories: Mapping[str, History] | None,
    *,
    all_events: bool,
) -> dict[str, Any]:
    """What is known of a unit beside its figures."""
    history = (histories or {}).get(unit.unit) or _history(unit, year)
    return {"events": unit.events, "all_events": all_events, "history": history, "year": year}


def _history(unit: UnitFigures, year: int | None) -> History | None:
    if not unit.statuses:
        return None
    if year is None:
        problem = f"{unit.unit} has statuses, and there is no year"
        raise DefinitionError("year", problem, remedy="give year=2008")
    return History.of_runs(unit.statuses, year=year)
