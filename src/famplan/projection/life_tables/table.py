"""A life table: what a generation would live through at the death rates of one time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import AgeGroupsError, InvalidInputError
from famplan.formulas.arrays import FloatArray, Numbers, divide, plain
from famplan.model.age import AgeGroups, as_age_groups
from famplan.projection.life_tables.separation import sexes_at
from famplan.projection.life_tables.single_years import single_years
from famplan.projection.life_tables.survival import SurvivalRatios, survival_ratios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from famplan.projection.life_tables.single_years import Expansion

__all__ = ["COLUMNS", "LifeTable", "frozen"]

COLUMNS = ("death_rates", "nax", "nqx", "lx", "ndx", "nLx", "Tx", "ex")
"""The columns of a life table, in the order in which it is printed."""

_SHOWN = 3  # tables that a text shows


def frozen(array: FloatArray) -> FloatArray:
    """Give a copy of an array that nobody can write to.

    Examples
    --------
    >>> frozen(np.array([1.0])).flags.writeable
    False
    """
    copy = np.array(array, dtype=np.float64)
    copy.setflags(write=False)
    return copy


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LifeTable:
    """One life table, or as many as there are areas, sexes and years in front of the ages.

    Made by `life_table`, `life_table_from_probabilities` or `life_table_from_deaths`. Every
    column has the ages on its last axis; the last group is open.

    Parameters
    ----------
    ages : AgeGroups
        The age groups, with an open end.
    death_rates : ndarray
        nMx: deaths per person-year lived in the group; of the open one, one over its ex.
    nax : ndarray
        Years lived in the group by those who die in it.
    nqx : ndarray
        Probability of dying before the end of the group, 1 in the last.
    lx : ndarray
        Survivors at the beginning of the group.
    ndx : ndarray
        Deaths in the group.
    nLx : ndarray
        Person-years lived in the group.
    Tx : ndarray
        Person-years lived from the beginning of the group on.
    ex : ndarray
        Life expectancy at the beginning of the group.
    radix : float
        Survivors at the first age.
    sex, a0, within, open_interval : str
        Whose table it is, and the rules by which it was made.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> table = life_table(
    ...     [0.02, 0.004, 0.05],
    ...     ages=["0", "1–4", "5+"],
    ...     sex="female",
    ...     a0="keyfitz",
    ... )
    >>> table
    life table, female; a0 keyfitz, nax greville, open interval constant-force
    age      m(x)   a(x)      q(x)      l(x)       L(x)    e(x)
    0    0.020000   0.10  0.019648  1.000000   0.982395  24.161
    1–4  0.004000   1.50  0.015842  0.980352   3.882583  23.644
    5+   0.050000  20.00  1.000000  0.964822  19.296435  20.000
    >>> round(table.e(0), 2)
    24.16
    """

    ages: AgeGroups
    death_rates: FloatArray = attrs.field(converter=frozen)
    nax: FloatArray = attrs.field(converter=frozen)
    nqx: FloatArray = attrs.field(converter=frozen)
    lx: FloatArray = attrs.field(converter=frozen)
    ndx: FloatArray = attrs.field(converter=frozen)
    nLx: FloatArray = attrs.field(converter=frozen)  # noqa: N815 - its name everywhere
    Tx: FloatArray = attrs.field(converter=frozen)
    ex: FloatArray = attrs.field(converter=frozen)
    radix: float
    sex: str
    a0: str
    within: str
    open_interval: str

    @property
    def n(self) -> FloatArray:
        """Widths of the groups in years; infinite for the open one."""
        return self.ages.widths

    @property
    def shape(self) -> tuple[int, ...]:
        """How many tables there are: the shape in front of the ages, empty for one."""
        return self.lx.shape[:-1]

    def __getitem__(self, index: Any) -> LifeTable:  # noqa: ANN401 - whatever numpy takes
        """Pick tables by their place in front of the ages.

        Raises
        ------
        InvalidInputError
            There is one table only.

        Examples
        --------
        >>> from famplan.projection import life_table
        >>> both = life_table(
        ...     [[0.02, 0.05], [0.03, 0.06]], ages=["0", "1+"], sex=["female", "male"], a0="keyfitz"
        ... )
        >>> both[1].shape, both[1].sex
        ((), 'male')
        """
        if not self.shape:
            raise InvalidInputError("index", "one life table has no others beside it")
        # An index that reaches into the ages fails here.
        sex = sexes_at(self.sex, shape=self.shape, index=index)
        columns = {name: getattr(self, name)[index] for name in COLUMNS}
        return attrs.evolve(self, sex=sex, **columns)

    def e(self, age: int) -> Numbers:
        """Life expectancy at an age at which a group begins.

        Raises
        ------
        AgeGroupsError
            No group begins there.
        """
        return plain(self.ex[..., self._place(age)])

    def survivors(self, age: int) -> Numbers:
        """Share of those at the first age who survive to an age at which a group begins.

        Raises
        ------
        AgeGroupsError
            No group begins there.
        """
        return plain(self.lx[..., self._place(age)] / self.radix)

    def dying(self, start: int, stop: int) -> Numbers:
        """Probability that a person aged `start` dies before `stop`: 0 and 5 give 5q0.

        Raises
        ------
        AgeGroupsError
            No group begins at one of the ages, or they do not rise.
        """
        span = self.ages.between(start, stop)
        start_living, stop_living = self.lx[..., span.start], self.lx[..., self._place(stop)]
        return divide(start_living - stop_living, start_living)

    def e_between(self, start: int, stop: int) -> Numbers:
        """Years that a person aged `start` lives on average before `stop`, at most their distance.

        Raises
        ------
        AgeGroupsError
            No group begins at one of the ages, or they do not rise.

        Examples
        --------
        >>> from famplan.projection import life_table
        >>> table = life_table(
        ...     [0.02, 0.004, 0.05], ages=["0", "1–4", "5+"], sex="female", a0="keyfitz"
        ... )
        >>> round(table.e_between(0, 5), 3)
        4.865
        """
        span = self.ages.between(start, stop)
        lived = self.Tx[..., span.start] - self.Tx[..., self._place(stop)]
        return divide(lived, self.lx[..., span.start])

    def person_years(self, ages: AgeGroups | Sequence[str]) -> FloatArray:
        """Years that a person at the first age of the table lives in each of other groups.

        Parameters
        ----------
        ages : AgeGroups or sequence of str
            Groups made of whole groups of the table, open or closed.

        Returns
        -------
        ndarray
            nLx / l0, as reproduction formulas take it.

        Raises
        ------
        AgeGroupsError
            Groups that begin or end inside one of the table's.

        Examples
        --------
        >>> from famplan.projection import life_table
        >>> table = life_table(
        ...     [0.02, 0.004, 0.05], ages=["0", "1–4", "5+"], sex="female", a0="keyfitz"
        ... )
        >>> table.person_years(["0–4", "5+"]).round(3)
        array([ 4.865, 19.296])
        """
        groups = as_age_groups(ages)
        above = self.Tx[..., [self._place(age) for age in groups.bounds]] / self.radix
        if groups.open_end:
            above = np.concatenate([above, np.zeros_like(above[..., :1])], axis=-1)
        return above[..., :-1] - above[..., 1:]

    def survival_ratios(self, step: int) -> SurvivalRatios:
        """Shares of age groups of a width that are alive so many years later.

        Parameters
        ----------
        step : int
            Width of the groups and years from one time to the next.

        Returns
        -------
        SurvivalRatios
            From birth to the first group, from each group to the next, and into the open one.

        Raises
        ------
        AgeGroupsError
            The table does not divide into such groups; `single_years` makes one that does.
        """
        return survival_ratios(self, step=step)

    def single_years(self, *, method: Expansion = "exact") -> LifeTable:
        """Expand to single years of age, see `famplan.projection.single_years`.

        Examples
        --------
        >>> from famplan.projection import life_table
        >>> table = life_table(
        ...     [0.02, 0.004, 0.05], ages=["0", "1–4", "5+"], sex="male", a0="keyfitz"
        ... )
        >>> table.single_years().ages.labels
        ('0', '1', '2', '3', '4', '5+')
        """
        return single_years(self, method=method)

    def _place(self, age: int) -> int:
        lower = self.ages.lower.tolist()
        if age not in lower:
            raise AgeGroupsError(
                "age",
                f"no group of the life table begins at {age}",
                remedy=f"it has {', '.join(self.ages.labels)}; single_years() makes it finer",
            )
        return int(lower.index(age))

    def to_records(self) -> list[dict[str, Any]]:
        """Give each age group as plain values, with the place of its table where there are many.

        Examples
        --------
        >>> from famplan.projection import life_table
        >>> table = life_table([0.02, 0.05], ages=["0", "1+"], sex="male", a0="midpoint")
        >>> table.to_records()[1]["age"], table.to_records()[1]["ex"]
        ('1+', 20.0)
        """
        return [
            {
                **({"table": place} if place else {}),
                "age": label,
                **{name: float(getattr(self, name)[(*place, group)]) for name in COLUMNS},
            }
            for place in np.ndindex(self.shape)
            for group, label in enumerate(self.ages.labels)
        ]

    def __str__(self) -> str:
        """Show the rules and the columns of the first tables."""
        from famplan.projection.life_tables.printing import printed  # noqa: PLC0415 - rarely

        return printed(self, most=_SHOWN)

    __repr__ = __str__
