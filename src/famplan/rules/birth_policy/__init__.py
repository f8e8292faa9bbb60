"""Birth policy by date and province, 1980 to today: births classified for statistics.

The regimes, the provincial grounds and the rules on spacing are dated, cited data. They classify
births that have happened as conforming, not conforming or unknown, with the ground; they never
advise or sanction anyone, and neither approval, registration nor fees are modelled. Where the text
in force is not among those that were read the class is unknown, never a guess.
"""

from famplan.rules.birth_policy.classification import Classification
from famplan.rules.birth_policy.classify import classify
from famplan.rules.birth_policy.conformity import Conformity
from famplan.rules.birth_policy.counting import ClassifiedBirths, count_births
from famplan.rules.birth_policy.provisions import Provision, provision, provisions
from famplan.rules.birth_policy.regimes import (
    BIRTH_POLICY,
    FAVOURABLE_RULE,
    FEE_REGULATION,
    Regulation,
)
from famplan.rules.birth_policy.texts import PROVINCES, Ground, Spacing, Text

__all__ = [
    "BIRTH_POLICY",
    "FAVOURABLE_RULE",
    "FEE_REGULATION",
    "PROVINCES",
    "Classification",
    "ClassifiedBirths",
    "Conformity",
    "Ground",
    "Provision",
    "Regulation",
    "Spacing",
    "Text",
    "classify",
    "count_births",
    "provision",
    "provisions",
]
