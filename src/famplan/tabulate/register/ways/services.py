"""Procedures, checks and care before and after a birth: totals and shares, nobody by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.formulas import procedures, services
from famplan.formulas.arrays import divide
from famplan.formulas.intervals import wilson
from famplan.model.procedure import Complication, ProcedureKind
from famplan.tabulate.register.figures import Figures, count, quiet, rate, share
from famplan.tabulate.register.totals import BIRTHS_COUNTED, FEMALE, MALE

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.formulas.arrays import FloatArray, Numbers
    from famplan.formulas.procedures import AbortionBasis
    from famplan.tabulate.register.figures import Span, Way
    from famplan.tabulate.register.totals import Totals

__all__ = ["WAYS", "procedures_by_kind"]

_KINDS = {
    "male_sterilisation": ProcedureKind.MALE_STERILISATION,
    "female_sterilisation": ProcedureKind.FEMALE_STERILISATION,
    "iud_insertion": ProcedureKind.IUD_INSERTION,
    "iud_removal": ProcedureKind.IUD_REMOVAL,
    "implant_insertion": ProcedureKind.IMPLANT_INSERTION,
    "abortion": ProcedureKind.INDUCED_ABORTION,
    "induction": ProcedureKind.INDUCTION,
}
_ABORTIONS = (str(ProcedureKind.INDUCED_ABORTION), str(ProcedureKind.INDUCTION))
_COMPLICATIONS = tuple(str(c) for c in Complication if c is not Complication.NONE)
_BEFORE_PREGNANCY = "pre-pregnancy check"
_OF_WOMEN = ("prenatal screening", "folic acid")


def procedures_by_kind(totals: Totals) -> dict[str, FloatArray]:
    """Count procedures by the kinds that compositions are made of."""
    return {
        name: totals.one("procedures", "procedures", kind=(str(kind),))
        for name, kind in _KINDS.items()
    }


def _total(totals: Totals, _: Span, compositions: tuple[str, ...]) -> list[Figures]:
    found = []
    for composition in compositions:
        compute = partial(
            procedures.procedure_total, procedures_by_kind(totals), composition=composition
        )
        value, note = quiet(compute)
        figures = count(value, np.asarray(value), definition=composition)
        found.append(attrs.evolve(figures, note=note))
    return found


def _complications(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda p, w: procedures.complication_proportion(p, procedures=w)  # noqa: E731
    had, known = (
        totals.one("procedures", "procedures", complication=grades)
        for grades in (_COMPLICATIONS, tuple(map(str, Complication)))
    )
    return [share(compute, had, known, span=span)]


def _abortions(totals: Totals) -> FloatArray:
    return totals.one("procedures", "procedures", kind=_ABORTIONS)


def _abortion_rate(totals: Totals, span: Span) -> list[Figures]:
    married = [totals.married_women(when) for when in ("opening", "closing")]
    women: dict[AbortionBasis, FloatArray] = {
        "women_15_49": totals.women_by_age().sum(axis=1) / totals.years,
        "married_women": (married[0] + married[1]) / 2,
    }
    found = []
    for basis, number in women.items():
        compute = partial(_abortion_basis, basis)
        found += rate(compute, _abortions(totals), number, span=span, definition=basis)
    return found


def _abortion_basis(basis: AbortionBasis, events: FloatArray, women: FloatArray) -> Numbers:
    return procedures.abortion_rate(events, women=women, basis=basis)


def _abortion_ratio(totals: Totals, span: Span) -> list[Figures]:
    """The limits are those of the share of abortions among both (Wilson)."""
    abortions, born = _abortions(totals), totals.births()
    limits = wilson(abortions, total=abortions + born, level=span.level)
    low, high = (np.asarray(limit) for limit in (limits.low, limits.high))
    return [
        Figures(
            value=np.asarray(procedures.abortion_ratio(abortions, births=born)),
            n=abortions + born,
            numerator=abortions,
            denominator=born,
            low=np.asarray(divide(low, 1 - low)),
            high=np.asarray(divide(high, 1 - high)),
            cells=(abortions, born),
        )
    ]


def _checks(totals: Totals, kind: str, **wanted: tuple[object, ...]) -> FloatArray:
    return totals.one("checks", "checks", kind=(kind,), **wanted)


def _high_risk(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda p, w: services.detection_proportion(p, examined=w)  # noqa: E731
    found = _checks(totals, _BEFORE_PREGNANCY, high_risk=(True,))
    looked = _checks(totals, _BEFORE_PREGNANCY, high_risk=(False, True))
    return [share(compute, found, looked, span=span)]


def _examined(totals: Totals) -> tuple[FloatArray, FloatArray]:
    women, men = (_checks(totals, _BEFORE_PREGNANCY, sex=(sex,)) for sex in (FEMALE, MALE))
    return women, men


def _couples(totals: Totals, _: Span) -> list[Figures]:
    women, men = _examined(totals)
    value = np.asarray(services.most_complete_couples(men, women=women))
    return [Figures(value=value, n=women + men, cells=(women, men))]


def _unpaired(totals: Totals, _: Span) -> list[Figures]:
    women, men = _examined(totals)
    value = np.asarray(services.fewest_unpaired_women(women, men=men))
    return [Figures(value=value, n=women + men, cells=(women, men))]


def _care(totals: Totals, span: Span, kind: str) -> list[Figures]:
    when = BIRTHS_COUNTED[totals.events]
    meant: dict[str, tuple[str, Callable[[], FloatArray]]] = {
        "premarital exam": ("persons marrying", partial(totals.one, "marriages", "marriages")),
        "prenatal screening": (
            "women who gave birth",
            partial(totals.one, "births", "deliveries", when=when),
        ),
        "newborn screening": ("live births", totals.births),
        "folic acid": (
            "women examined before pregnancy",
            lambda: _checks(totals, _BEFORE_PREGNANCY, sex=(FEMALE, None)),
        ),
    }
    definition, counted = meant[kind]
    compute = lambda p, w: services.care_coverage(p, meant=w)  # noqa: E731
    theirs = (FEMALE, None) if kind in _OF_WOMEN else (FEMALE, MALE, None)
    cared_for = _checks(totals, kind, sex=theirs)
    return [share(compute, cared_for, counted(), span=span, definition=definition)]


WAYS: dict[str, Way] = {
    "PROCEDURES_4": partial(_total, compositions=("four_usual",)),
    "PROCEDURES_5": partial(_total, compositions=("five_s2", "five_with_removal")),
    "PROCEDURES_ALL": partial(_total, compositions=("form_2008",)),
    "COMPLICATION": _complications,
    "ABORTION_RATE": _abortion_rate,
    "ABORTION_RATIO": _abortion_ratio,
    "HIGH_RISK": _high_risk,
    "COUPLES_MAX": _couples,
    "UNPAIRED_WOMEN_MIN": _unpaired,
    "PREMARITAL_EXAM": partial(_care, kind="premarital exam"),
    "PRENATAL_SCREENING": partial(_care, kind="prenatal screening"),
    "NEWBORN_SCREENING": partial(_care, kind="newborn screening"),
    "FOLIC_ACID": partial(_care, kind="folic acid"),
}
