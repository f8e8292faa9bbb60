"""A figure of every unit, with its interval and what it rests on; how figures are made."""

from __future__ import annotations

import warnings
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy as np

from famplan.errors import OutsideWindowError, UnverifiedFactWarning, own_warnings
from famplan.formulas import vital
from famplan.formulas.intervals import poisson_exact, wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from famplan.formulas.arrays import FloatArray
    from famplan.model.period import Period
    from famplan.tabulate.register.totals import Totals

    Compute: TypeAlias = Callable[..., Any]
    Way: TypeAlias = Callable[["Totals", "Span"], "list[Figures]"]
    """How an indicator is made of the sums of a tally."""

__all__ = [
    "Basis",
    "Figures",
    "Span",
    "count",
    "nothing",
    "poisson_error",
    "quiet",
    "rate",
    "set_age",
    "share",
]

Basis: TypeAlias = Literal["", "period", "annual"]
"""Whether a rate is that of the period or what it would be in a year; nothing if it is no rate."""


@attrs.frozen(kw_only=True, eq=False)
class Figures:
    """One indicator for every unit: all arrays have one entry for each.

    Parameters
    ----------
    value : ndarray
        The figure, per one.
    n : ndarray
        Cases it rests on.
    cells : tuple of ndarray
        Counts of people or events that the figure gives away; small ones hide it.
    definition : str
        Which variant, and which part: ``"closing"``, ``"order 2"``.
    basis : {"", "period", "annual"}
        Period rate or annual rate.
    age : str, optional
        Age group.
    """

    value: FloatArray
    n: FloatArray
    numerator: FloatArray | None = None
    denominator: FloatArray | None = None
    se: FloatArray | None = None
    low: FloatArray | None = None
    high: FloatArray | None = None
    cells: tuple[FloatArray, ...] = ()
    definition: str = ""
    basis: Basis = ""
    age: str | None = None
    note: str = ""


@attrs.frozen
class Span:
    """What figures need to know beside counts: the period and the level of intervals."""

    period: Period
    level: float

    @property
    def last_day(self) -> date:
        """Last day of the period."""
        return self.period.stop - timedelta(days=1)

    @property
    def z(self) -> float:
        """Standard errors on each side of a figure."""
        from statistics import NormalDist  # noqa: PLC0415 - costs more than the rest of the module

        return NormalDist().inv_cdf((1 + self.level) / 2)

    @property
    def year_note(self) -> str:
        """Which year's money it is, where the period is not that calendar year."""
        year = self.last_day.year
        return "" if self.is_year and self.period.start.year == year else f"money of {year}"

    @property
    def of_person_years(self) -> Basis:
        """Basis of a rate per person-year: it is annual, whatever the period is."""
        return "period" if self.is_year else "annual"

    @property
    def is_year(self) -> bool:
        """Whether the period is a year: its rates need no annual ones beside them."""
        first, last = self.period.start, self.period.stop
        return (first.month, first.day, first.year + 1) == (last.month, last.day, last.year)


def share(  # noqa: PLR0913 - a part and a whole, and how they are called
    compute: Compute,
    part: FloatArray,
    whole: FloatArray,
    *,
    span: Span,
    definition: str = "",
    people: bool = True,
) -> Figures:
    """A part of a whole, with Wilson's interval; unknown where the part is the larger.

    `compute` is called with the part and the whole.
    """
    wrong = part > whole
    part, whole = np.where(wrong, np.nan, part), np.where(wrong, np.nan, whole)
    limits = wilson(part, total=whole, level=span.level)
    value = np.asarray(compute(part, whole))
    return Figures(
        value=value,
        n=whole,
        numerator=part,
        denominator=whole,
        se=_share_error(value, whole),
        low=np.asarray(limits.low),
        high=np.asarray(limits.high),
        cells=(part, whole - part) if people else (),
        definition=definition,
        note="a part larger than its whole is not shown: records of the two do not match"
        if wrong.any()
        else "",
    )


def _share_error(value: FloatArray, whole: FloatArray) -> FloatArray:
    """Unknown where all or none have it: those cases say nothing of an error."""
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = value * (1 - value)
        return np.where((whole > 0) & (spread > 0), np.sqrt(spread / whole), np.nan)


def rate(
    compute: Compute,
    events: FloatArray,
    people: FloatArray,
    *,
    span: Span,
    definition: str = "",
) -> list[Figures]:
    """Events over the average population, with exact Poisson limits: of the period, and annual."""
    limits = poisson_exact(events, exposure=people, level=span.level)
    value = np.asarray(compute(events, people))
    found = Figures(
        value=value,
        n=events,
        numerator=events,
        denominator=people,
        se=poisson_error(events, people),
        low=np.asarray(limits.low),
        high=np.asarray(limits.high),
        cells=(events,),
        definition=definition,
        basis="period",
    )
    return with_annual(found, span)


def poisson_error(events: FloatArray, people: FloatArray) -> FloatArray:
    """Standard error of a rate; unknown where no event says how large it is.

    Examples
    --------
    >>> poisson_error(np.array([4.0, 0.0]), np.array([100.0, 100.0]))
    array([0.02,  nan])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found: FloatArray = np.where((people > 0) & (events > 0), np.sqrt(events) / people, np.nan)
    return found


def with_annual(figures: Figures, span: Span) -> list[Figures]:
    """Put the annual rate beside a period's, unless the period is a year."""
    if span.is_year:
        return [figures]

    def annual(values: FloatArray | None) -> FloatArray | None:
        return None if values is None else np.asarray(vital.annual_rate(values, period=span.period))

    years = None if figures.denominator is None else figures.denominator * span.period.years
    return [
        figures,
        attrs.evolve(
            figures,
            value=np.asarray(vital.annual_rate(figures.value, period=span.period)),
            se=annual(figures.se),
            low=annual(figures.low),
            high=annual(figures.high),
            denominator=years,
            basis="annual",
        ),
    ]


def nothing(units: int, note: str) -> Figures:
    """Make the figures of what cannot be computed, and say why."""
    unknown = np.full(units, np.nan)
    return Figures(value=unknown, n=unknown, note=note)


def count(value: Any, n: FloatArray, *, definition: str = "", people: bool = True) -> Figures:  # noqa: ANN401 - what a formula gives
    """Take a total, which has no interval."""
    return Figures(
        value=np.asarray(value), n=n, cells=(n,) if people else (), definition=definition
    )


def set_age(lookup: Callable[[date], float], span: Span) -> tuple[int | None, str]:
    """Look up an age set by law for a whole period; None with the reason where there is not one."""
    try:
        ages = {int(lookup(day)) for day in (span.period.start, span.last_day)}
    except OutsideWindowError as error:
        return None, str(error)
    if len(ages) > 1:
        return None, "the age set by law changed within the period: count its parts apart"
    return ages.pop(), ""


def quiet(compute: Callable[[], Any]) -> tuple[Any, str]:
    """Compute, and return what was said about sources that nobody has seen as a note."""
    with own_warnings(record=True) as seen:
        warnings.simplefilter("always", UnverifiedFactWarning)
        value = compute()
    said: Sequence[str] = [str(one.message) for one in seen]
    return value, "; ".join(dict.fromkeys(said))
