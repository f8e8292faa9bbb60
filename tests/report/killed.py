"""Kill a run that writes files at every step it takes, and print what stands there afterwards.

Run as a program with a folder and what to try: a line of JSON for each step. Every run is a process
of its own, forked from this one and ended by SIGKILL when it is about to ask the system for a
change; so between two lines of JSON lies a single call.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from famplan.report import files

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGES = {
    "open",
    *(f"os.{name}" for name in ["mkdir", "rename", "link", "symlink", "chmod", "remove", "rmdir"]),
}
"""What a process asks of the system, as Python tells its audit hooks."""
NAMES = {
    "replaced": ("report.html", "report.xlsx", "report.json"),
    "some new": ("report.html", "report.xlsx", "report.json"),
    "two folders": ("report.html", "web/report.html", "web/report.json"),
    "copied": ("report.html", "report.xlsx", "report.json"),
}


def main(folder: Path, trial: str, *, again: int) -> None:
    """Kill at the first step, the second, and so on, until a run comes to its end."""
    os.fsync = lambda _: None  # a killed process loses nothing that it has handed to the system
    if trial == "copied":
        os.link = no_link
    step, over = 0, False
    while not over:
        step += 1
        paths = laid_out(folder, trial)
        over = run_to(step, partial(files.write_all, dict.fromkeys(paths, "new")))
        first = seen(paths)
        if again:
            run_to(step % again + 1, lambda: files.write_whole(folder / "web" / "b.md", "b"))
        second = seen(paths)
        files.write_all({folder / "a.md": "a", folder / "web" / "c.md": "c"})
        said = {
            "trial": trial,
            "over": over,
            "killed": first,
            "killed again": second,
            "settled": seen(paths),
            "links": [path.name for path in paths if path.is_symlink()],
            "left": [str(path) for path in folder.rglob(".famplan*")],
            "old": list(old(trial)),
        }
        print(json.dumps(said))  # noqa: T201


def old(trial: str) -> list[str | None]:
    """What stands there before: nothing in the last place, where that is tried."""
    return ["old", "old", None] if trial == "some new" else ["old", "old", "old"]


def laid_out(folder: Path, trial: str) -> list[Path]:
    """Lay out the files of an earlier run."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "web").mkdir(parents=True)
    paths = [folder / name for name in NAMES[trial]]
    for path, text in zip(paths, old(trial), strict=True):
        if text is not None:
            path.write_text(text)
    return paths


def seen(paths: list[Path]) -> list[str | None]:
    """What a reader finds under the names."""
    return [path.read_text() if path.exists() else None for path in paths]


def run_to(step: int, work: Callable[[], object]) -> bool:
    """Do work in a process that is killed at a step; tell whether it came to its end."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(killing(step))
        work()
        os._exit(0)  # without a word to the tests this was forked from
    return os.waitpid(child, 0)[1] == 0


def killing(step: int) -> Callable[[str, tuple[object, ...]], None]:
    """Kill the process just before it asks the system for its so-many-th change."""
    left = step

    def hook(event: str, _: tuple[object, ...]) -> None:
        nonlocal left
        if event in CHANGES:
            left -= 1
        if event in CHANGES and left == 0:  # to kill is an event as well
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def no_link(*_: object) -> None:
    """Refuse to give a file a second name."""
    raise PermissionError(1, "Operation not permitted")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], again=int(sys.argv[3]))
