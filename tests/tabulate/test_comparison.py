"""Ratios of the rates of groups: against what the rates themselves say, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError
from famplan.tabulate.births import birth_history
from famplan.tabulate.comparison import rate_ratios
from famplan.tabulate.measures import BirthSums
from famplan.tabulate.variance import jackknife


def survey(seed: int, size: int = 1200) -> dict[str, np.ndarray]:
    """Women in 24 clusters and four strata; both groups live in every cluster."""
    random = np.random.default_rng(seed)
    cluster = random.integers(0, 24, size)
    cluster[:24] = np.arange(24)
    born = 1400 - random.integers(15 * 12, 50 * 12, size)
    return {
        "v005": random.integers(500_000, 2_000_000, size),
        "v008": np.full(size, 1400),
        "v011": born,
        "v021": cluster,
        "v022": cluster % 4,
        "school": random.integers(0, 2, size),
        "b3_01": np.where(
            random.random(size) < 0.4 + cluster % 5 / 10,
            np.maximum(1400 - random.integers(1, 60, size), born + 170),
            0,
        ),
    }


@given(st.integers(0, 2**16))
def test_a_ratio_has_the_error_that_a_jackknife_finds(seed: int) -> None:
    """Leaving clusters out changes both rates at once; delta and jackknife agree within a fifth."""
    tally = birth_history(survey(seed), by="school", faults="keep")
    (record,) = rate_ratios(tally, "GFR", reference={"school": 0}, definition="15-49")
    sums = BirthSums.of(tally)
    teens = slice(1, 8)
    both = [array[:, teens].sum(axis=1) for array in (sums.births, sums.women)]
    sides = [sums.design.side_by_side(array) for array in both]
    order = [sums.design.groups.index((school,)) for school in (1, 0)]
    expected = jackknife(
        sides[0][0],
        lambda births, women: np.divide.reduce(births / women, axis=1)[:, None],
        *(columns[:, order] for _, columns in sides),
    )
    assert record["se"] == pytest.approx(expected[0, 0], rel=0.2)
    assert record["value"] == pytest.approx(record["numerator"] / record["denominator"])


@given(st.integers(0, 2**16))
def test_the_inverse_ratio_has_the_same_relative_error(seed: int) -> None:
    """Swapping the groups inverts value and limits."""
    tally = birth_history(survey(seed), by="school", faults="keep")
    (one,), (other,) = (rate_ratios(tally, "TFR", reference={"school": base}) for base in (0, 1))
    assert one["value"] * other["value"] == pytest.approx(1)
    assert one["se"] / one["value"] == pytest.approx(other["se"] / other["value"])
    assert (one["low"], one["high"]) == pytest.approx((1 / other["high"], 1 / other["low"]))


def test_rates_by_age_are_compared_age_by_age() -> None:
    """One record for each age of each group but the reference, its base in the definition."""
    tally = birth_history(survey(1), by="school", faults="keep")
    table = rate_ratios(tally, ["ASFR", "GFR"], reference={"school": 1}, interval="t")
    assert len(table) == 7 + 1
    assert table.column("school") == [0] * 8
    assert table.to_dicts()[-1]["definition"] == "dhs ratio to school = 1"
    assert all(low < high for low, high in zip(*map(table.column, ("low", "high")), strict=True))


def test_over_a_rate_of_zero_nothing_is_known() -> None:
    """No births in the reference group: value, error and limits are nan."""
    data = survey(2)
    data["b3_01"] = np.where(data["school"] == 0, 0, data["b3_01"])
    tally = birth_history(data, by="school", faults="keep")
    (record,) = rate_ratios(tally, "GFR", reference={"school": 0})
    assert all(math.isnan(record[name]) for name in ("value", "se", "low", "high"))
    (zero,) = rate_ratios(tally, "GFR", reference={"school": 1})
    assert zero["value"] == 0
    assert math.isnan(zero["low"])


def test_a_reference_that_is_no_group_is_refused_with_those_there_are() -> None:
    """Also one that names another column, and limits that make no sense."""
    tally = birth_history(survey(3), by="school", faults="keep")
    with pytest.raises(DefinitionError, match="no group is school = 7; there are school = "):
        rate_ratios(tally, "TFR", reference={"school": 7})
    with pytest.raises(DefinitionError, match="no group is v025 = 0"):
        rate_ratios(tally, "TFR", reference={"v025": 0})
    with pytest.raises(DefinitionError, match="logit limits are for proportions"):
        rate_ratios(tally, "TFR", reference={"school": 0}, interval="logit")
