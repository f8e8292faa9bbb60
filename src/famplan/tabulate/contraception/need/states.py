"""What several rows of the table ask: in union, pregnant, no period since the last birth."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from famplan.tabulate.contraception.need.facts import (
    M6,
    MONTHS,
    V213,
    V215,
    V222,
    V312,
    V502,
    V525,
    V527,
    V528,
    WOMAN,
)
from famplan.tabulate.contraception.need.terms import Term, asked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from famplan.language import Condition
    from famplan.tabulate.contraception.need.definition import Recency
    from famplan.tabulate.contraception.need.surveys import Answers

__all__ = [
    "ACTIVE_SINCE",
    "AMENORRHOEA",
    "BIRTH_IN_FIVE_YEARS",
    "EXPECTING",
    "IN_UNION",
    "NEVER_HAD_SEX",
    "PREGNANT",
    "USES",
    "answered",
    "any_of_these",
    "one_of_these",
]

IN_UNION = Term("in union", "在婚", V502 == 1)
PREGNANT = Term("pregnant", "怀孕", V213 == 1)
USES = Term("uses a method", "正在避孕", V312 != 0)

BIRTH_IN_FIVE_YEARS = Term("a birth in the last five years", "近五年有生育", asked(V222 < 60))

AMENORRHOEA = Term(
    "pregnant, or no period since the last birth",
    "怀孕，或上次生育后月经未恢复",
    PREGNANT
    | asked(M6 == 96)
    | (
        (~M6.is_known() | asked(M6 == 97) | asked(M6 == 99))
        & BIRTH_IN_FIVE_YEARS
        & (asked(MONTHS > V222) | asked(V215 == 995))
    ),
)
EXPECTING = Term(
    "pregnant, or no period since a birth less than 24 months ago",
    "怀孕，或不足24个月前生育后月经未恢复",
    PREGNANT | (AMENORRHOEA & asked(V222 < 24)),
)

_FOUR_WEEKS = asked(V528 == 95)

ACTIVE_SINCE: dict[Recency, Condition[Any]] = {
    "30 days": asked(V528.between(0, 30)) | _FOUR_WEEKS,
    "1 month": asked(V527.between(100, 130))
    | asked(V527.between(200, 204))
    | asked(V527.between(300, 301))
    | (~V527.is_known() & (asked(V528.between(0, 30)) | _FOUR_WEEKS)),
    "3 months": asked(V527.between(100, 190))
    | asked(V527.between(200, 212))
    | asked(V527.between(300, 303))
    | (~V527.is_known() & (asked(V528.between(0, 90)) | _FOUR_WEEKS)),
}
"""Sexually active, by the code of time in its own units, or by days where that is not given."""

NEVER_HAD_SEX = asked(V525 == 0)


def any_of_these(conditions: Iterable[Condition[Any]]) -> Condition[Any]:
    """One of some conditions holds."""
    found: Condition[Any] = reduce(or_, conditions)
    return found


def one_of_these(name: str, codes: Iterable[int]) -> Condition[Any]:
    """One of these answers was given to a question.

    Examples
    --------
    >>> one_of_these("v225", (2, 4)).describe()
    'pregnancy wanted (v225) = 2 or pregnancy wanted (v225) = 4'
    """
    fact: Any = WOMAN.facts[name]
    return any_of_these(asked(fact == code) for code in codes)


def answered(answers: Iterable[Answers]) -> Condition[Any]:
    """One of these answers was given to one of some questions."""
    return any_of_these(one_of_these(given.column, given.codes) for given in answers)
