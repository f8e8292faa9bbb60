"""Several ceilings at once: whether all can be met, which binds, and what each allows.

A plan may cap births, the crude birth rate, natural increase and the population itself. Each of
them limits the births of a year, and with the population and its deaths known they can be set side
by side: the smallest number of births is the ceiling that binds. Without the population, two
ceilings still imply one: 2,000 births and 9.5 per 1,000 meet at 210,526 people.

Rates are per average population, the mean of opening and closing (the definition of the reports);
the population excludes or includes migration as the text says.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import Exact, exact, optional_exact
from famplan.errors import DefinitionError, NegativeCountError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from famplan.assessment.targets import Target

__all__ = ["Allowance", "Ceilings", "YearOfPlan", "contradictions"]


@attrs.frozen(kw_only=True)
class Allowance:
    """What one ceiling allows.

    Parameters
    ----------
    ceiling : str
        Which one: ``"births"``, ``"birth rate"``, ``"natural increase"`` or ``"population"``.
    births : Fraction
        Births that it allows in the year; below zero where it cannot be met.
    population : Fraction
        Closing population that so many births give.
    """

    ceiling: str
    births: Fraction
    population: Fraction


@attrs.frozen(kw_only=True)
class YearOfPlan:
    """A year in which several ceilings hold.

    Parameters
    ----------
    allowances : tuple of Allowance
        What each ceiling allows, the one that binds first.
    deaths, migration, opening : Fraction
        What the year was reckoned with.
    """

    allowances: tuple[Allowance, ...]
    opening: Fraction
    deaths: Fraction
    migration: Fraction

    @property
    def binding(self) -> Allowance:
        """The ceiling that allows the fewest births."""
        return self.allowances[0]

    @property
    def is_feasible(self) -> bool:
        """Whether all ceilings can be met at once: some number of births meets the tightest."""
        return self.binding.births >= 0

    def __str__(self) -> str:
        """What binds, and what each allows."""
        rows = ", ".join(f"{row.ceiling} {float(row.births):,.0f}" for row in self.allowances)
        if not self.is_feasible:
            return f"cannot be met: {self.binding.ceiling} is passed without any birth ({rows})"
        return f"{self.binding.ceiling} binds (births allowed: {rows})"


@attrs.frozen(kw_only=True)
class Ceilings:
    """Ceilings of a plan, per one or as printed; those that the plan sets.

    Parameters
    ----------
    births : number or text, optional
        Births in the year.
    birth_rate, natural_increase : number or text, optional
        Crude rates of the year: ``"9.5‰"``.
    population : number or text, optional
        Population at the end.

    Raises
    ------
    DefinitionError
        Fewer than two ceilings.
    NegativeCountError
        A ceiling on births, their rate or the population is below zero.

    Examples
    --------
    Jiaoling 2006 (report S3.7): 2,000 births, 9.5‰ and 4.5‰.

    >>> plan = Ceilings(births=2000, birth_rate="9.5‰", natural_increase="4.5‰")
    >>> round(float(plan.implied_population)), float(plan.implied_death_rate)
    (210526, 0.005)
    >>> year = plan.year(opening=220_000, deaths=1200)
    >>> print(year)
    births binds (births allowed: births 2,000, birth rate 2,094, natural increase 2,192)
    """

    births: Fraction | None = attrs.field(default=None, converter=optional_exact)
    birth_rate: Fraction | None = attrs.field(default=None, converter=optional_exact)
    natural_increase: Fraction | None = attrs.field(default=None, converter=optional_exact)
    population: Fraction | None = attrs.field(default=None, converter=optional_exact)

    def __attrs_post_init__(self) -> None:
        """Check that there is something to set side by side."""
        given = attrs.asdict(self, filter=lambda _, value: value is not None)
        if len(given) < 2:  # noqa: PLR2004 - one ceiling alone can always be met
            raise DefinitionError("ceilings", "two or more are needed, to set them side by side")
        for name in set(given) - {"natural_increase"}:
            if given[name] < 0:
                raise NegativeCountError(name, f"{float(given[name]):g} is below 0")

    @property
    def implied_population(self) -> Fraction | None:
        """Average population at which the ceilings on births and on their rate are the same.

        Below it the rate is the tighter, above it the number.
        """
        if self.births is None or not self.birth_rate:
            return None
        return self.births / self.birth_rate

    @property
    def implied_death_rate(self) -> Fraction | None:
        """Crude death rate at which the ceilings on birth rate and increase are the same.

        Where fewer die, natural increase is the tighter; below zero it never leaves room for the
        whole birth rate.
        """
        if self.birth_rate is None or self.natural_increase is None:
            return None
        return self.birth_rate - self.natural_increase

    def population_after(self, opening: Exact, *, years: int) -> Fraction:
        """Population after years of growth at the ceiling on natural increase, without migration.

        Raises
        ------
        DefinitionError
            There is no ceiling on natural increase, or the years are below zero.

        Examples
        --------
        Report S3.2: 7.46 million at most; five years at 6‰ from 7.24 million keep to it.

        >>> plan = Ceilings(natural_increase="6‰", population="746万人")
        >>> after = plan.population_after("724万人", years=5)
        >>> round(float(after)), after <= plan.population
        (7459822, True)
        """
        if self.natural_increase is None:
            raise DefinitionError("natural_increase", "there is no ceiling on it")
        if years < 0:
            raise DefinitionError("years", f"{years} is below 0")
        return exact(opening, where="opening") * (1 + self.natural_increase) ** years

    def year(self, *, opening: Exact, deaths: Exact, migration: Exact = 0) -> YearOfPlan:
        """Births that each ceiling allows in a year of known population and deaths.

        Parameters
        ----------
        opening : number or text
            Population at the start.
        deaths : number or text
            Deaths that are expected.
        migration : number or text
            Net migration; 0 for a plan "excluding mechanical growth".

        Returns
        -------
        YearOfPlan
            Every ceiling with the births it allows, the one that binds first.

        Raises
        ------
        NegativeCountError
            The population or the deaths are below zero.

        Examples
        --------
        >>> plan = Ceilings(births=2000, population=220_000)
        >>> plan.year(opening=219_500, deaths=1200).binding.ceiling
        'population'
        """
        start, dying = exact(opening, where="opening"), exact(deaths, where="deaths")
        moving = exact(migration, where="migration")
        for name, value in (("opening", start), ("deaths", dying)):
            if value < 0:
                raise NegativeCountError(name, f"{float(value):g} is below 0")
        rows = [
            Allowance(ceiling=name, births=births, population=start + births - dying + moving)
            for name, births in self._births(start, dying, moving)
        ]
        ordered = sorted(rows, key=lambda row: row.births)
        return YearOfPlan(allowances=tuple(ordered), opening=start, deaths=dying, migration=moving)

    def _births(
        self, opening: Fraction, deaths: Fraction, migration: Fraction
    ) -> list[tuple[str, Fraction]]:
        """Births at each ceiling, solved from B = C (P0 + (B - D + M) / 2) and its like."""
        without_births = opening + (migration - deaths) / 2
        solved: dict[str, Callable[[Fraction], Fraction]] = {
            "births": lambda ceiling: ceiling,
            "birth rate": lambda rate: rate * without_births / (1 - rate / 2),
            "natural increase": lambda rate: (deaths + rate * without_births) / (1 - rate / 2),
            "population": lambda ceiling: ceiling - opening + deaths - migration,
        }
        limits = (self.births, self.birth_rate, self.natural_increase, self.population)
        pairs = zip(solved.items(), limits, strict=True)
        return [(name, solve(limit)) for (name, solve), limit in pairs if limit is not None]


def contradictions(targets: Sequence[Target]) -> tuple[tuple[Target, Target], ...]:
    """Targets of one measure, area and period that no figure can meet together.

    Parameters
    ----------
    targets : sequence of Target
        All targets of a plan.

    Returns
    -------
    tuple of pairs of Target
        Empty where they can all be met, measure by measure.

    Examples
    --------
    >>> from famplan.assessment import Measure, Target
    >>> rate = dict(code="PCR", name="Conformity", unit="%", evidence="proportion")
    >>> floor = Target(measure=Measure(direction="at least", **rate), low="95 %")
    >>> roof = Target(measure=Measure(direction="at most", **rate), high="92 %")
    >>> [(str(one), str(other)) for one, other in contradictions([floor, roof])]
    [('Conformity at least 95.00%', 'Conformity at most 92.00%')]
    """
    return tuple(
        (one, other)
        for one, other in combinations(targets, 2)
        if _same_thing(one, other) and not one.span.meets(other.span)
    )


def _same_thing(one: Target, other: Target) -> bool:
    return (one.measure.code, one.area, one.period) == (
        other.measure.code,
        other.area,
        other.period,
    )
