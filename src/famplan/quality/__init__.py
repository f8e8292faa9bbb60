"""Can these figures be true? Stated figures and their audit, and tests of what was counted."""

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
from famplan.quality.matching import Duplicates, Matching, OfficeRows, Scoring, duplicates, match
from famplan.quality.multiple_testing import Control, adjusted_p_values
from famplan.quality.omission import DualSystem, dual_system
from famplan.quality.padding import (
    Coverage,
    coverage,
    omission_from_check,
    overcount_from_check,
)
from famplan.quality.register_audit import audit_register
from famplan.quality.regularity import (
    Dispersion,
    Preferences,
    dispersion,
    preferred_days,
    preferred_digits,
)
from famplan.quality.reported_errors import ReportedErrors, reported_errors
from famplan.quality.rounding import Rounding
from famplan.quality.sex_ratios import SexRatioAnomalies, sex_ratio_anomalies, sex_ratio_funnel
from famplan.quality.stated import Stated
from famplan.quality.unit import Bound, Unit

__all__ = [
    "Alone",
    "Assertion",
    "Audit",
    "Bound",
    "Claim",
    "Computed",
    "Control",
    "Coverage",
    "Dispersion",
    "DualSystem",
    "Duplicates",
    "Enumeration",
    "Feasibility",
    "Finding",
    "Matching",
    "OfficeRows",
    "Outcome",
    "Overlap",
    "Preferences",
    "Progress",
    "Ratio",
    "ReportedErrors",
    "Rounding",
    "Same",
    "Scoring",
    "SexRatioAnomalies",
    "Stated",
    "Subset",
    "Unit",
    "Verdict",
    "adjusted_p_values",
    "audit",
    "audit_file",
    "audit_register",
    "check",
    "coverage",
    "dispersion",
    "dual_system",
    "duplicates",
    "match",
    "omission_from_check",
    "overcount_from_check",
    "parse_claim",
    "preferred_days",
    "preferred_digits",
    "read_claims",
    "reported_errors",
    "sex_ratio_anomalies",
    "sex_ratio_funnel",
]
