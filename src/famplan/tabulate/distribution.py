"""Cases by single value, age group, domain and cluster: what means, shares and medians come from.

Counted so finely, every measure of one variable and its error can be had later, for any age span,
without going back to the records.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.model.age import AgeGroups, as_age_groups
from famplan.tabulate.coding import Coded
from famplan.tabulate.counts import Counter, Counts
from famplan.tabulate.design import Design
from famplan.tabulate.tallies import merged_labels, scale_of_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Self

    from numpy.typing import NDArray

    from famplan.tabulate.findings import Findings
    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.precision import Figures

__all__ = ["Cases", "DistributionKernel", "DistributionTally", "spanned"]

_MONTHS = 12


@attrs.frozen(kw_only=True)
class DistributionKernel:
    """Counts cases by value; what a case is, and its value and age, is for each kind to say.

    Parameters
    ----------
    by : tuple of str
        Group columns.
    ages : AgeGroups
        Ages that are kept apart; cases at other ages are counted under none.
    children : tuple of str
        Columns of births, the latest first.
    weight_scale : int
        What stands in the data for a weight of one.
    """

    by: tuple[str, ...]
    ages: AgeGroups
    children: tuple[str, ...]
    weight_scale: int = 1

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        design = ("v005", "v008", "v011", "v021", "v022")
        return tuple(dict.fromkeys((*self.by, *design, *self.children)))

    @property
    @abstractmethod
    def size(self) -> int:
        """How many values there are."""

    @abstractmethod
    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Find the cases of a batch of women."""

    def counter(self) -> Counter:
        """Start a count."""
        return Counter(
            (*self.by, "age", "stratum", "cluster"),
            dict.fromkeys(("cases", "cases_n"), self.size),
        )

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch of women."""
        weight = np.asarray(batch["v005"])
        for found in self.cases(batch):
            keys = [
                found.groups[name] if name in found.groups else batch[name][found.women]
                for name in (*self.by, "v022", "v021")
            ]
            age = Coded(self.ages.group_of(found.age // _MONTHS), self.ages.labels)
            # The design comes last in counts, the ages before it.
            rows = counter.rows([*keys[:-2], age, *keys[-2:]])
            at = rows * self.size + found.value
            counter.put("cases", at, weight[found.women])
            counter.put("cases_n", at, np.ones(len(at)))


@attrs.frozen(eq=False)
class Cases:
    """Cases of a batch: whose they are, at which age in months, and their value.

    Groups of the cases themselves, which are no columns of the women, come with them.
    """

    women: NDArray[np.intp]
    age: NDArray[np.int64]
    value: NDArray[np.int64]
    groups: Mapping[str, Coded] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class DistributionTally:
    """Cases by value: what a measure of a distribution and its error need.

    Parameters
    ----------
    kernel : DistributionKernel
        How they were counted.
    counts : Counts
        Cases by group, age, stratum and cluster, a column for each value.
    labels : mapping of str to mapping
        For each group column, what its values are called.
    """

    kernel: DistributionKernel
    counts: Counts
    labels: Mapping[str, Mapping[Any, str]] = attrs.field(factory=dict)

    @property
    def findings(self) -> Findings:
        """What was wrong in the rows that were read."""
        return self.counts.findings

    @property
    def weight_scale(self) -> int:
        """What stands in the sums for a weight of one."""
        sums = self.counts.sums
        return scale_of_weights(
            self.kernel.weight_scale, weighted=sums["cases"], unweighted=sums["cases_n"]
        )

    def __add__(self, other: Self) -> Self:
        """Add the tally of another file, counted in the same way."""
        rules = [attrs.evolve(tally.kernel, children=()) for tally in (self, other)]
        if rules[0] != rules[1]:
            raise DefinitionError("tally", "counted in another way: cases, ages or groups differ")
        labels = merged_labels(self.labels, other.labels)
        return attrs.evolve(self, counts=self.counts + other.counts, labels=labels)

    def over(
        self,
        spans: Sequence[str] | None,
        figures: Callable[[Counts, Design, int], Figures],
        columns: Sequence[Mapping[str, object]] = ({},),
    ) -> list[dict[str, object]]:
        """Make figures of each age span, one record for each domain and column.

        Parameters
        ----------
        spans : sequence of str, optional
            Labels such as ``"40–49"`` that begin and end with age groups of the tally; each group
            and all of them together unless told otherwise.
        figures : callable
            Makes figures, domains by columns, from counts, their design and the lowest age.
        columns : sequence of mapping
            What sets the columns apart; there is one unless given.
        """
        ages = self.kernel.ages
        labels = (*ages.labels, f"{ages.bounds[0]}–{ages.bounds[-1] - 1}")
        records = []
        for label in dict.fromkeys(labels if spans is None else spans):
            span = as_age_groups([label]).closed()
            counts = spanned(self.counts, ages, *span.bounds)
            design = Design.of(counts)
            names = (*self.kernel.by, "age")
            groups = [dict(zip(names, found, strict=True)) for found in design.groups]
            found = figures(counts, design, span.bounds[0]).records(groups, columns)
            records += [record for record in found if record["age"] is not None]
        return records


def spanned(counts: Counts, ages: AgeGroups, start: int, stop: int) -> Counts:
    """Put the ages of a span together; all other cases stay, under none, with their clusters.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> counts = Counts(
    ...     ("age", "stratum", "cluster"),
    ...     tuple(np.array(x, object) for x in (["20–24", "25–29", None], [1, 1, 1], [1, 1, 1])),
    ...     {"cases": np.array([[4.0], [5.0], [6.0]])},
    ... )
    >>> joined = spanned(counts, AgeGroups((20, 25, 30)), 20, 30)
    >>> joined.keys[0].tolist(), joined.sums["cases"].tolist()
    (['20–29', None], [[9.0], [6.0]])
    """
    place = counts.dimensions.index("age")
    inside = set(ages.labels[ages.between(start, stop)])
    key = counts.coded[place]
    numbers = np.array([0 if value in inside else -1 for value in key.values] + [-1])
    joined = Coded(numbers[key.codes], (f"{start}–{stop - 1}",))
    coded = (*counts.coded[:place], joined, *counts.coded[place + 1 :])
    return attrs.evolve(counts, coded=coded).by(counts.dimensions)
