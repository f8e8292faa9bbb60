"""The algorithm once more, as plain Python of one woman: what the table is held against.

Written from the published text (Bradley et al. 2012; catalogue of rules), without the table or its
language. Answers are numbers or None.
"""

from __future__ import annotations

from itertools import product
from typing import TypeAlias

Answers: TypeAlias = dict[str, float | None]

COMPLETIONS = {"v312": (0, 1, 6), "v213": (0, 1), "v502": (0, 1, 2)}
"""What a missing answer may have been, for questions that every woman is asked."""

_BOXES = ("never used", "declared", "reason", "no period", "menopause", "before birth")


def plain_code(
    woman: Answers, *, order: str, boxes: tuple[str, ...] = _BOXES, days: int = 30
) -> int:
    """Classify a woman of whom method, union and pregnancy are known; ``order`` is a definition."""
    get = woman.get
    wish, last_birth = get("v605"), get("v222")
    in_union = get("v502") == 1
    if not in_union and get("v020") == 1:
        return 98
    if get("v312") != 0:
        limits = wish in (5, 6, 7) or (order == "mics" and get("v312") in (6, 7))
        return 4 if limits else 3
    pregnant = get("v213") == 1
    period = months(get("v215"), whole=order == "dhs")
    amenorrhoeic = not_returned(woman, period)
    if pregnant or (amenorrhoeic and last_birth is not None and last_birth < 24):
        wanted = get("v225") if pregnant else get("m10_1")
        later = {2, 4, 8} if order == "dhs" else {2}
        return 7 if wanted == 1 else 1 if wanted in later else 2 if wanted == 3 else 99
    infecund = any(has(box, woman, period, amenorrhoeic=amenorrhoeic) for box in boxes)
    inactive = None if in_union else inactivity(woman, days)
    for code in [9 if infecund else None, inactive][:: 1 if order == "dhs" else -1]:
        if code is not None:
            return code
    return {1: 7, 2: 1, 3: 1, 4: 1, 5: 2}.get(-1 if wish is None else int(wish), 99)


def months(code: float | None, *, whole: bool) -> float | None:
    """Months since the last period."""
    if code is None or not 100 <= code < 500 or code % 100 > 90:
        return None
    unit, number = divmod(int(code), 100)
    found = {1: number / 30, 2: number / 4.3, 3: number, 4: number * 12}[unit]
    return int(found) if whole else found


def not_returned(woman: Answers, period: float | None) -> bool:
    """Whether periods have not come back after the last birth."""
    answer, last_birth = woman.get("m6_1"), woman.get("v222")
    if answer == 96:
        return True
    if answer not in (None, 97, 99) or last_birth is None or last_birth >= 60:
        return False
    return woman.get("v215") == 995 or (period is not None and period > last_birth)


def has(box: str, woman: Answers, period: float | None, *, amenorrhoeic: bool) -> bool:
    """Whether a sign of infecundity is there."""
    get = woman.get
    last_birth = get("v222")
    no_birth = last_birth is None or last_birth >= 60
    years, code = get("v512"), get("v215")
    never = (get("v302") if get("v302a") is None else get("v302a")) == 0
    signs = {
        "never used": get("v502") == 1 and years is not None and years >= 5 and no_birth and never,
        "declared": get("v605") == 7,
        "reason": get("v3a08d") == 1,
        "no period": period is not None and period >= 6 and not amenorrhoeic,
        "menopause": code in (993, 994) or (code == 996 and no_birth),
        "before birth": code == 995 and no_birth,
    }
    return signs[box]


def inactivity(woman: Answers, days: int) -> int | None:
    """Code of a woman not in union who is not sexually active."""
    if woman.get("v525") == 0:
        return 0
    since = woman.get("v528")
    return None if since is not None and (0 <= since <= days or since == 95) else 8


def possible_codes(woman: Answers, *, order: str) -> set[int]:
    """Codes for everything that missing answers of method, pregnancy and union may have been."""
    open_names = [name for name in COMPLETIONS if woman.get(name) is None]
    answers = product(*(COMPLETIONS[name] for name in open_names))
    return {
        plain_code({**woman, **dict(zip(open_names, found, strict=True))}, order=order)
        for found in answers
    }
