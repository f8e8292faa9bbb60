"""Three-valued logic, checked against every way in which the unknown could turn out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.model.truth import all_of, any_of, opposite

facts = st.lists(st.sampled_from([True, False, None]), max_size=5)


def outcomes(known: list[bool | None]) -> list[tuple[bool, ...]]:
    """Every way in which the unknown facts could turn out."""
    return list(product(*([True, False] if fact is None else [fact] for fact in known)))


@given(facts)
def test_an_answer_is_known_if_no_outcome_changes_it(known: list[bool | None]) -> None:
    """Unknown exactly where two outcomes differ."""
    for judge, classic in ((all_of, all), (any_of, any)):
        answers = {classic(outcome) for outcome in outcomes(known)}
        assert judge(*known) == (answers.pop() if len(answers) == 1 else None)


@pytest.mark.parametrize(("fact", "turned"), [(True, False), (False, True), (None, None)])
def test_the_opposite_of_unknown_is_unknown(fact: bool | None, turned: bool | None) -> None:  # noqa: FBT001
    """True and False change places."""
    assert opposite(fact) is turned
