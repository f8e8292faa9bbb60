"""Variables of use: what women use, did use, and where their methods come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.model.contraception import ContraceptiveMethod
from famplan.tabulate.contraception.lists import METHODS, sectors, source_names
from famplan.tabulate.contraception.variables import (
    NO,
    YES,
    YES_NO,
    Variable,
    Yes,
    asked_of,
    yes_or_no,
)
from famplan.tabulate.contraception.women import USE, placed, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.women import Women

__all__ = [
    "STERILISED_AGES",
    "brands",
    "ever_use",
    "known_methods",
    "sector_of",
    "uses",
]

_M = ContraceptiveMethod
STERILISED_AGES = tuple(range(10, 50))
"""Completed ages at sterilisation that are kept apart."""
_MONTHS = 12
_IS_SO = (1, 2, 3, 4, 5, 6, 7)  # 8 and 9 are not known


def _use(women: Women) -> NDArray[np.integer]:
    return women.use


def _emergency(women: Women) -> NDArray[np.integer]:
    """Emergency contraception in the last twelve months, be it the method that she names now."""
    now = women.use_one_of(_M.EMERGENCY)
    return yes_or_no(now | women.has("v3a13", 1), women.has("v3a13", 0) & ~now)


def _sterilised_at(women: Women) -> NDArray[np.integer]:
    """Completed age at which a sterilised woman was."""
    since = np.asarray(women["v317"], dtype=np.float64) - np.asarray(women["v011"])
    known = (since >= STERILISED_AGES[0] * _MONTHS) & (since < (STERILISED_AGES[-1] + 1) * _MONTHS)
    age = np.where(known, since // _MONTHS - STERILISED_AGES[0], len(STERILISED_AGES))
    return asked_of(age.astype(np.int16), women.use_one_of(_M.FEMALE_STERILISATION))


def _source(women: Women) -> NDArray[np.integer]:
    """Where users of modern methods had theirs from; lactational amenorrhoea has no source."""
    code = placed(women["v326"], places_of([[code] for code in source_names()]))
    asked = women.use_modern & ~women.use_one_of(_M.LACTATIONAL_AMENORRHOEA)
    return asked_of(code, asked)


def sector_of(women: Women, definition: str) -> NDArray[np.integer]:
    """Sector that a user of a modern method had hers from: a place in `sectors`.

    Examples
    --------
    >>> from famplan.tabulate.contraception.women import Rules, Women
    >>> rules = Rules(phase="dhs7", methods=((3, _M.INJECTABLE),))
    >>> women = Women({"v312": np.array([3, 3, 0]), "v326": np.array([12, 22, np.nan])}, rules)
    >>> sector_of(women, "dhs").tolist()
    [0, 1, -1]
    """
    groups = [sorted(codes) for codes in sectors(definition).values()]
    code = placed(women["v326"], places_of(groups))
    return asked_of(code, _source(women) >= 0)


def uses() -> tuple[Variable, ...]:
    """Variables of current use and of sterilisation.

    Examples
    --------
    >>> [variable.name for variable in uses()]
    ['use', 'emergency', 'sterilised_at', 'source']
    """
    return (
        Variable("use", (), USE, _use, one_of=("v312", "v313")),
        Variable("emergency", ("v312", "v3a13"), YES_NO, _emergency, also=("v313",)),
        Variable("sterilised_at", ("v312", "v317"), STERILISED_AGES, _sterilised_at),
        Variable("source", ("v312", "v326"), tuple(source_names()), _source, also=("v313",)),
    )


def _ever_used(women: Women) -> NDArray[np.integer]:
    """Whether she ever used a method: v302a says so, and v302 in files that have the type only."""
    used = Yes("v302a", yes=_IS_SO)(women) if "v302a" in women else np.full(women.size, NO + 2)
    if "v302" not in women:
        return used
    return np.where(used > YES, Yes("v302", yes=_IS_SO)(women), used)


def ever_use() -> tuple[Variable, ...]:
    """Variables of ever having used any method, and each: 1 to 7 is yes, however she was asked.

    Examples
    --------
    >>> ever_use()[1].name, ever_use()[1].columns
    ('ever_used female sterilisation', ('v305_06',))
    """
    any_method = Variable("ever_used", (), YES_NO, _ever_used, one_of=("v302a", "v302"))
    return (any_method, *_each_method("ever_used", "v305", yes=_IS_SO))


def _each_method(name: str, column: str, *, yes: tuple[int, ...]) -> tuple[Variable, ...]:
    numbered = [(method, f"{column}_{method.dhs_codes[0]:02d}") for method in METHODS]
    return tuple(
        Variable(f"{name} {method}", (own,), YES_NO, Yes(own, yes=yes)) for method, own in numbered
    )


def known_methods() -> tuple[Variable, ...]:
    """Variables of knowing each method: named by the woman, or known when it was read out.

    Examples
    --------
    >>> [item.columns for item in known_methods() if item.name == "knows implant"]
    [('v304_11',)]
    """
    return _each_method("knows", "v304", yes=_IS_SO)


@attrs.frozen
class _Brand:
    """Whether a user's brand is one of some, among those who know theirs."""

    column: str
    method: ContraceptiveMethod
    brands: tuple[int, ...]

    def __call__(self, women: Women) -> NDArray[np.integer]:
        """Code some women."""
        known = women[self.column] <= _HIGHEST_BRAND
        of = np.isin(women[self.column], self.brands)
        return asked_of(yes_or_no(of & known, ~of & known), women.use_one_of(self.method))


_HIGHEST_BRAND = 96
_BRANDS = {"pill": ("v323", _M.PILL), "male condom": ("v323a", _M.MALE_CONDOM)}


def brands(social: Mapping[str, Sequence[int]]) -> tuple[Variable, ...]:
    """Variables of social marketing: whether users use one of its brands.

    Parameters
    ----------
    social : mapping of str to sequence of int
        By ``"pill"`` or ``"male condom"`` the codes of its brands; they differ by survey.

    Examples
    --------
    >>> brands({"pill": [1, 2]})[0].columns
    ('v312', 'v323')
    """
    return tuple(
        Variable(
            f"brand of {name}",
            ("v312", _BRANDS[name][0]),
            YES_NO,
            _Brand(*_BRANDS[name], tuple(codes)),
            also=("v313",),
        )
        for name, codes in social.items()
    )
