"""Users of long-acting methods: those of this year, of earlier years, and of before the data.

An implant inserted in 2015 still protects in 2017, unless it was taken out. How many go on is a
published table (``data/service_statistics.toml``), as the file has it and not as a formula.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import DefinitionError, ShapeError
from famplan.formulas.arrays import FloatArray, counts, plain, shares
from famplan.formulas.choices import nearest, one_of
from famplan.formulas.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

__all__ = ["continuation_shares", "continuation_table", "long_acting_users"]

LONG_ACTING_USERS = Indicator(
    code="LONG_ACTING_USERS",
    name="Users of long-acting methods from service statistics",
    name_zh="服务统计推算的长效方法使用者数",
    kind=Kind.COUNT,
    numerator="those who began in the year or up to ten years before it and still use the method",
    denominator="none: a sum over years of beginning",
    unit="users",
    source=Source(
        "Service statistics to estimated modern use (Bietsch, MIT licence)",
        locator="continuation table, prior distribution",
        url="https://github.com/kristinbietsch/SStoEMU-National-and-Subnational",
    ),
    caution="Most users of the first years began before the data: `prior` decides how many.",
)


@computes(LONG_ACTING_USERS)
def long_acting_users(
    units: ArrayLike, *, method: str, prior: ArrayLike, continuation: str = "emu-2022"
) -> FloatArray:
    """Users in each year of a long-acting method, from what was inserted or performed.

    Parameters
    ----------
    units : array_like
        Insertions or procedures by year: years without a gap on the last axis, oldest first.
    method : str
        A method of the table, for example ``"copper_iud"``.
    prior : array_like
        Which part to count of the users from before the first year, had every earlier year been
        like the first: 1 for an old service, 0 for one that began with the data.
    continuation : str
        Version of the continuation table.

    Returns
    -------
    ndarray
        Users by year. An unknown year is unknown for as long as the method lasts, and no longer.

    Raises
    ------
    DefinitionError
        No such method or version.
    InvalidInputError
        A prior above one.
    NegativeCountError, ShapeError
        Units below zero, or without years.

    Examples
    --------
    A service of three-year implants that began with the data, and one that had long been there:

    >>> long_acting_users([1000, 1000, 0, 0, 0], method="implant_3_year", prior=0).round()
    array([ 945., 1788., 1593., 1104.,  354.])
    >>> long_acting_users([1000, 1000], method="implant_3_year", prior=1).round()
    array([2892., 2892.])
    """
    kept = continuation_shares(method, version=continuation)
    (begun,) = counts(units=units)
    (part,) = shares(prior=prior)
    if begun.ndim == 0:
        raise ShapeError("units", "one number has no years", remedy="put years on the last axis")
    years = begun.shape[-1]
    # Row: year of beginning; column: year of use; entry: share still using then.
    elapsed = np.subtract.outer(np.arange(years), np.arange(years)).T
    still = np.where((elapsed >= 0) & (elapsed < kept.size), kept[np.clip(elapsed, 0, 10)], 0.0)
    # An unknown year counts for nothing where nobody of it is left, instead of spoiling the sum.
    users = np.where(still == 0, 0.0, begun[..., :, None] * still).sum(axis=-2)
    later = np.append(np.cumsum(kept[::-1])[::-1], np.zeros(years))[1 : years + 1]
    weight = part[..., None] * later
    before = np.where(weight == 0, 0.0, weight * begun[..., :1])
    return np.asarray(plain(users + before))


@cache
def continuation_shares(method: str, *, version: str = "emu-2022") -> FloatArray:
    """Shares of users who go on, at the middle of each year since they began.

    Parameters
    ----------
    method : str
        A long-acting method of the table.
    version : str
        Version of the table; ``"emu-2022"`` is the one that was seen.

    Returns
    -------
    ndarray
        Means of the shares at both ends of the years 0 … 9, and nothing for year 10, as published.
        The array is read-only.

    Raises
    ------
    DefinitionError
        No such version, or a method that has no table there.

    Examples
    --------
    >>> continuation_shares("implant_3_year").round(4)
    array([0.9455, 0.8424, 0.7505, 0.3536, 0.    , 0.    , 0.    , 0.    ,
           0.    , 0.    , 0.    ])
    """
    table = continuation_table(version)
    if method not in table:
        near = nearest(method, table)
        raise DefinitionError(
            "method",
            f"{method!r} has no continuation table in {version}",
            remedy=f"did you mean {near!r}?" if near else f"it has {', '.join(table)}",
        )
    return table[method]


@cache
def continuation_table(version: str) -> Mapping[str, FloatArray]:
    """Read the tables of a version, each turned to the middle of the year.

    Examples
    --------
    >>> sorted(continuation_table("emu-2022"))[:3]
    ['copper_iud', 'female_sterilisation', 'hormonal_iud']
    """
    tables = {row["version"]: row for row in read_table("service_statistics")["continuation"]}
    one_of(version, tuple(tables), argument="continuation")
    row = tables[version]
    return {
        method: _mid_year(np.array(printed), to_the_end=method in row["to_the_end"])
        for method, printed in row["shares"].items()
    }


def _mid_year(printed: FloatArray, *, to_the_end: bool) -> FloatArray:
    middle = np.append((printed[:-1] + printed[1:]) / 2, 0.0)
    if to_the_end:
        middle[-2] = printed[-2]
    middle.flags.writeable = False
    return middle
