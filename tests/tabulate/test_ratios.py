"""Ratios, means and proportions of columns: sums, cases, tables, and what is refused."""

from __future__ import annotations

import math
import pickle

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, InvalidInputError, UnknownIndicatorError
from famplan.tabulate import ratio

NAN = float("nan")


def women(seed: int, size: int = 60) -> dict[str, np.ndarray]:
    """Answers of women in twelve clusters and three strata."""
    random = np.random.default_rng(seed)
    cluster = random.integers(0, 12, size)
    cluster[:12] = np.arange(12)
    return {
        "cluster": cluster,
        "stratum": cluster % 3,
        "area": cluster % 2,
        "weight": random.integers(1, 9, size).astype(float),
        "use": (random.random(size) < 0.4).astype(float),
        "children": random.integers(0, 7, size).astype(float),
        "years": random.uniform(1, 20, size),
    }


def split(data: dict[str, np.ndarray], at: int) -> tuple[dict[str, np.ndarray], ...]:
    """Cut the rows in two."""
    return tuple(
        {name: a[part] for name, a in data.items()} for part in (slice(at), slice(at, None))
    )


DESIGN = {"weight": "weight", "cluster": "cluster", "stratum": "stratum"}


@given(st.integers(0, 2**32 - 1), st.integers(1, 59))
def test_tallies_of_parts_add_up(seed: int, at: int) -> None:
    """Any split of the rows gives the estimates of the whole."""
    data = women(seed)
    first, second = (ratio(part, "use", by="area", **DESIGN) for part in split(data, at))
    together = (first + second).estimate().to_dicts()
    whole = ratio(data, "use", by="area", **DESIGN).estimate().to_dicts()
    for left, right in zip(together, whole, strict=True):
        assert left["area"] == right["area"]
        for field in ("value", "se", "low", "high", "deft", "numerator", "denominator", "n"):
            assert left[field] == pytest.approx(right[field], rel=1e-12, nan_ok=True)


@given(st.integers(0, 2**32 - 1))
def test_a_mean_is_the_weighted_mean(seed: int) -> None:
    """Without a denominator column every case counts one."""
    data = women(seed)
    (record,) = ratio(data, "children", **DESIGN).estimate()
    assert record["value"] == pytest.approx(np.average(data["children"], weights=data["weight"]))
    assert record["denominator"] == data["weight"].sum()
    assert record["n"] == 60


@given(st.integers(0, 2**32 - 1))
def test_weights_may_have_any_scale(seed: int) -> None:
    """Values, errors and design factors stay when all weights are a million times larger."""
    data = women(seed)
    scaled = {**data, "weight": data["weight"] * 1e6}
    for variance in ("taylor", "jackknife", "stratified-jackknife"):
        (one,) = ratio(data, "use", denominator="years", **DESIGN).estimate(variance=variance)
        (two,) = ratio(scaled, "use", denominator="years", **DESIGN).estimate(variance=variance)
        for field in ("value", "se", "deft", "n"):
            assert two[field] == pytest.approx(one[field], rel=1e-9)


def test_weights_times_a_million_are_read_as_weights() -> None:
    """Numerators and denominators come at the scale of one."""
    data = women(3)
    scaled = {**data, "weight": data["weight"] * 1_000_000}
    (one,) = ratio(data, "use", **DESIGN).estimate()
    (two,) = ratio(scaled, "use", weight_scale=1_000_000, **DESIGN).estimate()
    for field in ("value", "se", "deft", "numerator", "denominator", "n"):
        assert two[field] == pytest.approx(one[field], rel=1e-12)


def test_several_numerators_are_one_ratio_each() -> None:
    """Counted together or one at a time, the estimates are the same."""
    data = women(7)
    together = ratio(data, ["use", "children"], by="area", **DESIGN).estimate().to_dicts()
    for name in ("use", "children"):
        alone = ratio(data, name, by="area", **DESIGN).estimate().to_dicts()
        assert [record for record in together if record["indicator"] == name] == alone


def test_unknown_answers_are_no_cases() -> None:
    """Neither in the numerator nor below; nor are those without a weight or outside the base."""
    data = {
        "use": [1, 0, 1, NAN, 1, 0],
        "married": [1, 1, 1, 1, NAN, 0],
        "weight": [1, 1, NAN, 1, 1, 1],
        "cluster": [1, 2, 1, 2, 1, 2],
    }
    (record,) = ratio(
        data, "use", denominator="married", weight="weight", cluster="cluster"
    ).estimate()
    assert (record["value"], record["n"]) == (0.5, 2)


def test_codes_for_no_answer_are_given_by_column() -> None:
    """A 9 in one column is no answer, in another it is nine."""
    data = {"use": [1, 0, 9], "children": [1, 0, 9], "cluster": [1, 2, 3]}
    tally = ratio(data, ["use", "children"], cluster="cluster", missing={"use": [9]})
    use, children = tally.estimate()
    assert (use["value"], use["n"]) == (0.5, 2)
    assert (children["numerator"], children["n"]) == (10, 3)


def test_a_group_without_cases_is_unknown() -> None:
    """Its value and error are nan, its base is zero, and the other groups are untouched."""
    data = {"use": [1, 0, NAN], "area": ["a", "a", "b"], "cluster": [1, 2, 3]}
    a, b = ratio(data, "use", by="area", cluster="cluster").estimate()
    assert (a["area"], a["value"], a["n"]) == ("a", 0.5, 2)
    assert math.isnan(b["value"])
    assert math.isnan(b["se"])
    assert b["n"] == 0


def test_groups_come_in_order_with_the_unknown_last() -> None:
    """Numbers by value, and a missing group after them."""
    data = {"use": [1, 0, 1, 0], "area": [10, 9, NAN, 10], "cluster": [1, 2, 3, 4]}
    table = ratio(data, "use", by="area", cluster="cluster").estimate()
    assert table.column("area") == [9, 10, None]


def test_an_indicator_lends_its_name_and_scale() -> None:
    """The code of the catalogue replaces the column's name."""
    data = women(1)
    (named,) = ratio(data, "use", **DESIGN).estimate(indicator="CPR")
    assert (named["indicator"], named["per"]) == ("CPR", 100)
    (plain,) = ratio(data, "use", denominator="years", **DESIGN).estimate()
    assert (plain["indicator"], plain["per"]) == ("use/years", 1)


def test_logit_limits_of_a_proportion_lie_within_0_and_1() -> None:
    """Also for one close to zero, where normal limits go below."""
    data = women(2)
    data["use"] = (np.arange(60) == 5).astype(float)
    tally = ratio(data, "use", **DESIGN)
    (normal,), (logit,) = tally.estimate(), tally.estimate(interval="logit")
    assert normal["low"] < 0 < logit["low"] < logit["high"] < 1


def test_kernels_can_be_sent_to_other_processes() -> None:
    """Pickled and back they are equal."""
    kernel = ratio(women(0), "use", by=["area"], missing={"use": [9]}, **DESIGN).kernel
    assert pickle.loads(pickle.dumps(kernel)) == kernel  # noqa: S301 - our own bytes


def test_what_cannot_be_tallied_or_estimated_is_refused() -> None:
    """Text in a numerator, tallies of different columns, one code for two ratios, odd choices."""
    data = {"use": ["yes", "no"], "x": [1, 0], "z": [0, 1], "cluster": [1, 2]}
    with pytest.raises(InvalidInputError, match="use: is not numeric; give 1 and 0"):
        ratio(data, "use", cluster="cluster")
    tally = ratio(data, ["x", "z"], cluster="cluster")
    with pytest.raises(DefinitionError, match="counted in another way"):
        tally + ratio(data, "x", cluster="cluster")
    with pytest.raises(DefinitionError, match="one for 2 numerators"):
        tally.estimate(indicator="CPR")
    with pytest.raises(UnknownIndicatorError):
        ratio(data, "x", cluster="cluster").estimate(indicator="CPRR")
    with pytest.raises(DefinitionError, match="'taylor', 'jackknife', 'stratified-jackknife'"):
        tally.estimate(variance="bootstrap")
    with pytest.raises(InvalidInputError, match=r"write 0\.95"):
        tally.estimate(level=95)


def test_tallies_keep_the_labels_of_both_and_add_to_nothing_else() -> None:
    """A file that has not met a value does not know its label."""
    tally = ratio(women(1), "use", by="area", cluster="cluster")
    first = attrs.evolve(tally, labels={"area": {0: "rural"}})
    second = attrs.evolve(tally, labels={"area": {1: "urban"}})
    assert (first + second).labels == {"area": {0: "rural", 1: "urban"}}
    with pytest.raises(TypeError, match="unsupported operand"):
        tally + 1


def test_groups_are_named_once_and_unlike_fields() -> None:
    """As for birth histories."""
    with pytest.raises(DefinitionError, match="twice"):
        ratio(women(1), "use", by=["area", "area"], cluster="cluster")
    with pytest.raises(DefinitionError, match="field of every table"):
        ratio({**women(1), "n": women(1)["area"]}, "use", by="n", cluster="cluster")


def test_a_group_of_a_single_cluster_has_no_error() -> None:
    """Its only score is zero, which is not to say that nothing was left to chance."""
    table = ratio(women(1), "use", by="cluster", cluster="cluster").estimate()
    assert all(math.isnan(error) for error in table.column("se"))
    assert all(math.isnan(limit) for limit in table.column("low"))
