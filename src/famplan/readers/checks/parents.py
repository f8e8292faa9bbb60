"""Births beside the rows of mother, father and child."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.model.sex import Sex
from famplan.readers.checks.check import Check, View, before, below_age, error, warning
from famplan.readers.checks.lives import again
from famplan.readers.table import NOBODY, UNKNOWN_DAY
from famplan.tabulate.register.records import ages_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHECKS"]

_YOUNGEST, _OLDEST = 10, 55
_TEN_MONTHS = 306  # days of ten months, at most
_FEMALE, _MALE = tuple(Sex).index(Sex.FEMALE), tuple(Sex).index(Sex.MALE)


def _young(view: View) -> NDArray[np.bool_]:
    return below_age(view.births_of("births.mother"), view.column("births.occurred"), _YOUNGEST)


def _old(view: View) -> NDArray[np.bool_]:
    born, days = view.births_of("births.mother"), view.column("births.occurred")
    known = (born != UNKNOWN_DAY) & (days != UNKNOWN_DAY)
    found: NDArray[np.bool_] = known & ~below_age(born, days - known, _OLDEST)  # the day before
    return found


def _mother_dead(view: View) -> NDArray[np.bool_]:
    return before(view.deaths_of("births.mother"), view.column("births.occurred"))


def _father_dead(view: View) -> NDArray[np.bool_]:
    died = view.deaths_of("births.father")
    late = np.where(died == UNKNOWN_DAY, died, died + _TEN_MONTHS)
    return before(late, view.column("births.occurred"))


def _father_young(view: View) -> NDArray[np.bool_]:
    return below_age(view.births_of("births.father"), view.column("births.occurred"), _YOUNGEST)


def _mother_male(view: View) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = view.sexes_of("births.mother") == _MALE
    return found


def _father_female(view: View) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = view.sexes_of("births.father") == _FEMALE
    return found


def _own_child(view: View) -> NDArray[np.bool_]:
    mother, father, child = (
        view.column(f"births.{name}") for name in ("mother", "father", "child")
    )
    same = (mother >= 0) & ((mother == child) | (mother == father))
    found: NDArray[np.bool_] = same | ((father >= 0) & (father == child))
    return found


def _other_sex(view: View) -> NDArray[np.bool_]:
    sexes, sex = view.sexes_of("births.child"), view.column("births.sex")
    found: NDArray[np.bool_] = (sexes != NOBODY) & (sex != NOBODY) & (sexes != sex)
    return found


def _other_day(view: View) -> NDArray[np.bool_]:
    born, occurred = view.births_of("births.child"), view.column("births.occurred")
    found: NDArray[np.bool_] = (born != UNKNOWN_DAY) & (occurred != UNKNOWN_DAY)
    found &= born != occurred
    return found


def _other_age(view: View) -> NDArray[np.bool_]:
    """Hold the recorded age, completed or exact, against the completed age by the mother's row."""
    recorded = view.column("births.mother_age")
    found = np.zeros(len(recorded), dtype=bool)
    known = np.flatnonzero(recorded >= 0)  # false where it is unknown
    if known.size:
        born, days = view.births_of("births.mother")[known], view.column("births.occurred")[known]
        ages = ages_on(born, days)
        found[known] = (ages >= 0) & (ages != np.floor(recorded[known]))
    return found


def _born_again(view: View) -> NDArray[np.bool_]:
    return again(view.column("births.child"), view.used("births"))


CHECKS: tuple[Check, ...] = (
    error("births.occurred", "before the mother's 10th birthday", "早于母亲10岁生日", _young),
    warning("births.occurred", "after the mother's 55th birthday", "晚于母亲55岁生日", _old),
    error("births.occurred", "after the mother died", "晚于母亲死亡", _mother_dead),
    warning(
        "births.occurred",
        "more than 10 months after the father died",
        "晚于父亲死亡10个月以上",
        _father_dead,
    ),
    error(
        "births.occurred", "before the father's 10th birthday", "早于父亲10岁生日", _father_young
    ),
    warning(
        "births.mother_age", "differs from the mother's row", "与母亲人员表年龄不符", _other_age
    ),
    error("births.mother", "mother is registered as male", "母亲登记为男性", _mother_male),
    warning("births.father", "father is registered as female", "父亲登记为女性", _father_female),
    error("births.child", "mother, father and child are not three", "父母子女为同一人", _own_child),
    error("births.child", "child of an earlier birth row", "同一子女重复登记出生", _born_again),
    warning("births.sex", "differs from the child's row", "与子女人员表性别不符", _other_sex),
    warning(
        "births.occurred", "differs from the child's row", "与子女人员表出生日期不符", _other_day
    ),
)
