"""Chinese numerals as reports write them: 三, 二百六十一, 三点五, 百分之七十, 三分之一."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["DIGITS", "HALVES", "chinese_decimal", "chinese_fraction", "chinese_number"]

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
    >>> chinese_number("二〇〇八"), chinese_number("一万二")
    (2008, 12000)
    >>> chinese_number("几十") is None
    True
    """
    if not text or len(text) > _LONGEST or any(sign not in _SIGNS for sign in text):
        return None
    if all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    total = section = digit = 0
    for sign in text:
        if sign in DIGITS:
            if digit:
                return None
            digit = DIGITS[sign]
        elif sign in _POWERS:
            section += (digit or 1) * _POWERS[sign]
            digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[sign]
            section = digit = 0
    # Said short, 一万二 is 12,000; 一万零二 names the gap.
    power = (_POWERS | _MYRIADS).get(text[-2:-1], 10)
    return total + section + digit * (power // 10)


def chinese_decimal(text: str) -> tuple[Fraction, int] | None:
    """Read a number with 点 and count its decimals; ``None`` where the text is not one.

    Examples
    --------
    >>> chinese_decimal("七十一点四七")
    (Fraction(7147, 100), 2)
    """
    before, point, after = text.partition("点")
    whole = chinese_number(before)
    if whole is None or (point and not after) or any(sign not in DIGITS for sign in after):
        return None
    decimals = Fraction(chinese_number(after) or 0, 10 ** len(after))
    return whole + decimals, len(after)


def chinese_fraction(text: str) -> Fraction | None:
    """Read ``三分之一`` or ``百分之七十``; ``None`` where the text is not a fraction.

    Examples
    --------
    >>> print(chinese_fraction("三分之一"), chinese_fraction("一半"))
    1/3 1/2
    """
    if text in HALVES:
        return Fraction(1, 2)
    below, _, above = text.partition("分之")
    denominator, numerator = chinese_number(below), chinese_decimal(above)
    if not denominator or numerator is None:
        return None
    return numerator[0] / denominator


_LONGEST = 40
_SIGNS = {*DIGITS, *_POWERS, *_MYRIADS}
HALVES = {"一半", "半数", "半"}
