"""Users of contraception: how many, of which methods, and how soon."""

from famplan.formulas.contraception.methods import (
    LongActingBasis,
    long_acting_proportion,
    method_mix,
)
from famplan.formulas.contraception.prevalence import (
    PrevalenceBasis,
    contraceptive_prevalence,
    fecund_contraceptive_use,
    no_method_proportion,
)
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
    "fecund_contraceptive_use",
    "long_acting_proportion",
    "method_effectiveness",
    "method_failure_proportion",
    "method_mix",
    "no_method_proportion",
    "timely_uptake_proportion",
    "uptake_proportion",
]
