"""Special assistance (计划生育家庭特别扶助): an only child dead or disabled, and complications.

Two wordings of the conditions were read. The default has that of a county page of 2023, which names
a first year of birth and no certificate; an earlier secondary page asks for the only-child
certificate and names no year. When the wording changed, and where, is unknown.

Assistance ends with the death of the one who receives it, or when the child recovers: a child whose
disability is no longer of grades 1 to 3 on the reference date does not count.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from famplan.catalogue.indicator import Grade, Source
from famplan.model.procedure import Complication
from famplan.model.registration import Registration
from famplan.model.sex import Sex
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects.parent import (
    BIRTH,
    CERTIFICATE,
    CHILDREN_EVER,
    COMPLICATION,
    DISABLED_CHILDREN,
    LIVING_CHILDREN,
    PARENT,
    REGISTRATION,
    SCHEME_BEGUN,
    SEX,
    SPOUSE_BIRTH,
    Parent,
)

__all__ = [
    "COMPLICATION_ASSISTANCE",
    "SCHEMES",
    "SPECIAL_ASSISTANCE",
    "SPECIAL_ASSISTANCE_CERTIFICATE",
]

FENGTAI = Source(
    "Fengtai county (Anhui), special assistance, 2023-02-15",
    locator="conditions",
    url="https://www.ft.gov.cn/public/118323058/1259416523.html",
    grade=Grade.OFFICIAL,
)
EARLY_PAGE = Source(
    "Conditions of special assistance, with the only-child certificate",
    locator="a local page, undated",
    grade=Grade.SECONDARY,
)
TRIAL = Source("Trial of 2007", locator="from 2007-08", grade=Grade.MEMORY)
NOTICE_62 = Source(
    "人口政〔2011〕62号",
    locator="三级以上计划生育手术并发症人员, by Huizhou's explanation of 2020",
    grade=Grade.SECONDARY,
)
HENAN = Source(
    "河南省人口与计划生育条例 (2020-06-03)",
    locator="art. 33: 在国家扶助标准的基础上，再增加一倍",
    grade=Grade.LAW,
)
_AMENDED = "art. 33 of the text of 2020; the amendment of 2021-11-27 was not read"
SHAANXI = Source("陕西省人口与计划生育条例 (2022-05-25)", locator="art. 55", grade=Grade.LAW)

CHILD_DEAD = LIVING_CHILDREN == 0
CHILD_DISABLED = DISABLED_CHILDREN >= 1
LIVES_DISABLED = ~CHILD_DEAD & CHILD_DISABLED
URBAN, RURAL = REGISTRATION.is_(Registration.URBAN), REGISTRATION.is_(Registration.RURAL)

_ONE_CHILD = Requirement(
    "bore or lawfully adopted one child only",
    CHILDREN_EVER == 1,
    text_zh="只生育或合法收养过一个子女",
    key="children",
)
_LOSS = Requirement(
    "the child has died, or lives with a disability of grades 1 to 3",
    CHILD_DEAD | CHILD_DISABLED,
    text_zh="现无存活子女，或子女残疾达三级以上",
    key="loss",
)
_WOMAN = Requirement(
    "the wife is at least 49",
    (SEX.is_(Sex.FEMALE) & (BIRTH.age() >= 49)) | (SEX.is_(Sex.MALE) & (SPOUSE_BIRTH.age() >= 49)),
    text_zh="女方年满49周岁",
    key="woman",
)
_COHORT = Requirement(
    "was born on or after 1933-01-01",
    BIRTH >= date(1933, 1, 1),
    "as a rule",
    text_zh="一般应在1933年1月1日以后出生",
    key="cohort",
)
_CERTIFICATE = Requirement(
    "holds the only-child certificate",
    CERTIFICATE,
    text_zh="持有独生子女父母光荣证",
    key="certificate",
)


def _texts(source: Source, *requires: Requirement[Parent]) -> tuple[Rule[Parent], ...]:
    """Return the same conditions in the trial of 2007 and nationwide from 2008."""
    begun = Requirement(
        "is registered where the scheme had begun",
        SCHEME_BEGUN,
        text_zh="户籍地已实施该制度",
        key="begun",
        source=TRIAL,
    )
    cited = tuple(attrs.evolve(entry, source=source) for entry in requires)
    nationwide = Rule(
        "special assistance",
        name_zh="计划生育家庭特别扶助",
        subject=PARENT,
        source=source,
        since=date(2008, 1, 1),
        requires=cited,
        note="Nationwide since 2008 by Xinhua (2013-12-26, 2022-05-11), which name no day. Basis: "
        "人口与计划生育法, art. 27 of 2001-12-29; from 2021-08-20 art. 32 (decision, item 12).",
    )
    trial = nationwide.changed(
        since=date(2007, 8, 1),
        until=date(2008, 1, 1),
        ended_by="nationwide scheme of 2008",
        source=TRIAL,
        requires=(begun, *cited),
        note="The day of the trial and its places are from memory.",
    )
    return trial, nationwide


_HENAN = (
    (date(2016, 5, 27), date(2021, 11, 27), HENAN),
    (date(2021, 11, 27), None, attrs.evolve(HENAN, locator=_AMENDED, grade=Grade.MEMORY)),
)
"""From the adoption of the fourth amendment on; the text that was read is that of the fifth."""


def _doubled(amounts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what Henan adds: as much again as the country pays a month."""
    return tuple(
        attrs.evolve(
            amount,
            place="Henan",
            adds=True,
            payer="Henan",
            since=max(amount.since, since),
            until=min((day for day in (amount.until, until) if day), default=None),
            text_of=amount.since < since,
            source=source if amount.source.verified else attrs.evolve(source, grade=Grade.MEMORY),
            note="As much again as the national amount.",
        )
        for amount in amounts
        for since, until, source in _HENAN
        if not amount.place
        and amount.period == "month"
        and (amount.until is None or amount.until > since)
        and (until is None or amount.since < until)
    )


_NATIONAL = amounts_of(
    "special_assistance",
    cases={
        "child dead": CHILD_DEAD,
        "child disabled": LIVES_DISABLED,
        "child dead, urban": CHILD_DEAD & URBAN,
        "child disabled, urban": LIVES_DISABLED & URBAN,
        "child dead, rural": CHILD_DEAD & RURAL,
        "child disabled, rural": LIVES_DISABLED & RURAL,
        "child dead, from 60": CHILD_DEAD & (BIRTH.age() >= 60),
    },
)
_AMOUNTS = (*_NATIONAL, *_doubled(_NATIONAL))

_SHAANXI = Overlay(
    place="Shaanxi",
    source=SHAANXI,
    since=date(2022, 5, 25),
    replaces=(
        Requirement(
            "is at least 49",
            BIRTH.age() >= 49,
            text_zh="父母年满四十九周岁",
            key="woman",
        ),
    ),
    note="each parent by own age; for children of the one-child period, disabled by accident",
)
_NOTE = (
    "Whose age counts for a man without a wife is in no text that was read: unknown. Fengtai's "
    "5640 yuan a year (2023) names no category. Local amounts above the national ones are known of "
    "few places and years. The numbers of the notices of 2018 and 2022 were "
    "not found. Henan: where town and country differ, the higher amount (art. 33 ¶2). Aid to rural "
    "families of dead or disabled only children (农村独生子女贫困伤残死亡家庭救助) is this scheme."
)

SPECIAL_ASSISTANCE: Scheme[Parent] = Scheme(
    code="special-assistance",
    name="special assistance",
    name_zh="计划生育家庭特别扶助",
    versions=_texts(FENGTAI, _COHORT, _WOMAN, _ONE_CHILD, _LOSS),
    overlays=(_SHAANXI,),
    amounts=_AMOUNTS,
    note=_NOTE,
)
"""Monthly assistance to parents, the wife being 49, whose only child is dead or disabled."""

SPECIAL_ASSISTANCE_CERTIFICATE: Scheme[Parent] = Scheme(
    code="special-assistance-certificate",
    name="special assistance, wording with certificate",
    name_zh="计划生育家庭特别扶助（须持证条文）",
    versions=_texts(EARLY_PAGE, _CERTIFICATE, _WOMAN, _ONE_CHILD, _LOSS),
    overlays=(_SHAANXI,),
    amounts=_AMOUNTS,
    note=f"A variant of special-assistance that asks for the only-child certificate. {_NOTE}",
)
"""The same by texts that ask for the only-child certificate."""

_GRADES = (Complication.GRADE_1A, Complication.GRADE_1B, Complication.GRADE_2, Complication.GRADE_3)
_COMPLICATION_AMOUNTS = amounts_of(
    "complication_assistance",
    cases={f"grade {grade}": COMPLICATION.is_(grade) for grade in _GRADES},
)

COMPLICATION_ASSISTANCE: Scheme[Parent] = Scheme(
    code="complication-assistance",
    name="special assistance for complications",
    name_zh="计划生育手术并发症人员特别扶助",
    versions=(
        Rule(
            "special assistance for complications",
            name_zh="计划生育手术并发症人员特别扶助",
            subject=PARENT,
            source=NOTICE_62,
            since=date(2011, 1, 1),
            requires=(
                Requirement(
                    "has a certified complication of grade III or worse",
                    COMPLICATION.is_in(*_GRADES),
                    text_zh="经鉴定为三级以上计划生育手术并发症",
                    key="grade",
                ),
            ),
            note="Of 2011 only the year is known. Hubei's law of 2021-11-26, art. 34, says the "
            "same of the grades. Certified are complications of operations that the state provides "
            "free, where nobody was at fault (计划生育手术并发症鉴定管理办法, arts. 2–3).",
        ),
    ),
    amounts=(*_COMPLICATION_AMOUNTS, *_doubled(_COMPLICATION_AMOUNTS)),
    note="Grade I-A is compensated once; the notice of 2022 says grade one, without A or B.",
)
"""Monthly assistance to those whom an operation has harmed, by certified grade."""

SCHEMES = (SPECIAL_ASSISTANCE, SPECIAL_ASSISTANCE_CERTIFICATE, COMPLICATION_ASSISTANCE)
"""The schemes of this module."""
