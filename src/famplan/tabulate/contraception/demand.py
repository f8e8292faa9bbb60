"""The variable of need: unmet, met and none, and of users whether their method is modern."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.tabulate.contraception.measures import Measure, Part
from famplan.tabulate.contraception.need import (
    NEED_CLASSES,
    REQUIRED,
    SHARES,
    need_classes,
    need_codes,
    need_columns,
    need_definition,
    need_share,
)
from famplan.tabulate.contraception.need.rows import CODES, UNKNOWN
from famplan.tabulate.contraception.variables import Variable
from famplan.tabulate.contraception.women import USE, placed, places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.need import NeedDefinition
    from famplan.tabulate.contraception.women import Women

__all__ = ["NEED_BY_METHOD", "counting", "demand", "need"]

NEED_BY_METHOD = tuple(code for code, (_, kinds, _) in SHARES.items() if kinds)
"""Indicators of need that ask which methods are modern."""

_DEFINITIONS = ("dhs", "mics", "un", "file")

# Type of method of each value of use, as v313 has it, unknown last; and the class of every code of
# need with every value of use.
_TYPE = np.array([0, *(3 if modern else 1 for _, modern in filter(None, USE)), np.nan])
_CLASSES = np.concatenate(
    [need_classes(np.full(len(_TYPE), code, np.int8), _TYPE) for code in range(UNKNOWN + 1)]
)


@attrs.frozen
class _Need:
    """Whether a woman has a need for contraception, by a definition, and how it is met."""

    definition: NeedDefinition

    def __call__(self, women: Women) -> NDArray[np.integer]:
        """Code some women."""
        codes = need_codes(women, definition=self.definition)
        found: NDArray[np.integer] = _CLASSES[codes.astype(np.intp) * (len(USE) + 1) + women.use]
        return found


def _of_file(women: Women) -> NDArray[np.integer]:
    """Need as the file itself has it."""
    codes = _CODES[placed(women["v626a"], _PLACES)]
    found: NDArray[np.integer] = _CLASSES[codes * (len(USE) + 1) + women.use]
    return found


_CODES = np.array([*CODES, UNKNOWN], dtype=np.intp)
_PLACES = places_of([[code] for code in CODES])


def need(definition: NeedDefinition | str = "dhs") -> Variable:
    """Variable of need by a definition, or by the codes that a file has itself (``"file"``).

    Examples
    --------
    >>> need("un").name, need("un").said
    ('need, un', 'un')
    >>> need("file").columns
    ('v626a',)
    """
    if definition == "file":
        return Variable(
            "need, file",
            ("v626a",),
            NEED_CLASSES,
            _of_file,
            one_of=("v312", "v313"),
            said="v626a",
            complete=True,
        )
    chosen = need_definition(definition) if isinstance(definition, str) else definition
    also = tuple(name for name in need_columns(chosen) if name not in REQUIRED)
    return Variable(
        f"need, {chosen.name}",
        REQUIRED,
        NEED_CLASSES,
        _Need(chosen),
        also=(*also, "v313"),
        said=str(chosen),
        alike=str(attrs.evolve(chosen, survey="", year=None)),
        complete=True,
    )


def demand() -> tuple[Measure, ...]:
    """Measures of need: unmet, met, demand, and how much of it is satisfied.

    Examples
    --------
    >>> [measure.code for measure in demand()][:3]
    ['UNMET', 'UNMET_SPACING', 'UNMET_LIMITING']
    """
    return tuple(
        Measure(
            code=code,
            variables=lambda definition: (f"need, {definition}",),
            parts=_parts(code),
            population="in union",
            definitions=_DEFINITIONS,
            unknown="in the base",
        )
        for code in SHARES
    )


def counting(codes: Sequence[str], definition: str | None) -> dict[str, object]:
    """Say how `contraception` must count for some indicators by a definition.

    Examples
    --------
    >>> counting(["MCPR", "UNMET"], "mics")
    {'only': ['MCPR', 'UNMET'], 'need': 'mics'}
    >>> counting(["MCPR"], "mics")
    {'only': ['MCPR']}
    """
    of_need = bool(SHARES.keys() & set(codes)) and definition in _DEFINITIONS
    return {"only": [*codes], **({"need": definition} if of_need else {})}


def _parts(code: str) -> Callable[[Mapping[str, Variable], str], Sequence[Part]]:
    def parts(found: Mapping[str, Variable], definition: str) -> Sequence[Part]:
        """Whose need is not known has a place of her own, which only some bases hold."""
        name = found[f"need, {definition}"].name
        shares = {known: need_share(code, not_known=known) for known in ("left out", "in the base")}
        places = range(len(NEED_CLASSES))
        over, all_of_them = (
            np.array([place in share.below for place in places]) for share in shares.values()
        )
        worth = np.array([float(place in shares["left out"].above) for place in places])
        return [Part(name, worth, over, unknown=all_of_them & ~over)]

    return parts
