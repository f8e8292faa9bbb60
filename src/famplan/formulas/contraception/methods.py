"""Which methods users use: the mix, and the long-acting share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args, overload

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import ShapeError
from famplan.formulas.arrays import FloatArray, Numbers, counts, divide, proportion
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["LongActingBasis", "long_acting_proportion", "method_mix"]

LongActingBasis: TypeAlias = Literal["users", "married_women"]
"""What `among` counts in `long_acting_proportion`."""

METHOD_MIX = Indicator(
    code="METHOD_MIX",
    name="Contraceptive method mix",
    name_zh="避孕措施构成比",
    kind=Kind.PROPORTION,
    numerator="users of the method",
    denominator="users of all methods",
    unit="share of users",
    per=100,
    source=Source(
        "Family Planning and Reproductive Health Indicators Database, MEASURE Evaluation",
        locator="Method mix",
    ),
    aliases=("措施构成比", "method mix"),
    caution="Each user counts once, under her most effective method, or shares pass 100 %.",
)


@overload
def method_mix(users: Mapping[str, ArrayLike]) -> dict[str, Numbers]: ...
@overload
def method_mix(users: ArrayLike) -> FloatArray: ...
@computes(METHOD_MIX)
def method_mix(
    users: Mapping[str, ArrayLike] | ArrayLike,
) -> dict[str, Numbers] | FloatArray:
    """Share of each method among the users of all methods.

    Parameters
    ----------
    users : mapping or array_like
        Users by method: a mapping of method to count, or an array with methods on the last axis.

    Returns
    -------
    dict or ndarray
        Shares in the same form; they add up to 1, and are ``nan`` where nobody uses a method.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the counts do not match.

    Examples
    --------
    >>> method_mix({"iud": 500, "sterilisation": 400, "condom": 100})
    {'iud': 0.5, 'sterilisation': 0.4, 'condom': 0.1}
    >>> method_mix([[500, 400, 100], [0, 0, 0]])
    array([[0.5, 0.4, 0.1],
           [nan, nan, nan]])
    """
    if isinstance(users, Mapping):
        arrays = counts(**users)
        together = np.asarray(sum(arrays, start=np.zeros(())))
        return {name: divide(array, together) for name, array in zip(users, arrays, strict=True)}
    (by_method,) = counts(users=users)
    if by_method.ndim == 0:
        raise ShapeError(
            "users", "one number has no mix", remedy="give a mapping, or methods on the last axis"
        )
    return np.asarray(divide(by_method, by_method.sum(axis=-1, keepdims=True)))


LONG_ACTING_SHARE = Indicator(
    code="LONG_ACTING_SHARE",
    name="Long-acting method share",
    name_zh="长效避孕率",
    kind=Kind.PROPORTION,
    numerator="users of sterilisation, intrauterine devices and implants",
    denominator="users of all methods, or married women of reproductive age",
    unit="share of users or women",
    per=100,
    source=Source(
        "中国生育健康杂志 2024 (5): 长效避孕方法服务利用及人工流产 (Guangdong 2008–2021)",
        locator="classification of methods",
        url="http://cjrh.bjmu.edu.cn/article/2024/1671-878X/2024-5-416.shtml",
    ),
    variants=(
        Variant('basis="users"', "users of all methods"),
        Variant('basis="married_women"', "married women of reproductive age"),
    ),
    caution="Injectables are short-acting here; other classifications call them long-acting.",
)


@computes(LONG_ACTING_SHARE)
def long_acting_proportion(
    long_acting: ArrayLike, *, among: ArrayLike, basis: LongActingBasis
) -> Numbers:
    """Users of long-acting methods as a share of users or of married women.

    Parameters
    ----------
    long_acting : array_like
        Users of sterilisation (of either partner), intrauterine devices and implants.
    among : array_like
        All users, or married women of reproductive age, as `basis` says.
    basis : {"users", "married_women"}
        What `among` counts; both are in use, so there is no default.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there is nobody.

    Raises
    ------
    DefinitionError
        The basis is unknown.
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> long_acting_proportion(900, among=1000, basis="users")
    0.9
    >>> long_acting_proportion(900, among=1125, basis="married_women")
    0.8
    """
    one_of(basis, get_args(LongActingBasis), argument="basis")
    return proportion(long_acting=long_acting, **{basis: among})
