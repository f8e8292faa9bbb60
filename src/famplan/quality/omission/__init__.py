"""How many events are on no list: dual-system estimation, and how much rests on its assumption."""

from famplan.quality.omission.dual_system import INDEPENDENCE, DualSystem, dual_system

__all__ = ["INDEPENDENCE", "DualSystem", "dual_system"]
