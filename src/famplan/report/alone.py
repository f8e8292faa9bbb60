"""One run at a time writes into a folder, and settles first what a killed one left there."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from famplan.errors import InvalidInputError
from famplan.report.switch import leftovers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["alone_in"]

PATIENCE = 60.0
"""Seconds to wait for another run; to write takes it far fewer."""
_PAUSE = 0.02


@contextmanager
def alone_in(folders: Iterable[Path]) -> Iterator[None]:
    """Hold folders against other runs, with every file in them settled.

    A lock goes with its process, so none is left by one that is killed.

    Raises
    ------
    InvalidInputError
        Another run does not come to its end.
    """
    mine = set(folders)
    while True:
        with ExitStack() as held:
            for folder in sorted(mine):  # all in one order, so that no two wait for each other
                held.enter_context(_held(folder))
            stores = list(leftovers(sorted(mine)))
            # A killed run may have written into other folders too: they are held as well.
            paths = (path for store in stores for path in (*store.places, *store.folders))
            others = {path.parent for path in paths if path.parent.is_dir()} - mine
            if not others:
                for store in stores:
                    store.finish()
                yield
                return
        mine |= others


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):  # a folder that is not there is named by whoever writes to it
        yield
        return
    try:
        _wait(folder, lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)


def _wait(folder: Path, take: Callable[[], None]) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            take()
        except BlockingIOError:
            if time.monotonic() > end:
                problem = f"another run has been writing here for {PATIENCE:g} seconds"
                raise InvalidInputError(str(folder), problem, remedy="wait for its end") from None
            time.sleep(_PAUSE)
        except OSError:  # a file system without locks
            return
        else:
            return
