"""The teaching table: a few cells that show how tables work. It is not for clinical use."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from famplan.rules.medical_eligibility.reading import read_table

if TYPE_CHECKING:
    from famplan.rules.medical_eligibility.table import EligibilityTable

__all__ = ["teaching_table"]


@cache
def teaching_table() -> EligibilityTable:
    """Some cells of the United States' table of 2024, for teaching and tests.

    What is not in it reads "not in this excerpt", which may mean any category.

    Returns
    -------
    EligibilityTable

    Examples
    --------
    >>> from datetime import date
    >>> facts = {"birth": date(1985, 1, 1), "cigarettes_per_day": 20, "systolic": 120}
    >>> found = teaching_table().consult(facts, on=date(2026, 1, 1), at="initiation")
    >>> found["COC"].certain.meaning()
    'unacceptable health risk'
    >>> [trigger.row.key for trigger in found["COC"].because]
    ['smoking - age ≥35, ≥15 cigarettes/day']
    >>> teaching_table()
    <EligibilityTable Some cells of US MEC, 2024 (teaching table: not for clinical use): \
9 rows, 6 methods>
    """
    folder = resources.files("famplan.rules.medical_eligibility")
    return read_table(folder / "data" / "teaching_table.json")
