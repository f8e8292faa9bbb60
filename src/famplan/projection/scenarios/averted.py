"""Births averted: two projections of one population compared, and where the difference arose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import ShapeError
from famplan.formulas import vital

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray
    from famplan.projection.cohort.result import Projection

__all__ = ["Averted", "births_averted_between"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Averted:
    """Births of a counterfactual less those of the other projection, step by step.

    `averted` is the sum of the other three: `rates`, had the same women had the counterfactual's
    rates; `women`, had the counterfactual's women the rates they have; and `interaction`, other
    rates of other women, which belongs to neither.

    Parameters
    ----------
    years : tuple of int
        The year in which each step ends.
    averted, rates, women, interaction : ndarray
        Births, steps in front, then areas.
    """

    years: tuple[int, ...]
    averted: FloatArray
    rates: FloatArray
    women: FloatArray
    interaction: FloatArray

    @property
    def total(self) -> FloatArray:
        """Births averted in all steps."""
        return np.asarray(self.averted.sum(axis=0))

    @property
    def cumulated(self) -> FloatArray:
        """Births averted up to the end of each step."""
        return np.asarray(self.averted.cumsum(axis=0))

    def to_records(self) -> list[dict[str, Any]]:
        """Return a record for each area and step."""
        names = ("averted", "rates", "women", "interaction", "cumulated")
        shape = self.averted.shape[1:]
        return [
            ({"area": area} if shape else {})
            | {"year": year}
            | {name: float(getattr(self, name)[(place, *area)]) for name in names}
            for area in np.ndindex(shape)
            for place, year in enumerate(self.years)
        ]

    def __repr__(self) -> str:
        """Give the total and its parts."""
        parts = {
            name: getattr(self, name).sum() for name in ("averted", "rates", "women", "interaction")
        }
        told = ", ".join(f"{name} {births:,.0f}" for name, births in parts.items())
        return f"<births up to {self.years[-1]}: {told}>"


def births_averted_between(actual: Projection, *, counterfactual: Projection) -> Averted:
    """Compare the births of two projections.

    The figure is as good as the counterfactual: it says what differs between two sets of
    assumptions, not what a policy did.

    Parameters
    ----------
    actual, counterfactual : Projection
        Of the same years, ages and areas.

    Raises
    ------
    ShapeError
        Other years, mothers' ages or areas.

    Examples
    --------
    >>> from famplan.projection import project
    >>> low, high = (
    ...     project(
    ...         [[50, 45, 70], [52, 46, 60]], ages=["0–29", "30–59", "60+"], start=2020,
    ...         until=2080, mortality=[[0.98, 0.97, 0.5]], fertility=[rate], mothers=["30–59"],
    ...         sex_ratio_at_birth=1.05,
    ...     )
    ...     for rate in (0.03, 0.04)
    ... )
    >>> births_averted_between(low, counterfactual=high)
    <births up to 2080: averted 28, rates 24, women 3, interaction 1>
    """
    for name in ("years", "mothers"):
        if getattr(actual, name) != getattr(counterfactual, name):
            raise ShapeError(name, "the projections are of other years or mothers' ages")
    ours, theirs = actual.account, counterfactual.account
    if ours.births.shape != theirs.births.shape:
        raise ShapeError("areas", "the projections are of other areas")
    rate, other = (
        np.divide(
            one.births_by_mother,
            one.women_years,
            out=np.zeros_like(one.women_years),
            where=one.women_years != 0,
        )
        for one in (ours, theirs)
    )
    more = theirs.women_years - ours.women_years
    return Averted(
        years=actual.years[1:],
        averted=np.asarray(
            vital.births_averted(
                ours.births_by_mother.sum(axis=-1), expected=theirs.births_by_mother.sum(axis=-1)
            )
        ),
        rates=((other - rate) * ours.women_years).sum(axis=-1),
        women=(rate * more).sum(axis=-1),
        interaction=((other - rate) * more).sum(axis=-1),
    )
