"""Rates made comparable: direct and indirect standardisation, decomposition."""

from famplan.formulas.standardization.decomposition import (
    Decomposition,
    kitagawa,
)
from famplan.formulas.standardization.direct import (
    check_groups,
    directly_standardized_interval,
    directly_standardized_rate,
    directly_standardized_variance,
)
from famplan.formulas.standardization.indirect import (
    expected_events,
    indirectly_standardized_rate,
    standardized_ratio,
    standardized_ratio_interval,
)

__all__ = [
    "Decomposition",
    "check_groups",
    "directly_standardized_interval",
    "directly_standardized_rate",
    "directly_standardized_variance",
    "expected_events",
    "indirectly_standardized_rate",
    "kitagawa",
    "standardized_ratio",
    "standardized_ratio_interval",
]
