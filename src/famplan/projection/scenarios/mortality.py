"""Paths of mortality: between two tables, to a life expectancy, or by Brass's logits."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.arrays import FloatArray, counts, numbers
from famplan.formulas.choices import one_of
from famplan.projection.cohort.mortality import DeathRates, table_of
from famplan.projection.cohort.path import RatePath
from famplan.projection.cohort.reading import read_years
from famplan.projection.scenarios.progress import PathForm, progress

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["brass_path", "life_expectancy_path", "mortality_path"]

_WIDEST = 12.0  # rates move at most by a factor of e to this power either way
_HALVINGS = 60


def mortality_path(  # noqa: PLR0913 - one argument for each choice of a scenario
    first: DeathRates,
    *,
    last: ArrayLike,
    start: int,
    until: int,
    width: int,
    by: int,
    form: PathForm,
) -> DeathRates:
    """Death rates on the way from one table to another; their logarithms move.

    Parameters
    ----------
    first : DeathRates
        Rates at the start.
    last : array_like
        Rates that are reached, of the same ages; of every area where the start is of all.
    start, until, width : int
        Years of the first and last population, and of a step.
    by : int
        The year in which they are reached; after it they stay.
    form : {"constant", "linear", "logistic"}
        How the logarithms move.

    Raises
    ------
    DefinitionError
        An unknown form, or rates at the start that are of several steps.
    NegativeCountError, ShapeError
        A rate below zero, or rates of other shapes.

    Examples
    --------
    >>> rates = DeathRates(values=[[0.01, 0.04], [0.01, 0.04]], ages=["0", "1+"], a0="midpoint")
    >>> path = mortality_path(
    ...     rates, last=[[0.0025, 0.04]] * 2, start=2020, until=2040, width=10, by=2030,
    ...     form="linear",
    ... )
    >>> path.values.at(0)[0], path.name
    (array([0.005, 0.04 ]), 'linear to a second table by 2030, death rates, a0 midpoint')
    """
    one_of(form, get_args(PathForm), argument="form")
    before, after = np.broadcast_arrays(*counts(first=_start(first), last=last))
    share = _shares(start, until, width=width, by=by, form=form, like=before)
    moved = before ** (1 - share) * after**share
    return attrs.evolve(first, values=RatePath(moved, name=f"{form} to a second table by {by}"))


def life_expectancy_path(  # noqa: PLR0913 - one argument for each choice of a scenario
    first: DeathRates,
    *,
    target: ArrayLike,
    start: int,
    until: int,
    width: int,
    by: int,
    form: PathForm,
    pattern: ArrayLike | None = None,
) -> DeathRates:
    """Death rates on the way to a life expectancy at birth.

    As in Lee and Carter's model the logarithm of each rate moves by its own share of one common
    change, log m(x, t) = a(x) + k(t) b(x). Life expectancy moves as `form` says, and k(t) is what
    gives it.

    Parameters
    ----------
    first : DeathRates
        Rates at the start: a(x) is their logarithm.
    target : array_like
        Life expectancy at birth that is reached, female and male (areas in front).
    start, until, width, by, form
        As in `mortality_path`.
    pattern : array_like, optional
        Rates of another, lower mortality; b(x) is the difference of the logarithms. Unless given
        all rates move alike.

    Raises
    ------
    InvalidInputError
        No change of the rates gives the life expectancy.
    DefinitionError, NegativeCountError, ShapeError
        As in `mortality_path`.

    Examples
    --------
    >>> rates = DeathRates(values=[[0.01, 0.02], [0.01, 0.02]], ages=["0", "1+"], a0="midpoint")
    >>> path = life_expectancy_path(
    ...     rates, target=[60, 55], start=2020, until=2040, width=10, by=2030, form="linear"
    ... )
    >>> path.table().e(0).round(2)
    array([[55.25, 52.75],
           [60.  , 55.  ]])
    """
    one_of(form, get_args(PathForm), argument="form")
    before = _start(first)
    by_sex, goal = counts(first=before[..., 0], target=target)
    sexes = np.broadcast_shapes(by_sex.shape, goal.shape)
    before = np.broadcast_to(before, (*sexes, before.shape[-1]))
    share = _shares(start, until, width=width, by=by, form=form, like=before)
    now = np.asarray(table_of(before, first).e(0))
    wanted = now + (goal - now) * share[..., 0]
    lean = np.ones_like(before) if pattern is None else _lean(before, pattern)
    low = np.full(wanted.shape, -_WIDEST)
    high = -low
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        short = np.asarray(table_of(_moved(before, lean, middle), first).e(0)) < wanted
        # A larger k takes more off the rates: lives are longer.
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    moved = _moved(before, lean, (low + high) / 2)
    reached = np.asarray(table_of(moved, first).e(0))
    if (np.abs(reached - wanted) > 1e-6).any():  # noqa: PLR2004 - years
        miss = wanted[np.abs(reached - wanted) > 1e-6].flat[0]  # noqa: PLR2004
        raise InvalidInputError(
            "target", f"no change of the rates gives a life expectancy of {miss:g} years"
        )
    told = "; rates move as between two tables" if pattern is not None else ""
    name = f"{form} to e0 {_listed(goal)} by {by}{told}"
    return attrs.evolve(first, values=RatePath(moved, name=name))


def brass_path(  # noqa: PLR0913 - one argument for each choice of a scenario
    first: DeathRates,
    *,
    level: ArrayLike,
    slope: ArrayLike = 1.0,
    start: int,
    until: int,
    width: int,
    by: int,
    form: PathForm,
) -> DeathRates:
    """Death rates on the way to a table whose logits are a line of those of the first.

    logit l(x) = level + slope · logit of the first table's l(x), with logit l = ½ ln ((1 − l) / l):
    a level below zero lets more survive, a slope above one lets the old survive less often. Those
    who die in a group live the same years in it as in the first table; in the open group the rate
    changes by the factor of the last closed one.

    Parameters
    ----------
    first : DeathRates
        Rates at the start, the standard.
    level, slope : array_like
        What is reached, of all, by sex or by area and sex; 0 and 1 are the standard.
    start, until, width, by, form
        As in `mortality_path`.

    Raises
    ------
    DefinitionError
        As in `mortality_path`; or nobody dies in the group before the open one.
    NegativeCountError, ShapeError
        As in `mortality_path`.

    Examples
    --------
    >>> rates = DeathRates(
    ...     values=[[0.01, 0.02, 0.1]] * 2, ages=["0", "1–4", "5+"], a0="midpoint"
    ... )
    >>> path = brass_path(
    ...     rates, level=-0.2, start=2020, until=2040, width=10, by=2030, form="linear"
    ... )
    >>> path.values.at(1)[0].round(4)
    array([0.0067, 0.0136, 0.0681])
    """
    one_of(form, get_args(PathForm), argument="form")
    table = table_of(_start(first), attrs.evolve(first, expansion=None))
    by_sex, end, steep = numbers(first=table.lx[..., 0], level=level, slope=slope)
    like = np.broadcast_to(0.0, (*np.broadcast_shapes(by_sex.shape, end.shape, steep.shape), 1))
    share = _shares(start, until, width=width, by=by, form=form, like=like)
    alpha = end[..., np.newaxis] * share
    beta = 1 + (steep[..., np.newaxis] - 1) * share
    with np.errstate(divide="ignore", over="ignore"):
        logit = 0.5 * np.log((1 - table.lx[..., 1:]) / table.lx[..., 1:])
        later = 1 / (1 + np.exp(2 * (alpha + beta * logit)))
    alive = np.concatenate([np.ones_like(later[..., :1]), later], axis=-1)
    dying = 1 - alive[..., 1:] / alive[..., :-1]
    within = table.nax[..., :-1]
    closed = dying / (first.ages.widths[:-1] - (first.ages.widths[:-1] - within) * dying)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = closed[..., -1:] / table.death_rates[..., -2:-1]
    moved = np.concatenate([closed, table.death_rates[..., -1:] * factor], axis=-1)
    if not np.isfinite(moved).all():
        raise DefinitionError("first", "nobody or everybody dies before the open group begins")
    name = f"{form} to Brass logits {_listed(level)}, slope {_listed(slope)} by {by}"
    return attrs.evolve(first, values=RatePath(moved, name=name))


def _start(first: DeathRates) -> FloatArray:
    """Rates at the start, of one time."""
    given = first.values
    if isinstance(given, RatePath):
        if len(given.values) > 1:
            raise DefinitionError(
                "first", f"rates of {len(given.values)} steps", remedy="give those of the start"
            )
        given = given.values[0]
    # Above one they may be true at the highest ages; below 80 the life table refuses them.
    return counts(first=given)[0]


def _shares(  # noqa: PLR0913 - the years of a path
    start: int, until: int, *, width: int, by: int, form: PathForm, like: FloatArray
) -> FloatArray:
    share = progress(read_years(start, until, width=width), by=by, form=form)
    return share.reshape(-1, *[1] * like.ndim)


def _lean(before: FloatArray, pattern: ArrayLike) -> FloatArray:
    _, after = counts(first=before, pattern=pattern)
    with np.errstate(divide="ignore", invalid="ignore"):
        lean = np.log(before / after)
    if not np.isfinite(lean).all():
        raise InvalidInputError("pattern", "a rate of zero has no logarithm")
    return np.asarray(lean)


def _moved(before: FloatArray, lean: FloatArray, change: FloatArray) -> FloatArray:
    # While k(t) is looked for, a rate must not rise above one death a person-year.
    moved = before * np.exp(-change[..., np.newaxis] * lean)
    return np.asarray(np.minimum(moved, np.maximum(before, 1.0)))


def _listed(values: ArrayLike) -> str:
    entries = np.atleast_1d(np.asarray(values, dtype=np.float64)).ravel()
    return " and ".join(f"{entry:g}" for entry in entries[:2])
