"""Marriages: who married, and at which age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue.facts import all_facts
from famplan.model.sex import Sex
from famplan.readers.checks.check import (
    Check,
    View,
    below_age,
    error,
    warning,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHECKS"]

_YOUNGEST = 14
_SEXES = tuple(Sex)
_FACTS = {"wife": "legal_marriage_age_women", "husband": "legal_marriage_age_men"}


def _too_young(whose: str) -> Check:
    def find(view: View) -> NDArray[np.bool_]:
        return _below(view, whose, _YOUNGEST)

    zh = "女方结婚时不满14周岁" if whose == "wife" else "男方结婚时不满14周岁"
    return error("couples.married", f"{whose} below 14", zh, find)


def _below(view: View, whose: str, years: int) -> NDArray[np.bool_]:
    return below_age(view.births_of(f"couples.{whose}"), view.column("couples.married"), years)


def _too_early(whose: str) -> Check:
    def find(view: View) -> NDArray[np.bool_]:
        married = view.column("couples.married")
        found = np.zeros(len(married), dtype=bool)
        # Each law for the marriages of its time.
        for entry in all_facts():
            if entry.key == _FACTS[whose] and entry.since is not None:
                in_force = married >= np.datetime64(entry.since, "D").astype(np.int64)
                if entry.until is not None:
                    in_force &= married < np.datetime64(entry.until, "D").astype(np.int64)
                found[in_force] = _below(view, whose, int(entry.value))[in_force]
        return found & ~_below(view, whose, _YOUNGEST)

    zh = "女方未达法定婚龄" if whose == "wife" else "男方未达法定婚龄"
    return warning("couples.married", f"{whose} below the legal age", zh, find)


def _wrong_sex(whose: str, sex: Sex) -> Check:
    def find(view: View) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = view.sexes_of(f"couples.{whose}") == _SEXES.index(sex)
        return found

    zh = "女方登记为男性" if whose == "wife" else "男方登记为女性"
    return warning(f"couples.{whose}", f"{whose} is registered as {sex}", zh, find)


def _alone(view: View) -> NDArray[np.bool_]:
    wife = view.column("couples.wife")
    found: NDArray[np.bool_] = (wife >= 0) & (wife == view.column("couples.husband"))
    return found


CHECKS: tuple[Check, ...] = (
    error("couples.husband", "wife and husband are one", "夫妻为同一人", _alone),
    _wrong_sex("wife", Sex.MALE),
    _wrong_sex("husband", Sex.FEMALE),
    _too_young("wife"),
    _too_young("husband"),
    _too_early("wife"),
    _too_early("husband"),
)
