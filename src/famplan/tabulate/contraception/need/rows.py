"""Rows of the decision table, and the codes they give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from famplan.language import Condition
    from famplan.tabulate.contraception.need.definition import Box

__all__ = ["CODES", "NOT_ASKED", "UNKNOWN", "Row", "said_of"]

NOT_ASKED, UNKNOWN = 98, 99
"""Codes of women who were not asked, and of those of whom too little is known."""

CODES = {
    0: ("never had sex", "从未有性行为"),
    1: ("unmet need for spacing", "间隔生育的未满足需求"),
    2: ("unmet need for limiting", "限制生育的未满足需求"),
    3: ("using for spacing", "为间隔生育而避孕"),
    4: ("using for limiting", "为限制生育而避孕"),
    7: ("no unmet need", "无未满足需求"),
    8: ("not sexually active", "无性生活"),
    9: ("infecund or menopausal", "不能生育或已绝经"),
    98: ("not applicable: not in union, and not asked", "不适用：未婚且未询问"),
    99: ("not known", "未知"),
}
"""What the codes of `v626a` mean, in English and Chinese."""


def said_of(code: int, *, language: str = "en") -> str:
    """Say what a code means.

    Examples
    --------
    >>> said_of(9), said_of(9, language="zh")
    ('infecund or menopausal', '不能生育或已绝经')
    """
    return CODES[code][0 if language == "en" else 1]


@attrs.frozen(eq=False)
class Row:
    """One row: if the condition holds and none before it did, this is her code.

    Parameters
    ----------
    key : str
        A short name.
    code : int
        What she is then.
    condition : Condition
        Of whom.
    reason_en, reason_zh : str
        The condition as people say it.
    box : Box, optional
        The sign of infecundity that it looks for.
    """

    key: str
    code: int
    condition: Condition[Any]
    reason_en: str
    reason_zh: str
    box: Box | None = None

    def said(self, *, language: str = "en") -> str:
        """Say the reason."""
        return self.reason_en if language == "en" else self.reason_zh
