"""Procedures: voluntary contraceptive operations and terminations, each with its consent."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.errors import ConsentError
from famplan.model.validators import is_date, is_known_date, member

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Complication", "Procedure", "ProcedureKind"]


class ProcedureKind(StrEnum):
    """What was done. Which kinds make up 三术, 四术 or 五术 differs by place and is data elsewhere.

    Examples
    --------
    >>> ProcedureKind.IUD_INSERTION.name_zh
    '放置宫内节育器'
    """

    MALE_STERILISATION = "male sterilisation"
    FEMALE_STERILISATION = "female sterilisation"
    STERILISATION_REVERSAL = "sterilisation reversal"
    IUD_INSERTION = "IUD insertion"
    IUD_REMOVAL = "IUD removal"
    IMPLANT_INSERTION = "implant insertion"
    IMPLANT_REMOVAL = "implant removal"
    INDUCED_ABORTION = "induced abortion"
    INDUCTION = "induction"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _CHINESE[self]


_CHINESE = {
    ProcedureKind.MALE_STERILISATION: "男性绝育",
    ProcedureKind.FEMALE_STERILISATION: "女性绝育",
    ProcedureKind.STERILISATION_REVERSAL: "绝育复通",
    ProcedureKind.IUD_INSERTION: "放置宫内节育器",
    ProcedureKind.IUD_REMOVAL: "取出宫内节育器",
    ProcedureKind.IMPLANT_INSERTION: "皮埋放置",
    ProcedureKind.IMPLANT_REMOVAL: "皮埋取出",
    ProcedureKind.INDUCED_ABORTION: "人工流产",
    ProcedureKind.INDUCTION: "引产",
}


class Complication(StrEnum):
    """Complication of a procedure by its certified grade (计划生育手术并发症).

    Grade one is split: I-A is compensated once, I-B is among the monthly cases.
    """

    NONE = "none"
    GRADE_1A = "I-A"
    GRADE_1B = "I-B"
    GRADE_2 = "II"
    GRADE_3 = "III"
    OTHER = "other"
    """Milder than grade three, or not graded."""


def _read_kind(value: ProcedureKind | str) -> ProcedureKind:
    return member(value, ProcedureKind, "kind")


def _read_complication(value: Complication | str | None) -> Complication | None:
    return None if value is None else member(value, Complication, "complication")


@attrs.frozen(kw_only=True)
class Procedure:
    """One voluntary procedure. Without consent on or before its day there is no record.

    Records are for counting: they name nobody, and nothing here says on whom one is "due".

    Parameters
    ----------
    kind : ProcedureKind or str
        What was done.
    performed : date
        The day it was done.
    consented : date
        The day of the client's written consent, on or before it.
    complication : Complication or str, optional
        ``none``, or the grade of a complication; not given is unknown.

    Raises
    ------
    ConsentError
        No consent, or a consent after the procedure.
    InvalidRecordError
        A field that cannot be read.

    Examples
    --------
    >>> from datetime import date
    >>> Procedure(
    ...     kind="IUD insertion", performed=date(2013, 6, 30), consented=date(2013, 6, 28)
    ... ).kind
    <ProcedureKind.IUD_INSERTION: 'IUD insertion'>
    >>> Procedure(kind="IUD insertion", performed=date(2013, 6, 30))
    Traceback (most recent call last):
    ...
    famplan.errors.ConsentError: consented: no date; a procedure is recorded only with consent \
given on or before its day
    """

    kind: ProcedureKind = attrs.field(converter=_read_kind)
    performed: date = attrs.field(validator=is_known_date)
    # Without a date the message below is better than Python's about a missing argument.
    consented: date | None = attrs.field(default=None, validator=is_date)
    complication: Complication | None = attrs.field(default=None, converter=_read_complication)

    def __attrs_post_init__(self) -> None:
        """Check that consent came first."""
        _check_consent(self)


def _check_consent(procedure: Procedure) -> None:
    remedy = "a procedure is recorded only with consent given on or before its day"
    if procedure.consented is None:
        raise ConsentError("consented", "no date", remedy=remedy)
    if procedure.consented > procedure.performed:
        problem = f"{procedure.consented} is after performed {procedure.performed}"
        raise ConsentError("consented", problem, remedy=remedy)
