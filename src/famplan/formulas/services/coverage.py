"""Services that reached people or villages: coverage of those due, and payment.

Every figure is a share of counts. Coverage of checks and of monitoring exists as a published
aggregate only: nothing here takes, returns or ranks people who are due for anything.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import Numbers, counts, proportion
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "PaymentBasis",
    "coverage",
    "payment_proportion",
]

_REPORTS = Source(
    "Work reports S0–S4 (county, district and city, 2005–2013)",
    locator="the term and its figures; no printed formula was found",
    grade=Grade.MEMORY,
)
_WOMENS_HEALTH = Source(
    "妇女保健统计指标 (indicators of women's health, textbook annex)",
    locator="普查率 = 实查人数 ÷ 应查人数",
    grade=Grade.SECONDARY,
)
_BY_ANALOGY = Source(
    "妇女保健统计指标 (indicators of women's health, textbook annex)",
    locator="by analogy with 普查率 there; no formula of 三查率 or 查环查孕率 was found",
    grade=Grade.MEMORY,
)
_GUIDANCE = Source(
    "国家人口计生委, guidance on the reform of target management, attached indicators",
    locator="indicator 6",
    grade=Grade.OFFICIAL,
)

_share = partial(
    Indicator, kind=Kind.PROPORTION, unit="share of those due", per=100, source=_REPORTS
)

_COVERAGE = (
    _share(
        code="THREE_CHECK",
        name="Three-check coverage",
        name_zh="三查率",
        aliases=("查环查孕查病率", "三查覆盖率"),
        numerator="women checked for IUD, pregnancy and disease in the round (aggregate)",
        denominator="women due in the round",
        source=_BY_ANALOGY,
        caution="Rounds are quarterly or half-yearly: the shares of two rounds do not add up.",
    ),
    _share(
        code="IUD_PREGNANCY_CHECK",
        name="IUD and pregnancy check coverage",
        name_zh="查环查孕率",
        aliases=("孕环检率",),
        numerator="women checked for IUD and pregnancy in the round (aggregate)",
        denominator="women due in the round",
        source=_BY_ANALOGY,
        caution="A mean of several rounds is not the share of women checked in each of them.",
    ),
    _share(
        code="SCREENING_TREATMENT",
        name="Screening-and-treatment rate",
        name_zh="普查普治率",
        numerator="women screened, and treated where disease was found",
        denominator="women eligible for screening",
        caution="Some reports count screening alone: say which.",
    ),
    _share(
        code="MONITORING",
        name="Medical monitoring coverage (historical)",
        name_zh="监护面",
        aliases=("医学监护面",),
        numerator="women under medical monitoring (published aggregate)",
        denominator="women due for it",
        caution="Kept to recompute past reports: an aggregate of areas, never of persons.",
    ),
    _share(
        code="RH_EXAM",
        name="Reproductive-health examination coverage",
        name_zh="生殖健康检查覆盖率",
        aliases=("妇女病普查率",),
        numerator="married women of reproductive age examined",
        denominator="married women of reproductive age due for an examination",
        source=_WOMENS_HEALTH,
        caution="A woman examined twice in the period counts once.",
    ),
    _share(
        code="QUALITY_SERVICE",
        name="Quality-service rate",
        name_zh="优质服务率",
        numerator="persons who received the whole prescribed package",
        denominator="persons due for it",
        caution="The package is defined locally, so rates of two areas need not compare.",
    ),
    _share(
        code="QUALITY_COUNTIES",
        name="Quality-service coverage of counties",
        name_zh="优质服务覆盖率",
        numerator="counties that meet the national or provincial quality-service standard",
        denominator="counties",
        unit="share of counties",
        source=_GUIDANCE,
        caution="It counts counties, not people: small and large counties weigh the same.",
    ),
    _share(
        code="EDUCATION",
        name="Education coverage",
        name_zh="受教育面",
        numerator="persons reached by population education",
        denominator="persons of the target group",
        caution="Leaflets handed out are not persons reached.",
    ),
    _share(
        code="CHARTER",
        name="Village charter coverage",
        name_zh="村民自治章程覆盖率",
        numerator="villages that have adopted a self-governance charter",
        denominator="villages",
        unit="share of villages",
    ),
    _share(
        code="VILLAGE_BENEFIT",
        name="Village benefit coverage",
        name_zh="村级优待覆盖率",
        numerator="villages that grant the benefit",
        denominator="villages",
        unit="share of villages",
        caution="Villages grant several benefits: the shares overlap and may add to more than one.",
    ),
    _share(
        code="PLEDGE",
        name="Integrity pledge signing rate",
        name_zh="诚信承诺书签订率",
        numerator="pledges signed",
        denominator="couples invited to sign",
    ),
    _share(
        code="IMPLEMENTATION",
        name="Reward-policy implementation rate",
        name_zh="奖励政策落实率",
        numerator="employers that pay the only-child parents' reward",
        denominator="employers bound to pay it",
        unit="share of employers",
        caution="It counts employers, not the parents they employ.",
    ),
)


@computes(*_COVERAGE)
def coverage(covered: ArrayLike, *, due: ArrayLike) -> Numbers:
    """Share of those due that a service reached.

    Parameters
    ----------
    covered : array_like
        Persons, couples or villages reached.
    due : array_like
        All that were due or eligible, those reached among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was due or a count is unknown.

    Raises
    ------
    PartExceedsWholeError
        More covered than due: against an estimated or planned number use
        `famplan.formulas.services.completion_ratio`.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    39 of the 41 villages of Hongshandian town had adopted a charter (report S3.6).

    >>> round(coverage(39, due=41), 4)
    0.9512
    """
    return proportion(covered=covered, due=due)


PaymentBasis: TypeAlias = Literal["persons", "amount"]
"""What a payment rate counts: persons paid, or yuan paid."""

REWARD_PAYMENT = _share(
    code="REWARD_PAYMENT",
    name="Reward-assistance payment rate",
    name_zh="奖励扶助兑现率",
    aliases=("兑现率", "奖励扶助资金兑现率"),
    numerator="persons paid, or yuan paid",
    denominator="persons confirmed eligible, or yuan due to them",
    unit="share of persons or of yuan",
    variants=(
        Variant('basis="persons"', "persons paid in full ÷ persons confirmed eligible"),
        Variant('basis="amount"', "yuan paid ÷ yuan due; arrears of earlier years left out"),
    ),
    caution="All persons paid half their due is 100 % of persons and 50 % of the amount.",
)


@computes(REWARD_PAYMENT)
def payment_proportion(paid: ArrayLike, *, due: ArrayLike, basis: PaymentBasis) -> Numbers:
    """Share of the persons, or of the yuan, due that was paid.

    Parameters
    ----------
    paid, due : array_like
        Persons paid and confirmed eligible, or yuan paid and due.
    basis : {"persons", "amount"}
        What both arguments count. The sources leave it open, so there is no default.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nothing was due or a count is unknown.

    Raises
    ------
    DefinitionError
        Another basis.
    InvalidInputError
        Persons that are not whole: an amount given as persons.
    PartExceedsWholeError
        More paid than due.

    Examples
    --------
    250 persons are due 960 yuan a year each; 240 are paid in full, 10 get half.

    >>> payment_proportion(240, due=250, basis="persons")
    0.96
    >>> payment_proportion(240 * 960 + 10 * 480, due=250 * 960, basis="amount")
    0.98
    """
    one_of(basis, get_args(PaymentBasis), argument="basis")
    if basis == "persons":
        _check_whole(paid=paid, due=due)
    return proportion(paid=paid, due=due)


def _check_whole(**named: ArrayLike) -> None:
    for name, array in zip(named, counts(**named), strict=True):
        known = array[~np.isnan(array)]
        broken = known[known % 1 != 0]
        if broken.size:
            raise InvalidInputError(
                name,
                f"{broken[0]:g} is not a whole number of persons",
                remedy='is it basis="amount"?',
            )
