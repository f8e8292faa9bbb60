"""What a programme reports of itself: users behind its services, impact, supply, spending."""

from famplan.formulas.programme.availability import (
    UnknownFacilities,
    method_availability_proportion,
    methods_in_stock,
)
from famplan.formulas.programme.averted import (
    unintended_pregnancies_averted,
    unsafe_abortions_averted,
)
from famplan.formulas.programme.continuation import (
    continuation_shares,
    continuation_table,
    long_acting_users,
)
from famplan.formulas.programme.demand import (
    all_women_prevalence,
    family_planning_demand,
)
from famplan.formulas.programme.sectors import (
    sector_adjustment,
)
from famplan.formulas.programme.service_statistics import (
    Condoms,
    estimated_modern_use,
    estimated_modern_users,
    users_by_method,
)
from famplan.formulas.programme.spending import (
    spending_proportion,
    spending_shares,
)
from famplan.formulas.programme.users import (
    additional_users,
    modern_users,
)

__all__ = [
    "Condoms",
    "UnknownFacilities",
    "additional_users",
    "all_women_prevalence",
    "continuation_shares",
    "continuation_table",
    "estimated_modern_use",
    "estimated_modern_users",
    "family_planning_demand",
    "long_acting_users",
    "method_availability_proportion",
    "methods_in_stock",
    "modern_users",
    "sector_adjustment",
    "spending_proportion",
    "spending_shares",
    "unintended_pregnancies_averted",
    "unsafe_abortions_averted",
    "users_by_method",
]
