"""Grades: what a score rate earns, by bounds that say whether they are themselves enough."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from famplan.assessment.figures import Exact, optional_exact
from famplan.assessment.rows import Row, rows_of
from famplan.assessment.showing import shown_share
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from famplan.assessment.faults import Faults

__all__ = ["Grade", "GradeScale", "grades_from"]

_HIGHEST = 2  # with extra points a unit may have more than all of them, but not so many


@attrs.frozen(kw_only=True)
class Grade:
    """A grade and the score rate from which it is given.

    Parameters
    ----------
    code : str
        Short name.
    name, name_zh : str
        Names in both languages.
    low : number or text, optional
        Lowest score rate; none for the grade of whoever reaches no other.
    low_included : bool
        Whether the bound itself is enough: "98 % 以上" says so, "超过 98 %" does not.
    clause : str
        Where in the text it stands.

    Raises
    ------
    DefinitionError
        A bound that is no score rate.

    Examples
    --------
    >>> from fractions import Fraction
    >>> meets = Grade(code="meets", name="Meets the standard", name_zh="达标", low="98 %")
    >>> meets.is_reached(Fraction("0.98")), meets.is_reached(Fraction("0.9799"))
    (True, False)
    """

    code: str
    name: str
    name_zh: str = ""
    low: Fraction | None = attrs.field(default=None, converter=optional_exact)
    low_included: bool = True
    clause: str = ""

    def __attrs_post_init__(self) -> None:
        """Check that the bound is a share: 98 for 98 % would never be reached."""
        if self.low is not None and not 0 <= self.low <= _HIGHEST:
            problem = f"{float(self.low):g} is not a score rate"
            raise DefinitionError(f"grade {self.code}", problem, remedy='write "98 %"')

    def is_reached(self, rate: Fraction) -> bool:
        """Whether a score rate is enough for it."""
        return self.low is None or rate > self.low or (self.low_included and rate == self.low)

    @property
    def rule(self) -> str:
        """From where on it is given."""
        if self.low is None:
            return "below all bounds"
        return f"{'from' if self.low_included else 'above'} {shown_share(self.low)}"

    @property
    def rule_zh(self) -> str:
        """The same in Chinese."""
        if self.low is None:
            return "未达到以上各等次"
        shown = shown_share(self.low)
        return f"达到{shown}" if self.low_included else f"超过{shown}"

    def __str__(self) -> str:
        """Name and rule."""
        return f"{self.name} ({self.rule})"


def _in_a_row(grades: Iterable[Grade]) -> tuple[Grade, ...]:
    return tuple(grades)


@attrs.frozen
class GradeScale:
    """Grades from the top: the first whose bound a score rate reaches is given.

    Parameters
    ----------
    grades : sequence of Grade
        The best first; the last has no bound.

    Raises
    ------
    DefinitionError
        No grade, a bound that is not below the one before, two grades of one code, or no grade
        for the lowest rates.

    Examples
    --------
    A personnel bureau (report S3.3):

    >>> scale = GradeScale([
    ...     Grade(code="commend", name="Commended", name_zh="表彰", low="100 %"),
    ...     Grade(code="meets", name="Meets the standard", name_zh="达标", low="98 %"),
    ...     Grade(code="fails", name="Below the standard", name_zh="未达标"),
    ... ])
    >>> [scale.grade(rate).code for rate in ("100 %", "99.99 %", "98 %", "97.99 %")]
    ['commend', 'meets', 'meets', 'fails']
    >>> scale.grade(None) is None
    True
    """

    grades: tuple[Grade, ...] = attrs.field(converter=_in_a_row)

    def __attrs_post_init__(self) -> None:
        """Check that every rate has one grade."""
        codes = [grade.code for grade in self.grades]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise DefinitionError("grades", f"two are called {', '.join(twice)}")
        if not self.grades or self.grades[-1].low is not None:
            problem = "the lowest score rates have no grade"
            raise DefinitionError("grades", problem, remedy="end with a grade without a bound")
        for above, below in pairwise(self.grades[:-1]):
            self._check_order(above, below)
        for grade in self.grades[:-1]:
            if grade.low is None:
                problem = f"{grade.code} has no bound, so no grade after it can be given"
                raise DefinitionError("grades", problem, remedy="give it from or above")

    @staticmethod
    def _check_order(above: Grade, below: Grade) -> None:
        if above.low is None or below.low is None:
            return
        same = above.low == below.low and not above.low_included and below.low_included
        if below.low >= above.low and not same:
            problem = f"{below.code} is not below {above.code}, so it can never be given"
            raise DefinitionError("grades", problem, remedy="order them from the top")

    @property
    def lowest(self) -> Grade:
        """The grade of whoever reaches no other; a veto gives it whatever the score."""
        return self.grades[-1]

    def grade(self, rate: Exact | None) -> Grade | None:
        """Return the grade of a score rate; None where the rate is not known."""
        known = optional_exact(rate)
        if known is None:
            return None
        return next(grade for grade in self.grades if grade.is_reached(known))

    def place(self, grade: Grade) -> int:
        """Place of a grade, 0 for the best."""
        return self.grades.index(grade)

    def named(self, code: str) -> Grade:
        """Return the grade of a code.

        Raises
        ------
        DefinitionError
            There is none.
        """
        for grade in self.grades:
            if grade.code == code:
                return grade
        codes = ", ".join(grade.code for grade in self.grades)
        raise DefinitionError("grade", f"{code!r} is none of {codes}")

    def shown(self, rate: Fraction | None) -> str:
        """Write a score rate so that it never reads like a bound that it is not.

        Examples
        --------
        >>> from fractions import Fraction
        >>> meets, fails = Grade(code="meets", name="", low="98 %"), Grade(code="fails", name="")
        >>> scale = GradeScale([meets, fails])
        >>> scale.shown(Fraction("0.979999")), scale.shown(Fraction("0.9"))
        ('97.9999%', '90.00%')
        """
        if rate is None:
            return "–"
        return shown_share(rate, beside=[grade.low for grade in self.grades])


def grades_from(rows: Any, faults: Faults) -> GradeScale | None:  # noqa: ANN401 - from a file
    """Read the ``[[grade]]`` tables of a scheme; every fault is noted.

    Parameters
    ----------
    rows : list of dict
        Each with ``code``, ``name``, ``name_zh``, and ``from`` (bound included) or ``above`` (not
        included); the last without either.
    faults : Faults
        Where faults are noted.

    Returns
    -------
    GradeScale or None
        None where there are no rows, or a fault.

    Examples
    --------
    >>> from famplan.assessment.faults import Faults
    >>> faults = Faults()
    >>> rows = [{"code": "good", "name": "Good", "from": "98 %"}, {"code": "poor", "name": "Poor"}]
    >>> print(grades_from(rows, faults).grades[0], len(faults))
    Good (from 98.00%) 0
    """
    before = len(faults)
    grades = [_grade(row) for row in rows_of(rows, "grade", faults)]
    if len(faults) > before or not grades:
        return None
    with faults.kept("grade"):
        return GradeScale([grade for grade in grades if grade is not None])
    return None


def _grade(row: Row) -> Grade | None:
    code, name = row.text("code", needed=True), row.text("name", needed=True)
    name_zh, clause = row.text("name_zh"), row.text("clause")
    if row.has("from") and row.has("above"):
        row.fault("above", "there is from as well", "keep the one that the text means")
    included = row.has("from")
    low, above = row.number("from"), row.number("above")
    return row.make(
        lambda: Grade(
            code=code,
            name=name,
            name_zh=name_zh,
            low=low if included else above,
            low_included=included or above is None,
            clause=clause,
        )
    )
