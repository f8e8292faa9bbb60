"""The sample design behind counts: which domain, stratum and cluster each row of counts is of.

Every design-based error is computed from the totals of clusters. Rows are the cells that occur: a
cluster without anyone in a domain has no row there, but it still counts as one of its stratum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy as np

from famplan.errors import DefinitionError, ShapeError
from famplan.tabulate.coding import Categories
from famplan.tabulate.combinations import RowIndex
from famplan.tabulate.ordering import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from famplan.tabulate.coding import Coded
    from famplan.tabulate.counts import Counts

    FloatArray: TypeAlias = NDArray[np.float64]
    IntArray: TypeAlias = NDArray[np.int64]

__all__ = ["Design", "Within", "add_up"]

Within: TypeAlias = Literal["domain", "design"]
"""Which clusters there are: those with data in the domain, or all of the sample."""


@attrs.frozen(eq=False)
class Design:
    """Where each row of counts belongs.

    A part is a pair of a domain and a stratum that occurs. Make a design with `of` from counts or
    with `from_columns` from three columns.

    Parameters
    ----------
    groups : tuple of tuple
        For each domain, its group labels.
    domain, stratum, cluster, part : ndarray of int
        Domain, stratum, cluster and part of each row.
    part_domain, part_clusters : ndarray of int
        Domain of each part, and how many clusters its stratum has.
    clusters : int
        Clusters in the whole sample.
    """

    groups: tuple[tuple[object, ...], ...]
    domain: IntArray
    stratum: IntArray
    cluster: IntArray
    part: IntArray
    part_domain: IntArray
    part_clusters: IntArray
    clusters: int

    @classmethod
    def of(cls, counts: Counts) -> Design:
        """Read the design off counts whose last two dimensions are stratum and cluster.

        Raises
        ------
        DefinitionError
            The counts keep no strata and clusters.
        """
        if counts.dimensions[-2:] != ("stratum", "cluster"):
            raise DefinitionError(
                "counts",
                f"are by {', '.join(counts.dimensions) or 'nothing'}",
                remedy="keep stratum and cluster as the last dimensions: errors come from them",
            )
        *groups, stratum, cluster = counts.coded
        domain, labels = _domains(groups, len(counts))
        return _design(labels, domain, _numbers(stratum), _numbers(cluster))

    @classmethod
    def from_columns(
        cls,
        cluster: ArrayLike,
        *,
        stratum: ArrayLike | None = None,
        domain: ArrayLike | None = None,
    ) -> Design:
        """Make a design from the cluster, stratum and domain of each row; a row is one cluster.

        Examples
        --------
        >>> design = Design.from_columns([1, 2, 3, 4], stratum=["a", "a", "b", "b"])
        >>> design.clusters, design.part_clusters.tolist()
        (4, [2, 2])
        """
        clusters = np.asarray(cluster)
        rows = len(clusters)
        strata = np.zeros(rows, dtype=np.int64) if stratum is None else np.asarray(stratum)
        groups: list[NDArray[Any] | Coded] = [] if domain is None else [np.asarray(domain)]
        if any(len(column) != rows for column in (strata, *groups)):
            raise ShapeError("cluster", "stratum and domain must have one entry for each cluster")
        numbers, labels = _domains(groups, rows)
        return _design(labels, numbers, _numbers(strata), _numbers(clusters))

    @property
    def domains(self) -> int:
        """How many domains there are."""
        return len(self.groups)

    def total(self, sums: ArrayLike) -> FloatArray:
        """Add rows up to domains.

        Examples
        --------
        >>> Design.from_columns([1, 2, 1], domain=["a", "a", "b"]).total([[3], [4], [5]]).tolist()
        [[7.0], [5.0]]
        """
        return add_up(self.domain, sums, self.domains)

    def parts(self, sums: ArrayLike) -> FloatArray:
        """Add rows up to parts: strata within domains."""
        return add_up(self.part, sums, len(self.part_domain))

    def clusters_seen(self) -> IntArray:
        """Count the clusters with rows in each domain."""
        return np.bincount(self.domain, minlength=self.domains)

    def strata_seen(self) -> IntArray:
        """Count the strata with rows in each domain."""
        return np.bincount(self.part_domain, minlength=self.domains)

    def unstratified(self, within: Within) -> Design:
        """Forget the strata.

        Parameters
        ----------
        within : {"domain", "design"}
            Whether a domain has as many clusters as it has rows, as DHS reports take it, or as
            many as the whole sample.
        """
        numbers = np.arange(self.domains)
        counts = (
            self.clusters_seen() if within == "domain" else np.full_like(numbers, self.clusters)
        )
        return attrs.evolve(self, part=self.domain, part_domain=numbers, part_clusters=counts)

    def rows(self, kept: NDArray[np.bool_]) -> Design:
        """Leave rows out: what a domain has no data in. Its strata keep their clusters."""
        parts = np.unique(self.part[kept])
        return attrs.evolve(
            self,
            domain=self.domain[kept],
            stratum=self.stratum[kept],
            cluster=self.cluster[kept],
            part=np.searchsorted(parts, self.part[kept]),
            part_domain=self.part_domain[parts],
            part_clusters=self.part_clusters[parts],
        )

    def side_by_side(self, scores: ArrayLike) -> tuple[Design, FloatArray]:
        """Put the domains beside each other, as columns of one domain with every cluster.

        Parameters
        ----------
        scores : array_like
            One score for each row.

        Returns
        -------
        design : Design
            The sample as one domain, a row for each cluster.
        columns : ndarray
            Clusters by domains; zero where a cluster has no one of the domain.

        Examples
        --------
        >>> design = Design.from_columns([1, 2, 1], domain=["a", "a", "b"])
        >>> whole, columns = design.side_by_side([3.0, 4.0, 5.0])
        >>> columns.tolist(), whole.domains
        ([[3.0, 5.0], [4.0, 0.0]], 1)
        """
        numbers, first, place = np.unique(self.cluster, return_index=True, return_inverse=True)
        columns = np.zeros((len(numbers), self.domains))
        columns[place, self.domain] = scores
        sizes = self.part_clusters[self.part[first]]
        strata, stratum = np.unique(self.stratum[first], return_inverse=True)
        counted = np.zeros(len(strata), dtype=np.int64)
        counted[stratum] = sizes
        nobody = np.zeros_like(numbers)
        whole = Design(
            groups=((),),
            domain=nobody,
            stratum=self.stratum[first],
            cluster=numbers,
            part=stratum,
            part_domain=np.zeros_like(strata),
            part_clusters=counted,
            clusters=self.clusters,
        )
        return whole, columns


def add_up(index: IntArray, sums: ArrayLike, size: int) -> FloatArray:
    """Add rows that share an index, column by column.

    Examples
    --------
    >>> add_up(np.array([0, 1, 0]), [[1, 10], [2, 20], [3, 30]], 2).tolist()
    [[4.0, 40.0], [2.0, 20.0]]
    """
    values = np.asarray(sums, dtype=np.float64)
    columns = values.shape[1]
    places = index[:, None] * columns + np.arange(columns)
    flat = np.bincount(places.ravel(), weights=values.ravel(), minlength=size * columns)
    return flat.astype(np.float64, copy=False).reshape(size, columns)


def _numbers(column: NDArray[Any] | Coded) -> IntArray:
    return Categories().code(column)


def _domains(
    groups: Sequence[NDArray[Any] | Coded], rows: int
) -> tuple[IntArray, tuple[tuple[object, ...], ...]]:
    """Number the combinations of groups; without groups there is one domain, everyone."""
    if not groups:
        return np.zeros(rows, dtype=np.int64), ((),)
    categories = [Categories() for _ in groups]
    index = RowIndex(len(groups))
    numbers = index.rows([known.code(key) for known, key in zip(categories, groups, strict=True)])
    labels = tuple(
        tuple(known.values[code] for known, code in zip(categories, codes, strict=True))
        for codes in index.codes
    )
    return _in_order(numbers, labels)


def _in_order(
    numbers: IntArray, labels: tuple[tuple[object, ...], ...]
) -> tuple[IntArray, tuple[tuple[object, ...], ...]]:
    """Sort the groups, unknown last: engines deliver rows in any order, tables are alike."""
    order = sorted(range(len(labels)), key=lambda place: [*map(rank, labels[place])])
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[numbers], tuple(labels[number] for number in order)


def _design(
    groups: tuple[tuple[object, ...], ...],
    domain: IntArray,
    stratum: IntArray,
    cluster: IntArray,
) -> Design:
    # A cluster is known by its stratum too: some surveys number clusters anew in each stratum.
    whole = RowIndex(2)
    numbers = whole.rows([stratum, cluster])
    sizes = np.bincount(whole.codes[:, 0]) if len(whole) else np.zeros(0, dtype=np.int64)
    index = RowIndex(2)
    part = index.rows([domain, stratum])
    part_domain, part_stratum = index.codes.T
    return Design(
        groups, domain, stratum, numbers, part, part_domain, sizes[part_stratum], len(whole)
    )
