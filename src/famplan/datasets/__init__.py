"""Small real figures, each with its source: to learn on, and to hold formulas to print."""

from famplan.datasets.claims import claim_files
from famplan.datasets.fertility import AgeTable, OrderTable, china_2024_orders, fuzhou_2020

__all__ = ["AgeTable", "OrderTable", "china_2024_orders", "claim_files", "fuzhou_2020"]
