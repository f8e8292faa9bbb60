"""The contraceptive calendar: events, discontinuation, use after births and month by month."""

from famplan.tabulate.calendars.discontinuation import DiscontinuationTally, discontinuation
from famplan.tabulate.calendars.episodes import Episodes
from famplan.tabulate.calendars.events import calendar
from famplan.tabulate.calendars.perinatal import perinatal_mortality
from famplan.tabulate.calendars.postpartum import postpartum_use
from famplan.tabulate.calendars.prevalence import monthly_use
from famplan.tabulate.calendars.reasons import reasons_for_stopping
from famplan.tabulate.calendars.shares import ShareTally

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
