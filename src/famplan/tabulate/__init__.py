"""Records become counts: tallies that add up, with what design-based errors need."""

from famplan.tabulate.adolescence import birth_rate_10_14
from famplan.tabulate.births import BirthTally, birth_history
from famplan.tabulate.calendars import (
    DiscontinuationTally,
    Episodes,
    ShareTally,
    calendar,
    discontinuation,
    monthly_use,
    perinatal_mortality,
    postpartum_use,
    reasons_for_stopping,
)
from famplan.tabulate.comparison import rate_ratios
from famplan.tabulate.contraception import ContraceptionTally, contraception, planning_status
from famplan.tabulate.crude import HouseholdPopulation, crude_birth_rate, household_population
from famplan.tabulate.first_birth import age_at_first_birth
from famplan.tabulate.orders import births_by_order
from famplan.tabulate.parity import children_ever_born
from famplan.tabulate.periods import calendar_history, retrospective_history
from famplan.tabulate.postpartum import PostpartumTally, postpartum_status
from famplan.tabulate.ratios import RatioTally, ratio
from famplan.tabulate.register import RegisterTally, register
from famplan.tabulate.risks import FertilityRiskTally, fertility_risk
from famplan.tabulate.spacing import birth_intervals
from famplan.tabulate.table import Table
from famplan.tabulate.timing import mean_age_at_birth
from famplan.tabulate.wanted import wanted_fertility

__all__ = [
    "BirthTally",
    "ContraceptionTally",
    "DiscontinuationTally",
    "Episodes",
    "FertilityRiskTally",
    "HouseholdPopulation",
    "PostpartumTally",
    "RatioTally",
    "RegisterTally",
    "ShareTally",
    "Table",
    "age_at_first_birth",
    "birth_history",
    "birth_intervals",
    "birth_rate_10_14",
    "births_by_order",
    "calendar",
    "calendar_history",
    "children_ever_born",
    "contraception",
    "crude_birth_rate",
    "discontinuation",
    "fertility_risk",
    "household_population",
    "mean_age_at_birth",
    "monthly_use",
    "perinatal_mortality",
    "planning_status",
    "postpartum_status",
    "postpartum_use",
    "rate_ratios",
    "ratio",
    "reasons_for_stopping",
    "register",
    "retrospective_history",
    "wanted_fertility",
]
