"""Measures that the tests of assessments share."""

from __future__ import annotations

import pytest

from famplan.assessment import Measure


@pytest.fixture
def conformity() -> Measure:
    """Policy conformity of births: at least so much."""
    return Measure(
        code="PCR",
        name="Policy conformity",
        name_zh="计划生育率",
        direction="at least",
        unit="%",
        evidence="proportion",
        indicator="PCR",
    )


@pytest.fixture
def births() -> Measure:
    """Births: at most so many."""
    return Measure(
        code="births", name="Births", name_zh="出生人数", direction="at most", evidence="count"
    )


@pytest.fixture
def sex_ratio() -> Measure:
    """Sex ratio at birth: at most so much."""
    return Measure(
        code="SRB", name="Sex ratio at birth", direction="at most", unit=":100", evidence="ratio"
    )
