"""Errors of any estimate by leaving out one cluster at a time, without a loop over replicates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.formulas.choices import one_of
from famplan.tabulate.design import Design, add_up
from famplan.tabulate.strata import Lonely, correction, root_over_strata

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["Centre", "jackknife"]

Centre: TypeAlias = Literal["estimate", "replicates"]
"""What replicates are compared with: the estimate from everyone, or their own mean."""


def jackknife(
    design: Design,
    estimate: Callable[..., FloatArray],
    *sums: ArrayLike,
    centre: Centre = "estimate",
    lonely: Lonely = "adjust",
) -> FloatArray:
    """Standard errors of any estimate by leaving out one cluster at a time.

    The clusters of the same stratum take the weight of the one left out. With
    ``design.unstratified("domain")`` it is the jackknife of DHS reports, its squared pseudo-values
    over the clusters with data in the domain.

    Parameters
    ----------
    design : Design
        Where each row belongs; `Design.unstratified` pools the strata.
    estimate : callable
        Makes estimates, rows by outputs, from arrays like `sums`: one row for each replicate.
    *sums : array_like
        Weighted totals, rows by columns.
    centre : {"estimate", "replicates"}
        What replicates are compared with.
    lonely : {"adjust", "average", "remove", "certainty"}
        What a stratum with a single cluster adds. With ``"adjust"`` it is left out as it is, its
        weight to no one.

    Returns
    -------
    ndarray
        Domains by outputs; ``nan`` where a replicate has no estimate.

    Raises
    ------
    DefinitionError
        `centre` or `lonely` is none of these.

    Examples
    --------
    >>> design = Design.from_columns([1, 2, 3, 4])
    >>> y, x = [[3.0], [5.0], [4.0], [8.0]], [[10.0]] * 4
    >>> jackknife(design, lambda y, x: y / x, y, x).round(6).tolist()
    [[0.108012]]
    """
    one_of(lonely, get_args(Lonely), argument="lonely")
    one_of(centre, get_args(Centre), argument="centre")
    arrays = [np.asarray(array, dtype=np.float64) for array in sums]
    with np.errstate(divide="ignore", invalid="ignore"):
        everyone = estimate(*(design.total(array) for array in arrays))
        without = estimate(*(_left_out(design, array) for array in arrays))
        # Leaving out a cluster that is not in the domain gives its stratum's others more weight.
        reweighted = estimate(*(_reweighted(design, array) for array in arrays))
    absent = design.part_clusters - np.bincount(design.part, minlength=len(design.part_domain))
    middle = everyone
    if centre == "replicates":
        middle = _mean_replicate(design, everyone, without, reweighted, absent)
    squares = design.parts((without - middle[design.domain]) ** 2)
    apart = (reweighted - middle[design.part_domain]) ** 2
    squares += np.where(absent[:, None] > 0, absent[:, None] * apart, 0.0)
    return root_over_strata(design, squares * _factor(design, lonely)[:, None], lonely)


def _factor(design: Design, lonely: Lonely) -> FloatArray:
    clusters = design.part_clusters
    return np.where(
        clusters > 1, (clusters - 1) / np.maximum(clusters, 1), float(lonely == "adjust")
    )


def _left_out(design: Design, sums: FloatArray) -> FloatArray:
    clusters = design.part_clusters[design.part][:, None]
    share = correction(clusters)
    rest = (design.parts(sums)[design.part] - sums) * np.where(clusters > 1, share - 1, 0.0)
    # Where a stratum has one cluster only, nobody takes its weight.
    left: FloatArray = design.total(sums)[design.domain] - sums + rest
    return left


def _reweighted(design: Design, sums: FloatArray) -> FloatArray:
    clusters = design.part_clusters[:, None]
    more = np.where(clusters > 1, correction(clusters) - 1, 0.0)
    weighted: FloatArray = design.total(sums)[design.part_domain] + design.parts(sums) * more
    return weighted


def _mean_replicate(
    design: Design,
    everyone: FloatArray,
    without: FloatArray,
    reweighted: FloatArray,
    absent: NDArray[np.int64],
) -> FloatArray:
    """Average all replicates; those of strata that a domain does not touch are its estimate."""
    summed = design.total(without) + add_up(
        design.part_domain,
        np.where(absent[:, None] > 0, reweighted * absent[:, None], 0.0),
        design.domains,
    )
    touched = np.bincount(
        design.part_domain, weights=design.part_clusters, minlength=design.domains
    )[:, None]
    clusters = np.maximum(design.clusters, touched)
    mean: FloatArray = (summed + (clusters - touched) * everyone) / clusters
    return mean
