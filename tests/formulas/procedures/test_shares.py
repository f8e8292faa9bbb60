"""Shares of procedures and complications: properties and errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import PartExceedsWholeError
from famplan.formulas import procedures

some = st.integers(min_value=0, max_value=10**6)


@given(part=some, rest=some.filter(bool))
def test_shares_lie_between_zero_and_one(part: int, rest: int) -> None:
    """A part of the procedures that contain it."""
    whole = part + rest
    assert 0 <= procedures.procedure_proportion(part, procedures=whole) < 1
    assert 0 <= procedures.complication_proportion(part, procedures=whole) < 1


@given(count=some, persons=some.filter(bool))
def test_procedures_per_person_scale(count: int, persons: int) -> None:
    """Twice the procedures are twice as many a person."""
    once = procedures.procedure_ratio(count, persons=persons)
    assert procedures.procedure_ratio(2 * count, persons=persons) == 2 * once


def test_no_procedures_have_no_complication_rate() -> None:
    """A share of nothing is unknown, not zero."""
    assert np.isnan(procedures.complication_proportion(0, procedures=0))


def test_more_complications_than_procedures_are_refused() -> None:
    """A procedure counts once, however many complications follow it."""
    with pytest.raises(PartExceedsWholeError, match="complications: 2 is more than procedures 1"):
        procedures.complication_proportion(2, procedures=1)
