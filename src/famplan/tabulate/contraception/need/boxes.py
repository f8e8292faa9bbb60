"""Signs of infecundity: the boxes of the flow chart, each a row of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.tabulate.contraception.need.definition import Box
from famplan.tabulate.contraception.need.facts import (
    MONTHS,
    NOT_PREGNANT,
    TOO_OLD,
    V215,
    V512,
    V605,
    WOMAN,
)
from famplan.tabulate.contraception.need.rows import Row
from famplan.tabulate.contraception.need.states import (
    AMENORRHOEA,
    BIRTH_IN_FIVE_YEARS,
    IN_UNION,
    answered,
    any_of_these,
    one_of_these,
)
from famplan.tabulate.contraception.need.terms import asked

if TYPE_CHECKING:
    from famplan.language import Condition
    from famplan.tabulate.contraception.need.definition import NeedDefinition

__all__ = ["box_rows"]

_INFECUND = 9


def box_rows(definition: NeedDefinition) -> tuple[Row, ...]:
    """Make the rows of the boxes that a definition looks for.

    Women who are pregnant, or whose periods have not come back after a birth of the last two
    years, have been told apart by the rows before.
    """
    boxes = _boxes(definition)
    return tuple(
        Row(str(box), _INFECUND, *boxes[box], box) for box in definition.boxes if box in boxes
    )


def _boxes(definition: NeedDefinition) -> dict[Box, tuple[Condition[Any], str, str]]:
    rules = definition.rules
    boxes: dict[Box, tuple[Condition[Any], str, str]] = {
        Box.NEVER_USED: (
            IN_UNION & asked(V512 >= 5) & ~BIRTH_IN_FIVE_YEARS & _never_used(definition),
            "in union, first for five years or more, no birth in five years, never used a method",
            "在婚，初婚满五年，五年内无生育，从未避孕",
        ),
        Box.DECLARED: (
            asked(V605 == 7),
            "says that she cannot have children",
            "自述不能生育",
        ),
        Box.NO_PERIOD: (
            asked(MONTHS >= 6) & ~AMENORRHOEA,
            "last period six months ago or more, and not because of the last birth",
            "末次月经距今满六个月，且非产后闭经",
        ),
        Box.MENOPAUSE: (
            _menopause(hysterectomy=not rules.no_hysterectomy_code),
            (
                "menopause or hysterectomy given for the last period, or never menstruated and no "
                "birth in five years"
            ),
            "末次月经一问答为绝经或子宫切除，或从未来过月经且五年内无生育",
        ),
        Box.BEFORE_BIRTH: (
            asked(V215 == 995) & ~BIRTH_IN_FIVE_YEARS,
            "last period before the last birth, and no birth in five years",
            "末次月经在上次生育之前，且五年内无生育",
        ),
    }
    if rules.reasons:
        boxes[Box.REASON] = (
            answered(rules.reasons),
            "names menopause or hysterectomy as the reason for using no method",
            "因绝经或子宫切除而未避孕",
        )
    return boxes


def _never_used(definition: NeedDefinition) -> Condition[Any]:
    columns: list[Any] = [WOMAN.facts[name] for name in definition.rules.ever_used]
    # The first column that says anything decides; the others stand in where it is empty.
    never: Condition[Any] = asked(columns[-1] == 0)
    for column in reversed(columns[:-1]):
        never = asked(column == 0) | (~column.is_known() & never)
    if not definition.reasons_for_sterility:
        return never
    said = any_of_these(column.is_known() for column in columns)
    return never | (~said & (asked(NOT_PREGNANT == 1) | asked(TOO_OLD == 1)))


def _menopause(*, hysterectomy: bool) -> Condition[Any]:
    codes = (993, 994) if hysterectomy else (994,)
    return one_of_these("v215", codes) | (asked(V215 == 996) & ~BIRTH_IN_FIVE_YEARS)
