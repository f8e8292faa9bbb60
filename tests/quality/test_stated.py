"""Printed figures: what reports write is read with its decimals, unit and bound."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import FigureError
from famplan.quality import Bound, Rounding, Stated, Unit
from famplan.quality.numerals import chinese_fraction, chinese_number

PRINTED = [
    # text, value per one, decimals, unit, bound
    ("96.18%", Fraction(9618, 10_000), 2, Unit.PERCENT, Bound.EXACT),
    ("0.64‰", Fraction(64, 100_000), 2, Unit.PER_MILLE, Bound.EXACT),
    ("109.43:100", Fraction(10_943, 10_000), 2, Unit.TO_HUNDRED, Bound.EXACT),
    ("109.4：100", Fraction(1094, 1000), 1, Unit.TO_HUNDRED, Bound.EXACT),
    ("2.43:1", Fraction(243, 100), 2, Unit.TO_ONE, Bound.EXACT),
    ("三个千分点", Fraction(3, 1000), 0, Unit.PER_MILLE_POINTS, Bound.EXACT),
    ("5.87个百分点", Fraction(587, 10_000), 2, Unit.PERCENTAGE_POINTS, Bound.EXACT),
    ("5.87 percentage points", Fraction(587, 10_000), 2, Unit.PERCENTAGE_POINTS, Bound.EXACT),
    ("13.4万元", Fraction(134_000), 1, Unit.YUAN, Bound.EXACT),
    ("近三分之一", Fraction(1, 3), 0, Unit.FRACTION, Bound.AT_MOST),
    ("百分之七十以上", Fraction(7, 10), 0, Unit.PERCENT, Bound.AT_LEAST),
    ("12370多", Fraction(12_370), 0, Unit.NUMBER, Bound.AT_LEAST),
    ("2437余例", Fraction(2437), 0, Unit.NUMBER, Bound.AT_LEAST),
    ("9万多人", Fraction(90_000), 0, Unit.NUMBER, Bound.AT_LEAST),
    ("800余万元", Fraction(8_000_000), 0, Unit.YUAN, Bound.AT_LEAST),
    ("80%以上", Fraction(8, 10), 0, Unit.PERCENT, Bound.AT_LEAST),
    ("30%左右", Fraction(3, 10), 0, Unit.PERCENT, Bound.APPROXIMATE),
    ("12.5‰以下", Fraction(125, 10_000), 1, Unit.PER_MILLE, Bound.AT_MOST),
    ("746万人以内", Fraction(7_460_000), 0, Unit.NUMBER, Bound.AT_MOST),
    ("超过5%", Fraction(5, 100), 0, Unit.PERCENT, Bound.MORE_THAN),
    ("不足5%", Fraction(5, 100), 0, Unit.PERCENT, Bound.LESS_THAN),
    ("不低于5%", Fraction(5, 100), 0, Unit.PERCENT, Bound.AT_LEAST),
    ("过半数", Fraction(1, 2), 0, Unit.FRACTION, Bound.MORE_THAN),
    ("六成", Fraction(6, 10), 0, Unit.TENTHS, Bound.EXACT),
    ("二倍", Fraction(2), 0, Unit.TIMES, Bound.EXACT),
    ("９６．１８％", Fraction(9618, 10_000), 2, Unit.PERCENT, Bound.EXACT),
    ("32,067人", Fraction(32_067), 0, Unit.NUMBER, Bound.EXACT),
    ("七千三百五十元", Fraction(7350), 0, Unit.YUAN, Bound.EXACT),
    ("1.2亿", Fraction(120_000_000), 1, Unit.NUMBER, Bound.EXACT),
    ("5 per 10000", Fraction(5, 10_000), 0, Unit.PER_TEN_THOUSAND, Bound.EXACT),
    ("两种", Fraction(2), 0, Unit.NUMBER, Bound.EXACT),
    # words and signs of one meaning
    ("百分之71.47", Fraction(7147, 10_000), 2, Unit.PERCENT, Bound.EXACT),
    ("百分之七十一点四七", Fraction(7147, 10_000), 2, Unit.PERCENT, Bound.EXACT),
    ("千分之0.64", Fraction(64, 100_000), 2, Unit.PER_MILLE, Bound.EXACT),
    ("万分之三", Fraction(3, 10_000), 0, Unit.PER_TEN_THOUSAND, Bound.EXACT),
    ("十万分之二十", Fraction(2, 10_000), 0, Unit.PER_HUNDRED_THOUSAND, Bound.EXACT),
    ("20.5/10万", Fraction(205, 1_000_000), 1, Unit.PER_HUNDRED_THOUSAND, Bound.EXACT),
    ("20 per 100,000", Fraction(2, 10_000), 0, Unit.PER_HUNDRED_THOUSAND, Bound.EXACT),
    ("0.64 per 1,000", Fraction(64, 100_000), 2, Unit.PER_MILLE, Bound.EXACT),
    ("3.5百分点", Fraction(35, 1000), 1, Unit.PERCENTAGE_POINTS, Bound.EXACT),
    ("三点五个百分点", Fraction(35, 1000), 1, Unit.PERCENTAGE_POINTS, Bound.EXACT),
    ("三点五万", Fraction(35_000), 1, Unit.NUMBER, Bound.EXACT),
    ("七成五", Fraction(75, 100), 1, Unit.TENTHS, Bound.EXACT),
    ("九成半", Fraction(95, 100), 1, Unit.TENTHS, Bound.EXACT),
    ("三成多", Fraction(3, 10), 0, Unit.TENTHS, Bound.AT_LEAST),
    ("三分之二强", Fraction(2, 3), 0, Unit.FRACTION, Bound.MORE_THAN),
    ("80%及以上", Fraction(8, 10), 0, Unit.PERCENT, Bound.AT_LEAST),
    ("≥80%", Fraction(8, 10), 0, Unit.PERCENT, Bound.AT_LEAST),
    ("逾80%", Fraction(8, 10), 0, Unit.PERCENT, Bound.MORE_THAN),
    ("至少达到95%", Fraction(95, 100), 0, Unit.PERCENT, Bound.AT_LEAST),
    ("仅30%左右", Fraction(3, 10), 0, Unit.PERCENT, Bound.APPROXIMATE),
    ("大约 30 %", Fraction(3, 10), 0, Unit.PERCENT, Bound.APPROXIMATE),
    ("60%以上。", Fraction(6, 10), 0, Unit.PERCENT, Bound.AT_LEAST),
    ("负3.3‰", Fraction(-33, 10_000), 1, Unit.PER_MILLE, Bound.EXACT),
    ("十几", Fraction(10), 0, Unit.NUMBER, Bound.AT_LEAST),
    ("￥5万", Fraction(50_000), 0, Unit.YUAN, Bound.EXACT),
    ("1.4 million", Fraction(1_400_000), 1, Unit.NUMBER, Bound.EXACT),
    ("32 067", Fraction(32_067), 0, Unit.NUMBER, Bound.EXACT),
    ("109.43 ∶ 100", Fraction(10_943, 10_000), 2, Unit.TO_HUNDRED, Bound.EXACT),
    ("二〇〇八", Fraction(2008), 0, Unit.NUMBER, Bound.EXACT),
    ("33例二孩", Fraction(33), 0, Unit.NUMBER, Bound.EXACT),
]


@pytest.mark.parametrize(("text", "value", "decimals", "unit", "bound"), PRINTED)
def test_a_printed_figure_is_read(
    text: str, value: Fraction, decimals: int, unit: Unit, bound: Bound
) -> None:
    """Value, precision, unit and bound come out as print means them."""
    figure = Stated.parse(text)
    assert (figure.value, figure.decimals, figure.unit, figure.bound) == (
        value,
        decimals,
        unit,
        bound,
    )


def test_the_step_of_a_figure_includes_its_multiplier() -> None:
    """The last digit of 13.4万 is a thousand."""
    assert Stated.parse("13.4万元").step == 1000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "人",
        "abc",
        "12-13",
        "几十",
        "96.18%%",
        "1.2.3",
        "1,23",
        "三分之",
        "1 2",
        "%",
        "5²",
        "①",
        "三点",
        "百分百",
        "七成五成",
        "80%以上的",
        "80%以上左右",
    ],
)
def test_what_is_not_one_figure_is_refused(text: str) -> None:
    """The message shows the text and a figure that can be read."""
    with pytest.raises(FigureError, match=r"96\.18%, 13\.4万元"):
        Stated.parse(text)


@pytest.mark.parametrize("text", ["10%至20%", "3--5个", "2个—3个", "4.5～5.0‰"])
def test_a_range_is_named_so(text: str) -> None:
    """A range is two figures; nothing of it is dropped."""
    with pytest.raises(FigureError, match="a range, not one figure"):
        Stated.parse(text)


@pytest.mark.parametrize("text", ["9" * 5000, "1" + "0" * 19, "5" + "亿" * 99, "1 亿亿亿"])
def test_a_figure_beyond_all_counts_is_refused(text: str) -> None:
    """Nothing that is counted is so large, and no arithmetic is to be flooded."""
    with pytest.raises(FigureError, match="too large"):
        Stated.parse(text)


def test_a_figure_is_shown_with_its_multiplier_and_all_its_digits() -> None:
    """Thousands stay thousands, and no digit is lost in a float."""
    assert Stated.parse("12千").show(Fraction(13_000)) == "13 thousand"
    assert Stated.parse("1.4 million").show(Fraction(1_500_000)) == "1.5 million"
    assert Stated.parse("1").show(Fraction(10**17 + 1)) == "100,000,000,000,000,001"


def test_two_bounds_that_contradict_each_other_are_refused() -> None:
    """A figure cannot be approximate and a floor at once."""
    with pytest.raises(FigureError, match="约 and 以上 bound it in two ways"):
        Stated.parse("约30%以上")


def test_a_fraction_over_zero_is_refused() -> None:
    """零分之一 has no value; neither have a mixed fraction and 一二百, which is a range."""
    for text in ("零分之一", "三分之1.5", "一二百"):
        with pytest.raises(FigureError, match="not a number"):
            Stated.parse(text)


@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(["%", "‰", "", "万元", ":100"]))
def test_reading_what_was_printed_gives_the_number_back(
    digits: int, decimals: int, unit: str
) -> None:
    """Print, then read: nothing is lost."""
    number = Fraction(digits, 10**decimals)
    text = f"{digits // 10**decimals}"
    if decimals:
        text += f".{digits % 10**decimals:0{decimals}d}"
    assert Stated.parse(text + unit).number == number


@given(
    value=st.fractions(-10, 10, max_denominator=10**6),
    rounding=st.sampled_from(Rounding),
    unit=st.sampled_from(["%", "‰", ""]),
)
def test_a_number_is_among_the_sources_of_its_print(
    value: Fraction, rounding: Rounding, unit: str
) -> None:
    """The sources of a figure are the inverse of printing it."""
    pattern = Stated.parse(f"1.00{unit}")
    from famplan.quality.rounding import printed

    figure = printed(value, step=pattern.step, rounding=rounding)
    text = f"{float(figure / pattern.scale):.2f}{unit}"
    assert Stated.parse(text).sources(rounding).contains(value)


def test_a_fraction_in_words_is_shown_with_decimals() -> None:
    """One over seven in the form of 三分之一 is not zero."""
    assert Stated.parse("三分之一").show(Fraction(1, 7)) == "0.1429"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零一", 101),
        ("一万二千", 12_000),
        ("零", 0),
        ("二〇一三", 2013),
        ("一百二", 120),
        ("一万零二", 10_002),
        ("万", 10_000),
    ],
)
def test_chinese_numerals(text: str, number: int) -> None:
    """Tens without a leading one, zeros inside, myriads."""
    assert chinese_number(text) == number


def test_what_is_no_numeral_is_none() -> None:
    """Neither a word nor nothing is a number."""
    assert chinese_number("") is None
    assert chinese_number("几") is None
    assert chinese_fraction("三分之几") is None
