"""What an audit finds: a verdict on each claim, with the recomputed figure and the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, overload

import attrs

if TYPE_CHECKING:
    from famplan.quality.claim import Claim
    from famplan.quality.rounding import Rounding

__all__ = ["Audit", "Finding", "Outcome", "Verdict"]


class Verdict(StrEnum):
    """Whether the figures of a claim can stand together."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NOT_CHECKABLE = "not checkable"


@attrs.frozen(kw_only=True)
class Outcome:
    """The verdict on an assertion and everything it rests on."""

    verdict: Verdict
    explanation: str
    """One sentence a reader can check by hand."""
    roundings: tuple[Rounding, ...] = ()
    """The ways of rounding under which the figure prints; empty where none is needed."""
    recomputed: str = ""
    """The figure as it should print, in the unit of the stated one."""
    value: float | None = None
    """The recomputed figure per one."""
    missing: tuple[str, ...] = ()
    """What would have to be known to decide."""
    would_hold: tuple[str, ...] = ()
    """What would have made an inconsistent claim right."""
    remarks: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Finding:
    """A claim and the outcome of checking it."""

    claim: Claim
    outcome: Outcome

    @property
    def verdict(self) -> Verdict:
        """The verdict alone."""
        return self.outcome.verdict

    @property
    def roundings(self) -> tuple[Rounding, ...]:
        """The ways of rounding under which the stated figure prints."""
        return self.outcome.roundings

    @property
    def recomputed(self) -> str:
        """The figure as it should print."""
        return self.outcome.recomputed

    @property
    def explanation(self) -> str:
        """The reason in one sentence."""
        return self.outcome.explanation

    @property
    def missing(self) -> tuple[str, ...]:
        """What would have to be known to decide."""
        return self.outcome.missing

    @property
    def would_hold(self) -> tuple[str, ...]:
        """What would have made an inconsistent claim right."""
        return self.outcome.would_hold

    def to_dict(self) -> dict[str, Any]:
        """Give the finding as plain values, for JSON and tables."""
        claim, outcome = self.claim, self.outcome
        return {
            "id": claim.id,
            "document": claim.document,
            "title": claim.title,
            "place": claim.place,
            "quote": claim.quote,
            "refs": list(claim.refs),
            "kind": claim.kind,
            "claim": str(claim.assertion),
            "verdict": str(outcome.verdict),
            "roundings": [str(rounding) for rounding in outcome.roundings],
            "recomputed": outcome.recomputed,
            "value": outcome.value,
            "explanation": outcome.explanation,
            "missing": list(outcome.missing),
            "would_hold": list(outcome.would_hold),
            "remarks": list(outcome.remarks),
            "note": claim.note,
        }

    def __str__(self) -> str:
        """Give verdict, claim, reason and way to mend it."""
        outcome = self.outcome
        lines = [f"{outcome.verdict}: {self.claim}", f"  {outcome.explanation}"]
        lines += [f"  would hold: {way}" for way in outcome.would_hold]
        lines += [f"  missing: {', '.join(outcome.missing)}"] if outcome.missing else []
        lines += [f"  note: {remark}" for remark in outcome.remarks]
        return "\n".join(lines)


@attrs.frozen
class Audit(Sequence[Finding]):
    """Every finding of an audit, in the order of the claims."""

    findings: tuple[Finding, ...]

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        """Get a finding by its position."""
        return self.findings[index]

    def __len__(self) -> int:
        """Count the findings."""
        return len(self.findings)

    @property
    def counts(self) -> dict[Verdict, int]:
        """Count the findings by verdict."""
        tally = Counter(finding.verdict for finding in self.findings)
        return {verdict: tally[verdict] for verdict in Verdict}

    def where(self, verdict: Verdict | str) -> tuple[Finding, ...]:
        """Pick the findings of one verdict."""
        wanted = Verdict(verdict)
        return tuple(finding for finding in self.findings if finding.verdict is wanted)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the findings as plain values, for JSON and tables."""
        return [finding.to_dict() for finding in self.findings]

    @property
    def summary(self) -> str:
        """Say in one line how many claims there are of each verdict."""
        shares = ", ".join(f"{count} {verdict}" for verdict, count in self.counts.items())
        return f"{len(self)} claim{'s' if len(self) != 1 else ''}: {shares}"

    def __str__(self) -> str:
        """Give every finding, then the summary."""
        return "\n".join([*(str(finding) for finding in self.findings), self.summary])
