"""Age groups beside their neighbours and men beside women, also against another program."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from famplan.errors import AgeGroupsError
from famplan.formulas import age_accuracy
from famplan.model.age import AgeGroups

GROUPS = AgeGroups((*range(0, 80, 5),), open_end=True)
USUAL = (0, 74)
ORACLE = Path(__file__).parents[4] / "shared" / "oracle" / "age_data"
peoples = arrays(np.float64, 16, elements=st.integers(min_value=1, max_value=10_000).map(float))


def test_the_scores_agree_with_another_program() -> None:
    """Both scores and the index, on fifteen groups of five years below an open one."""
    if not ORACLE.is_dir():
        pytest.skip("the shared oracle is not on this machine")
    with (ORACLE / "pas_agesex.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (ORACLE / "expected.csv").open(encoding="utf-8") as file:
        answers = {row["id"]: float(row["value"]) for row in csv.DictReader(file)}
    men, women = ([float(row[sex]) for row in rows] for sex in ("Males", "Females"))
    found = {
        "ageRatioScore_m": age_accuracy.age_ratio_score(men, ages=GROUPS, between=USUAL),
        "ageRatioScore_f": age_accuracy.age_ratio_score(women, ages=GROUPS, between=USUAL),
        "sexRatioScore": age_accuracy.sex_ratio_score(
            men, female=women, ages=GROUPS, between=USUAL
        ),
        "ageSexAccuracy_UN": age_accuracy.age_sex_accuracy_index(
            men, female=women, ages=GROUPS, between=USUAL
        ),
    }
    assert {name: score * 100 for name, score in found.items()} == pytest.approx(
        {name: answers[name] for name in found}, rel=1e-12
    )


@given(men=peoples, times=st.integers(min_value=1, max_value=9))
def test_a_constant_sex_ratio_scores_zero(men: np.ndarray, times: int) -> None:
    """Then the index is the two age-ratio scores, which are the same."""
    women = men * times
    score = age_accuracy.sex_ratio_score(men, female=women, ages=GROUPS, between=USUAL)
    index = age_accuracy.age_sex_accuracy_index(men, female=women, ages=GROUPS, between=USUAL)
    assert score == pytest.approx(0)
    assert index == pytest.approx(2 * age_accuracy.age_ratio_score(men, ages=GROUPS, between=USUAL))


@given(start=st.integers(100, 999), step=st.integers(-6, 6))
def test_a_straight_line_scores_zero(start: int, step: int) -> None:
    """Each group is the mean of its neighbours."""
    line = start + step * np.arange(16.0)
    assert age_accuracy.age_ratio_score(line, ages=GROUPS, between=USUAL) == pytest.approx(0)


@given(people=arrays(np.float64, (2, 3, 16), elements=st.integers(1, 99).map(float)))
def test_areas_stand_in_front(people: np.ndarray) -> None:
    """An array gives what each row gives alone."""
    men, women = people
    whole = age_accuracy.age_sex_accuracy_index(men, female=women, ages=GROUPS, between=USUAL)
    alone = [
        age_accuracy.age_sex_accuracy_index(row, female=other, ages=GROUPS, between=USUAL)
        for row, other in zip(men, women, strict=True)
    ]
    np.testing.assert_allclose(whole, alone)


def test_the_open_group_does_not_matter() -> None:
    """What stands outside the two ages is left out, unknown or not."""
    men = np.arange(16.0) + 5
    changed = men.copy()
    changed[-1] = np.nan
    assert age_accuracy.age_ratio_score(
        changed, ages=GROUPS, between=USUAL
    ) == age_accuracy.age_ratio_score(men, ages=GROUPS, between=USUAL)


def test_without_women_the_sex_ratio_is_unknown() -> None:
    """Nothing is infinite."""
    women = np.ones(16)
    women[3] = 0
    index = age_accuracy.age_sex_accuracy_index(
        np.ones(16), female=women, ages=GROUPS, between=USUAL
    )
    assert np.isnan(index)


def test_single_years_are_groups_of_one_width_too() -> None:
    """Where people move much, each year is set beside its neighbours."""
    ages = AgeGroups.regular(0, 5, width=1)
    assert age_accuracy.age_ratio_score([4, 6, 4, 2, 4], ages=ages, between=(0, 4)) == (
        pytest.approx((1 / 2 + 0 + 1 / 2) / 3)
    )


@pytest.mark.parametrize(
    ("ages", "between", "message"),
    [
        (["0", "1–4", "5–9"], (0, 9), "groups of different widths"),
        (["0–4", "5–9", "10–14"], (0, 9), "2 groups; at least 3 are needed"),
        (["0–4", "5–9", "10–14"], (0, 12), "groups must begin at 0 and end at 13"),
        (["0–4", "5–9", "10–14"], (14, 0), "0 is below 14"),
    ],
)
def test_groups_that_do_not_fit_are_refused(
    ages: list[str], between: tuple[int, int], message: str
) -> None:
    """Each message names the fault."""
    with pytest.raises(AgeGroupsError, match=message):
        age_accuracy.age_ratio_score([3, 2, 1], ages=ages, between=between)
