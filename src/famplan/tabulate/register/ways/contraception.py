"""Method use: how many women use which method, and how soon after a birth."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from famplan.formulas import certificates, contraception
from famplan.model.contraception import ContraceptiveMethod
from famplan.tabulate.register.figures import Figures, share
from famplan.tabulate.register.population import NO_METHOD
from famplan.tabulate.register.totals import USERS

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray, Numbers
    from famplan.tabulate.register.figures import Span, Way
    from famplan.tabulate.register.totals import Totals

__all__ = ["WAYS"]

_ANY = (*USERS, None)
_MODERN = tuple(str(method) for method in ContraceptiveMethod if method.modern)
_TRADITIONAL = tuple(str(method) for method in ContraceptiveMethod if method.traditional)
_LONG_ACTING = tuple(str(method) for method in ContraceptiveMethod if method.long_acting)


def _prevalence(totals: Totals, span: Span, methods: tuple[str | None, ...]) -> list[Figures]:
    """Use at the closing (期末) and on average over the period (期内).

    Women whose method is not known use one, and are in no share of one kind of methods.
    """
    moments = ("opening", "closing")
    users = {when: totals.married_users(when, methods) for when in moments}
    undecided = () if None in methods else (None,)
    women = {
        when: totals.married_women(when) - totals.married_users(when, undecided) for when in moments
    }

    def closing(part: FloatArray, whole: FloatArray) -> Numbers:
        return contraception.contraceptive_prevalence(part, married_women=whole, basis="closing")

    def period(_part: FloatArray, _whole: FloatArray) -> Numbers:
        return contraception.contraceptive_prevalence(
            users["closing"],
            married_women=women["closing"],
            basis="period",
            opening_users=users["opening"],
            opening_married_women=women["opening"],
        )

    averages = [(both["opening"] + both["closing"]) / 2 for both in (users, women)]
    return [
        share(closing, users["closing"], women["closing"], span=span, definition="closing"),
        share(period, *averages, span=span, definition="period"),
    ]


def _no_method(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda p, w: contraception.no_method_proportion(p, married_women=w)  # noqa: E731
    without = totals.married_users("closing", (NO_METHOD,))
    return [share(compute, without, totals.married_women("closing"), span=span)]


def _mix(totals: Totals, span: Span) -> list[Figures]:
    """Users of each method as a share of the users of all that are known."""
    users = np.stack([totals.users("closing", (method,)) for method in USERS], axis=-1)
    mix = contraception.method_mix(users)
    everyone = users.sum(axis=-1)
    return [
        share(
            lambda _p, _w, place=place: mix[:, place],
            users[:, place],
            everyone,
            span=span,
            definition=method,
        )
        for place, method in enumerate(USERS)
        if users[:, place].any()
    ]


def _long_acting(totals: Totals, span: Span) -> list[Figures]:
    def of_users(part: FloatArray, whole: FloatArray) -> Numbers:
        return contraception.long_acting_proportion(part, among=whole, basis="users")

    def of_women(part: FloatArray, whole: FloatArray) -> Numbers:
        return contraception.long_acting_proportion(part, among=whole, basis="married_women")

    users = totals.users("closing")
    women = totals.married_women("closing", method=(*USERS, NO_METHOD))
    theirs = totals.married_users("closing", _LONG_ACTING)
    long = totals.users("closing", _LONG_ACTING)
    return [
        share(of_users, long, users, span=span, definition="users"),
        share(of_women, theirs, women, span=span, definition="married_women"),
    ]


def _uptake(totals: Totals, span: Span, counted: str) -> list[Figures]:
    days = totals.tally.uptake_days
    if days is None:
        return []
    compute = lambda p, w: contraception.timely_uptake_proportion(p, due=w, window_days=days)  # noqa: E731
    due, begun = totals.one("uptake", "due"), totals.one("uptake", counted)
    return [share(compute, begun, due, span=span, definition=f"{days} days after a birth")]


def _only_child(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda p, w: certificates.only_child_proportion(p, married_women=w)  # noqa: E731
    one = totals.married_women("closing", children=("1",))
    return [share(compute, one, totals.married_women("closing"), span=span)]


WAYS: dict[str, Way] = {
    "CPR": partial(_prevalence, methods=_ANY),
    "MCPR": partial(_prevalence, methods=_MODERN),
    "TCPR": partial(_prevalence, methods=_TRADITIONAL),
    "NO_METHOD_SHARE": _no_method,
    "METHOD_MIX": _mix,
    "LONG_ACTING_SHARE": _long_acting,
    "TIMELY_UPTAKE": partial(_uptake, counted="timely"),
    "LONG_ACTING_TIMELY_UPTAKE": partial(_uptake, counted="long_acting"),
    "ONLY_CHILD_SHARE": _only_child,
}
