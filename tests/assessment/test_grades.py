"""Grades at their bounds, and the faults of a scale."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import Grade, GradeScale
from famplan.assessment.faults import Faults
from famplan.assessment.grades import grades_from
from famplan.errors import DefinitionError

SCALE = GradeScale(
    [
        Grade(code="commend", name="Commended", name_zh="表彰", low="100 %"),
        Grade(code="meets", name="Meets the standard", name_zh="达标", low="98 %"),
        Grade(code="fails", name="Below the standard", name_zh="未达标"),
    ]
)


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        ("97.99 %", "fails"),
        ("98 %", "meets"),
        ("98.00 %", "meets"),
        ("99.99 %", "meets"),
        ("100 %", "commend"),
        ("104 %", "commend"),
        ("0 %", "fails"),
        (0.98, "meets"),
        (Fraction(48_999_999, 50_000_000), "fails"),
    ],
)
def test_bounds_of_the_report(rate: object, code: str) -> None:
    """T34 of the reports: 97.99, 98, 99.99 and 100."""
    assert SCALE.grade(rate).code == code


def test_unknown_has_no_grade() -> None:
    """An unknown score is not a low one."""
    assert SCALE.grade(None) is None
    assert SCALE.grade(float("nan")) is None
    assert SCALE.shown(None) == "–"


@given(st.fractions(min_value=0, max_value=2), st.fractions(min_value=0, max_value=2))
def test_a_higher_rate_never_has_a_worse_grade(one: Fraction, other: Fraction) -> None:
    """Grades rise with the rate."""
    low, high = sorted((one, other))
    assert SCALE.place(SCALE.grade(high)) <= SCALE.place(SCALE.grade(low))


@given(
    st.fractions(min_value=Fraction(97, 100), max_value=Fraction(99, 100), max_denominator=10**9)
)
def test_what_is_shown_never_stands_on_the_other_side_of_the_bound(rate: Fraction) -> None:
    """97.996 % is not written as 98.00 %."""
    shown = Fraction(SCALE.shown(rate).rstrip("%")) / 100
    assert (shown >= Fraction("0.98")) == (rate >= Fraction("0.98"))
    assert (shown == Fraction("0.98")) == (rate == Fraction("0.98"))


def test_a_bound_that_is_not_enough() -> None:
    """Above 98 % leaves 98 % below, and can stand over from 98 %."""
    scale = GradeScale(
        [
            Grade(code="good", name="Good", low="98 %", low_included=False),
            Grade(code="fair", name="Fair", low="98 %"),
            Grade(code="poor", name="Poor"),
        ]
    )
    assert [scale.grade(rate).code for rate in ("98.01 %", "98 %", "97.99 %")] == [
        "good",
        "fair",
        "poor",
    ]
    assert [str(grade) for grade in scale.grades] == [
        "Good (above 98.00%)",
        "Fair (from 98.00%)",
        "Poor (below all bounds)",
    ]
    assert [grade.rule_zh for grade in scale.grades] == [
        "超过98.00%",
        "达到98.00%",
        "未达到以上各等次",
    ]


@pytest.mark.parametrize(
    ("grades", "problem"),
    [
        ([], "the lowest score rates have no grade"),
        ([Grade(code="a", name="", low="90 %")], "the lowest score rates have no grade"),
        ([Grade(code="a", name=""), Grade(code="a", name="")], "two are called a"),
        ([Grade(code="a", name=""), Grade(code="b", name="")], "a has no bound"),
        (
            [
                Grade(code="a", name="", low="80 %"),
                Grade(code="b", name=""),
                Grade(code="c", name=""),
            ],
            "b has no bound",
        ),
        (
            [
                Grade(code="a", name="", low="80 %"),
                Grade(code="b", name="", low="90 %"),
                Grade(code="c", name=""),
            ],
            "b is not below a",
        ),
        (
            [
                Grade(code="a", name="", low="90 %"),
                Grade(code="b", name="", low="90 %", low_included=False),
                Grade(code="c", name=""),
            ],
            "b is not below a",
        ),
    ],
)
def test_a_scale_must_give_every_rate_one_grade(grades: list[Grade], problem: str) -> None:
    """What no rate could reach, or what would be left without a grade."""
    with pytest.raises(DefinitionError, match=problem):
        GradeScale(grades)


def test_a_bound_is_per_one_or_printed() -> None:
    """98 without a sign would be 9,800 %."""
    with pytest.raises(DefinitionError, match='98 is not a score rate; write "98 %"'):
        Grade(code="a", name="", low=98)


def test_a_grade_by_its_code() -> None:
    """And what is allowed where there is none."""
    assert SCALE.named("meets").name_zh == "达标"
    with pytest.raises(DefinitionError, match="'good' is none of commend, meets, fails"):
        SCALE.named("good")


def test_rows_of_a_file() -> None:
    """From includes the bound, above does not; the clause is kept."""
    faults = Faults()
    rows = [
        {"code": "a", "name": "A", "name_zh": "甲", "from": "95 %", "clause": "art. 3"},
        {"code": "b", "name": "B", "above": "80 %"},
        {"code": "c", "name": "C"},
    ]
    scale = grades_from(rows, faults)
    assert not list(faults)
    assert [scale.grade(rate).code for rate in ("95 %", "80 %", "80.01 %")] == ["a", "c", "b"]
    assert scale.grades[0].clause == "art. 3"


def test_all_faults_of_rows_at_once() -> None:
    """Every row is read though the first has a fault."""
    faults = Faults()
    rows = [
        {"name": "A", "from": "high"},
        {"code": "b", "name": "B", "from": "80 %", "above": "70 %"},
        {"code": "c", "name": 7, "bound": 1},
        "d",
        {"code": "e", "name": "E", "from": 98},
    ]
    assert grades_from(rows, faults) is None
    text = "\n".join(str(fault) for fault in faults)
    for part in (
        "grade 1, code: is missing",
        "grade 1, from: 'high'",
        "grade 2 (b), above: there is from as well",
        "grade 3 (c), name: 7 is not a text",
        "grade 3 (c), bound: is not a key that is read; allowed: code, name",
        "grade 4: not a table",
        "98 is not a score rate",
    ):
        assert part in text


def test_rows_that_are_none() -> None:
    """No rows, no scale; what is no array is a fault; so is a scale that cannot be."""
    faults = Faults()
    assert grades_from([], faults) is None
    assert not list(faults)
    assert grades_from({"code": "a"}, faults) is None
    assert grades_from([{"code": "a", "name": "A", "from": "9 %"}], faults) is None
    assert [str(fault) for fault in faults] == [
        "grade: not an array of tables; write [[grade]]",
        "grade, grades: the lowest score rates have no grade; end with a grade without a bound",
    ]
