"""Grounds on which a text let a couple have one child more: each a small condition by name.

Data files say which grounds a text had (``{ ground = "miner", years = 5 }``); this table says what
each of them asks for. A ground is for the second child unless its entry says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError
from famplan.model.registration import Registration
from famplan.rules.birth_policy.builders import (
    RURAL,
    WOMAN_RURAL,
    as_many_again,
    earlier_not_counted,
    fishers,
    infertile_then_adopted,
    miner,
    minority,
    mountain,
    remarried,
    remarried_from,
    returned,
    settled,
    soldier,
    without_joint_child,
)
from famplan.rules.subjects import couple as c

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.language.conditions import Condition
    from famplan.rules.subjects.couple import CoupleAtBirth

    Asked = Condition[CoupleAtBirth]

__all__ = ["GROUNDS", "GroundKind", "condition_of"]


@attrs.frozen
class GroundKind:
    """What a ground is called, and how its condition is made from the options of an entry."""

    name: str
    name_zh: str
    build: Callable[..., Asked]
    counts: bool = False
    """Whether it says itself how many children there are before."""


def condition_of(ground: str, *, order: int = 2, further: bool = False, **options: Any) -> Asked:  # noqa: ANN401 - as the builder wants
    """Make the condition of a ground.

    Parameters
    ----------
    ground : str
        A key of `GROUNDS`.
    order : int
        For which child of the couple, where the ground itself does not count the children.
    further : bool
        Whether the text had conditions for it that were not read.
    **options
        What the ground leaves to the text: years, grades, numbers.

    Returns
    -------
    Condition

    Raises
    ------
    DefinitionError
        There is no such ground, or it has no such option.

    Examples
    --------
    >>> condition_of("both_only_children").describe()
    'order of the birth = 2 and the woman is an only child and the man is an only child'
    """
    kind = GROUNDS.get(ground)
    if kind is None:
        raise DefinitionError("ground", f"{ground!r} is none of {', '.join(GROUNDS)}")
    try:
        asked = kind.build(**options)
    except TypeError:
        problem = f"{ground} has no option of {', '.join(options)}"
        raise DefinitionError("ground", problem, remedy="mend the data file") from None
    if not kind.counts:
        asked = (c.ORDER == order) & asked
    return asked & c.FURTHER if further else asked


GROUNDS: dict[str, GroundKind] = {
    "both_only_children": GroundKind(
        "both partners are only children", "双方均为独生子女", lambda: c.WOMAN_ONLY & c.MAN_ONLY
    ),
    "one_only_child": GroundKind(
        "one partner or both are only children",
        "一方或双方为独生子女",
        lambda: c.WOMAN_ONLY | c.MAN_ONLY,
    ),
    "rural_one_only_child": GroundKind(
        "rural couple, one partner an only child",
        "农村夫妻一方为独生子女",
        lambda: RURAL & (c.WOMAN_ONLY | c.MAN_ONLY),
    ),
    "one_rural_one_only_child": GroundKind(
        "one partner rural, one partner an only child",
        "一方为农业户口且有一方为独生子女",
        lambda: (
            (WOMAN_RURAL | c.MAN_REGISTRATION.is_(Registration.RURAL)) & (c.WOMAN_ONLY | c.MAN_ONLY)
        ),
    ),
    "rural_two_generations": GroundKind(
        "rural couple, one partner an only child in the second generation",
        "农村夫妻一方为两代系独生子女",
        lambda: RURAL & c.TWO_GENERATIONS,
    ),
    "rural_couple": GroundKind("rural couple", "农村夫妻", lambda: RURAL),
    "rural_girl": GroundKind(
        "rural couple whose child is a girl",
        "农村夫妻只生育一个女孩",
        lambda: RURAL & (c.GIRLS >= 1),
    ),
    "state_farm_girl": GroundKind(
        "under contract on a state farm, the child a girl",
        "国有农牧场承包经营，已有一个女孩",
        lambda: c.STATE_FARM & (c.GIRLS >= 1),
    ),
    "minority": GroundKind("minority couple", "少数民族夫妻", minority),
    "minority_any_number": GroundKind(
        "minority for which the text set no number",
        "未规定数量的少数民族",
        lambda of, **more: (c.ORDER >= 2) & minority(of, **more),
        counts=True,
    ),
    "disabled_child": GroundKind(
        "a child certified as disabled",
        "病残儿",
        lambda children=1: c.DISABLED_CHILDREN >= children,
    ),
    "disabled_joint_child": GroundKind(
        "a child of the couple certified as disabled",
        "共同生育的子女中有病残儿",
        lambda joint: (c.JOINT == joint) & (c.DISABLED_CHILDREN >= 1),
        counts=True,
    ),
    "infertile_then_adopted": GroundKind(
        "infertile, then adopted", "不育后依法收养", infertile_then_adopted
    ),
    "returned_overseas": GroundKind("both returned from abroad", "双方均为归国华侨", returned),
    "returned_overseas_none_here": GroundKind(
        "both returned from abroad, no child here",
        "双方均为归国华侨，国内无子女",
        lambda: c.RETURNED & (c.ON_MAINLAND == 0),
        counts=True,
    ),
    "returned_overseas_one_here": GroundKind(
        "both returned from abroad, one child here",
        "双方均为归国华侨，身边只有一个子女",
        lambda: c.RETURNED & ((c.ON_MAINLAND == 1) | (c.ORDER == 2)),
        counts=True,
    ),
    "settled_from_hmt": GroundKind(
        "both settled from Hong Kong, Macao or Taiwan", "双方均为港澳台定居者", settled
    ),
    "settled_from_hmt_one_here": GroundKind(
        "both settled from Hong Kong, Macao or Taiwan, one child here",
        "双方均为港澳台定居者，身边只有一个子女",
        lambda under=0: settled(under=under) & ((c.ON_MAINLAND == 1) | (c.ORDER == 2)),
        counts=True,
    ),
    "disabled_soldier": GroundKind("disabled soldier or worker", "残疾军人或因公致残", soldier),
    "disabled_partner": GroundKind(
        "a partner disabled to the standard of the text",
        "一方残疾达到规定标准",
        lambda rural=False: RURAL & c.DISABLED_PARTNER if rural else c.DISABLED_PARTNER,
    ),
    "martyrs_child": GroundKind("a martyr's only child", "烈士的独生子女", lambda: c.MARTYRS_CHILD),
    "miner": GroundKind("work underground or in deep water", "井下或深水作业", miner),
    "fishers": GroundKind("fishers", "渔民", fishers),
    "uxorilocal": GroundKind(
        "the man moved to a wife without brothers",
        "男到有女无儿家结婚落户",
        lambda rural=True: RURAL & c.UXORILOCAL if rural else c.UXORILOCAL,
    ),
    "brothers_childless": GroundKind(
        "rural couple, the man's brothers can have no children",
        "农村夫妻，男方兄弟均无子女且不能生育",
        lambda: RURAL & c.BROTHERS_CHILDLESS,
    ),
    "mountain": GroundKind("mountain or thinly peopled township", "山区或人口稀少的乡", mountain),
    "remarried": GroundKind("remarried couple", "再婚夫妻", remarried, counts=True),
    "remarried_from": GroundKind(
        "remarried couple with earlier children",
        "再婚夫妻婚前已有子女",
        remarried_from,
        counts=True,
    ),
    "no_joint_child": GroundKind(
        "no child of the couple's own yet", "没有共同生育子女", without_joint_child, counts=True
    ),
    "earlier_not_counted": GroundKind(
        "children of earlier marriages do not count",
        "再婚前生育的子女不合并计算",
        earlier_not_counted,
        counts=True,
    ),
    "as_many_again": GroundKind(
        "as many again as died or are disabled",
        "子女死亡或残疾可等额再生育",
        as_many_again,
        counts=True,
    ),
}
"""Every ground by its key."""
