"""Years lived in an age group by those who die in it: nax, the only guess in a life table.

Infants and children die early in their age group, and rules of the literature say how early; above
five the deaths lie near the middle, a little later where the rates rise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of
from famplan.projection.constants import published, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from famplan.formulas.arrays import FloatArray

__all__ = ["InfantRule", "TableSex", "separation_below_five", "sexes_at"]

InfantRule: TypeAlias = Literal[
    "andreev-kingkade",
    "coale-demeny-east",
    "coale-demeny-north",
    "coale-demeny-south",
    "coale-demeny-west",
    "coale-demeny-west-m0",
    "keyfitz",
    "midpoint",
]
"""Rules for the years lived by those who die as infants, and from one to four."""

TableSex: TypeAlias = Literal["female", "male", "both"]
"""Whose death rates a table is made from; for both sexes the two rules are averaged."""

_FALLBACK: InfantRule = "coale-demeny-west"  # for 1–4, of the rules that have none


def separation_below_five(
    infant_rate: FloatArray,
    *,
    sex: TableSex | Sequence[TableSex],
    a0: InfantRule,
) -> tuple[FloatArray, FloatArray]:
    """Years lived by those who die in the first year, and from exact age 1 to 5.

    Parameters
    ----------
    infant_rate : ndarray
        Death rate of the first year of life, one for each table.
    sex : {"female", "male", "both"} or sequence of them
        Whose rates they are; a sequence runs along the last axis.
    a0 : str
        The rule, see `InfantRule`.

    Returns
    -------
    tuple of ndarray
        1a0 and 4a1 in years.

    Raises
    ------
    DefinitionError
        No rule or sex of the name.

    Examples
    --------
    Austrian males, 1992: 419 deaths among 47,925 boys.

    >>> a0, a1 = separation_below_five(
    ...     np.array(419 / 47925), sex="male", a0="coale-demeny-west-m0"
    ... )
    >>> print(a0.round(3), a1.round(3))
    0.068 1.626
    """
    one_of(a0, get_args(InfantRule), argument="a0")
    infants = np.zeros(infant_rate.shape)
    children = np.zeros(infant_rate.shape)
    for name, share in _shares_of_sexes(sex, infant_rate):
        first, second = _of_one_sex(infant_rate, sex=name, a0=a0)
        infants = infants + share * first
        children = children + share * second
    return infants, children


def sexes_at(sex: str, *, shape: tuple[int, ...], index: Any) -> str:  # noqa: ANN401 - of numpy
    """Whose tables are picked out of tables in front of the ages.

    Examples
    --------
    >>> sexes_at("female, male", shape=(3, 2), index=(0, 1))
    'male'
    >>> sexes_at("female, male", shape=(3, 2), index=slice(1))
    'female, male'
    """
    names = np.broadcast_to(np.array(sex.split(", ")), shape)[index]
    if len(set(np.ravel(names))) <= 1:
        return str(np.ravel(names)[0]) if np.size(names) else sex
    return ", ".join(names.reshape(-1, names.shape[-1])[0])


def _shares_of_sexes(
    sex: TableSex | Sequence[TableSex], infant_rate: FloatArray
) -> Iterator[tuple[str, FloatArray]]:
    names = np.atleast_1d(np.asarray(sex, dtype=object))
    for name in names:
        one_of(name, get_args(TableSex), argument="sex")
    if isinstance(sex, str):
        names = names[0]
    elif infant_rate.ndim == 0 or infant_rate.shape[-1] != len(names):
        raise InvalidInputError(
            "sex",
            f"{len(names)} names for tables of shape {infant_rate.shape}",
            remedy="give one name, or one for each entry of the axis before the ages",
        )
    for name in ("female", "male"):
        share = np.where(names == name, 1.0, np.where(names == "both", 0.5, 0.0))
        if share.any():
            yield name, share


def _of_one_sex(
    infant_rate: FloatArray, *, sex: str, a0: InfantRule
) -> tuple[FloatArray, FloatArray]:
    rule = published("separation")["rule"][a0]
    source_of(rule)
    by_probability = rule["basis"] == "q0"
    years = (_through_probability if by_probability else _line)(infant_rate, rule["infants"][sex])
    probability = infant_rate / (1 + (1 - years) * infant_rate)
    if rule["under_five"] == _FALLBACK:
        rule, by_probability = published("separation")["rule"][_FALLBACK], True
    basis = probability if by_probability else infant_rate
    return years, _line(basis, rule["under_five"][sex])


def _line(basis: FloatArray, pieces: list[dict[str, float]]) -> FloatArray:
    values = [piece["intercept"] + piece["slope"] * basis for piece in pieces]
    return _choose(basis, values, pieces)


def _choose(
    basis: FloatArray, values: list[FloatArray], pieces: list[dict[str, float]]
) -> FloatArray:
    result = values[-1]
    for value, piece in zip(values[-2::-1], pieces[-2::-1], strict=True):
        result = np.where(basis < piece["below"], value, result)
    return np.where(np.isnan(basis), np.nan, result)


def _through_probability(rate: FloatArray, pieces: list[dict[str, float]]) -> FloatArray:
    # The lines run over q0, and q0 follows from the rate and the line: a quadratic equation.
    steep, flat = pieces
    a = steep["slope"] * rate
    b = 1 + rate * (1 - steep["intercept"])
    root = np.sqrt(np.maximum(b**2 - 4 * a * rate, 0))
    probability = 2 * rate / (b + root)
    # Beyond the limit a line through q0 may have no root; there the probability is above it too.
    beyond = rate / (1 + (1 - flat["intercept"]) * rate)
    within = beyond < steep["below"]
    basis = np.where(within, probability, beyond)
    return np.where(np.isnan(rate), np.nan, _line(basis, pieces))
