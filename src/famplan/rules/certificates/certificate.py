"""Only-child certificate (独生子女父母光荣证)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.rules.local_texts import overlays_in, texts_of
from famplan.rules.population_law import TWO_CHILDREN, through_time
from famplan.rules.requirement import Requirement
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.parent import (
    CHILDREN_EVER,
    CHOSE_ONE_CHILD,
    ONLY_CHILD_BIRTH,
    PARENT,
    Parent,
)

if TYPE_CHECKING:
    from famplan.rules.local_texts import LocalText

__all__ = ["ONE_CHILD", "ONLY_CHILD_CERTIFICATE", "child_under"]

ONE_CHILD: Requirement[Parent] = Requirement(
    "has had one child",
    CHILDREN_EVER == 1,
    text_zh="只生育一个子女",
    key="children",
)
"""One child, born or adopted: a second one ends what the certificate gives."""

_CHOICE: Requirement[Parent] = Requirement(
    "chose of their own will to have one child for life",
    CHOSE_ONE_CHILD,
    text_zh="自愿终身只生育一个子女",
    key="choice",
)
_PERIOD: Requirement[Parent] = Requirement(
    "the child was born in the one-child period, before 2016-01-01",
    ONLY_CHILD_BIRTH < TWO_CHILDREN,
    text_zh="在国家提倡一对夫妻生育一个子女期间（2016年1月1日前）生育",
    key="period",
)


def child_under(years: int) -> Requirement[Parent]:
    """Require that the only child has not reached an age."""
    return Requirement(
        f"the child is under {years}",
        ONLY_CHILD_BIRTH.age() < years,
        text_zh=f"子女未满{years}周岁",
        key="age",
    )


def _adds(text: LocalText) -> tuple[Requirement[Parent], ...]:
    return () if text.until_age is None else (child_under(text.until_age),)


def _replaces(text: LocalText) -> tuple[Requirement[Parent], ...]:
    return (_PERIOD,) if text.who == "born before 2016" else ()


_ONE_CHILD_PERIOD = (_CHOICE, ONE_CHILD, _PERIOD)

ONLY_CHILD_CERTIFICATE: Scheme[Parent] = Scheme(
    code="only-child-certificate",
    name="only-child certificate",
    name_zh="独生子女父母光荣证",
    versions=through_time(
        PARENT,
        "only-child certificate",
        "独生子女父母光荣证",
        locators=("art. 27 ¶1", "art. 27 ¶1", "art. 31 ¶1"),
        requires=((_CHOICE, ONE_CHILD), _ONE_CHILD_PERIOD, _ONE_CHILD_PERIOD),
    ),
    overlays=overlays_in(texts_of("only_child_certificate"), adds=_adds, replaces=_replaces),
    note=(
        "The national bar of 2016 is on the day of the child's birth, by the words 'in the period "
        "in which the State advocated one child'; Hebei and Gansu say it outright. Certificates "
        "are still issued to couples of that period. Those issued before 2002-09-01 rest on "
        "provincial rules, which are not held here. Another child ends the certificate: what was "
        "paid is not reclaimed in the texts that were read (Henan art. 38, Gansu art. 30)."
    ),
)
"""Who may have the certificate. Not for an only child born from 2016-01-01."""
