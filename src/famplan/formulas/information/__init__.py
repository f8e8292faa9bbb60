"""Records and reports: complete, on time, answered, right."""

from famplan.formulas.information.accuracy import (
    accuracy,
    birth_omission_proportion,
    statistical_accuracy,
    statistical_error_ratio,
)
from famplan.formulas.information.coverage import net_overcount_ratio, overcount_proportion
from famplan.formulas.information.dual_system import (
    DualSystemEstimator,
    dual_system_standard_error,
    dual_system_total,
)
from famplan.formulas.information.exchange import (
    completeness,
    response_proportion,
)

__all__ = [
    "DualSystemEstimator",
    "accuracy",
    "birth_omission_proportion",
    "completeness",
    "dual_system_standard_error",
    "dual_system_total",
    "net_overcount_ratio",
    "overcount_proportion",
    "response_proportion",
    "statistical_accuracy",
    "statistical_error_ratio",
]
