"""Shares that come from codes of need: which women stand above the line, and which below it.

Women are put into classes once, by need and by whether the method in use is modern; every share is
of some classes over some others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.formulas.choices import one_of
from famplan.tabulate.contraception.need.rows import CODES, NOT_ASKED, UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NEED_CLASSES", "SHARES", "NeedShare", "NotKnown", "need_classes", "need_share"]

NotKnown: TypeAlias = Literal["in the base", "left out"]
"""Whether women whose need is not known stand below the line, where published tables have them."""

_USERS = (3, 4)
_MODERN = 3  # of v313; 1 and 2 are folkloric and traditional

NEED_CLASSES: tuple[tuple[int, str], ...] = tuple(
    (code, method)
    for code in CODES
    for method in (("modern", "traditional", "not known") if code in _USERS else ("none",))
)
"""Classes of women: the code of their need, and of users what kind of method they use."""


def need_classes(codes: NDArray[np.int8], method_type: NDArray[np.generic]) -> NDArray[np.int8]:
    """Put women into the classes of `NEED_CLASSES`, by place.

    Parameters
    ----------
    codes : ndarray
        Codes of need, from `need_codes`.
    method_type : ndarray
        Type of the method in use (`v313`): 3 modern, 1 or 2 traditional, 0 none.

    Returns
    -------
    ndarray of int8

    Examples
    --------
    >>> places = need_classes(np.array([2, 3, 3, 4], np.int8), np.array([0, 3, 2, np.nan]))
    >>> [NEED_CLASSES[place] for place in places]
    [(2, 'none'), (3, 'modern'), (3, 'traditional'), (4, 'not known')]
    """
    modern, traditional = method_type == _MODERN, (method_type == 1) | (method_type == 2)
    kind = modern.view(np.int8) + traditional.view(np.int8) * np.int8(2)
    found: NDArray[np.int8] = _PLACES[codes.astype(np.intp) * 3 + kind]
    return found


def _places() -> NDArray[np.int8]:
    """Look-up from a code and a kind of method: 0 none or not known, 1 modern, 2 traditional."""
    table = np.full((UNKNOWN + 1, 3), NEED_CLASSES.index((UNKNOWN, "none")), dtype=np.int8)
    for place, (code, method) in enumerate(NEED_CLASSES):
        kinds = {"modern": [1], "traditional": [2], "not known": [0], "none": [0, 1, 2]}[method]
        table[code, kinds] = place
    return table.reshape(-1)


_PLACES = _places()


@attrs.frozen
class NeedShare:
    """A share of women: places in `NEED_CLASSES` above the line and below it.

    Parameters
    ----------
    code : str
        Code of the indicator.
    above, below : frozenset of int
        Whom the numerator and the denominator count.
    """

    code: str
    above: frozenset[int]
    below: frozenset[int]


_DEMAND = frozenset({1, 2, 3, 4})
SHARES: dict[str, tuple[frozenset[int], frozenset[str] | None, bool]] = {
    "UNMET": (frozenset({1, 2}), None, False),
    "UNMET_SPACING": (frozenset({1}), None, False),
    "UNMET_LIMITING": (frozenset({2}), None, False),
    "MET": (frozenset({3, 4}), None, False),
    "MET_SPACING": (frozenset({3}), None, False),
    "MET_LIMITING": (frozenset({4}), None, False),
    "DEMAND": (_DEMAND, None, False),
    "DEMAND_SPACING": (frozenset({1, 3}), None, False),
    "DEMAND_LIMITING": (frozenset({2, 4}), None, False),
    "UNMET_MODERN": (_DEMAND, frozenset({"none", "traditional"}), False),
    "DEMAND_SATISFIED": (frozenset({3, 4}), None, True),
    "DEMAND_SATISFIED_MODERN": (frozenset({3, 4}), frozenset({"modern"}), True),
}
"""By indicator: the codes above the line; there, the kinds of methods, where they matter; and
whether the base is women with a demand, instead of all women."""


def need_share(code: str, *, not_known: NotKnown = "in the base") -> NeedShare:
    """Say which classes of women an indicator counts.

    Parameters
    ----------
    code : str
        One of `SHARES`.
    not_known : {"in the base", "left out"}
        Whether women whose need is not known (99) stand below the line. Published tables have
        them there, as if they had none.

    Returns
    -------
    NeedShare
        Women to whom the question was not put (98) are in neither part; where kinds of methods
        matter, users of whose method the kind is not known are in neither.

    Raises
    ------
    DefinitionError
        No such choice.
    UnknownIndicatorError
        No indicator has the code.

    Examples
    --------
    >>> share = need_share("DEMAND_SATISFIED_MODERN")
    >>> sorted(NEED_CLASSES[place] for place in share.above)
    [(3, 'modern'), (4, 'modern')]
    >>> sorted({NEED_CLASSES[place][0] for place in share.below})
    [1, 2, 3, 4]
    """
    code = find(code).code
    one_of(code, tuple(SHARES), argument="indicator")
    one_of(not_known, get_args(NotKnown), argument="not_known")
    counted, kinds, of_demand = SHARES[code]
    left_out = {NOT_ASKED} | ({UNKNOWN} if not_known == "left out" else set())
    base = [
        (place, need, method)
        for place, (need, method) in enumerate(NEED_CLASSES)
        if (need in _DEMAND if of_demand else need not in left_out)
        and not (kinds and method == "not known")
    ]
    return NeedShare(
        code,
        above=frozenset(
            place
            for place, need, method in base
            if need in counted and (kinds is None or method in kinds)
        ),
        below=frozenset(place for place, _, _ in base),
    )
