"""Totals of procedures: compositions as data, parts and wholes, errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import (
    DefinitionError,
    InvalidInputError,
    PartExceedsWholeError,
    UnverifiedFactWarning,
)
from famplan.formulas.procedures.totals import compositions, procedure_total

some = st.integers(min_value=0, max_value=10**6)
REPORT_S2 = {"sterilisation": 600, "iud_insertion": 453, "termination": 48}


@given(men=some, women=some, devices=some, abortions=some, inductions=some)
def test_wholes_and_parts_give_the_same_total(
    men: int, women: int, devices: int, abortions: int, inductions: int
) -> None:
    """Sterilisations by sex, and terminations by kind, may be given as they were reported."""
    by_parts = {
        "male_sterilisation": men,
        "female_sterilisation": women,
        "iud_insertion": devices,
        "abortion": abortions,
        "induction": inductions,
    }
    wholes = {
        "sterilisation": men + women,
        "iud_insertion": devices,
        "termination": abortions + inductions,
    }
    total = procedure_total(by_parts, composition="five_s2")
    assert total == procedure_total(wholes, composition="five_s2") == sum(by_parts.values())
    assert total == procedure_total({**by_parts, **wholes}, composition="five_s2")


def test_kinds_outside_the_composition_are_left_out() -> None:
    """A form with more columns gives the same total."""
    assert procedure_total({**REPORT_S2, "iud_removal": 70}, composition="five_s2") == 1101


def test_areas_and_unknown_counts() -> None:
    """Arrays are areas; a total with an unknown part is unknown."""
    areas = {"sterilisation": [600, None], "iud_insertion": [453, 1], "termination": [48, 1]}
    np.testing.assert_array_equal(procedure_total(areas, composition="five_s2"), [1101, np.nan])


@pytest.mark.parametrize("key", ["four_usual", "five_with_removal"])
def test_a_composition_from_memory_says_so(key: str) -> None:
    """Its source was not seen, so using it warns."""
    assert not compositions()[key].source.verified
    with pytest.warns(UnverifiedFactWarning, match="is not verified"):
        procedure_total({**REPORT_S2, "iud_removal": 0}, composition=key)


def test_a_composition_may_be_named_kind_by_kind() -> None:
    """A local report's own list needs no source of ours."""
    assert procedure_total(REPORT_S2, composition=["sterilisation", "termination"]) == 648


def test_a_missing_kind_is_named_with_its_parts() -> None:
    """The message says what to give."""
    with pytest.raises(
        DefinitionError,
        match="needs termination; give termination or abortion and induction",
    ):
        procedure_total({"sterilisation": 1, "iud_insertion": 2}, composition="five_s2")
    with pytest.raises(DefinitionError, match=r"needs iud_insertion; give iud_insertion$"):
        procedure_total({"sterilisation": 1, "abortion": 2}, composition="five_s2")


def test_an_unknown_kind_suggests_the_nearest() -> None:
    """A slip is answered with the name that was meant; anything else with all names."""
    with pytest.raises(DefinitionError, match=r"'sterilization' is no kind .* 'sterilisation'"):
        procedure_total({"sterilization": 1}, composition="five_s2")
    with pytest.raises(
        DefinitionError, match=r"composition: 'xyz' is no kind .* kinds are sterili"
    ):
        procedure_total(REPORT_S2, composition=["xyz"])


def test_an_unknown_composition_is_named() -> None:
    """The message lists the compositions there are."""
    with pytest.raises(DefinitionError, match="'five' is none of 'three_s2', 'four_usual'"):
        procedure_total(REPORT_S2, composition="five")


def test_a_whole_that_is_not_the_sum_of_its_parts_is_refused() -> None:
    """Both figures stand in the message."""
    with pytest.raises(InvalidInputError, match="sterilisation: 600 is not the sum 599 of its"):
        procedure_total(
            {**REPORT_S2, "male_sterilisation": 1, "female_sterilisation": 598},
            composition="five_s2",
        )


def test_a_kind_within_another_cannot_be_larger() -> None:
    """Insertions after the first birth are insertions."""
    with pytest.raises(
        PartExceedsWholeError, match="iud_insertion_after_first_birth: 454 is more than iud_insert"
    ):
        procedure_total(
            {**REPORT_S2, "iud_insertion_after_first_birth": 454}, composition="three_s2"
        )


def test_no_kind_counts_twice() -> None:
    """A kind beside one that contains it, or named twice, is refused."""
    with pytest.raises(DefinitionError, match="abortion would count twice; leave out abortion"):
        procedure_total(REPORT_S2, composition=["termination", "abortion"])
    with pytest.raises(DefinitionError, match="termination would count twice; leave out one"):
        procedure_total(REPORT_S2, composition=["termination", "termination"])
