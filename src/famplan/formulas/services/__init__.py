"""People reached by a service: coverage, checks, care, detection, opinion, progress."""

from famplan.formulas.services.care import (
    care_coverage,
)
from famplan.formulas.services.checks import (
    CheckUnit,
    CoverageUnit,
    check_completion,
    check_coverage,
    fewest_unpaired_women,
    most_complete_couples,
)
from famplan.formulas.services.coverage import (
    PaymentBasis,
    coverage,
    payment_proportion,
)
from famplan.formulas.services.detection import (
    birth_defect_proportion,
    detection_proportion,
)
from famplan.formulas.services.opinion import (
    positive_proportion,
)
from famplan.formulas.services.policy import (
    benefit_policy_index,
)
from famplan.formulas.services.progress import (
    complement,
    completion_ratio,
    coverage_gap,
    progress_gap,
    time_elapsed,
)

__all__ = [
    "CheckUnit",
    "CoverageUnit",
    "PaymentBasis",
    "benefit_policy_index",
    "birth_defect_proportion",
    "care_coverage",
    "check_completion",
    "check_coverage",
    "complement",
    "completion_ratio",
    "coverage",
    "coverage_gap",
    "detection_proportion",
    "fewest_unpaired_women",
    "most_complete_couples",
    "payment_proportion",
    "positive_proportion",
    "progress_gap",
    "time_elapsed",
]
