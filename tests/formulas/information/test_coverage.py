"""Records too many: properties and errors (cases/information/coverage.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import NegativeCountError, PartExceedsWholeError
from famplan.formulas import information

events = st.integers(1, 10**6)


@given(true=events, missed=st.integers(0, 10**6), padded=st.integers(0, 10**6))
def test_net_is_what_is_too_many_less_what_is_missing(true: int, missed: int, padded: int) -> None:
    """Over the true number; equal numbers of both cancel."""
    missed = min(missed, true)
    reported = true - missed + padded
    net = information.net_overcount_ratio(reported, true=true)
    assert net == pytest.approx((padded - missed) / true)
    share = information.overcount_proportion(padded, records=reported) if reported else 0
    omission = information.birth_omission_proportion(missed, reported=true - missed)
    assert reported * (1 - share) == pytest.approx(true * (1 - omission))


def test_faulty_counts_are_named() -> None:
    """More surplus than records, and counts below zero."""
    with pytest.raises(PartExceedsWholeError, match="surplus: 6 is more than records 5"):
        information.overcount_proportion(6, records=5)
    with pytest.raises(NegativeCountError, match="reported: -1"):
        information.net_overcount_ratio(-1, true=5)
    assert np.isnan(information.net_overcount_ratio(5, true=0))
    assert np.isnan(information.overcount_proportion(0, records=0))
