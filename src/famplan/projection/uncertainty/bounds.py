"""Bounds on the figures of a projection, and when a path crosses them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError, UnitError
from famplan.projection.cohort.measures import FLOWS, check_measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from famplan.formulas.arrays import FloatArray
    from famplan.projection.cohort.result import Projection

__all__ = ["Bound", "Crossing", "crossings", "moments", "together"]

_TEXT = re.compile(
    r"\s*(?P<measure>\w+)\s*(?P<sign><=|>=|≤|≥)\s*"
    # Commas part thousands and nothing else: 1,5 is no number here.
    r"(?P<number>[-−]?(?:\d{1,3}(?:,\d{3})+|\d[\d_]*|(?=\.))(?:\.\d+)?(?:[eE]\d+)?)"
    r"\s*(?P<unit>[%‰]?)\s*"
)
_UNITS = {"": 1.0, "%": 100.0, "‰": 1000.0}
_SHARES = {
    "CBR": (1.0, "‰"),
    "CDR": (1.0, "‰"),
    "RNI": (1.0, "‰"),
    "GROWTH_RATE": (1.0, "%"),
    "OLDER_SHARE": (1.0, "%"),
    "DEPENDENCY": (10.0, "%"),
    "CHILD_DEPENDENCY": (10.0, "%"),
    "OLD_DEPENDENCY": (10.0, "%"),
    "AGEING_INDEX": (10.0, "%"),
}
"""Figures per one: the most that any population has, and how they are printed."""


def _known(name: str) -> str:
    return check_measure(name)


@attrs.frozen
class Bound:
    """A figure that is to stay at most, or at least, at a number.

    Parameters
    ----------
    measure : str
        A figure of a projection, see `famplan.projection.MEASURES`.
    at_most, at_least : float, optional
        The bound itself is allowed; rates are per one. One of the two, or both for a band.

    Raises
    ------
    DefinitionError
        No such figure, no bound, or one that nothing can keep to.
    UnitError
        A rate or share above any that there is: it was typed per cent or per 1,000.

    Examples
    --------
    >>> Bound("population", at_most=4_400_000)
    Bound(measure='population', at_most=4400000.0, at_least=None)
    >>> str(Bound.parse("RNI <= 5‰"))
    'RNI at most 0.005'
    """

    measure: str = attrs.field(converter=_known)
    at_most: float | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(float)
    )
    at_least: float | None = attrs.field(
        default=None, kw_only=True, converter=attrs.converters.optional(float)
    )

    def __attrs_post_init__(self) -> None:
        """Check that there is a bound, in the unit of the figure."""
        if self.at_most is None and self.at_least is None:
            raise DefinitionError("bound", "neither at_most nor at_least")
        most, sign = _SHARES.get(self.measure, (np.inf, ""))
        for bound in (self.at_most, self.at_least):
            if bound is not None and np.isnan(bound):
                raise DefinitionError("bound", f"{self.measure}: nan is no number")
            if bound is not None and abs(bound) > most:
                raise UnitError(
                    "bound",
                    f"{self.measure} of {bound:g} per one, as no population has it",
                    remedy=f"give {bound / _UNITS[sign]:g}, or {bound:g}{sign} in a text",
                )
        if None not in {self.at_most, self.at_least} and self.at_most < self.at_least:  # type: ignore[operator] # mypy does not see through the set
            raise DefinitionError("bound", f"{self.at_most:g} is less than {self.at_least:g}")

    @classmethod
    def parse(cls, text: str) -> Bound:
        """Read ``population<=4400000`` or ``RNI>=-2‰``.

        Raises
        ------
        DefinitionError, UnitError
            A text that is no bound, or a unit that the figure has not.
        """
        match = _TEXT.fullmatch(text)
        if match is None:
            raise DefinitionError(
                "bound", f"{text!r} is no bound", remedy="write population<=4400000 or RNI<=5‰"
            )
        if match["unit"] and _known(match["measure"]) not in _SHARES:
            raise DefinitionError(
                "bound", f"{text!r}: {_known(match['measure'])} is not in {match['unit']}"
            )
        number = float(re.sub("[,_]", "", match["number"]).replace("−", "-"))
        side = "at_most" if match["sign"] in {"<=", "≤"} else "at_least"
        return cls(match["measure"], **{side: number / _UNITS[match["unit"]]})

    def beyond(self, values: FloatArray) -> NDArray[np.bool_]:
        """Tell which values are beyond the bound; an unknown one is not.

        Examples
        --------
        >>> import numpy as np
        >>> Bound("births", at_most=2000).beyond(np.array([2000.0, 2001.0, np.nan]))
        array([False,  True, False])
        """
        out = np.zeros(np.shape(values), dtype=bool)
        if self.at_most is not None:
            out |= values > self.at_most
        if self.at_least is not None:
            out |= values < self.at_least
        return out

    def __str__(self) -> str:
        """Say it in words."""
        sides = (("at least", self.at_least), ("at most", self.at_most))
        told = " and ".join(f"{word} {bound:,.10g}" for word, bound in sides if bound is not None)
        return f"{self.measure} {told}"


@attrs.frozen
class Crossing:
    """The first year in which a path is beyond a bound.

    Parameters
    ----------
    bound : Bound
        The bound.
    area : str or tuple of int or None
        The area, where there are several.
    year : int
        The year at which the stock stands, or in which the step of the flow ends.
    value : float
        The figure then.
    """

    bound: Bound
    area: str | tuple[int, ...] | None
    year: int
    value: float

    def __str__(self) -> str:
        """Say it in a sentence."""
        where = "" if self.area is None else f"{self.area}: "
        return f"{where}{self.bound} is crossed in {self.year} ({_told(self.value)})"


def _told(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.6g}"  # noqa: PLR2004 - persons


def moments(bound: Bound, years: tuple[int, ...]) -> tuple[int, ...]:
    """Years at which a figure is known: stocks at every year, flows at the end of every step.

    Examples
    --------
    >>> moments(Bound("births", at_most=1), (2020, 2025, 2030))
    (2025, 2030)
    """
    return years[1:] if bound.measure in FLOWS else years


def together(bounds: Iterable[Bound]) -> tuple[Bound, ...]:
    """Check that a figure can keep to all its bounds at once.

    Raises
    ------
    DefinitionError
        It cannot: one is to stay above another that it is to stay below.

    Examples
    --------
    >>> together([Bound("TFR", at_least=1.5), Bound("TFR", at_most=2.1)])[1].at_most
    2.1
    """
    given = tuple(bounds)
    for measure in dict.fromkeys(bound.measure for bound in given):
        low, high = (
            [value for one in given if one.measure == measure and (value := getattr(one, side))
             is not None]
            for side in ("at_least", "at_most")
        )  # fmt: skip
        if low and high and max(low) > min(high):
            raise DefinitionError(
                "bounds",
                f"{measure} at least {max(low):,.10g} and at most {min(high):,.10g}: "
                "no path can keep to both",
            )
    return given


def crossings(projection: Projection, bounds: Iterable[Bound]) -> list[Crossing]:
    """List the bounds that a projection crosses, with the first year, area by area.

    Raises
    ------
    DefinitionError
        Bounds that contradict each other.

    Examples
    --------
    >>> from famplan.projection import project
    >>> forward = project(
    ...     [[50, 45, 70], [52, 46, 60]], ages=["0–29", "30–59", "60+"], start=2020, until=2080,
    ...     mortality=[[0.98, 0.97, 0.5]], fertility=[0.03], mothers=["30–59"],
    ...     sex_ratio_at_birth=1.05,
    ... )
    >>> print(*crossings(forward, [Bound("population", at_least=300)]))
    population at least 300 is crossed in 2050 (250.673)
    """
    found = []
    for bound in together(bounds):
        values = projection.figure(bound.measure)
        years = moments(bound, projection.years)
        beyond = bound.beyond(values)
        for area in np.ndindex(values.shape[1:]):
            at = np.flatnonzero(beyond[(slice(None), *area)])
            if at.size:
                first = int(at[0])
                name: Any = (projection.areas[area[0]] if projection.areas else area) or None
                value = float(values[(first, *area)])
                found.append(Crossing(bound, name, years[first], value))
    return found
