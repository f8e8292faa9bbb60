"""Every formula gives the figure that print gives."""

from __future__ import annotations

import numpy as np
import pytest
from printed_cases import Case, all_cases

from famplan import find, formulas


def compute(case: Case) -> np.ndarray:
    """Call the function that a case names."""
    module, name = case.function.split(".")
    return np.asarray(getattr(getattr(formulas, module), name)(**case.arguments))


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_formula_gives_the_printed_figure(case: Case) -> None:
    """The result, at the published scale, is within half a unit of the last printed digit."""
    value = compute(case)
    expected = np.asarray(case.expected, dtype=float)
    assert value.shape == expected.shape
    if case.origin == "worked":
        np.testing.assert_allclose(value, expected, rtol=1e-12)
        return
    assert case.decimals is not None, "a printed figure has a number of decimals"
    scale = case.scale or find(case.indicators[0]).per
    half_unit = 0.5 * 10.0**-case.decimals
    np.testing.assert_array_less(np.abs(value * scale - expected), half_unit * (1 + 1e-9))
