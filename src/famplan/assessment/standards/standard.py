"""A standard: requirements that are a yes or no, or a figure with a bound; data with its source."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from famplan.assessment.faults import Faults
from famplan.assessment.measures import Measure
from famplan.assessment.rows import Row, rows_of
from famplan.assessment.targets import Target
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

__all__ = ["Over", "Requirement", "Standard", "find_standard", "standards", "standards_from"]

Over: TypeAlias = Literal["each", "mean", "open"]
"""Each of several years, their mean, or what the text leaves open."""


@attrs.frozen(kw_only=True)
class Requirement:
    """One requirement of a standard.

    Parameters
    ----------
    code : str
        Short name, by which its figure is given.
    name, name_zh : str
        Names in both languages.
    target : Target, optional
        The bound of its figure; none where the requirement is a yes or no.
    years : int
        How many years it looks at, the last one of them this.
    over : {"each", "mean", "open"}
        What several years must do.
    clause : str
        Where in the text it stands.

    Raises
    ------
    DefinitionError
        Fewer than one year, several years of a yes or no, or an unknown `over`.
    """

    code: str
    name: str
    name_zh: str = ""
    target: Target | None = None
    years: int = 1
    over: Over = "each"
    clause: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the years."""
        one_of(self.over, ("each", "mean", "open"), argument="over")
        if self.years < 1:
            raise DefinitionError("years", f"{self.years} is below 1")
        if self.years > 1 and self.target is None:
            problem = f"{self.code} is a yes or no, which has no mean"
            raise DefinitionError("years", problem, remedy="say in its name which years it is for")

    def __str__(self) -> str:
        """Name, bound and years."""
        bound = self.name if self.target is None else str(self.target)
        many = f" ({self.years} years, {self.over})" if self.years > 1 else ""
        return bound + many


def _requirements(given: Iterable[Requirement]) -> tuple[Requirement, ...]:
    return tuple(given)


@attrs.frozen(kw_only=True)
class Standard:
    """A standard that a unit meets if it meets every requirement.

    Parameters
    ----------
    code : str
        Short name.
    name, name_zh : str
        Names in both languages.
    requirements : sequence of Requirement
        All of them must be met.
    source : Source
        The text.
    note : str
        What the text leaves open.

    Raises
    ------
    DefinitionError
        No requirement, or two of one code.

    Examples
    --------
    >>> [requirement.name_zh for requirement in find_standard("six-good").requirements][:2]
    ['领导重视好', '依法行政好']
    """

    code: str
    name: str
    name_zh: str = ""
    requirements: tuple[Requirement, ...] = attrs.field(converter=_requirements)
    source: Source
    note: str = ""

    def __attrs_post_init__(self) -> None:
        """Check that there is something to meet."""
        codes = [requirement.code for requirement in self.requirements]
        if not codes or len(set(codes)) < len(codes):
            problem = "two requirements have one code" if codes else "has no requirement"
            raise DefinitionError(f"standard {self.code}", problem)

    @property
    def leaves_open(self) -> bool:
        """Whether the text leaves open what several years must do."""
        return any(one.over == "open" and one.years > 1 for one in self.requirements)

    @property
    def has_means(self) -> bool:
        """Whether several years are looked at together, or may be."""
        return any(one.over != "each" and one.years > 1 for one in self.requirements)

    def __str__(self) -> str:
        """Name and number of requirements."""
        return f"{self.name} ({len(self.requirements)} requirements)"


@cache
def standards() -> tuple[Standard, ...]:
    """Return the standards that famplan ships.

    Examples
    --------
    >>> [standard.code for standard in standards()][:2]
    ['six-good', 'four-excellent-one-satisfied']
    """
    file = resources.files("famplan.assessment") / "data" / "standards.toml"
    faults = Faults()
    read = standards_from(loads(file.read_text(encoding="utf-8"))["standard"], faults)
    faults.raise_if_any("standards.toml")
    return read


def find_standard(code: str) -> Standard:
    """Return a standard that famplan ships.

    Raises
    ------
    DefinitionError
        There is none of the code.

    Examples
    --------
    >>> print(find_standard("quality-service-county"))
    Quality-service county (13 requirements)
    """
    known = {standard.code: standard for standard in standards()}
    if code not in known:
        near = get_close_matches(code, known, n=1) or known
        raise DefinitionError("standard", f"no {code!r}", remedy=f"try {', '.join(near)}")
    return known[code]


_BOUNDS = ("at_least", "above", "at_most", "below")


def standards_from(rows: Any, faults: Faults) -> tuple[Standard, ...]:  # noqa: ANN401 - from a file
    """Read the ``[[standard]]`` tables of a file; every fault is noted.

    Parameters
    ----------
    rows : list of dict
        Each with ``code``, ``name``, ``source`` and ``requirements``: a list of tables with
        ``code``, ``name``, and for a figure one of ``at_least``, ``above``, ``at_most`` or
        ``below``, with ``unit``, ``evidence``, ``years`` and ``over``.
    faults : Faults
        Where faults are noted.

    Returns
    -------
    tuple of Standard
        Those without a fault.

    Examples
    --------
    >>> faults = Faults()
    >>> rows = [{"code": "ours", "name": "Ours", "source": {"title": "made up"},
    ...          "requirements": [{"code": "x", "name": "X", "at_least": "high"}]}]
    >>> standards_from(rows, faults), len(faults)
    ((), 1)
    """
    read = (_standard(row, faults) for row in rows_of(rows, "standard", faults))
    return tuple(standard for standard in read if standard is not None)


def _standard(row: Row, faults: Faults) -> Standard | None:
    fields = {key: row.text(key, needed=key in {"code", "name"}) for key in ("code", "name")}
    fields |= {key: row.text(key) for key in ("name_zh", "note")}
    source = row.table("source")
    if not isinstance(source.get("title"), str) or set(source) - _SOURCE:
        row.fault("source", "is missing or has other keys", f"give {', '.join(sorted(_SOURCE))}")
    name = f"{row.where}, requirement"
    requirements = [_requirement(one) for one in rows_of(row.array("requirements"), name, faults)]
    return row.make(
        lambda: Standard(
            **fields,
            requirements=[one for one in requirements if one is not None],
            source=Source(**source),
        )
    )


_SOURCE = {"title", "locator", "url", "grade"}


def _requirement(row: Row) -> Requirement | None:
    fields: dict[str, Any] = {key: row.text(key, needed=True) for key in ("code", "name")}
    fields |= {key: row.text(key) for key in ("name_zh", "clause")}
    fields["years"] = row.whole("years", 1)
    fields["over"] = row.text("over") or "each"
    has_unit = row.has("unit")
    unit, evidence = row.text("unit"), row.text("evidence") or "proportion"
    given = [key for key in _BOUNDS if row.has(key)]
    bounds = {key: row.number(key) for key in _BOUNDS}
    if len(given) > 1:
        row.fault("bound", f"{' and '.join(given)} given", "one requirement has one bound")
    if not given:
        return row.make(lambda: Requirement(**fields))
    unit = unit if has_unit else "%"
    return row.make(
        lambda: Requirement(
            **fields, target=_target(fields, unit, evidence, given[0], bounds[given[0]])
        )
    )


def _target(
    fields: dict[str, Any], unit: str, evidence: str, key: str, bound: Fraction | None
) -> Target:
    is_floor = key in {"at_least", "above"}
    measure = Measure(
        code=fields["code"],
        name=fields["name"],
        name_zh=fields["name_zh"],
        direction="at least" if is_floor else "at most",
        unit=unit,
        evidence=evidence,
    )
    included = key in {"at_least", "at_most"}
    if is_floor:
        return Target(measure=measure, low=bound, low_included=included)
    return Target(measure=measure, high=bound, high_included=included)
