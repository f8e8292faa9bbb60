"""The five real work reports: every listed verdict is reproduced, none is passed in silence."""

from __future__ import annotations

import tomllib

import pytest

from famplan.datasets import claim_files
from famplan.quality import Finding, Verdict, audit_file

FINDINGS = {
    (code, finding.claim.id): finding
    for code, file in claim_files().items()
    for finding in audit_file(file)
}

# The arithmetic tests of the source list: verdict, and what the recomputation must say.
LISTED = [
    ("S2", "T01", "consistent", "71.48%"),
    ("S2", "T02", "consistent", "1,101"),
    ("S2", "T03", "consistent", "989"),
    ("S2", "T04", "consistent", "450,000"),
    ("S2", "T05", "consistent", "1,500"),
    ("S2", "T06", "consistent", "1,265"),
    ("S2", "T07", "not checkable", "about 3,190"),
    ("S4", "T09", "inconsistent", "90.31%"),
    ("S4", "T10", "consistent", "12,000"),
    ("S4", "T11", "consistent", "6,300"),
    ("S4", "T12", "not checkable", "0.0314286 (3.14%)"),
    ("S4", "T13", "consistent", "109.4:100"),
    ("S4", "T15", "consistent", "9.96%"),
    ("S4", "T16", "consistent", "40.61%"),
    ("S3", "T17", "consistent", "96"),
    ("S3", "T21", "consistent", "216"),
    ("S3", "T22", "consistent", "39.20%"),
    ("S3", "T25", "consistent", "98.51%"),
    ("S3", "T27", "consistent", "85.37%, 56.10%, 48.78%, 31.71%, 21.95%"),
    ("S3", "T28", "consistent", "30 yuan"),
    ("S3", "T29", "not checkable", "1.9 yuan"),
    ("S3", "T30", "not checkable", "6.5‰"),
    ("S3", "T32", "not checkable", "35"),
    ("S3", "T33", "not checkable", "910 yuan"),
    ("S0", "T37", "consistent", "7"),
    ("S1", "T39", "consistent", "20"),
]

# Rows whose arithmetic the list leaves to the reader.
RECOMPUTED = [
    ("S2", "I06", "consistent", "13.04%"),
    ("S2", "I17", "consistent", "33%"),
    ("S2", "I24", "not checkable", "0.507585 (50.76%)"),
    ("S4", "I39", "consistent", "49.59%"),
    ("S1", "I53-risk", "not checkable", "at least 4.66667"),
    ("S0", "I60", "not checkable", "about 812,333"),
    ("S0", "I61", "not checkable", "about 7,024"),
    ("S3", "I87", "consistent", "95.12%"),
    ("S3", "I90", "not checkable", "150"),
    ("S3", "I100", "inconsistent", "128.12%"),
    ("S3", "I101", "not checkable", "3,653万 yuan"),
    ("S3", "I103", "inconsistent", "37.62%"),
    ("S3", "B05", "inconsistent", "3"),
    ("S3", "I90-villages", "consistent", "82.93%"),
    ("S1", "P01", "consistent", "4"),
    ("S3", "A01", "consistent", "3"),
    ("S3", "G21", "not checkable", "30"),
    ("S3", "P04", "not checkable", "9"),
]


@pytest.mark.parametrize(("code", "claim", "verdict", "recomputed"), LISTED + RECOMPUTED)
def test_a_listed_verdict_is_reproduced(
    code: str, claim: str, verdict: str, recomputed: str
) -> None:
    """Verdict and recomputed figure of each listed claim."""
    finding = FINDINGS[code, claim]
    assert finding.verdict == verdict
    assert finding.recomputed == recomputed


def test_the_only_inconsistencies_are_the_four_found_by_hand() -> None:
    """Entry rate, physicians' share, upgraded stations, two ways that are three."""
    wrong = {key for key, finding in FINDINGS.items() if finding.verdict is Verdict.INCONSISTENT}
    assert wrong == {("S4", "T09"), ("S3", "I103"), ("S3", "I100"), ("S3", "B05")}


@pytest.mark.parametrize("finding", FINDINGS.values(), ids=lambda found: str(found.claim)[:40])
def test_no_claim_is_passed_in_silence(finding: Finding) -> None:
    """Every claim has a reason, and an undecided one names what is missing."""
    assert finding.explanation
    if finding.verdict is Verdict.NOT_CHECKABLE:
        assert finding.outcome.missing
    if finding.verdict is Verdict.INCONSISTENT:
        assert finding.outcome.would_hold


def test_every_claim_has_an_id_of_its_own_and_a_place_in_the_document() -> None:
    """Ids do not repeat, and each claim quotes its document or says where it stands."""
    for file in claim_files().values():
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["claim"]
        ids = [row["id"] for row in rows]
        assert len(ids) == len(set(ids))
        assert all(row.get("quote") or row.get("place") for row in rows)


def test_the_joint_ceilings_of_a_county_meet_at_a_population() -> None:
    """2,000 births and 9.5‰ meet at 210,526 people, with 5.0‰ deaths (I92)."""
    remarks = " ".join(FINDINGS["S3", "I92"].outcome.remarks)
    assert "210,526" in remarks
    assert "5.0‰" in remarks
