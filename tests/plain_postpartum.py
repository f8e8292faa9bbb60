"""Status after a birth in plain Python, woman by woman: what the kernel must say.

Smoothing is done as published programs do it: every birth stands three times, in its own group and
in those beside it, with a third of its weight.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Birth = tuple[int, float, bool | None, bool | None]
"""Months since, weight, whether the mother has had no menses, and no intercourse."""


def rows(columns: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Go through the women."""
    names = list(columns)
    for values in zip(*(list(columns[name]) for name in names), strict=True):
        yield dict(zip(names, values, strict=True))


def births_of(woman: Mapping[str, Any], *, phase: str, window: int = 36) -> Iterator[Birth]:
    """Find the births of a woman, twins once: the first of them that was born."""
    date, twin, ago = ("p3", "p0", "p19") if phase == "dhs8" else ("b3", "b0", "b19")
    ranks = [name.split("_")[1] for name in woman if name.startswith(f"{date}_")]
    deliveries: list[list[str]] = []
    before = None
    for rank in sorted(ranks):
        now = woman[f"{date}_{rank}"], woman.get(f"{twin}_{rank}")
        if not now[0] or math.isnan(now[0]):
            continue
        if before is not None and _twins(before, now):
            deliveries[-1].append(rank)
        else:
            deliveries.append([rank])
        before = now
    for place, delivery in enumerate(deliveries):
        born = [rank for rank in delivery if phase != "dhs8" or woman[f"p32_{rank}"] in {1, 2}]
        if not born:
            continue
        since = woman["v008"] - woman[f"{date}_{born[-1]}"]
        if phase != "dhs6":
            since = woman.get(f"{ago}_{born[-1]}", since)
        if 0 <= since < window:
            menses, sex = (
                _answer(woman[name]) if not place else False for name in ("v405", "v406")
            )
            yield int(since), float(woman["v005"]) / 1e6, menses, sex


def _twins(later: tuple[float, Any], earlier: tuple[float, Any]) -> bool:
    apart = later[0] - earlier[0]
    return bool(apart == 0 or (later[1] is not None and apart == 1 and later[1] > 1))


def _answer(value: float) -> bool | None:
    return {0: False, 1: True}.get(value)


def status_of(birth: Birth, status: str) -> bool | None:
    """Tell whether the mother is in a status, as far as that is known."""
    _, _, menses, sex = birth
    if status == "AMENORRHOEA":
        return menses
    if status == "ABSTINENCE":
        return sex
    if menses or sex:
        return True
    return None if menses is None or sex is None else False


def shares(births: list[Birth], status: str, *, base: bool = False) -> dict[int, float]:
    """Share in a status by two-month group, -1 for all together."""
    above: dict[int, float] = defaultdict(float)
    below: dict[int, float] = defaultdict(float)
    for birth in births:
        found = status_of(birth, status)
        if found is None and not base:
            continue
        for group in (birth[0] // 2, -1):
            below[group] += birth[1]
            above[group] += birth[1] * bool(found)
    return {group: above[group] / below[group] for group in below}


def median(births: list[Birth], status: str, midpoints: list[float]) -> float:
    """Months after which the smoothed share is first below one half."""
    last = len(midpoints) - 1
    above: dict[int, float] = defaultdict(float)
    below: dict[int, float] = defaultdict(float)
    for birth in births:
        found = status_of(birth, status)
        if found is None:
            continue
        own = birth[0] // 2
        for group in (own - 1, own, own + 1):
            if group != own and not 0 < group < last:
                continue
            weight = birth[1] / (3 if 0 < group < last else 1)
            below[group] += weight
            above[group] += weight * found
    months, share = 0.0, 1.0
    for group, midpoint in enumerate(midpoints):
        if group not in below:
            return math.nan
        now = above[group] / below[group]
        if now < 0.5:
            return months + (midpoint - months) * (share - 0.5) / (share - now)
        months, share = midpoint, now
    return math.nan


def mean(births: list[Birth], status: str, widths: list[float], start: float) -> float:
    """Months that shares and widths add up to."""
    found = shares(births, status)
    if set(range(len(widths))) - set(found):
        return math.nan
    return start + sum(width * found[group] for group, width in enumerate(widths))
