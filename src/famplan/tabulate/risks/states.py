"""High-risk fertility: the risks of a birth as one number, and the categories made of them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["STATES", "RiskLimits", "categories", "risk_limits", "risk_state"]

_RISKS = ("young", "old", "soon", "many")
STATES = (1 << len(_RISKS)) + 1
"""Every combination of the four risks, and a first birth without any of them."""
_FIRST = STATES - 1
_MONTHS = 12


@attrs.frozen(kw_only=True)
class RiskLimits:
    """From which age, interval and order on a birth is one at risk.

    Parameters
    ----------
    name : str
        What the limits are called; it stands in every result.
    young_below, old_from : float
        Mother's age at the birth in years: below the first she is young, from the second on old.
    soon_below : float
        Months since the preceding birth below which a birth came soon.
    many_from : int
        Order from which births are many.
    gestation : int
        Months until a woman who conceives now would give birth.
    sterilised : tuple of int
        Codes of v312 of women who are sterilised and at no risk.

    Raises
    ------
    DefinitionError
        A mother would be young and old at once, or a first birth would be one of many.

    Examples
    --------
    Intervals below three years, all else as reports have it:

    >>> attrs.evolve(risk_limits("dhs"), name="three years", soon_below=36).old_from
    35
    """

    name: str
    young_below: float
    old_from: float
    soon_below: float
    many_from: int
    gestation: int
    sterilised: tuple[int, ...] = attrs.field(converter=tuple)

    def __attrs_post_init__(self) -> None:
        """Check that the risks can be told apart."""
        if self.young_below > self.old_from:
            problem = f"young below {self.young_below:g} and old from {self.old_from:g} overlap"
            raise DefinitionError("limits", problem)
        if self.many_from <= 1:
            raise DefinitionError("limits", f"order {self.many_from} is that of a first birth")


def risk_limits(name: str = "dhs") -> RiskLimits:
    """Return limits by name.

    Raises
    ------
    DefinitionError
        No limits are called so.

    Examples
    --------
    >>> limits = risk_limits("dhs")
    >>> limits.young_below, limits.old_from, limits.soon_below, limits.many_from
    (18, 35, 24, 4)
    """
    known = {entry["name"]: entry for entry in _data()["limits"]}
    one_of(name, tuple(known), argument="limits")
    fields = attrs.fields_dict(RiskLimits)
    return RiskLimits(**{key: value for key, value in known[name].items() if key in fields})


@cache
def _data() -> dict[str, Any]:
    place = resources.files("famplan.tabulate.risks").joinpath("data/categories.toml")
    return loads(place.read_text("utf-8"))


def risk_state(
    age: FloatArray, interval: FloatArray, order: NDArray[np.int64], limits: RiskLimits
) -> NDArray[np.int64]:
    """Tell the risks of births: a place among `STATES`.

    Parameters
    ----------
    age : ndarray
        Mother's age at the birth, in months.
    interval : ndarray
        Months since the preceding birth; unknown where there is none.
    order : ndarray
        Order of the birth.
    limits : RiskLimits
        What counts as a risk.

    Examples
    --------
    A first birth at 20, a second at 17 after 20 months, a fourth at 36 after three years:

    >>> ages, intervals = np.array([240.0, 215.0, 432.0]), np.array([np.nan, 20.0, 36.0])
    >>> states = risk_state(ages, intervals, np.array([1, 2, 4]), risk_limits("dhs"))
    >>> for state in states:
    ...     print(*[name for name, inside in categories().items() if inside[state]][:1])
    first birth (unavoidable)
    any avoidable risk
    any avoidable risk
    """
    risks = (
        age < _MONTHS * limits.young_below,
        age >= _MONTHS * limits.old_from,
        interval < limits.soon_below,
        order >= limits.many_from,
    )
    state = np.zeros(len(age), dtype=np.int64)
    for place, risk in enumerate(risks):
        state += risk.astype(np.int64) << place
    return np.where((order == 1) & (state == 0), _FIRST, state)


@cache
def categories() -> dict[str, NDArray[np.bool_]]:
    """Return the categories of reports: for each, which states are in it.

    Examples
    --------
    >>> [*categories()][:3]
    ['no risk', 'first birth (unavoidable)', 'any avoidable risk']
    """
    entries = {entry["name"]: entry for entry in _data()["category"]}
    return {name: _states_of(entry, entries) for name, entry in entries.items()}


def _states_of(entry: dict[str, Any], entries: dict[str, dict[str, Any]]) -> NDArray[np.bool_]:
    inside = np.zeros(STATES, dtype=bool)
    if "with" in entry:
        bit = 1 << _RISKS.index(entry["with"])
        inside[:_FIRST] = (np.arange(_FIRST) & bit) > 0
    for other in entry.get("of", ()):
        inside |= _states_of(entries[other], entries)
    for risks in entry.get("risks", ()):
        state = _FIRST if risks == ["first"] else sum(1 << _RISKS.index(risk) for risk in risks)
        inside[state] = True
    return inside
