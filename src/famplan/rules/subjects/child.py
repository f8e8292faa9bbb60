"""Children, as their parents tell of them when they ask about benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.language.subject import Subject
from famplan.model.sex import Sex, read_sex

if TYPE_CHECKING:
    from datetime import date

__all__ = ["CHILD", "Child"]


@attrs.frozen(kw_only=True)
class Child:
    """A child of someone who asks; what is not given is unknown.

    Parameters
    ----------
    sex : Sex or str, optional
        Sex as registered at birth.
    birth, death : date, optional
        Dates of birth and death.
    alive : bool, optional
        Whether the child lives, where there is no date of death.
    adopted : bool, optional
        Whether the child was lawfully adopted.
    disability_grade : int, optional
        Certified grade, 1 (gravest) to 4; 0 for none.
    """

    sex: Sex | None = attrs.field(default=None, converter=read_sex)
    birth: date | None = None
    death: date | None = None
    alive: bool | None = None
    adopted: bool | None = None
    disability_grade: int | None = None


CHILD = Subject("child", of=Child)
CHILD_SEX = CHILD.choice("sex", Sex, "sex of the child", "子女性别")
CHILD_BIRTH = CHILD.date("birth", "child's date of birth", "子女出生日期")
CHILD_DEATH = CHILD.date("death", "child's date of death", "子女死亡日期")
CHILD_LIVES = CHILD.flag("alive", "the child lives", "子女存活")
CHILD_ADOPTED = CHILD.flag("adopted", "the child was lawfully adopted", "依法收养")
CHILD_DISABILITY = CHILD.number("disability_grade", "child's grade of disability", "子女残疾等级")

HAS_DIED = CHILD_DEATH.has_come() | ~CHILD_LIVES
"""The child has died by the reference date."""
IS_ALIVE = ~CHILD_DEATH.is_known() & CHILD_LIVES | ~CHILD_DEATH.has_come()
"""The child lives on the reference date."""
