"""What the office holds, pays, sends, spends and employs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.formulas import (
    certificates,
    composition,
    funding,
    information,
    services,
    staffing,
    supplies,
)
from famplan.tabulate.register.figures import Figures, share
from famplan.tabulate.register.means import FEN, LAST_YEAR, THIS_YEAR, THOUSANDTHS

if TYPE_CHECKING:
    from famplan.formulas.arrays import FloatArray, Numbers
    from famplan.tabulate.register.figures import Span, Way
    from famplan.tabulate.register.totals import Totals

__all__ = ["WAYS"]

_PHYSICIANS = ("licensed physician", "assistant physician")
_TECHNICAL = (*_PHYSICIANS, "nurse", "technician")


def _coverage(totals: Totals, span: Span) -> list[Figures]:
    def compute(part: FloatArray, whole: FloatArray) -> Numbers:
        return certificates.certificate_coverage(part, among=whole, basis="married_women")

    held, women = totals.one("certificates", "closing"), totals.married_women("closing")
    return [share(compute, held, women, span=span, definition="married_women")]


def _newly_issued(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda p, w: certificates.new_certificate_proportion(p, holders=w)  # noqa: E731
    issued, held = (totals.one("certificates", name) for name in ("issued", "closing"))
    return [share(compute, issued, held, span=span)]


def _payment(totals: Totals, span: Span) -> list[Figures]:
    """Benefits of each scheme: persons paid, and yuan paid, of those due in the year."""
    found = []
    for scheme in totals.values("benefits", "scheme"):
        sums = {
            name: totals.one("benefits", name, scheme=(scheme,))
            for name in ("due", "paid", "due_fen", "paid_fen")
        }
        label = "scheme unknown" if scheme is None else str(scheme)
        by_person = partial(services.payment_proportion, basis="persons")
        compute = lambda p, w, f=by_person: f(p, due=w)  # noqa: E731
        definition = f"{label}, persons"
        figures = share(compute, sums["paid"], sums["due"], span=span, definition=definition)
        if totals.one("benefits", "undecided", scheme=(scheme,)).any():
            note = f"{label}, of others the rules cannot say whether it is due: facts are missing"
            figures = attrs.evolve(figures, note=figures.note or note)
        found.append(figures)
        paid, due = sums["paid_fen"] / FEN, sums["due_fen"] / FEN
        wrong = paid > due
        paid, due = np.where(wrong, np.nan, paid), np.where(wrong, np.nan, due)
        found.append(
            Figures(
                value=np.asarray(services.payment_proportion(paid, due=due, basis="amount")),
                n=sums["due"],
                numerator=paid,
                denominator=due,
                cells=(sums["due"], sums["paid"]),
                definition=f"{label}, amount",
                note="a part larger than its whole is not shown: records of the two do not match"
                if wrong.any()
                else span.year_note,
            )
        )
    return found


def _response(totals: Totals, span: Span, side: str, part: str, whole: str) -> list[Figures]:
    compute = lambda p, w: information.response_proportion(p, sent=w)  # noqa: E731
    reached, sent = (totals.one("slips", name, side=(side,)) for name in (part, whole))
    return [share(compute, reached, sent, span=span, people=False)]


def _yuan(totals: Totals, year: str, **wanted: tuple[object, ...]) -> FloatArray:
    """Funding of a year; unknown where no line is recorded."""
    lines = totals.one("funding", "lines", year=(year,), **wanted)
    fen = totals.one("funding", "fen", year=(year,), **wanted)
    return np.where(lines > 0, fen / FEN, np.nan)


def _per_head(totals: Totals, span: Span) -> list[Figures]:
    yuan, people = _yuan(totals, THIS_YEAR), totals.population
    value = np.asarray(funding.funding_per_head(yuan, population=people))
    note = span.year_note
    return [Figures(value=value, n=people, numerator=yuan, denominator=people, note=note)]


def _funding_growth(totals: Totals, span: Span) -> list[Figures]:
    now, earlier = _yuan(totals, THIS_YEAR), _yuan(totals, LAST_YEAR)
    value = np.asarray(funding.funding_growth(now, previous=earlier))
    lines = totals.one("funding", "lines")
    return [
        Figures(
            value=value,
            n=lines,
            numerator=now - earlier,
            denominator=earlier,
            note=span.year_note,
        )
    ]


def _parts(parts: dict[str, FloatArray], n: FloatArray | None = None) -> list[Figures]:
    """Shares of parts that make a whole; parts that occur nowhere are left out."""
    parts = {name: part for name, part in parts.items() if part.any()}
    if not parts:
        return []
    table = np.stack(list(parts.values()), axis=-1)
    whole = table.sum(axis=-1)
    shares = composition.composition(table, total=whole)
    return [
        Figures(
            value=shares[:, place],
            n=whole if n is None else n,
            numerator=table[:, place],
            denominator=whole,
            definition=name,
        )
        for place, name in enumerate(parts)
    ]


def _by(totals: Totals, name: str, total: str, dimension: str) -> dict[str, FloatArray]:
    return {
        "unknown" if value is None else str(value): totals.one(name, total, **{dimension: (value,)})
        for value in totals.values(name, dimension)
    }


def _funding_mix(totals: Totals, _: Span) -> list[Figures]:
    parts = {
        "unknown" if level is None else str(level): np.nan_to_num(
            _yuan(totals, THIS_YEAR, level=(level,))
        )
        for level in totals.values("funding", "level")
    }
    return _parts(parts, n=totals.one("funding", "lines", year=(THIS_YEAR,)))


def _stations(totals: Totals, _: Span) -> list[Figures]:
    return _parts(_by(totals, "stations", "stations", "level"))


def _staff(totals: Totals, _: Span) -> list[Figures]:
    return _parts(_by(totals, "staff", "staff", "qualification"))


def _density(totals: Totals, _: Span) -> list[Figures]:
    staff, people = totals.one("staff", "staff"), totals.people("closing").sum(axis=1)
    value = np.asarray(staffing.staff_density(staff, population=people))
    return [Figures(value=value, n=staff, numerator=staff, denominator=people)]


def _licensed(totals: Totals, span: Span) -> list[Figures]:
    compute = lambda p, w: staffing.staff_proportion(p, total=w)  # noqa: E731
    licensed, technical = (
        totals.one("staff", "staff", qualification=who) for who in (_PHYSICIANS, _TECHNICAL)
    )
    return [share(compute, licensed, technical, span=span, people=False)]


def _ledger(totals: Totals, item: object) -> dict[str, FloatArray]:
    """Stock and movements of an item; a stock below zero is a fault of the ledger, so unknown."""
    names = ("opening", "received", "issued", "lost")
    found = {n: totals.one("supplies", n, item=(item,)) / THOUSANDTHS for n in names}
    found["opening"] = np.where(found["opening"] < 0, np.nan, found["opening"])
    return found


def _supplies(totals: Totals, _: Span, measure: str) -> list[Figures]:
    found = []
    for item in totals.values("supplies", "item"):
        ledger = _ledger(totals, item)
        stock = np.asarray(supplies.closing_stock(ledger["opening"], **_moved(ledger)))
        value = stock
        if measure == "months":
            monthly = ledger["issued"] / (12 * totals.years)
            stock = np.where(stock < 0, np.nan, stock)
            value = np.asarray(supplies.months_of_stock(stock, monthly_consumption=monthly))
        elif measure == "wastage":
            # A ledger without losses has a stock by the book, and no share of losses.
            value = totals.recorded(_wastage(ledger), ["supplies.lost"])
        n = ledger["received"] + ledger["issued"] + ledger["lost"]
        label = "unknown item" if item is None else str(item)
        found.append(Figures(value=value, n=n + np.nan_to_num(stock), definition=label))
    return found


def _moved(ledger: dict[str, FloatArray]) -> dict[str, FloatArray | int]:
    moved = {name: ledger[name] for name in ("received", "issued", "lost")}
    return {**moved, "expired": 0}  # a register's losses include what expired


def _wastage(ledger: dict[str, FloatArray]) -> FloatArray:
    there = ledger["opening"] + ledger["received"]
    lost = np.where(ledger["lost"] > there, np.nan, ledger["lost"])
    return np.asarray(
        supplies.wastage_proportion(
            lost, expired=0, opening=ledger["opening"], received=ledger["received"]
        )
    )


WAYS: dict[str, Way] = {
    "CERTIFICATE_COVERAGE": _coverage,
    "NEW_CERTIFICATE_SHARE": _newly_issued,
    "REWARD_PAYMENT": _payment,
    "SLIP_RETURN": partial(_response, side="origin", part="answered", whole="sent"),
    "RECEIPT": partial(_response, side="destination", part="received", whole="sent"),
    "FEEDBACK": partial(_response, side="destination", part="answered", whole="received"),
    "FUNDING_PER_HEAD": _per_head,
    "FUNDING_GROWTH": _funding_growth,
    "FUNDING_MIX": _funding_mix,
    "STATION_MIX": _stations,
    "STAFF_MIX": _staff,
    "STAFF_DENSITY": _density,
    "LICENSED": _licensed,
    "CLOSING_STOCK": partial(_supplies, measure="stock"),
    "MONTHS_OF_STOCK": partial(_supplies, measure="months"),
    "WASTAGE": partial(_supplies, measure="wastage"),
}
