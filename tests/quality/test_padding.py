"""Shares from checked samples, what is true, and how far reports are from it."""

from __future__ import annotations

import json

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
        with pytest.raises(PartExceedsWholeError, match="than there are"):
            overcount_from_check(0, checked=checked, population=population, design=design)  # type: ignore[arg-type]
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
    share = omission_from_check(1, checked=5, design="simple")
    with pytest.raises(InvalidInputError, match="BIRTH_OMISSION: a share below one"):
        coverage(9, overcount=share, omission=omission_from_check(5, checked=5, design="simple"))
    with pytest.raises(InvalidInputError, match="level"):
        coverage(9, overcount=share, omission=share, level=2)
    with pytest.raises(NegativeCountError, match="reported: -9"):
        coverage(-9, overcount=share, omission=share)
