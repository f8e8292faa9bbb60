"""Code lists of contraception: methods by phase and survey, modern methods and sectors by whom.

They are data, each with its source; what a single survey has of its own is laid over them.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

from famplan.errors import DefinitionError
from famplan.formulas.choices import nearest, one_of
from famplan.model.contraception import ContraceptiveMethod

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "METHODS",
    "PHASES",
    "long_acting_methods",
    "method_codes",
    "modern_definitions",
    "modern_methods",
    "read_list",
    "sector_definitions",
    "sectors",
    "source_names",
]

METHODS = tuple(ContraceptiveMethod)
"""Methods in the order in which everything here numbers them."""
PHASES = ("dhs2", "dhs3", "dhs4", "dhs5", "dhs6", "dhs7", "dhs8", "plain")
"""Phases of the surveys; ``"plain"`` for data with names of their own."""
_SUFFIX = "FL"  # of the names under which files are handed out: BOIR51FL


@cache
def read_list(name: str) -> dict[str, Any]:
    """Read one of the files of codes.

    Examples
    --------
    >>> read_list("sources")["codes"]["22"]
    'pharmacy'
    """
    place = resources.files("famplan.tabulate.contraception").joinpath(f"data/{name}.toml")
    return loads(place.read_text("utf-8"))


def method_codes(
    methods: str | Mapping[int, str | None] | None = None, *, phase: str = "dhs7"
) -> dict[int, ContraceptiveMethod]:
    """Find what codes of v312 mean, or lay one's own over the list of a phase.

    Parameters
    ----------
    methods : str or mapping of int to str, optional
        A survey by the name of its file (``"BOIR51"``), or methods by code that differ:
        ``{20: "implant"}``; None in place of a method takes the code out of the list.
    phase : str
        ``"dhs2"`` … ``"dhs8"``, or ``"plain"``.

    Raises
    ------
    DefinitionError
        No phase, survey or method is called so.

    Examples
    --------
    >>> str(method_codes()[11]), 18 in method_codes(phase="dhs5")
    ('implant', False)
    >>> str(method_codes("BOIR51FL")[17]), str(method_codes({20: "implant"})[20])
    ('standard days method', 'implant')
    """
    one_of(phase, PHASES, argument="layout")
    data = read_list("methods")
    surveys = {entry["file"]: entry for entry in data["survey"]}
    own: Mapping[Any, str | None] = {}
    if isinstance(methods, str):
        found = surveys.get(methods.upper().removesuffix(_SUFFIX))
        if found is None:
            near = nearest(methods.upper(), surveys)
            remedy = f"did you mean {near}?" if near else 'give codes that differ: {20: "implant"}'
            raise DefinitionError("methods", f"no list is called {methods!r}", remedy=remedy)
        phase, own = found["phase"], found["codes"]
    elif methods is not None:
        own = methods
    base = next(entry for entry in data["phase"] if phase in entry["names"])
    merged = {**{int(code): name for code, name in base["codes"].items()}}
    merged.update({int(code): name for code, name in own.items()})
    return {code: _method(name) for code, name in merged.items() if name is not None}


def _method(name: str) -> ContraceptiveMethod:
    if name not in METHODS:
        near = nearest(name, METHODS)
        remedy = f"did you mean {near}?" if near else "give one of famplan.ContraceptiveMethod"
        raise DefinitionError("methods", f"no method is called {name!r}", remedy=remedy)
    return ContraceptiveMethod(name)


def modern_definitions() -> tuple[str, ...]:
    """Whose definitions of modern methods there are.

    Examples
    --------
    >>> modern_definitions()
    ('dhs', 'fp2030', 'mics', 'who', 'product')
    """
    return tuple(read_list("methods")["definitions"])


def modern_methods(definition: str) -> frozenset[ContraceptiveMethod]:
    """Methods that are modern by a definition.

    Raises
    ------
    DefinitionError
        There is no such definition.

    Examples
    --------
    >>> "standard days method" in modern_methods("dhs"), "rhythm" in modern_methods("dhs")
    (True, False)
    >>> sorted(modern_methods("dhs") - modern_methods("product"))
    [<ContraceptiveMethod.LACTATIONAL_AMENORRHOEA: 'lactational amenorrhoea method'>, \
<ContraceptiveMethod.STANDARD_DAYS: 'standard days method'>]
    """
    one_of(definition, modern_definitions(), argument="definition")
    names = read_list("methods")["definitions"][definition]["modern"]
    return frozenset(map(ContraceptiveMethod, names))


def long_acting_methods(definition: str) -> frozenset[ContraceptiveMethod]:
    """Methods that are long-acting, with or without sterilisation.

    Examples
    --------
    >>> sorted(map(str, long_acting_methods("reversible")))
    ['IUD', 'implant']
    """
    known = read_list("methods")["long_acting"]
    one_of(definition, tuple(known), argument="definition")
    return frozenset(map(ContraceptiveMethod, known[definition]["methods"]))


@cache
def source_names() -> Mapping[int, str]:
    """What codes of v326 are called; below a heading surveys differ.

    Examples
    --------
    >>> source_names()[11]
    'government hospital'
    """
    return {int(code): name for code, name in read_list("sources")["codes"].items()}


def sector_definitions() -> tuple[str, ...]:
    """Whose groupings of sources there are.

    Examples
    --------
    >>> sector_definitions()
    ('dhs', 'fp2030')
    """
    return tuple(read_list("sources")["definitions"])


def sectors(definition: str) -> dict[str, frozenset[int]]:
    """Sources by sector.

    Raises
    ------
    DefinitionError
        There is no such grouping.

    Examples
    --------
    >>> sorted(sectors("fp2030")["pharmacy or drug shop"])
    [22, 23]
    """
    one_of(definition, sector_definitions(), argument="definition")
    found = read_list("sources")["definitions"][definition]["sectors"]
    return {entry["name"]: frozenset(entry["codes"]) for entry in found}
