"""What a register records at all: a table that was not given is no table without rows."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from famplan.tabulate.register.records import RegisterLike

__all__ = ["NEEDS", "given_in", "needed", "not_given"]

_COUPLES = ("couples", "couples.wife", "couples.married")
# Whose wife a man is married to says whose his method is.
_USE = ("method_use", "method_use.person", *_COUPLES)

NEEDS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "population": {"": ("persons",)},
        "women": {
            "": ("persons",),
            "married": _COUPLES,
            "method": _USE,
            "children": ("births", "births.mother"),
        },
        "births": {
            "": ("births", "births.area"),
            "sex": ("births.sex",),
            "order": ("births.order",),
            "in_policy": ("births.in_policy",),
            "defects": ("births.defect",),
        },
        "deaths": {"": ("deaths", "deaths.area")},
        "marriages": {"": ("persons", "couples", "couples.married")},
        "weddings": {"": ("persons", "couples", "couples.married")},
        "uptake": {
            "": ("births", "births.mother", "births.area"),
            "timely": _USE,
            "long_acting": (*_USE, "method_use.method"),
        },
        "procedures": {
            "": ("procedures", "procedures.area"),
            "complication": ("procedures.complication",),
        },
        "checks": {
            "": ("checks", "checks.area"),
            "sex": ("checks.sex",),
            "high_risk": ("checks.high_risk",),
        },
        "migrants": {
            "": ("migrants",),
            "age": ("persons",),
            "sex": ("persons",),
            "floating": ("migrants.origin", "migrants.destination", "migrants.purpose"),
            "certificate": ("migrants.certificate",),
            "verified": ("migrants.verified",),
            "served": ("migrants.served",),
        },
        "certificates": {"": ("certificates", "certificates.area")},
        "benefits": {
            "": ("benefit_payments", "benefit_payments.area", "benefit_payments.year"),
            "due": ("benefit_payments.due",),
            "due_fen": ("benefit_payments.due",),
            "paid": ("benefit_payments.paid",),
            "paid_fen": ("benefit_payments.paid",),
        },
        "slips": {"": ("slips",), "received": ("slips.received",), "answered": ("slips.answered",)},
        "funding": {"": ("funding", "funding.area")},
        "stations": {"": ("stations", "stations.area")},
        "staff": {"": ("staff", "staff.area"), "qualification": ("staff.qualification",)},
        "supplies": {
            "": ("supplies", "supplies.area"),
            "received": ("supplies.received",),
            "issued": ("supplies.issued",),
        },
    }
)
"""Tables and columns that each count rests on, and beside them each of its dimensions and sums."""


def needed(name: str, aspects: Iterable[str]) -> Iterator[str]:
    """Go through what a count and some of its dimensions and sums rest on.

    Examples
    --------
    >>> list(needed("births", ["births", "order"]))
    ['births', 'births.area', 'births.order']
    """
    needs = NEEDS[name]
    for aspect in ("", *aspects):
        yield from needs.get(aspect, ())


def given_in(register: RegisterLike) -> frozenset[str]:
    """Find out which tables are given, and which of their columns.

    A table of which every row was set aside says no more than one that was not given.
    """
    found = set()
    tables = {fact.partition(".")[0] for facts in _every() for fact in facts}
    placed = bool(register.table("areas").rows)
    for name in tables:
        table = register.table(name)
        if not table.given or (table.rows and not table.used.any()):
            continue
        found.add(name)
        columns = (column.name for column in table.schema.columns)
        found |= {f"{name}.{column}" for column in columns if table.records(column)}
        if not placed:  # without areas everything is somewhere in the register
            found.add(f"{name}.area")
    return frozenset(found)


def not_given(given: Collection[str]) -> tuple[str, ...]:
    """List what counts rest on and a register does not have; of a missing table no columns.

    Examples
    --------
    >>> every = {fact for aspects in NEEDS.values() for facts in aspects.values() for fact in facts}
    >>> not_given(every - {"deaths", "deaths.area", "births.order"})
    ('births.order', 'deaths')
    """
    missing = dict.fromkeys(fact for facts in _every() for fact in facts if fact not in given)
    return tuple(f for f in missing if f.partition(".")[0] not in missing or "." not in f)


def _every() -> Iterator[tuple[str, ...]]:
    for aspects in NEEDS.values():
        yield from aspects.values()
