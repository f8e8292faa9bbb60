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
    payment_rate,
)
from famplan.formulas.services.detection import (
    birth_defect_rate,
    detection_rate,
)
from famplan.formulas.services.opinion import (
    positive_share,
)
from famplan.formulas.services.progress import (
    complement,
    completion_rate,
    coverage_gap,
    progress_gap,
    time_elapsed,
)

__all__ = [
    "CheckUnit",
    "CoverageUnit",
    "PaymentBasis",
    "birth_defect_rate",
    "care_coverage",
    "check_completion",
    "check_coverage",
    "complement",
    "completion_rate",
    "coverage",
    "coverage_gap",
    "detection_rate",
    "fewest_unpaired_women",
    "most_complete_couples",
    "payment_rate",
    "positive_share",
    "progress_gap",
    "time_elapsed",
]
