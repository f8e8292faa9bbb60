"""Files are written whole, and together or not at all."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from famplan.errors import DefinitionError, InvalidInputError
from famplan.report import Results, alone, save_all
from famplan.report.files import write_all, write_whole
from famplan.report.saving import check_endings

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


def test_endings_and_doubles_are_checked_first(county: County, tmp_path: Path) -> None:
    """Before any work is done."""
    results = Results.of(county.years[2])
    with pytest.raises(DefinitionError, match=r"ends in none of \.html, \.xlsx, \.json, \.md"):
        save_all(results, [tmp_path / "report.pdf"])
    with pytest.raises(DefinitionError, match=r"a\.md: is given twice"):
        save_all(results, [tmp_path / "a.md", tmp_path / "." / "a.md"])
    with pytest.raises(DefinitionError, match="no file is given"):
        save_all(results, [])
    assert contents(tmp_path) == {}


def test_one_file_needs_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single move is whole by itself."""
    monkeypatch.setattr(Path, "symlink_to", None)
    assert write_whole(tmp_path / "a.md", b"bytes").read_bytes() == b"bytes"


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse links, as some file systems do."""

    def symlink_to(self: Path, *_: object) -> None:
        raise PermissionError(1, "Operation not permitted", str(self))

    monkeypatch.setattr(Path, "symlink_to", symlink_to)


def test_without_links_files_take_their_places_one_by_one(
    targets: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick of an office has none."""
    without_links(monkeypatch)
    write_all(dict.fromkeys(targets, "new"))
    assert contents(targets[0].parent) == dict.fromkeys(NAMES, b"new")


def test_without_links_a_move_that_fails_puts_everything_back(
    targets: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood there, and nothing where nothing was."""
    without_links(monkeypatch)
    targets[0].unlink()
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == targets[3] and self.parent.name == "new":
            raise OSError(5, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(InvalidInputError, match=r"report\.md: cannot be written: Input/output"):
        write_all(dict.fromkeys(targets, "new"))
    assert contents(targets[0].parent) == dict.fromkeys(NAMES[1:], b"old")


def test_permissions_are_handed_on(targets: list[Path]) -> None:
    """A report that only the office may read stays so; links lead on to their file."""
    targets[0].chmod(0o640)
    link = targets[0].with_name("latest.html")
    link.symlink_to(targets[0].name)
    write_all({link: "new", targets[1]: "new"})
    assert targets[0].read_text(encoding="utf-8") == "new"
    assert targets[0].stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()


def test_what_cannot_be_moved_at_last_is_whole_and_said(
    targets: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files are new, one of them by a link; the next writing settles it."""
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == targets[1] and self.parent.name == "new":
            raise PermissionError(1, "Operation not permitted")
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(InvalidInputError, match=r"report.xlsx: is whole, but a link"):
            write_all(dict.fromkeys(targets, "new"))
    assert {path.read_text(encoding="utf-8") for path in targets} == {"new"}
    assert targets[1].is_symlink()
    write_whole(targets[0], "newer")
    assert contents(targets[0].parent) == {**dict.fromkeys(NAMES, b"new"), NAMES[0]: b"newer"}


def test_one_run_waits_for_another(targets: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for ever: whoever holds a folder is told of."""
    monkeypatch.setattr(alone, "PATIENCE", 0.05)
    told = pytest.raises(InvalidInputError, match="another run has been writing here")
    with alone.alone_in([targets[0].parent]), told:
        write_all(dict.fromkeys(targets, "new"))
    assert contents(targets[0].parent) == OLD
    write_all(dict.fromkeys(targets, "new"))


def test_a_store_never_hands_over_what_is_not_its_own(tmp_path: Path) -> None:
    """Who may write into a folder could lay a link there that leads to another's file."""
    secret = tmp_path / "secret.txt"
    secret.write_text("mine", encoding="utf-8")
    folder = tmp_path / "shared"
    store = folder / ".famplan-report-0" / "new"
    store.mkdir(parents=True)
    (store / "0").symlink_to(secret)
    plan = {"places": ["../report.md"], "folders": ["."]}
    (store.parent / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    (folder / "report.md").symlink_to(".famplan-report-0/new/0")
    write_whole(folder / "other.md", "text")
    assert secret.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_may_not_be_written_to_is_named_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before hours of counting."""
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(InvalidInputError, match="the folder may not be written to"):
        check_endings([tmp_path / "a.md"])
