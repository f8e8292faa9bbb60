"""The register: which schemes there are, by code and by name, and where they have local texts."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from datetime import date

    from famplan.rules.scheme import Scheme

__all__ = ["ROOMS", "find_scheme", "places", "schemes"]

ROOMS = (
    "rewards",
    "assistance",
    "certificates",
    "leave",
    "households",
    "village_workers",
    "staff",
    "services",
    "migrants",
    "marriage",
    "facilities",
)
"""Modules that hold schemes, each in its tuple `SCHEMES`, in the order of lists.

`birth_policy` is not among them: it classifies births for statistics, and gives nobody a verdict.
"""


def schemes(*, on: date | None = None) -> tuple[Scheme[Any], ...]:
    """Every scheme, or those in force on a day.

    Parameters
    ----------
    on : date, optional
        A day. Local texts change what a scheme asks for, not when it is in force.

    Returns
    -------
    tuple of Scheme

    Raises
    ------
    InvalidInputError
        The day is not a date.

    Examples
    --------
    >>> from datetime import date
    >>> "rural-reward" in {scheme.code for scheme in schemes(on=date(2012, 3, 1))}
    True
    >>> "rural-reward" in {scheme.code for scheme in schemes(on=date(2003, 12, 31))}
    False
    """
    return tuple(scheme for scheme in filed() if on is None or scheme.law(on) is not None)


def find_scheme(query: str) -> Scheme[Any]:
    """Find a scheme by its code or by its name in either language.

    Parameters
    ----------
    query : str
        A code (``"rural-reward"``), or a full name.

    Returns
    -------
    Scheme

    Raises
    ------
    DefinitionError
        Nothing is called so (the nearest codes are suggested), or several schemes are.

    Examples
    --------
    >>> find_scheme("农村部分计划生育家庭奖励扶助").code
    'rural-reward'
    >>> find_scheme("rural-rewards")
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: scheme: none is called 'rural-rewards'; did you mean ...
    """
    wanted = _folded(query)
    found = [scheme for scheme in filed() if wanted in _names(scheme)]
    coded = [scheme for scheme in found if _folded(scheme.code) == wanted]
    if len(found) > 1 and not coded:
        codes = ", ".join(scheme.code for scheme in found)
        raise DefinitionError("scheme", f"several are called {query!r}", remedy=f"say {codes}")
    if not found:
        raise DefinitionError("scheme", f"none is called {query!r}", remedy=_nearest(wanted))
    return (coded or found)[0]


def places() -> tuple[str, ...]:
    """Places where some scheme has a text or an amount of its own.

    Returns
    -------
    tuple of str
        Sorted paths such as ``"Henan"`` and ``"Henan/Zhengzhou"``.

    Examples
    --------
    >>> list(places()) == sorted(places())
    True
    """
    return tuple(sorted({place for scheme in filed() for place in scheme.places}))


@cache
def filed() -> tuple[Scheme[Any], ...]:
    """Load every room; two schemes of one code are a mistake."""
    found: dict[str, Scheme[Any]] = {}
    for room in ROOMS:
        for scheme in import_module(f"famplan.rules.{room}").SCHEMES:
            if scheme.code in found:
                raise DefinitionError(scheme.code, f"filed twice, the second time in {room}")
            found[scheme.code] = scheme
    return tuple(found.values())


def _names(scheme: Scheme[Any]) -> set[str]:
    return {_folded(name) for name in (scheme.code, scheme.name, scheme.name_zh)}


def _folded(name: str) -> str:
    """Fold what people type alike: case, and full-width letters and brackets."""
    return normalize("NFKC", name).strip().casefold()


def _nearest(wanted: str) -> str:
    """Suggest the schemes whose code or name is nearest."""
    by_name = {name: scheme.code for scheme in filed() for name in _names(scheme)}
    near = get_close_matches(wanted, by_name, n=3)
    codes = ", ".join(dict.fromkeys(by_name[name] for name in near))
    return f"did you mean {codes}?" if codes else "famplan rules lists them all"
