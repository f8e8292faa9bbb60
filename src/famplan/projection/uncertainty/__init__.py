"""How sure a projection is: paths drawn with a seed, fans, and bounds that may be crossed."""

from famplan.projection.uncertainty.bounds import Bound, Crossing, crossings
from famplan.projection.uncertainty.drawing import simulate
from famplan.projection.uncertainty.fan import BoundChance, Fan
from famplan.projection.uncertainty.shocks import Shocks

__all__ = ["Bound", "BoundChance", "Crossing", "Fan", "Shocks", "crossings", "simulate"]
