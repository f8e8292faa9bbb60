"""Numbers in, numbers out: one room for each thing the numerator counts.

Formulas compute per one, take scalars or arrays, and return a float or an array. A room loads when
it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from famplan.formulas import (
        age_accuracy,
        births,
        certificates,
        composition,
        contraception,
        couple_years,
        estimates,
        fertility,
        funding,
        information,
        intervals,
        marriage,
        medians,
        migration,
        mortality,
        parity,
        population,
        preferences,
        procedures,
        programme,
        proximate,
        reproduction,
        services,
        staffing,
        standardization,
        supplies,
        tempo,
        vital,
    )

__all__ = [
    "age_accuracy",
    "births",
    "certificates",
    "composition",
    "contraception",
    "couple_years",
    "estimates",
    "fertility",
    "funding",
    "information",
    "intervals",
    "marriage",
    "medians",
    "migration",
    "mortality",
    "parity",
    "population",
    "preferences",
    "procedures",
    "programme",
    "proximate",
    "reproduction",
    "services",
    "staffing",
    "standardization",
    "supplies",
    "tempo",
    "vital",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        return import_module(f"famplan.formulas.{name}")
    raise AttributeError(f"module 'famplan.formulas' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "load_all"]


def load_all() -> None:
    """Load every room, so that the catalogue knows every indicator."""
    for room in __all__:
        import_module(f"famplan.formulas.{room}")
