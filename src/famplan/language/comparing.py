"""Comparisons: the leaves of conditions."""

from __future__ import annotations

import operator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import numpy as np

from famplan.language.calendar import Unit, cutoffs, has_passed
from famplan.language.conditions import Condition, Masks, Used
from famplan.language.rows import NO_DAY, NO_NUMBER, NOWHERE

if TYPE_CHECKING:
    from famplan.language.dates import DateFact
    from famplan.language.facts import Fact
    from famplan.language.numbers import NumberTerm
    from famplan.language.record import Record
    from famplan.language.rows import Days, Rows

__all__ = ["SIGNS", "DateBound", "IsKnown", "NumberBound", "Reached"]

S = TypeVar("S")

SIGNS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
"""Comparisons by sign."""

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SAID = {
    "en": {"<": "before", "<=": "on or before", ">": "after", ">=": "on or after", "==": "on"},
    "zh": {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于", "==": "为"},
}
_MATHS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "="}
_UNITS_ZH = {Unit.YEARS: "年", Unit.MONTHS: "个月", Unit.DAYS: "天"}


@attrs.frozen(eq=False)
class DateBound(Condition[S]):
    """A day before, on or after another."""

    fact: DateFact[S]
    sign: str
    other: date | DateFact[S]

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """The one or two days."""
        return _with(self.fact, self.other)

    def holds(self, record: Record[S]) -> bool | None:
        """Compare the two days."""
        day = record.value(self.fact)
        other = self.other if isinstance(self.other, date) else record.value(self.other)
        return None if day is None or other is None else bool(SIGNS[self.sign](day, other))

    def masks(self, rows: Rows[S]) -> Masks:
        """Compare the days of every row."""
        return _compared(rows.days(self.fact), self.sign, rows.days(self.other))

    def to_dict(self) -> dict[str, Any]:
        """The fact, the sign and the other day."""
        other = self.other
        other_day = other.isoformat() if isinstance(other, date) else other.reference()
        return {"date": self.fact.reference(), self.sign: other_day}

    def describe(self, *, language: str = "en") -> str:
        """Say it in words."""
        other = self.other if isinstance(self.other, date) else self.other.said(language=language)
        fact, sign = self.fact.said(language=language), _SAID[language][self.sign]
        return f"{fact} {sign} {other}" if language == "en" else f"{fact}{sign}{other}"


def _with(fact: DateFact[S], other: date | DateFact[S] | None) -> tuple[Fact[S], ...]:
    second = other is not None and other is not fact and not isinstance(other, date)
    return (fact, other) if second else (fact,)  # type: ignore[return-value] # it is no date


def _compared(left: Days, sign: str, right: Days) -> Masks:
    """Compare days. What is unknown is the lowest number, so only some masks need cleaning."""
    if NO_DAY is left or NO_DAY is right:
        return NOWHERE
    holds = SIGNS[sign](left.days, right.days)
    if sign == "==":
        return Masks(_cleaned(holds, left, right), _cleaned(~holds, left, right))
    fails = SIGNS[_OPPOSITE[sign]](left.days, right.days)
    if right.gaps:
        return Masks(_cleaned(holds, left, right), _cleaned(fails, left, right))
    if sign in {"<", "<="}:  # the unknown is below everything
        return Masks(_cleaned(holds, left), fails)
    return Masks(holds, _cleaned(fails, left))


def _cleaned(mask: Any, *columns: Days) -> Any:  # noqa: ANN401 - an array of truth values
    for column in columns:
        if column.gaps:
            mask &= column.known
    return mask


@attrs.frozen(eq=False)
class Reached(Condition[S]):
    """So much time has passed since a day, at the reference date or at another day."""

    since: DateFact[S]
    number: int
    unit: Unit
    at: DateFact[S] | None = None

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """The one or two days."""
        return _with(self.since, self.at)

    def holds(self, record: Record[S]) -> bool | None:
        """Compare the anniversary with the day."""
        start = record.value(self.since)
        on = record.on if self.at is None else record.value(self.at)
        if start is None or on is None:
            return None
        return has_passed(start, self.number, self.unit, on, record.leap_day)

    def masks(self, rows: Rows[S]) -> Masks:
        """Compare the days with the latest one since which the time has passed."""
        on = rows.on if self.at is None else rows.days(self.at)
        key = (self.number, self.unit, None if self.at is None else self.at.name)
        latest = rows.kept(key, lambda: on.mapped(self._latest(rows)))
        return _compared(rows.days(self.since), "<=", latest)

    def _latest(self, rows: Rows[S]) -> Any:  # noqa: ANN401 - a function on days
        return lambda days: cutoffs(days, self.number, self.unit, rows.leap_day)

    def to_dict(self) -> dict[str, Any]:
        """The fact, the time, and up to when."""
        found = {"since": self.since.reference(), "reached": self.number, "unit": str(self.unit)}
        return found if self.at is None else {**found, "at": self.at.reference()}

    def describe(self, *, language: str = "en") -> str:
        """Say it in words."""
        since = self.since.said(language=language)
        at = None if self.at is None else self.at.said(language=language)
        if language == "zh":
            at = at or "计算日"
            if self.number == 0:
                return f"{since}不晚于{at}"
            return f"{at}距{since}满{self.number}{_UNITS_ZH[self.unit]}"
        at = at or "the reference date"
        if self.number == 0:
            return f"{since} is not after {at}"
        return f"{self.number} {self.unit} since {since} at {at}"


@attrs.frozen(eq=False)
class NumberBound(Condition[S]):
    """A number below, at or above another. A number may be known only to lie within bounds."""

    term: NumberTerm[S]
    sign: str
    other: float | NumberTerm[S]

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Facts of the one or two numbers."""
        others = () if isinstance(self.other, (int, float)) else self.other.facts
        return tuple(dict.fromkeys((*self.term.facts, *others)))

    def used(self, record: Record[S]) -> dict[str, Used]:
        """The numbers, as far as they are known."""
        other = self.other
        terms = [self.term] if isinstance(other, (int, float)) else [self.term, other]
        return {term.name: Used(term, _between(term.bounds(record))) for term in terms}

    def lacking(self, known: frozenset[str]) -> tuple[Fact[S], ...]:
        """Facts that columns would have to give besides."""
        others = () if isinstance(self.other, (int, float)) else self.other.lacking(known)
        return (*self.term.lacking(known), *others)

    def holds(self, record: Record[S]) -> bool | None:
        """Compare the bounds."""
        low, high = self.term.bounds(record)
        other = self.other
        least, most = (other, other) if isinstance(other, (int, float)) else other.bounds(record)
        if self.sign == "==":
            if low == high == least == most:
                return True
            return False if low > most or high < least else None
        if self.sign in {"<", "<="}:
            low, high, least, most = -high, -low, -most, -least
        compare = SIGNS[">="] if "=" in self.sign else SIGNS[">"]
        if compare(low, most):
            return True
        return None if compare(high, least) else False

    def masks(self, rows: Rows[S]) -> Masks:
        """Compare the bounds of every row; what is ``nan`` compares as neither."""
        low, high = self.term.arrays(rows)
        other = self.other
        least, most = (other, other) if isinstance(other, (int, float)) else other.arrays(rows)
        if NO_NUMBER is low or NO_NUMBER is least:
            return NOWHERE
        with np.errstate(invalid="ignore"):
            if self.sign == "==":
                if low is high and least is most:
                    return _equal(low, least)
                return Masks((low == most) & (high == least), (low > most) | (high < least))
            lower, against = (low, most) if ">" in self.sign else (high, least)
            upper, beside = (high, least) if ">" in self.sign else (low, most)
            holds = SIGNS[self.sign](lower, against)
            return Masks(holds, SIGNS[_OPPOSITE[self.sign]](upper, beside))

    def to_dict(self) -> dict[str, Any]:
        """The number, the sign and the other number."""
        other = self.other
        value = other if isinstance(other, (int, float)) else {"term": other.term()}
        return {"number": self.term.term(), self.sign: value}

    def describe(self, *, language: str = "en") -> str:
        """Say it in words."""
        other = self.other
        text = f"{other:g}" if isinstance(other, (int, float)) else other.said(language=language)
        return f"{self.term.said(language=language)} {_MATHS[self.sign]} {text}"


def _equal(left: Any, right: Any) -> Masks:  # noqa: ANN401 - numbers, one or many
    """Compare numbers that are known exactly, or not at all."""
    same = np.equal(left, right)
    differs = ~same
    for side in (left, right):
        if np.asarray(side).dtype.kind == "f":
            differs = differs & ~np.isnan(side)
    return Masks(same, differs)


def _between(bounds: tuple[float, float]) -> object:
    """Return a number, the numbers it lies between, or None if it may be any."""
    low, high = bounds
    if low == high:
        return low
    return None if float("inf") in (-low, high) else f"{low:g} to {high:g}"


@attrs.frozen(eq=False)
class IsKnown(Condition[S]):
    """A fact is given."""

    fact: Fact[S]

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Only one."""
        return (self.fact,)

    def holds(self, record: Record[S]) -> bool | None:
        """True or false, never unknown."""
        return record.value(self.fact) is not None

    def masks(self, rows: Rows[S]) -> Masks:
        """Look for what is not unknown."""
        known = rows.known(self.fact)
        return Masks(known, ~known)

    def to_dict(self) -> dict[str, Any]:
        """The fact, under ``known``."""
        return {"known": self.fact.name}

    def describe(self, *, language: str = "en") -> str:
        """Say it in words."""
        said = self.fact.said(language=language)
        return f"{said} is known" if language == "en" else f"{said}已知"
