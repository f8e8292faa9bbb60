"""P-values of many tests, against other programs and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.errors import DefinitionError, InvalidInputError
from famplan.quality import adjusted_p_values

several = st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=30)
controls = st.sampled_from(["benjamini-hochberg", "bonferroni", "holm"])


@given(p_values=several)
def test_benjamini_hochberg_is_scipys(p_values: list[float]) -> None:
    """In the places where the p-values stood."""
    found = adjusted_p_values(p_values, control="benjamini-hochberg")
    np.testing.assert_allclose(found, stats.false_discovery_control(p_values, method="bh"))


@pytest.mark.parametrize(
    ("control", "p_values", "expected"),
    [
        ("benjamini-hochberg", [0.008, 0.03, 0.123, 0.6, 0.2], [0.04, 0.075, 0.205, 0.6, 0.25]),
        ("holm", [0.319, 0.201, 0.4, 0.374, 0.113], [0.957, 0.804, 0.957, 0.957, 0.565]),
        ("bonferroni", [0.319, 0.201, 0.4, 0.374, 0.113], [1, 1, 1, 1, 0.565]),
        ("none", [0.3, 0.2], [0.3, 0.2]),
    ],
)
def test_printed_examples(control: str, p_values: list[float], expected: list[float]) -> None:
    """Of the documentation of stdlib's padjust; Bonferroni's worked by hand."""
    np.testing.assert_allclose(adjusted_p_values(p_values, control=control), expected)


@given(p_values=several, control=controls)
def test_no_p_value_falls_and_their_order_stays(p_values: list[float], control: str) -> None:
    """Bonferroni's is never below Holm's, nor Holm's below Benjamini's; one test is not raised."""
    raised = adjusted_p_values(p_values, control=control)
    order = np.argsort(p_values)
    assert (raised >= np.asarray(p_values) - 1e-12).all()
    assert (raised <= 1).all()
    assert (np.diff(raised[order]) >= 0).all()
    holm = adjusted_p_values(p_values, control="holm")
    assert (holm >= adjusted_p_values(p_values, control="benjamini-hochberg") - 1e-12).all()
    assert (adjusted_p_values(p_values, control="bonferroni") >= holm - 1e-12).all()
    assert adjusted_p_values(p_values[:1], control=control) == pytest.approx(p_values[:1])


def test_unknown_p_values_are_no_tests() -> None:
    """They stay unknown, in any shape, and do not make the others larger."""
    found = adjusted_p_values([[0.01, np.nan], [0.04, np.nan]], control="holm")
    np.testing.assert_allclose(found, [[0.02, np.nan], [0.04, np.nan]])
    assert np.isnan(adjusted_p_values([np.nan], control="holm")).all()


def test_what_is_no_p_value_is_refused() -> None:
    """Above one, or a control that does not exist."""
    with pytest.raises(InvalidInputError, match=r"p_values\[0\]: 5 is above 1"):
        adjusted_p_values([5], control="holm")
    with pytest.raises(DefinitionError, match="control: 'sidak' is none of"):
        adjusted_p_values([0.5], control="sidak")
