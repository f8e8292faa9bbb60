"""Users of long-acting methods: the published table, a count year by year, properties, errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from famplan.errors import DefinitionError, InvalidInputError, NegativeCountError, ShapeError
from famplan.formulas.programme import continuation_shares, continuation_table, long_acting_users
from famplan.formulas.tables import read_table

METHODS = sorted(continuation_table("emu-2022"))
PRINTED = read_table("service_statistics")["continuation"][0]["shares"]
units = hnp.arrays(np.float64, st.integers(1, 14), elements=st.integers(0, 10**6).map(float))
methods = st.sampled_from(METHODS)
priors = st.floats(0, 1)


def year_by_year(begun: np.ndarray, kept: np.ndarray, prior: float) -> list[float]:
    """Count users as one would on paper: each cohort in turn, then those of before."""
    found = []
    for year in range(len(begun)):
        users = 0.0
        for ago in range(min(10, year) + 1):
            users += begun[year - ago] * kept[ago]
        for ago in range(year + 1, 11):
            users += begun[0] * prior * kept[ago]
        found.append(users)
    return found


@given(units, methods, priors)
def test_it_is_the_sum_of_the_cohorts_and_of_earlier_users(
    begun: np.ndarray, method: str, prior: float
) -> None:
    """As counted on paper, beyond the ten years of the table too."""
    users = long_acting_users(begun, method=method, prior=prior)
    np.testing.assert_allclose(
        users, year_by_year(begun, continuation_shares(method), prior), rtol=1e-12, atol=1e-9
    )


@given(units, methods, priors)
def test_areas_add_up_and_stand_in_front(begun: np.ndarray, method: str, prior: float) -> None:
    """Two districts in one call are two calls, and their sum is that of the country."""
    other = begun[::-1]
    both = long_acting_users([begun, other], method=method, prior=prior)
    for row, one in zip(both, (begun, other), strict=True):
        np.testing.assert_allclose(row, long_acting_users(one, method=method, prior=prior))
    together = long_acting_users(begun + other, method=method, prior=prior)
    np.testing.assert_allclose(both.sum(axis=0), together, rtol=1e-9)


@given(methods, st.integers(1, 14))
def test_a_service_that_always_was_the_same_has_the_same_users_every_year(
    method: str, years: int
) -> None:
    """With a prior of 1 and constant insertions nothing changes, as in a stationary population."""
    users = long_acting_users([1000.0] * years, method=method, prior=1)
    np.testing.assert_allclose(users, 1000 * continuation_shares(method).sum())


def test_the_table_is_the_printed_one_and_not_its_formula() -> None:
    """Ten years of a copper device are .167354189, although .839788868 ** 10 is .1745."""
    assert PRINTED["copper_iud"][10] == 0.167354189
    assert round(PRINTED["copper_iud"][1] ** 10, 4) == 0.1745
    for method, printed in PRINTED.items():
        shares = continuation_shares(method)
        assert shares[10] == 0
        assert len(shares) == len(printed) == 11
        middle = [(printed[k] + printed[k + 1]) / 2 for k in range(9)]
        np.testing.assert_array_equal(shares[:9], middle)


def test_the_sterilised_go_on_through_the_tenth_year_and_then_leave() -> None:
    """The last half-year is not cut off, as it is for a device."""
    np.testing.assert_array_equal(continuation_shares("female_sterilisation"), [1.0] * 10 + [0.0])
    assert continuation_shares("copper_iud")[9] == (0.207745211 + 0.167354189) / 2


def test_a_device_lasts_as_long_as_it_does() -> None:
    """Three-year implants of 2015 protect nobody in 2019, hormonal devices still do."""
    assert long_acting_users([100, 0, 0, 0, 0], method="implant_3_year", prior=0)[4] == 0
    assert long_acting_users([100, 0, 0, 0, 0], method="hormonal_iud", prior=0)[4] > 0


def test_an_unknown_year_is_unknown_while_the_method_lasts_and_no_longer() -> None:
    """What is not known is not zero, and does not spoil the years it has no part in."""
    users = long_acting_users([100, None, 0, 0, 0, 0, 7], method="implant_3_year", prior=0)
    np.testing.assert_array_equal(np.isnan(users), [False, True, True, True, True, False, False])
    unknown_start = long_acting_users([None, 5], method="implant_3_year", prior=[0.5, 0.5])
    assert np.isnan(unknown_start).all()


def test_nobody_can_change_the_table() -> None:
    """It is shared by all callers."""
    with pytest.raises(ValueError, match="read-only"):
        continuation_shares("copper_iud")[0] = 0


def test_errors_name_what_was_wrong() -> None:
    """Method, version, prior, units: each says the way out."""
    with pytest.raises(DefinitionError, match=r"'coper_iud' has no .*; did you mean 'copper_iud'"):
        long_acting_users([1, 2], method="coper_iud", prior=0)
    with pytest.raises(DefinitionError, match="'dmpa' has no continuation table in emu-2022; it h"):
        continuation_shares("dmpa")
    with pytest.raises(DefinitionError, match="continuation: '2011' is none of 'emu-2022'"):
        long_acting_users([1], method="copper_iud", prior=0, continuation="2011")
    with pytest.raises(InvalidInputError, match="prior: 50 is above 1"):
        long_acting_users([1], method="copper_iud", prior=50)
    with pytest.raises(NegativeCountError, match="units"):
        long_acting_users([1, -1], method="copper_iud", prior=0)
    with pytest.raises(ShapeError, match="units: one number has no years"):
        long_acting_users(5, method="copper_iud", prior=0)
