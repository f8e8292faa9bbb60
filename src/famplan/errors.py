"""Every exception and warning famplan raises on purpose.

A message says where the fault is, what it is and the way out, in lower case, and never carries
a person's name or identity number: ``births: -3 is below 0; counts cannot be negative``.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "AgeGroupsError",
    "AmbiguousNameError",
    "ClaimError",
    "ConsentError",
    "DefinitionError",
    "FamplanError",
    "FaultyFiguresError",
    "FaultyPlanError",
    "FaultyRowsError",
    "FigureError",
    "ImplausibleRateWarning",
    "InvalidInputError",
    "InvalidRecordError",
    "MissingExtraError",
    "MissingFigureError",
    "MissingFontWarning",
    "NegativeCountError",
    "OutsideWindowError",
    "PartExceedsWholeError",
    "ShapeError",
    "UnitError",
    "UnknownIndicatorError",
    "UnreadableFileError",
    "UnverifiedFactWarning",
]


_Again: TypeAlias = "tuple[Callable[[], FamplanError], tuple[()]]"
"""What `pickle` keeps of an error: the call that makes it again."""


class FamplanError(Exception):
    """Base of every famplan exception: catch this to catch them all."""


class InvalidInputError(FamplanError, ValueError):
    """A value that famplan cannot use.

    Parameters
    ----------
    where : str
        The argument, field, row or file at fault, for example ``"births[3]"``.
    problem : str
        What is wrong and what is allowed, for example ``"-3 is below 0"``.
    remedy : str, optional
        The way out.
    """

    def __init__(self, where: str, problem: str, *, remedy: str = "") -> None:
        self.where = where
        self.problem = problem
        self.remedy = remedy
        super().__init__(where, problem, remedy)

    def __reduce__(self) -> _Again:
        """Make it again in another process: Python would hand on `remedy` without its name."""
        return partial(type(self), self.where, self.problem, remedy=self.remedy), ()

    def __str__(self) -> str:
        """Join place, fault and way out into one line."""
        text = f"{self.where}: {self.problem}"
        return f"{text}; {self.remedy}" if self.remedy else text


class NegativeCountError(InvalidInputError):
    """A count, amount or exposure below zero."""


class PartExceedsWholeError(InvalidInputError):
    """The numerator of a proportion is larger than its denominator."""


class ShapeError(InvalidInputError):
    """Arrays that cannot be matched element by element."""


class AgeGroupsError(InvalidInputError):
    """Age groups with gaps, overlaps, wrong widths or the wrong range."""


class OutsideWindowError(InvalidInputError):
    """A date or period outside the window in which a rule or definition was in force."""


class UnitError(InvalidInputError):
    """Units that must not be mixed: per cent, per mille, percentage points."""


class DefinitionError(InvalidInputError):
    """A definition or variant that does not exist, or two that contradict each other."""


class InvalidRecordError(InvalidInputError):
    """A record whose fields contradict each other."""


class ConsentError(InvalidRecordError):
    """A procedure record without consent given on or before its date."""


class FigureError(InvalidInputError):
    """A printed figure that cannot be read as one figure."""


class FaultyPlanError(InvalidInputError):
    """Files of a projection that cannot be used.

    Parameters
    ----------
    findings : tuple of PlanFinding
        Every fault: file, row, column, and the way out.
    """

    def __init__(
        self,
        findings: Any,  # noqa: ANN401 - famplan.projection lies above
    ) -> None:
        self.findings = findings
        super().__init__("projection", "\n".join(str(finding) for finding in findings))

    def __reduce__(self) -> _Again:
        """Make it again in another process, with its findings."""
        return partial(type(self), self.findings), ()

    def __str__(self) -> str:
        """Give every fault a line."""
        return self.problem


class FaultyFiguresError(FaultyPlanError):
    """Files of unit figures that cannot be used: every fault with file, row and column."""


class FaultyRowsError(InvalidInputError):
    """Rows of a file that cannot be right.

    Parameters
    ----------
    findings : Findings
        Every fault: counts by rule, and the first rows of each.
    where : str
        The file.
    """

    def __init__(
        self,
        findings: Any,  # noqa: ANN401 - famplan.tabulate lies above
        *,
        where: str = "data",
    ) -> None:
        self.findings = findings
        super().__init__(
            where,
            str(findings),
            remedy='faults="drop" leaves them out, faults="keep" counts them as they are',
        )

    def __reduce__(self) -> _Again:
        """Make it again in another process, with its findings."""
        return partial(type(self), self.findings, where=self.where), ()

    def __str__(self) -> str:
        """Give every rule that is broken a line, and the way out the last."""
        return f"{self.where}: {self.problem}\n{self.remedy}"


class ClaimError(InvalidInputError):
    """A claim that cannot be read."""


class MissingFigureError(ClaimError):
    """A claim computes with a figure the report does not give."""


class UnreadableFileError(InvalidInputError):
    """A file that is missing, empty, damaged, or not what its name says."""


class UnknownIndicatorError(FamplanError, LookupError):
    """No indicator has this code or name.

    Parameters
    ----------
    query : str
        What was asked for.
    suggestions : tuple of str
        The nearest codes and names, nearest first.
    """

    def __init__(self, query: str, suggestions: tuple[str, ...] = ()) -> None:
        self.query = query
        self.suggestions = suggestions
        super().__init__(query, suggestions)

    def __str__(self) -> str:
        """Name the query and the nearest indicators."""
        if not self.suggestions:
            return f"no indicator is called {self.query!r}; famplan list shows them all"
        return f"no indicator is called {self.query!r}; did you mean {', '.join(self.suggestions)}?"


class AmbiguousNameError(UnknownIndicatorError):
    """A name that several indicators bear: ask by code."""

    def __str__(self) -> str:
        """Name the codes that share the name."""
        return f"{self.query!r} is the name of {' and '.join(self.suggestions)}; ask by code"


class MissingExtraError(FamplanError, ImportError):
    """An optional library is not installed.

    Parameters
    ----------
    task : str
        What was asked for, for example ``"reading .dta"``.
    package : str
        The library it needs.
    extra : str
        The famplan extra that installs it.
    """

    def __init__(self, task: str, *, package: str, extra: str) -> None:
        self.task = task
        self.package = package
        self.extra = extra
        super().__init__(task, package, extra)

    def __reduce__(self) -> _Again:
        """Make it again in another process, with its names."""
        return partial(type(self), self.task, package=self.package, extra=self.extra), ()

    def __str__(self) -> str:
        """Say what to install."""
        return f'{self.task} needs {self.package}: pip install "famplan[{self.extra}]"'


class ImplausibleRateWarning(UserWarning):
    """A rate too large to be per one: perhaps it was typed per 1,000."""


class UnverifiedFactWarning(UserWarning):
    """A dated amount, factor or threshold whose source famplan's makers have not seen."""


class MissingFontWarning(UserWarning):
    """No installed font can write a language: pictures show boxes instead of its characters."""


_OF_THE_PROCESS = RLock()


@contextmanager
def own_warnings(*, record: bool = False) -> Iterator[list[warnings.WarningMessage]]:
    """Change what becomes of warnings for a while, as no other thread of ours does meanwhile.

    What becomes of them is a matter of the process: two threads that changed it at once would get
    each other's warnings, and one would put back what the other had set.

    Parameters
    ----------
    record : bool
        Gather the warnings instead of showing them.
    """
    with _OF_THE_PROCESS, warnings.catch_warnings(record=record) as seen:
        yield [] if seen is None else seen
