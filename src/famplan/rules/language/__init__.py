"""The language of rules: subjects, their facts, and three-valued conditions on them."""

from famplan.rules.language.calendar import Unit
from famplan.rules.language.children import Children, Count
from famplan.rules.language.conditions import Condition, Masks
from famplan.rules.language.dates import DateFact
from famplan.rules.language.enough import at_least
from famplan.rules.language.facts import ChoiceFact, Fact, FlagFact
from famplan.rules.language.numbers import NumberFact
from famplan.rules.language.record import Record
from famplan.rules.language.rows import Rows
from famplan.rules.language.subject import Subject

__all__ = [
    "Children",
    "ChoiceFact",
    "Condition",
    "Count",
    "DateFact",
    "Fact",
    "FlagFact",
    "Masks",
    "NumberFact",
    "Record",
    "Rows",
    "Subject",
    "Unit",
    "at_least",
]
