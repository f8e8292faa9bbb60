"""Two lists: properties and errors (cases/information/dual_system.toml)."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, NegativeCountError
from famplan.formulas import information
from famplan.formulas.information import DualSystemEstimator

events = st.integers(0, 10**6)
some = st.integers(1, 10**6)
estimators = st.sampled_from(get_args(DualSystemEstimator))


@given(both=some, first=events, second=events, estimator=estimators)
def test_there_are_never_fewer_than_were_seen(
    both: int, first: int, second: int, estimator: DualSystemEstimator
) -> None:
    """And the order of the lists does not matter to the estimate."""
    total = information.dual_system_total(
        both, first_only=first, second_only=second, estimator=estimator
    )
    turned = information.dual_system_total(
        both, first_only=second, second_only=first, estimator=estimator
    )
    assert total >= both + first + second
    assert turned == pytest.approx(total)


@given(both=some, first=events, second=events)
def test_two_estimators_agree_and_chapmans_is_lower(both: int, first: int, second: int) -> None:
    """Chandrasekaran and Deming's is n1 n2 ÷ m; Chapman's one match more."""
    cells = {"first_only": first, "second_only": second}
    plain = information.dual_system_total(both, **cells, estimator="chandrasekaran-deming")
    petersen = information.dual_system_total(both, **cells, estimator="lincoln-petersen")
    chapman = information.dual_system_total(both, **cells, estimator="chapman")
    assert plain == petersen == pytest.approx((both + first) * (both + second) / both)
    assert chapman <= plain
    assert chapman == pytest.approx((both + first + 1) * (both + second + 1) / (both + 1) - 1)


@given(both=some, first=some, second=some)
def test_a_list_that_is_a_sample_is_less_sure(both: int, first: int, second: int) -> None:
    """Chance of the first list does not add to the error once it is known what is on it."""
    cells = {"first_only": first, "second_only": second}
    error = information.dual_system_standard_error
    plain = error(both, **cells, estimator="chandrasekaran-deming")
    petersen = error(both, **cells, estimator="lincoln-petersen")
    p_first, p_second = both / (both + second), both / (both + first)
    total = both / (p_first * p_second)
    missed = (1 - p_first) * (1 - p_second)
    assert plain == pytest.approx(np.sqrt(total * missed / (p_first * p_second)), rel=1e-9)
    assert petersen >= plain


@given(seed=st.integers(0, 10))
def test_the_standard_error_is_that_of_repeated_lists(seed: int) -> None:
    """And Chapman's estimate has no bias to speak of."""
    random = np.random.default_rng(seed)
    cells = random.multinomial(300, [0.56, 0.24, 0.14, 0.06], size=4000).T
    both, first, second, _ = cells
    for estimator in ("chandrasekaran-deming", "chapman"):
        named = {"first_only": first, "second_only": second, "estimator": estimator}
        total = np.asarray(information.dual_system_total(both, **named))
        errors = np.asarray(information.dual_system_standard_error(both, **named))
        assert np.mean(errors**2) == pytest.approx(total.var(), rel=0.15)
        if estimator == "chapman":
            assert abs(total.mean() - 300) < 4 * total.std() / np.sqrt(4000)


def test_faulty_arguments_are_named() -> None:
    """An unknown estimator and a negative count."""
    with pytest.raises(DefinitionError, match="estimator: 'petersen' is none of"):
        information.dual_system_total(1, first_only=1, second_only=1, estimator="petersen")  # type: ignore[arg-type]
    with pytest.raises(NegativeCountError, match="both: -1"):
        information.dual_system_total(-1, first_only=1, second_only=1, estimator="chapman")
    assert np.isnan(
        information.dual_system_total(
            0, first_only=1, second_only=1, estimator="chandrasekaran-deming"
        )
    )
