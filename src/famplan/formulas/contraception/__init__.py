"""Users of contraception: how many, of which methods, and how soon."""

from famplan.formulas.contraception.choice import decision_proportion, informed_proportion
from famplan.formulas.contraception.discontinuation import (
    cumulative_incidence,
    net_incidence,
    reason_proportion,
)
from famplan.formulas.contraception.knowledge import knowledge_proportion, mean_methods_known
from famplan.formulas.contraception.methods import (
    LongActingBasis,
    long_acting_proportion,
    method_mix,
)
from famplan.formulas.contraception.need import (
    demand_satisfied_proportion,
    need_proportion,
    unmet_modern_need_proportion,
)
from famplan.formulas.contraception.outreach import outreach_proportion
from famplan.formulas.contraception.past_use import past_use_proportion
from famplan.formulas.contraception.postpartum_use import postpartum_use_proportion
from famplan.formulas.contraception.prevalence import (
    PrevalenceBasis,
    contraceptive_prevalence,
    fecund_contraceptive_use,
    no_method_proportion,
)
from famplan.formulas.contraception.sources import source_proportion
from famplan.formulas.contraception.uptake import (
    method_effectiveness,
    method_failure_proportion,
    timely_uptake_proportion,
    uptake_proportion,
)

__all__ = [
    "LongActingBasis",
    "PrevalenceBasis",
    "contraceptive_prevalence",
    "cumulative_incidence",
    "decision_proportion",
    "demand_satisfied_proportion",
    "fecund_contraceptive_use",
    "informed_proportion",
    "knowledge_proportion",
    "long_acting_proportion",
    "mean_methods_known",
    "method_effectiveness",
    "method_failure_proportion",
    "method_mix",
    "need_proportion",
    "net_incidence",
    "no_method_proportion",
    "outreach_proportion",
    "past_use_proportion",
    "postpartum_use_proportion",
    "reason_proportion",
    "source_proportion",
    "timely_uptake_proportion",
    "unmet_modern_need_proportion",
    "uptake_proportion",
]
