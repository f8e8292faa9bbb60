"""Migrants by the definition in force on the last day of the period."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.formulas import migration
from famplan.model.migrant import Floating
from famplan.model.residence import PopulationScope
from famplan.tabulate.register.figures import Figures, nothing, share
from famplan.tabulate.register.migrants import AGE_BANDS, FLOATING, definition_on
from famplan.tabulate.register.totals import FEMALE

if TYPE_CHECKING:
    from famplan.tabulate.register.figures import Span, Way
    from famplan.tabulate.register.totals import Totals

__all__ = ["WAYS"]

_COUNTS = (str(Floating.YES),)
_ADULT = (AGE_BANDS[2],)


def _named(figures: Figures, span: Span) -> Figures:
    """Say which definition was in force, and what of it was not verified."""
    definition, note = definition_on(span.last_day)
    name = "no definition in force" if definition is None else definition.name
    joined = ", ".join(filter(None, (figures.definition, name)))
    return attrs.evolve(figures, definition=joined, note=figures.note or note)


def _covered(totals: Totals, span: Span, side: str, flag: str) -> list[Figures]:
    wanted = {"side": (side,), "floating": _COUNTS, "age": _ADULT}
    if flag != "served":  # the certificate is the women's
        wanted["sex"] = (FEMALE,)
    reached, due = (totals.one("migrants", n, **wanted) for n in (flag, f"{flag}_known"))
    compute = lambda p, w: migration.migrant_coverage(p, due=w)  # noqa: E731
    return [_named(share(compute, reached, due, span=span), span)]


def _share(totals: Totals, span: Span) -> list[Figures]:
    if definition_on(span.last_day)[0] is None:
        return [nothing(len(totals.areas), "no definition was in force")]
    compute = lambda p, w: migration.floating_proportion(p, total=w)  # noqa: E731
    floating, decided, moves = (
        totals.one("migrants", "migrants", side=("in",), **wanted)
        for wanted in ({"floating": _COUNTS}, {"floating": FLOATING}, {})
    )
    floating[(moves > 0) & (decided == 0)] = np.nan  # nothing says of any what it is
    everyone = totals.people("closing", PopulationScope.TOTAL).sum(axis=1)
    figures = share(compute, floating, everyone, span=span, definition="in-migrants")
    return [_named(figures, span)]


def _reproductive(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda p, w: migration.floating_proportion(p, total=w)  # noqa: E731
    found = []
    for side in ("in", "out"):
        wanted = {"side": (side,), "floating": _COUNTS}
        adult = totals.one("migrants", "migrants", **wanted, age=_ADULT)
        known = totals.one("migrants", "migrants", **wanted, age=AGE_BANDS)
        definition = f"{side}-migrants of 18–49"
        figures = share(compute, adult, known, span=span, definition=definition)
        found.append(_named(figures, span))
    return found


WAYS: dict[str, Way] = {
    "FLOATING_SHARE": _share,
    "FLOATING_REPRODUCTIVE": _reproductive,
    "CERTIFICATE_ISSUE": partial(_covered, side="out", flag="certificate"),
    "CERTIFICATE_VERIFICATION": partial(_covered, side="in", flag="verified"),
    "MIGRANT_SERVICE": partial(_covered, side="in", flag="served"),
}
