"""Timing for benchmarks: things in turn, round after round, and what one costs beside another."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Time one run; what it made is thrown away after the clock has stopped."""
    gc.collect()
    start = time.perf_counter()
    made = work()
    stop = time.perf_counter()
    del made
    return stop - start


def rounds(*works: Callable[[], object], runs: int) -> list[list[float]]:
    """Time each work in turn, for some rounds after one that is not counted."""
    for work in works:
        work()
    times = [[seconds(work) for work in works] for _ in range(runs)]
    return [list(each) for each in zip(*times, strict=True)]


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Median over the rounds of what ours costs beside theirs: a busy round is busy for both."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def report(what: str, found: float, limit: float, *, least: bool = False, unit: str = "×") -> bool:
    """Print a figure beside its limit; say whether it keeps within it."""
    kept = found >= limit if least else found <= limit
    bound = "at least" if least else "at most"
    print(f"{what:<58} {found:8.2f} {unit} {bound} {limit:g}   {'ok' if kept else 'MISSED'}")
    return kept
