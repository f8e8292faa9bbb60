"""Progress of long work on standard error: steps, seconds, rows per second."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["steps"]

Made = TypeVar("Made")


@contextmanager
def steps() -> Iterator[Callable[..., Any]]:
    """Do steps one after the other; whoever waits at a terminal sees which, and how fast it went.

    Examples
    --------
    >>> with steps() as step:
    ...     step("count", lambda: 3, rows=3024)
    3
    """
    if not sys.stderr.isatty():
        yield lambda _name, work, **_: work()
        return
    from rich.console import Console  # noqa: PLC0415 - only for people who wait

    console = Console(stderr=True)

    def step(
        name: str, work: Callable[[], Made], *, rows: int | Callable[[Made], int] | None = None
    ) -> Made:
        began = time.perf_counter()
        with console.status(f"{name} …"):
            made = work()
        seconds = time.perf_counter() - began
        number = rows(made) if callable(rows) else rows
        speed = f", {number / max(seconds, 1e-9):,.0f} rows per second" if number else ""
        console.print(f"{name}: {seconds:.1f} s{speed}", highlight=False)
        return made

    yield step
