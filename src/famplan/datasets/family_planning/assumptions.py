"""What the synthetic survey of family planning assumes: chances in a month, shares of answers.

All of it is made up, so that tables look like those of a country with a fertility of about four.
Lists by age go from 15–19 to 45–49.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.datasets import calendars
from famplan.model.age import AgeGroups

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

AGES = AgeGroups.regular(15, 50, width=5)
"""Ages at which chances change."""
YOUNGEST, BEYOND = 15 * 12, 50 * 12
"""Ages in months at interview, and the first month in which anybody has had sex or a union."""

# Numbers of children that are wanted; the last is an answer that is no number.
IDEAL = MappingProxyType({1: 0.07, 2: 0.34, 3: 0.28, 4: 0.18, 5: 0.08, 96: 0.05})

# First sex without a union, a union at once, and a union of those who have had sex before.
TO_SEX = np.array([0.0060, 0.0060, 0.0030, 0.0020, 0.0, 0.0, 0.0])
TO_UNION = np.array([0.0060, 0.0220, 0.0200, 0.0150, 0.0100, 0.0050, 0.0020])
FROM_SEX_TO_UNION = np.array([0.0200, 0.0300, 0.0250, 0.0200, 0.0100, 0.0050, 0.0050])
TRYING_AT_UNION = 0.5
ACTIVE = 0.6  # of women not in union who ever had sex: in the last thirty days

FECUNDITY = np.array([0.80, 1.00, 1.00, 0.90, 0.75, 0.40, 0.10])
MENOPAUSE = np.array([0.0, 0.0, 0.0, 0.0, 0.0005, 0.0040, 0.0120])
CONCEIVES = MappingProxyType({"unmarried": 0.012, "union": 0.025, "trying": 0.12})
TO_TRYING = MappingProxyType({"unmarried": 0.001, "union": 0.040})
LOSS = 0.08  # of pregnancies: ended in their third month
PREGNANT, LOSING = 8, 3  # months of the calendar before a birth, and to a loss
INFANT_DEATH = 0.05  # in the first month of life

# Menses come back with these chances in the months after the birth, in the last one for certain.
RETURN = np.concatenate([np.zeros(2), np.full(10, 0.10), np.full(6, 0.20), np.full(5, 0.35), [1.0]])
ABSTAINING = 0.7  # of amenorrhoeic mothers who abstained in the month before

# Beginning a method, in a month and when menses come back; others begin it a little later.
TAKES_UP = MappingProxyType({"unmarried": 0.030, "spacing": 0.024, "limiting": 0.040})
AT_RETURN = MappingProxyType({"unmarried": 0.15, "spacing": 0.18, "limiting": 0.24})
TRYING_AT_RETURN = 0.15

METHODS = (1, 3, 11, 5, 6, 8, 9)
"""Codes of v312."""
METHOD_NAMES = (*calendars.METHODS, "female sterilisation", "periodic abstinence", "withdrawal")
METHOD_LETTERS = "".join(calendars.METHODS.values()) + "689"
MODERN = np.array([True, True, True, True, True, False, False])
STERILISED = METHODS.index(6)
MIX = MappingProxyType(
    {
        "spacing": np.array([0.24, 0.36, 0.13, 0.14, 0.00, 0.06, 0.07]),
        "limiting": np.array([0.14, 0.33, 0.16, 0.08, 0.13, 0.06, 0.10]),
    }
)
MONTHLY = np.array([*calendars.MONTHLY, 0.0, 0.030, 0.040])
"""Chance of stopping each method in a month of use, the same in every month."""
_TRADITIONAL = [0.30, 0.22, 0.06, 0.02, 0.24, 0.10, 0.06]
REASONS = np.vstack([calendars.REASONS, [0.0] * 7, _TRADITIONAL, _TRADITIONAL])
"""Shares of the reasons of `calendars.CAUSES` among women who want another child."""
FAILURE, DESIRE, OTHER_FERTILITY, MORE_EFFECTIVE = 0, 1, 2, 4
SWITCHES = np.where(np.arange(7) == MORE_EFFECTIVE, 1.0, calendars.SWITCHES)
"""Shares that go on with another method at once: all who wanted a more effective one."""

CALENDARS = range(66, 72)
"""Months of the calendars: the first interviews are in the first of six months."""

# Steps by which the chance of beginning a method differs, and what one of them multiplies it by.
STEP = 1.15
BY_RESIDENCE = MappingProxyType({1: 1, 2: 0})
BY_SCHOOLING = MappingProxyType({0: -1, 1: 0, 2: 1, 3: 2})
BY_REGION = (1, -1, 0, 2, -2)  # the sixth region is like the first
CLUSTERS = 3  # kinds of clusters: below, at and above the average
WEALTH = np.array([[0.08, 0.12, 0.20, 0.27, 0.33], [0.28, 0.25, 0.20, 0.16, 0.11]])

# Answers, as shares of v605 = 1 to 7 and of v362 = 1 to 6.
LATER = np.array([0.0, 0.6, 0.2, 0.2, 0.0, 0.0, 0.0])  # of those who want another child
LATER_AMONG_USERS = np.array([0.1, 0.6, 0.2, 0.1, 0.0, 0.0, 0.0])
FUTURE = np.array([0.30, 0.35, 0.05, 0.10, 0.20, 0.0])
FUTURE_IF_TRYING = np.array([0.10, 0.45, 0.10, 0.10, 0.25, 0.0])
DECISION = MappingProxyType({1: 0.22, 2: 0.09, 3: 0.66, 4: 0.03})

# Where methods come from, by method: shares of the codes of v326.
SOURCES = MappingProxyType(
    {
        1: {11: 0.10, 12: 0.40, 21: 0.10, 22: 0.35, 31: 0.05},
        3: {11: 0.15, 12: 0.60, 21: 0.15, 22: 0.10},
        11: {11: 0.35, 12: 0.50, 21: 0.15},
        5: {12: 0.20, 22: 0.40, 31: 0.35, 33: 0.05},
        6: {11: 0.75, 21: 0.25},
    }
)

# What users were told: at the source, and of those who were not, by a worker at another time.
LATER_TOLD = MappingProxyType({"side effects": 0.15, "other methods": 0.20})
COULD_SWITCH = 0.75
CONDOM_TOLD = 0.25  # of users of condoms: each item, in the questionnaire that asks them too

# Knowledge of methods by code, of women who never used any but have heard of some; users know those
# of `METHODS`.
UNAWARE = 0.06
KNOWN = MappingProxyType(
    {1: 0.92, 2: 0.60, 3: 0.93, 5: 0.90, 6: 0.70, 7: 0.45, 8: 0.50, 9: 0.55, 10: 0.06, 11: 0.80}
    | {13: 0.30, 14: 0.55, 16: 0.40, 17: 0.04, 18: 0.25}
)
FOLK, TRADITIONAL = (10,), (8, 9)

# Messages in the last months, urban and rural; and who spoke of family planning.
MESSAGES = MappingProxyType(
    {
        "v384a": (0.45, 0.38),
        "v384b": (0.40, 0.12),
        "v384c": (0.15, 0.05),
        "v384d": (0.10, 0.04),
        "v384e": (0.20, 0.05),
        "v384f": (0.30, 0.15),
        "v384g": (0.22, 0.10),
        "v384h": (0.08, 0.12),
    }
)
VISITED, DISCUSSED = 0.20, 0.60  # by a field worker, and then spoken with of family planning
WENT, TOLD = 0.45, 0.30  # to a facility, and told of it there


def reasons_of(*, limiting: bool) -> FloatArray:
    """Return shares of reasons by method; who wants no more does not stop to become pregnant.

    Examples
    --------
    >>> reasons_of(limiting=True)[0].round(2).tolist()
    [0.12, 0.0, 0.25, 0.38, 0.12, 0.09, 0.04]
    """
    found = REASONS.copy()
    if limiting:
        found[:, OTHER_FERTILITY] += found[:, DESIRE]
        found[:, DESIRE] = 0
    return found


def mix_of(*, limiting: bool, after: int | None = None) -> FloatArray:
    """Return shares of methods among those who begin one, or who switch from one.

    Examples
    --------
    >>> mix_of(limiting=False, after=0).round(3).tolist()
    [0.0, 0.571, 0.206, 0.222, 0.0, 0.0, 0.0]
    """
    shares = MIX["limiting" if limiting else "spacing"].copy()
    if after is not None:
        shares *= MODERN
        shares[after] = 0
    found: FloatArray = shares / shares.sum()
    return found


def still_amenorrhoeic() -> FloatArray:
    """Share of mothers without menses in each month after the birth, that of the birth first.

    Examples
    --------
    >>> still_amenorrhoeic()[[0, 2, 3, 12, 24]].round(3).tolist()
    [1.0, 1.0, 0.9, 0.349, 0.0]
    """
    found: FloatArray = np.concatenate([[1.0], np.cumprod(1 - RETURN)])
    return found
