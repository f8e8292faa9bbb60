"""What women answer at the interview: each answer has a chance that their state and place give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from famplan.datasets.contraception_survey import OTHER_METHODS, SIDE_EFFECTS, WHAT_TO_DO
from famplan.datasets.family_planning.assumptions import (
    CONDOM_TOLD,
    COULD_SWITCH,
    DECISION,
    DISCUSSED,
    FOLK,
    KNOWN,
    LATER_TOLD,
    MESSAGES,
    METHODS,
    SOURCES,
    TOLD,
    TRADITIONAL,
    UNAWARE,
    VISITED,
    WENT,
)
from famplan.datasets.family_planning.states import ANY_NUMBER
from famplan.datasets.family_planning.status import status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.datasets.family_planning.histories import Histories

    Columns: TypeAlias = dict[str, NDArray[Any]]
    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["ASKED", "CONDOM", "answer_columns"]

ASKED = (1, 3, 11, 6)
"""Methods whose users are asked what they were told."""
CONDOM = 5
_NO_NUMBER = 96
_RECENT, _LONG_AGO = 30, 200  # days
_WITHIN_DAYS = 90
_SEX_IN_UNION = 0.85


def answer_columns(
    random: np.random.Generator, found: Histories, residence: NDArray[np.int64]
) -> Columns:
    """Draw the answers of some women."""
    of, now = status(), found.states[:, 0]
    size = len(now)
    abstaining = random.random(size) < of.abstaining[now]
    # Whoever abstains is not active: of the others the chance is that of all over theirs.
    share = of.active[now] / np.maximum(1 - of.abstaining[now], 1e-12)
    active = ~abstaining & (random.random(size) < share)
    wish = _one_of(random, of.wishes[now])
    using = of.method[now] > 0
    future = _one_of(random, np.where(using[:, None], np.eye(6)[0], of.futures[now]))
    ideal = np.where(found.ideal == ANY_NUMBER, _NO_NUMBER, found.ideal)
    union = of.union[now]
    return {
        "v406": abstaining.astype(np.int64),
        "v528": _last_sex(random, found, abstaining=abstaining, active=active),
        "v613": ideal,
        "v605": wish,
        "v602": np.array([0, 1, 1, 1, 2, 3, 4, 5])[wish],
        "v362": np.where(using, np.nan, future),
        "v632": _coded(random, {True: DECISION}, union & using),
        "v626a": of.need[now, np.where(union | active, 0, 1)],
        "v326": _coded(random, SOURCES, of.method[now]),
        **_told(random, of.method[now]),
        **_known(random, of.ever_used[now]),
        **_reached(random, residence),
    }


def _one_of(random: np.random.Generator, shares: FloatArray) -> NDArray[np.int64]:
    """Draw answers, numbered from 1, from shares of each row."""
    edges = np.cumsum(shares, axis=1)
    drawn = random.random(len(shares))[:, None] * edges[:, -1:]
    found: NDArray[np.int64] = (drawn >= edges[:, :-1]).sum(axis=1) + 1
    return found


def _coded(
    random: np.random.Generator,
    shares: Mapping[Any, Mapping[int, float]],
    key: NDArray[Any],
) -> FloatArray:
    """Draw codes from the shares of each key; whoever has another key is not asked."""
    found = np.full(len(key), np.nan)
    for name, codes in shares.items():
        rows = np.flatnonzero(key == name)
        found[rows] = random.choice([*codes], len(rows), p=[*codes.values()])
    return found


def _last_sex(
    random: np.random.Generator,
    found: Histories,
    *,
    abstaining: NDArray[np.bool_],
    active: NDArray[np.bool_],
) -> FloatArray:
    """Days since the last sex; none of who never had any."""
    union = status().union[found.states[:, 0]]
    size = len(union)
    recent = np.where(union, random.random(size) < _SEX_IN_UNION, active) & ~abstaining
    days = np.where(
        recent,
        random.integers(0, _RECENT + 1, size),
        np.where(abstaining, _LONG_AGO, random.integers(_RECENT + 1, _WITHIN_DAYS, size)),
    )
    return np.where(found.sex < 0, np.nan, days)


def _told(random: np.random.Generator, method: NDArray[np.int64]) -> Columns:
    """What users were told; the second question of a pair is asked after a no to the first."""
    size = len(method)

    def share(chance: float | FloatArray, asked: NDArray[np.bool_]) -> FloatArray:
        return np.where(asked, random.random(size) < chance, np.nan)

    asked = np.isin(method, ASKED)
    effects = share(SIDE_EFFECTS, asked)
    effects_later = share(LATER_TOLD["side effects"], effects == 0)
    others = share(OTHER_METHODS, asked)
    condom = method == CONDOM
    what = share(WHAT_TO_DO, (effects == 1) | (effects_later == 1))
    could = share(COULD_SWITCH, asked & (method != 6))  # noqa: PLR2004 - not the sterilised
    # Another questionnaire puts the same questions to users of condoms too.
    also_effects = np.where(condom, share(CONDOM_TOLD, condom), effects)
    also_what = np.where(condom, share(CONDOM_TOLD, condom & (also_effects == 1)), what)
    return {
        "v3a02": effects,
        "v3a03": effects_later,
        "v3a04": what,
        "v3a05": others,
        "v3a06": share(LATER_TOLD["other methods"], others == 0),
        "v3a14": could,
        "fp_side_effects": also_effects,
        "fp_side_effects_instructions": np.where(also_effects == 1, also_what, np.nan),
        "fp_told_other_methods": np.where(condom, share(CONDOM_TOLD, condom), others),
        "fp_told_switch": np.where(condom, share(CONDOM_TOLD, condom), could),
    }


def _known(random: np.random.Generator, ever_used: NDArray[np.bool_]) -> Columns:
    """Methods known: whoever has used any knows all that are used in the survey."""
    columns: Columns = {}
    aware = ever_used | (random.random(len(ever_used)) >= UNAWARE)
    for code, chance in KNOWN.items():
        drawn = aware & (random.random(len(ever_used)) < chance)
        columns[f"v304_{code:02d}"] = (drawn | (ever_used & (code in METHODS))).astype(np.int64)

    def any_of(codes: tuple[int, ...]) -> NDArray[np.bool_]:
        known: NDArray[np.bool_] = np.max([columns[f"v304_{code:02d}"] for code in codes], 0) > 0
        return known

    modern = tuple(code for code in KNOWN if code not in {*FOLK, *TRADITIONAL})
    level = np.where(any_of(TRADITIONAL), 2, any_of(FOLK).astype(np.int64))
    columns["v301"] = np.where(any_of(modern), 3, level)
    return columns


def _reached(random: np.random.Generator, residence: NDArray[np.int64]) -> Columns:
    """Messages, field workers and facilities of the last months."""
    size = len(residence)
    columns: Columns = {
        name: (random.random(size) < np.array(shares)[residence - 1]).astype(np.int64)
        for name, shares in MESSAGES.items()
    }
    visited, went = random.random(size) < VISITED, random.random(size) < WENT
    columns["v393"] = visited.astype(np.int64)
    columns["v393a"] = np.where(visited, random.random(size) < DISCUSSED, np.nan)
    columns["v394"] = went.astype(np.int64)
    columns["v395"] = np.where(went, random.random(size) < TOLD, np.nan)
    return columns
