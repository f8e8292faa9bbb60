"""Rural family reward assistance (农村部分计划生育家庭奖励扶助).

Two wordings of its first condition exist: early local texts ask for rural registration of both
spouses, later ones of the person alone. When it changed is unknown, so each is a scheme of its own.
`RURAL_REWARD`, the default, has the later wording: the only one that a government page gives.
"""

from __future__ import annotations

from datetime import date

import attrs

from famplan.catalogue.indicator import Grade, Source
from famplan.model.registration import Registration
from famplan.model.sex import Sex
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects.child import CHILD_BIRTH
from famplan.rules.subjects.parent import (
    BIRTH,
    BIRTHS_CONFORMED,
    CHILD_CANNOT_WORK,
    CHILDREN,
    CHILDREN_EVER,
    HAS_SPOUSE,
    LIVING_CHILDREN,
    LIVING_DAUGHTERS,
    PARENT,
    REGISTRATION,
    SCHEME_BEGUN,
    SEX,
    SPOUSE_REGISTRATION,
    Parent,
)

__all__ = ["RURAL_REWARD", "RURAL_REWARD_FOUNDING", "SCHEMES"]

XUANZHOU = Source(
    "Xuanzhou district (Anhui), conditions of reward assistance",
    locator="four conditions",
    url="https://www.xuanzhou.gov.cn/OpennessContent/show/1595284.html",
    grade=Grade.OFFICIAL,
)
WEIHAI = Source(
    "Weihai city (Shandong), notice on 鲁政办发(2006)22号",
    locator="本人及配偶均为农业户口; Sunan county and a text on 国办发〔2004〕21号 alike",
    grade=Grade.SECONDARY,
)
PILOT = Source(
    "China Internet Information Center, 2005-06-10",
    locator="five provinces and 10 cities in 2004",
    url="http://english.china.org.cn/english/2005/Jun/131588.htm",
    grade=Grade.SECONDARY,
)
EXTENSION = Source(
    "China Internet Information Center, 2005",
    locator="extended to 23 provinces in 2005, the whole country planned for 2006",
    url="http://english.china.org.cn/english/China/131036.htm",
    grade=Grade.SECONDARY,
)
WHOLE_COUNTRY = Source(
    "Whole country from 2006 (plan of 2005) or from 2007 (China Daily, 2006-10-16)",
    locator="sources disagree",
    grade=Grade.MEMORY,
)
LAW_2015 = Source("人口与计划生育法 (2015-12-27)", locator="art. 27 ¶5", grade=Grade.LAW)
LAW_2021 = Source("人口与计划生育法 (2021-08-20)", locator="art. 31 ¶4", grade=Grade.LAW)

RURAL = REGISTRATION.is_(Registration.RURAL)
ONLY_DAUGHTER = (LIVING_CHILDREN == 1) & (LIVING_DAUGHTERS == 1)
TWO_DAUGHTERS = (LIVING_CHILDREN == 2) & (LIVING_DAUGHTERS == 2)
OF_COHORT = BIRTH >= date(1933, 1, 1)

_OWN = Requirement(
    "holds rural registration",
    RURAL,
    "Xuanzhou, cond. 1",
    text_zh="本人为农业户口",
    key="registration",
    source=XUANZHOU,
)
_BOTH = Requirement(
    "holds rural registration, and so does the spouse if there is one",
    RURAL & (~HAS_SPOUSE | SPOUSE_REGISTRATION.is_(Registration.RURAL)),
    "Weihai, cond. 1",
    text_zh="本人及配偶均为农业户口",
    key="registration",
    source=WEIHAI,
)
_BEGUN = Requirement(
    "is registered where the scheme had begun",
    SCHEME_BEGUN,
    text_zh="户籍地已实施该制度",
    key="begun",
)


def _common(source: Source, births: str, births_zh: str) -> tuple[Requirement[Parent], ...]:
    """Return what both wordings ask for, as a text has it, and of which births."""
    text = source.title.split()[0]
    return (
        Requirement(
            f"no birth {births} contrary to the rules of its time",
            BIRTHS_CONFORMED,
            f"{text}, cond. 2",
            text_zh=f"{births_zh}没有违反计划生育法规政策生育",
            key="conformed",
            source=source,
        ),
        Requirement(
            "has one living child, or two living daughters, or none alive of those born",
            (LIVING_CHILDREN == 1)
            | TWO_DAUGHTERS
            | ((LIVING_CHILDREN == 0) & (CHILDREN_EVER >= 1)),
            f"{text}, cond. 3",
            text_zh="现存一个子女或两个女孩或子女死亡现无子女",
            key="children",
            source=source,
        ),
        Requirement(
            "was born on or after 1933-01-01 and is at least 60",
            OF_COHORT & (BIRTH.age() >= 60),
            f"{text}, cond. 4",
            text_zh="1933年1月1日以后出生，年满60周岁",
            key="age",
            source=source,
        ),
    )


def _texts(source: Source, *requires: Requirement[Parent]) -> tuple[Rule[Parent], ...]:
    """Return the same conditions by the years of trial, nationwide, and under the law."""
    nationwide = Rule(
        "rural family reward assistance",
        name_zh="农村部分计划生育家庭奖励扶助",
        subject=PARENT,
        source=source,
        since=date(2007, 1, 1),
        until=date(2016, 1, 1),
        requires=requires,
        note="Which births must conform differs: those since 1973, or those of 1973 to 2001.",
    )
    years = (2004, PILOT), (2005, EXTENSION), (2006, WHOLE_COUNTRY)
    trial = tuple(
        nationwide.changed(
            since=date(year, 1, 1),
            until=date(year + 1, 1, 1),
            source=begun,
            ended_by="whole country from 2007" if year == 2006 else "",
            requires=(attrs.evolve(_BEGUN, source=begun), *requires),
            note="Where the scheme had not begun, nothing was paid.",
        )
        for year, begun in years
    )
    kept = "Who was entitled in the one-child period remains so; the law itself names no age."
    return (
        *trial,
        nationwide.changed(ended_by=str(LAW_2015)),
        nationwide.changed(
            since=date(2016, 1, 1),
            until=date(2021, 8, 20),
            ended_by=str(LAW_2021),
            source=LAW_2015,
            note=kept,
        ),
        nationwide.changed(since=date(2021, 8, 20), until=None, source=LAW_2021, note=kept),
    )


_SHANDONG: Overlay[Parent] = Overlay(
    place="Shandong",
    source=attrs.evolve(WEIHAI, locator="自2006年度起,在全省范围内实行"),
    since=date(2006, 1, 1),
    until=date(2007, 1, 1),
    drops=("begun",),
    note="the whole province a year before the country",
)
_FUJIAN = Overlay(
    place="Fujian/county",
    source=Source(
        "A county of Fujian, reward assistance in 2010",
        locator="ages 55 and 50; the county is not named",
        grade=Grade.MEMORY,
    ),
    since=date(2010, 1, 1),
    until=date(2011, 1, 1),
    relaxes=(
        Requirement(
            "is a man of at least 55 or a woman of at least 50",
            OF_COHORT & ((BIRTH.age() >= 55) | (SEX.is_(Sex.FEMALE) & (BIRTH.age() >= 50))),
            text_zh="男年满55周岁、女年满50周岁",
            key="age",
        ),
    ),
    note="which of the two ages is whose is not said: read as men's and women's",
)
_SHITAI = Overlay(
    place="Anhui/Shitai",
    source=Source("Shitai county (Anhui), amounts of reward assistance", grade=Grade.OFFICIAL),
    since=date(2012, 1, 1),
    relaxes=(
        Requirement(
            "is at least 55, with one daughter or two daughters and no son",
            OF_COHORT & (ONLY_DAUGHTER | TWO_DAUGHTERS) & (BIRTH.age() >= 55),
            text_zh="独女户、两女户年满55周岁",
            key="age",
        ),
    ),
    note="the page is undated: 2012, since when 960 yuan are paid, is taken for its first day",
)
_PINGYANG = Overlay(
    place="Zhejiang/Pingyang",
    source=Source(
        "Pingyang county (Zhejiang), conditions of reward assistance", grade=Grade.SECONDARY
    ),
    since=date(2016, 1, 1),
    replaces=(
        Requirement(
            "no birth contrary to the rules in 1973 to 2011",
            BIRTHS_CONFORMED,
            text_zh="1973年至2011年间没有违反计划生育法规政策生育",
            key="conformed",
        ),
    ),
    adds=(
        Requirement(
            "the youngest child was born from 1980-01-01 to 2015-12-31",
            CHILDREN.any(CHILD_BIRTH >= date(1980, 1, 1))
            & CHILDREN.all(CHILD_BIRTH <= date(2015, 12, 31)),
            text_zh="最小子女出生于1980年1月1日至2015年12月31日",
            key="youngest",
        ),
    ),
    note="the page is undated: it looks back on 2015, so that 2016 is taken for its first day",
)
_SHAANXI = Overlay(
    place="Shaanxi",
    source=Source("陕西省人口与计划生育条例 (2022-05-25)", locator="art. 54", grade=Grade.LAW),
    since=date(2022, 5, 25),
    relaxes=(
        Requirement(
            "is a town's parent of one child",
            REGISTRATION.is_(Registration.URBAN) & (CHILDREN_EVER == 1) & (LIVING_CHILDREN == 1),
            "art. 54 ¶2",
            text_zh="城镇独生子女父母",
            key="registration",
        ),
        Requirement(
            "is at least 55 and a rural parent of one daughter, or a town's mother",
            (BIRTH.age() >= 55) & ((RURAL & ONLY_DAUGHTER) | (~RURAL & SEX.is_(Sex.FEMALE))),
            "art. 54",
            text_zh="农村独女户父母年满五十五周岁，城镇母亲年满五十五周岁",
            key="age",
        ),
    ),
    note="in force on publication; for children of the one-child period",
)

_AMOUNTS = amounts_of(
    "rural_reward",
    cases={
        "only child dead, or disabled and unable to work": (CHILDREN_EVER == 1)
        & ((LIVING_CHILDREN == 0) | CHILD_CANNOT_WORK),
        "one daughter, from 60": ONLY_DAUGHTER & (BIRTH.age() >= 60),
        "one daughter, 55 to 59": ONLY_DAUGHTER & (BIRTH.age() >= 55) & (BIRTH.age() < 60),
        "two daughters, 55 to 59": TWO_DAUGHTERS & (BIRTH.age() >= 55) & (BIRTH.age() < 60),
        "rural": RURAL,
        "town": REGISTRATION.is_(Registration.URBAN),
    },
)

RURAL_REWARD: Scheme[Parent] = Scheme(
    code="rural-reward",
    name="rural family reward assistance",
    name_zh="农村部分计划生育家庭奖励扶助",
    versions=_texts(XUANZHOU, _OWN, *_common(XUANZHOU, "of 1973 to 2001", "1973年至2001年间")),
    overlays=(_SHANDONG, _FUJIAN, _SHITAI, _PINGYANG, _SHAANXI),
    amounts=_AMOUNTS,
    note="Day of 国办发〔2004〕21号 and any rise above 960 yuan: not found. Of six conditions of "
    "Shanghai (2004) one was read. Towns of Shaanxi: one payment, also under urban-old-age.",
)
"""Yearly assistance from 60 for rural parents of one child or two daughters: own registration."""

RURAL_REWARD_FOUNDING: Scheme[Parent] = Scheme(
    code="rural-reward-founding",
    name="rural family reward assistance, early wording",
    name_zh="农村部分计划生育家庭奖励扶助（早期条文）",
    versions=_texts(WEIHAI, _BOTH, *_common(WEIHAI, "since 1973", "1973年以来")),
    overlays=(_SHANDONG,),
    amounts=tuple(amount for amount in _AMOUNTS if not amount.place),
    note="A variant of rural-reward for places and years that asked for both spouses' rural "
    "registration; until when they did is unknown.",
)
"""The same by early local texts, in which the spouse has to be rural too."""

SCHEMES = (RURAL_REWARD, RURAL_REWARD_FOUNDING)
"""The schemes of this module."""
