"""Money: per head, by level, its growth, and fees inside their legal window."""

from famplan.formulas.funding.amounts import (
    funding_per_head,
    match_ratio,
    sum_of_levels,
)
from famplan.formulas.funding.fees import (
    FeeBasis,
    FeeYears,
    average_fee,
    fee_collection_proportion,
    fee_total,
)
from famplan.formulas.funding.growth import (
    GrowthRule,
    funding_growth,
    keeps_growth_rule,
    per_head_parity,
)

__all__ = [
    "FeeBasis",
    "FeeYears",
    "GrowthRule",
    "average_fee",
    "fee_collection_proportion",
    "fee_total",
    "funding_growth",
    "funding_per_head",
    "keeps_growth_rule",
    "match_ratio",
    "per_head_parity",
    "sum_of_levels",
]
