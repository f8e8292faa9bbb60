"""Need for contraception: unmet, met and none, by a decision table that can be read."""

from famplan.tabulate.contraception.need.coding import REQUIRED, need_codes, need_columns
from famplan.tabulate.contraception.need.deciding import Need, Step, need_of
from famplan.tabulate.contraception.need.definition import (
    Box,
    NeedDefinition,
    Recency,
    definitions,
    need_definition,
)
from famplan.tabulate.contraception.need.rows import CODES, Row
from famplan.tabulate.contraception.need.shares import (
    NEED_CLASSES,
    SHARES,
    NeedShare,
    NotKnown,
    need_classes,
    need_share,
)
from famplan.tabulate.contraception.need.surveys import SurveyRules, survey_rules
from famplan.tabulate.contraception.need.table import decision_table

__all__ = [
    "CODES",
    "NEED_CLASSES",
    "REQUIRED",
    "SHARES",
    "Box",
    "Need",
    "NeedDefinition",
    "NeedShare",
    "NotKnown",
    "Recency",
    "Row",
    "Step",
    "SurveyRules",
    "decision_table",
    "definitions",
    "need_classes",
    "need_codes",
    "need_columns",
    "need_definition",
    "need_of",
    "need_share",
    "survey_rules",
]
