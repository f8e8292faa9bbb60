"""What exists: people, events, areas, ages and periods, as small frozen values.

Objects are for single cases; a million rows go as columns. Nothing here reads or writes files,
and no `repr` shows who someone is. Each name loads its module when it is first asked for, so
that ``import famplan.model.period`` costs nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from famplan.model.age import AgeGroups, as_age_groups
    from famplan.model.area import Area, Level
    from famplan.model.birth import Birth
    from famplan.model.contraception import ContraceptiveMethod, MethodUse
    from famplan.model.couple import Couple, MarriageEnd
    from famplan.model.dates import LeapDay, birthday, completed_age
    from famplan.model.death import Death
    from famplan.model.estimate import Estimate, Interval
    from famplan.model.migrant import (
        Floating,
        Migrant,
        MigrantDefinition,
        Purpose,
        counts_as_floating,
        migrant_definition,
    )
    from famplan.model.months import century_month, from_century_month
    from famplan.model.period import Period
    from famplan.model.person import Person
    from famplan.model.procedure import Complication, Procedure, ProcedureKind
    from famplan.model.registration import Registration
    from famplan.model.residence import MinimumStay, PopulationScope, Residence
    from famplan.model.sex import Sex

__all__ = [
    "AgeGroups",
    "Area",
    "Birth",
    "Complication",
    "ContraceptiveMethod",
    "Couple",
    "Death",
    "Estimate",
    "Floating",
    "Interval",
    "LeapDay",
    "Level",
    "MarriageEnd",
    "MethodUse",
    "Migrant",
    "MigrantDefinition",
    "MinimumStay",
    "Period",
    "Person",
    "PopulationScope",
    "Procedure",
    "ProcedureKind",
    "Purpose",
    "Registration",
    "Residence",
    "Sex",
    "as_age_groups",
    "birthday",
    "century_month",
    "completed_age",
    "counts_as_floating",
    "from_century_month",
    "migrant_definition",
]

_HOME = {
    name: module
    for module, names in {
        "age": "AgeGroups as_age_groups",
        "area": "Area Level",
        "birth": "Birth",
        "contraception": "ContraceptiveMethod MethodUse",
        "couple": "Couple MarriageEnd",
        "dates": "LeapDay birthday completed_age",
        "death": "Death",
        "estimate": "Estimate Interval",
        "migrant": "Floating Migrant MigrantDefinition Purpose counts_as_floating "
        "migrant_definition",
        "months": "century_month from_century_month",
        "period": "Period",
        "person": "Person",
        "procedure": "Complication Procedure ProcedureKind",
        "registration": "Registration",
        "residence": "MinimumStay PopulationScope Residence",
        "sex": "Sex",
    }.items()
    for name in names.split()
}


def __getattr__(name: str) -> object:
    """Load the module that holds a public name."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
