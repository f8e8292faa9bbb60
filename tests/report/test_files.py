"""Files are written whole, and together or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from famplan.errors import DefinitionError, InvalidInputError
from famplan.report import Results, files, save_all
from famplan.report.files import write_all, write_whole

if TYPE_CHECKING:
    from conftest import County

NAMES = ("report.html", "report.xlsx", "report.json", "report.md")


@pytest.fixture
def targets(tmp_path: Path) -> list[Path]:
    """Files of an earlier report."""
    paths = [tmp_path / name for name in NAMES]
    for path in paths:
        path.write_text("old", encoding="utf-8")
    return paths


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files among it."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


OLD = dict.fromkeys(NAMES, b"old")


def test_all_forms_are_written(county: County, tmp_path: Path) -> None:
    """Each as its ending says, each with the sign of the same report."""
    results = Results.of(county.years[2])
    paths = save_all(results, [tmp_path / name for name in NAMES])
    assert [path.name for path in paths] == list(NAMES)
    assert set(contents(tmp_path)) == set(NAMES)
    assert json.loads(paths[2].read_text(encoding="utf-8"))["identifier"] == results.identifier
    assert results.identifier in paths[0].read_text(encoding="utf-8")
    assert results.identifier in paths[3].read_text(encoding="utf-8")


@pytest.mark.parametrize("fails_at", range(4))
def test_a_move_that_fails_puts_everything_back(
    targets: list[Path], monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Whichever of the files it is; nothing is left beside them."""
    real, moves = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == fails_at + 1:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(InvalidInputError, match="No space left on device"):
        write_all(dict.fromkeys(targets, "new"))
    assert contents(targets[0].parent) == OLD


@pytest.mark.parametrize("fails_at", range(4))
def test_new_files_go_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    """Where there was nothing before, nothing is left."""
    real, moves = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == fails_at + 1:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / name: "new" for name in NAMES})
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("fails_at", range(4))
def test_a_disk_that_fills_up_changes_nothing(
    targets: list[Path], monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """What is written so far goes again."""
    real, writes = os.fsync, 0

    def fsync(handle: int) -> None:
        nonlocal writes
        writes += 1
        if writes == fails_at + 1:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(InvalidInputError, match="cannot be written"):
        write_all(dict.fromkeys(targets, "new"))
    assert contents(targets[0].parent) == OLD


def test_a_folder_that_is_not_there_is_named(targets: list[Path], tmp_path: Path) -> None:
    """And the other files stay as they were."""
    with pytest.raises(InvalidInputError, match="nowhere"):
        write_all({targets[0]: "new", tmp_path / "nowhere" / "b.md": "new"})
    assert contents(tmp_path) == OLD


def test_a_report_that_cannot_be_made_changes_nothing(
    county: County, targets: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is made before anything is written."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ImportError):
        save_all(Results.of(county.years[2]), targets)
    assert contents(targets[0].parent) == OLD


def test_a_killed_process_leaves_whole_files(targets: list[Path]) -> None:
    """Every file is the old one or the new one, whenever the process is killed."""
    code = (
        "import sys; from pathlib import Path; from famplan.report.files import write_all\n"
        "paths = [Path(path) for path in sys.argv[1:]]\n"
        "print('ready', flush=True)\n"
        "for turn in range(100_000):\n"
        "    write_all({path: f'{turn:09}' * 50_000 for path in paths})\n"
    )
    for pause in (0.0, 0.05, 0.11, 0.2):
        command = [sys.executable, "-c", code, *map(str, targets)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
        for path in targets:
            text = path.read_text(encoding="utf-8")
            assert text == "old" or text == text[:9] * 50_000


def test_endings_and_doubles_are_checked_first(county: County, tmp_path: Path) -> None:
    """Before any work is done."""
    results = Results.of(county.years[2])
    with pytest.raises(DefinitionError, match=r"ends in none of \.html, \.xlsx, \.json, \.md"):
        save_all(results, [tmp_path / "report.pdf"])
    with pytest.raises(DefinitionError, match="given twice"):
        save_all(results, [tmp_path / "a.md", tmp_path / "." / "a.md"])
    with pytest.raises(DefinitionError, match="no file is given"):
        save_all(results, [])
    assert contents(tmp_path) == {}


def test_one_file_needs_no_second_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single move is whole by itself."""
    monkeypatch.setattr(files, "_kept", None)
    assert write_whole(tmp_path / "a.md", b"bytes").read_bytes() == b"bytes"
