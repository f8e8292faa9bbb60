"""What the sectors that do not report would add: an adjustment from a survey's sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.arrays import Numbers, divide, plain, shares
from famplan.formulas.choices import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

__all__ = ["sector_adjustment"]

# Printed shares of six sectors add up to one within their rounding.
_ROUNDING = 5e-3

SECTOR_ADJUSTMENT = Indicator(
    code="SECTOR_ADJUSTMENT",
    name="Adjustment for sectors that do not report",
    name_zh="未报告部门调整系数",
    kind=Kind.RATIO,
    numerator="users of the method, all sectors (1)",
    denominator="share of them whose service is in the statistics: share of users from each "
    "sector, times the share of that sector that reports",
    unit="users per reported user",
    source=Source(
        "Service statistics to estimated modern use (Bietsch, MIT licence)",
        locator="FPSource, sectors reporting",
        url="https://github.com/kristinbietsch/SStoEMU-National-and-Subnational",
    ),
    caution="Above 2 more is guessed than reported: the figure is the survey's, not the service's.",
)


@computes(SECTOR_ADJUSTMENT)
def sector_adjustment(
    source_shares: Mapping[str, ArrayLike], *, reporting: Mapping[str, ArrayLike]
) -> Numbers:
    """How many users stand behind each one that the statistics show.

    Parameters
    ----------
    source_shares : mapping of str to array_like
        Share of the method's users who got it from each sector, from a survey.
    reporting : mapping of str to array_like
        Share of each sector that is in the statistics. The services of a pharmacy are in none
        until pharmacies report.

    Returns
    -------
    float or ndarray
        1 or more; 1 where no sector that serves users reports, as published: there is nothing to
        adjust.

    Raises
    ------
    DefinitionError
        A sector of which it is not said whether it reports.
    InvalidInputError
        A share above one, or shares that add up to more than one.
    NegativeCountError, ShapeError
        Shares below zero, or shapes that do not match.

    Examples
    --------
    >>> served = {"public": 0.6, "private": 0.3, "pharmacy": 0.1}
    >>> reporting = {"public": 1, "private": 0.5, "pharmacy": 0}
    >>> round(sector_adjustment(served, reporting=reporting), 6)
    1.333333
    """
    for sector in source_shares:
        if sector not in reporting:
            near = nearest(sector, reporting)
            raise DefinitionError(
                "reporting",
                f"{sector!r} is not there",
                remedy=f"did you mean {near!r}?" if near else "give 0 for one that reports nothing",
            )
    users = shares(**source_shares)
    stated = shares(**{sector: reporting[sector] for sector in source_shares})
    whole = np.asarray(sum(users, start=np.zeros(())))
    if (whole > 1 + _ROUNDING).any():
        raise InvalidInputError(
            "source_shares",
            f"add up to {np.nanmax(whole):g}, more than 1",
            remedy="each user has one source",
        )
    seen = np.asarray(sum((u * r for u, r in zip(users, stated, strict=True)), np.zeros(())))
    return plain(np.where(seen == 0, 1.0, divide(np.ones(()), seen)))
