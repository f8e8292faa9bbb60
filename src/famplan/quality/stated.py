"""Figures as reports print them: the digits, their unit, and how far they bind.

``13.4万元`` keeps one decimal of ten thousand yuan; ``12370多`` is a lower bound; ``近三分之一`` an
upper one; ``30%左右`` is approximate. `Stated.parse` reads them, and `Stated.sources` gives the
numbers that would print so.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

import attrs

from famplan.errors import FigureError
from famplan.quality.numerals import DIGITS, chinese_fraction, chinese_number
from famplan.quality.rounding import Rounding, printed, sources_of
from famplan.quality.span import Span
from famplan.quality.unit import BOUND_WORDS, UNIT_WORDS, Bound, Unit

__all__ = ["APPROXIMATE_WITHIN", "Stated"]

APPROXIMATE_WITHIN = Fraction(1, 10)
"""How far a figure called 左右 or 约 may be from the number, relative to it."""

# A fraction in words (三分之一) has no decimals of its own; its neighbours need some.
_FRACTION_DECIMALS = 4

_MULTIPLIERS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_PREFIXES = (
    "不低于|不少于|不超过|不高于|至少|至多|超过|高于|多于|低于|不足|不到|将近|接近|近|过|大约|约"
    "|at least|at most|more than|less than|nearly|about|over|under"
)
_CHINESE_SIGNS = "".join(DIGITS) + "十百千万亿"
_FIGURE = re.compile(
    rf"""
    (?P<before>{_PREFIXES})?
    (?P<sign>[-−])?
    (?:
        (?P<fraction>[{_CHINESE_SIGNS}]+分之[{_CHINESE_SIGNS}]+|一半|半数|半)
      | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
      | (?P<chinese>[{_CHINESE_SIGNS}]+)
    )
    (?P<between>多|余)?
    (?P<multiplier>[百千万亿]+)?
    (?P<within>多|余)?
    (?P<unit>{"|".join(re.escape(word) for word in UNIT_WORDS)})?
    (?P<counter>[^\d\s%‰=+*/()]*?)
    (?P<after>以上|以下|以内|之内|左右|上下)?
    """,
    re.VERBOSE,
)
# A counter is a measure word (人, 例, 个乡镇) or an English noun: letters only, and no fraction.
_COUNTER = re.compile(r"(?!.*分之)[^\W\d_]*")


@attrs.frozen(kw_only=True)
class Stated:
    """A figure as printed.

    Examples
    --------
    >>> figure = Stated.parse("13.4万元")
    >>> figure.value, figure.decimals, figure.unit.label
    (Fraction(134000, 1), 1, 'yuan')
    >>> Stated.parse("12370多").bound
    <Bound.AT_LEAST: 'at least'>
    >>> Stated.parse("９６．１８％") == Stated.parse("96.18%")
    True
    """

    text: str = attrs.field(eq=False)
    number: Fraction
    """The printed number, before its multiplier and unit: 13.4 of 13.4万元."""
    decimals: int
    multiplier: int = 1
    unit: Unit = Unit.NUMBER
    counter: str = ""
    """What is counted, as printed: 人, 例."""
    bound: Bound = Bound.EXACT
    bound_word: str = ""

    @classmethod
    def parse(cls, text: str) -> Stated:
        """Read one printed figure.

        Parameters
        ----------
        text : str
            The figure with its unit and bound: ``"0.64‰"``, ``"109.43:100"``, ``"80%以上"``.

        Raises
        ------
        FigureError
            The text is not one figure.
        """
        plain = _plain(text)
        match = _FIGURE.fullmatch(plain)
        if not plain or match is None or not _COUNTER.fullmatch(match["counter"]):
            raise FigureError(
                repr(text),
                "not one figure",
                remedy="write it as printed: 96.18%, 13.4万元, 80%以上",
            )
        number, unit = _number(match, text)
        bound_word = _bound_word(match, text)
        return cls(
            text=text.strip(),
            number=-number if match["sign"] else number,
            decimals=len((match["digits"] or "").partition(".")[2]),
            multiplier=_multiplier(match["multiplier"]),
            unit=unit,
            counter=match["counter"],
            bound=BOUND_WORDS.get(bound_word, Bound.EXACT),
            bound_word=bound_word,
        )

    @property
    def scale(self) -> Fraction:
        """What one of the printed number is, per one: 10,000 for 万, 1/100 for per cent."""
        return self.multiplier * self.unit.scale

    @property
    def value(self) -> Fraction:
        """The figure per one."""
        return self.number * self.scale

    @property
    def step(self) -> Fraction:
        """One unit of the last printed digit, per one."""
        return Fraction(1, 10**self.decimals) * self.scale

    @property
    def is_count(self) -> bool:
        """Whether the figure is a whole number, printed to the unit."""
        return self.unit in {Unit.NUMBER, Unit.YUAN} and self.decimals == 0 and self.multiplier == 1

    def sources(self, rounding: Rounding) -> Span:
        """Return the numbers, per one, that would print as this figure.

        Examples
        --------
        >>> span = Stated.parse("31%").sources(Rounding.HALF_UP)
        >>> float(span.low), float(span.high)
        (0.305, 0.315)
        """
        match self.bound:
            case Bound.AT_LEAST | Bound.MORE_THAN:
                return Span(self.value, None, low_closed=self.bound is Bound.AT_LEAST)
            case Bound.AT_MOST | Bound.LESS_THAN:
                return Span(None, self.value, high_closed=self.bound is Bound.AT_MOST)
        if self.bound is Bound.APPROXIMATE or self.unit is Unit.FRACTION:
            slack = abs(self.value) * APPROXIMATE_WITHIN
            return Span(self.value - slack, self.value + slack)
        return sources_of(self.value, step=self.step, rounding=rounding)

    def meaning(self, rounding: Rounding) -> Span:
        """Return the numbers the figure may stand for when others are computed from it.

        A count printed to the unit is that count; any other figure was rounded when printed.
        """
        if self.bound is Bound.EXACT and self.is_count:
            return Span.point(self.value)
        return self.sources(rounding)

    def show(self, value: Fraction, *, more_decimals: int = 0) -> str:
        """Write a number, per one, in the unit of this figure; more decimals where they tell more.

        Examples
        --------
        >>> figure = Stated.parse("96.18%")
        >>> figure.show(Fraction(28961, 32067)), figure.show(Fraction(1, 2), more_decimals=2)
        ('90.31%', '50.00%')
        """
        number = value / self.scale
        exact = (number * 10**self.decimals).denominator == 1
        decimals = self.decimals + (0 if exact else more_decimals)
        if self.unit is Unit.FRACTION:
            decimals += _FRACTION_DECIMALS
        figure = printed(number, step=Fraction(1, 10**decimals), rounding=Rounding.HALF_UP)
        myriads = {10**4: "万", 10**8: "亿"}.get(self.multiplier, "")
        return f"{float(figure):,.{decimals}f}{myriads}{self.unit.symbol}"

    def __str__(self) -> str:
        """Give the figure as it was printed."""
        return self.text


def _plain(text: str) -> str:
    """Half-width digits and signs, no spaces around, none between digits and unit."""
    folded = unicodedata.normalize("NFKC", text).strip().lower().replace("﹪", "%")
    return re.sub(r"(?<=[\d\u4e00-\u9fff])\s+(?!\d)|\s+(?=[\u4e00-\u9fff%‰:])", "", folded)


def _number(match: re.Match[str], text: str) -> tuple[Fraction, Unit]:
    unit = UNIT_WORDS.get(match["unit"] or "", Unit.NUMBER)
    if match["digits"]:
        return Fraction(match["digits"].replace(",", "")), unit
    if match["fraction"]:
        below, value = match["fraction"].partition("分之")[0], chinese_fraction(match["fraction"])
        number = None if value is None else value / _BELOW.get(below, Unit.FRACTION).scale
        unit = _BELOW.get(below, Unit.FRACTION)
    else:
        whole = chinese_number(match["chinese"])
        number = None if whole is None else Fraction(whole)
    if number is None:
        raise FigureError(repr(text), "not a number", remedy="write it in digits")
    return number, unit


_BELOW = {"百": Unit.PERCENT, "千": Unit.PER_MILLE, "万": Unit.PER_TEN_THOUSAND}


def _multiplier(signs: str | None) -> int:
    product = 1
    for sign in signs or "":
        product *= _MULTIPLIERS[sign]
    return product


def _bound_word(match: re.Match[str], text: str) -> str:
    words = [word for name in ("before", "between", "within", "after") if (word := match[name])]
    if len({BOUND_WORDS[word] for word in words}) > 1:
        raise FigureError(repr(text), f"{' and '.join(words)} bound it in two ways")
    return words[0] if words else ""
