"""Proximate determinants: properties and errors (worked examples are in the cases)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, InvalidInputError, NegativeCountError, ShapeError
from famplan.formulas import proximate

shares = st.floats(0, 0.9)
indices = st.floats(0, 1)


@given(shares, shares)
def test_contraception_lowers_fertility(use: float, effectiveness: float) -> None:
    """Between 0 and 1, and 1 without use or without effect."""
    index = proximate.index_of_contraception(use, effectiveness=effectiveness, version="1978")
    assert 0 <= index <= 1
    assert proximate.index_of_contraception(0, effectiveness=effectiveness, version="1978") == 1
    assert proximate.index_of_contraception(use, effectiveness=0, version="1978") == 1


@given(st.floats(0.1, 9), st.floats(0, 9), shares)
def test_abortion_lowers_fertility(births: float, abortions: float, use: float) -> None:
    """Births over births and those averted: less than one birth for each abortion."""
    index = proximate.index_of_abortion(births, abortions=abortions, use=use, version="1978")
    averted = births / index - births
    assert 0 < index <= 1
    assert averted <= abortions * 0.8 + 1e-9


@given(st.floats(1.5, 60))
def test_infecundability_lowers_fertility(months: float) -> None:
    """Longer infecundability, longer intervals: the index is 20 months over the interval."""
    index = proximate.index_of_infecundability(months, version="1978")
    assert 0 < index <= 1
    assert proximate.index_of_infecundability(months + 1, version="1978") < index


@given(indices, indices, indices, indices)
def test_fertility_is_total_fecundity_times_the_indices(
    marriage: float, contraception: float, abortion: float, infecundability: float
) -> None:
    """The order of the indices does not matter, and nothing exceeds total fecundity."""
    value = proximate.proximate_total_fertility(
        marriage=marriage,
        contraception=contraception,
        abortion=abortion,
        infecundability=infecundability,
        version="1978",
    )
    turned = proximate.proximate_total_fertility(
        marriage=infecundability,
        contraception=abortion,
        abortion=contraception,
        infecundability=marriage,
        version="1978",
    )
    assert 0 <= value <= 15.3
    assert value == pytest.approx(turned, rel=1e-12, abs=1e-300)


def test_total_fecundity_in_place_of_fertility_hides_abortion() -> None:
    """The trap: with 15.3 in both places two abortions a woman seem to cost hardly anything."""
    right = proximate.index_of_abortion(1.5, abortions=2, use=0.5, version="1978")
    wrong = proximate.index_of_abortion(15.3, abortions=2, use=0.5, version="1978")
    assert right == pytest.approx(1.5 / 2.7)
    assert wrong > 0.92


def test_areas_go_together() -> None:
    """Arrays of areas equal areas one by one."""
    use, effectiveness = np.array([0.2, 0.6]), np.array([0.8, 0.95])
    together = proximate.index_of_contraception(use, effectiveness=effectiveness, version="1978")
    alone = [
        proximate.index_of_contraception(u, effectiveness=e, version="1978")
        for u, e in zip(use, effectiveness, strict=True)
    ]
    np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize(
    "compute",
    [
        lambda version: proximate.index_of_contraception(0.5, effectiveness=0.9, version=version),
        lambda version: proximate.index_of_infecundability(5, version=version),
        lambda version: proximate.index_of_abortion(2, abortions=1, use=0.5, version=version),
    ],
)
def test_the_version_of_2015_is_left_out_and_says_why(compute: Any) -> None:
    """Nobody here has seen its equations."""
    with pytest.raises(DefinitionError, match=r"'2015' is none of '1978'; left out: .*not seen"):
        compute("2015")


def test_an_unknown_version_is_refused() -> None:
    """The message names those that exist."""
    with pytest.raises(DefinitionError, match=r"version: '1987' is none of '1978'; name the"):
        proximate.proximate_total_fertility(
            marriage=1,
            contraception=1,
            abortion=1,
            infecundability=1,
            version="1987",  # type: ignore[arg-type]
        )


def test_what_is_wrong_is_named() -> None:
    """Percentages, use beyond the model, negative months, shapes."""
    with pytest.raises(InvalidInputError, match=r"use: 65 is above 1; give a share such as 0\.65"):
        proximate.index_of_contraception(65, effectiveness=0.9, version="1978")
    with pytest.raises(InvalidInputError, match="index would fall below 0"):
        proximate.index_of_contraception([0.5, 1], effectiveness=1, version="1978")
    with pytest.raises(NegativeCountError, match="months: -1 is below 0"):
        proximate.index_of_infecundability(-1, version="1978")
    with pytest.raises(ShapeError, match="shapes do not match"):
        proximate.index_of_marriage([1, 2], marital_fertility=[1, 2, 3])
