"""The kernel of contraception: each variable's values by population, age, group and cluster."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.tabulate.coding import Coded
from famplan.tabulate.contraception.preferences import GROUPS
from famplan.tabulate.contraception.women import APART, Women
from famplan.tabulate.counts import Counter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.model.age import AgeGroups
    from famplan.tabulate.contraception.variables import Variable
    from famplan.tabulate.contraception.women import Rules
    from famplan.tabulate.kernel import Batch, Column

__all__ = ["ContraceptionKernel", "is_of_sample", "names_of", "people_of"]

_DESIGN = ("v005", "v008", "v011", "v021", "v022")
_POPULATION = ("v502", "v528", "v020")
_MONTHS, _OLDEST = 12, 130
_OF_SAMPLE = ", ever-married sample"


@attrs.frozen(kw_only=True)
class ContraceptionKernel:
    """Counts women by the value of each of some variables.

    Parameters
    ----------
    by : tuple of str
        Group columns; those of `GROUPS` are made of others.
    ages : AgeGroups
        Ages at the interview that are kept apart.
    variables : tuple of Variable
        What is counted.
    rules : Rules
        What codes mean.
    present : frozenset of str
        Columns that the data have, by standard name.
    weight_scale : int
        What stands in the data for a weight of one.
    lacking : tuple of (str, tuple of str)
        Variables that were wanted and cannot be counted, with the columns that the data lack.
    """

    by: tuple[str, ...]
    ages: AgeGroups
    variables: tuple[Variable, ...]
    rules: Rules
    present: frozenset[str]
    weight_scale: int = 1
    lacking: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """Columns of answers, which hold numbers."""
        made = [GROUPS[name] for name in self.by if name in GROUPS]
        read = [name for variable in self.variables for name in variable.reads(self.present)]
        needed = [name for group in made for name in group.columns]
        used = [x for group in made for x in group.also if x in self.present]
        population = [name for name in _POPULATION if name in self.present]
        return tuple(
            dict.fromkeys(x for x in (*population, *read, *needed, *used) if x not in _DESIGN)
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        own = [name for name in self.by if name not in GROUPS]
        return tuple(dict.fromkeys((*own, *_DESIGN, *self.answers)))

    def counter(self) -> Counter:
        """Start a count."""
        sizes = {variable.name: variable.places for variable in self.variables}
        widths = {f"{name}{end}": size for name, size in sizes.items() for end in ("", "_n")}
        return Counter((*self.by, "people", "stratum", "cluster"), widths)

    def _people(self, women: Women) -> Coded:
        """Population and age group as one dimension: each costs a look-up for every woman."""
        table = _groups_by_month(self.ages)
        months = (women["v008"] - women["v011"]).astype(np.intp, copy=False)
        # A negative number turned round is beyond the table.
        age = table[np.minimum(months.view(np.uintp), len(table) - 1)]
        place = women.population.astype(np.intp) * (len(self.ages) + 1) + age
        names = names_of(self.ages)
        if "v020" in women and (sample := women.has("v020", 1)).any():
            place += sample * np.intp(len(names))
            names = names_of(self.ages, sample=True)
        return Coded(place, names)

    def add(self, batch: Batch, counter: Counter) -> None:
        """Count one batch of women."""
        women = Women({name: batch[name] for name in (*self.answers, "v008", "v011")}, self.rules)
        keys: list[Column] = [
            *(GROUPS[name].code(women) if name in GROUPS else batch[name] for name in self.by),
            self._people(women),
            batch["v022"],
            batch["v021"],
        ]
        cells = counter.rows(keys)
        weight = np.asarray(batch["v005"])
        ones = np.ones(women.size)
        for variable in self.variables:
            value = variable.code(women)
            size = variable.places
            if value.min() >= 0:
                at, weights = cells * size + value, weight
            else:
                chosen = np.flatnonzero(value >= 0)
                at, weights = cells[chosen] * size + value[chosen], weight[chosen]
            counter.put(variable.name, at, weights)
            counter.put(f"{variable.name}_n", at, ones[: len(at)])


@cache
def people_of(ages: AgeGroups) -> dict[str, tuple[str | None, str | None]]:
    """Every population with every age group, by what the pair is called; unknown and none last.

    Women of an ever-married sample come after all others, by names of their own.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> people_of(AgeGroups((15, 50)))["in union, 15–49"]
    ('in union', '15–49')
    """
    pairs = [(name, label) for name in (*APART, None) for label in (*ages.labels, None)]
    return {
        f"{name or 'union not known'}, {label or 'other ages'}{of}": (name, label)
        for of in ("", _OF_SAMPLE)
        for name, label in pairs
    }


@cache
def names_of(ages: AgeGroups, *, sample: bool = False) -> tuple[str, ...]:
    """Names of people: one tuple, so that it is numbered once; in `sample` of both kinds.

    Examples
    --------
    >>> from famplan.model.age import AgeGroups
    >>> names_of(AgeGroups((15, 50)))[-1]
    'union not known, other ages'
    """
    names = tuple(people_of(ages))
    return names if sample else names[: len(names) // 2]


def is_of_sample(people: str) -> bool:
    """Whether people are of an ever-married sample, by what they are called.

    Examples
    --------
    >>> is_of_sample("in union, 15–49"), is_of_sample("in union, 15–49, ever-married sample")
    (False, True)
    """
    return people.endswith(_OF_SAMPLE)


@cache
def _groups_by_month(ages: AgeGroups) -> NDArray[np.intp]:
    """Age group of each age in months, the one after the last where there is none."""
    group = ages.group_of(np.arange(_OLDEST * _MONTHS) // _MONTHS)
    return np.where(group < 0, len(ages), group).astype(np.intp)
