"""From lives to the columns of a recode file: births, pregnancy, union, use and the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from famplan.datasets.calendars import REASON_LETTERS
from famplan.datasets.family_planning.histories import WIDTH
from famplan.datasets.family_planning.states import Kind
from famplan.datasets.family_planning.status import status
from famplan.datasets.lives import RANKS, birth_months

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.family_planning.histories import Histories

    Integers: TypeAlias = NDArray[np.int64]
    Columns: TypeAlias = dict[str, NDArray[Any]]

__all__ = ["calendar_columns", "history_columns", "use_columns"]

_MONTHS = 12
_ASKED = 6  # births of which the wish is asked, of those of the last five years
_RECENT = 60
_STILL = 96
_BEFORE_BIRTH, _MENOPAUSE = 995, 994
_DAYS, _IN_MONTHS = 100, 300


def history_columns(
    random: np.random.Generator, found: Histories, age: Integers, v011: Integers
) -> Columns:
    """Write down births, their children and what the mother wanted, pregnancy and last period."""
    births = birth_months(found.births, v011)
    number = births["v201"]
    died = _latest_first(found.died, number)
    born = _latest_first(found.births, number)
    months = np.where(number > 0, age - born[:, 0], np.nan)
    wishes = _latest_first(found.wishes, number)
    recent = (np.arange(RANKS) < number[:, None]) & (age[:, None] - born < _RECENT)
    back = _latest_first(found.amenorrhoea, number)[:, 0]
    columns: Columns = {**births, "v218": number - found.died.sum(axis=1), "v222": months}
    sexes = random.integers(1, 3, died.shape)
    days = random.integers(0, 29, died.shape)
    for rank in range(RANKS):
        name, known = f"{rank + 1:02d}", rank < number
        columns[f"b0_{name}"] = np.where(known, 0.0, np.nan)
        columns[f"b4_{name}"] = np.where(known, sexes[:, rank], np.nan)
        columns[f"b5_{name}"] = np.where(known, ~died[:, rank], np.nan)
        columns[f"b6_{name}"] = np.where(known & died[:, rank], _DAYS + days[:, rank], np.nan)
        columns[f"b7_{name}"] = np.where(known & died[:, rank], 0.0, np.nan)
    for rank in range(_ASKED):
        columns[f"m10_{rank + 1}"] = np.where(recent[:, rank], wishes[:, rank], np.nan)
    still = np.where(back < 0, _STILL, back)
    columns["m6_1"] = np.where(recent[:, 0], still, np.nan)
    return columns | _pregnancy(random, found)


def _pregnancy(random: np.random.Generator, found: Histories) -> Columns:
    of, now = status(), found.states[:, 0]
    pregnant = of.pregnant[now]
    period = _DAYS + random.integers(1, 31, len(now))  # days ago
    period = np.where(pregnant, _IN_MONTHS + of.stage[now], period)
    period = np.where(of.amenorrhoeic[now], _BEFORE_BIRTH, period)
    period = np.where(of.kind[now] == Kind.MENOPAUSE, _MENOPAUSE, period)
    return {
        "v213": pregnant.astype(np.int64),
        "v214": np.where(pregnant, of.stage[now], np.nan),
        "v225": np.where(pregnant, of.wish[now], np.nan),
        "v215": period,
        "v405": of.amenorrhoeic[now].astype(np.int64),
    }


def _latest_first(values: NDArray[Any], number: NDArray[Any]) -> NDArray[Any]:
    """Turn what is known of births round, as the recode has the latest first."""
    place = np.maximum(number[:, None] - 1 - np.arange(RANKS), 0).astype(np.int64)
    return np.take_along_axis(values, place, axis=1)


def use_columns(found: Histories, age: Integers, v011: Integers) -> Columns:
    """Write down union and sex, and the method in use with the month in which it was begun."""
    of, now = status(), found.states[:, 0]
    using, union = of.method[now] > 0, of.union[now]
    return {
        "v501": union.astype(np.int64),
        "v502": union.astype(np.int64),
        "v509": np.where(union, v011 + found.union, np.nan),
        "v511": np.where(union, found.union // _MONTHS, np.nan),
        "v512": np.where(union, (age - found.union) // _MONTHS, np.nan),
        "v525": np.where(found.sex < 0, 0, found.sex // _MONTHS),
        "v312": of.method[now],
        "v313": of.type_of_method[now],
        "v317": np.where(using, v011 + found.began, np.nan),
        "v302a": of.ever_used[now].astype(np.int64),
    }


def calendar_columns(found: Histories, v008: Integers, *, start: int) -> Columns:
    """Write calendars: the newest month first, nothing after the interview."""
    months = v008 - start + 1
    blank = WIDTH - months
    ago = np.arange(WIDTH) - blank[:, None]
    seen = ago >= 0
    past = np.where(seen, ago, 0)
    letters = np.take_along_axis(status().letter[found.states], past, axis=1)
    given = np.frombuffer(b" " + REASON_LETTERS, dtype=np.uint8)
    reasons = np.take_along_axis(given[found.causes], past, axis=1)
    return {
        "v017": np.full(len(v008), start),
        "v018": blank + 1,
        "v019": months,
        "vcal_1": _texts(np.where(seen, letters, ord(" "))),
        "vcal_2": _texts(np.where(seen, reasons, ord(" "))),
    }


def _texts(letters: NDArray[Any]) -> NDArray[np.str_]:
    """Make texts of letters; every file format has those."""
    wide = np.ascontiguousarray(letters.astype(np.uint32))
    return np.asarray(wide.view(f"U{WIDTH}").ravel())
