"""The crude birth rate of a survey: rates of women by age, and who lives in the households.

A survey of women knows no population. The household file does: its women by age, at the
age-specific rates of the birth histories, would have so many births, over everyone in it.
(DHS-Indicators-Stata, FE_CBR.do.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError
from famplan.formulas.fertility import age_specific_fertility_rate
from famplan.formulas.vital import crude_birth_rate as births_over_population
from famplan.model.age import AgeGroups, as_age_groups
from famplan.tabulate.coding import Coded
from famplan.tabulate.columns import as_numbers
from famplan.tabulate.counts import Counter
from famplan.tabulate.measures import BirthSums
from famplan.tabulate.precision import Figures, Precision
from famplan.tabulate.reading import as_names
from famplan.tabulate.sources import run
from famplan.tabulate.table import Table
from famplan.tabulate.variance import deft, delta, ratio_scores

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from famplan.tabulate.births import BirthTally
    from famplan.tabulate.design import Design
    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.limits import Limits

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["HouseholdKernel", "HouseholdPopulation", "crude_birth_rate", "household_population"]

_MONTHS = 12
_PRESENT, _FEMALE = 1, 2
_WEIGHT = 1_000_000  # what a weight of one is in recode files
_MEMBER = ("hv005", "hv103", "hv104", "hv105")


@attrs.frozen(kw_only=True)
class HouseholdKernel:
    """Counts those who slept in the household: everyone, and women by age."""

    by: tuple[str, ...]
    ages: AgeGroups

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        return tuple(dict.fromkeys((*self.by, *_MEMBER)))

    def counter(self) -> Counter:
        """Start a count."""
        return Counter((*self.by, "survey"), {"women": len(self.ages), "everyone": 1})

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch of household members."""
        weight, present, sex, age = (np.asarray(as_numbers(batch[name])) for name in _MEMBER)
        survey = Coded(np.zeros(len(weight), dtype=np.int64), (0,))
        rows = counter.rows([*(batch[name] for name in self.by), survey])
        here = present == _PRESENT
        counter.put("everyone", rows[here], weight[here])
        group = self.ages.group_of(age)
        women = here & (sex == _FEMALE) & (group >= 0)
        counter.put("women", rows[women] * len(self.ages) + group[women], weight[women])


@attrs.frozen(eq=False, kw_only=True)
class HouseholdPopulation:
    """Women by age and everyone, of all or of each group; only their proportion matters.

    Parameters
    ----------
    ages : AgeGroups
        Ages of the women.
    women : mapping
        For each group, as a tuple of its labels, women by age; ``()`` is everyone's.
    everyone : mapping
        For each group the whole population, men and children included.
    """

    ages: AgeGroups
    women: Mapping[tuple[object, ...], ArrayLike]
    everyone: Mapping[tuple[object, ...], float]


def household_population(
    data: object,
    *,
    by: str | Sequence[str] = (),
    ages: AgeGroups | Sequence[str] | None = None,
    progress: bool = False,
) -> HouseholdPopulation:
    """Count those who slept in the households of a survey, from its file of household members.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes, with the recode names `hv005` weight (times 1,000,000),
        `hv103` slept here, `hv104` sex and `hv105` age.
    by : str or sequence of str
        Columns to group by, ``"hv025"`` for residence.
    ages : AgeGroups or sequence of str, optional
        Ages of women; five-year groups from 10 to 49 unless told otherwise.
    progress : bool
        Show how far the reading is.

    Returns
    -------
    HouseholdPopulation

    Examples
    --------
    A mother, a father who slept elsewhere, a child.

    >>> members = {"hv005": [1_000_000] * 3, "hv103": [1, 0, 1], "hv104": [2, 1, 1],
    ...            "hv105": [27, 30, 2]}
    >>> found = household_population(members, ages=["15–29", "30–49"])
    >>> found.women[()].tolist(), found.everyone[()]
    ([1.0, 0.0], 2.0)
    """
    names = as_names(by)
    groups = AgeGroups.regular(10, 50, width=5) if ages is None else as_age_groups(ages)
    counts = run(HouseholdKernel(by=names, ages=groups), data, progress=progress)
    keys = list(zip(*(key.tolist() for key in counts.keys), strict=True))
    labels = [tuple(key[:-1]) for key in keys]
    everyone = (counts.sums["everyone"][:, 0] / _WEIGHT).tolist()
    return HouseholdPopulation(
        ages=groups,
        women=dict(zip(labels, counts.sums["women"] / _WEIGHT, strict=True)),
        everyone=dict(zip(labels, everyone, strict=True)),
    )


def crude_birth_rate(
    tally: BirthTally,
    population: HouseholdPopulation,
    *,
    level: float = 0.95,
    interval: Limits = "normal",
) -> Table:
    """Estimate the crude birth rate from birth histories and the population of the households.

    Parameters
    ----------
    tally : BirthTally
        Births and exposure by the ages of the population, 10–49 as DHS reports have it.
    population : HouseholdPopulation
        Women and everyone, of each group of the tally.
    level, interval
        How limits are made of the error.

    Returns
    -------
    Table
        `numerator` are the births a year that the women would have, `n` the unweighted woman-years
        of the rates. Errors are those of the rates; the population is taken as it is.

    Raises
    ------
    DefinitionError
        Ages differ, or a group of the tally has no population.

    Examples
    --------
    One woman in five is 20–24, and these have a birth every five years.

    >>> from famplan.tabulate import birth_history
    >>> women = {"v005": [1, 1], "v008": [1362, 1362], "v011": [1080, 1080], "v021": [1, 2],
    ...          "v022": [1, 1], "b3_01": [1340, 0]}
    >>> ages = AgeGroups((20, 25))
    >>> tally = birth_history(women, window=30, ages=ages)
    >>> people = HouseholdPopulation(ages=ages, women={(): [20]}, everyone={(): 100})
    >>> [round(x, 6) for x in crude_birth_rate(tally, people).column("value")]
    [0.04]
    """
    if population.ages != tally.kernel.ages:
        raise DefinitionError(
            "population",
            f"is by {population.ages!r}, the tally by {tally.kernel.ages!r}",
            remedy="give both the same ages=",
        )
    precision = Precision(level=level, interval=interval)
    figures, design = _figures(tally, population, precision)
    groups = [dict(zip(tally.kernel.by, labels, strict=True)) for labels in design.groups]
    code = find("CBR")
    records = figures.records(groups, [{}], indicator=code.code, per=code.per)
    return Table(records, groups=tally.kernel.by, labels=tally.labels)


def _figures(
    tally: BirthTally, population: HouseholdPopulation, precision: Precision
) -> tuple[Figures, Design]:
    sums = BirthSums.of(tally).exposed(slice(None))
    design, births, years = sums.design, sums.births, sums.women
    above, below = design.total(births), design.total(years)
    women, everyone = _people(population, design)
    rates = age_specific_fertility_rate(above, women=below)
    # An age at which nobody lives needs no rate.
    expected = np.where(women > 0, np.asarray(rates) * women, 0).sum(axis=1, keepdims=True)
    value = np.asarray(births_over_population(expected, population=everyone))
    scores = ratio_scores(design, births, years)
    scores = np.where(women[design.domain] > 0, scores, 0)
    error = delta(design, scores, women / everyone, lonely=precision.lonely)[:, None]
    low, high = precision.limits(design, value, error, lowest=0)
    figures = Figures(
        value=value,
        se=error,
        low=low,
        high=high,
        deft=deft(error, sums.squares.error_of_sum(above, below, women / everyone)),
        numerator=expected,
        denominator=everyone,
        n=design.total(sums.months_n / _MONTHS).sum(axis=1, keepdims=True),
    )
    return figures, design


def _people(population: HouseholdPopulation, design: Design) -> tuple[FloatArray, FloatArray]:
    """Women by age and everyone, in the order of the domains."""
    for labels in design.groups:
        if labels not in population.women or labels not in population.everyone:
            raise DefinitionError("population", f"no people of the group {labels!r}")
    women = np.array([population.women[labels] for labels in design.groups], dtype=np.float64)
    everyone = np.array([population.everyone[labels] for labels in design.groups])
    return women, everyone[:, None].astype(np.float64)
