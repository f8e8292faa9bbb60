"""How well ages are told: heaping on final digits, and the balance of neighbours and sexes."""

from famplan.formulas.age_accuracy.balance import (
    age_ratio_score,
    age_sex_accuracy_index,
    sex_ratio_score,
)
from famplan.formulas.age_accuracy.digits import (
    UpperEnd,
    bachi_index,
    bachi_shares,
    myers_index,
    myers_shares,
)
from famplan.formulas.age_accuracy.heaping import (
    modified_whipple_index,
    total_modified_whipple_index,
    whipple_index,
)
from famplan.formulas.age_accuracy.single_years import Between

__all__ = [
    "Between",
    "UpperEnd",
    "age_ratio_score",
    "age_sex_accuracy_index",
    "bachi_index",
    "bachi_shares",
    "modified_whipple_index",
    "myers_index",
    "myers_shares",
    "sex_ratio_score",
    "total_modified_whipple_index",
    "whipple_index",
]
