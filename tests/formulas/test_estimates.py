"""Estimates from counts: the interval fits the kind, and the counts travel along."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.catalogue import Indicator, Kind, Source
from famplan.errors import DefinitionError, PartExceedsWholeError
from famplan.formulas.estimates import estimate
from famplan.formulas.intervals import clopper_pearson, poisson_exact, wilson


def indicator(kind: Kind) -> Indicator:
    """An indicator of a kind, with nothing else to say."""
    return Indicator(
        code=f"A_{kind.upper()}",
        name="one",
        name_zh="一",
        kind=kind,
        numerator="some",
        denominator="others",
        unit="some per other",
        per=100,
        source=Source("this test"),
    )


events = st.integers(0, 10**6)
totals = st.integers(1, 10**6)


@given(part=events, rest=events)
def test_a_proportion_gets_wilsons_interval(part: int, rest: int) -> None:
    """The value is the share and the interval is that of the share."""
    made = estimate(indicator(Kind.PROPORTION), numerator=part, denominator=part + rest)
    assert made.interval == wilson(part, total=part + rest)
    assert made.n == made.denominator == part + rest
    assert made.value == pytest.approx(part / (part + rest) if part + rest else np.nan, nan_ok=True)


@given(count=events, exposure=totals)
def test_a_rate_gets_the_exact_poisson_interval(count: int, exposure: int) -> None:
    """Only the events are uncertain."""
    made = estimate(indicator(Kind.RATE), numerator=count, denominator=exposure)
    assert made.interval == poisson_exact(count, exposure=exposure)
    assert made.value == count / exposure


@given(count=events, other=totals)
def test_a_ratio_of_two_counts_gets_the_odds_of_the_exact_share(count: int, other: int) -> None:
    """Turning the ends of the ratio back into shares gives Clopper and Pearson's ends."""
    made = estimate(indicator(Kind.RATIO), numerator=count, denominator=other, below="counted")
    share = clopper_pearson(count, total=count + other)
    low, high = made.interval.low, made.interval.high
    assert (low / (1 + low), high / (1 + high)) == pytest.approx((share.low, share.high), rel=1e-9)
    assert low <= made.value <= high
    assert made.n == count + other


@given(count=events, target=totals)
def test_a_ratio_to_a_fixed_number_gets_the_exact_poisson_interval(count: int, target: int) -> None:
    """A target has no chance in it."""
    made = estimate(indicator(Kind.RATIO), numerator=count, denominator=target, below="fixed")
    assert made.interval == poisson_exact(count, exposure=target)
    assert made.n == target


def test_code_scale_variant_level_and_cases_travel_along() -> None:
    """An estimate says what it estimates and on how many cases."""
    made = estimate("CBR", numerator=12.5, denominator=1000, n=90, level=0.9, variant="weighted")
    assert (made.indicator, made.per, made.variant, made.n) == ("CBR", 1000, "weighted", 90)
    assert made.interval.level == 0.9


def test_an_empty_denominator_is_unknown_with_an_unknown_interval() -> None:
    """Nothing over nothing is no figure, of whatever kind."""
    for kind, below in [(Kind.PROPORTION, None), (Kind.RATE, None), (Kind.RATIO, "counted")]:
        made = estimate(indicator(kind), numerator=[0, 1], denominator=[0, 2], below=below)
        assert np.isnan(made.value).tolist() == [True, False]
        assert np.isnan(made.interval.high).tolist() == [True, False]


@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.MEAN, Kind.INDEX, Kind.CHANGE, Kind.BALANCE])
def test_what_two_counts_do_not_make_is_refused(kind: Kind) -> None:
    """The message says which kinds are made of counts, and the way out."""
    with pytest.raises(DefinitionError, match=r"is not made of two counts.*its own function"):
        estimate(indicator(kind), numerator=1, denominator=2)


def test_a_ratio_must_say_what_is_below_its_line() -> None:
    """Whether the denominator was counted decides the interval, so it has no default."""
    with pytest.raises(DefinitionError, match='is missing; write below="counted"'):
        estimate(indicator(Kind.RATIO), numerator=1, denominator=2)
    with pytest.raises(DefinitionError, match="below: 'known' is none of 'counted', 'fixed'"):
        estimate(indicator(Kind.RATIO), numerator=1, denominator=2, below="known")


def test_only_a_ratio_may_say_so() -> None:
    """For a rate or a proportion the definition says it."""
    with pytest.raises(DefinitionError, match="below is for ratios; this is a rate"):
        estimate("CBR", numerator=1, denominator=2, below="fixed")


def test_a_proportion_above_one_is_refused() -> None:
    """A part cannot exceed its whole, but a ratio may."""
    with pytest.raises(PartExceedsWholeError):
        estimate(indicator(Kind.PROPORTION), numerator=3, denominator=2)
    assert estimate("CBR", numerator=3, denominator=2).value == 1.5


@pytest.mark.parametrize("code", ["RNI", "NET_MIGRATION_RATE", "R_INTRINSIC", "ISR"])
def test_net_and_derived_rates_are_no_counts_of_events(code: str) -> None:
    """Births less deaths vary more than as many births would: one count has no interval here."""
    with pytest.raises(DefinitionError, match="is not made of two counts"):
        estimate(code, numerator=288, denominator=450_000)
