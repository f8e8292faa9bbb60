"""Shares from checked samples, what is true, and how far reports are from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from famplan.errors import (
    DefinitionError,
    InvalidInputError,
    NegativeCountError,
    PartExceedsWholeError,
    ShapeError,
)
from famplan.formulas.intervals import clopper_pearson
from famplan.model.estimate import Estimate
from famplan.quality import (
    coverage,
    omission_from_check,
    overcount_from_check,
    reported_errors,
)
from famplan.quality.omission.intervals import missing_share

if TYPE_CHECKING:
    from famplan.quality.sampling import Design

LIKELY = 0.025 * (1 - 1e-9)


@given(data=st.data())
def test_the_exact_interval_of_a_sample_is_the_range_that_is_not_unlikely(
    data: st.DataObject,
) -> None:
    """Every number of cases in all that is inside has tails of at least 2.5 per cent."""
    population = data.draw(st.integers(2, 300))
    checked = data.draw(st.integers(1, population))
    cases = data.draw(st.integers(0, checked))
    found = overcount_from_check(cases, checked=checked, population=population, design="simple")
    totals = np.arange(cases, population - checked + cases + 1)
    few = stats.hypergeom.cdf(cases, population, totals, checked) >= LIKELY
    many = stats.hypergeom.sf(cases - 1, population, totals, checked) >= LIKELY
    inside = totals[few & many] / population
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == (inside[0], inside[-1])


def test_a_full_check_has_no_error_of_sampling() -> None:
    """And a check of few among many is the binomial one."""
    full = overcount_from_check(5, checked=100, population=100, design="simple")
    assert (full.interval.low, full.interval.high) == (0.05, 0.05)  # type: ignore[union-attr]
    assert np.isnan(full.standard_error)
    few = omission_from_check(5, checked=100, design="simple")
    known = clopper_pearson(5, total=100)
    assert (few.interval.low, few.interval.high) == (known.low, known.high)  # type: ignore[union-attr]
    assert few.standard_error == pytest.approx(np.sqrt(0.05 * 0.95 / 99))


def test_strata_are_weighted_by_their_records() -> None:
    """Worked by hand: (4000 × 0.015 + 1000 × 0.045) ÷ 5000, and the variance of each part."""
    found = overcount_from_check(
        [3, 9], checked=[200, 200], population=[4000, 1000], design="stratified"
    )
    assert found.value == pytest.approx(0.021)
    parts = [
        0.8**2 * 0.95 * 0.015 * 0.985 / 199,
        0.2**2 * 0.8 * 0.045 * 0.955 / 199,
    ]
    assert found.standard_error == pytest.approx(np.sqrt(sum(parts)))
    none = overcount_from_check([0, 0], checked=[5, 5], population=[9, 9], design="stratified")
    assert none.value == 0
    assert np.isnan(none.standard_error)
    assert none.interval.high > 0.2  # type: ignore[union-attr]


def test_clusters_are_what_varies() -> None:
    """Padding sits in a few villages, so a sample of villages is less sure than one of records."""
    surplus, checked = np.array([20, 0, 0, 0, 1, 0, 0, 0]), np.full(8, 50)
    clusters = overcount_from_check(surplus, checked=checked, design="clusters", population=80)
    simple = overcount_from_check(21, checked=400, design="simple")
    assert clusters.value == simple.value
    assert clusters.standard_error > 2 * simple.standard_error
    assert clusters.interval.high > simple.interval.high  # type: ignore[union-attr, operator]
    # Linearised: residuals y − p x, their spread over k (k − 1) times the squared mean size.
    residual = surplus - 0.0525 * checked
    by_hand = np.sqrt(0.9 * (residual**2).sum() / (8 * 7)) / 50
    assert clusters.standard_error == pytest.approx(by_hand)


def test_one_number_is_not_taken_for_every_stratum() -> None:
    """The records of all strata together would have given each the same weight."""
    with pytest.raises(ShapeError, match=r"population: 1 given, 2 wanted; give all records by str"):
        overcount_from_check([3, 9], checked=[200, 200], population=5000, design="stratified")
    with pytest.raises(ShapeError, match="population: 2 given, 1 wanted; give one number"):
        overcount_from_check(3, checked=200, population=[4000, 1000], design="simple")
    with pytest.raises(ShapeError, match="cases: 1 given, and 2 of records checked"):
        overcount_from_check(3, checked=[200, 200], population=[400, 1000], design="stratified")


@pytest.mark.parametrize(
    ("design", "population"), [("stratified", [10, 30]), ("clusters", 2), ("simple", 40)]
)
def test_who_checked_everything_knows_the_share(design: Design, population: Any) -> None:
    """No interval is left, whatever the design."""
    cases, checked = ([4], [40]) if design == "simple" else ([1, 3], [10, 30])
    full = overcount_from_check(cases, checked=checked, population=population, design=design)
    assert full.interval is not None
    assert (full.interval.low, full.interval.high) == (0.1, 0.1)
    assert np.isnan(full.standard_error)


@pytest.mark.parametrize("surplus", [[5, 5, 5], [5, 5, 6], [0, 0, 0]])
def test_likeness_of_few_clusters_by_chance_is_no_certainty(surplus: list[int]) -> None:
    """Three villages that hardly differ tell no more than their records drawn at random would."""
    clusters = overcount_from_check(surplus, checked=[10] * 3, design="clusters")
    simple = overcount_from_check(sum(surplus), checked=30, design="simple")
    assert clusters.interval is not None
    assert simple.interval is not None
    assert clusters.interval.low <= simple.interval.low
    assert clusters.interval.high > simple.interval.high


def test_a_check_without_a_case_still_bounds_the_true_number() -> None:
    """Its exact interval takes the place of the error; without the other share, it is that one."""
    none = overcount_from_check(0, checked=500, design="simple")
    missed = omission_from_check(64, checked=800, design="simple")
    everything = overcount_from_check(0, checked=5000, population=5000, design="simple")
    found, sure = (
        coverage(5000, overcount=share, omission=missed).true.interval
        for share in (none, everything)
    )
    assert found is not None
    assert sure is not None
    assert found.low < sure.low < 5000 / 0.92 < sure.high == found.high
    certain = omission_from_check(0, checked=10, population=10, design="simple")
    alone = coverage(5000, overcount=none, omission=certain)
    assert alone.true.interval is not None
    assert none.interval is not None
    assert alone.true.interval.high == pytest.approx(5000)
    assert alone.true.interval.low == pytest.approx(5000 * (1 - float(none.interval.high)))
    with pytest.raises(InvalidInputError, match=r"OVERCOUNT: without a standard .* give it the l"):
        coverage(5000, overcount=none, omission=missed, level=0.9)


def test_rare_padding_is_bounded_as_often_as_the_level_says() -> None:
    """Two records in a thousand: half of the samples have none of them."""
    random, held = np.random.default_rng(1), 0
    for _ in range(300):
        surplus = random.hypergeometric(10, 4990, 500)
        missed = random.binomial(800, 0.08)
        found = coverage(
            5000,
            overcount=overcount_from_check(surplus, checked=500, population=5000, design="simple"),
            omission=omission_from_check(missed, checked=800, design="simple"),
        ).true.interval
        assert found is not None
        held += found.low <= 4990 / 0.92 <= found.high
    assert 270 <= held <= 297


def test_nothing_reported_has_no_net_error() -> None:
    """Nought over nought is unknown, and no warning."""
    share = omission_from_check(1, checked=5, design="simple")
    net = coverage(0, overcount=share, omission=share).net
    assert np.isnan(net.value)
    assert np.isnan(net.standard_error)


def test_true_events_and_the_net_error() -> None:
    """A twentieth too many and a twentieth too few cancel in the total, and only there."""
    found = coverage(
        1000,
        overcount=overcount_from_check(20, checked=400, design="simple"),
        omission=omission_from_check(20, checked=400, design="simple"),
    )
    assert found.true.value == pytest.approx(1000)
    assert found.padded == pytest.approx(50)
    assert found.missed == pytest.approx(50)
    assert found.net.value == pytest.approx(0)
    assert found.net.interval.low < 0 < found.net.interval.high  # type: ignore[union-attr, operator]
    assert found.net.standard_error == pytest.approx(found.true.standard_error / 1000)
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["reported"] == 1000
    assert repr(found).startswith("<1,000 reported: 50 too many, 50 missing; 1,000.00 (95 % int")


def test_a_true_number_without_an_error_has_no_net_error() -> None:
    """A figure from elsewhere, without its interval, cannot be given one here."""
    share = omission_from_check(1, checked=5, design="simple")
    found = attrs.evolve(coverage(9, overcount=share, omission=share), true=Estimate(value=9))
    with pytest.raises(InvalidInputError, match="true: an estimate without an error"):
        _ = found.net
    with pytest.raises(InvalidInputError, match="found: an estimate without an error"):
        missing_share(np.array(5.0), Estimate(value=9), "first")


def test_errors_of_areas_cancel_in_the_total_only() -> None:
    """Gross shows them, net does not; an unknown area is in neither."""
    found = reported_errors([90, 110, np.nan], verified=[100, 100, 50])
    assert found.by_area[:2] == pytest.approx([0.1, 0.1])
    assert np.isnan(found.by_area[2])
    assert (found.gross, found.net) == (0.1, 0.0)


def test_faulty_arguments_are_named() -> None:
    """Designs, samples and shares that cannot be."""
    with pytest.raises(DefinitionError, match="design: 'quota' is none of"):
        overcount_from_check(1, checked=2, design="quota")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="population: the records of each stratum"):
        overcount_from_check([1], checked=[2], design="stratified")
    with pytest.raises(PartExceedsWholeError, match="more cases than records"):
        overcount_from_check(3, checked=2, design="simple")
    for design, population in (("simple", 5), ("stratified", [5]), ("clusters", 1)):
        checked = [6, 6] if design == "clusters" else [6]
        none = [0] * len(checked)
        with pytest.raises(PartExceedsWholeError, match="than there are"):
            overcount_from_check(none, checked=checked, population=population, design=design)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="checked: 2 parts"):
        overcount_from_check([1, 1], checked=[2, 2], design="simple")
    with pytest.raises(InvalidInputError, match="no record was checked"):
        overcount_from_check(0, checked=0, design="simple")
    with pytest.raises(InvalidInputError, match="fewer than two records"):
        overcount_from_check([0, 0], checked=[5, 1], population=[9, 9], design="stratified")
    with pytest.raises(InvalidInputError, match="fewer than two clusters"):
        overcount_from_check([1], checked=[5], design="clusters")
    with pytest.raises(InvalidInputError, match="level"):
        overcount_from_check(1, checked=5, population=9, design="simple", level=95)
    with pytest.raises(PartExceedsWholeError, match="than there are"):
        overcount_from_check(0, checked=5, population=0, design="simple")
    with pytest.raises(InvalidInputError, match=r"cases: 2\.5 is not a whole number"):
        overcount_from_check(2.5, checked=100, population=1000, design="simple")
    with pytest.raises(InvalidInputError, match="population: inf is not a whole number"):
        overcount_from_check(2, checked=100, population=np.inf, design="simple")
    share = omission_from_check(1, checked=5, design="simple")
    with pytest.raises(InvalidInputError, match="BIRTH_OMISSION: a share below one"):
        coverage(9, overcount=share, omission=omission_from_check(5, checked=5, design="simple"))
    with pytest.raises(InvalidInputError, match="level"):
        coverage(9, overcount=share, omission=share, level=2)
    with pytest.raises(NegativeCountError, match="reported: -9"):
        coverage(-9, overcount=share, omission=share)
