"""Staff and stations: properties and errors (examples are in cases/staffing.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan import find
from famplan.errors import PartExceedsWholeError
from famplan.formulas import staffing


@given(st.integers(0, 10**5), st.integers(1, 10**5))
def test_ranks_and_the_rest_make_the_whole_staff(rank: int, rest: int) -> None:
    """Shares of a division into two add up to one."""
    total = rank + rest
    shares = staffing.staff_proportion([rank, rest], total=total)
    assert np.sum(shares) == pytest.approx(1)


@given(st.integers(0, 10**5), st.integers(1, 10**7), st.integers(2, 9))
def test_density_and_pay_ratio_do_not_change_with_the_size_of_the_area(
    staff: int, population: int, times: int
) -> None:
    """Twice the staff for twice the people is the same density; so with pay."""
    once = staffing.staff_density(staff, population=population)
    assert staffing.staff_density(staff * times, population=population * times) == pytest.approx(
        once
    )
    pay = staffing.pay_ratio(staff, leader_pay=population)
    assert pay == once


def test_density_is_published_per_ten_thousand() -> None:
    """The definition carries the scale."""
    rate = staffing.staff_density(450, population=1_800_000)
    assert find("STAFF_DENSITY").publish(rate) == "2.50"


@pytest.mark.parametrize(
    ("name", "part"), [("staff_proportion", "staff"), ("place_proportion", "places")]
)
def test_a_part_beyond_the_whole_is_refused(name: str, part: str) -> None:
    """41 centre stations upgraded of 32 (report S3.8) cannot be."""
    with pytest.raises(PartExceedsWholeError, match=f"{part}: 41 is more than total 32"):
        getattr(staffing, name)(41, total=32)


def test_no_places_have_no_share() -> None:
    """Nought of nought is unknown."""
    assert np.isnan(staffing.place_proportion(0, total=0))
