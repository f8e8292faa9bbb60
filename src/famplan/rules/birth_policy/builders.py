"""Conditions behind the grounds: small builders, with what a text left open as options."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from famplan.model.registration import Registration
from famplan.rules.subjects import couple as c

if TYPE_CHECKING:
    from collections.abc import Iterable

    from famplan.language.conditions import Condition
    from famplan.rules.subjects.couple import CoupleAtBirth

    Asked = Condition[CoupleAtBirth]

__all__ = [
    "RURAL",
    "WOMAN_RURAL",
    "as_many_again",
    "earlier_not_counted",
    "fishers",
    "infertile_then_adopted",
    "miner",
    "minority",
    "mountain",
    "remarried",
    "remarried_from",
    "returned",
    "settled",
    "soldier",
    "without_joint_child",
]


def _all(conditions: Iterable[Asked]) -> Asked:
    return reduce(and_, conditions)


def _any(conditions: Iterable[Asked]) -> Asked:
    return reduce(or_, conditions)


RURAL = c.WOMAN_REGISTRATION.is_(Registration.RURAL) & c.MAN_REGISTRATION.is_(Registration.RURAL)
WOMAN_RURAL = c.WOMAN_REGISTRATION.is_(Registration.RURAL)
_SMALL = (
    c.Nationality.MONGOL,
    c.Nationality.DAUR,
    c.Nationality.EWENKI,
    c.Nationality.OROQEN,
    c.Nationality.SMALL,
)
_SETS = {
    "minority": tuple(word for word in c.Nationality if word is not c.Nationality.HAN),
    "minority but Zhuang": tuple(
        word for word in c.Nationality if word not in {c.Nationality.HAN, c.Nationality.ZHUANG}
    ),
    "minority under ten million": _SMALL,
    "other minority under ten million": (c.Nationality.SMALL,),
    "Mongol": (c.Nationality.MONGOL,),
    "Daur, Ewenki or Oroqen": (c.Nationality.DAUR, c.Nationality.EWENKI, c.Nationality.OROQEN),
}


def minority(  # noqa: PLR0913 - what a text may ask of a couple besides its nationality
    of: str,
    *,
    who: str = "both",
    rural: bool = False,
    township_years: int = 0,
    girls: int = 0,
    only_children: bool = False,
    disabled: int = 0,
) -> Asked:
    """Nationality of one partner or of both, and what else a text asks of them."""
    woman, man = c.WOMAN_NATIONALITY.is_in(*_SETS[of]), c.MAN_NATIONALITY.is_in(*_SETS[of])
    asked = [woman & man if who == "both" else woman | man]
    if rural:
        asked.append(RURAL)
    if township_years:
        asked.append(RURAL | (c.MINORITY_TOWNSHIP >= township_years))
    if girls:
        asked.append(c.GIRLS >= girls)
    if only_children:
        asked.append(c.WOMAN_ONLY & c.MAN_ONLY)
    if disabled:
        asked.append(c.DISABLED_CHILDREN >= disabled)
    return _all(asked)


def infertile_then_adopted(*, both_aged: int = 0, childless: int = 0) -> Asked:
    """Adopted after infertility, at an age or after some years."""
    asked: list[Asked] = [c.ADOPTED]
    if both_aged:
        asked += [c.WOMAN_BIRTH.age() >= both_aged, c.MAN_BIRTH.age() >= both_aged]
    if childless:
        asked.append(c.YEARS_CHILDLESS >= childless)
    return _all(asked)


def soldier(*, to: int, worker_to: int = 0) -> Asked:
    """A soldier or worker disabled to some grade, 1 being the gravest."""
    asked: list[Asked] = [c.SOLDIER_GRADE.between(1, to)]
    if worker_to:
        asked.append(c.WORKER_GRADE.between(1, worker_to))
    return _any(asked)


def returned(*, under: int = 0) -> Asked:
    """Both returned from abroad, in places less than so many years ago."""
    return c.RETURNED & (c.YEARS_SETTLED < under) if under else c.RETURNED


def settled(*, under: int = 0) -> Asked:
    """Both settled from Hong Kong, Macao or Taiwan, in places less than so many years ago."""
    return c.SETTLED & (c.YEARS_SETTLED < under) if under else c.SETTLED


def miner(*, years: int, girl: bool = True) -> Asked:
    """So many years on end underground or in deep water, as a rule with one girl."""
    working = c.UNDERGROUND_YEARS >= years
    return working & (c.GIRLS >= 1) if girl else working


def fishers(*, years: int = 0, girl: bool = False) -> Asked:
    """Fishers, or so many years on end at sea; in places with one girl."""
    asked: list[Asked] = [c.FISHING_YEARS >= years if years else c.FISHERS]
    if girl:
        asked.append(c.GIRLS >= 1)
    return _all(asked)


def mountain(*, girl: bool = False, woman_only: bool = False) -> Asked:
    """A rural couple, or a rural woman, of a township that the text names."""
    asked: list[Asked] = [c.MOUNTAIN, WOMAN_RURAL if woman_only else RURAL]
    if girl:
        asked.append(c.GIRLS >= 1)
    return _all(asked)


def _pair(text: str) -> Asked:
    """Children of earlier marriages, ``"1+0"``: one of the two has the one number."""
    one, other = (int(number) for number in text.split("+"))
    either = (c.WOMAN_EARLIER == one) & (c.MAN_EARLIER == other)
    if one == other:
        return either
    return either | ((c.WOMAN_EARLIER == other) & (c.MAN_EARLIER == one))


def remarried(*, pairs: list[str], joint: int = 0, case: str = "", **more: Any) -> Asked:  # noqa: ANN401 - as `minority` wants
    """Remarried, with such numbers of earlier children of the two, and of joint ones."""
    cases = {
        "widowed": c.WIDOWED,
        "elsewhere": c.ELSEWHERE,
        "both_only": c.WOMAN_ONLY & c.MAN_ONLY,
        "two_rural_girls": RURAL & (c.GIRLS >= 2),
        "joint_child_disabled": c.DISABLED_CHILDREN >= 1,
    }
    asked = [c.REMARRIED, c.JOINT == joint, _any(_pair(text) for text in pairs)]
    if case:
        asked.append(cases[case])
    return _all([*asked, minority(**more)] if more else asked)


def remarried_from(*, earlier: int, joint: int = 0, disabled: int = 0) -> Asked:
    """Remarried, with at least so many earlier children of the two together."""
    splits = _any(
        (c.WOMAN_EARLIER >= woman) & (c.MAN_EARLIER >= earlier - woman)
        for woman in range(earlier + 1)
    )
    asked = c.REMARRIED & (c.JOINT == joint) & splits
    return asked & (c.DISABLED_CHILDREN >= disabled) if disabled else asked


def without_joint_child(*, children: int) -> Asked:
    """So many children, none of them of the couple together."""
    return (c.JOINT == 0) & (c.ORDER == children + 1)


def earlier_not_counted(*, number: int, remarried: bool = False) -> Asked:
    """Children of earlier marriages and adopted ones do not count."""
    within = c.JOINT <= number - 1
    return c.REMARRIED & within if remarried else within


def as_many_again(*, number: int, disabled: bool = True) -> Asked:
    """As many children again as died, or are disabled, of a full number of them."""
    return _any((c.ORDER <= number + lost) & _lost(lost, disabled) for lost in range(1, number + 1))


def _lost(number: int, disabled: bool) -> Asked:  # noqa: FBT001 - what the caller was told
    if not disabled:
        return c.CHILDREN_DIED >= number
    splits = (
        (c.CHILDREN_DIED >= died) & (c.DISABLED_CHILDREN >= number - died)
        for died in range(number + 1)
    )
    return _any(splits)
