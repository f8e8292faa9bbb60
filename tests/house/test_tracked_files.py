"""The repository works anywhere: no machine's paths and no package registry's address in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Written in pieces, so that this file does not contain what it looks for.
REGISTRIES = re.compile(
    "|".join(
        (
            r"py" + r"pi\.(org|python)",
            r"python" + r"hosted\.org",
            r"ana" + r"conda\.(org|com)",
            r"npm" + r"js\.(org|com)",
            r"arti" + r"factory",
            r"(extra-)?index" + r"-url",
        )
    ),
    re.IGNORECASE,
)
LOCAL_PATHS = re.compile(
    r"(?<![\w.~:/-])/(home|mnt|opt|private|root|tmp|Users|var|work)/\w" + r"|\b[A-Z]:\\Users"
)


def tracked_files() -> list[Path]:
    """Files that git has or would take."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = [git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def matches(pattern: re.Pattern[str]) -> list[str]:
    """Places where the pattern occurs in a tracked text file."""
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if pattern.search(line)
        ]
    return found


def test_no_file_names_a_package_registry() -> None:
    """Where packages come from is the user's setting, not ours."""
    assert matches(REGISTRIES) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    """An absolute path works on the machine where it was written, and nowhere else."""
    assert matches(LOCAL_PATHS) == []
