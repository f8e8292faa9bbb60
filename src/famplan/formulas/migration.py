"""The floating population: its shares, its services, and its risk relative to others.

Who is a migrant depends on the regulation of the day: the definition of 2009 drops moves within
a county that the one of 1998 counted. Certificates are issued where people leave from and
verified where they arrive; both exist here as totals of areas only.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, counts, divide, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "floating_proportion",
    "migrant_coverage",
    "relative_risk",
    "relative_risk_from_shares",
]

_REPORTS = Source(
    "Work reports S1, S3 and S4 (2006–2013)",
    locator="流动人口; the terms and figures; no printed formula was found",
    grade=Grade.MEMORY,
)
_REGULATION = Source(
    "流动人口计划生育工作条例 (State Council Order 555)",
    locator="articles 2, 7 and 8 for who is due; the rate itself is not in the law",
    grade=Grade.MEMORY,
)
_REPEALED = date(2021, 9, 9)
"""First day without the regulation of 2009, and so without certificates."""
_FLOATING_REPORT = Source(
    "Report on services for the floating population, gov.cn, 11 July 2012",
    locator="免费技术服务覆盖率 at least 85 % in 2011",
    grade=Grade.SECONDARY,
)
_RISK_RATIO = Source(
    "Boston University School of Public Health, Measures of association",
    locator="risk ratio",
    url="https://sphweb.bumc.bu.edu/otlt/MPH-modules/EP/EP713_Association/ada_files/ada_equation43.html",
    grade=Grade.SECONDARY,
)

_share = partial(
    Indicator, kind=Kind.PROPORTION, unit="share of those due", per=100, source=_REPORTS
)

_COVERAGE = (
    _share(
        code="CERTIFICATE_ISSUE",
        name="Issue rate of migrants' certificates",
        name_zh="流动人口婚育证明办证率",
        aliases=("办证率", "持证率(流出)", "流出办证登记率"),
        until=_REPEALED,
        numerator="certificates issued to people leaving the area",
        denominator="adult women of reproductive age leaving the area (before 2009 men too)",
        source=_REGULATION,
        caution="An origin's figure: its base differs from that of the destination's 验证率.",
    ),
    _share(
        code="CERTIFICATE_VERIFICATION",
        name="Verification rate of migrants' certificates",
        name_zh="流动人口婚育证明验证率",
        aliases=("验证率", "查验率", "查证建档率"),
        until=_REPEALED,
        numerator="certificates verified in the area of arrival",
        denominator="in-migrants due to show one",
        source=_REGULATION,
        caution="A destination's figure: do not compare it with the 办证率 of the same area.",
    ),
    _share(
        code="MIGRANT_SERVICE",
        name="Service and management rate of the floating population",
        name_zh="流动人口服务管理率",
        aliases=("流动人口管理服务率",),
        numerator="floating persons of reproductive age registered and served (total)",
        denominator="floating persons of reproductive age in the area",
        caution="The base is itself an estimate: whom nobody knows of is missing from it.",
    ),
    _share(
        code="MIGRANT_FREE_SERVICE",
        name="Free-service coverage of the floating population",
        name_zh="流动人口免费技术服务覆盖率",
        numerator="migrants who received the free basic services",
        denominator="migrants entitled to them",
        source=_FLOATING_REPORT,
        caution="Services are voluntary: entitled and not asking is no shortfall.",
    ),
)


@computes(*_COVERAGE)
def migrant_coverage(reached: ArrayLike, *, due: ArrayLike) -> Numbers:
    """Share of the migrants due a certificate, its verification or a service that got it.

    Parameters
    ----------
    reached : array_like
        Certificates issued or verified, or persons served; totals of areas.
    due : array_like
        Migrants due, those reached among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was due.

    Raises
    ------
    PartExceedsWholeError
        More reached than due: migrants of another year or of other areas.

    Examples
    --------
    >>> migrant_coverage([850, 425], due=[1000, 500])
    array([0.85, 0.85])
    """
    return proportion(reached=reached, due=due)


_FLOATING = (
    _share(
        code="FLOATING_SHARE",
        name="Floating share of the population",
        name_zh="流动人口占比",
        numerator="floating population",
        denominator="population in which it is counted",
        unit="share of the population",
        caution="Over the registered population, which leaves migrants out, it is no share.",
    ),
    _share(
        code="FLOATING_REPRODUCTIVE",
        name="Share of the floating population in reproductive ages",
        name_zh="流动人口育龄比例",
        numerator="floating persons of the reproductive ages named",
        denominator="floating population",
        unit="share of the floating population",
        caution="Say which ages: 15–49, or the narrower 'peak' ages of the reports.",
    ),
    _share(
        code="FLOATING_BIRTHS",
        name="Floating share of out-of-policy births",
        name_zh="政策外出生流动人口占比",
        numerator="out-of-policy births to the floating population",
        denominator="out-of-policy births",
        unit="share of births",
        caution="No risk: compare it with the share of the population, see RISK_FROM_SHARES.",
    ),
)


@computes(*_FLOATING)
def floating_proportion(part: ArrayLike, *, total: ArrayLike) -> Numbers:
    """Share of a total that is floating, or share of the floating with a property.

    Parameters
    ----------
    part, total : array_like
        Persons or births, and the total that contains them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where the total is zero.

    Raises
    ------
    PartExceedsWholeError
        The part is larger: perhaps the total leaves migrants out.

    Examples
    --------
    >>> round(floating_proportion(1_100_000, total=3_300_000), 4)
    0.3333
    """
    return proportion(part=part, total=total)


RISK_FROM_SHARES = Indicator(
    code="RISK_FROM_SHARES",
    name="Relative risk from shares",
    name_zh="由构成推算的相对风险",
    kind=Kind.RATIO,
    numerator="events per person in the group",
    denominator="events per person in the rest of the population",
    unit="times the rate of the rest",
    source=_REPORTS,
    caution="Bounds stay bounds: '70 % or more' of 'nearly a third' gives a least value only.",
)


@computes(RISK_FROM_SHARES)
def relative_risk_from_shares(
    share_of_events: ArrayLike, *, share_of_population: ArrayLike
) -> Numbers:
    """Rate in a group over the rate in the rest, from the group's two shares.

    Parameters
    ----------
    share_of_events : array_like
        Share of all events that happened to the group, per one.
    share_of_population : array_like
        Share of the population that belongs to the group, per one, in the same population.

    Returns
    -------
    float or ndarray
        1 where the group has its share of the events; ``nan`` where the group or the rest has
        nobody, or the rest has no event.

    Raises
    ------
    PartExceedsWholeError
        A share above one.

    Examples
    --------
    Report S1: 70 % of out-of-policy births come from a third of the population.

    >>> round(relative_risk_from_shares(0.7, share_of_population=1 / 3), 2)
    4.67
    """
    events, persons = counts(
        share_of_events=share_of_events, share_of_population=share_of_population
    )
    proportion(share_of_events=events, one=1)
    proportion(share_of_population=persons, one=1)
    group = np.asarray(divide(events, persons))
    return divide(group, np.asarray(divide(1 - events, 1 - persons)))


RELATIVE_RISK = Indicator(
    code="RELATIVE_RISK",
    name="Relative risk",
    name_zh="相对危险度",
    aliases=("相对风险", "risk ratio", "率比"),
    kind=Kind.RATIO,
    numerator="cases per person in the group",
    denominator="cases per person in the reference group",
    unit="times the risk of the reference group",
    source=_RISK_RATIO,
    caution="With few cases it is unsure: give its interval by `formulas.intervals.log_ratio`.",
)


@computes(RELATIVE_RISK)
def relative_risk(
    cases: ArrayLike,
    *,
    persons: ArrayLike,
    reference_cases: ArrayLike,
    reference_persons: ArrayLike,
) -> Numbers:
    """Risk in a group over the risk in a reference group, from counts.

    `famplan.formulas.intervals.log_ratio` gives the interval of the same four counts.

    Parameters
    ----------
    cases, persons : array_like
        Cases in the group and its size.
    reference_cases, reference_persons : array_like
        The same of the group it is compared with.

    Returns
    -------
    float or ndarray
        1 where both risks agree; ``nan`` where a group is empty or the reference has no case.

    Raises
    ------
    PartExceedsWholeError
        More cases than persons.

    Examples
    --------
    45 of 411 patients of one group and 73 of 411 of the other.

    >>> risk = relative_risk(45, persons=411, reference_cases=73, reference_persons=411)
    >>> round(risk, 4)
    0.6164
    >>> from famplan.formulas.intervals import log_ratio
    >>> interval = log_ratio(45, denominator=411, reference_count=73, reference_denominator=411,
    ...                      of="proportions")
    >>> round(interval.low, 2), round(interval.high, 2)
    (0.44, 0.87)
    """
    group = proportion(cases=cases, persons=persons)
    reference = proportion(reference_cases=reference_cases, reference_persons=reference_persons)
    return divide(np.asarray(group), np.asarray(reference))
