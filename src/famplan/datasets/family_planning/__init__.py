"""One synthetic survey with everything that a chapter on family planning is made of."""

from famplan.datasets.family_planning.survey import (
    SyntheticFamilyPlanning,
    synthetic_family_planning,
)
from famplan.datasets.family_planning.truth import TrueFamilyPlanning

__all__ = ["SyntheticFamilyPlanning", "TrueFamilyPlanning", "synthetic_family_planning"]
