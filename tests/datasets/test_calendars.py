"""Synthetic calendars: well formed, repeatable, and what their truth says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.datasets import synthetic_calendars
from famplan.datasets.calendars import CAUSES, METHODS
from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate.calendars import calendar
from famplan.tabulate.calendars.codes import CAUSES as PRINTED


@settings(max_examples=8)
@given(st.integers(0, 10**6), st.sampled_from(["constant", "declining"]))
def test_calendars_have_no_faults(seed: int, shape: str) -> None:
    """Every letter, length and reason is as it should be."""
    survey = synthetic_calendars(400, seed=seed, clusters=20, shape=shape)  # type: ignore[arg-type]
    assert len(survey) == 400
    assert not calendar(survey.columns).findings


def test_the_same_seed_gives_the_same_survey() -> None:
    """And another one another."""
    one, two, other = (synthetic_calendars(500, seed=seed).columns for seed in (4, 4, 5))
    assert all((one[name] == two[name]).all() for name in one)
    assert (one["vcal_1"] != other["vcal_1"]).any()


@pytest.mark.parametrize("method", METHODS)
def test_true_reasons_add_up_and_net_rates_are_not_below_gross_ones(method: str) -> None:
    """As estimates do."""
    truth = synthetic_calendars(400, seed=1, shape="declining").truth
    gross = [truth.gross(method, 12, reason) for reason in CAUSES]
    assert sum(gross) == pytest.approx(truth.gross(method, 12))
    assert all(
        truth.net(method, 12, reason) >= rate for reason, rate in zip(CAUSES, gross, strict=True)
    )
    assert 0 < truth.switching(method, 12) < truth.gross(method, 12) < truth.gross(method, 36) < 1


def test_clusters_that_differ_stop_more_slowly_together() -> None:
    """Those with high hazards leave soon: over the months the average falls behind."""
    alike, apart = (
        synthetic_calendars(400, seed=1, cluster_spread=spread).truth for spread in (0, 0.5)
    )
    assert alike.gross("pill", 24) == pytest.approx(1 - (1 - 0.028) ** 24)
    assert apart.gross("pill", 24) < alike.gross("pill", 24)
    assert apart.gross("pill", 1) == pytest.approx(0.028)


def test_reasons_are_called_as_tables_print_them() -> None:
    """So that truth and estimate can be set side by side."""
    assert CAUSES == PRINTED


def test_nobody_begins_where_nobody_uses() -> None:
    """A survey without users has empty calendars."""
    texts = synthetic_calendars(400, seed=1, users=0).columns["vcal_1"]
    assert set(b"".join(texts.tolist())) == {ord(" "), ord("0")}
    assert not np.char.strip(synthetic_calendars(400, seed=1, users=0).columns["vcal_2"]).any()


def test_choices_are_checked() -> None:
    """Each with what is wrong."""
    with pytest.raises(DefinitionError, match="shape: 'rising' is none of"):
        synthetic_calendars(400, seed=1, shape="rising")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match=r"users: 1\.5 is no share"):
        synthetic_calendars(400, seed=1, users=1.5)
    with pytest.raises(
        InvalidInputError, match=r"cluster_spread: 0\.9 makes some hazards negative"
    ):
        synthetic_calendars(400, seed=1, cluster_spread=0.9)
