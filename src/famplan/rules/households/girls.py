"""Families with daughters: a supplement to the subsistence allowance, and preference."""

from __future__ import annotations

from datetime import date

from famplan.catalogue.indicator import Grade, Source
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Scheme
from famplan.rules.subjects.parent import (
    BIRTHS_CONFORMED,
    LIVING_CHILDREN,
    LIVING_DAUGHTERS,
    PARENT,
    SUBSISTENCE,
    Parent,
)

__all__ = ["DAUGHTER_PREFERENCE", "GIRL_SUPPLEMENT"]

GIRL_SUPPLEMENT: Scheme[Parent] = Scheme(
    code="girl-supplement",
    name="supplement to the subsistence allowance for families with one girl (Zhengzhou)",
    name_zh="农村低保独女户补贴（郑州）",
    versions=(
        Rule(
            "supplement to the subsistence allowance for families with one girl (Zhengzhou)",
            name_zh="农村低保独女户补贴（郑州）",
            subject=PARENT,
            place="Henan/Zhengzhou",
            source=Source(
                "Source report S3, part 2 (Zhengzhou, Henan, 2007)",
                locator="每人每月给予不低于30元的补贴",
                grade=Grade.SECONDARY,
            ),
            since=date(2007, 1, 1),
            requires=(
                Requirement(
                    "draws the rural subsistence allowance",
                    SUBSISTENCE,
                    text_zh="享受农村最低生活保障",
                    key="subsistence",
                ),
                Requirement(
                    "has exactly one child, a girl",
                    (LIVING_CHILDREN == 1) & (LIVING_DAUGHTERS == 1),
                    text_zh="只有一个女孩",
                    key="children",
                ),
            ),
            note="The day is inferred: the text is of 2007 and masks its date.",
        ),
    ),
    amounts=amounts_of("girl_supplement"),
    note="A text of one city of Henan alone, taken to be Zhengzhou. Living children are counted.",
)
"""At least 30 yuan a month for each person of a poor family with one girl."""

DAUGHTER_PREFERENCE: Scheme[Parent] = Scheme(
    code="daughter-preference",
    name="preference for families with daughters only (Yulin)",
    name_zh="计划生育女儿户优先优惠（榆林）",
    versions=(
        Rule(
            "preference for families with daughters only (Yulin)",
            name_zh="计划生育女儿户优先优惠（榆林）",
            subject=PARENT,
            place="Shaanxi/Yulin",
            source=Source(
                "Source report S1 (Yulin, Shaanxi, 2009)",
                locator="积极支持计划生育女儿户发展经济",
                grade=Grade.SECONDARY,
            ),
            since=date(2009, 1, 1),
            requires=(
                Requirement(
                    "has daughters and no son",
                    (LIVING_DAUGHTERS >= 1) & (LIVING_CHILDREN == LIVING_DAUGHTERS),
                    text_zh="有女无儿",
                    key="children",
                ),
                Requirement(
                    "is a family that practises family planning",
                    BIRTHS_CONFORMED,
                    text_zh="计划生育家庭",
                    key="conformed",
                ),
            ),
            note="The day is inferred: the report is of 2009.",
        ),
    ),
    note=(
        "A report of Yulin (Shaanxi) alone: preference with land, homestead, loans, housing and "
        "training; no amounts."
    ),
)
"""Preference with land, homestead, loans, housing and training."""
