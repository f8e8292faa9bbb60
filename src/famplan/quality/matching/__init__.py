"""Which records are of one event: duplicates in a register, and two registers side by side."""

from famplan.quality.matching.duplicates import Duplicates, duplicates
from famplan.quality.matching.match import match
from famplan.quality.matching.matching import Matching
from famplan.quality.matching.office import OfficeRows
from famplan.quality.matching.scoring import Scoring

__all__ = ["Duplicates", "Matching", "OfficeRows", "Scoring", "duplicates", "match"]
