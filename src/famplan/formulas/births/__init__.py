"""Births by order, by policy and by sex."""

from famplan.formulas.births.conformity import (
    ConformingBasis,
    composite_birth_score,
    order_conforming_proportion,
    policy_conforming_proportion,
)
from famplan.formulas.births.perinatal import perinatal_mortality_proportion
from famplan.formulas.births.sex_ratio import (
    SexRatioTest,
    sex_ratio_at_birth,
    sex_ratio_interval,
    sex_ratio_test,
)
from famplan.formulas.births.shares import (
    birth_proportion,
    first_birth_rate,
)
from famplan.formulas.births.table import (
    ORDERS,
    ParityPolicyTable,
)

__all__ = [
    "ORDERS",
    "ConformingBasis",
    "ParityPolicyTable",
    "SexRatioTest",
    "birth_proportion",
    "composite_birth_score",
    "first_birth_rate",
    "order_conforming_proportion",
    "perinatal_mortality_proportion",
    "policy_conforming_proportion",
    "sex_ratio_at_birth",
    "sex_ratio_interval",
    "sex_ratio_test",
]
