"""People who move away from the place of their registration."""

from __future__ import annotations

from datetime import date

import attrs

from famplan.language.subject import Subject
from famplan.model.migrant import DEFINITION_1998, DEFINITION_2009, Migrant, Purpose
from famplan.model.sex import Sex, read_sex
from famplan.model.validators import is_a

__all__ = ["MOVER", "Mover"]


@attrs.frozen(kw_only=True)
class Mover:
    """Someone who lives, or goes to live, elsewhere; what is not given is unknown.

    Parameters
    ----------
    sex : Sex or str, optional
        Sex as registered at birth.
    birth : date, optional
        Date of birth.
    move : Migrant, optional
        The move: from where, to where, when and why. Whether it is far enough is read from its
        areas by the definition of each text.
    married : bool, optional
        Whether the person is married.
    children_born : int, optional
        How many children the person has had.
    documents : bool, optional
        Whether the identity cards of both partners, the marriage certificate and what both places
        certify are at hand.
    electronic_place : bool, optional
        Whether the place of registration issues the certificate electronically.

    Examples
    --------
    >>> Mover(move=Migrant(purpose="study")).purpose
    <Purpose.STUDY: 'study'>
    """

    sex: Sex | None = attrs.field(default=None, converter=read_sex)
    birth: date | None = None
    move: Migrant | None = attrs.field(default=None, validator=is_a(Migrant))
    married: bool | None = None
    children_born: int | None = None
    documents: bool | None = None
    electronic_place: bool | None = None

    @property
    def purpose(self) -> Purpose | None:
        """Why the person moves."""
        return None if self.move is None else self.move.purpose

    @property
    def floating_1998(self) -> bool | None:
        """Whether the move, once made, counts by the measure of 1998."""
        return None if self.move is None else DEFINITION_1998.counts(self.move, on=date.max)

    @property
    def far_enough(self) -> bool | None:
        """Whether the move crosses a border that counts by the regulation of 2009."""
        move = self.move
        return None if move is None else DEFINITION_2009.far_enough(move.origin, move.destination)


MOVER = Subject("mover", of=Mover)
SEX = MOVER.choice("sex", Sex, "sex", "性别")
BIRTH = MOVER.date("birth", "date of birth", "出生日期")
LEFT = MOVER.date("left", "day of leaving", "离开日期", path="move.left")
ARRIVED = MOVER.date("arrived", "day of arriving", "到达日期", path="move.arrived")
PURPOSE = MOVER.choice("purpose", Purpose, "purpose of the move", "异地居住事由")
FAR_ENOUGH = MOVER.flag(
    "far_enough",
    "left the county or city of registration, not only for another district of one city",
    "离开户籍所在地的县、市或者市辖区（同市区间除外）",
)
FLOATING_1998 = MOVER.flag(
    "floating_1998", "is a floating person by the measure of 1998", "按1998年办法属流动人口"
)
MARRIED = MOVER.flag("married", "is married", "已婚")
CHILDREN_BORN = MOVER.number("children_born", "children born", "已生育子女数")
DOCUMENTS = MOVER.flag("documents", "the documents are at hand", "证明材料齐全")
ELECTRONIC_PLACE = MOVER.flag(
    "electronic_place",
    "the place of registration issues it electronically",
    "户籍地开展电子婚育证明",
)

MOVER.contradiction("the person arrived before leaving", "到达早于离开", ARRIVED < LEFT)
MOVER.contradiction("the person is not born yet", "尚未出生", ~BIRTH.has_come())
