"""Only-child parents' reward (独生子女父母奖励费): until the child reaches the province's age."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from famplan.model.registration import Registration
from famplan.rules.amount import Amount
from famplan.rules.certificates.certificate import ONE_CHILD, child_under
from famplan.rules.local_texts import amounts_in, overlays_in, texts_of
from famplan.rules.population_law import law_text, through_time
from famplan.rules.requirement import Requirement
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.employer import Employer
from famplan.rules.subjects.parent import (
    BELOW_REWARD_AGE,
    CERTIFICATE,
    CHILDREN_EVER,
    EMPLOYER,
    LIVING_DAUGHTERS,
    PARENT,
    REGISTRATION,
    Parent,
)

if TYPE_CHECKING:
    from famplan.language.conditions import Condition
    from famplan.rules.local_texts import LocalText

__all__ = ["HOLDS_CERTIFICATE", "ONLY_CHILD_REWARD"]

HOLDS_CERTIFICATE: Requirement[Parent] = Requirement(
    "holds the only-child certificate",
    CERTIFICATE,
    text_zh="持有《独生子女父母光荣证》",
    key="certificate",
)
"""The certificate, on which the rewards rest."""

_AGE: Requirement[Parent] = Requirement(
    "the child is below the age set by the province",
    BELOW_REWARD_AGE,
    text_zh="子女未满省定领取年龄",
    key="age",
)

_URBAN = REGISTRATION.is_(Registration.URBAN)
_RURAL = REGISTRATION.is_(Registration.RURAL)
_NO_EMPLOYER = EMPLOYER.is_(Employer.NONE)

_CASES: dict[str, Condition[Parent] | None] = {
    "employee": ~_NO_EMPLOYER,
    "no employer": _NO_EMPLOYER,
    "urban": _URBAN,
    "rural": _RURAL,
    "employee or urban": ~_NO_EMPLOYER | _URBAN,
    "rural, no employer": _RURAL & _NO_EMPLOYER,
    "rural, one daughter": _RURAL & (CHILDREN_EVER == 1) & (LIVING_DAUGHTERS == 1),
    "instead of monthly payments": None,
    "instead of yearly payments": None,
    "besides monthly payments": None,
}


def _age(text: LocalText) -> tuple[Requirement[Parent], ...]:
    return () if text.until_age is None else (child_under(text.until_age),)


_TEXTS = texts_of("only_child_reward")
_REQUIRES = (HOLDS_CERTIFICATE, ONE_CHILD, _AGE)

ONLY_CHILD_REWARD: Scheme[Parent] = Scheme(
    code="only-child-reward",
    name="only-child parents' reward",
    name_zh="独生子女父母奖励费",
    versions=through_time(
        PARENT,
        "only-child parents' reward",
        "独生子女父母奖励费",
        locators=("art. 27 ¶2", "art. 27 ¶2", "art. 31 ¶2"),
        requires=(_REQUIRES, _REQUIRES, _REQUIRES),
    ),
    overlays=overlays_in(_TEXTS, replaces=_age),
    amounts=(
        Amount(
            source=law_text(date(2002, 9, 1), "art. 27 ¶2"),
            per="",
            period="",
            note="by the province",
        ),
        *amounts_in(_TEXTS, cases=_CASES),
    ),
    note=(
        "The law leaves amount and age to the provinces. A provincial text holds from the day of "
        "the version that was read; before it neither age nor amount is known here. Most texts do "
        "not say whether the reward goes on after the child's death. Other privileges of holders, "
        "such as leave to care for old parents (Henan 20 days, Guangdong and Zhejiang 5) and a "
        "second share of rural land (Henan, Zhejiang), are not modelled."
    ),
)
"""Monthly or yearly reward for holders of the certificate; 24 provinces have texts here."""
