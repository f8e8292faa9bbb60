"""Can these figures be true? Stated figures, and the audit of reports that state them."""

from famplan.quality.audit import audit, check
from famplan.quality.claim import (
    Alone,
    Assertion,
    Claim,
    Computed,
    Enumeration,
    Feasibility,
    Overlap,
    Progress,
    Ratio,
    Same,
    Subset,
    parse_claim,
)
from famplan.quality.claim_file import audit_file, read_claims
from famplan.quality.finding import Audit, Finding, Outcome, Verdict
from famplan.quality.rounding import Rounding
from famplan.quality.stated import Stated
from famplan.quality.unit import Bound, Unit

__all__ = [
    "Alone",
    "Assertion",
    "Audit",
    "Bound",
    "Claim",
    "Computed",
    "Enumeration",
    "Feasibility",
    "Finding",
    "Outcome",
    "Overlap",
    "Progress",
    "Ratio",
    "Rounding",
    "Same",
    "Stated",
    "Subset",
    "Unit",
    "Verdict",
    "audit",
    "audit_file",
    "check",
    "parse_claim",
    "read_claims",
]
