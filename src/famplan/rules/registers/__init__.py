"""Registers counted by the rules in force at each birth, and on the day of each benefit.

Conformity of births is for statistics only, so what comes back is a tally: counts by area, from
which nobody can be read off.
"""

from famplan.rules.registers.counting import Recorded, count

__all__ = ["Recorded", "count"]
