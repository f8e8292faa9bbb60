"""Key areas for the sex ratio: beyond chance, with the plain rule beside them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.assessment import KeyAreas, key_area_changes, key_areas
from famplan.errors import DefinitionError, ShapeError

RULE = {"reference": 1.07, "control": "holm", "bound": "107:100"}


def no_differences(seed: int) -> KeyAreas:
    """300 townships of 40 to 400 births, each with the true ratio 107."""
    numbers = np.random.default_rng(seed)
    births = numbers.integers(40, 400, 300)
    male = numbers.binomial(births, 1.07 / 2.07)
    names = [f"T{number}" for number in range(300)]
    return key_areas(male, female=births - male, areas=names, **RULE)


def test_without_differences_the_plain_rule_names_half_of_the_areas() -> None:
    """200 times 300 areas: the exact choice errs in at most 5 % of times, the plain rule always."""
    runs = [no_differences(seed) for seed in range(200)]
    wrong = sum(bool(run.areas) for run in runs)
    assert wrong <= stats.binom.ppf(0.9999, 200, 0.05)
    plain = [len(run.plain) for run in runs]
    expected = [run.expected_plain for run in runs]
    assert min(plain) > 100
    # Each number of false alarms is a sum of 300 throws: its mean over 200 runs is close.
    assert np.mean(plain) == pytest.approx(np.mean(expected), abs=4 * np.sqrt(75 / 200))


def test_a_real_difference_is_found() -> None:
    """One county of 5,000 births at 130 among 50 normal ones."""
    numbers = np.random.default_rng(6)
    births = np.full(51, 5000)
    male = numbers.binomial(births, 1.07 / 2.07)
    male[50] = 2826
    found = key_areas(male, female=births - male, areas=[str(n) for n in range(51)], **RULE)
    assert "50" in found.areas
    assert set(found.areas) <= set(found.plain)
    record = found.to_records()[50]
    assert (record["area"], record["key_area"], record["plain_rule"]) == ("50", True, True)


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=8),
    st.sampled_from(["107:100", "110:100", 1.06, Fraction(1)]),
)
def test_the_plain_rule_is_exact(births: list[tuple[int, int]], bound: object) -> None:
    """Above the bound means more than it, counted without rounding; no girls is above any."""
    male, female = (list(column) for column in zip(*births, strict=True))
    names = [str(number) for number in range(len(births))]
    found = key_areas(male, female=female, areas=names, reference=1.07, control="none", bound=bound)
    limit = {"107:100": Fraction(107, 100), "110:100": Fraction(11, 10), 1.06: Fraction(106, 100)}
    over = limit.get(bound, Fraction(1))
    above = [name for name, (boys, girls) in zip(names, births, strict=True) if boys > over * girls]
    assert list(found.plain) == above
    assert 0 <= found.expected_plain <= len(births)


def test_the_expected_number_is_a_sum_of_tails() -> None:
    """Of the binomial distribution at the highest normal ratio."""
    found = key_areas(
        [55, 0, 110],
        female=[45, 0, 90],
        areas="abc",
        reference=(1.03, 1.07),
        control="none",
        bound=1.1,
    )
    share = 1.07 / 2.07
    # Above 110:100 are 53 boys of 100 and 105 of 200, and more.
    tails = stats.binom.sf(52, 100, share) + stats.binom.sf(104, 200, share)
    assert found.expected_plain == pytest.approx(tails)
    assert found.plain == ("a", "c")


def test_what_is_promised() -> None:
    """The three controls promise different things, and say so."""
    said = {}
    for control in ("holm", "benjamini-hochberg", "none"):
        found = key_areas([60], female=[40], areas="a", reference=1.07, control=control, bound=1.07)
        said[control] = found.promise
    assert said == {
        "holm": "chance of any false alarm at most 0.05",
        "benjamini-hochberg": "expected share of false alarms at most 0.05",
        "none": "each area falsely listed with a chance of at most 0.05",
    }


def test_small_cells_are_hidden() -> None:
    """Their figures, not their finding."""
    found = key_areas([6, 600], female=[2, 400], areas=["a", "b"], **RULE)
    first, second = found.to_records()
    assert np.isnan(first["male"])
    assert second["male"] == 600


def test_changes_of_the_list() -> None:
    """Who enters, leaves and stays."""
    one = key_areas([700, 520, 700], female=[500, 500, 500], areas="abc", **RULE)
    two = key_areas([700, 700, 520], female=[500, 500, 500], areas="abc", **RULE)
    found = key_area_changes(one, two)
    assert (found.entered, found.left, found.stayed) == (("b",), ("c",), ("a",))


def test_errors() -> None:
    """Names twice, bounds that are none, and labels that do not fit."""
    with pytest.raises(DefinitionError, match="two have one name"):
        key_areas([1, 2], female=[1, 2], areas=["a", "a"], **RULE)
    for bound in (107, 0):
        with pytest.raises(DefinitionError, match="boys per girl is no bound"):
            key_areas([1], female=[1], areas=["a"], reference=1.07, control="holm", bound=bound)
    with pytest.raises(ShapeError):
        key_areas([1, 2], female=[1, 2], areas=["a"], **RULE)
