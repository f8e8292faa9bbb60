"""From counted values to figures: the cells of a population and an age span, shares and means."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.model.age import as_age_groups
from famplan.tabulate.averages import mean_figures, median_figures
from famplan.tabulate.coding import Coded
from famplan.tabulate.contraception.kernel import people_of
from famplan.tabulate.contraception.preferences import GROUPS
from famplan.tabulate.contraception.women import APART, POPULATIONS
from famplan.tabulate.counts import Counter, Counts
from famplan.tabulate.design import Design

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.kernel import ContraceptionKernel
    from famplan.tabulate.contraception.measures import Measure, Part, Unknown
    from famplan.tabulate.precision import Figures, Precision

    Bools: TypeAlias = NDArray[np.bool_]

__all__ = ["Asked", "Cells"]


@attrs.frozen(eq=False)
class Cells:
    """Answers of a population and an age span by group, stratum and cluster.

    Women of other populations and ages stand in none, with their clusters: these are still part of
    the sample.

    Parameters
    ----------
    groups : Counts
        Groups with their clusters, and no sums.
    group : ndarray
        The group of each cell.
    sums : mapping of str to ndarray
        Cases of each cell: for each variable, and for each with ``_n`` unweighted.
    """

    groups: Counts
    group: NDArray[np.int64]
    sums: Mapping[str, NDArray[np.float64]]

    @classmethod
    def of(
        cls, counts: Counts, kernel: ContraceptionKernel, *, population: str, span: str
    ) -> Cells:
        """Choose the population and the span.

        Raises
        ------
        AgeGroupsError
            The span does not begin and end with age groups.
        """
        ages = kernel.ages
        bounds = as_age_groups([span]).closed().bounds
        within = {*ages.labels[ages.between(bounds[0], bounds[-1])]}
        who = {*APART, None} if population == "all" else {*POPULATIONS[population]}
        wanted = {
            name for name, (one, age) in people_of(ages).items() if one in who and age in within
        }
        *by, people, stratum, cluster = counts.coded
        inside = np.array([value in wanted for value in people.values])[people.codes]
        chosen = Coded(np.where(inside, 0, -1), (f"{bounds[0]}–{bounds[-1] - 1}",))
        counter = Counter((*kernel.by, "age", "stratum", "cluster"), {})
        group = counter.rows([*by, chosen, stratum, cluster])
        return cls(counter.counts(), group, counts.sums)

    def cases(self, variable: str, over: Bools) -> Counts:
        """Cases of a variable by group, the values of its base alone."""
        sums = {
            "cases": self._added(self.sums[variable][:, over]),
            "cases_n": self._added(self.sums[f"{variable}_n"][:, over]),
        }
        return attrs.evolve(self.groups, sums=sums)

    def _added(self, cells: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add cells up to groups."""
        groups, width = len(self.groups), cells.shape[1]
        at = (self.group[:, None] * width + np.arange(width)).reshape(-1)
        added = np.bincount(at, cells.reshape(-1), groups * width).reshape(groups, width)
        return added.astype(np.float64, copy=False)


@attrs.frozen(kw_only=True)
class Asked:
    """A measure, and all that was said about how it is wanted.

    Parameters
    ----------
    measure : Measure
        What is made of which values.
    said : str
        Whose definition.
    population : str
        Whose figures.
    respondents : {"women", "men"}
        Of whom it is one.
    unknown : {"left out", "in the base"}
        What becomes of women whose value is not known.
    precision : Precision
        How errors and limits are made.
    """

    measure: Measure
    said: str
    population: str
    respondents: str
    unknown: Unknown
    precision: Precision

    def records(
        self, part: Part, cells: Cells, by: Sequence[str], scale: int
    ) -> Iterator[dict[str, object]]:
        """Make the records of one part: one for each group."""
        in_the_base = self.unknown == "in the base" and self.measure.kind == "share"
        over = part.over | part.unknown if in_the_base else part.over
        told = in_the_base and bool(part.unknown.any())
        said = f"{self.said}, unknown in the base" if told else self.said
        counts = cells.cases(part.variable, over)
        design = Design.of(counts)
        found = self._figures(part, over, counts, design, scale)
        made = [place for place, name in enumerate(by) if name in GROUPS]
        groups = [dict(zip((*by, "age"), group, strict=True)) for group in design.groups]
        whose = self.population if self.respondents == "women" else f"men, {self.population}"
        rows = found.records(groups, [{}])
        for row, group in zip(rows, design.groups, strict=True):
            # A group that is made of answers has nobody in none.
            if group[-1] is not None and all(group[place] is not None for place in made):
                yield {
                    "indicator": self.measure.code,
                    "per": find(self.measure.code).per,
                    "population": whose,
                    "category": part.category,
                    "definition": said,
                    **row,
                }

    def _figures(
        self,
        part: Part,
        over: Bools,
        counts: Counts,
        design: Design,
        scale: int,
    ) -> Figures:
        if self.measure.kind == "median":
            numbers = np.flatnonzero(over)
            return median_figures(
                counts,
                design,
                values=len(numbers),
                start=int(part.worth[numbers[0]]),
                precision=self.precision,
                scale=scale,
            )
        return mean_figures(
            counts,
            design,
            worth=part.worth[over],
            precision=self.precision,
            scale=scale,
            highest=1 if self.measure.kind == "share" else None,
        )
