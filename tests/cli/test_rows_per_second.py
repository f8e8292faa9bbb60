"""Steps of long work are told to people who wait, and to nobody else."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from famplan.cli.rows_per_second import steps

if TYPE_CHECKING:
    import pytest


def test_a_pipe_is_told_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A log would be full of it."""
    with steps() as step:
        assert step("count", lambda: 3, rows=3024) == 3
    assert capsys.readouterr() == ("", "")


def test_a_terminal_is_told_rows_per_second(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the rows that are known before, or only after the work."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with steps() as step:
        step("count", lambda: 3, rows=3024)
        step("read", lambda: 17, rows=lambda made: made)
        step("write", lambda: None)
    told = capsys.readouterr().err
    assert re.search(r"count: \d+\.\d s, [\d,]+ rows per second", told)
    assert re.search(r"read: \d+\.\d s, [\d,]+ rows per second", told)
    assert re.search(r"write: \d+\.\d s\n", told)
