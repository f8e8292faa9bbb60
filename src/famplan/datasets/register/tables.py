"""All sixteen tables of the lives of a county."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.datasets.register.events import (
    areas_table,
    births_table,
    couples_table,
    deaths_table,
    migrants_table,
    persons_table,
)
from famplan.datasets.register.methods import procedures_of
from famplan.datasets.register.services import (
    certificates_table,
    checks_table,
    method_use_table,
    payments_table,
    procedures_table,
    slips_table,
)
from famplan.datasets.register.supply import (
    funding_table,
    staff_table,
    stations_table,
    supplies_table,
)

if TYPE_CHECKING:
    from famplan.datasets.register.columns import Table
    from famplan.datasets.register.plan import Plan
    from famplan.datasets.register.simulation import Lives

__all__ = ["all_tables"]


def all_tables(plan: Plan, lives: Lives) -> dict[str, Table]:
    """Write the lives down as the tables of the schema."""
    random = plan.stream("services")
    tree, people = lives.tree, lives.people
    certificates = certificates_table(random, plan, lives)
    migrants = migrants_table(random, people, tree, end=plan.end)
    procedures = procedures_of(random, plan, lives.spells, lives.births, people)
    return {
        "areas": areas_table(tree),
        "persons": persons_table(people, tree, plan.end),
        "couples": couples_table(lives.couples),
        "births": births_table(random, plan, lives),
        "deaths": deaths_table(random, plan, people, tree),
        "method_use": method_use_table(lives.spells),
        "procedures": procedures_table(procedures, tree),
        "migrants": migrants,
        "certificates": certificates,
        "checks": checks_table(random, plan, lives),
        "benefit_payments": payments_table(random, plan, lives, certificates),
        "slips": slips_table(random, migrants),
        "funding": funding_table(random, plan, tree),
        "stations": stations_table(tree, plan.start),
        "staff": staff_table(random, plan, tree),
        "supplies": supplies_table(random, plan, tree),
    }
