"""Classes A, B and C: bounds, places, ties."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import UnitClass, class_changes, classes_by_cut, classes_by_place
from famplan.errors import DefinitionError

scores = st.dictionaries(
    st.text(alphabet="abcdefgh", min_size=1, max_size=2),
    st.one_of(st.none(), st.integers(0, 10)),
    max_size=12,
)
ties = st.sampled_from(["better", "worse"])
ORDER = list(UnitClass)


def test_bounds_are_included() -> None:
    """90 % is A, 89.99 % is B, 79.99 % is C; an unknown score has no class."""
    given_scores = {"a": "90 %", "b": "89.99 %", "c": "80 %", "d": "79.99 %", "e": None}
    made = classes_by_cut(given_scores, a_from="90 %", b_from="80 %")
    assert [row.unit_class for row in made.rows] == ["A", "B", "B", "C", None]
    assert made.counts() == {"A": 1, "B": 2, "C": 1, "unknown": 1}
    assert [made.of(unit) for unit in ("d", "e", "z")] == [UnitClass.C, None, None]
    assert made.rows[4].reason == "the score is not known"
    assert made.to_records()[0]["score"] == pytest.approx(0.9)
    assert made.to_records()[4]["score"] is None


def test_the_share_of_class_c() -> None:
    """26 of 261 villages (report S4): a tenth is 26, not 27."""
    made = classes_by_place(
        {str(n): n for n in range(261)}, a_share="30 %", c_share="10 %", ties="better"
    )
    assert made.counts() == {"A": 78, "B": 157, "C": 26, "unknown": 0}
    assert {row.unit for row in made.rows if row.unit_class == "C"} == {str(n) for n in range(26)}


@pytest.mark.parametrize(("how", "found"), [("better", "AAAB"), ("worse", "ABBB")])
def test_ties_share_a_class(how: str, found: str) -> None:
    """Two tied across the bound are both A or both B, and the reason says so."""
    made = classes_by_place(
        {"a": 9, "b": 8, "c": 8, "d": 5}, a_share="50 %", c_share="0 %", ties=how
    )
    assert "".join(row.unit_class for row in made.rows) == found
    assert (
        made.rows[1].reason
        == f"places 2 to 3 of 4, tied across the bound after place 2: the {how} class"
    )
    assert made.rows[0].reason == "place 1 of 4"
    word = {"better": "高", "worse": "低"}[how]
    assert made.rows[2].reason_zh == f"4个单位中并列第2至3名，跨第2名界限，一律就{word}"


@given(scores, ties, st.integers(0, 50), st.integers(0, 50))
def test_places_follow_scores(
    given_scores: dict[str, int | None], how: str, a_share: int, c_share: int
) -> None:
    """A higher score is never in a worse class, an equal one in the same, and shares are kept."""
    made = classes_by_place(
        given_scores, a_share=Fraction(a_share, 100), c_share=Fraction(c_share, 100), ties=how
    )
    known = [row for row in made.rows if row.score is not None]
    for one in known:
        for other in known:
            if one.score > other.score:
                assert ORDER.index(one.unit_class) <= ORDER.index(other.unit_class)
            elif one.score == other.score:
                assert one.unit_class == other.unit_class
    counts = made.counts()
    if how == "worse":
        assert counts["A"] * 100 <= a_share * len(known)
    else:
        assert counts["C"] * 100 <= c_share * len(known)


def test_changes_of_class_c() -> None:
    """Converted, remaining, unknown and new, which add up."""
    rule = {"a_from": "90 %", "b_from": "80 %"}
    one = classes_by_cut({"a": "70 %", "b": "70 %", "c": "70 %", "d": "85 %"}, **rule)
    two = classes_by_cut({"a": "95 %", "b": "70 %", "c": None, "d": "60 %"}, **rule)
    found = class_changes(one, two)
    assert (found.converted, found.remaining, found.unknown, found.new) == (1, 1, 1, 1)
    assert found.laggards == found.converted + found.remaining + found.unknown
    assert found.share == Fraction(1, 2)
    assert class_changes(two, two).share == 0
    nobody = classes_by_cut({"d": "85 %"}, **rule)
    assert class_changes(nobody, two).share is None


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: classes_by_cut({}, a_from="80 %", b_from="80 %"), "is not above b_from"),
        (
            lambda: classes_by_place({}, a_share="60 %", c_share="50 %", ties="better"),
            "do not overlap",
        ),
        (lambda: classes_by_place({}, a_share=30, c_share=0, ties="better"), "between 0 and 1"),
        (lambda: classes_by_place({}, a_share=0, c_share=0, ties="both"), "ties"),
    ],
)
def test_errors(call, problem: str) -> None:  # noqa: ANN001 - a call
    """Bounds that cross, shares that overlap, ties that are not settled."""
    with pytest.raises(DefinitionError, match=problem):
        call()
