"""A scheme made up for tests: two texts, a local one over them, and amounts."""

from __future__ import annotations

from datetime import date

from famplan.catalogue.indicator import Grade, Source
from famplan.rules import Amount, Overlay, Requirement, Rule, Scheme
from famplan.rules.subjects import PARENT, Parent
from famplan.rules.subjects.parent import (
    BIRTH,
    CERTIFICATE,
    LIVING_CHILDREN,
    LIVING_DAUGHTERS,
    REGISTRATION,
)

__all__ = ["AGE", "LAW", "LOCAL", "RURAL", "SCHEME", "SEEN", "UNSEEN"]

SEEN = Source("a law", locator="art. 3", grade=Grade.LAW)
UNSEEN = Source("a memory", grade=Grade.MEMORY)
LOCAL = Source("a local regulation", locator="art. 9", grade=Grade.OFFICIAL)

RURAL = Requirement(
    "is rural", REGISTRATION.is_("rural"), "art. 3 (1)", text_zh="农业户口", key="rural"
)
AGE = Requirement("is at least 60", BIRTH.age() >= 60, "art. 3 (2)", text_zh="满60周岁", key="age")
ONE = Requirement("has one child", LIVING_CHILDREN == 1, text_zh="一个子女", key="one")

LAW: Rule[Parent] = Rule(
    "old age", name_zh="养老", subject=PARENT, requires=(RURAL, AGE, ONE), source=SEEN,
    since=date(2004, 1, 1), until=date(2009, 1, 1), ended_by="act 7 of 2008",
)  # fmt: skip

SCHEME: Scheme[Parent] = Scheme(
    code="old-age",
    name="old age",
    name_zh="养老",
    versions=(
        LAW,
        LAW.changed(
            since=date(2010, 1, 1), until=None, ended_by="", requires=(RURAL, AGE), source=UNSEEN
        ),
    ),
    overlays=(
        Overlay(
            place="Henan",
            source=LOCAL,
            since=date(2010, 1, 1),
            relaxes=(Requirement("is at least 55", BIRTH.age() >= 55, key="age"),),
        ),
        Overlay(
            place="Henan/Zhengzhou",
            source=LOCAL,
            since=date(2012, 1, 1),
            replaces=(Requirement("is urban", REGISTRATION.is_("urban"), key="rural"),),
            adds=(Requirement("holds the certificate", CERTIFICATE, key="certificate"),),
            note="city only",
        ),
    ),
    amounts=(
        Amount(value=600, source=SEEN, since=date(2004, 1, 1), until=date(2011, 1, 1)),
        Amount(value=720, source=SEEN, since=date(2011, 1, 1)),
        Amount(value=900, source=UNSEEN, since=date(2011, 1, 1), place="Henan"),
        Amount(
            value=100, source=SEEN, since=date(2011, 1, 1), adds=True,
            when=LIVING_DAUGHTERS == 2, case="two daughters",
        ),
    ),
)  # fmt: skip
