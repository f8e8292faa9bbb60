"""Errors of estimates from a sample of clusters, from cluster totals alone.

`Design` says where each row of totals belongs; every function here takes it with arrays of rows by
columns (age groups, or a single column) and gives arrays of domains by columns, all domains at
once and without a loop over clusters or replicates. Clusters are taken as drawn with replacement,
as survey reports do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, get_args

import numpy as np

from famplan.formulas.choices import one_of
from famplan.tabulate.design import Design
from famplan.tabulate.design_factor import Squares, deft
from famplan.tabulate.jackknife import Centre, jackknife
from famplan.tabulate.strata import Lonely, correction, root_over_strata

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = [
    "Centre",
    "Design",
    "Lonely",
    "Squares",
    "deft",
    "degrees_of_freedom",
    "delta",
    "jackknife",
    "ratio_scores",
    "relative_error",
    "standard_error",
    "taylor",
]


def standard_error(design: Design, scores: ArrayLike, *, lonely: Lonely = "adjust") -> FloatArray:
    """Standard error of a sum of scores over the clusters of each domain, strata kept apart.

    A score is what a cluster adds to an estimate in the linear approximation; that of a total is
    the cluster's total, that of a ratio comes from `ratio_scores`.

    Parameters
    ----------
    design : Design
        Where each row belongs.
    scores : array_like
        Rows by columns.
    lonely : {"adjust", "average", "remove", "certainty"}
        What a stratum with a single cluster adds.

    Returns
    -------
    ndarray
        Domains by columns; ``nan`` where nothing can be said.

    Raises
    ------
    DefinitionError
        `lonely` is none of these.

    Examples
    --------
    Two strata of two clusters: the variance is the sum of the squared differences.

    >>> design = Design.from_columns([1, 2, 3, 4], stratum=[1, 1, 2, 2])
    >>> standard_error(design, [[5.0], [2.0], [7.0], [3.0]]).tolist()
    [[5.0]]
    """
    one_of(lonely, get_args(Lonely), argument="lonely")
    rows = np.asarray(scores, dtype=np.float64)
    clusters = design.part_clusters[:, None]
    mean = design.parts(rows) / clusters
    absent = clusters - np.bincount(design.part, minlength=len(clusters))[:, None]
    squares = design.parts((rows - mean[design.part]) ** 2) + absent * mean**2
    squares *= correction(clusters)
    alone = clusters[:, 0] == 1
    if alone.any():
        squares[alone] = _alone(design, rows, mean, lonely)[alone]
    return root_over_strata(design, squares, lonely)


def _alone(design: Design, rows: FloatArray, own: FloatArray, lonely: Lonely) -> FloatArray:
    """What strata of one cluster add: with "adjust" the squared distance from the grand mean."""
    if lonely != "adjust":
        return np.zeros_like(own)
    grand = design.total(rows) / design.clusters
    adjusted: FloatArray = (own - grand[design.part_domain]) ** 2
    return adjusted


def ratio_scores(design: Design, y: ArrayLike, x: ArrayLike) -> FloatArray:
    """Scores of the ratios Σy/Σx of each domain: (y − ratio·x) / Σx.

    Parameters
    ----------
    design : Design
        Where each row belongs.
    y, x : array_like
        Weighted numerators and denominators, rows by columns.

    Returns
    -------
    ndarray
        Rows by columns; ``nan`` in a domain without denominator, or with one from a single
        cluster: its score is zero, whatever its error.
    """
    above, below = np.asarray(y, dtype=np.float64), np.asarray(x, dtype=np.float64)
    base = design.total(below)
    ratio = _divide(design.total(above), base)
    told = np.where(design.total(below != 0) > 1, base, np.nan)
    return _divide(above - ratio[design.domain] * below, told[design.domain])


def taylor(design: Design, y: ArrayLike, x: ArrayLike, *, lonely: Lonely = "adjust") -> FloatArray:
    """Standard errors of ratios by Taylor linearisation.

    Parameters
    ----------
    design : Design
        Where each row belongs.
    y, x : array_like
        Weighted numerators and denominators, rows by columns.
    lonely : {"adjust", "average", "remove", "certainty"}
        What a stratum with a single cluster adds.

    Returns
    -------
    ndarray
        Domains by columns; ``nan`` in a domain without denominator.

    Examples
    --------
    Births and women of four clusters.

    >>> design = Design.from_columns([1, 2, 3, 4])
    >>> taylor(design, [[3.0], [5.0], [4.0], [8.0]], [[10.0]] * 4).round(6).tolist()
    [[0.108012]]
    """
    return standard_error(design, ratio_scores(design, y, x), lonely=lonely)


def delta(
    design: Design, scores: ArrayLike, gradient: ArrayLike, *, lonely: Lonely = "adjust"
) -> FloatArray:
    """Standard error of a smooth function of estimates, by the delta method.

    Parameters
    ----------
    design : Design
        Where each row belongs.
    scores : array_like
        Scores of the estimates, rows by columns.
    gradient : array_like
        Derivatives of the function at the estimates: one for each column (the widths of age
        groups for a total fertility rate), or domains by columns where they differ.
    lonely : {"adjust", "average", "remove", "certainty"}
        What a stratum with a single cluster adds.

    Returns
    -------
    ndarray
        One standard error for each domain.

    Examples
    --------
    The sum of two rates whose errors go together.

    >>> design = Design.from_columns([1, 2])
    >>> delta(design, [[0.01, 0.02], [-0.01, -0.02]], [5, 5]).round(6).tolist()
    [0.3]
    """
    slopes = np.broadcast_to(
        np.asarray(gradient, dtype=np.float64), (design.domains, np.shape(scores)[1])
    )
    combined = (np.asarray(scores) * slopes[design.domain]).sum(axis=1, keepdims=True)
    return standard_error(design, combined, lonely=lonely)[:, 0]


def degrees_of_freedom(design: Design) -> FloatArray:
    """Clusters less strata, both of those with data in each domain.

    Examples
    --------
    >>> design = Design.from_columns([1, 2, 3, 4, 5], stratum=[1, 1, 1, 2, 2])
    >>> degrees_of_freedom(design).tolist()
    [3.0]
    """
    return (design.clusters_seen() - design.strata_seen()).astype(np.float64)


def relative_error(error: ArrayLike, value: ArrayLike) -> FloatArray:
    """Standard error per one of the estimate; ``nan`` where that is zero.

    Examples
    --------
    >>> relative_error([0.142], [4.011]).round(4).tolist()
    [0.0354]
    """
    return _divide(np.asarray(error, dtype=np.float64), np.asarray(value, dtype=np.float64))


def _divide(above: FloatArray, below: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        result: FloatArray = np.where(below == 0, np.nan, above / below)
    return result
