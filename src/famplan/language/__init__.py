"""The language of conditions: subjects, their facts, and what is true, false or unknown of them."""

from famplan.language.calendar import Unit
from famplan.language.children import Children, Count
from famplan.language.conditions import Condition, Masks
from famplan.language.dates import DateFact
from famplan.language.enough import at_least
from famplan.language.facts import ChoiceFact, Fact, FlagFact
from famplan.language.numbers import NumberFact
from famplan.language.record import Record
from famplan.language.rows import Rows
from famplan.language.subject import Subject

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
