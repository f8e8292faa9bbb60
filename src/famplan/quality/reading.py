"""How a printed figure is read: its signs, words and units, one pattern for all of them."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

import attrs

from famplan.errors import FigureError
from famplan.quality.numerals import DIGITS, HALVES, chinese_decimal, chinese_fraction
from famplan.quality.unit import BOUND_WORDS, UNIT_WORDS, Bound, Unit

__all__ = ["MULTIPLIERS", "Reading", "fold", "read"]

MULTIPLIERS = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "亿": 10**8,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
}
# No count of people or yuan comes near; larger figures are slips, or attacks on the arithmetic.
_LARGEST = 10**18

_DIGITS = "".join(DIGITS)
_SIGNS = f"{_DIGITS}十百千万亿"
_CHINESE = f"[{_SIGNS}]+(?:点[{_DIGITS}]+)?"
_HALF = "|".join(sorted(HALVES, reverse=True))
# What reports put before a figure and that does not bind it.
_FILLERS = "高达|已达到?|达到?|仅[为有]?|只有|共计?|为|计"
_PREFIXES = (
    "不低于|不少于|不小于|不超过|不高于|不多于|不大于|至少|至多|最少|最多|超过|高于|多于|大于|超|逾"
    "|低于|少于|小于|不足|不到|将近|接近|近|过|大约|约|≥|>=|≤|<=|>|<|≈|~"
    "|at least|at most|more than|less than|nearly|about|over|under"
)
_SUFFIXES = "及以上|及以下|以上|以下|以内|之内|左右|上下|多|余|强|弱"
_NO_COUNTER = (
    f"[{_SIGNS}点几半佰仟]|分[之点百]|以[上下内里]|及以|之内|左右|上下|[余强弱]|多$|成(?![人员])"
)
_FIGURE = re.compile(
    rf"""
    (?:{_FILLERS})?
    (?P<before>{_PREFIXES})?
    (?:{_FILLERS})?
    \s*
    (?P<sign>[-−负+])?
    (?P<currency>¥|人民币)?
    (?:
        (?P<fraction>[{_SIGNS}]+分之(?:{_CHINESE}|\d+(?:\.\d+)?)|{_HALF})
      | (?P<digits>(?:\d{{1,3}}(?P<group>[, ])\d{{3}}(?:(?P=group)\d{{3}})*|\d+)(?:\.\d+)?)
      | (?P<chinese>{_CHINESE})
    )
    (?P<between>多|余|几)?
    (?P<multiplier>[百千万亿]+|\s*(?:thousand|million|billion)\s*)?
    (?P<within>多|余)?
    (?:
        成(?P<tenth>[半{_DIGITS}])
      | (?P<unit>{"|".join(re.escape(word) for word in UNIT_WORDS)})
    )?
    # A measure word (人, 例, 个乡镇) or an English noun: letters only, and no part of the number.
    (?P<counter>(?:(?!{_NO_COUNTER})[^\W\d_]+?)?)
    (?P<after>{_SUFFIXES})?
    """,
    re.VERBOSE,
)
_RANGE = re.compile(r"\d\D*(?:~|～|—|–|--|至|到)\D*\d")
_BELOW = {"百": Unit.PERCENT, "千": Unit.PER_MILLE, "万": Unit.PER_TEN_THOUSAND}
_BELOW |= {"十万": Unit.PER_HUNDRED_THOUSAND}


@attrs.frozen(kw_only=True)
class Reading:
    """The parts of a printed figure."""

    number: Fraction
    decimals: int
    multiplier: int
    unit: Unit
    counter: str
    bound: Bound
    bound_word: str


def read(text: str) -> Reading:
    """Read one printed figure into its parts.

    Raises
    ------
    FigureError
        The text is not one figure.

    Examples
    --------
    >>> reading = read("超过百分之七十一点五")
    >>> reading.number, reading.decimals, reading.unit.label, reading.bound_word
    (Fraction(143, 2), 1, 'per cent', '超过')
    """
    match = _FIGURE.fullmatch(_plain(text))
    if match is None or not (match["counter"] or "x").isalpha():
        problem = "a range, not one figure" if _RANGE.search(text) else "not one figure"
        raise FigureError(
            repr(text), problem, remedy="write it as printed: 96.18%, 13.4万元, 80%以上"
        )
    number, decimals, unit = _number(match, text)
    multiplier = _multiplier(match["multiplier"])
    if number * multiplier > _LARGEST:
        raise FigureError(repr(text), "too large for a figure", remedy="check its digits")
    word = _bound_word(match, text)
    return Reading(
        number=-number if match["sign"] in {"-", "−", "负"} else number,
        decimals=decimals,
        multiplier=multiplier,
        unit=unit,
        counter=match["counter"],
        bound=BOUND_WORDS.get(word, Bound.EXACT),
        bound_word=word,
    )


def fold(text: str) -> str:
    """Turn full-width digits and signs into plain ones; spaces of any width into one kind.

    Examples
    --------
    >>> fold("２８，９６１／３２，０６７＝９０．３１％")
    '28,961/32,067=90.31%'
    """
    # A raised or ringed digit is a footnote mark, not a digit of the figure.
    kept = "".join(
        sign if unicodedata.category(sign) == "No" else unicodedata.normalize("NFKC", sign)
        for sign in text
    )
    return " ".join(kept.translate(_FOLDED).split()).rstrip("。,;、 ")


_FOLDED = str.maketrans({"﹪": "%", "∶": ":", "≦": "≤", "⩽": "≤", "≧": "≥", "⩾": "≥"})


def _plain(text: str) -> str:
    """Half-width digits and signs, no spaces around, none between digits and unit."""
    return re.sub(
        r"(?<=[\d\u4e00-\u9fff])\s+(?!\d)|(?<=[\u4e00-\u9fff:])\s+|\s+(?=[\u4e00-\u9fff%‰:])",
        "",
        fold(text).lower(),
    )


def _number(match: re.Match[str], text: str) -> tuple[Fraction, int, Unit]:
    """Return the printed number, its decimals and its unit."""
    found: tuple[Fraction, int] | None
    unit = UNIT_WORDS.get(match["unit"] or "", Unit.YUAN if match["currency"] else Unit.NUMBER)
    if match["fraction"]:
        found, unit = _fraction(match["fraction"])
    elif match["digits"]:
        found = _decimal(match["digits"])
    else:
        found = chinese_decimal(match["chinese"])
    if found is None:
        raise FigureError(repr(text), "not a number", remedy="write it in digits")
    number, decimals = found
    if match["tenth"]:  # 七成五, 九成半
        tenth = 5 if match["tenth"] == "半" else DIGITS[match["tenth"]]
        return number + Fraction(tenth, 10), 1, Unit.TENTHS
    return number, decimals, unit


def _decimal(digits: str) -> tuple[Fraction, int]:
    whole, _, decimals = digits.replace(",", "").replace(" ", "").partition(".")
    # A number too long to convert is too large anyway.
    kept = whole.lstrip("0")[:20] or "0"
    return Fraction(f"{kept}.{decimals[:20] or 0}"), len(decimals[:20])


def _fraction(words: str) -> tuple[tuple[Fraction, int] | None, Unit]:
    """Read 三分之一 as a fraction, 百分之71.5 as 71.5 per cent."""
    below, _, above = words.partition("分之")
    unit = _BELOW.get(below, Unit.FRACTION)
    if above.isascii() and above:
        numerator = _decimal(above)
        return (numerator, unit) if below in _BELOW else (None, unit)
    if below in _BELOW:
        return chinese_decimal(above), unit
    value = chinese_fraction(words)
    return (None if value is None else (value, 0)), unit


def _multiplier(words: str | None) -> int:
    words = (words or "").strip()
    if words in MULTIPLIERS:
        return MULTIPLIERS[words]
    product = 1
    for sign in words:
        product *= MULTIPLIERS[sign]
    return min(product, 100 * _LARGEST)


def _bound_word(match: re.Match[str], text: str) -> str:
    words = [word for name in ("before", "between", "within", "after") if (word := match[name])]
    if len({BOUND_WORDS[word] for word in words}) > 1:
        raise FigureError(repr(text), f"{' and '.join(words)} bound it in two ways")
    return words[0] if words else ""
