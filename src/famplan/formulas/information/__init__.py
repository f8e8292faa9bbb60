"""Records and reports: complete, on time, answered, right."""

from famplan.formulas.information.accuracy import (
    accuracy,
    birth_omission_proportion,
    statistical_accuracy,
    statistical_error_ratio,
)
from famplan.formulas.information.exchange import (
    completeness,
    response_proportion,
)

__all__ = [
    "accuracy",
    "birth_omission_proportion",
    "completeness",
    "response_proportion",
    "statistical_accuracy",
    "statistical_error_ratio",
]
