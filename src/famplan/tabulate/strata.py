"""Squares of strata added up to variances, and what a stratum with a single cluster adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from famplan.tabulate.design import Design, add_up

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["Lonely", "correction", "root_over_strata"]

Lonely: TypeAlias = Literal["adjust", "average", "remove", "certainty"]
"""What a stratum with a single cluster adds to the variance: its distance from the mean of all
clusters, the average of the other strata, or nothing (``remove`` and ``certainty`` are two reasons
for the same figure: the stratum is left out, or its cluster was certain to be drawn)."""


def correction(clusters: NDArray[np.int64]) -> FloatArray:
    """The factor n/(n − 1) of strata with n clusters; 0 with a single one."""
    return np.where(clusters > 1, clusters / np.maximum(clusters - 1, 1), 0.0)


def root_over_strata(design: Design, squares: FloatArray, lonely: Lonely) -> FloatArray:
    """Standard errors of domains from the squares of their parts."""
    summed = add_up(design.part_domain, squares, design.domains)
    known = np.bincount(
        design.part_domain, weights=design.part_clusters > 1, minlength=design.domains
    )
    # Nothing to compare with: nobody, one cluster in all, or none but single ones left out.
    lost = (known == 0) & (lonely != "adjust")
    nothing = lost | (design.clusters_seen() == 0) | (design.clusters == 1)
    if lonely == "average":
        summed *= (design.strata_seen() / np.maximum(known, 1))[:, None]
    summed[nothing] = np.nan
    return np.sqrt(summed)
