"""Claim files: every fault of a file is named at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from famplan.errors import ClaimError
from famplan.quality import Verdict, audit_file, read_claims

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
[document]
code = "R1"

[[claim]]
id = "a"
claim = "1/2 = 50%"
quote = "一半"

[[claim]]
claim = "100% - 70% = 30%"
change = true

[[claim]]
kind = "enumeration"
stated = "两种"
items = ["x", "y"]

[[claim]]
kind = "feasibility"
births = "2000人以内"
crude_birth_rate = "9.5‰以内"

[[claim]]
kind = "alone"
stated = "12370多"
missing = "the women due"
"""


def write(folder: Path, text: str) -> Path:
    """Write a claim file."""
    path = folder / "report.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_kind_of_claim_is_read(tmp_path: Path) -> None:
    """A line, a change, an enumeration, ceilings and a lone figure."""
    path = write(tmp_path, GOOD)
    claims = read_claims(path)
    kinds = [claim.kind for claim in claims]
    assert kinds == ["ratio", "computed", "enumeration", "feasibility", "alone"]
    assert claims[0].document == "R1"
    assert str(claims[0]) == "a 1/2 = 50%"
    audit = audit_file(str(path))
    assert audit.counts[Verdict.CONSISTENT] == 4
    assert "percentage points" in audit[1].outcome.remarks[0]


def test_the_file_name_stands_for_a_document_without_a_code(tmp_path: Path) -> None:
    """The byte-order mark of an editor does no harm either."""
    path = write(tmp_path, '\ufeff[[claim]]\nclaim = "1/2 = 50%"\n')
    assert read_claims(path)[0].document == "report"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('claim = "96.18%"', "claim 1: '96.18%': nothing is compared"),
        ('id = "T9"\nclaim = "96.18%"', r"claim 1 \(T9\)"),
        ('claims = "1/2 = 50%"', "claims: unknown field; allowed: change, claim"),
        ('id = "x"', "claim: is missing"),
        ('kind = "riddle"', "kind: 'riddle' is not alone, enumeration or feasibility"),
        ('kind = "enumeration"\nstated = "两种"', "items: is missing"),
        ('kind = "feasibility"\ndeaths = "3"', "deaths: unknown field"),
        ('claim = "3 ⊆ 4"\nchange = true', "only a ratio or a difference"),
        ('kind = "alone"\nstated = "many"\nmissing = "x"', "'many': not one figure"),
        ('claim = "1/2 = 50%"\nrefs = 3', "refs: int is not a list"),
        ('claim = "1/2 = 50%"\nrefs = "T01"', "refs: str is not a list"),
        ('claim = "1/2 = 50%"\nchange = "no"', "change: 'no' is not true or false"),
        ('claim = ["1/2 = 50%"]', "claim: list is not text"),
        ('kind = "enumeration"\nstated = "两种"\nitems = "xy"', "items: str is not a list"),
    ],
)
def test_a_faulty_claim_is_named(tmp_path: Path, row: str, problem: str) -> None:
    """File, number, id, field and rule."""
    with pytest.raises(ClaimError, match=problem):
        read_claims(write(tmp_path, f"[[claim]]\n{row}\n"))


def test_all_faulty_claims_are_named_at_once(tmp_path: Path) -> None:
    """The good ones between them do not hide the last."""
    rows = ["x", "1/2 = 50%", "y"]
    text = "".join(f'[[claim]]\nclaim = "{row}"\n' for row in rows)
    with pytest.raises(ClaimError, match="2 cannot be read") as caught:
        read_claims(write(tmp_path, text))
    assert "claim 1" in str(caught.value)
    assert "claim 3" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("claim = ", "is not TOML"),
        ("", r"no \[\[claim\]\] in it"),
        ("claim = 3", r"no \[\[claim\]\] in it"),
        ("claim = [3]", "claim 1: row: int is not a table"),
        ('title = "x"\n[[claim]]\nclaim = "1/2 = 50%"', "title is unknown"),
        ('document = "x"\n[[claim]]\nclaim = "1/2 = 50%"', "document: str is not a table"),
    ],
)
def test_a_file_that_is_no_claim_file_is_named(tmp_path: Path, text: str, problem: str) -> None:
    """Syntax, emptiness, unknown tables."""
    with pytest.raises(ClaimError, match=problem):
        read_claims(write(tmp_path, text))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file, a folder, another encoding."""
    with pytest.raises(ClaimError, match=r"absent\.toml: No such file"):
        read_claims(tmp_path / "absent.toml")
    with pytest.raises(ClaimError, match="directory"):
        read_claims(tmp_path)
    path = tmp_path / "gb.toml"
    path.write_bytes('[[claim]]\nquote = "人口"'.encode("gb18030"))
    with pytest.raises(ClaimError, match="is not UTF-8; save it as UTF-8"):
        read_claims(path)
