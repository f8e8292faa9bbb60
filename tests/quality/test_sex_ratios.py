"""Sex ratios beyond chance: exact tests against scipy, control of errors, and what is hidden."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.catalogue.facts import fact
from famplan.errors import DefinitionError, InvalidInputError, NegativeCountError, ShapeError
from famplan.formulas import births
from famplan.quality import SexRatioAnomalies, sex_ratio_anomalies, sex_ratio_funnel

some = st.integers(min_value=0, max_value=3000)
ratios = st.floats(min_value=0.8, max_value=1.3)


def one(male: int, female: int, reference: object = 1.06, **options: object) -> SexRatioAnomalies:
    """The test of a single cell."""
    return sex_ratio_anomalies(
        [male], female=[female], by={"area": ["A"]}, reference=reference, control="none", **options
    )


@given(male=some, female=some, reference=ratios)
def test_one_cell_is_the_exact_test(male: int, female: int, reference: float) -> None:
    """Against one ratio the p-value is that of the formula for one pair of counts."""
    found = one(male, female, reference).p_value[0]
    known = births.sex_ratio_test(male, female=female, reference=reference).p_value
    assert found == pytest.approx(known, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize(("sides", "alternative"), [("above", "greater"), ("below", "less")])
@given(male=some, female=some, reference=ratios)
def test_one_side_is_scipys(
    sides: str, alternative: str, male: int, female: int, reference: float
) -> None:
    """Too many boys, or too few; the mid-p value lies half a probability lower."""
    if not male + female:
        return
    share = reference / (1 + reference)
    exact = stats.binomtest(male, male + female, share, alternative=alternative).pvalue
    very = stats.binom.pmf(male, male + female, share)
    found = one(male, female, reference, sides=sides).p_value[0]
    assert found == pytest.approx(exact, rel=1e-7, abs=1e-300)
    middle = one(male, female, reference, sides=sides, mid_p=True).p_value[0]
    assert middle == pytest.approx(exact - very / 2, rel=1e-6, abs=1e-12)


@given(male=some, female=some, low=ratios, wide=st.floats(min_value=0, max_value=0.2))
def test_a_range_is_kinder_than_any_ratio_in_it(
    male: int, female: int, low: float, wide: float
) -> None:
    """Its p-value is never below that of a ratio of the range."""
    inside = [low, low + wide / 3, low + wide]
    p_value = one(male, female, (low, low + wide)).p_value[0]
    alone = [one(male, female, ratio).p_value[0] for ratio in inside]
    assert np.isnan(p_value) or p_value >= max(alone) - 1e-9


@given(
    total=st.integers(min_value=1, max_value=3000),
    low=ratios,
    wide=st.sampled_from([0, 0.04]),
    level=st.sampled_from([0.9, 0.95, 0.998]),
)
def test_the_funnel_is_the_test_turned_round(
    total: int, low: float, wide: float, level: float
) -> None:
    """On the limits a ratio passes, and the next number of boys beyond does not."""
    reference = (low, low + wide)
    funnel = sex_ratio_funnel(total, reference=reference, level=level)
    for limit, beyond in ((funnel.low, -1), (funnel.high, 1)):
        boys = round(total * limit / (1 + limit)) if np.isfinite(limit) else total
        assert one(boys, total - boys, reference).p_value[0] >= 1 - level - 1e-12
        if 0 <= boys + beyond <= total:
            assert one(boys + beyond, total - boys - beyond, reference).p_value[0] < 1 - level


def test_the_funnel_narrows_and_is_unknown_without_births() -> None:
    """Few births may all be boys; unknown births have no limits."""
    funnel = sex_ratio_funnel([0, 1, 100, 10_000, np.nan], reference=1.06)
    assert np.isnan(funnel.low[[0, 4]]).all()
    assert (funnel.low[1], funnel.high[1]) == (0, np.inf)
    assert funnel.low[2] < funnel.low[3] < 1.06 < funnel.high[3] < funnel.high[2]


@pytest.mark.parametrize("control", ["holm", "benjamini-hochberg"])
def test_fair_registers_rarely_raise_an_alarm(control: str) -> None:
    """At most 5 % of 400 fair registers of 60 cells do; 60 tests alone would have 3 each."""
    generator = np.random.default_rng(5)
    total = generator.poisson(80, size=(400, 20, 3))
    male = generator.binomial(total, 1.05 / 2.05)
    alarms = sum(
        (
            sex_ratio_anomalies(
                male[i],
                female=total[i] - male[i],
                by={"area": range(20), "order": range(3)},
                reference=1.05,
                control=control,
            ).findings
            != ""
        ).any()
        for i in range(400)
    )
    assert alarms <= 400 * 0.05 + 2 * np.sqrt(400 * 0.05 * 0.95)


def test_planted_anomalies_are_found_with_their_direction() -> None:
    """Too many boys and too few, by name, and no other cell."""
    found = sex_ratio_anomalies(
        [[660, 105], [500, 300], [512, 41]],
        female=[[480, 100], [490, 420], [490, 40]],
        by={"area": ["A", "B", "C"], "order": ["1", "2+"]},
        reference=(fact("sex_ratio_at_birth_normal_low"), fact("sex_ratio_at_birth_normal_high")),
        control="holm",
    )
    out = [
        (row["area"], row["order"], row["finding"]) for row in found.to_dicts() if row["finding"]
    ]
    assert out == [("A", "1", "above"), ("B", "2+", "below")]
    assert found.reference == (1.03, 1.07)
    assert "103~107" in found.reference_source
    assert (len(found), found.tested) == (6, 6)
    assert repr(found) == "<2 of 6 sex ratios stand out (control: holm)>"


@given(
    male=st.lists(st.integers(0, 40), min_size=4, max_size=4),
    female=st.lists(st.integers(0, 40), min_size=4, max_size=4),
    hide_below=st.sampled_from([0, 5, 10]),
)
def test_no_figure_of_a_small_cell_is_given_out(
    male: list[int], female: list[int], hide_below: int
) -> None:
    """Numbers of small cells are unknown, those of the others are whole."""
    found = sex_ratio_anomalies(
        male, female=female, by={"area": "ABCD"}, reference=1.06, control="none"
    )
    numbers = ("male", "female", "births", "sex_ratio", "low", "high", "p_value")
    for boys, girls, row in zip(male, female, found.to_dicts(hide_below=hide_below), strict=True):
        small = min(boys, girls) < hide_below
        assert row["hidden"] is small
        if small:
            assert all(np.isnan(row[name]) for name in (*numbers, "adjusted_p_value"))
        else:
            assert (row["male"], row["female"], row["births"]) == (boys, girls, boys + girls)
            assert isinstance(row["births"], int)


def test_ten_is_where_hiding_starts() -> None:
    """Unless the caller says otherwise; nine girls are hidden, ten are not."""
    assert [row["hidden"] for row in one(30, 9).to_dicts()] == [True]
    assert [row["hidden"] for row in one(30, 10).to_dicts()] == [False]
    assert json.dumps(one(30, 10).to_dicts(), allow_nan=False)


def test_cells_without_births_are_not_tested() -> None:
    """Nor are unknown ones, and neither makes the others' p-values larger."""
    found = sex_ratio_anomalies(
        [640, 0, np.nan], female=[500, 0, 3], by={"area": "ABC"}, reference=1.06, control="holm"
    )
    assert found.tested == 1
    assert found.adjusted_p_value[0] == found.p_value[0]
    assert list(found.findings) == ["above", "", ""]
    assert [row["hidden"] for row in found.to_dicts(hide_below=0)] == [False, False, True]


def test_what_was_tested_cannot_be_changed() -> None:
    """The counts are the caller's no more, and nothing can be set."""
    boys = np.array([100.0])
    found = sex_ratio_anomalies(boys, female=[90], by={"area": "A"}, reference=1.06, control="none")
    boys[0] = 0
    assert found.male[0] == 100
    with pytest.raises(ValueError, match="read-only"):
        found.male[0] = 1
    with pytest.raises(AttributeError):
        found.level = 0.5


@pytest.mark.parametrize("reference", [106, (103, 107), 0, (1.07, 1.03), (1.0, 1.1, 1.2), []])
def test_a_reference_that_is_none_is_refused(reference: object) -> None:
    """One ratio per girl, or two, the lowest first."""
    with pytest.raises(InvalidInputError, match="reference: "):
        one(10, 10, reference)


def test_births_must_be_whole_and_not_negative() -> None:
    """Weighted births would look surer than they are."""
    with pytest.raises(InvalidInputError, match=r"male: 10\.5 is not a whole number; an exact"):
        one(10.5, 10)
    with pytest.raises(NegativeCountError, match=r"female\[0\]: -1 is below 0"):
        one(10, -1)
    with pytest.raises(InvalidInputError, match=r"births: 2\.5 is not a whole number"):
        sex_ratio_funnel(2.5, reference=1.06)


@pytest.mark.parametrize("by", [{}, {"area": ["A", "B"]}, {"area": ["A"], "order": ["1"]}])
def test_labels_must_fit(by: dict[str, list[str]]) -> None:
    """Each axis has a name, and each place on it a label."""
    with pytest.raises(ShapeError, match=r"by: labels \(.*\) do not fit births of shape \(3,\)"):
        sex_ratio_anomalies([1, 2, 3], female=[1, 2, 3], by=by, reference=1.06, control="none")


def test_words_and_levels_are_checked() -> None:
    """The message names what is allowed."""
    with pytest.raises(DefinitionError, match="sides: 'up' is none of 'both', 'above', 'below'"):
        one(10, 10, sides="up")
    with pytest.raises(DefinitionError, match="control: 'fdr' is none of"):
        sex_ratio_anomalies([1], female=[1], by={"a": "A"}, reference=1.06, control="fdr")
    with pytest.raises(InvalidInputError, match="level: 95 is not between 0 and 1"):
        sex_ratio_funnel(10, reference=1.06, level=95)


def test_scipy_waits_for_the_first_test() -> None:
    """Importing what tests sex ratios does not load what takes long."""
    code = "import sys, famplan.quality; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
