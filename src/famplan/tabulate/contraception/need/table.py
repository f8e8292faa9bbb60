"""The decision table: rows in order, of which the first that holds decides.

Written to be read beside the flow chart of Bradley et al. (2012). A comparison in `asked` fails
where the question was not put or not answered. Without it, what is missing is unknown: that is so
of the method in use, of marital status and of pregnancy, which every woman is asked.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from famplan.tabulate.contraception.need.boxes import box_rows
from famplan.tabulate.contraception.need.facts import V020, V312, V528, V605
from famplan.tabulate.contraception.need.rows import Row
from famplan.tabulate.contraception.need.states import (
    ACTIVE_SINCE,
    EXPECTING,
    IN_UNION,
    NEVER_HAD_SEX,
    PREGNANT,
    USES,
    answered,
    one_of_these,
)
from famplan.tabulate.contraception.need.terms import Otherwise, asked

if TYPE_CHECKING:
    from famplan.language import Condition
    from famplan.tabulate.contraception.need.definition import NeedDefinition

__all__ = ["decision_table"]


@cache
def decision_table(definition: NeedDefinition) -> tuple[Row, ...]:
    """Make the table of a definition.

    Parameters
    ----------
    definition : NeedDefinition
        Which of the variants.

    Returns
    -------
    tuple of Row
        In order: the first row whose condition holds decides.

    Examples
    --------
    >>> from famplan.tabulate.contraception.need import need_definition
    >>> for row in decision_table(need_definition("dhs"))[:3]:
    ...     print(row.code, row.reason_en)
    98 not in union, in a survey of ever-married women
    4 uses a method and wants no more children, is sterilised or cannot have any
    3 uses a method
    """
    infecund, inactive = box_rows(definition), _inactive(definition)
    middle = (infecund, inactive) if definition.first == "infecundity" else (inactive, infecund)
    return (
        *_not_applicable(definition),
        *_users(definition),
        *_expecting(definition),
        *middle[0],
        *middle[1],
        *_by_wish(definition),
    )


def _not_applicable(definition: NeedDefinition) -> tuple[Row, ...]:
    if definition.rules.union_only:
        text = "not in union, in a survey that asked only women in union about their wishes"
        return (Row("not asked", 98, ~IN_UNION, text, "非在婚，而调查只向在婚妇女询问生育意愿"),)
    text = "not in union, in a survey of ever-married women"
    return (Row("not asked", 98, asked(V020 == 1) & ~IN_UNION, text, "非在婚，曾婚妇女样本"),)


def _users(definition: NeedDefinition) -> tuple[Row, ...]:
    no_more = asked(V605.between(5, 7))
    if definition.sterilised_limit:
        no_more |= asked(V312 == 6) | asked(V312 == 7)
    return (
        Row(
            "uses to limit",
            4,
            USES & no_more,
            "uses a method and wants no more children, is sterilised or cannot have any",
            "正在避孕，且不再想要孩子、已绝育或不能生育",
        ),
        Row("uses to space", 3, USES, "uses a method", "正在避孕"),
    )


def _expecting(definition: NeedDefinition) -> tuple[Row, ...]:
    then = definition.rules.pregnancy_then
    later = tuple(code for code in definition.later if code not in then)
    wanted = {
        "then": _wanted(then, (1,)),
        "later": _wanted(later, definition.later),
        "not at all": _wanted((3,), (3,)),
    }
    lead, lead_zh = EXPECTING.said(), EXPECTING.said(language="zh")
    said = {
        "then": (7, "wanted then", "当时想要"),
        "later": (1, "wanted later", "想晚些要"),
        "not at all": (2, "not wanted", "不想要"),
    }
    rows = [
        Row(
            f"wanted {when}",
            code,
            EXPECTING & wanted[when],
            f"{lead}; the pregnancy or birth was {text}",
            f"{lead_zh}；该次妊娠{text_zh}",
        )
        for when, (code, text, text_zh) in said.items()
    ]
    text = f"{lead}; not known whether the pregnancy or birth was wanted"
    return (*rows, Row("wanted unknown", 99, EXPECTING, text, f"{lead_zh}；是否想要该次妊娠不详"))


def _wanted(pregnancy: tuple[int, ...], birth: tuple[int, ...]) -> Condition[Any]:
    """Judge the pregnancy of who is pregnant, and the last birth of who is not."""
    of_pregnancy, of_birth = one_of_these("v225", pregnancy), one_of_these("m10_1", birth)
    return (PREGNANT & of_pregnancy) | (~PREGNANT & of_birth)


def _inactive(definition: NeedDefinition) -> tuple[Row, ...]:
    active = ACTIVE_SINCE[definition.recency]
    never = Row(
        "never had sex",
        0,
        ~IN_UNION & NEVER_HAD_SEX,
        "not in union, never had sex",
        "非在婚，从未有性行为",
    )
    text = f"not in union, no intercourse in the last {definition.recency}"
    text_zh = f"非在婚，{_RECENCY_ZH[definition.recency]}内无性生活"
    inactive = Row("not active", 8, ~IN_UNION & ~active, text, text_zh)
    if definition.unknown_recency == "inactive":
        return never, inactive
    unknown = ~active & (~V528.is_known() | V528.between(97, 99))
    unsaid = Row(
        "activity unknown",
        99,
        ~IN_UNION & unknown,
        "not in union, not known when she last had intercourse",
        "非在婚，末次性行为时间不详",
    )
    return never, unsaid, inactive


_RECENCY_ZH = {"30 days": "30天", "1 month": "1个月", "3 months": "3个月"}


def _by_wish(definition: NeedDefinition) -> tuple[Row, ...]:
    rules = definition.rules
    soon, later = asked(V605 == 1), asked(V605.between(2, 4))
    if rules.no_need is not None:
        soon |= answered((rules.no_need,))
    if rules.unanswered_is_unsure:
        later |= ~V605.is_known()
    return (
        Row("wants soon", 7, soon, "wants a child within two years", "两年内想要孩子"),
        Row(
            "wants later",
            1,
            later,
            "wants a child in two years or later, or is unsure of when or whether",
            "想在两年以后要孩子，或不确定何时或是否要",
        ),
        Row("wants no more", 2, asked(V605 == 5), "wants no more children", "不再想要孩子"),
        Row("wish unknown", 99, Otherwise(), "her wish is not known", "生育意愿不详"),
    )
