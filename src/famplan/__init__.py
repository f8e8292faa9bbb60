"""famplan: fertility and family-planning statistics.

Records become counts, counts add up, indicators are pure functions of counts, and dated rules
say who counts.
"""

from famplan import formulas
from famplan.catalogue import cite, find, indicators

__all__ = ["cite", "find", "formulas", "indicators"]
__version__ = "0.1.0.dev0"
