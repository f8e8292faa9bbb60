"""Births by order, by policy and by sex."""

from famplan.formulas.births.conformity import (
    ConformingBasis,
    composite_birth_score,
    order_conforming_proportion,
    policy_conforming_proportion,
)
from famplan.formulas.births.perinatal import (
    early_neonatal_proportion,
    perinatal_mortality_proportion,
    stillbirth_proportion,
    stillbirths_per_early_death,
)
from famplan.formulas.births.postpartum import (
    current_status_mean,
    current_status_median,
    current_status_proportion,
    current_status_quantile,
)
from famplan.formulas.births.risk import birth_risk_proportion, birth_risk_ratio
from famplan.formulas.births.schedules import (
    CurrentStatusSchedule,
    ScheduleName,
    current_status_schedule,
)
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
    "CurrentStatusSchedule",
    "ParityPolicyTable",
    "ScheduleName",
    "SexRatioTest",
    "birth_proportion",
    "birth_risk_proportion",
    "birth_risk_ratio",
    "composite_birth_score",
    "current_status_mean",
    "current_status_median",
    "current_status_proportion",
    "current_status_quantile",
    "current_status_schedule",
    "early_neonatal_proportion",
    "first_birth_rate",
    "order_conforming_proportion",
    "perinatal_mortality_proportion",
    "policy_conforming_proportion",
    "sex_ratio_at_birth",
    "sex_ratio_interval",
    "sex_ratio_test",
    "stillbirth_proportion",
    "stillbirths_per_early_death",
]
