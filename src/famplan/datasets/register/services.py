"""The tables of what the office gives: procedures, certificates, checks, payments, slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.datasets.register.columns import areas_at, dates, flags, keys, refs, whole, words
from famplan.datasets.register.people import NEVER
from famplan.model.contraception import ContraceptiveMethod
from famplan.model.procedure import Complication, ProcedureKind
from famplan.model.sex import Sex
from famplan.readers.words import CheckKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.register.areas import AreaTree
    from famplan.datasets.register.columns import Table
    from famplan.datasets.register.methods import Procedures, Spells
    from famplan.datasets.register.people import People
    from famplan.datasets.register.plan import Plan
    from famplan.datasets.register.simulation import Lives
    from famplan.datasets.register.unions import Couples

__all__ = [
    "certificates_table",
    "checks_table",
    "method_use_table",
    "payments_table",
    "procedures_table",
    "slips_table",
]

# Share of births or marriages with the check, days from the event, share found at high risk.
_OF_BIRTHS = {
    CheckKind.PRE_PREGNANCY: (0.70, -420, -290, 0.08),
    CheckKind.FOLIC_ACID: (0.36, -400, -270, 0.0),  # half of those examined, as in report S2
    CheckKind.PRENATAL_SCREENING: (0.85, -180, -120, 0.05),
    CheckKind.NEWBORN_SCREENING: (0.95, 3, 20, 0.01),
}
_OF_MARRIAGES = {
    CheckKind.PREMARITAL: (0.60, -60, -1, 0.03),
    CheckKind.TRAINING: (0.50, -60, 60, 0.0),
}


def method_use_table(spells: Spells) -> Table:
    """List the spells of method use."""
    return {
        "spell": keys(len(spells.woman)),
        "person": refs(spells.woman),
        "method": words(spells.method, ContraceptiveMethod),
        "started": dates(spells.started),
        "stopped": dates(spells.stopped),
    }


def procedures_table(procedures: Procedures, tree: AreaTree) -> Table:
    """List the procedures in the order of their days."""
    rows = np.argsort(procedures.performed, kind="stable")
    return {
        "procedure": keys(len(rows)),
        "kind": words(procedures.kind[rows], ProcedureKind),
        "performed": dates(procedures.performed[rows]),
        "consented": dates(procedures.consented[rows]),
        "complication": words(procedures.complication[rows], Complication),
        "area": areas_at(tree, procedures.area[rows]),
    }


def certificates_table(random: np.random.Generator, plan: Plan, lives: Lives) -> Table:
    """List the certificates of married couples with one child; a second child cancels them."""
    histories, couples, people = lives.histories, lives.couples, lives.people
    row = lives.history[couples.wife]
    first, second = histories.delivered[row, 0], histories.delivered[row, 1]
    issued = np.floor(first + random.integers(30, 700, len(row)))
    share = plan.schedules.published["services"]["one_child_certificate"]
    takes = (random.random(len(row)) < share) & (couples.wife_order == 1)
    takes &= ~histories.twins[row, 0]
    with np.errstate(invalid="ignore"):
        takes &= (issued < plan.end) & (issued < people.last_day()[couples.wife])
        takes &= ~(second - 280 <= issued)
        takes &= (couples.married <= issued) & (couples.ended > issued)
        ends = np.where(second < plan.end, second, NEVER)
    held = np.flatnonzero(takes)
    return {
        "certificate": keys(len(held)),
        "couple": refs(held),
        "issued": dates(issued[held]),
        "cancelled": dates(ends[held]),
        "area": areas_at(lives.tree, people.area[couples.wife[held]]),
    }


def checks_table(random: np.random.Generator, plan: Plan, lives: Lives) -> Table:
    """List the checks and screenings beside births and marriages; nobody is named."""
    births, couples, people = lives.births, lives.couples, lives.people
    recent = births.day >= plan.start
    women = [
        _beside(random, kind, births.day[recent], people.area[births.mother[recent]], chances)
        for kind, chances in _OF_BIRTHS.items()
    ]
    wed = couples.married >= plan.start
    day, area = couples.married[wed], people.area[couples.wife[wed]]
    both = [_beside(random, k, day, area, c) for k, c in _OF_MARRIAGES.items() for _ in range(2)]
    parts = [*women, *both]
    male = np.concatenate(
        [np.full(len(p[0]), n >= len(women) and n % 2, dtype=np.int64) for n, p in enumerate(parts)]
    )
    kind, performed, risk, place = (np.concatenate(part) for part in zip(*parts, strict=True))
    inside = (performed >= plan.start) & (performed < plan.end)
    return {
        "check": keys(int(np.count_nonzero(inside))),
        "kind": words(kind[inside], CheckKind),
        "performed": dates(performed[inside]),
        "sex": words(male[inside], Sex),
        "high_risk": flags(risk[inside]),
        "area": areas_at(lives.tree, place[inside]),
    }


def _beside(
    random: np.random.Generator,
    kind: CheckKind,
    day: NDArray[np.int64],
    area: NDArray[np.int64],
    chances: tuple[float, int, int, float],
) -> tuple[NDArray[np.int64], ...]:
    share, earliest, latest, risk = chances
    done = random.random(len(day)) < share
    number = int(np.count_nonzero(done))
    return (
        np.full(number, list(CheckKind).index(kind)),
        day[done] + random.integers(earliest, latest, number),
        (random.random(number) < risk).astype(np.int64),
        area[done],
    )


def payments_table(
    random: np.random.Generator, plan: Plan, lives: Lives, certificates: Table
) -> Table:
    """List what is due and paid each year: to holders of certificates, and to some rural people."""
    table = plan.schedules.published["services"]
    years = plan.years
    people, tree = lives.people, lives.tree
    entitled = ~tree.town[people.area] & (random.random(len(people)) < table["reward_share_at_60"])
    rows = [_due(entitled, people, certificates, lives.couples, year) for year in years]
    person = np.concatenate([person for person, _ in rows])
    reward = np.concatenate([reward for _, reward in rows])
    year = np.repeat(np.array(years), [len(person) for person, _ in rows])
    number = len(person)
    due = np.where(reward, table["reward_yuan"], table["one_child_yuan"]).astype(np.float64)
    paid = np.where(random.random(number) < table["paid_in_full"], due, 0.0)
    on = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    on += random.integers(180, 360, number)
    on = np.fmin(on, dates(np.minimum(people.last_day()[person], plan.end) - 1))
    return {
        "payment": keys(number),
        "scheme": np.where(reward, "rural reward assistance", "one-child parents"),
        "person": refs(person),
        "due": due,
        "paid": paid,
        "paid_on": np.where(paid > 0, on, np.datetime64("NaT", "D")),
        "year": whole(year),
        "area": areas_at(tree, people.area[person]),
    }


def _due(
    entitled: NDArray[np.bool_],
    people: People,
    certificates: Table,
    couples: Couples,
    year: int,
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    first = np.datetime64(f"{year}-01-01", "D")
    day = int(first.astype(np.int64))
    there = (people.first_day() <= day) & (people.last_day() > day)
    old = np.flatnonzero(entitled & there & (people.birth <= day - 60 * 365.25))
    held = certificates["issued"] < first
    held &= np.isnat(certificates["cancelled"]) | (certificates["cancelled"] > first)
    mothers = couples.wife[certificates["couple"][held] - 1]
    young = people.birth[mothers] > day - 45 * 365.25
    parents = mothers[there[mothers] & young]
    return np.concatenate([old, parents]), np.arange(len(old) + len(parents)) < len(old)


def slips_table(random: np.random.Generator, migrants: Table) -> Table:
    """List the slips sent for most moves across the county's border."""
    outside = np.isin(migrants["origin"] // 1000, [990101]) & np.isin(
        migrants["destination"] // 1000, [990101]
    )
    sent = np.flatnonzero(~outside & (random.random(len(outside)) < 0.7))  # noqa: PLR2004
    day = migrants["arrived"][sent] + random.integers(5, 60, len(sent))
    received = day + random.integers(1, 15, len(sent))
    answers = random.random(len(sent)) < 0.85  # noqa: PLR2004 - an assumption
    reply = received + random.integers(1, 40, len(sent))
    return {
        "slip": keys(len(sent)),
        "sent": day,
        "received": received,
        "answered": np.where(answers, reply, np.datetime64("NaT", "D")),
        "origin": migrants["origin"][sent],
        "destination": migrants["destination"][sent],
    }
