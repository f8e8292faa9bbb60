"""Service statistics that come with the package: whole, sourced, under their licence."""

from __future__ import annotations

from importlib.resources import files

import attrs
import pytest

from famplan.datasets import kristonia
from famplan.errors import ShapeError
from famplan.formulas.couple_years import factors


def test_kristonia_has_every_method_and_year() -> None:
    """Twenty-two methods, six years, shares of users that add up to one."""
    data = kristonia()
    assert data.years == (2015, 2016, 2017, 2018, 2019, 2020)
    assert set(data.units) == set(factors("emu-2022", data_type="commodity"))
    for shares in data.shares.values():
        assert set(shares) == set(data.reporting)
        assert sum(shares.values()) == pytest.approx(1)


def test_its_licence_stands_with_it() -> None:
    """Copyright and permission notice go where the figures go."""
    text = (files("famplan.datasets") / "data" / "kristonia.toml").read_text(encoding="utf-8")
    assert "Copyright (c) 2025 Kristin Bietsch" in text
    assert "The above copyright notice and this permission notice shall be included" in text


def test_a_year_cannot_be_missing() -> None:
    """Each row has one entry for each year."""
    with pytest.raises(ShapeError, match="women: 6 entries for 1 years"):
        attrs.evolve(kristonia(), years=(2015,))


def test_a_caller_cannot_change_it() -> None:
    """It is shared by all who ask for it."""
    with pytest.raises(TypeError):
        kristonia().units["dmpa"] = ()  # type: ignore[index]
