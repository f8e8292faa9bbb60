"""Staff and stations: who works where, with which rank and licence, for how many people.

Staff are counted by office and rank; no figure here names or rates a person.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, proportion, quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["pay_ratio", "place_proportion", "staff_density", "staff_proportion"]

_WUWEI = Source(
    "Work report S3, part 8 (Wuwei, Gansu, 2011)",
    locator="stations and technical staff",
    grade=Grade.SECONDARY,
)
_REPORTS = Source(
    "Work reports S3 and S4 (2006–2013)",
    locator="village staff and classes; arithmetic of the printed figures",
    grade=Grade.SECONDARY,
)
_PER_HEAD = Source(
    "2015年我国卫生和计划生育事业发展统计公报 (statistical communiqué for 2015)",
    locator="每万人口专业公共卫生机构人员 6.39; of family-planning staff by analogy",
    grade=Grade.MEMORY,
)

_staff = partial(Indicator, kind=Kind.PROPORTION, unit="share of staff", per=100, source=_WUWEI)
_place = partial(Indicator, kind=Kind.PROPORTION, unit="share of places", per=100, source=_REPORTS)

_STAFF = (
    _staff(
        code="SENIOR_RANK",
        name="Share of staff with a senior rank",
        name_zh="副高以上职称占比",
        aliases=("副高职称占比",),
        numerator="technical staff with a deputy senior rank or above",
        denominator="technical staff",
    ),
    _staff(
        code="MIDDLE_RANK",
        name="Share of staff with a middle rank",
        name_zh="中级职称占比",
        numerator="technical staff with a middle rank",
        denominator="technical staff",
    ),
    _staff(
        code="LICENSED",
        name="Share of licensed physicians",
        name_zh="执业(助理)医师占比",
        numerator="licensed and assistant physicians",
        denominator="technical staff",
        caution="Check the base: report S3.8 prints 39.74 % for 155, which is of 390, not of 412.",
    ),
    _staff(
        code="CERTIFIED_STAFF",
        name="Certificate-holding rate of staff",
        name_zh="技术人员合格证持证率",
        aliases=("持证率",),
        numerator="staff with the certificate their work requires",
        denominator="staff whose work requires it",
        caution="The share of all staff is another figure.",
    ),
    _staff(
        code="CLERK_ORIGIN",
        name="Share of village data clerks by origin",
        name_zh="村级微机员来源占比",
        numerator="clerks who are graduates posted to villages, or village officials",
        denominator="village data clerks",
        source=_REPORTS,
    ),
)


@computes(*_STAFF)
def staff_proportion(staff: ArrayLike, *, total: ArrayLike) -> Numbers:
    """Share of staff with a rank, licence, certificate or origin.

    Parameters
    ----------
    staff, total : array_like
        Staff with the property, and all staff, those with it among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there is no staff.

    Raises
    ------
    PartExceedsWholeError
        More with the property than staff.

    Examples
    --------
    Report S3.8: of 412 technical staff 13 hold a deputy senior and 64 a middle rank.

    >>> staff_proportion([13, 64], total=412).round(4)
    array([0.0316, 0.1553])
    """
    return proportion(staff=staff, total=total)


_PLACES = (
    _place(
        code="CLERK_COVERAGE",
        name="Village data clerk coverage",
        name_zh="村级微机员配备率",
        aliases=("村级信息员配备率",),
        numerator="villages with a data clerk",
        denominator="villages",
        caution="Clerks are not villages: two clerks in one village cover one.",
    ),
    _place(
        code="GROUP_LEADER",
        name="Association group-leader coverage",
        name_zh="协会小组长配备率",
        numerator="villagers' groups with a leader of the association",
        denominator="villagers' groups",
    ),
    _place(
        code="STATION_UPGRADE",
        name="Share of stations upgraded to standard",
        name_zh="规范化服务站占比",
        aliases=("规范化建设完成率",),
        numerator="service stations upgraded",
        denominator="service stations of the same levels",
        caution="Compare like levels: report S3.8 upgrades 41 centre stations where it lists 32.",
    ),
    _place(
        code="CLASS_C",
        name="Share of class-C villages",
        name_zh="C类村占比",
        numerator="villages in class C of the assessment",
        denominator="villages assessed",
        caution="Class limits are set locally and move from year to year.",
    ),
)


@computes(*_PLACES)
def place_proportion(places: ArrayLike, *, total: ArrayLike) -> Numbers:
    """Share of villages, groups or stations that have something.

    Parameters
    ----------
    places, total : array_like
        Places with it, and all places.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there is no place.

    Raises
    ------
    PartExceedsWholeError
        More places with it than places.

    Examples
    --------
    Report S3.6: 462 of 469 villagers' groups have a leader.

    >>> round(place_proportion(462, total=469), 4)
    0.9851
    """
    return proportion(places=places, total=total)


STAFF_DENSITY = Indicator(
    code="STAFF_DENSITY",
    name="Staff per 10,000 population",
    name_zh="每万人口计划生育工作人员数",
    kind=Kind.RATIO,
    numerator="family-planning staff at the end of the period",
    denominator="population at the same time",
    unit="staff per person",
    per=10_000,
    source=_PER_HEAD,
    caution="Village workers paid by subsidy are staff in one area's return and not in another's.",
)


@computes(STAFF_DENSITY)
def staff_density(staff: ArrayLike, *, population: ArrayLike) -> Numbers:
    """Staff for each person of the population.

    Parameters
    ----------
    staff, population : array_like
        Staff, and the population they serve.

    Returns
    -------
    float or ndarray
        Staff per person; ``nan`` where there is nobody.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    412 technical staff for 1.8 million people (an assumed population).

    >>> STAFF_DENSITY.publish(staff_density(412, population=1_800_000))
    '2.29'
    """
    return quotient(staff=staff, population=population)


PAY_RATIO = Indicator(
    code="PAY_RATIO",
    name="Pay of village workers relative to village leaders",
    name_zh="村级人员报酬比",
    aliases=("村计生人员报酬占村主要领导报酬比例",),
    kind=Kind.RATIO,
    numerator="mean pay of village family-planning workers",
    denominator="mean pay of village leaders, in the same period",
    unit="per yuan of a leader's pay",
    per=100,
    sign="%",
    source=_REPORTS,
    caution="Monthly pay over monthly pay: subsidies paid once a year must be spread first.",
)


@computes(PAY_RATIO)
def pay_ratio(pay: ArrayLike, *, leader_pay: ArrayLike) -> Numbers:
    """Mean pay of village workers over that of village leaders.

    Parameters
    ----------
    pay, leader_pay : array_like
        Mean pay in yuan for the same length of time.

    Returns
    -------
    float or ndarray
        Ratio; ``nan`` where leaders are not paid.

    Raises
    ------
    NegativeCountError, ShapeError
        An amount is below zero, or the shapes do not match.

    Examples
    --------
    Workers at 480 yuan a month and leaders at 600 just reach the floor of report S3.4.

    >>> from famplan.catalogue.facts import fact
    >>> pay_ratio(480, leader_pay=600) >= fact("village_worker_pay_floor").value
    True
    """
    return quotient(pay=pay, leader_pay=leader_pay)
