"""The inputs of a projection, read and checked once, and given out step by step."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import AgeGroupsError, ImplausibleRateWarning, UnitError
from famplan.formulas.arrays import FloatArray, changes, counts, numbers
from famplan.model.age import AgeGroups, as_age_groups
from famplan.projection.cohort.mortality import survival_path
from famplan.projection.cohort.path import RatePath, as_path
from famplan.projection.cohort.reading import (
    check_cells,
    check_mothers,
    mothers_among,
    refuse_above_one,
)
from famplan.projection.cohort.step import Flows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.projection.cohort.migration import Migration

__all__ = ["Drivers"]

_PER_HUNDRED = 10.0  # no population has ten boys per girl: such a ratio was typed per 100
_SHARE = 0.7  # nor so few, unless there are hardly any births: shares of boys are about 0.515


@attrs.frozen(eq=False, kw_only=True)
class Drivers:
    """What drives a projection: paths of survival, fertility, share of boys, migration.

    Parameters
    ----------
    ages : AgeGroups
        Groups of one width, the last open.
    survival, fertility, boys : RatePath
        Shares that live on; births per woman-year at the mothers' ages; share of boys.
    mothers : slice
        Positions of the mothers' ages.
    migration : Migration, optional
        Net migrants.
    moves : RatePath, optional
        Their values.
    """

    ages: AgeGroups
    survival: RatePath
    fertility: RatePath
    mothers: slice
    boys: RatePath
    migration: Migration | None
    moves: RatePath | None

    @classmethod
    def read(  # noqa: PLR0913 - one argument for each thing that drives a projection
        cls,
        *,
        ages: AgeGroups,
        steps: int,
        mortality: Any,  # noqa: ANN401 - rates, ratios, a life table or a path of them
        fertility: ArrayLike | RatePath,
        mothers: AgeGroups | Sequence[str] | None,
        sex_ratio_at_birth: ArrayLike | RatePath,
        migration: Migration | None,
    ) -> Drivers:
        """Read and check every input."""
        births, where = _fertility(fertility, mothers=mothers, ages=ages, steps=steps)
        moves = None
        if migration is not None:
            moves = migration.path(steps=steps)
            (changes if migration.measure == "rates" else numbers)(migration=moves.values)
            check_cells("migration", moves.values, ages)
        survival = survival_path(mortality, ages=ages, steps=steps)
        check_cells("mortality", survival.values, ages)
        counts(mortality=survival.values)
        refuse_above_one("mortality", survival.values, ages.labels, "give shares that live on")
        return cls(
            ages=ages,
            survival=survival,
            fertility=births,
            mothers=where,
            boys=_boys(sex_ratio_at_birth, steps=steps),
            migration=migration,
            moves=moves,
        )

    @property
    def width(self) -> float:
        """Years of a step and of every closed age group."""
        return float(self.ages.widths[0])

    @property
    def names(self) -> dict[str, str]:
        """How each path was made."""
        return {
            "mortality": self.survival.name,
            "fertility": self.fertility.name,
            "sex ratio at birth": self.boys.name,
            "migration": "none" if self.migration is None else self.migration.name,
        }

    def flows(self, step: int, *, opening: FloatArray) -> Flows:
        """Return what drives one step."""
        start, end = None, None
        if self.migration is not None and self.moves is not None:
            start, end = self.migration.parts(
                self.moves.at(step), opening=opening, width=self.width
            )
        return Flows(
            survival=self.survival.at(step),
            fertility=self.fertility.at(step),
            mothers=self.mothers,
            boys=self.boys.at(step),
            arriving=start,
            joining=end,
        )


def _boys(ratio: ArrayLike | RatePath, *, steps: int) -> RatePath:
    path = as_path(ratio, steps=steps, where="sex_ratio_at_birth")
    (values,) = counts(sex_ratio_at_birth=path.values)
    if np.nanmax(values, initial=0.0) >= _PER_HUNDRED:
        high = np.nanmax(values)
        raise UnitError(
            "sex_ratio_at_birth", f"{high:g} boys per girl", remedy=f"give {high / 100:g}"
        )
    if np.nanmin(values, initial=1.0) < _SHARE:
        warnings.warn(
            f"sex_ratio_at_birth is {np.nanmin(values):g} boys per girl; so few are implausible: "
            "was it the share of boys?",
            ImplausibleRateWarning,
            stacklevel=4,
        )
    return RatePath(values / (1 + values), name=path.name)


def _fertility(
    fertility: ArrayLike | RatePath,
    *,
    mothers: AgeGroups | Sequence[str] | None,
    ages: AgeGroups,
    steps: int,
) -> tuple[RatePath, slice]:
    """Read rates at the mothers' ages, and where these are."""
    path = as_path(fertility, steps=steps, where="fertility")
    (values,) = counts(fertility=path.values)
    if mothers is not None:
        where = mothers_among(as_age_groups(mothers, where="mothers"), ages)
        expected = where.stop - where.start
    else:
        expected = len(ages)
        where = slice(0, expected)
    if values.shape[1:][-1:] != (expected,):
        raise AgeGroupsError(
            "fertility",
            f"shape {values.shape[1:]} does not end in {expected} age groups",
            remedy="name the mothers' ages, or give a rate for every age group of the population",
        )
    named = ages.labels[where]
    refuse_above_one("fertility", values, named, "give births per woman-year, not per 1,000")
    if mothers is None:
        bearing = np.flatnonzero(np.asarray(values != 0).any(axis=tuple(range(values.ndim - 1))))
        where = slice(int(bearing[0]), int(bearing[-1]) + 1) if bearing.size else slice(1, 2)
        values = values[..., where]
    check_mothers(where, ages)
    return RatePath(values, name=path.name), where
