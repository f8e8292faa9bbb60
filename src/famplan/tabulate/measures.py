"""What a fertility rate takes from births and woman-years by age, and the sums it takes it from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias, cast, get_args

import attrs
import numpy as np

from famplan.catalogue import Indicator, find
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.formulas.fertility import (
    GeneralFertilityAges,
    adolescent_birth_rate,
    age_specific_fertility_rate,
    general_fertility_rate,
    total_fertility_rate,
)
from famplan.model.age import AgeGroups
from famplan.tabulate.design import Design
from famplan.tabulate.variance import Squares, ratio_scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from famplan.tabulate.births import BirthTally

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["BirthSums", "Measure", "measure_of", "span_of"]

_MONTHS = 12
_START, _TEENS_STOP, _SHORT_STOP, _STOP = 15, 20, 45, 50


@attrs.frozen(kw_only=True)
class Measure:
    """An indicator of births and woman-years by age: which ages it takes, and how."""

    indicator: Indicator
    compute: Callable[[FloatArray, FloatArray], FloatArray]
    births: slice
    women: slice
    ages: tuple[str, ...] = ()
    """Labels, where it has a figure for each age."""
    widths: FloatArray | None = None
    """Widths of the ages, where it adds their rates up."""
    definition: str = ""

    def pooled(self, array: FloatArray, ages: slice) -> FloatArray:
        """Cut out the ages, and add them up unless each has its own figure."""
        return array[:, ages] if self.ages else array[:, ages].sum(axis=1, keepdims=True)

    def scores(self, design: Design, births: FloatArray, women: FloatArray) -> FloatArray:
        """What each row adds to the figures, in the linear approximation."""
        if self.widths is None:
            y, x = self.pooled(births, self.births), self.pooled(women, self.women)
            return ratio_scores(design, y, x)
        by_age = ratio_scores(design, births[:, self.births], women[:, self.women])
        summed: FloatArray = (by_age * self.widths).sum(axis=1, keepdims=True)
        return summed

    def squares(self, squares: Squares) -> Squares:
        """Squares of the ages that births or women are taken from."""
        births, women = self.births, self.women
        both = slice(max(births.start, women.start), min(births.stop, women.stop))
        either = slice(min(births.start, women.start), max(births.stop, women.stop))
        return Squares(
            yy=self.pooled(squares.yy, births),
            xy=self.pooled(squares.xy, both),
            xx=self.pooled(squares.xx, women),
            weight=self.pooled(squares.weight, either),
            cases=self.pooled(squares.cases, either),
        )


def span_of(slices: Iterable[slice]) -> slice:
    """Take the ages from the first of some slices to the last."""
    found = list(slices)
    return slice(min(part.start for part in found), max(part.stop for part in found))


def measure_of(code: str, ages: AgeGroups, definition: GeneralFertilityAges | None) -> Measure:
    """Say what an indicator takes from births and women of these ages.

    Raises
    ------
    UnknownIndicatorError
        No indicator is called so.
    DefinitionError
        Births and women do not make this indicator, there is no such definition, or births that it
        needs were not counted.
    AgeGroupsError
        The age groups do not begin and end where it needs it.
    """
    if code not in _MEASURES:  # perhaps a name, or written small
        code = find(code).code
        one_of(code, tuple(_MEASURES), argument="indicator")
    if definition is not None:  # also where no indicator takes it: a slip is a slip
        definition = _definition(definition)
    if code == "GFR":
        return _general(ages, definition)
    return _MEASURES[code](ages)


def _definition(named: str) -> GeneralFertilityAges:
    """Read a definition as it is called: in any case, with any dash, and 15-plus for short."""
    folded = str(named).lower().replace("–", "-")
    found = {"15-plus": "15-plus/15-44"}.get(folded, folded)
    if found not in get_args(GeneralFertilityAges):
        one_of(named, get_args(GeneralFertilityAges), argument="definition")
    return cast("GeneralFertilityAges", found)


def _age_specific(ages: AgeGroups) -> Measure:
    span = slice(0, len(ages))
    if ages.bounds[0] < _START and _START in ages.bounds:
        # Girls under 15 are not interviewed: their rate needs the inflation of its own measure.
        span = slice(ages.bounds.index(_START), len(ages))
    return Measure(
        indicator=find("ASFR"),
        compute=partial(_by_age, span),
        births=span,
        women=span,
        ages=ages.labels[span],
    )


def _by_age(span: slice, births: FloatArray, women: FloatArray) -> FloatArray:
    return np.asarray(age_specific_fertility_rate(births[:, span], women=women[:, span]))


def _total(ages: AgeGroups) -> Measure:
    span = ages.between(_START, _STOP)
    groups = AgeGroups(ages.bounds[span.start : span.stop + 1])

    def compute(births: FloatArray, women: FloatArray) -> FloatArray:
        total = total_fertility_rate(_by_age(span, births, women), ages=groups)
        return np.asarray(total)[:, None]

    return Measure(
        indicator=find("TFR"), compute=compute, births=span, women=span, widths=groups.widths
    )


def _adolescent(ages: AgeGroups) -> Measure:
    span = ages.between(_START, _TEENS_STOP)

    def compute(births: FloatArray, women: FloatArray) -> FloatArray:
        teens = (array[:, span].sum(axis=1, keepdims=True) for array in (births, women))
        return np.asarray(adolescent_birth_rate(next(teens), women=next(teens)))

    return Measure(indicator=find("ABR"), compute=compute, births=span, women=span)


def _general(ages: AgeGroups, definition: GeneralFertilityAges | None = None) -> Measure:
    under = ages.bounds[0] < _START
    chosen = definition or ("dhs" if under else "15-49")
    if chosen == "dhs" and not under:
        raise DefinitionError(
            "definition",
            "'dhs' counts births under 15 too, and these were not counted",
            remedy="tabulate with ages from 10, or take '15-plus/15-44'",
        )
    women = ages.between(_START, _STOP if chosen == "15-49" else _SHORT_STOP)
    last = women.stop if chosen == "15-49" else len(ages)

    def compute(births: FloatArray, women: FloatArray) -> FloatArray:
        rate = general_fertility_rate(births, women=women, ages=ages, definition=chosen)
        return np.asarray(rate)[:, None]

    return Measure(
        indicator=find("GFR"),
        compute=compute,
        births=slice(0 if chosen == "dhs" else women.start, last),
        women=women,
        definition=chosen,
    )


_MEASURES: dict[str, Callable[[AgeGroups], Measure]] = {
    "ASFR": _age_specific,
    "TFR": _total,
    "GFR": _general,
    "ABR": _adolescent,
}


@attrs.frozen(eq=False)
class BirthSums:
    """Births and months of exposure by row and age, as they were counted; squares by domain.

    They are divided once, after the totals: sums of whole numbers are exact, so every split and
    order of the rows gives the same figures.
    """

    ages: AgeGroups
    design: Design
    counted: FloatArray
    months: FloatArray
    months_n: FloatArray
    squares: Squares
    one: float
    """What stands in the counts for a weight of one."""

    @classmethod
    def of(cls, tally: BirthTally) -> BirthSums:
        """Take the sums from a tally."""
        sums, design = tally.counts.sums, Design.of(tally.counts)
        one = tally.weight_scale
        return cls(
            tally.kernel.ages,
            design,
            sums["births"],
            sums["months"],
            sums["months_n"],
            Squares(
                yy=design.total(sums["births_births"] / one),
                xy=design.total(sums["births_months"] / (one * _MONTHS)),
                xx=design.total(sums["months_months"] / (one * _MONTHS**2)),
                weight=design.total(sums["women"] / one),
                cases=design.total(sums["women_n"]),
            ),
            one,
        )

    @property
    def births(self) -> FloatArray:
        """Births by row and age, at weights around one: what errors are computed from."""
        return self.counted / self.one

    @property
    def women(self) -> FloatArray:
        """Woman-years by row and age, at weights around one."""
        return self.months / (self.one * _MONTHS)

    def value(self, measure: Measure) -> FloatArray:
        """Compute a figure of each domain."""
        births, months = self.design.total(self.counted), self.design.total(self.months)
        return measure.compute(births / self.one, months / (self.one * _MONTHS))

    def bases(self, measure: Measure) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Births and woman-years that a figure rests on, and woman-years unweighted."""
        births = measure.pooled(self.design.total(self.counted), measure.births)
        months = measure.pooled(self.design.total(self.months), measure.women)
        months_n = measure.pooled(self.design.total(self.months_n), measure.women)
        return births / self.one, months / (self.one * _MONTHS), months_n / _MONTHS

    def exposed(self, women: slice) -> BirthSums:
        """Leave out the rows without woman-years at some ages: the cluster has no data there."""
        kept = self.months[:, women].sum(axis=1) > 0
        if kept.all():
            return self
        return attrs.evolve(
            self,
            design=self.design.rows(kept),
            counted=self.counted[kept],
            months=self.months[kept],
            months_n=self.months_n[kept],
        )
