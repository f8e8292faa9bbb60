"""Errors from cluster totals: against textbook sums and loops, and what stays true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from famplan.errors import DefinitionError, InvalidInputError, ShapeError
from famplan.tabulate.counts import Counts
from famplan.tabulate.limits import interval
from famplan.tabulate.variance import (
    Design,
    Squares,
    deft,
    degrees_of_freedom,
    delta,
    jackknife,
    ratio_scores,
    relative_error,
    standard_error,
    taylor,
)


def share(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Ratios of totals."""
    return y / x


def sample(seed: int, *, clusters: int = 12, strata: int = 3, columns: int = 2) -> dict:
    """Cluster totals of a small survey; every stratum has four clusters."""
    random = np.random.default_rng(seed)
    x = random.uniform(5, 20, (clusters, columns))
    return {
        "cluster": np.arange(clusters),
        "stratum": np.arange(clusters) % strata,
        "x": x,
        "y": x * random.uniform(0.1, 0.6, (clusters, columns)),
    }


def by_hand(z: np.ndarray, stratum: np.ndarray) -> float:
    """Standard error of a total, stratum by stratum."""
    parts = [z[stratum == h] for h in np.unique(stratum)]
    return float(np.sqrt(sum(len(p) / (len(p) - 1) * ((p - p.mean()) ** 2).sum() for p in parts)))


assert special  # loaded before the first property is timed
seeds = st.integers(0, 2**32 - 1)


@given(seeds)
def test_taylor_is_the_textbook_sum(seed: int) -> None:
    """Each column equals the stratum-by-stratum formula written as a loop."""
    data = sample(seed)
    design = Design.from_columns(data["cluster"], stratum=data["stratum"])
    found = taylor(design, data["y"], data["x"])
    for column in range(2):
        y, x = data["y"][:, column], data["x"][:, column]
        z = (y - y.sum() / x.sum() * x) / x.sum()
        assert found[0, column] == pytest.approx(by_hand(z, data["stratum"]), rel=1e-12)


@given(seeds)
def test_a_domain_is_the_sample_with_zeros_outside(seed: int) -> None:
    """Clusters without anyone of a domain count as zeros, whether they have a row or not."""
    data = sample(seed)
    inside = np.random.default_rng(seed).random(12) < 0.6
    inside[:2] = True
    zeros = inside[:, None] * 1.0
    whole = Design.from_columns(data["cluster"], stratum=data["stratum"])
    with_zeros = taylor(whole, data["y"] * zeros, data["x"] * zeros)
    without = taylor(whole.rows(inside), data["y"][inside], data["x"][inside])
    np.testing.assert_allclose(without, with_zeros, rtol=1e-12)


@given(seeds)
def test_domains_at_once_are_domains_one_by_one(seed: int) -> None:
    """Several domains give what each gives alone."""
    data = sample(seed)
    domain = np.tile([0, 1], 6)
    design = Design.from_columns(data["cluster"], stratum=data["stratum"], domain=domain)
    whole = Design.from_columns(data["cluster"], stratum=data["stratum"])
    found = taylor(design, data["y"], data["x"])
    knifed = jackknife(design, share, data["y"], data["x"], centre="replicates")
    for place in (0, 1):
        inside = domain == place
        y, x = data["y"][inside], data["x"][inside]
        alone = whole.rows(inside)
        np.testing.assert_allclose(found[place], taylor(alone, y, x)[0], rtol=1e-12)
        np.testing.assert_allclose(
            knifed[place], jackknife(alone, share, y, x, centre="replicates")[0], rtol=1e-9
        )


@given(seeds, st.sampled_from(["estimate", "replicates"]), st.booleans())
def test_jackknife_is_the_loop_over_replicates(seed: int, centre: str, stratified: bool) -> None:  # noqa: FBT001
    """Leaving clusters out one after the other gives the same, domain clusters missing or not."""
    data = sample(seed)
    inside = np.random.default_rng(seed).random(12) < 0.7
    inside[:3] = True
    y, x = data["y"] * inside[:, None], data["x"] * inside[:, None]
    stratum = data["stratum"] if stratified else np.zeros(12)
    replicates, factors = [], []
    for left_out in range(12):
        same = stratum == stratum[left_out]
        weights = np.where(same, same.sum() / (same.sum() - 1), 1.0)
        weights[left_out] = 0
        replicates.append((weights @ y) / (weights @ x))
        factors.append((same.sum() - 1) / same.sum())
    middle = y.sum(axis=0) / x.sum(axis=0)
    if centre == "replicates":
        middle = np.mean(replicates, axis=0)
    expected = np.sqrt(np.array(factors) @ (np.array(replicates) - middle) ** 2)
    design = Design.from_columns(data["cluster"], stratum=data["stratum"]).rows(inside)
    if not stratified:
        design = design.unstratified("design")
    found = jackknife(design, share, y[inside], x[inside], centre=centre)
    np.testing.assert_allclose(found[0], expected, rtol=1e-9)


@given(seeds)
def test_jackknife_of_a_mean_with_equal_clusters_is_taylor(seed: int) -> None:
    """For a statistic that is linear in the clusters both methods agree exactly."""
    data = sample(seed)
    ones = np.ones_like(data["x"])
    design = Design.from_columns(data["cluster"], stratum=data["stratum"])
    np.testing.assert_allclose(
        jackknife(design, share, data["y"], ones), taylor(design, data["y"], ones), rtol=1e-9
    )


def test_dhs_jackknife_counts_the_clusters_of_the_domain() -> None:
    """Pseudo-values k·r − (k−1)·r_i over the k clusters with data, divided by k(k−1)."""
    data = sample(3, columns=1)
    inside = np.arange(12) < 7
    y, x = data["y"][inside], data["x"][inside]
    rate = y.sum() / x.sum()
    pseudo = 7 * rate - 6 * (y.sum() - y) / (x.sum() - x)
    expected = np.sqrt(((pseudo - rate) ** 2).sum() / (7 * 6))
    design = Design.from_columns(data["cluster"], stratum=data["stratum"]).rows(inside)
    found = jackknife(design.unstratified("domain"), share, y, x)
    assert found[0, 0] == pytest.approx(expected, rel=1e-12)


@given(seeds, st.floats(0.01, 100))
def test_errors_scale_with_the_estimate(seed: int, factor: float) -> None:
    """Births counted in another unit change the error in proportion, weights not at all."""
    data = sample(seed)
    design = Design.from_columns(data["cluster"], stratum=data["stratum"])
    once = taylor(design, data["y"], data["x"])
    np.testing.assert_allclose(taylor(design, data["y"] * factor, data["x"]), once * factor)
    np.testing.assert_allclose(taylor(design, data["y"] * factor, data["x"] * factor), once)


@given(seeds)
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    """Shuffled rows give the same errors."""
    data = sample(seed)
    order = np.random.default_rng(seed).permutation(12)
    first = Design.from_columns(data["cluster"], stratum=data["stratum"])
    second = Design.from_columns(data["cluster"][order], stratum=data["stratum"][order])
    np.testing.assert_allclose(
        taylor(second, data["y"][order], data["x"][order]), taylor(first, data["y"], data["x"])
    )


@given(seeds)
def test_delta_of_a_total_is_the_error_of_the_summed_scores(seed: int) -> None:
    """A gradient for everyone and one for each domain lead to the same error."""
    data = sample(seed)
    design = Design.from_columns(data["cluster"], stratum=data["stratum"])
    scores = ratio_scores(design, data["y"], data["x"])
    expected = standard_error(design, scores.sum(axis=1, keepdims=True))[:, 0] * 5
    np.testing.assert_allclose(delta(design, scores, [5, 5]), expected)
    np.testing.assert_allclose(delta(design, scores, [[5, 5]]), expected)


def test_a_stratum_with_one_cluster_adds_what_was_chosen() -> None:
    """Adjust takes its distance from the grand mean, average the other strata's mean, others 0."""
    design = Design.from_columns([1, 2, 3], stratum=["a", "a", "b"])
    z = np.array([[1.0], [3.0], [5.0]])
    pair = (3 - 1) ** 2
    expected = {
        "adjust": pair + (5 - 3) ** 2,
        "average": pair * 2,
        "remove": pair,
        "certainty": pair,
    }
    for lonely, variance in expected.items():
        found = standard_error(design, z, lonely=lonely)
        assert found[0, 0] ** 2 == pytest.approx(variance)


def test_the_stratified_jackknife_leaves_a_lonely_cluster_out_as_it_is() -> None:
    """With adjust its replicate is the estimate of the others; with remove it adds nothing."""
    design = Design.from_columns([1, 2, 3], stratum=["a", "a", "b"])
    y, x = np.array([[1.0], [3.0], [5.0]]), np.array([[10.0], [10.0], [10.0]])
    removed = jackknife(design, share, y, x, lonely="remove")[0, 0] ** 2
    adjusted = jackknife(design, share, y, x)[0, 0] ** 2
    assert adjusted - removed == pytest.approx((4 / 20 - 9 / 30) ** 2)
    averaged = jackknife(design, share, y, x, lonely="average")[0, 0] ** 2
    assert averaged == pytest.approx(2 * removed)


def test_nothing_is_known_from_one_cluster() -> None:
    """A single cluster, or single ones in every stratum that are left out, give no error."""
    one = Design.from_columns([1])
    assert np.isnan(taylor(one, [[1.0]], [[2.0]])).all()
    assert np.isnan(jackknife(one, share, [[1.0]], [[2.0]])).all()
    lonely = Design.from_columns([1, 2], stratum=[1, 2])
    assert np.isnan(standard_error(lonely, [[1.0], [2.0]], lonely="remove")).all()
    assert not np.isnan(standard_error(lonely, [[1.0], [2.0]])).any()


def test_a_domain_without_denominator_has_no_error() -> None:
    """No exposure gives nan, also where only a replicate has none."""
    design = Design.from_columns([1, 2])
    assert np.isnan(taylor(design, [[0.0], [0.0]], [[0.0], [0.0]])).all()
    assert np.isnan(jackknife(design, share, [[1.0], [0.0]], [[2.0], [0.0]])).all()


def test_clusters_numbered_anew_in_each_stratum_are_different_clusters() -> None:
    """Cluster 1 of stratum a is not cluster 1 of stratum b."""
    design = Design.from_columns([1, 2, 1, 2], stratum=["a", "a", "b", "b"])
    assert design.clusters == 4
    assert degrees_of_freedom(design).tolist() == [2]


def test_a_design_is_read_off_counts() -> None:
    """Groups come first, stratum and cluster last; without them there is no error to compute."""
    keys = tuple(np.array(key, dtype=object) for key in (["u", "r", "u"], [1, 1, 1], [7, 8, 9]))
    sums = {"y": np.ones((3, 1))}
    design = Design.of(Counts(("area", "stratum", "cluster"), keys, sums))
    assert design.groups == (("r",), ("u",))
    assert design.clusters_seen().tolist() == [1, 2]
    assert design.part_clusters.tolist() == [3, 3]
    with pytest.raises(DefinitionError, match="stratum and cluster"):
        Design.of(Counts(("area", "stratum"), keys[:2], sums))


def test_the_design_factor_of_a_simple_random_sample_is_one() -> None:
    """Persons that are their own clusters, with equal weights, have no design effect."""
    random = np.random.default_rng(5)
    y, x = (random.random((400, 1)) for _ in range(2))
    design = Design.from_columns(np.arange(400))
    squares = Squares(
        yy=(y * y).sum(keepdims=True),
        xy=(x * y).sum(keepdims=True),
        xx=(x * x).sum(keepdims=True),
        weight=np.array([[400.0]]),
        cases=np.array([[400.0]]),
    )
    simple = squares.standard_error(design.total(y), design.total(x))
    assert deft(taylor(design, y, x), simple)[0, 0] == pytest.approx(1, rel=1e-12)


def test_one_case_has_no_simple_error() -> None:
    """The variance of a single case is unknown, not zero."""
    one = np.array([[1.0]])
    assert np.isnan(Squares(yy=one, xy=one, xx=one, weight=one, cases=one).standard_error(one, one))


def test_relative_error_is_the_error_per_one_of_the_estimate() -> None:
    """Unknown where the estimate is zero."""
    found = relative_error([0.1, 0.1], [2.0, 0.0])
    np.testing.assert_allclose(found, [0.05, np.nan])


@given(st.floats(0.001, 0.999), st.floats(0.0001, 0.2), st.integers(1, 500))
def test_logit_limits_stay_between_0_and_1(value: float, error: float, df: int) -> None:
    """And they enclose the proportion; t limits are wider than normal ones."""
    low, high = interval([value], [error], method="logit", df=df)
    assert 0 <= low[0] <= value <= high[0] <= 1
    narrow, wide = (interval([value], [error], method=m, df=df) for m in ("normal", "t"))
    assert wide[0][0] < narrow[0][0] < narrow[1][0] < wide[1][0]


def test_limits_that_cannot_be_made_are_unknown_or_refused() -> None:
    """No logit at 0 or 1, no t without degrees of freedom, no level of 95."""
    assert np.isnan(interval([0.0, 1.0], [0.1, 0.1], method="logit", df=5)).all()
    assert np.isnan(interval([0.5], [0.1], method="t", df=[0])).all()
    assert interval([0.1], [0.2], lowest=0)[0].tolist() == [0]
    assert interval([0.9], [0.2], highest=1)[1].tolist() == [1]
    with pytest.raises(InvalidInputError, match="degrees of freedom"):
        interval([0.5], [0.1], method="t")
    with pytest.raises(InvalidInputError, match=r"write 0\.95"):
        interval([0.5], [0.1], level=95)
    with pytest.raises(DefinitionError, match="'normal', 't', 'logit'"):
        interval([0.5], [0.1], method="z")


def test_choices_that_do_not_exist_are_named() -> None:
    """Each message says what is allowed."""
    design = Design.from_columns([1, 2])
    with pytest.raises(DefinitionError, match="'adjust', 'average', 'remove', 'certainty'"):
        standard_error(design, [[1.0], [2.0]], lonely="fail")
    with pytest.raises(DefinitionError, match="'estimate', 'replicates'"):
        jackknife(design, share, [[1.0], [2.0]], [[1.0], [2.0]], centre="mean")
    with pytest.raises(ShapeError, match="one entry for each cluster"):
        Design.from_columns([1, 2], stratum=[1])
