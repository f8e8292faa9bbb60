"""Entry, submission and response rates: properties and errors (cases/information.toml)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import PartExceedsWholeError
from famplan.formulas import information


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=9))
def test_the_share_of_all_areas_is_the_share_of_the_sums(due: list[int]) -> None:
    """Rates of areas weighted by what was due give the rate of the whole."""
    base = np.array(due, dtype=float) + 1
    received = np.floor(base / 2)
    each = np.asarray(information.completeness(received, due=base))
    whole = information.completeness(received.sum(), due=base.sum())
    assert whole == pytest.approx(float((each * base).sum() / base.sum()))


@pytest.mark.parametrize(
    ("name", "part", "base"),
    [("completeness", "received", "due"), ("response_proportion", "answered", "sent")],
)
def test_more_received_than_due_is_refused(name: str, part: str, base: str) -> None:
    """Records entered twice show where they exceed the persons."""
    with pytest.raises(PartExceedsWholeError, match=f"{part}: 11 is more than {base} 10"):
        getattr(information, name)(11, **{base: 10})


def test_nothing_sent_has_no_response_rate() -> None:
    """Nought of nought is unknown, not zero."""
    assert np.isnan(information.response_proportion(0, sent=0))
