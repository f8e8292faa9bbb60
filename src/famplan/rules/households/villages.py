"""Village charters (村民自治章程): benefits that villages give by their own rules.

A village's charter is a local text over `VILLAGE_SUPPORT`: `Charter.overlay` lays it there.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from famplan.catalogue.indicator import Grade, Source
from famplan.errors import DefinitionError
from famplan.rules.amount_files import amounts_of
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects.parent import (
    BIRTHS_CONFORMED,
    CHARTER_ADOPTED,
    LIVING_CHILDREN,
    LIVING_DAUGHTERS,
    PARENT,
    Parent,
)
from famplan.rules.window import check_window

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["VILLAGE_SUPPORT", "Charter"]

_TWO_GIRLS = (LIVING_CHILDREN == 2) & (LIVING_DAUGHTERS == 2)
_ONE_CHILD = LIVING_CHILDREN == 1

VILLAGE_SUPPORT: Scheme[Parent] = Scheme(
    code="village-support",
    name="support by village charter (Hongshandian)",
    name_zh="村民自治章程优待（洪山殿镇）",
    versions=(
        Rule(
            "support by village charter (Hongshandian)",
            name_zh="村民自治章程优待（洪山殿镇）",
            subject=PARENT,
            place="Hunan/Shuangfeng/Hongshandian",
            source=Source(
                "Source report S3, part 6 (Hongshandian town, Shuangfeng, Hunan)",
                locator="35个村对两女户补助养老保险费 …",
                grade=Grade.SECONDARY,
            ),
            since=date(2004, 1, 1),
            requires=(
                Requirement(
                    "the village has adopted a charter",
                    CHARTER_ADOPTED.has_come(),
                    text_zh="本村已制定章程",
                    key="charter",
                ),
                Requirement(
                    "has one child, or two daughters",
                    _ONE_CHILD | _TWO_GIRLS,
                    text_zh="独生子女户或两女户",
                    key="household",
                ),
                Requirement(
                    "is a family that practises family planning",
                    BIRTHS_CONFORMED,
                    text_zh="计划生育家庭",
                    key="conformed",
                ),
            ),
            note="The report counts charters from 2004 on; the first day is inferred.",
        ),
    ),
    amounts=amounts_of(
        "village_support", cases={"two daughters": _TWO_GIRLS, "one child": _ONE_CHILD}
    ),
    note=(
        "Of 41 villages 39 have a charter; what each gives is its own. The same report has 23 "
        "villages that reward families who give up a further birth, and a pension policy of 500 "
        "yuan for two-girl households that is tied to a long-acting method: such benefits are "
        "counted in totals and asked of nobody."
    ),
)
"""Pension premiums, school fees and privileges that villages give by their charters."""


@attrs.frozen(kw_only=True)
class Charter:
    """The charter of one village.

    Parameters
    ----------
    village : str
        Where: a path like ``"Hunan/Shuangfeng/Hongshandian/Village A"``.
    adopted : date
        The day on which the villagers adopted it.
    until : date, optional
        First day on which it no longer held.
    source : Source
        The charter itself, with the grade of who has read it.

    Raises
    ------
    DefinitionError
        It has no village, or ends before it was adopted.

    Examples
    --------
    A charter, assumed for the example, that takes in families with three daughters.

    >>> from datetime import date
    >>> from famplan.rules.requirement import Requirement
    >>> from famplan.rules.subjects.parent import LIVING_DAUGHTERS
    >>> charter = Charter(
    ...     village="Hunan/Shuangfeng/Hongshandian/A",
    ...     adopted=date(2005, 3, 1),
    ...     source=Source("Charter of village A, assumed", grade=Grade.MEMORY),
    ... )
    >>> three = Requirement("three daughters", LIVING_DAUGHTERS == 3, key="household")
    >>> scheme = attrs.evolve(VILLAGE_SUPPORT, overlays=(charter.overlay(relaxes=(three,)),))
    >>> family = {"charter_adopted": date(2005, 3, 1), "births_conformed": True}
    >>> family |= {"living_children": 3, "living_daughters": 3}
    >>> str(scheme.verdict(family, on=date(2006, 1, 1), place=charter.village).outcome)
    'eligible'
    """

    village: str
    adopted: date
    until: date | None = None
    source: Source

    def __attrs_post_init__(self) -> None:
        """Check the village and the window."""
        if not self.village:
            raise DefinitionError("charter", "has no village", remedy="give village=")
        check_window(f"charter of {self.village}", self.adopted, self.until)

    def overlay(
        self,
        *,
        adds: Iterable[Requirement[Parent]] = (),
        replaces: Iterable[Requirement[Parent]] = (),
        relaxes: Iterable[Requirement[Parent]] = (),
    ) -> Overlay[Parent]:
        """Return it as a local text: what it asks for besides, instead, or as well."""
        return Overlay(
            place=self.village,
            source=self.source,
            since=self.adopted,
            until=self.until,
            adds=tuple(adds),
            replaces=tuple(replaces),
            relaxes=tuple(relaxes),
        )
