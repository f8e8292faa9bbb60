"""An abridged life table by single years of age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.formulas.choices import one_of
from famplan.model.age import AgeGroups

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray
    from famplan.projection.life_tables.table import LifeTable

__all__ = ["Expansion", "single_years"]

Expansion: TypeAlias = Literal["exact", "smooth"]
"""Keep survivors and person-years of every group, or make the death rates smooth."""


def single_years(table: LifeTable, *, method: Expansion = "exact") -> LifeTable:
    """Expand a life table to single years of age.

    Parameters
    ----------
    table : LifeTable
        Tables with groups of any width.
    method : {"exact", "smooth"}
        ``"exact"`` keeps lx, nLx and so ex at every age at which a group of the table began: within
        a group the survivors fall along a power of the time that is left, the one that gives its
        nax. ``"smooth"`` keeps lx alone and runs a monotone cubic through the logarithm of the
        survivors, so that death rates do not jump where groups meet; person-years move by some
        parts in ten thousand. The first year of life stays as it is in both.

    Returns
    -------
    LifeTable
        Tables by single year, with the same open group.

    Raises
    ------
    DefinitionError
        No such method.

    Examples
    --------
    >>> from famplan.projection import life_table
    >>> table = life_table(
    ...     [0.02, 0.004, 0.001, 0.05], ages=["0", "1–4", "5–9", "10+"], sex="male", a0="keyfitz"
    ... )
    >>> fine = single_years(table)
    >>> fine.ages.labels[-2:], round(fine.e(0) - table.e(0), 12)
    (('9', '10+'), 0.0)
    """
    one_of(method, get_args(Expansion), argument="method")
    bounds = table.ages.bounds
    ages = AgeGroups(tuple(range(bounds[0], bounds[-1] + 1)), open_end=True)
    living, lived = (_exact if method == "exact" else _smooth)(table, ages)
    within = f"{table.within}, single years {method}"
    columns: dict[str, Any] = _columns(living, lived)
    return attrs.evolve(table, ages=ages, within=within, **columns)


def _exact(table: LifeTable, ages: AgeGroups) -> tuple[FloatArray, FloatArray]:
    group = table.ages.group_of(ages.lower[:-1])
    widths = table.n[group]
    left = 1 - (ages.lower[:-1] - table.ages.lower[group]) / widths  # share of the group ahead
    end = table.lx[..., group + 1]
    fall = table.lx[..., group] - end
    power = widths / table.nax[..., group]
    with np.errstate(invalid="ignore"):
        living = end + fall * left ** (power - 1)
        ahead = end * left * widths + fall * widths / power * left**power
        nearer = left - 1 / widths
        beyond = end * nearer * widths + fall * widths / power * np.maximum(nearer, 0) ** power
    return _closed(table, living, ahead - beyond)


def _smooth(table: LifeTable, ages: AgeGroups) -> tuple[FloatArray, FloatArray]:
    from scipy.interpolate import PchipInterpolator  # noqa: PLC0415 - scipy is heavy

    logs = np.log(table.lx)
    known = np.where(np.isfinite(logs), logs, 0.0)
    curve = PchipInterpolator(table.ages.lower, known, axis=-1)
    living = np.exp(curve(ages.lower))
    living = np.where(np.isfinite(logs).all(axis=-1, keepdims=True), living, np.nan)
    # Deaths of a single year lie at its middle; those of infants where the table has them.
    lived = (living[..., :-1] + living[..., 1:]) / 2
    if table.n[0] == 1:
        lived[..., 0] = table.nLx[..., 0]
    return _closed(table, living[..., :-1], lived)


def _closed(
    table: LifeTable, living: FloatArray, lived: FloatArray
) -> tuple[FloatArray, FloatArray]:
    return (
        np.concatenate([living, table.lx[..., -1:]], axis=-1),
        np.concatenate([lived, table.nLx[..., -1:]], axis=-1),
    )


def _columns(living: FloatArray, lived: FloatArray) -> dict[str, FloatArray]:
    after = np.concatenate([living[..., 1:], np.zeros_like(living[..., :1])], axis=-1)
    deaths = living - after
    above = np.cumsum(lived[..., ::-1], axis=-1)[..., ::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        years = np.where(deaths > 0, (lived - after) / deaths, 0.5)
        return {
            "lx": living,
            "nLx": lived,
            "ndx": deaths,
            "nqx": deaths / living,
            "death_rates": deaths / lived,
            "nax": np.where(np.isnan(deaths), np.nan, years),
            "Tx": above,
            "ex": above / living,
        }
