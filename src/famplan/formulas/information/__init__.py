"""Records and reports: complete, on time, answered, right."""

from famplan.formulas.information.accuracy import (
    accuracy,
    birth_omission_rate,
    statistical_accuracy,
    statistical_error_rate,
)
from famplan.formulas.information.exchange import (
    completeness,
    response_rate,
)

__all__ = [
    "accuracy",
    "birth_omission_rate",
    "completeness",
    "response_rate",
    "statistical_accuracy",
    "statistical_error_rate",
]
