"""famplan: fertility and family-planning statistics.

Records become counts, counts add up, indicators are pure functions of counts, and dated rules
say who counts.

Rooms, and the classes for records, load when they are first asked for; the first look-up in the
catalogue loads every formula.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from famplan import formulas
from famplan.catalogue import cite, find, indicators, register

if TYPE_CHECKING:
    from famplan import (
        assessment,
        catalogue,
        datasets,
        model,
        projection,
        quality,
        readers,
        report,
        rules,
        tabulate,
    )
    from famplan.model import (
        AgeGroups,
        Area,
        Birth,
        ContraceptiveMethod,
        Couple,
        Death,
        Estimate,
        MethodUse,
        Migrant,
        Period,
        Person,
        Procedure,
        Registration,
        Sex,
    )

__version__ = "0.1.0.dev0"

__all__ = [
    "AgeGroups",
    "Area",
    "Birth",
    "ContraceptiveMethod",
    "Couple",
    "Death",
    "Estimate",
    "MethodUse",
    "Migrant",
    "Period",
    "Person",
    "Procedure",
    "Registration",
    "Sex",
    "assessment",
    "catalogue",
    "cite",
    "datasets",
    "find",
    "formulas",
    "indicators",
    "model",
    "projection",
    "quality",
    "readers",
    "report",
    "rules",
    "tabulate",
]

register.filled_by(formulas.load_all)

_ROOMS = {
    "assessment",
    "catalogue",
    "datasets",
    "model",
    "projection",
    "quality",
    "readers",
    "report",
    "rules",
    "tabulate",
}


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return import_module(f"famplan.{name}")
    if name in __all__:
        return getattr(import_module("famplan.model"), name)
    raise AttributeError(f"module 'famplan' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
