"""Measures: which values of a variable count, over which of them, in which population.

A measure needs no second reading: its figures are shares, means and medians of the values that
were counted.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.tabulate.contraception.lacking import NAME_YOURS, columns_lacking

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.variables import Variable

    Chosen: TypeAlias = Callable[[object], bool]

__all__ = ["Measure", "Part", "Statistic", "Unknown", "each_of", "means_of", "part", "share_of"]

Statistic: TypeAlias = Literal["share", "mean", "median"]
"""What is made of counted values."""
Unknown: TypeAlias = Literal["left out", "in the base"]
"""What becomes of women who were asked and whose value is not known."""


@attrs.frozen(eq=False)
class Part:
    """One figure of a measure: what each value of a variable is worth, over which values.

    Parameters
    ----------
    variable : str
        Name of the variable.
    worth : ndarray
        What a case of each value counts, that of an unknown value last.
    over : ndarray of bool
        Known values whose cases are in the base.
    unknown : ndarray of bool
        What else is in the base if the unknown are.
    category : str
        What sets the figure apart from others of the measure.
    """

    variable: str
    worth: NDArray[np.float64]
    over: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    category: str = ""


@attrs.frozen(kw_only=True)
class Measure:
    """How an indicator is made of counted values.

    Parameters
    ----------
    code : str
        Code of the indicator.
    variables : callable
        Names the variables that a definition needs.
    parts : callable
        Makes the parts from the variables by name and the definition.
    population : str
        Whose figure is published: ``"all"`` or one of `POPULATIONS`.
    definitions : tuple of str
        Published definitions, the usual one first.
    kind : {"share", "mean", "median"}
        What is made of the values.
    unknown : {"left out", "in the base"}
        What reports do with women whose value is not known.
    of_modern : bool
        Whether the definitions are those of modern methods, by one of which women were counted.
    """

    code: str
    variables: Callable[[str], tuple[str, ...]]
    parts: Callable[[Mapping[str, Variable], str], Sequence[Part]]
    population: str = "all"
    definitions: tuple[str, ...] = ("dhs",)
    kind: Statistic = "share"
    unknown: Unknown = "left out"
    of_modern: bool = False

    def definition(
        self,
        wanted: str | None,
        counted: Collection[str],
        lacking: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> str:
        """Return the definition that holds: the first that was counted unless one is wanted.

        Of variables that could not be counted, `lacking` has the columns that are not there.

        Raises
        ------
        DefinitionError
            The indicator has no such definition, or what it needs was not counted.
        """
        if wanted is None:
            known = [x for x in self.definitions if set(self.variables(x)) & set(counted)]
            return known[0] if known else self._checked(self.definitions[0], counted, lacking)
        return self._checked(wanted, counted, lacking)

    def _checked(
        self, wanted: str, counted: Collection[str], lacking: Mapping[str, Sequence[str]]
    ) -> str:
        if wanted not in self.definitions:
            known = ", ".join(map(repr, self.definitions))
            problem = f"{self.code} has none called {wanted!r}; it has {known}"
            raise DefinitionError("definition", problem)
        needed = self.variables(wanted)
        if not set(needed) & set(counted):
            if columns := columns_lacking(self, lacking, (wanted,)):
                problem = f"{self.code} needs {columns}, and the data have no such column"
                raise DefinitionError("indicator", problem, remedy=NAME_YOURS)
            problem = f"{self.code} needs {needed[0]!r}, which was not counted"
            raise DefinitionError("indicator", problem, remedy="see `indicators`")
        return wanted


def part(  # noqa: PLR0913 - what counts, over what, and what it is called
    variable: Variable,
    counted: Chosen,
    *,
    over: Chosen | None = None,
    worth: Callable[[object], float] | None = None,
    category: str = "",
    takes_unknown: bool = False,
) -> Part:
    """Make a part of a variable: what counts, over what.

    A value not known is in the base of all values only, and there only if that is wanted; it then
    counts where `takes_unknown` says so.

    Examples
    --------
    >>> from famplan.tabulate.contraception.variables import Variable
    >>> asked = Variable("told", (), ("no", "yes"), lambda women: women["told"])
    >>> found = part(asked, lambda value: value == "yes")
    >>> found.worth.tolist(), found.over.tolist()
    ([0.0, 1.0, 0.0], [True, True, False])
    """
    values = variable.values
    base = [over is None or over(value) for value in values]
    valued = [
        float(worth(value) if worth else 1) if counts and counted(value) else 0.0
        for value, counts in zip(values, base, strict=True)
    ]
    unknown = np.zeros(len(values) + 1, dtype=bool)
    unknown[-1] = all(base)
    return Part(
        variable.name,
        np.array([*valued, float(takes_unknown)]),
        np.array([*base, False]),
        unknown,
        category,
    )


def share_of(  # noqa: PLR0913 - what, of whom, by whose definition
    code: str,
    variable: str | Mapping[str, str],
    counted: Sequence[object],
    *,
    population: str = "all",
    definitions: tuple[str, ...] = ("dhs",),
    takes_unknown: bool = False,
) -> Measure:
    """Make a measure that is one share of one variable.

    A name with ``{}`` has the definition put in; names may also be given by definition.

    Examples
    --------
    >>> share_of("EC_USE", "emergency", ["yes"]).variables("dhs")
    ('emergency',)
    """
    named = _by_definition(variable, definitions)

    def parts(found: Mapping[str, Variable], definition: str) -> Sequence[Part]:
        own = found[named[definition]]
        return [part(own, counted.__contains__, takes_unknown=takes_unknown)]

    return Measure(
        code=code,
        variables=lambda definition: (named[definition],),
        parts=parts,
        population=population,
        definitions=tuple(named),
    )


def _by_definition(
    variable: str | Mapping[str, str], definitions: tuple[str, ...]
) -> Mapping[str, str]:
    """Name the variable of each definition."""
    if isinstance(variable, str):
        return {definition: variable.format(definition) for definition in definitions}
    return variable


def each_of(
    code: str,
    variable: str | Mapping[str, str],
    groups: Mapping[str, Sequence[object]] | None = None,
    *,
    population: str = "all",
    unknown_as: str = "",
) -> Measure:
    """Make a measure that is the share of each value of a variable, or of each group of values.

    Where the unknown are in the base, they count as `unknown_as`, if reports have them there.

    Examples
    --------
    >>> each_of("DESIRE_FOR_CHILDREN", "desire_for_children", population="in union").population
    'in union'
    """
    names = _by_definition(variable, ("dhs",))

    def parts(found: Mapping[str, Variable], definition: str) -> Sequence[Part]:
        own = found[names[definition]]
        named = groups or {str(value): (value,) for value in own.values}
        return [
            part(
                own,
                values.__contains__,
                category=category,
                takes_unknown=category == unknown_as,
            )
            for category, values in named.items()
        ]

    return Measure(
        code=code,
        variables=lambda definition: (names[definition],),
        parts=parts,
        population=population,
        definitions=tuple(names),
    )


def means_of(
    code: str,
    variable: str,
    *,
    population: str = "all",
    kind: Statistic = "mean",
    below: float = np.inf,
) -> Measure:
    """Make a measure that is the mean or the median of the numbers among a variable's values.

    Examples
    --------
    >>> means_of("MEAN_METHODS_KNOWN", "methods_known").kind
    'mean'
    """

    def is_number(value: object) -> bool:
        return isinstance(value, int) and value < below

    def parts(found: Mapping[str, Variable], _: str) -> Sequence[Part]:
        own = found[variable]
        return [part(own, is_number, over=is_number, worth=float)]  # type: ignore[arg-type]

    return Measure(
        code=code,
        variables=lambda _: (variable,),
        parts=parts,
        population=population,
        kind=kind,
    )
