"""What births are like: order, conformity, sex, defects, mothers' ages at the first.

Births of which a fact is not known are in no share of that fact: neither above nor below the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue.facts import fact
from famplan.formulas import births, marriage, services
from famplan.tabulate.register.events import HIGHEST_ORDER, YOUNGEST_MOTHER
from famplan.tabulate.register.figures import Figures, nothing, set_age, share
from famplan.tabulate.register.totals import BIRTHS_COUNTED, FEMALE, MALE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from famplan.formulas.arrays import FloatArray, Numbers
    from famplan.tabulate.register.figures import Compute, Span, Way
    from famplan.tabulate.register.totals import Totals

    Wanted = Mapping[str, Collection[object]]

__all__ = ["HIGHER", "WAYS"]

HIGHER = tuple(range(3, HIGHEST_ORDER + 1))
"""Orders of 多孩: three and over."""
_ALL = tuple(range(1, HIGHEST_ORDER + 1))
_KNOWN = (False, True)


def _sex_ratio(totals: Totals, span: Span) -> list[Figures]:
    """Sex ratio of all births, and of each order."""
    orders: dict[str, Wanted] = {
        "": {},
        "order 1": {"order": (1,)},
        "order 2": {"order": (2,)},
        "order 3+": {"order": HIGHER},
    }
    found = []
    for definition, wanted in orders.items():
        boys, girls = (totals.births(sex=(sex,), **wanted) for sex in (MALE, FEMALE))
        limits = births.sex_ratio_interval(boys, female=girls, level=span.level)
        value = np.asarray(births.sex_ratio_at_birth(boys, female=girls))
        with np.errstate(divide="ignore", invalid="ignore"):
            error = value * np.sqrt(1 / boys + 1 / girls)
        found.append(
            Figures(
                value=value,
                n=boys + girls,
                numerator=boys,
                denominator=girls,
                se=np.where(np.isfinite(error), error, np.nan),
                low=np.asarray(limits.low),
                high=np.asarray(limits.high),
                cells=(boys, girls),
                definition=definition,
            )
        )
    return found


def _part(part: Wanted, whole: Wanted) -> Way:
    """Births with some properties as a share of births with others."""

    def way(totals: Totals, span: Span) -> list[Figures]:
        compute = lambda p, w: births.birth_proportion(p, births=w)  # noqa: E731
        return [share(compute, totals.births(**part), totals.births(**whole), span=span)]

    return way


def _conforming(compute: Compute, order: tuple[int, ...] | None) -> Way:
    """Births that conformed to policy, of those of which that is known."""
    wanted: Wanted = {} if order is None else {"order": order}

    def way(totals: Totals, span: Span) -> list[Figures]:
        part, out, open_ = (
            totals.births(in_policy=(value,), **wanted) for value in (True, False, None)
        )
        found = [share(compute, part, part + out, span=span)]
        if totals.tally.rules and open_.any():
            # What rules leave open is not left open by chance: the share lies between these.
            everyone = part + out + open_
            for number, whose in ((part, "not conforming"), (part + open_, "conforming")):
                definition = f"undecided births taken as {whose}"
                found.append(share(compute, number, everyone, span=span, definition=definition))
        return found

    return way


def _all_births(part: FloatArray, whole: FloatArray) -> Numbers:
    return births.policy_conforming_proportion(part, births=whole, basis="all_births")


def _of_order(part: FloatArray, whole: FloatArray) -> Numbers:
    return births.order_conforming_proportion(part, births=whole)


def _late_first_birth(totals: Totals, span: Span) -> list[Figures]:
    age, why = set_age(lambda day: fact("late_first_birth_age", on=day).value, span)
    if age is None:
        return [nothing(len(totals.areas), why)]
    when = BIRTHS_COUNTED[totals.events]
    first = totals.of("births", "births", when=when, order=(1,))[:, :-1]  # of known age
    late = first[:, age - YOUNGEST_MOTHER :].sum(axis=1)
    compute = lambda p, w: marriage.late_first_birth_proportion(p, first_births=w)  # noqa: E731
    return [share(compute, late, first.sum(axis=1), span=span)]


def _defects(totals: Totals, span: Span) -> list[Figures]:
    when = BIRTHS_COUNTED[totals.events]
    found, looked = (totals.one("births", n, when=when) for n in ("defects", "defects_known"))
    compute = lambda p, w: services.birth_defect_proportion(p, perinatal_births=w)  # noqa: E731
    return [share(compute, found, looked, span=span, definition="live births only")]


_OUT: Wanted = {"in_policy": (False,)}
WAYS: dict[str, Way] = {
    "SRB": _sex_ratio,
    "FIRST_BIRTH_SHARE": _part({"order": (1,)}, {"order": _ALL}),
    "SECOND_BIRTH_SHARE": _part({"order": (2,)}, {"order": _ALL}),
    "HIGHER_BIRTH_SHARE": _part({"order": HIGHER}, {"order": _ALL}),
    "PCR": _conforming(_all_births, None),
    "CONFORMING_SECOND": _conforming(_of_order, (2,)),
    "CONFORMING_SECOND_PLUS": _conforming(_of_order, (2, *HIGHER)),
    "OUT_OF_POLICY_SHARE": _part(_OUT, {"in_policy": _KNOWN}),
    "OUT_OF_POLICY_HIGHER_SHARE": _part(
        {**_OUT, "order": HIGHER}, {"in_policy": _KNOWN, "order": _ALL}
    ),
    "HIGHER_OF_OUT_OF_POLICY": _part({**_OUT, "order": HIGHER}, {**_OUT, "order": _ALL}),
    "LATE_FIRST_BIRTH": _late_first_birth,
    "BIRTH_DEFECT": _defects,
}
