"""Synthetic surveys of contraception: the same for the same seed, and true to their shares."""

from __future__ import annotations

import numpy as np
import pytest

from famplan.datasets import synthetic_contraception
from famplan.errors import DefinitionError, InvalidInputError


def test_the_same_seed_gives_the_same_women() -> None:
    """And another seed others."""
    first, again, other = (synthetic_contraception(500, seed=seed) for seed in (1, 1, 2))
    assert len(first) == 500
    for name, column in first.columns.items():
        assert np.array_equal(column, again.columns[name], equal_nan=True), name
    assert not np.array_equal(first.columns["v312"], other.columns["v312"])


def test_answers_are_asked_only_of_whom_they_concern() -> None:
    """No pregnant woman uses a method; who was not told is not asked what to do."""
    columns = synthetic_contraception(3_000, seed=4).columns
    pregnant, user = columns["v213"] == 1, columns["v312"] > 0
    assert not (pregnant & user).any()
    assert np.isnan(columns["v225"][~pregnant]).all()
    assert np.isnan(columns["v3a04"][columns["v3a02"] != 1]).all()
    assert (np.isnan(columns["v326"]) == (columns["v313"] != 3)).all()
    assert ((columns["v313"] == 0) == ~user).all()


def test_shares_of_groups_make_the_share_of_all() -> None:
    """Two in five women are urban."""
    truth = synthetic_contraception(400, seed=1).truth
    for code in ("CPR", "MCPR", "UNMET"):
        parts = [truth.share(code, v025=residence) for residence in (1, 2)]
        assert 0.4 * parts[0] + 0.6 * parts[1] == pytest.approx(truth.share(code))
    assert truth.share("MCPR") + truth.share("TCPR") == pytest.approx(truth.share("CPR"))
    assert truth.share("CPR", population="all") < truth.share("CPR")


def test_what_cannot_be_is_refused() -> None:
    """Clusters that use more than all, a share of one, indicators that are not there."""
    with pytest.raises(InvalidInputError, match="cluster_spread"):
        synthetic_contraception(400, seed=1, cluster_spread=0.9)
    with pytest.raises(InvalidInputError, match="unknown"):
        synthetic_contraception(400, seed=1, unknown=1)
    truth = synthetic_contraception(400, seed=1).truth
    with pytest.raises(DefinitionError, match="indicator"):
        truth.share("TFR")
    with pytest.raises(DefinitionError, match="population"):
        truth.share("CPR", population="men")
    with pytest.raises(InvalidInputError, match="in union only"):
        truth.share("UNMET", population="all")
