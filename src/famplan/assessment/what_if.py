"""What if: which single figure would change the grade, and at which value it does.

A figure that is not assessed is not among them: what it would add is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.assessment.assessment import assess
from famplan.assessment.figure_search import FigureSearch, grade_of
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from famplan.assessment.assessment import Assessment
    from famplan.assessment.figures import Figure
    from famplan.assessment.grades import Grade
    from famplan.assessment.measures import Measure
    from famplan.assessment.scheme import Scheme

__all__ = ["Change", "WhatIf", "what_if"]


@attrs.frozen(kw_only=True)
class Change:
    """The nearest value of one figure that changes the grade, all others as they are.

    Parameters
    ----------
    measure : Measure
        Of which figure.
    items : tuple of str
        Items that it is scored by.
    now : Fraction
        The figure as it is, per one.
    value : Fraction, optional
        The nearest published value that does it; None where none does.
    grade : Grade, optional
        What would be given.
    """

    measure: Measure
    items: tuple[str, ...]
    now: Fraction
    value: Fraction | None = None
    grade: Grade | None = None

    @property
    def by(self) -> Fraction | None:
        """How far the figure would have to move, below zero for a fall."""
        return None if self.value is None else self.value - self.now

    def __str__(self) -> str:
        """Figure, value and grade in one line."""
        now = self.measure.show(self.now, beside=(self.value,))
        if self.value is None or self.grade is None:
            return f"{self.measure.name} {now}: no value would"
        then = self.measure.show(self.value, beside=(self.now,))
        return f"{self.measure.name} {now}: {self.grade.name} at {then}"

    def to_record(self) -> dict[str, Any]:
        """Return plain values, numbers per one as floats."""
        return {
            "measure": self.measure.code,
            "items": list(self.items),
            "now": float(self.now),
            "value": None if self.value is None else float(self.value),
            "grade": None if self.grade is None else self.grade.code,
        }


@attrs.frozen(kw_only=True)
class WhatIf:
    """What would raise and what would lower the grade of a unit, figure by figure.

    Parameters
    ----------
    unit : str
        Name or code of the unit.
    grade : Grade
        What it has, after any veto that is certain.
    raises, lowers : tuple of Change
        For each figure that is known.
    """

    unit: str
    grade: Grade
    raises: tuple[Change, ...]
    lowers: tuple[Change, ...]

    def __str__(self) -> str:
        """Grade, and a line for each figure."""
        lines = [f"{self.unit}: {self.grade.name}"]
        lines += [f"raise: {change}" for change in self.raises]
        lines += [f"lower: {change}" for change in self.lowers]
        return "\n".join(lines)

    def to_records(self) -> list[dict[str, Any]]:
        """Return a record for each figure and way."""
        ways = (("raise", self.raises), ("lower", self.lowers))
        return [{"way": way, **row.to_record()} for way, rows in ways for row in rows]


def what_if(
    scheme: Scheme,
    figures: Mapping[str, Figure],
    *,
    unit: str,
    kind: str = "",
    **known: Any,  # noqa: ANN401 - what `assess` takes
) -> WhatIf:
    """Find, for each figure, the nearest value that would raise and that would lower the grade.

    Values are those that the measure can be published with, such as hundredths of a per cent or
    whole births. A veto that is certain counts; what is not known counts as not having happened.

    Parameters
    ----------
    scheme : Scheme
        What the unit is assessed by; it has grades.
    figures : mapping of measure code to Figure
        The figures of the unit.
    unit : str
        Name or code of the unit, never of a person.
    kind : str
        Kind of unit, where the scheme knows several.
    **known
        Events, history and year, as for `assess`.

    Returns
    -------
    WhatIf

    Raises
    ------
    DefinitionError
        The scheme has no grades, or nothing was assessed.

    Examples
    --------
    >>> from famplan.assessment import Figure, find_scheme
    >>> scheme = find_scheme("unit-s3-3")
    >>> print(what_if(scheme, {"score": Figure("97.99 %")}, unit="Third office"))
    Third office: Below the standard
    raise: Score rate of the inspection 97.99%: Meets the standard at 98.00%
    lower: Score rate of the inspection 97.99%: no value would
    """
    if scheme.grades is None:
        raise DefinitionError(f"scheme {scheme.code}", "has no grades that could change")

    def judged(given: Mapping[str, Figure]) -> Assessment:
        return assess(scheme, given, unit=unit, kind=kind, **known)

    grade = grade_of(judged(figures))
    if grade is None:
        raise DefinitionError(unit, "nothing was assessed, so there is no grade to change")
    searches = [
        search
        for measure in scheme.measures
        if (search := FigureSearch(scheme, figures, measure, kind, judged)).matters
    ]
    place = scheme.grades.place(grade)
    return WhatIf(
        unit=unit,
        grade=grade,
        raises=tuple(_change(search, range(place)) for search in searches),
        lowers=tuple(
            _change(search, range(place + 1, len(scheme.grades.grades))) for search in searches
        ),
    )


def _change(search: FigureSearch, wanted: range) -> Change:
    items = tuple(item.code for item in search.items)
    value = search.nearest(wanted.__contains__) if wanted else None
    return Change(
        measure=search.measure,
        items=items,
        now=search.now,
        value=value,
        grade=None if value is None else search.grade_at(value),
    )
