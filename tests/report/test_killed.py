"""A run that is killed leaves the old files or the new, never some of each."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from famplan.datasets.register import synthetic_register
from famplan.report.files import write_all

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW = ["new"] * 3
FILES = ("report.html", "report.xlsx", "report.json", "report.md")


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one: thousands come and go, and no disk waits."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory, prefix="famplan-killed-") as folder:
        yield Path(folder)


def killed_at_every_step(folder: Path, trial: str, *, again: int = 0) -> list[dict[str, Any]]:
    """Run the program that kills, and read what it saw."""
    program = Path(__file__).with_name("killed.py")
    command = [sys.executable, str(program), str(folder / "work"), trial, str(again)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=300)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("trial", ["replaced", "some new", "two folders", "copied"])
def test_at_every_step_files_are_all_old_or_all_new(quick: Path, trial: str) -> None:
    """In one folder or two, over old files or none; and the next run leaves files, nothing else."""
    steps = killed_at_every_step(quick, trial)
    assert len(steps) > 40
    for step in steps:
        assert step["killed"] in (step["old"], NEW)
        assert step["settled"] == step["killed"]
        assert step["links"] == step["left"] == []
    turned = [step["killed"] == NEW for step in steps]
    assert turned == sorted(turned)  # once new, new at every later step
    assert not turned[0]
    assert steps[-1]["over"]


def test_settling_may_be_killed_too(quick: Path) -> None:
    """The run after it, or the one after that, comes to the same end."""
    for step in killed_at_every_step(quick, "two folders", again=37):
        assert step["killed"] in (step["old"], NEW)
        assert step["killed again"] == step["settled"] == step["killed"]
        assert step["links"] == step["left"] == []


def test_killed_at_any_time_files_are_of_one_run(tmp_path: Path) -> None:
    """Large files, written over and over: all of the same turn."""
    code = (
        "import sys; from pathlib import Path; from famplan.report.files import write_all\n"
        "paths = [Path(path) for path in sys.argv[1:]]\n"
        "for turn in range(100_000):\n"
        "    write_all({path: f'{turn:09}' * 50_000 for path in paths})\n"
        "    print(turn, flush=True)\n"
    )
    paths = [tmp_path / name for name in FILES]
    for pause in (0.0, 0.004, 0.011, 0.019, 0.037, 0.06):
        command = [sys.executable, "-c", code, *map(str, paths)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
        (text,) = {path.read_text(encoding="utf-8") for path in paths}
        assert text == text[:9] * 50_000
    write_all(dict.fromkeys(paths, "end"))
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)


KILLED_COMMAND = """
import os, signal, sys
from famplan.cli import main
left = int(sys.argv.pop(1))
def hook(event, paths):
    global left
    moved = event == "os.rename" and ".famplan-report-" in str(paths[0])
    left -= moved
    if moved and left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
main(sys.argv[1:])
"""


def test_a_killed_command_leaves_one_report(tmp_path: Path) -> None:
    """At and after the instant in which all its files become those of another period."""
    county, out = tmp_path / "county", [tmp_path / "out" / name for name in FILES[1:]]
    out[0].parent.mkdir()
    synthetic_register(1500, seed=7, areas=2).write(county)

    def report(period: str, moves: int) -> int:
        command = [sys.executable, "-c", KILLED_COMMAND, str(moves), "report", str(county)]
        command += ["--period", period, "--back", "0", "--out", *map(str, out)]
        return subprocess.run(command, check=False, capture_output=True).returncode

    def sign() -> str:
        """What page and data say of themselves: they agree."""
        found: str = json.loads(out[1].read_text(encoding="utf-8"))["identifier"]
        assert found in out[2].read_text(encoding="utf-8")
        return found

    assert report("2012", 0) in (0, 1)
    old, first = sign(), {path: path.read_bytes() for path in out}
    for moves, is_new in ((5, False), (6, True)):  # the fifth is the instant
        write_all(first)
        assert report("2013", moves) == -signal.SIGKILL
        assert (sign() != old) is is_new
        assert (out[1].read_bytes() != first[out[1]]) is is_new
    data = out[1].read_bytes()
    assert report("2013", 0) in (0, 1)
    assert out[1].read_bytes() == data
    assert sorted(path.name for path in out[0].parent.iterdir()) == sorted(FILES[1:])
