"""Units and bounds of printed figures, and the words that stand for them.

Per cent, per mille and percentage points differ: a fall from 40 % to 30 % is a quarter, and ten
percentage points.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from fractions import Fraction

__all__ = ["BOUND_WORDS", "UNIT_WORDS", "Bound", "Dimension", "Unit"]


class Dimension(StrEnum):
    """What a figure measures; figures of different dimensions are never added."""

    NUMBER = "number"
    """A count, or a bare number whose unit stands elsewhere."""
    MONEY = "money"
    SHARE = "share or rate"
    POINTS = "points"
    """A difference of two shares or rates."""
    RATIO = "ratio"


class Unit(Enum):
    """A unit: name, symbol, what one of it is per one, and its dimension."""

    NUMBER = ("number", "", Fraction(1), Dimension.NUMBER)
    YUAN = ("yuan", " yuan", Fraction(1), Dimension.MONEY)
    PERCENT = ("per cent", "%", Fraction(1, 100), Dimension.SHARE)
    PER_MILLE = ("per mille", "‰", Fraction(1, 1000), Dimension.SHARE)
    PER_TEN_THOUSAND = ("per 10,000", " per 10,000", Fraction(1, 10_000), Dimension.SHARE)
    PER_HUNDRED_THOUSAND = ("per 100,000", " per 100,000", Fraction(1, 100_000), Dimension.SHARE)
    TENTHS = ("tenths", " tenths", Fraction(1, 10), Dimension.SHARE)
    FRACTION = ("fraction", "", Fraction(1), Dimension.SHARE)
    PERCENTAGE_POINTS = (
        "percentage points",
        " percentage points",
        Fraction(1, 100),
        Dimension.POINTS,
    )
    PER_MILLE_POINTS = (
        "per-mille points",
        " per-mille points",
        Fraction(1, 1000),
        Dimension.POINTS,
    )
    TO_HUNDRED = ("to 100", ":100", Fraction(1, 100), Dimension.RATIO)
    TO_ONE = ("to 1", ":1", Fraction(1), Dimension.RATIO)
    TIMES = ("times", " times", Fraction(1), Dimension.RATIO)

    def __init__(self, label: str, symbol: str, scale: Fraction, dimension: Dimension) -> None:
        self.label = label
        self.symbol = symbol
        self.scale = scale
        self.dimension = dimension


class Bound(StrEnum):
    """How a figure limits the number behind it."""

    EXACT = "exactly"
    """The figure itself, as rounded."""
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    APPROXIMATE = "about"


# Longest words first where one begins another: the reader tries them in this order.
UNIT_WORDS: dict[str, Unit] = {
    "个百分点": Unit.PERCENTAGE_POINTS,
    "百分点": Unit.PERCENTAGE_POINTS,
    "percentage points": Unit.PERCENTAGE_POINTS,
    "percentage point": Unit.PERCENTAGE_POINTS,
    "pp": Unit.PERCENTAGE_POINTS,
    "个千分点": Unit.PER_MILLE_POINTS,
    "千分点": Unit.PER_MILLE_POINTS,
    "per mille point": Unit.PER_MILLE_POINTS,
    "per-mille point": Unit.PER_MILLE_POINTS,
    "per-mille points": Unit.PER_MILLE_POINTS,
    "per mille points": Unit.PER_MILLE_POINTS,
    "%": Unit.PERCENT,
    "per cent": Unit.PERCENT,
    "percent": Unit.PERCENT,
    "‰": Unit.PER_MILLE,
    "per mille": Unit.PER_MILLE,
    "per thousand": Unit.PER_MILLE,
    "permille": Unit.PER_MILLE,
    "per 100000": Unit.PER_HUNDRED_THOUSAND,
    "per 100,000": Unit.PER_HUNDRED_THOUSAND,
    "/10万": Unit.PER_HUNDRED_THOUSAND,
    "per 10000": Unit.PER_TEN_THOUSAND,
    "per 10,000": Unit.PER_TEN_THOUSAND,
    "‱": Unit.PER_TEN_THOUSAND,
    "per 1000": Unit.PER_MILLE,
    "per 1,000": Unit.PER_MILLE,
    "成": Unit.TENTHS,
    ":100": Unit.TO_HUNDRED,
    ":1": Unit.TO_ONE,
    "倍": Unit.TIMES,
    "times": Unit.TIMES,
    "元": Unit.YUAN,
    "yuan": Unit.YUAN,
}

BOUND_WORDS: dict[str, Bound] = {
    "多": Bound.AT_LEAST,
    "余": Bound.AT_LEAST,
    "几": Bound.AT_LEAST,
    "以上": Bound.AT_LEAST,
    "至少": Bound.AT_LEAST,
    "及以上": Bound.AT_LEAST,
    "最少": Bound.AT_LEAST,
    "不低于": Bound.AT_LEAST,
    "不少于": Bound.AT_LEAST,
    "不小于": Bound.AT_LEAST,
    "≥": Bound.AT_LEAST,
    ">=": Bound.AT_LEAST,
    "at least": Bound.AT_LEAST,
    "超过": Bound.MORE_THAN,
    "高于": Bound.MORE_THAN,
    "多于": Bound.MORE_THAN,
    "大于": Bound.MORE_THAN,
    "超": Bound.MORE_THAN,
    "逾": Bound.MORE_THAN,
    "过": Bound.MORE_THAN,
    "强": Bound.MORE_THAN,
    ">": Bound.MORE_THAN,
    "more than": Bound.MORE_THAN,
    "over": Bound.MORE_THAN,
    "近": Bound.AT_MOST,
    "接近": Bound.AT_MOST,
    "将近": Bound.AT_MOST,
    "以下": Bound.AT_MOST,
    "以内": Bound.AT_MOST,
    "之内": Bound.AT_MOST,
    "至多": Bound.AT_MOST,
    "及以下": Bound.AT_MOST,
    "最多": Bound.AT_MOST,
    "不超过": Bound.AT_MOST,
    "不高于": Bound.AT_MOST,
    "不多于": Bound.AT_MOST,
    "不大于": Bound.AT_MOST,
    "≤": Bound.AT_MOST,
    "<=": Bound.AT_MOST,
    "at most": Bound.AT_MOST,
    "nearly": Bound.AT_MOST,
    "不足": Bound.LESS_THAN,
    "不到": Bound.LESS_THAN,
    "低于": Bound.LESS_THAN,
    "少于": Bound.LESS_THAN,
    "小于": Bound.LESS_THAN,
    "弱": Bound.LESS_THAN,
    "<": Bound.LESS_THAN,
    "less than": Bound.LESS_THAN,
    "under": Bound.LESS_THAN,
    "左右": Bound.APPROXIMATE,
    "上下": Bound.APPROXIMATE,
    "约": Bound.APPROXIMATE,
    "大约": Bound.APPROXIMATE,
    "about": Bound.APPROXIMATE,
    "≈": Bound.APPROXIMATE,
    "~": Bound.APPROXIMATE,
}
