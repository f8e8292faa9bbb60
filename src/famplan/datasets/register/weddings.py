"""When the marriages of a synthetic county are registered: not before the law allows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue.facts import all_facts

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

__all__ = ["registered_on"]

_WOMEN = "legal_marriage_age_women"
_YEAR = 365.25


def registered_on(
    random: np.random.Generator, birth: NDArray[np.int64], joined: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the days on which women register the marriages that began on some days.

    Who was too young by the law of the day registers within the year after her birthday, by the law
    then in force; children born before it are born outside marriage. Before there was a law every
    marriage counts from its first day.

    Parameters
    ----------
    random : numpy.random.Generator
        Random numbers.
    birth : ndarray
        Days of birth.
    joined : ndarray
        Days on which couples begin to live together; ``nan`` is never.

    Returns
    -------
    ndarray
        Days, ``nan`` where there is no marriage.

    Examples
    --------
    A woman born in 1990 who lives with a man at 18, and one of 24:

    >>> birth = np.array(["1990-03-01"] * 2, dtype="datetime64[D]").astype(np.int64)
    >>> days = registered_on(np.random.default_rng(1), birth, birth + np.array([18, 24]) * 365.25)
    >>> ((days - birth) / 365.25).round(1).tolist()
    [20.5, 24.0]
    """
    waits = random.integers(0, 365, len(birth))
    result = joined
    # From the last law to the first: a marriage is registered under the first that allows it.
    for since, until, age in reversed(_laws()):
        birthday = np.ceil(birth + age * _YEAR)
        day = np.maximum(np.where(joined < birthday, birthday + waits, joined), since)
        result = np.where(day < until, day, result)
    return np.where(joined < _laws()[0][0], joined, result)


@cache
def _laws() -> tuple[tuple[float, float, float], ...]:
    """First day, first day after, and age of each law on women's age at marriage."""
    return tuple(
        (_day(entry.since, -np.inf), _day(entry.until, np.inf), entry.value)
        for entry in all_facts()
        if entry.key == _WOMEN
    )


def _day(on: date | None, otherwise: float) -> float:
    return otherwise if on is None else float(np.datetime64(on, "D").astype(np.int64))
