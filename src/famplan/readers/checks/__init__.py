"""Rules across columns, rows and tables: one function each, all in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.readers.checks import (
    areas,
    certificates,
    dates_in_order,
    lives,
    marriages,
    parents,
    sequences,
    spells,
)
from famplan.readers.checks.check import Check, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.readers.finding_log import FindingLog
    from famplan.readers.table import RegisterTable

__all__ = ["CHECKS", "run_checks"]

CHECKS: tuple[Check, ...] = (
    *areas.CHECKS,
    *dates_in_order.CHECKS,
    *lives.CHECKS,
    *marriages.CHECKS,
    *parents.CHECKS,
    *sequences.CHECKS,
    *spells.CHECKS,
    *certificates.CHECKS,
)
"""Every rule, in the order of the tables."""


def run_checks(tables: Mapping[str, RegisterTable], log: FindingLog) -> None:
    """Run every rule over the tables that are there.

    Rules look at rows that could be read and are no copies of an earlier row; a row that breaks
    several rules is found by each.

    Parameters
    ----------
    tables : mapping
        Tables with their references as rows.
    log : FindingLog
        Takes what is found.
    """
    view = View(tables)
    for check in CHECKS:
        table = tables[check.table]
        if len(table):
            rows = np.flatnonzero(check.find(view) & table.used)
            if rows.size:
                log.note(check.table, check.column, check.rule, check.severity, rows)
