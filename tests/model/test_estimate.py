"""Estimates carry what they rest on, compare as values and print as people read them."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError, NegativeCountError, ShapeError
from famplan.model import Estimate, Interval

values = st.floats(-1e6, 1e6) | st.just(float("nan"))
arrays = st.lists(values, min_size=1, max_size=12)
scales = st.sampled_from([1, 100, 1000, 10_000])


@given(values | arrays, scales)
def test_scaling_is_for_reading_only(value: float | list[float], per: int) -> None:
    """The value stays per one; only `scaled` and the text are multiplied."""
    estimate = Estimate(value=value, per=per)
    np.testing.assert_array_equal(estimate.value, value)
    np.testing.assert_array_equal(estimate.scaled, np.asarray(value) * per)


@given(values | arrays)
def test_estimates_are_values(value: float | list[float]) -> None:
    """Equal parts make equal estimates with equal hashes, unknown and arrays too."""
    first, second = (Estimate(value=value, n=np.full(np.shape(value), 5)) for _ in "ab")
    assert first == second
    assert hash(first) == hash(second)
    assert first != attrs.evolve(first, n=None)


def test_minus_zero_is_zero() -> None:
    """The sign of a zero makes no other estimate."""
    assert Estimate(value=-0.0) == Estimate(value=0.0)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12), st.integers(0, 100))
def test_small_is_fewer_than_the_threshold(cases: list[int], threshold: int) -> None:
    """An array is flagged entry by entry as scalars are; the threshold itself is not small."""
    together = Estimate(value=np.ones(len(cases)), n=cases).is_small(threshold)
    alone = [Estimate(value=1, n=count).is_small(threshold) for count in cases]
    np.testing.assert_array_equal(together, alone)
    assert alone == [count < threshold for count in cases]


def test_one_base_serves_every_figure() -> None:
    """A single n is matched to all entries; without one all are small."""
    assert Estimate(value=[0.1, 0.2], n=30).is_small(30).tolist() == [False, False]
    assert Estimate(value=[0.1, 0.2]).is_small(30).tolist() == [True, True]


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate(value=0.00064, per=1000, indicator="RNI"), "RNI 0.64 per 1,000"),
        (Estimate(value=float("nan"), per=1000), "– per 1,000"),
        (Estimate(value=1.214), "1.21"),
        (Estimate(value=-0.000_001, per=100), "0.00 per 100"),
        (
            Estimate(value=0.25, per=100, indicator="MII", variant="dhs", n=1234),
            "MII [dhs] 25.00 per 100 (n = 1,234)",
        ),
        (
            Estimate(value=[0.00304, None], per=1000, standard_error=[0.0001, None]),
            "[3.04, –] per 1,000 (standard error [0.10, –])",
        ),
        (
            Estimate(value=0.5, interval=Interval(0.4, 0.6, level=0.9, method="exact")),
            "0.50 (90 % interval 0.40 to 0.60)",
        ),
        (
            Estimate(value=range(10)),
            "[0.00, 1.00, 2.00, 3.00, 4.00, 5.00, 6.00, 7.00, … 10 in all]",
        ),
    ],
)
def test_text_is_what_people_read(estimate: Estimate, text: str) -> None:
    """Scaled, with its basis, and a dash where it is undefined."""
    assert str(estimate) == text


def test_an_estimate_does_not_change() -> None:
    """Neither through itself nor through the array it was made from."""
    source = np.array([0.1, 0.2])
    estimate = Estimate(value=source)
    source[0] = 9
    assert estimate.value[0] == 0.1  # type: ignore[index]
    with pytest.raises(ValueError, match="read-only"):
        estimate.value[0] = 9  # type: ignore[index]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        estimate.per = 100  # type: ignore[misc]


@pytest.mark.parametrize("part", ["denominator", "n", "standard_error"])
def test_bases_are_not_negative(part: str) -> None:
    """The part is named; a numerator may be negative, as natural increase is."""
    with pytest.raises(NegativeCountError, match=f"{part}: -1 is below 0"):
        Estimate(value=[0.1, 0.2], **{part: [5, -1]})
    assert Estimate(value=-0.001, numerator=-5).numerator == -5


def test_parts_must_match() -> None:
    """All shapes stand in the message."""
    with pytest.raises(ShapeError, match=r"value \(2,\), n \(3,\)"):
        Estimate(value=[1, 2], n=[1, 2, 3])
    with pytest.raises(ShapeError, match=r"low \(2,\), high \(3,\)"):
        Interval([0, 0], [1, 1, 1], level=0.95, method="Wilson")


def test_one_figure_does_not_rest_on_several_bases() -> None:
    """A base may serve many figures, but not the other way round."""
    with pytest.raises(ShapeError, match=r"value \(\), n \(3,\)"):
        Estimate(value=1, n=[1, 2, 3])


def test_parts_are_numbers() -> None:
    """A word is no figure, and a pair of ends says neither its level nor its method."""
    with pytest.raises(InvalidInputError, match="estimate: not every figure is a number"):
        Estimate(value="many")
    with pytest.raises(InvalidInputError, match="interval: tuple is not an Interval"):
        Estimate(value=1, interval=(0, 2))  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="per: str is not a whole number"):
        Estimate(value=1, per="1000")  # type: ignore[arg-type]


def test_a_scale_is_at_least_one() -> None:
    """Per 0.01 is not a scale."""
    with pytest.raises(InvalidInputError, match="per: 0 is below 1"):
        Estimate(value=1, per=0)


def test_ends_of_an_interval_are_in_order() -> None:
    """Unknown ends are allowed; swapped ones are not."""
    assert np.isnan(Interval(np.nan, np.nan, level=0.95, method="Wilson").low)
    with pytest.raises(InvalidInputError, match="low: an end is above the other; give low, then"):
        Interval([0.1, 0.5], [0.2, 0.4], level=0.95, method="Wilson")


@pytest.mark.parametrize("level", [0, 1, 95, "95%"])
def test_a_level_is_between_zero_and_one(level: float) -> None:
    """95 is a slip for 0.95."""
    with pytest.raises(InvalidInputError, match=r"level: .* is not between 0 and 1; write 0.95"):
        Interval(0.1, 0.2, level=level, method="Wilson")
