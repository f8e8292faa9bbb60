"""Shares found by checking a sample: simple, stratified or of clusters, with their errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError, InvalidInputError, PartExceedsWholeError, ShapeError
from famplan.formulas.choices import one_of
from famplan.formulas.intervals import clopper_pearson
from famplan.model.estimate import Estimate, Interval
from famplan.quality.whole import whole_counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray

__all__ = ["Design", "sampled_share"]

_COUNT = "give numbers of records, not shares or weights"

Design: TypeAlias = Literal["simple", "stratified", "clusters"]
"""How the sample was drawn: records at random, records at random within strata, or whole clusters
(villages, days) at random with all their records."""


def sampled_share(  # noqa: PLR0913 - two counts, how they were drawn, and how they are judged
    cases: ArrayLike,
    *,
    checked: ArrayLike,
    design: Design,
    population: ArrayLike | None = None,
    indicator: str,
    level: float = 0.95,
) -> Estimate:
    """Estimate a share of all records from a sample of them.

    Parameters
    ----------
    cases, checked : array_like
        Cases found and records checked: two numbers for a simple sample, by stratum or by cluster
        otherwise.
    design : {"simple", "stratified", "clusters"}
        How the sample was drawn.
    population : array_like, optional
        What it was drawn from: all records, all records of each stratum (needed there), or the
        number of all clusters. Without it the sample is taken to be a small part.
    indicator : str
        Code of the indicator that the share is.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        Share, standard error and interval. A simple sample has an exact interval, hypergeometric
        where the population is known; the others have Clopper and Pearson's of the effective number
        of records (Korn and Graubard, 1998), never more than were checked. Without a case, and
        where everything was checked, there is no standard error; nor do clusters without a case
        tell how cases lie together, so that their interval is too narrow if cases do.

    Raises
    ------
    DefinitionError
        An unknown design, or a stratified sample without its population.
    PartExceedsWholeError, NegativeCountError, ShapeError
        More cases than records or more checked than there are, a count below zero, or shapes that
        do not match.
    InvalidInputError
        Counts that are not whole, strata or clusters too few for an error, or a wrong level.

    Examples
    --------
    >>> print(sampled_share(12, checked=400, design="simple", population=2000,
    ...                     indicator="OVERCOUNT"))
    OVERCOUNT [simple] 3.00 per 100 (95 % interval 1.70 to 4.95, n = 400)
    """
    one_of(design, get_args(Design), argument="design")
    found, records = (
        np.atleast_1d(part) for part in whole_counts(_COUNT, cases=cases, checked=checked)
    )
    if found.shape != records.shape:
        raise ShapeError("cases", f"{found.size} given, and {records.size} of records checked")
    if (found > records).any():
        raise PartExceedsWholeError("cases", "more cases than records checked")
    everything = None if population is None else _drawn_from(population, design, found.size)
    share, variance, worth = _DESIGNS[design](found, records, everything)
    total = float(records.sum())
    if design == "simple" and everything is not None:
        interval = _hypergeometric(float(found[0]), total, float(everything[0]), level)
    elif np.isinf(worth):
        interval = Interval(share, share, level=level, method="everything checked")
    else:
        exact = clopper_pearson(share * worth, total=worth, level=level)
        method = "Clopper–Pearson" if design == "simple" else "Korn–Graubard"
        interval = Interval(exact.low, exact.high, level=level, method=method)
    return Estimate(
        value=share,
        numerator=found.sum(),
        denominator=total,
        n=total,
        standard_error=np.sqrt(variance) if variance > 0 else np.nan,
        interval=interval,
        indicator=indicator,
        variant=design,
        per=find(indicator).per,
    )


_Shares: TypeAlias = "tuple[float, float, float]"
"""Share, variance, and how many records drawn at random would tell as much; all, if it is inf."""


def _drawn_from(population: ArrayLike, design: Design, parts: int) -> FloatArray:
    """Read the population: a number for each stratum, else one."""
    (found,) = (np.atleast_1d(part) for part in whole_counts(_COUNT, population=population))
    wanted = parts if design == "stratified" else 1
    if found.shape != (wanted,):
        remedy = "give all records by stratum" if design == "stratified" else "give one number"
        raise ShapeError("population", f"{found.size} given, {wanted} wanted", remedy=remedy)
    return found


def _drawn(checked: float, everything: FloatArray | None, what: str) -> float:
    """Share of the population that was drawn."""
    if everything is None:
        return 0.0
    if checked > everything[0]:
        raise PartExceedsWholeError("checked", f"more {what} than there are")
    return float(checked / everything[0])


def _simple(found: FloatArray, records: FloatArray, everything: FloatArray | None) -> _Shares:
    if found.size != 1 or records[0] < 1:
        problem = f"{found.size} parts" if found.size != 1 else "no record was checked"
        raise InvalidInputError("checked", problem, remedy="a simple sample is two numbers")
    part, size = float(found[0]), float(records[0])
    share, drawn = part / size, _drawn(size, everything, "records were checked")
    variance = (1 - drawn) * share * (1 - share) / (size - 1) if size > 1 else np.nan
    return share, variance, size


def _stratified(found: FloatArray, records: FloatArray, everyone: FloatArray | None) -> _Shares:
    if everyone is None:
        problem = "the records of each stratum are missing"
        raise DefinitionError("population", problem, remedy="give all records by stratum")
    if (records > everyone).any():
        raise PartExceedsWholeError("checked", "more records were checked than there are")
    if (records < np.minimum(everyone, 2)).any() or not everyone.sum():
        raise InvalidInputError("checked", "a stratum with fewer than two records checked")
    weight = everyone / everyone.sum()
    shares = np.where(records > 0, found / np.maximum(records, 1), 0)
    within = shares * (1 - shares) / np.maximum(records - 1, 1)
    drawn = np.where(everyone > 0, records / np.maximum(everyone, 1), 1)
    share = float((weight * shares).sum())
    variance = float((weight**2 * (1 - drawn) * within).sum())
    freedom = float(records.sum() - np.count_nonzero(records))
    whole = float(records.sum() / everyone.sum())
    return share, variance, _worth(share, variance, float(records.sum()), whole, freedom)


def _clusters(found: FloatArray, records: FloatArray, everything: FloatArray | None) -> _Shares:
    number = found.size
    if number < 2 or records.sum() < 1:  # noqa: PLR2004 - one cluster says nothing of others
        raise InvalidInputError("checked", "fewer than two clusters with records")
    drawn = _drawn(number, everything, "clusters were drawn")
    share = float(found.sum() / records.sum())
    residual = found - share * records
    spread = float((residual**2).sum()) / (number - 1)
    variance = (1 - drawn) * spread / (number * records.mean() ** 2)
    return share, variance, _worth(share, variance, float(records.sum()), drawn, number - 1.0)


def _worth(share: float, variance: float, records: float, drawn: float, freedom: float) -> float:
    """Size of the simple sample with this variance, cut for how few parts the error rests on.

    A spread that is small, or none, by chance does not make it more than the records are.
    """
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    if drawn >= 1:
        return np.inf
    # Student's quantiles at 97.5 per cent, whatever the level: the cut depends on it but little.
    wide, narrow = (float(special.stdtrit(max(df, 1), 0.975)) for df in (freedom, records - 1))
    alike = share * (1 - share) / variance if variance > 0 else records
    return float(min(alike, records / (1 - drawn)) * (narrow / wide) ** 2)


_DESIGNS = {"simple": _simple, "stratified": _stratified, "clusters": _clusters}


def _hypergeometric(found: float, checked: float, population: float, level: float) -> Interval:
    """Shares of all records with which so few, or so many, in the sample are not unlikely."""
    from scipy import stats  # noqa: PLC0415 - as above

    if not 0 < level < 1:
        raise InvalidInputError("level", f"{level} is not between 0 and 1", remedy="write 0.95")
    tail = (1 - level) / 2 * (1 - 1e-9)  # a probability of just that is not below it

    def first(passed_by: Callable[[float], bool], low: float, high: float) -> float:
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if passed_by(middle) else (low, middle)
        return low

    def rare(total: float) -> bool:  # as many as were found, or more
        return bool(stats.hypergeom.sf(found - 1, population, total, checked) < tail)

    def common(total: float) -> bool:  # as few as were found, or fewer
        return bool(stats.hypergeom.cdf(found, population, total, checked) >= tail)

    most = population - checked + found
    # The lowest total that is not too low, and one below the first that is too high.
    ends = first(rare, found, most), first(common, found, most + 1) - 1
    low, high = (end / population for end in ends)
    return Interval(low, high, level=level, method="exact hypergeometric")
