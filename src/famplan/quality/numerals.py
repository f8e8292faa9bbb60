"""Chinese numerals as reports write them: 三, 十二, 二百六十一, 百分之七十, 三分之一."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["DIGITS", "chinese_fraction", "chinese_number"]

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "壹": 1,
}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


def chinese_number(text: str) -> int | None:
    """Read a whole number; ``None`` where the text is not one.

    Examples
    --------
    >>> chinese_number("十二"), chinese_number("二百六十一"), chinese_number("一万零五")
    (12, 261, 10005)
    >>> chinese_number("几十") is None
    True
    """
    if not text or any(sign not in _SIGNS for sign in text):
        return None
    total = section = digit = 0
    for sign in text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in _POWERS:
            section += (digit or 1) * _POWERS[sign]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[sign]
            section = digit = 0
    return total + section + digit


def chinese_fraction(text: str) -> Fraction | None:
    """Read ``三分之一`` or ``百分之七十``; ``None`` where the text is not a fraction.

    Examples
    --------
    >>> print(chinese_fraction("三分之一"), chinese_fraction("一半"))
    1/3 1/2
    """
    if text in _HALVES:
        return Fraction(1, 2)
    below, _, above = text.partition("分之")
    denominator, numerator = chinese_number(below), chinese_number(above)
    if not denominator or numerator is None:
        return None
    return Fraction(numerator, denominator)


_SIGNS = {*DIGITS, *_POWERS, *_MYRIADS}
_HALVES = {"一半", "半数", "半"}
