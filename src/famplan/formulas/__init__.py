"""Numbers in, numbers out: one file for each thing the numerator counts.

Formulas compute per one, take scalars or arrays, and return a float or an array.
"""

from famplan.formulas import vital

__all__ = ["vital"]
