"""One step of a projection: who lived on, who died, who was born, who came, as arrays.

Axes are areas (any number of them, or none), sexes (female, male), ages. Deaths and migrants stand
at the age group that their cohort has at the end of the step, so that every cell of the closing
population is an account of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray

__all__ = ["PARTS", "SEXES", "Flows", "StepAccount", "advance", "aged"]

SEXES = ("female", "male")
"""Order of the sexes on the last axis but one."""
PARTS = ("opening", "closing", "births", "deaths", "migration", "births_by_mother", "women_years")
"""Arrays of a step's account."""


@attrs.frozen(eq=False)
class StepAccount:
    """The account of one step, or of several with the steps in front.

    Parameters
    ----------
    opening, closing : ndarray
        Population at both ends, shape (areas…, 2, ages).
    births : ndarray
        Live births by sex, shape (areas…, 2).
    deaths : ndarray
        Deaths by sex and age group of the cohort at the end, those of migrants and of children born
        in the step included.
    migration : ndarray
        Net migrants, by sex and age group of the cohort at the end.
    births_by_mother, women_years : ndarray
        Births and woman-years by age of the mother, shape (areas…, mothers' ages).
    width : float
        Years of the step.

    Examples
    --------
    >>> import numpy as np
    >>> one = np.ones((2, 3))
    >>> step = StepAccount(
    ...     opening=one, closing=one, births=np.ones(2), deaths=one * [0, 0, 1],
    ...     migration=0 * one, births_by_mother=np.array([2.0]), women_years=np.array([10.0]),
    ...     width=1.0,
    ... )
    >>> bool(step.residual.max() < 1e-12)
    True
    """

    opening: FloatArray
    closing: FloatArray
    births: FloatArray
    deaths: FloatArray
    migration: FloatArray
    births_by_mother: FloatArray
    women_years: FloatArray
    width: float

    @property
    def residual(self) -> FloatArray:
        """What opening, births, deaths and migration leave unexplained of the closing population.

        By sex and age group of the cohort at the end; zero to rounding.
        """
        expected = aged(self.opening) - self.deaths + self.migration
        expected[..., 0] += self.births
        return np.asarray(np.abs(self.closing - expected))


@attrs.frozen(eq=False)
class Flows:
    """What drives one step: shares that live on, births per woman-year, share of boys, migrants.

    Parameters
    ----------
    survival : ndarray
        Share of each group that is alive a step later, at the group it then has: from births to the
        first group, …, from the last two groups to the open one.
    fertility : ndarray
        Births per woman-year at the mothers' ages.
    mothers : slice
        Positions of these among the ages.
    boys : ndarray
        Share of boys among births.
    arriving, joining : ndarray, optional
        Net migrants at the start, by age then, and at the end, by age then.
    """

    survival: FloatArray
    fertility: FloatArray
    mothers: slice
    boys: FloatArray
    arriving: FloatArray | None = None
    joining: FloatArray | None = None


def aged(population: FloatArray) -> FloatArray:
    """Move every group to the next, the last two into the open one; nobody dies or is born.

    Examples
    --------
    >>> import numpy as np
    >>> aged(np.array([5.0, 4.0, 3.0]))
    array([0., 5., 7.])
    """
    moved = np.empty_like(population)
    moved[..., 0] = 0.0
    moved[..., 1:] = population[..., :-1]
    moved[..., -1] += population[..., -1]
    return moved


def advance(opening: FloatArray, flows: Flows, *, width: float) -> StepAccount:
    """Carry a population one step forward.

    Those who come at the start live, die and bear children like everybody; those who come at the
    end do neither in this step. Woman-years are the mean of the women before and after the step's
    deaths, times its width.

    Parameters
    ----------
    opening : ndarray
        Population, shape (areas…, 2, ages).
    flows : Flows
        What drives the step.
    width : float
        Years of the step and of every age group but the open one.

    Examples
    --------
    100 women of 0 years, 100 of 1, nobody older; nine of ten live on, and each mother's age has
    half a birth a woman-year.

    >>> import numpy as np
    >>> flows = Flows(
    ...     survival=np.full((2, 3), 0.9), fertility=np.array([0.5]), mothers=slice(1, 2),
    ...     boys=np.array(0.5),
    ... )
    >>> step = advance(np.array([[100.0, 100.0, 0.0], [0.0, 0.0, 0.0]]), flows, width=1.0)
    >>> step.births.tolist(), step.closing[0].tolist()
    ([23.75, 23.75], [21.375, 90.0, 90.0])
    """
    exposed = opening if flows.arriving is None else opening + flows.arriving
    share, closing = flows.survival, np.empty_like(exposed)
    np.multiply(exposed[..., :-1], share[..., 1:], out=closing[..., 1:])
    oldest = exposed[..., -1] * share[..., -1]
    deaths = np.empty_like(exposed)
    np.subtract(exposed[..., :-1], closing[..., 1:], out=deaths[..., 1:])
    deaths[..., -1] += exposed[..., -1] - oldest
    closing[..., -1] += oldest
    women = exposed[..., 0, flows.mothers] + closing[..., 0, flows.mothers]
    women_years = women * (width / 2)
    by_mother = women_years * flows.fertility
    born = np.empty(closing.shape[:-1])
    total = by_mother.sum(axis=-1)
    born[..., 1] = total * flows.boys
    born[..., 0] = total - born[..., 1]
    closing[..., 0] = born * share[..., 0]
    np.subtract(born, closing[..., 0], out=deaths[..., 0])
    return _account(
        opening,
        closing,
        flows,
        born=born,
        deaths=deaths,
        by_mother=by_mother,
        women_years=women_years,
        width=width,
    )


def _account(  # noqa: PLR0913 - one argument for each side of the account
    opening: FloatArray,
    survivors: FloatArray,
    flows: Flows,
    *,
    born: FloatArray,
    deaths: FloatArray,
    by_mother: FloatArray,
    women_years: FloatArray,
    width: float,
) -> StepAccount:
    """Add those who join at the end, and put migrants where their cohorts are."""
    moved = np.zeros(()) if flows.arriving is None else aged(np.asarray(flows.arriving))
    if flows.joining is not None:
        survivors += flows.joining
        moved = moved + flows.joining
    return StepAccount(
        opening=opening,
        closing=survivors,
        births=born,
        deaths=deaths,
        migration=np.broadcast_to(moved, survivors.shape),
        births_by_mother=by_mother,
        women_years=women_years,
        width=width,
    )
