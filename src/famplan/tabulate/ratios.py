"""Any ratio, mean or proportion of columns, by group, with its design-based error."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate.coding import Coded
from famplan.tabulate.columns import as_numbers
from famplan.tabulate.counts import Counter, Counts
from famplan.tabulate.design import Design
from famplan.tabulate.precision import Figures, Precision, Variance
from famplan.tabulate.reading import as_names
from famplan.tabulate.sources import labels_of, opened, run
from famplan.tabulate.table import Table
from famplan.tabulate.tallies import merged_labels
from famplan.tabulate.variance import Squares, deft, ratio_scores, taylor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.strata import Lonely

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["RatioKernel", "RatioTally", "ratio"]

SUMS = ("y", "x", "n", "weight", "yy", "xy", "xx")
"""Weighted numerators and denominators, cases, their weights, and weighted squares and products
for the design factor."""


@attrs.frozen(kw_only=True)
class RatioKernel:
    """Sums numerators and a denominator by group, stratum and cluster.

    A row in which the numerator, the denominator or the weight is unknown, or both numerator and
    denominator are zero, is no case.
    """

    by: tuple[str, ...]
    numerators: tuple[str, ...]
    denominator: str | None
    weight: str | None
    cluster: str
    stratum: str | None
    missing: tuple[tuple[str, tuple[float, ...]], ...] = ()
    """For some columns, the values that stand for no answer."""
    weight_scale: int = 1
    """What stands in the data for a weight of one: 1,000,000 in DHS recode files."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        named = (self.denominator, self.weight, self.stratum, self.cluster)
        return tuple(dict.fromkeys(filter(None, (*self.by, *self.numerators, *named))))

    def counter(self) -> Counter:
        """Start a count."""
        width = len(self.numerators)
        return Counter((*self.by, "stratum", "cluster"), dict.fromkeys(SUMS, width))

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch of rows."""
        cluster = batch[self.cluster]
        ones = np.ones(len(cluster))
        stratum = batch[self.stratum] if self.stratum else np.zeros(len(ones), dtype=np.int8)
        keys = [*(batch[name] for name in self.by), stratum, cluster]
        places = counter.rows(keys) * len(self.numerators)
        weight = self._figures(batch, self.weight) if self.weight else ones
        x = self._figures(batch, self.denominator) if self.denominator else ones
        for column, name in enumerate(self.numerators):
            y = self._figures(batch, name)
            rows = np.flatnonzero(np.isfinite(y * x * weight) & ((y != 0) | (x != 0)))
            _put(counter, places[rows] + column, y[rows], x[rows], weight[rows])

    def _figures(self, batch: Batch, name: str) -> FloatArray:
        column: Any = as_numbers(batch[name])
        if isinstance(column, Coded) or column.dtype.kind not in "iuf":
            raise InvalidInputError(name, "is not numeric", remedy="give 1 and 0 for yes and no")
        figures = np.asarray(column, dtype=np.float64)
        unknown = dict(self.missing).get(name)
        return np.where(np.isin(figures, unknown), np.nan, figures) if unknown else figures


def _put(
    counter: Counter, at: NDArray[np.int64], y: FloatArray, x: FloatArray, weight: FloatArray
) -> None:
    counter.put("y", at, weight * y)
    counter.put("x", at, weight * x)
    counter.put("n", at, np.ones_like(weight))
    counter.put("weight", at, weight)
    counter.put("yy", at, weight * y * y)
    counter.put("xy", at, weight * x * y)
    counter.put("xx", at, weight * x * x)


@attrs.frozen(eq=False)
class RatioTally:
    """Numerators and denominators by group and cluster."""

    kernel: RatioKernel
    counts: Counts
    labels: Mapping[str, Mapping[Any, str]] = attrs.field(factory=dict)
    """For group columns, what their values are called."""

    def __add__(self, other: object) -> RatioTally:
        """Add the tally of other rows, counted in the same way."""
        if not isinstance(other, RatioTally):
            return NotImplemented
        if self.kernel != other.kernel:
            raise DefinitionError("tally", "counted in another way: columns or groups differ")
        labels = merged_labels(self.labels, other.labels)
        return RatioTally(self.kernel, self.counts + other.counts, labels)

    def estimate(
        self,
        *,
        indicator: str | None = None,
        level: float = 0.95,
        variance: Variance = "taylor",
        interval: Limits = "normal",
        lonely: Lonely = "adjust",
    ) -> Table:
        """Estimate the ratios with their errors.

        Parameters
        ----------
        indicator : str, optional
            Code of the indicator that the ratio is, for its name and published scale.
        level : float
            Confidence level.
        variance : {"taylor", "jackknife", "stratified-jackknife"}
            How errors are computed.
        interval : {"normal", "t", "logit"}
            How limits are made of an error; logit limits are for proportions.
        lonely : {"adjust", "average", "remove", "certainty"}
            What a stratum with a single cluster adds to the variance.

        Returns
        -------
        Table
            One record for each ratio and group; `n` is the unweighted number of cases.

        Raises
        ------
        DefinitionError
            A choice that does not exist, or one indicator for several ratios.
        UnknownIndicatorError
            No indicator has the code.
        """
        precision = Precision(level=level, variance=variance, interval=interval, lonely=lonely)
        kernel, design = self.kernel, Design.of(self.counts)
        if indicator and len(kernel.numerators) > 1:
            raise DefinitionError("indicator", f"one for {len(kernel.numerators)} numerators")
        groups = [dict(zip(kernel.by, labels, strict=True)) for labels in design.groups]
        meant = find(indicator) if indicator else None
        records: list[dict[str, object]] = []
        for column, name in enumerate(kernel.numerators):
            records += _estimated(
                self.counts, design, column, precision, scale=kernel.weight_scale
            ).records(
                groups,
                [{}],
                indicator=meant.code if meant else self._name(name),
                per=meant.per if meant else 1,
            )
        return Table(records, groups=kernel.by, labels=self.labels)

    def _name(self, numerator: str) -> str:
        below = self.kernel.denominator
        return f"{numerator}/{below}" if below else numerator


def _estimated(
    counts: Counts, whole: Design, column: int, precision: Precision, *, scale: int
) -> Figures:
    known = counts.sums["n"][:, column] > 0
    design = whole.rows(known)
    rows = {name: array[known, column : column + 1] for name, array in counts.sums.items()}
    total = {name: design.total(array) for name, array in rows.items()}
    y, x = rows["y"], rows["x"]
    value = _over(total["y"], total["x"])
    error = precision.error(design, partial(ratio_scores, design, y, x), _over, y, x)
    low, high = precision.limits(design, value, error)
    squares = Squares(
        yy=total["yy"], xy=total["xy"], xx=total["xx"], weight=total["weight"], cases=total["n"]
    )
    simple = squares.standard_error(total["y"], total["x"])
    return Figures(
        value=value,
        se=error,
        low=low,
        high=high,
        deft=deft(taylor(design, y, x, lonely=precision.lonely), simple),
        numerator=total["y"],
        denominator=total["x"],
        n=total["n"],
    ).scaled(scale)


def _over(above: FloatArray, below: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        result: FloatArray = np.where(below == 0, np.nan, above / below)
    return result


def ratio(  # noqa: PLR0913 - what is divided, for whom, and the design of the sample
    data: object,
    numerator: str | Sequence[str],
    *,
    denominator: str | None = None,
    by: str | Sequence[str] = (),
    weight: str | None = None,
    weight_scale: int = 1,
    cluster: str,
    stratum: str | None = None,
    missing: Mapping[str, Sequence[float]] | None = None,
    progress: bool = False,
) -> RatioTally:
    """Tally a ratio of columns: a mean or a proportion where there is no denominator column.

    Parameters
    ----------
    data : object
        Anything that `birth_history` reads: a path, a dataframe, a mapping of arrays, batches.
    numerator : str or sequence of str
        Columns of numbers. One of 0 and 1 gives a proportion; several give one ratio each.
    denominator : str, optional
        Column of what stands below: exposure, or 1 and 0 for those who belong to the base. Left
        out, every row counts one.
    by : str or sequence of str
        Columns that make the groups.
    weight : str, optional
        Column of sampling weights.
    weight_scale : int
        What stands in that column for a weight of one: 1,000,000 in DHS recode files.
    cluster : str
        Column of the clusters that were drawn; where persons were, their identifier.
    stratum : str, optional
        Column of the strata that clusters were drawn from.
    missing : mapping of str to sequence of number, optional
        For columns that are counted, the values that stand for no answer: ``{"v225": [9]}``.
    progress : bool
        Show how far the reading has come.

    Returns
    -------
    RatioTally
        Sums by group and cluster; tallies of several files add up.

    Raises
    ------
    InvalidInputError
        A column that is counted is not numeric.

    Examples
    --------
    Contraceptive use in four clusters, by residence; a missing answer is no case.

    >>> women = {
    ...     "use": [1, 0, 1, 1, 0, 0, 1, float("nan")],
    ...     "urban": [1, 1, 1, 1, 0, 0, 0, 0],
    ...     "cluster": [1, 1, 2, 2, 3, 3, 4, 4],
    ... }
    >>> tally = ratio(women, "use", by="urban", cluster="cluster")
    >>> tally.estimate(indicator="CPR")
    indicator  urban  value     se    low   high  deft  numerator  denominator  n  per
    CPR            0   33.3  ...
    CPR            1   75.0  ...
    """
    kernel = RatioKernel(
        by=as_names(by),
        numerators=(numerator,) if isinstance(numerator, str) else tuple(numerator),
        denominator=denominator,
        weight=weight,
        weight_scale=weight_scale,
        cluster=cluster,
        stratum=stratum,
        missing=tuple((name, tuple(values)) for name, values in (missing or {}).items()),
    )
    data = opened(data)  # once, as an iterator shows its columns only once
    found = {name: labels_of(data, name) for name in kernel.by}
    labels = {name: known for name, known in found.items() if known}
    return RatioTally(kernel, run(kernel, data, progress=progress), labels)
