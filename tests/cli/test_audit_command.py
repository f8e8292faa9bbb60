"""``famplan audit`` and ``famplan demo``: what people, programs and the shell are told."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from famplan.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS = """
[document]
code = "S4"

[[claim]]
id = "T09"
claim = "28961人/32067人 = 96.18%"
quote = "录入率为96.18%"

[[claim]]
claim = "3046人 + 3254人 = 6300人"
"""


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """A file of two claims, one of them wrong."""
    path = tmp_path / "s4.toml"
    path.write_text(CLAIMS, encoding="utf-8")
    return path


def test_text_tells_people_and_the_exit_code_tells_the_shell(claims: Path) -> None:
    """A contradicted figure ends with exit code 1."""
    result = CliRunner().invoke(app, ["audit", str(claims)])
    assert result.exit_code == 1
    assert "inconsistent: T09 28961人/32067人 = 96.18%" in result.output
    assert result.output.rstrip().endswith(
        "2 claims: 1 consistent, 1 inconsistent, 0 not checkable"
    )


def test_figures_that_stand_end_with_zero(tmp_path: Path) -> None:
    """Consistent and not checkable figures are no objection."""
    path = tmp_path / "good.toml"
    path.write_text('[[claim]]\nclaim = "1/2 = 50%"\n[[claim]]\nclaim = "?/? = 3%"\n')
    assert CliRunner().invoke(app, ["audit", str(path)]).exit_code == 0


def test_json_holds_every_finding(claims: Path) -> None:
    """Counts by verdict, and each finding with file, quote and reason."""
    result = CliRunner().invoke(app, ["audit", str(claims), str(claims), "--format", "json"])
    found = json.loads(result.output)
    assert found["claims"] == 2  # one file named twice is one file
    assert found["verdicts"] == {"consistent": 1, "inconsistent": 1, "not checkable": 0}
    first = found["findings"][0]
    assert first["quote"] == "录入率为96.18%"
    assert first["file"] == str(claims)
    assert first["value"] == pytest.approx(28961 / 32067)


def test_a_page_is_written_where_asked(claims: Path, tmp_path: Path) -> None:
    """The page goes to the file and nothing to the terminal."""
    page = tmp_path / "audit.html"
    result = CliRunner().invoke(app, ["audit", str(claims), "--format", "html", "--out", str(page)])
    assert result.exit_code == 1
    assert result.output == ""
    assert "90.3140%" in page.read_text(encoding="utf-8")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-c", "from famplan.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_every_malformed_claim_gets_its_own_line(tmp_path: Path) -> None:
    """Exit code 3, no traceback, nothing lost."""
    path = tmp_path / "bad.toml"
    path.write_text('[[claim]]\nclaim = "x"\n[[claim]]\nid = "b"\nclaim = "1 = 2 = 3"\n')
    result = run("audit", str(path))
    assert result.returncode == 3
    assert "Traceback" not in result.stderr
    lines = result.stderr.splitlines()
    assert all(line.startswith("famplan: ") for line in lines)
    assert "claim 1" in result.stderr
    assert "claim 2 (b)" in result.stderr


def test_a_page_that_cannot_be_written_is_named(claims: Path, tmp_path: Path) -> None:
    """A folder that does not exist."""
    out = tmp_path / "absent" / "page.html"
    result = run("audit", str(claims), "--format", "html", "--out", str(out))
    assert result.returncode == 3
    assert "cannot be written" in result.stderr


def test_a_page_cannot_take_the_place_of_a_folder(claims: Path, tmp_path: Path) -> None:
    """One line and exit code 3, and nothing is left behind."""
    folder = tmp_path / "pages"
    folder.mkdir()
    result = run("audit", str(claims), "--format", "html", "--out", str(folder))
    assert result.returncode == 3
    assert result.stderr.count("\n") == 1
    assert "cannot be written" in result.stderr
    assert sorted(tmp_path.iterdir()) == [folder, claims]


def test_the_demo_prints_fertility_and_the_five_audits() -> None:
    """What `make demo` shows: Fuzhou's figures and every verdict."""
    result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == 0
    for text in ("98.71", "35.74‰", "1.214", "29.51", "94.98–102.55"):
        assert text in result.output
    summary = [line for line in result.output.splitlines() if "interval" in line]
    assert max(map(len, summary)) <= 80
    for code in ("S0", "S1", "S2", "S3", "S4"):
        assert f"\n{code}: " in result.output
    summary = "Audit of five work reports: 146 claims: 44 consistent, 4 inconsistent"
    assert summary in " ".join(result.output.split())
    assert max(len(line) for line in result.output.splitlines()) <= 80
