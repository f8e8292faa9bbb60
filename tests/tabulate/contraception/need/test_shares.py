"""Shares of women by need: whom each counts above the line and below it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan import find
from famplan.errors import DefinitionError
from famplan.tabulate.contraception.need import (
    CODES,
    NEED_CLASSES,
    SHARES,
    need_classes,
    need_share,
)

women = st.lists(
    st.tuples(st.sampled_from([*CODES]), st.sampled_from([0.0, 1.0, 2.0, 3.0, float("nan")])),
    min_size=1,
    max_size=30,
)


def counts(found: list[tuple[int, float]], share: str, **choices: str) -> tuple[int, int]:
    """Count who stands above the line and who below it."""
    codes, types = zip(*found, strict=True)
    places = need_classes(np.array(codes, np.int8), np.array(types)).tolist()
    counted = need_share(share, **choices)  # type: ignore[arg-type] # checked there
    return sum(p in counted.above for p in places), sum(p in counted.below for p in places)


@given(women)
def test_parts_add_up(found: list[tuple[int, float]]) -> None:
    """Spacing and limiting make the whole, unmet and met the demand; the base is one."""
    above = {code: counts(found, code)[0] for code in SHARES}
    for whole in ("UNMET", "MET", "DEMAND"):
        assert above[f"{whole}_SPACING"] + above[f"{whole}_LIMITING"] == above[whole]
    assert above["UNMET"] + above["MET"] == above["DEMAND"]
    assert counts(found, "DEMAND_SATISFIED") == (above["MET"], above["DEMAND"])
    bases = {
        counts(found, code)[1] for code in SHARES if not code.endswith(("MODERN", "SATISFIED"))
    }
    assert bases == {sum(code != 98 for code, _ in found)}


@given(women)
def test_modern_and_traditional_users_are_told_apart(found: list[tuple[int, float]]) -> None:
    """Counted by hand: users of whom the kind is not known are in neither part."""
    users = [kind for code, kind in found if code in {3, 4}]
    modern, traditional = users.count(3), sum(kind in {1, 2} for kind in users)
    unmet = sum(code in {1, 2} for code, _ in found)
    demand = unmet + modern + traditional
    assert counts(found, "DEMAND_SATISFIED_MODERN") == (modern, demand)
    others = sum(code in {0, 7, 8, 9, 99} for code, _ in found)
    assert counts(found, "UNMET_MODERN") == (unmet + traditional, demand + others)


@given(women)
def test_who_is_not_known_can_be_left_out(found: list[tuple[int, float]]) -> None:
    """The base loses them, and nobody else."""
    above, below = counts(found, "UNMET", not_known="left out")
    kept = [code for code, _ in found if code not in {98, 99}]
    assert (above, below) == (sum(code in {1, 2} for code in kept), len(kept))


def test_the_model_survey_gives_its_printed_frequencies() -> None:
    """Unweighted, as ZZIR62FL.FRQ prints v626a and v313."""
    printed = {0: 661, 1: 1234, 2: 466, 3: 1468, 4: 384, 7: 2263, 8: 546, 9: 1301, 99: 25}
    codes = np.repeat([*printed], [*printed.values()]).astype(np.int8)
    users = np.isin(codes, (3, 4))
    types = np.zeros(len(codes))
    types[users] = np.repeat([1, 2, 3], [64, 20, 1768])
    found = list(zip(codes.tolist(), types.tolist(), strict=True))
    assert counts(found, "UNMET") == (1700, 8348)
    assert counts(found, "DEMAND_SATISFIED") == (1852, 3552)
    assert counts(found, "DEMAND_SATISFIED_MODERN") == (1768, 3552)
    assert counts(found, "UNMET_MODERN") == (1784, 8348)


def test_every_share_is_an_indicator() -> None:
    """It is found by its name too."""
    for code in SHARES:
        assert need_share(find(code).name_zh).code == code
        assert need_share(code).above <= need_share(code).below


def test_classes_are_distinct() -> None:
    """Each code has one class, users three."""
    assert len(set(NEED_CLASSES)) == len(NEED_CLASSES) == len(CODES) + 4


def test_other_indicators_and_choices_are_refused() -> None:
    """With those that there are."""
    with pytest.raises(DefinitionError, match="'CPR' is none of"):
        need_share("CPR")
    with pytest.raises(DefinitionError, match="not_known: 'dropped' is none of"):
        need_share("UNMET", not_known="dropped")  # type: ignore[arg-type] # the error is the point
