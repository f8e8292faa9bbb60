"""Village workers' pension insurance (村级计生服务员养老保险), of a district of Taizhou.

The district insures every worker who meets two conditions, "none left out, none too many": who is
eligible by `VILLAGE_PENSION_COVER` and who is insured are two lists that should be one.
"""

from __future__ import annotations

from datetime import date

from famplan.catalogue.indicator import Grade, Source
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.worker import (
    ACCOUNT,
    APPRAISAL,
    DRAWN,
    FORM,
    GROUND,
    INSURED,
    LEFT,
    POST,
    STARTED,
    VILLAGE_VETOED,
    WORKER,
    Appraisal,
    ClaimGround,
    PayoutForm,
    Post,
    Worker,
)

__all__ = ["SCHEMES", "VILLAGE_PENSION", "VILLAGE_PENSION_COVER"]

_TITLE = "Source report S3, part 1 (a district of Taizhou, Jiangsu)"
_DAY = (
    "The text masks its year: 2005, the first year of the reports it stands among, is taken for "
    "its first day, and when it ended is not known."
)
_LEAVES = GROUND.is_(ClaimGround.LEAVING)
_DIED = GROUND.is_in(ClaimGround.ACCIDENTAL_DEATH, ClaimGround.DEATH_FROM_ILLNESS)

VILLAGE_PENSION_COVER: Scheme[Worker] = Scheme(
    code="village-pension-cover",
    name="pension insurance of village workers: who is insured (Taizhou)",
    name_zh="村级计生服务员养老保险参保（泰州）",
    versions=(
        Rule(
            "pension insurance of village workers: who is insured (Taizhou)",
            name_zh="村级计生服务员养老保险参保（泰州）",
            subject=WORKER,
            place="Jiangsu/Taizhou",
            source=Source(_TITLE, locator="不漏保一人、不多保一人", grade=Grade.SECONDARY),
            since=date(2005, 1, 1),
            requires=(
                Requirement(
                    "is a village worker in post",
                    POST.is_(Post.VILLAGE_WORKER)
                    & STARTED.has_come()
                    & (~LEFT.is_known() | ~LEFT.has_come()),
                    text_zh="在岗的村级计生服务员",
                    key="post",
                ),
                Requirement(
                    "last year's appraisal was qualified or better",
                    APPRAISAL.is_in(Appraisal.EXCELLENT, Appraisal.QUALIFIED),
                    "condition 1",
                    text_zh="上一年度考核等次合格以上",
                    key="appraisal",
                ),
                Requirement(
                    "the village was not vetoed last year",
                    ~VILLAGE_VETOED,
                    "condition 2",
                    text_zh="上一年度本村没有被一票否决",
                    key="veto",
                ),
            ),
            note=_DAY,
        ),
    ),
    amounts=amounts_of("village_pension_cover"),
    note=(
        "A text of one district alone, taken to be of Taizhou (Jiangsu). Both conditions are "
        "asked for. A worker without a day of leaving is taken to be in post."
    ),
)
"""Whom the district insures: 1,000 yuan a year for each, from its budget."""

VILLAGE_PENSION: Scheme[Worker] = Scheme(
    code="village-pension",
    name="pension insurance of village workers: what is paid out (Taizhou)",
    name_zh="村级计生服务员养老保险领取（泰州）",
    versions=(
        Rule(
            "pension insurance of village workers: what is paid out (Taizhou)",
            name_zh="村级计生服务员养老保险领取（泰州）",
            subject=WORKER,
            place="Jiangsu/Taizhou",
            source=Source(
                _TITLE,
                locator="养老金须在被保险人离开村级计生服务员工作岗位后",
                grade=Grade.SECONDARY,
            ),
            since=date(2005, 1, 1),
            requires=(
                Requirement("is insured", INSURED, text_zh="被保险人", key="insured"),
                Requirement(
                    "has left the post, by retirement, accidental death or death from illness",
                    LEFT.has_come() & (_LEAVES | _DIED),
                    text_zh="已离开岗位（离岗、意外身故或因病身故）",
                    key="left",
                ),
                Requirement(
                    "after a death, no pension had begun",
                    _LEAVES | ~DRAWN,
                    text_zh="身故前未开始领取",
                    key="drawn",
                ),
            ),
            note=_DAY,
        ),
    ),
    amounts=amounts_of(
        "village_pension",
        cases={
            "lump sum": _LEAVES & FORM.is_(PayoutForm.LUMP_SUM),
            "annual": _LEAVES & FORM.is_(PayoutForm.ANNUAL),
            "monthly": _LEAVES & FORM.is_(PayoutForm.MONTHLY),
            "death": _DIED,
        },
        times={"account": ACCOUNT},
    ),
    note=(
        "A text of one district alone, taken to be of Taizhou (Jiangsu). It announces two forms "
        "of payment and lists three: all three are here, and the insured chooses."
    ),
)
"""What the insured draws after leaving, or the family after a death: the account's balance."""

SCHEMES = (VILLAGE_PENSION_COVER, VILLAGE_PENSION)
"""Schemes of this room, in the order of lists."""
