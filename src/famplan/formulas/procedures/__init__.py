"""Procedures as published aggregates: totals, shares, complications, abortions."""

from famplan.formulas.procedures.abortions import (
    AbortionBasis,
    abortion_proportion,
    abortion_rate,
    abortion_ratio,
)
from famplan.formulas.procedures.shares import (
    complication_proportion,
    procedure_proportion,
    procedure_ratio,
)
from famplan.formulas.procedures.totals import (
    Composition,
    compositions,
    procedure_total,
)

__all__ = [
    "AbortionBasis",
    "Composition",
    "abortion_proportion",
    "abortion_rate",
    "abortion_ratio",
    "complication_proportion",
    "compositions",
    "procedure_proportion",
    "procedure_ratio",
    "procedure_total",
]
