"""The contraceptive calendar: events, discontinuation, use after births and month by month."""

from famplan.tabulate.calendar.discontinuation import DiscontinuationTally, discontinuation
from famplan.tabulate.calendar.episodes import Episodes
from famplan.tabulate.calendar.events import calendar
from famplan.tabulate.calendar.perinatal import perinatal_mortality
from famplan.tabulate.calendar.postpartum import postpartum_use
from famplan.tabulate.calendar.prevalence import monthly_use
from famplan.tabulate.calendar.reasons import reasons_for_stopping
from famplan.tabulate.calendar.shares import ShareTally

__all__ = [
    "DiscontinuationTally",
    "Episodes",
    "ShareTally",
    "calendar",
    "discontinuation",
    "monthly_use",
    "perinatal_mortality",
    "postpartum_use",
    "reasons_for_stopping",
]
