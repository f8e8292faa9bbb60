"""Amounts: what is paid to whom, how often, by whom, from when, and who says so."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from famplan.errors import DefinitionError
from famplan.rules.requirement import source_record
from famplan.rules.window import check_place, check_window, in_window, places_of

if TYPE_CHECKING:
    from datetime import date

    from famplan.catalogue.indicator import Source
    from famplan.language.conditions import Condition
    from famplan.language.facts import Fact
    from famplan.language.numbers import NumberTerm
    from famplan.language.record import Record

__all__ = ["Amount", "Payable"]

S = TypeVar("S")

_PERIODS = {"year": "a year", "month": "a month", "once": "once", "": ""}
_TEXT_OF = {
    "en": " (the text that was read: it may have begun earlier)",
    "zh": "（据所见文本，实际起始时间可能更早）",
}
_UNITS_ZH = {"yuan": "元", "points": "分", "days": "天", "pay steps": "档"}
_PERIODS_ZH = {"year": "每年", "month": "每月", "once": "一次性", "": ""}


def _grouped(number: Decimal) -> str:
    return f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"


def _decimal(value: Any) -> Decimal | None:  # noqa: ANN401 - a number of any kind
    if value is None:
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise DefinitionError("amount", f"{type(value).__name__} is not a number") from None
    if not found.is_finite():
        raise DefinitionError("amount", f"{found} is no amount", remedy="leave the value out")
    return found


@attrs.frozen(kw_only=True, eq=False)
class Amount(Generic[S]):
    """An amount in force in a window, somewhere, for those of whom a condition holds.

    Parameters
    ----------
    value : number, optional
        How much; None where the text leaves it to others, or where `times` alone decides.
    high : number, optional
        The upper end, where the text gives a range.
    floor : bool
        Whether it is "not less than" the value.
    unit : str
        ``"yuan"``, ``"points"``, ``"days"`` …
    per : str
        Whom it is for: ``"person"``, ``"couple"``, ``"each parent"``; empty where the text does
        not say.
    period : {"year", "month", "once", ""}
        How often.
    payer : str
        Who pays.
    since, until : date, optional
        First day, and first day on which it was no longer in force.
    text_of : bool
        Whether `since` is only the day of the text that was read: it may have begun earlier.
    place : str
        Where: empty for the whole country, else a path like ``"Henan/Zhengzhou"``.
    when : Condition, optional
        For whom, among those who are eligible.
    case : str
        What that is called.
    adds : bool
        Whether it comes on top of others.
    times : NumberTerm, optional
        A number that multiplies the value: last year's average wage, months of service.
    step : int
        So many of it make one: ``times=years, step=4`` pays for every four full years.
    source : Source
        Who says so.
    note : str
        What else there is to know.
    """

    value: Decimal | None = attrs.field(default=None, converter=_decimal)
    high: Decimal | None = attrs.field(default=None, converter=_decimal)
    floor: bool = False
    unit: str = "yuan"
    per: str = "person"
    period: str = "year"
    payer: str = ""
    since: date | None = None
    until: date | None = None
    text_of: bool = False
    place: str = ""
    when: Condition[S] | None = None
    case: str = ""
    adds: bool = False
    times: NumberTerm[S] | None = None
    step: int = 1
    source: Source
    note: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the window, the numbers and the words."""
        check_window("amount", self.since, self.until)
        if self.place:
            check_place("amount", self.place)
        if self.step < 1:
            raise DefinitionError("amount", f"step {self.step} is below 1")
        if self.high is not None and (self.value is None or self.high < self.value):
            raise DefinitionError("amount", f"high {self.high} is not above value {self.value}")
        if self.period not in _PERIODS:
            allowed = ", ".join(repr(period) for period in _PERIODS)
            raise DefinitionError("amount", f"period {self.period!r} is none of {allowed}")

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Facts that decide whom it is for and how much it is."""
        asked = () if self.when is None else self.when.facts
        return asked if self.times is None else (*asked, *self.times.facts)

    @property
    def verified(self) -> bool:
        """Whether famplan's makers have seen the source."""
        return self.source.verified

    def in_force(self, on: date, place: str = "") -> bool:
        """Whether it was in force somewhere on a day."""
        return in_window(on, self.since, self.until) and self.place in places_of(place)

    def due(self, record: Record[S]) -> Decimal | None:
        """Return how much it is for one record; None where that is not known."""
        if self.times is None:
            return self.value
        low, high = self.times.bounds(record)
        if low != high:
            return None
        number = Decimal(str(low)) if self.step == 1 else Decimal(int(low // self.step))
        return number if self.value is None else self.value * number

    def __str__(self) -> str:
        """Amount, unit, period and person: ``960 yuan a year per person``."""
        return self.said()

    def said(self, *, language: str = "en", due: Decimal | None = None) -> str:
        """Say it in a language; `due` is what it came to."""
        english, text = language == "en", self._figure(language, due)
        if not text:
            text = "an amount set locally" if english else "由地方规定"
            return f"{text} ({self.note})" if self.note and english else text
        unit = self.unit if english else _UNITS_ZH.get(self.unit, self.unit)
        if self.times is not None and due is None:
            unit = f"({unit})" if english else f"（{unit}）"
        if not english:
            least = "不低于" if self.floor else ""
            return f"{_PERIODS_ZH[self.period]}{least}{text}{unit}"
        least = "at least " if self.floor else ""
        per = self.per if self.per.startswith("each") or not self.per else f"per {self.per}"
        return " ".join(x for x in (f"{least}{text}", unit, _PERIODS[self.period], per) if x)

    def _figure(self, language: str, due: Decimal | None) -> str:
        """Say how much: what it came to, or what it comes to for whom."""
        number = self.value if due is None else due
        text = "" if number is None else _grouped(number)
        if due is not None:
            return text
        if self.high is not None:
            text += f"–{self.high:f}"
        times = "" if self.times is None else self.times.said(language=language)
        times += f" / {self.step}" if self.step != 1 else ""
        return " × ".join(part for part in (text, times) if part)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        plain = ("floor", "unit", "per", "period", "payer", "text_of", "place", "case", "adds")
        return {
            "value": None if self.value is None else float(self.value),
            "high": None if self.high is None else float(self.high),
            **{name: getattr(self, name) for name in plain},
            "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "when": None if self.when is None else self.when.to_dict(),
            "times": None if self.times is None else self.times.term(),
            "step": self.step,
            "source": source_record(self.source),
            "note": self.note,
        }


@attrs.frozen(eq=False)
class Payable(Generic[S]):
    """An amount, and whether it is for the one who asks."""

    amount: Amount[S]
    truth: bool | None
    """None where facts are missing."""
    due: Decimal | None
    """What it comes to."""

    def __str__(self) -> str:
        """The amount, whether it is sure, and who says so."""
        return self.said()

    def said(self, *, language: str = "en") -> str:
        """Say it in a language, with its source."""
        amount = self.amount
        came_to = None if amount.times is None else self.due
        text = amount.said(language=language, due=came_to)
        case = f" ({amount.case})" if amount.case else ""
        if language == "zh" and amount.when is not None:
            case = f"（{amount.when.describe(language=language)}）"
        if self.truth is None:
            case += " – if it applies, which is unknown" if language == "en" else "（是否适用未知）"
        return f"{text}{case} – {amount.source}{_TEXT_OF[language] if amount.text_of else ''}"
