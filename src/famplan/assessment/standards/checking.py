"""Checking a unit against a standard, requirement by requirement."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from famplan.assessment.figures import Exact, Figure
from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.choices import one_of
from famplan.model.truth import all_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.assessment.standards.standard import Requirement, Standard

__all__ = ["Checked", "CheckedRow", "Given", "check_standard"]

Given: TypeAlias = "bool | Figure | Exact | Sequence[Figure | Exact | None] | None"
"""A yes or no, a figure, or the figures of several years, the last one this year's."""


@attrs.frozen(kw_only=True)
class CheckedRow:
    """One requirement: met, missed (False) or not known (None), and why."""

    requirement: Requirement
    met: bool | None
    figure: str
    reason: str
    reason_zh: str


@attrs.frozen(kw_only=True)
class Checked:
    """A unit against a standard.

    Parameters
    ----------
    unit : str
        Name or code of the unit, never of a person.
    standard : Standard
        What it was checked against.
    rows : tuple of CheckedRow
        Every requirement.
    """

    unit: str
    standard: Standard
    rows: tuple[CheckedRow, ...]

    @property
    def is_met(self) -> bool | None:
        """Whether every requirement is met; one that is missed decides, one unknown leaves open."""
        return all_of(*(row.met for row in self.rows))

    @property
    def missed(self) -> tuple[Requirement, ...]:
        """Requirements that are not met."""
        return tuple(row.requirement for row in self.rows if row.met is False)

    @property
    def unknown(self) -> tuple[Requirement, ...]:
        """Requirements of which it is not known."""
        return tuple(row.requirement for row in self.rows if row.met is None)

    def to_records(self) -> list[dict[str, Any]]:
        """Return a dictionary for each requirement."""
        return [
            {
                "unit": self.unit,
                "code": row.requirement.code,
                "name": row.requirement.name,
                "name_zh": row.requirement.name_zh,
                "met": row.met,
                "figure": row.figure,
                "reason": row.reason,
                "reason_zh": row.reason_zh,
                "clause": row.requirement.clause,
            }
            for row in self.rows
        ]

    def __str__(self) -> str:
        """Verdict and counts in one line."""
        verdict = {True: "met", False: "not met", None: "not known"}[self.is_met]
        met = len(self.rows) - len(self.missed) - len(self.unknown)
        return (
            f"{self.unit}, {self.standard.name}: {verdict} ({met} met, {len(self.missed)} missed, "
            f"{len(self.unknown)} not known)"
        )


def check_standard(
    standard: Standard,
    given: Mapping[str, Given],
    *,
    unit: str,
    open_years: Literal["each", "mean"] | None = None,
    mean: Literal["of years", "pooled"] | None = None,
) -> Checked:
    """Check a unit against a standard.

    Parameters
    ----------
    standard : Standard
        What it should meet.
    given : mapping of requirement code to yes or no, figure, or figures of several years
        What is known of the unit; what is left out is not known. Figures of several years come
        in order, the last one this year's.
    unit : str
        Name or code of the unit, never of a person.
    open_years : {"each", "mean"}, optional
        What several years must do where the text leaves it open; needed for such a standard.
    mean : {"of years", "pooled"}, optional
        Whether the mean is that of the yearly figures, or all years' counts taken together;
        needed for a standard with means.

    Returns
    -------
    Checked
        Every requirement with its reason.

    Raises
    ------
    DefinitionError
        `open_years` or `mean` is needed, or is an unknown word.
    InvalidInputError
        Something given that no requirement asks for, a figure where a yes or no is asked for, or
        more years than are looked at.

    Examples
    --------
    >>> from famplan.assessment.standards import find_standard
    >>> station = find_standard("four-excellent-one-satisfied")
    >>> said = {"surroundings": True, "technique": True, "service": True, "management": True}
    >>> print(check_standard(station, said, unit="East"))
    East, Four excellent, one satisfied: not known (4 met, 0 missed, 1 not known)
    >>> county = find_standard("quality-service-county")
    >>> found = check_standard(
    ...     county, {"sex-ratio": ["108:100", "111:100", "111:100"]}, unit="East",
    ...     open_years="each", mean="of years",
    ... )
    >>> found.missed[0].name, next(row.figure for row in found.rows if row.met is False)
    ('Sex ratio at birth', '110.00:100')
    """
    _check_arguments(standard, open_years, mean)
    codes = {requirement.code for requirement in standard.requirements}
    if unasked := sorted(set(given) - codes):
        problem = f"{', '.join(unasked)} is not asked for"
        raise InvalidInputError("given", problem, remedy=f"asked: {', '.join(sorted(codes))}")
    rows = tuple(
        _row(requirement, given.get(requirement.code), open_years or "each", mean or "of years")
        for requirement in standard.requirements
    )
    return Checked(unit=unit, standard=standard, rows=rows)


def _check_arguments(standard: Standard, open_years: str | None, mean: str | None) -> None:
    if open_years is not None:
        one_of(open_years, ("each", "mean"), argument="open_years")
    elif standard.leaves_open:
        problem = f"{standard.name} leaves open what several years must do"
        raise DefinitionError("open_years", problem, remedy='say "each" or "mean"')
    if mean is not None:
        one_of(mean, ("of years", "pooled"), argument="mean")
    elif standard.has_means:
        problem = f"{standard.name} looks at means of years"
        raise DefinitionError("mean", problem, remedy='say "of years" or "pooled"')


def _row(requirement: Requirement, given: Given, open_years: str, mean: str) -> CheckedRow:
    if requirement.target is None:
        return _yes_or_no(requirement, given)
    years = _years(requirement, given)
    over = open_years if requirement.over == "open" else requirement.over
    if requirement.years > 1 and over == "mean":
        return _mean(requirement, years, mean)
    return _each(requirement, years)


def _yes_or_no(requirement: Requirement, given: Given) -> CheckedRow:
    if given is not None and not isinstance(given, bool):
        raise InvalidInputError(requirement.code, "is a yes or no", remedy="give True or False")
    word, word_zh = {True: ("yes", "是"), False: ("no", "否"), None: ("not known", "不详")}[given]
    return CheckedRow(
        requirement=requirement,
        met=given,
        figure=word,
        reason=f"{requirement.name}: {word}",
        reason_zh=f"{requirement.name_zh or requirement.name}：{word_zh}",
    )


def _years(requirement: Requirement, given: Given) -> list[Figure]:
    """Read the figures of as many years as are looked at; those left out are not known."""
    if isinstance(given, bool):
        raise InvalidInputError(requirement.code, "is a figure", remedy='give "95 %"')
    several = isinstance(given, Sequence) and not isinstance(given, str)
    figures = [
        one if isinstance(one, Figure) else Figure(one)  # type: ignore[arg-type]  # Figure reads it
        for one in (given if several else [given])  # type: ignore[union-attr]  # a sequence here
    ]
    if len(figures) > requirement.years:
        problem = f"{len(figures)} years, of which it looks at {requirement.years}"
        raise InvalidInputError(requirement.code, problem, remedy="give the last ones")
    return [Figure()] * (requirement.years - len(figures)) + figures


def _mean(requirement: Requirement, years: list[Figure], mean: str) -> CheckedRow:
    target = requirement.target
    assert target is not None  # noqa: S101 - a requirement of several years has a bound
    value = _pooled(years) if mean == "pooled" else _mean_of([year.value for year in years])
    shown = target.measure.show(value, beside=[target.low, target.high])
    known = sum(year.is_known for year in years)
    said = f"mean of {requirement.years} years ({mean}) {shown}"
    said_zh = f"{requirement.years}年平均{shown}"
    if value is None:
        said = f"{known} of {requirement.years} years are known"
        said += ", and their counts are needed" if mean == "pooled" else ""
        said_zh = f"{requirement.years}年中{known}年已知"
    return CheckedRow(
        requirement=requirement,
        met=target.is_met(value),
        figure=shown,
        reason=f"{target}: {said}",
        reason_zh=f"{requirement.name_zh or requirement.name}：{said_zh}",
    )


def _each(requirement: Requirement, years: list[Figure]) -> CheckedRow:
    target = requirement.target
    assert target is not None  # noqa: S101 - checked by the caller
    bounds = [target.low, target.high]
    shown = ", ".join(target.measure.show(year.value, beside=bounds) for year in years)
    return CheckedRow(
        requirement=requirement,
        met=all_of(*(target.is_met(year.value) for year in years)),
        figure=shown,
        reason=f"{target}: {shown}",
        reason_zh=f"{requirement.name_zh or requirement.name}：{shown}",
    )


def _mean_of(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(values) if len(known) == len(values) else None


def _pooled(years: list[Figure]) -> Fraction | None:
    tops = [year.numerator for year in years]
    bottoms = [year.denominator for year in years]
    if None in tops or None in bottoms:
        return None
    total = sum((bottom for bottom in bottoms if bottom is not None), Fraction(0))
    return sum((top for top in tops if top is not None), Fraction(0)) / total if total else None
