"""Paths of fertility: constant, or to a total fertility rate by a year; replacement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.arrays import FloatArray, closed_ages, counts, divide, rates
from famplan.formulas.choices import one_of
from famplan.model.age import as_age_groups
from famplan.projection.cohort.drivers import Drivers
from famplan.projection.cohort.mortality import first_step
from famplan.projection.cohort.path import RatePath
from famplan.projection.cohort.reading import read_ages, read_years
from famplan.projection.scenarios.progress import PathForm, progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.model.age import AgeGroups

__all__ = ["fertility_path", "replacement_fertility"]


def fertility_path(  # noqa: PLR0913 - one argument for each choice of a scenario
    schedule: ArrayLike,
    *,
    mothers: AgeGroups | Sequence[str],
    start: int,
    until: int,
    form: PathForm,
    target: ArrayLike | None = None,
    by: int | None = None,
    pattern: ArrayLike | None = None,
) -> RatePath:
    """Births per woman-year of every step, on the way to a total fertility rate.

    A step has the level of its middle. After `by` the level stays.

    Parameters
    ----------
    schedule : array_like
        Births per woman-year at the start, mothers' ages on the last axis.
    mothers : AgeGroups or sequence of str
        Closed age groups of one width, which is that of the steps.
    start, until : int
        Years of the first and the last population.
    form : {"constant", "linear", "logistic"}
        How the level moves: not at all, along a line, or slowly at first and at the end.
    target : array_like, optional
        Total fertility rate that is reached; of each area, or of all.
    by : int, optional
        The year in which it is reached.
    pattern : array_like, optional
        Schedule whose age pattern is reached with the target; that of the start unless given.

    Raises
    ------
    DefinitionError
        An unknown form, or one without the target or year that it needs.
    InvalidInputError
        No births at the start, whose pattern a target could scale; or a year before the start.
    AgeGroupsError, NegativeCountError
        An open age group, or a rate below zero.

    Examples
    --------
    >>> path = fertility_path(
    ...     [0.05, 0.10, 0.05], mothers=["15–24", "25–34", "35–44"], start=2020, until=2060,
    ...     form="linear", target=1.0, by=2040,
    ... )
    >>> path
    <4 steps: linear to a TFR of 1 by 2040>
    >>> (path.values.sum(axis=-1) * 10).round(2)
    array([1.75, 1.25, 1.  , 1.  ])
    """
    one_of(form, get_args(PathForm), argument="form")
    (first,) = rates(schedule=schedule)
    groups = closed_ages(mothers, schedule=first)
    years = read_years(start, until, width=groups.widths[0])
    if form == "constant":
        return RatePath(first[np.newaxis], name="constant")
    if target is None or by is None:
        raise DefinitionError(
            "form", f"{form!r} needs a target and the year by which it is reached"
        )
    (goal,) = counts(target=target)
    share = progress(years, by=by, form=form)
    share = share.reshape(-1, *[1] * max(first.ndim - 1, goal.ndim))
    before = (first * groups.widths).sum(axis=-1)
    if (before == 0).any():
        raise InvalidInputError(
            "schedule", "no births, and so no pattern of them", remedy="give rates of some women"
        )
    level = before + (goal - before) * share
    shape, last = _pattern(first, groups), first
    if pattern is not None:
        (last,) = rates(pattern=pattern)
        closed_ages(groups, pattern=last)
    shape = shape + (_pattern(last, groups) - shape) * share[..., np.newaxis]
    told = f"{goal:g}" if goal.ndim == 0 else "each area's own"
    return RatePath(shape * level[..., np.newaxis], name=f"{form} to a TFR of {told} by {by}")


def _pattern(schedule: FloatArray, ages: AgeGroups) -> FloatArray:
    """Schedule of a total fertility rate of one."""
    return np.asarray(divide(schedule, (schedule * ages.widths).sum(axis=-1, keepdims=True)))


def replacement_fertility(
    schedule: ArrayLike,
    *,
    ages: AgeGroups | Sequence[str],
    mothers: AgeGroups | Sequence[str],
    mortality: Any,  # noqa: ANN401 - as in project
    sex_ratio_at_birth: ArrayLike,
) -> FloatArray:
    """Scale a fertility schedule so that every woman has one daughter who could replace her.

    It is the level at which this very projection, its mortality kept, would neither grow nor
    shrink in the end: the projection's own arithmetic is used, not a life table's beside it.

    Parameters
    ----------
    schedule : array_like
        Births per woman-year at the mothers' ages; only its pattern matters.
    ages, mothers, mortality, sex_ratio_at_birth
        As in `famplan.projection.project`; the first step's mortality of a path.

    Returns
    -------
    ndarray
        Births per woman-year.

    Examples
    --------
    Without deaths before 45 and with equal numbers of girls and boys it is two births a woman.

    >>> rates = replacement_fertility(
    ...     [0.1, 0.1], ages=["0–14", "15–29", "30–44", "45+"], mothers=["15–29", "30–44"],
    ...     mortality=[[1, 1, 1, 0.5]], sex_ratio_at_birth=1.0,
    ... )
    >>> float(rates.sum() * 15)
    2.0
    """
    groups = read_ages(ages)
    (births,) = counts(schedule=schedule)
    drivers = Drivers.read(
        ages=groups,
        steps=1,
        mortality=first_step(mortality),
        fertility=births / np.nanmax(births, initial=1.0),  # its pattern alone
        mothers=as_age_groups(mothers, where="mothers"),
        sex_ratio_at_birth=sex_ratio_at_birth,
        migration=None,
    )
    women = drivers.survival.at(0)[..., 0, :]
    lived = np.cumprod(women, axis=-1)[..., drivers.mothers] * drivers.width
    daughters = (births * lived).sum(axis=-1) * (1 - drivers.boys.at(0))
    return np.asarray(divide(births, np.asarray(daughters)[..., np.newaxis]))
