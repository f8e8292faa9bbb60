"""Method mix and long-acting share: properties and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, NegativeCountError, PartExceedsWholeError, ShapeError
from famplan.formulas import contraception

mixes = st.dictionaries(
    st.sampled_from(["sterilisation", "iud", "implant", "pill", "condom"]),
    st.integers(min_value=0, max_value=10**6),
    min_size=1,
).filter(lambda users: any(users.values()))


@given(mixes)
def test_shares_add_up_to_one(users: dict[str, int]) -> None:
    """The methods share all users out."""
    assert sum(contraception.method_mix(users).values()) == pytest.approx(1, rel=1e-12)


@given(mixes, st.integers(min_value=2, max_value=9))
def test_the_mix_does_not_depend_on_the_number_of_users(users: dict[str, int], by: int) -> None:
    """Twice the users of every method have the same mix."""
    more = {method: by * count for method, count in users.items()}
    assert contraception.method_mix(more) == pytest.approx(contraception.method_mix(users))


@given(mixes)
def test_mapping_and_array_give_the_same_mix(users: dict[str, int]) -> None:
    """The form of the counts is the form of the shares."""
    by_name = contraception.method_mix(users)
    by_place = contraception.method_mix(list(users.values()))
    np.testing.assert_allclose(list(by_name.values()), by_place)
    assert list(by_name) == list(users)


def test_areas_stand_in_front_and_an_area_without_users_has_no_mix() -> None:
    """Methods are on the last axis, or are the keys of a mapping of arrays."""
    mix = contraception.method_mix({"iud": [6, 0], "pill": [2, 0]})
    np.testing.assert_array_equal(mix["iud"], [0.75, np.nan])
    np.testing.assert_array_equal(contraception.method_mix([[6, 2], [0, 0]]).T[0], mix["iud"])


def test_one_number_has_no_mix() -> None:
    """The message says what to give."""
    with pytest.raises(ShapeError, match="users: one number has no mix; give a mapping"):
        contraception.method_mix(5)


def test_a_negative_count_names_its_method() -> None:
    """The method stands in the message."""
    with pytest.raises(NegativeCountError, match="pill: -1 is below 0"):
        contraception.method_mix({"pill": -1, "iud": 3})


def test_the_long_acting_share_names_its_base() -> None:
    """Errors speak of users or of married women, as the basis says."""
    with pytest.raises(PartExceedsWholeError, match="long_acting: 3 is more than users 2"):
        contraception.long_acting_proportion(3, among=2, basis="users")
    with pytest.raises(DefinitionError, match="'women' is none of 'users', 'married_women'"):
        contraception.long_acting_proportion(1, among=2, basis="women")
