"""Statistical "water" (统计水分): records of nothing, records that are missing, and what is true.

A re-check of a sample of the register finds records that should not be there; a second list, or a
house-to-house search, finds events that the register has not. Neither is visible in a total, in
which they cancel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.arrays import counts, divide
from famplan.formulas.information import net_overcount_ratio
from famplan.model.estimate import Estimate, Interval
from famplan.quality.sampling import Design, sampled_share

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "Coverage",
    "coverage",
    "omission_from_check",
    "overcount_from_check",
]


def overcount_from_check(
    surplus: ArrayLike,
    *,
    checked: ArrayLike,
    design: Design,
    population: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Share of the register's records that are of no event, from a re-check of a sample of them.

    Parameters
    ----------
    surplus, checked : array_like
        Records found to be invented, repeated or of another place or period, and records checked.
    design : {"simple", "stratified", "clusters"}
        How the sample was drawn: see `famplan.quality.sampling.sampled_share`.
    population : array_like, optional
        Records of the register, by stratum for a stratified sample; or the number of clusters.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        OVERCOUNT with error and interval.

    Raises
    ------
    DefinitionError, InvalidInputError, PartExceedsWholeError, NegativeCountError, ShapeError
        As `sampled_share` does.

    Examples
    --------
    >>> print(overcount_from_check([3, 9], checked=[200, 200], population=[4000, 1000],
    ...                            design="stratified"))
    OVERCOUNT [stratified] 2.10 per 100 (95 % interval 0.93 to 4.05, n = 400)
    """
    return sampled_share(
        surplus,
        checked=checked,
        design=design,
        population=population,
        indicator="OVERCOUNT",
        level=level,
    )


def omission_from_check(
    missed: ArrayLike,
    *,
    checked: ArrayLike,
    design: Design,
    population: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Share of all events that the register has not, from events that a check found by itself.

    Parameters
    ----------
    missed, checked : array_like
        Events found by the check that are not in the register, and all events it found.
    design : {"simple", "stratified", "clusters"}
        How the sample was drawn: see `famplan.quality.sampling.sampled_share`.
    population : array_like, optional
        What it was drawn from. Events that were not found cannot be counted, so for a list that is
        not complete leave it out.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        BIRTH_OMISSION with error and interval; it holds for all events if the check finds those in
        the register no more easily than the others.

    Raises
    ------
    DefinitionError, InvalidInputError, PartExceedsWholeError, NegativeCountError, ShapeError
        As `sampled_share` does.

    Examples
    --------
    >>> print(omission_from_check(69, checked=1000, design="simple"))
    BIRTH_OMISSION [simple] 6.90 per 100 (95 % interval 5.41 to 8.65, n = 1,000)
    """
    return sampled_share(
        missed,
        checked=checked,
        design=design,
        population=population,
        indicator="BIRTH_OMISSION",
        level=level,
    )


@attrs.frozen(kw_only=True, repr=False)
class Coverage:
    """What a register has too much, what it lacks, and what is true."""

    reported: float
    overcount: Estimate
    """Share of the records that are of no event."""
    omission: Estimate
    """Share of the events that have no record."""
    true: Estimate
    """Events there were."""

    @property
    def padded(self) -> float:
        """Records of no event."""
        return float(self.reported * np.asarray(self.overcount.value))

    @property
    def missed(self) -> float:
        """Events without a record."""
        return float(np.asarray(self.true.value) * np.asarray(self.omission.value))

    @property
    def net(self) -> Estimate:
        """How far the register is above (negative: below) the true number, over the true number."""
        value = net_overcount_ratio(self.reported, true=self.true.value)
        interval, error = self.true.interval, self.true.standard_error
        if interval is None or error is None:
            raise InvalidInputError("true", "an estimate without an error")
        ends = (np.asarray(net_overcount_ratio(self.reported, true=end)) for end in _ends(interval))
        ratio = np.asarray(divide(np.asarray(self.reported), np.asarray(self.true.value)))
        return Estimate(
            value=value,
            numerator=self.reported - np.asarray(self.true.value),
            denominator=self.true.value,
            n=self.true.n,
            standard_error=divide(ratio * np.asarray(error), np.asarray(self.true.value)),
            interval=Interval(*ends, level=interval.level, method=interval.method),
            indicator="NET_OVERCOUNT",
            per=100,
        )

    def to_dict(self) -> dict[str, Any]:
        """Figures as plain values, for JSON and tables."""
        shares = {"overcount": self.overcount, "omission": self.omission, "true": self.true}
        parts = {
            name: {"value": one.value, "standard_error": one.standard_error}
            for name, one in {**shares, "net": self.net}.items()
        }
        counted = {"reported": self.reported, "padded": self.padded, "missed": self.missed}
        return {**counted, **parts}

    def __repr__(self) -> str:
        """Give the counts."""
        return (
            f"<{self.reported:,.0f} reported: {self.padded:,.0f} too many, {self.missed:,.0f} "
            f"missing; {self.true}>"
        )


def _ends(interval: Interval) -> tuple[Any, Any]:
    """More events make a lower net over-count."""
    return interval.high, interval.low


def coverage(
    reported: float, *, overcount: Estimate, omission: Estimate, level: float = 0.95
) -> Coverage:
    r"""True events of a register from its over-count and its omission.

    $N = R (1 - o) / (1 - u)$: the records that are of an event, over the share of events that have
    one. This is dual-system estimation with two samples, as post-enumeration surveys do it.

    Parameters
    ----------
    reported : float
        Records of the register.
    overcount, omission : Estimate
        From `overcount_from_check` and `omission_from_check`, which must be independent samples.
    level : float
        Level of the interval, which is symmetric on the log scale; where a check found no case,
        its exact interval takes the place of the standard error it has not (Zou and Donner, 2008).

    Returns
    -------
    Coverage
        Over-count, omission and true events; `padded`, `missed` and `net` follow.

    Raises
    ------
    InvalidInputError
        An estimate has no standard error, a share is not below one, or a share without a case has
        an interval of another level.
    NegativeCountError
        The number of records is below zero.

    Examples
    --------
    A register 3 per cent below the truth has a twentieth too much and misses 8 per cent:

    >>> found = coverage(
    ...     5000,
    ...     overcount=overcount_from_check(25, checked=500, design="simple", population=5000),
    ...     omission=omission_from_check(64, checked=800, design="simple"),
    ... )
    >>> found.padded, round(found.missed, 1)
    (250.0, 413.0)
    >>> print(found.true)
    5,163.04 (95 % interval 5,020.60 to 5,309.53, n = 1,300)
    >>> print(found.net)
    NET_OVERCOUNT -3.16 per 100 (95 % interval -5.83 to -0.41, n = 1,300)
    """
    (records,) = counts(reported=reported)
    if not 0 < level < 1:
        raise InvalidInputError("level", f"{level} is not between 0 and 1", remedy="write 0.95")
    kept = [_kept(share, level) for share in (overcount, omission)]
    (real, real_error, real_ends), (listed, listed_error, listed_ends) = kept
    value = float(records) * real / listed
    # Distances on the log scale, each end from the ends of the shares that lead there.
    below = np.hypot(np.log(real / real_ends[0]), np.log(listed_ends[1] / listed))
    above = np.hypot(np.log(real_ends[1] / real), np.log(listed / listed_ends[0]))
    ends = value * np.exp(-below), value * np.exp(above)
    bases = [
        0.0 if share.n is None else float(np.asarray(share.n)) for share in (overcount, omission)
    ]
    true = Estimate(
        value=value,
        n=sum(bases),
        standard_error=value * np.hypot(real_error / real, listed_error / listed),
        interval=Interval(*ends, level=level, method="log of the total"),
    )
    return Coverage(reported=float(records), overcount=overcount, omission=omission, true=true)


def _kept(share: Estimate, level: float) -> tuple[float, float, tuple[float, float]]:
    """Return what a share leaves, its error, and its ends: by the error, where there is one."""
    from statistics import NormalDist  # noqa: PLC0415 - costs more than the rest of the module

    rest = 1 - float(np.asarray(share.value))
    if share.standard_error is None or not rest > 0:
        raise InvalidInputError(share.indicator, "a share below one with its error is needed")
    error, interval = float(np.asarray(share.standard_error)), share.interval
    if not np.isnan(error) or interval is None:
        factor = np.exp(NormalDist().inv_cdf((1 + level) / 2) * error / rest)
        return rest, error, (rest / factor, rest * factor)
    if interval.level != level:
        problem = f"without a standard error the interval is needed, which is of {interval.level}"
        raise InvalidInputError(share.indicator, problem, remedy=f"give it the level {level}")
    low, high = float(np.asarray(interval.low)), float(np.asarray(interval.high))
    return rest, error, (1 - high, 1 - low)
