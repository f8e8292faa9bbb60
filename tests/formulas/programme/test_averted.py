"""Pregnancies and unsafe abortions averted: printed figures, properties, errors."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.catalogue import Source
from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.formulas import programme
from famplan.formulas.programme import unintended_pregnancies_averted, unsafe_abortions_averted
from famplan.formulas.tables import constants

mixes = st.dictionaries(
    st.sampled_from(["implant", "pill", "condom"]), st.integers(0, 10**6), min_size=1
)
FAILURE = {"implant": 0.01, "pill": 0.06, "condom": 0.13}


@given(mixes)
def test_by_method_and_by_the_mean_failure_are_one_figure(users: dict[str, int]) -> None:
    """The mix matters only through its mean rate of failure."""
    total = sum(users.values())
    failures = sum(count * FAILURE[name] for name, count in users.items())
    by_method = unintended_pregnancies_averted(users, pregnancy_rate=0.31, failure_rates=FAILURE)
    mean = failures / total if total else 0.0
    at_once = unintended_pregnancies_averted(total, pregnancy_rate=0.31, failure_rates=mean)
    assert by_method == pytest.approx(at_once)


@given(mixes, st.floats(0, 1))
def test_more_would_have_conceived_means_more_averted(users: dict[str, int], rate: float) -> None:
    """By the number of users times the difference of the rates."""
    given_by: dict[str, Any] = {"failure_rates": FAILURE}
    low = unintended_pregnancies_averted(users, pregnancy_rate=rate * 0.5, **given_by)
    high = unintended_pregnancies_averted(users, pregnancy_rate=rate, **given_by)
    assert high - low == pytest.approx(sum(users.values()) * rate * 0.5, abs=1e-6)


def test_the_figure_of_2015_follows_from_31_per_cent() -> None:
    """G-18: 290.6 million users and 80 million averted leave failures of 3.5 % a year."""
    rate = constants("averted", "track20")["pregnancy_rate"]
    failing = rate - 80 / 290.6
    assert 0.03 < failing < 0.04
    averted = unintended_pregnancies_averted(290.6e6, pregnancy_rate=rate, failure_rates=failing)
    assert averted == pytest.approx(80e6)


def test_the_figure_of_2020_cannot_follow_from_31_per_cent() -> None:
    """G-18: 320 million users could avert 99 million at most, and 121 million are printed."""
    rate = constants("averted", "track20")["pregnancy_rate"]
    most = unintended_pregnancies_averted(320e6, pregnancy_rate=rate, failure_rates=0)
    assert most == pytest.approx(99.2e6)
    assert most < 121e6
    other = constants("averted", "impact-2")["pregnancy_rate"]
    assert 121e6 < unintended_pregnancies_averted(320e6, pregnancy_rate=other, failure_rates=0)


def test_the_unsafe_abortions_of_2015_are_a_third_of_the_pregnancies() -> None:
    """G-18: 26.8 of 80 million; with half of them aborted, two thirds of abortions are unsafe."""
    unsafe = 26.8 / 80 / 0.5
    assert 0.6 < unsafe < 0.7
    assert unsafe_abortions_averted(80e6, abortion_share=0.5, unsafe_share=unsafe) == pytest.approx(
        26.8e6
    )


def test_every_constant_has_a_source_that_was_seen() -> None:
    """And the one formula that was not is named with the reason."""
    path = files("famplan.formulas") / "data" / "averted.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["constant"]
    assert len({(row["version"], row["key"]) for row in rows}) == len(rows)
    assert all(Source(**row["source"]).verified for row in rows)
    with pytest.raises(DefinitionError, match="maternal deaths averted was not seen"):
        constants("averted", "maternal-deaths")
    assert not [name for name in programme.__all__ if "death" in name]


def test_a_method_that_fails_more_than_nothing_averts_less_than_nothing() -> None:
    """The difference is not cut off at zero: it shows that the rates do not belong together."""
    assert unintended_pregnancies_averted(100, pregnancy_rate=0.1, failure_rates=0.2) == -10


def test_unknown_users_and_areas() -> None:
    """Areas are arrays; an unknown count leaves its area unknown."""
    averted = unintended_pregnancies_averted(
        {"pill": [100, None], "implant": 100},
        pregnancy_rate=[0.26, 0.31],
        failure_rates=FAILURE,
    )
    np.testing.assert_allclose(averted, [45, np.nan])


def test_errors_name_the_method_and_the_argument() -> None:
    """Rates per cent, a method without a rate, forms that do not match."""
    with pytest.raises(DefinitionError, match="failure_rates: 'lam' is not there; give one for"):
        unintended_pregnancies_averted({"lam": 5}, pregnancy_rate=0.3, failure_rates=FAILURE)
    for users, rates in (({"pill": 5}, 0.1), (5, FAILURE)):
        with pytest.raises(DefinitionError, match="users by method need rates by method"):
            unintended_pregnancies_averted(users, pregnancy_rate=0.3, failure_rates=rates)
    with pytest.raises(InvalidInputError, match="pregnancy_rate: 31 is above 1"):
        unintended_pregnancies_averted(5, pregnancy_rate=31, failure_rates=0.1)
    with pytest.raises(ShapeError, match="shapes do not match"):
        unintended_pregnancies_averted([1, 2], pregnancy_rate=[0.1] * 3, failure_rates=0)
    with pytest.raises(ShapeError, match="shapes do not match"):
        unsafe_abortions_averted([1, 2], abortion_share=[0.1] * 3, unsafe_share=0.5)
    with pytest.raises(InvalidInputError, match="unsafe_share: 50 is above 1"):
        unsafe_abortions_averted(5, abortion_share=0.5, unsafe_share=50)
