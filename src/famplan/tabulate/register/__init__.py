"""Registers become counts by area, and counts the indicators that records can give."""

from famplan.tabulate.register.counting import register
from famplan.tabulate.register.tally import RegisterTally

__all__ = ["RegisterTally", "register"]
