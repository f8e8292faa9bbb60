"""Days and digits that are too popular, and counts that are too even."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.errors import InvalidInputError, NegativeCountError
from famplan.quality import dispersion, preferred_days, preferred_digits


def test_fair_days_are_seldom_called_heaped() -> None:
    """One alarm in twenty registers or fewer; the 31st is rarer, and should be."""
    alarms = 0
    for seed in range(200):
        random = np.random.default_rng(seed)
        days = np.datetime64("2010-01-01") + random.integers(0, 3652, 1000)
        alarms += bool(preferred_days(days).findings)
    assert alarms <= 20


@pytest.mark.parametrize("share", [0.05, 0.1])
def test_heaped_days_are_found_and_their_share(share: float) -> None:
    """Where some dates became the 1st and the 15th of their months."""
    random = np.random.default_rng(7)
    days = np.datetime64("2010-01-01") + random.integers(0, 3652, 20_000)
    heaped = random.random(len(days)) < share
    month = days[heaped].astype("datetime64[M]").astype("datetime64[D]")
    days[heaped] = month + 14 * random.integers(0, 2, heaped.sum())
    found = preferred_days(np.append(days, np.datetime64("NaT")))
    assert found.findings == (1, 15)
    assert found.excess == pytest.approx(share * (1 - 2 / 30.4), rel=0.1)
    assert found.ratio[0] > 1.3
    assert found.to_dicts()[14]["label"] == 15
    assert found.to_dicts()[14]["p_value"] < 1e-6


def test_last_digits() -> None:
    """Figures below a hundred say nothing; those that end in 0 and 5 too often do."""
    random = np.random.default_rng(3)
    honest = random.poisson(500, 2000)
    assert preferred_digits(honest).findings == ()
    rounded = np.where(random.random(2000) < 0.2, honest // 5 * 5, honest)
    found = preferred_digits([*rounded, *[40] * 500])
    assert found.findings == (0, 5)
    assert found.observed.sum() == (rounded >= 100).sum()
    assert repr(found) == "<too frequent among 2,000: 0, 5 (control: holm)>"


@given(seed=st.integers(0, 2000), scale=st.integers(1, 5))
def test_dispersion_is_the_test_of_a_poisson_mean(seed: int, scale: int) -> None:
    """And a common factor of what is expected does not matter."""
    random = np.random.default_rng(seed)
    births = random.poisson(30, 12) + 1
    found = dispersion(births, expected=scale)
    known = stats.chisquare(births)
    assert found.index * found.degrees_of_freedom == pytest.approx(known.statistic)
    assert found.too_uneven == pytest.approx(known.pvalue)
    assert found.too_even == pytest.approx(1 - known.pvalue)


def test_quotas_leave_counts_too_even() -> None:
    """Invented births follow the plan; real ones follow chance."""
    women = np.array([1000, 2000, 1500, 800, 1200, 3000, 2500, 900, 1100, 1700])
    random = np.random.default_rng(1)
    honest = dispersion(random.poisson(women * 0.05), expected=women)
    planned = dispersion(np.round(women * 0.05), expected=women)
    assert min(honest.too_even, honest.too_uneven) > 0.01
    assert planned.too_even < 1e-6
    with_gap = dispersion([*np.round(women * 0.05), np.nan], expected=[*women, 500])
    assert with_gap == planned


def test_nothing_to_judge_is_named() -> None:
    """No known day, no large figure, a single count."""
    with pytest.raises(InvalidInputError, match="dates: no day is known"):
        preferred_days(np.array(["NaT"], dtype="datetime64[D]"))
    with pytest.raises(InvalidInputError, match="nothing to judge"):
        preferred_digits([7, 99])
    with pytest.raises(InvalidInputError, match="events: fewer than two counts"):
        dispersion([7], expected=1)
    with pytest.raises(InvalidInputError, match="expected: 0 where there are events"):
        dispersion([7, 8, 9], expected=[1, 1, 0])
    with pytest.raises(InvalidInputError, match=r"figures: 150\.5 is not a whole number"):
        preferred_digits([150.5])
    with pytest.raises(NegativeCountError, match="figures"):
        preferred_digits([-1])


def test_days_are_read_as_they_are_written() -> None:
    """Dates, text and times of a day; what is not known is left out."""
    written = [date(2012, 3, 4), "2012-03-04", datetime(2012, 3, 4, 17), None, "", float("nan")]  # noqa: DTZ001 - registers know no time zones
    assert preferred_days(written).observed.tolist() == [3]
    assert preferred_days(pd.to_datetime(pd.Series(["2012-03-04", None]))).labels == (4,)


@pytest.mark.parametrize(
    "wrong", [[20120304], ["20120304"], ["2012/03/04"], ["2012-02-30"], ["x"], [1.5], [[1]]]
)
def test_what_is_no_day_is_refused(wrong: list[object]) -> None:
    """A number of eight digits would have been a day in the year 57,000, and an even calendar."""
    with pytest.raises(
        InvalidInputError, match=r"dates: .*give datetime64, dates, or text as 2012-"
    ):
        preferred_days(wrong)
