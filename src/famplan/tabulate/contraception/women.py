"""Women of a batch as variables see them: clean columns, and what many variables ask alike.

An answer is a place in a list: one place for each value, the one after the last for a woman who
was asked but whose value is not known, and -1 for a woman who is no case.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.model.contraception import ContraceptiveMethod
from famplan.tabulate.contraception.lists import METHODS, modern_methods, read_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch

    Bools: TypeAlias = NDArray[np.bool_]

__all__ = ["APART", "NO_CASE", "POPULATIONS", "USE", "Rules", "Women", "placed", "places_of"]

NO_CASE = -1
"""Stands for a woman of whom nothing is asked."""

USE: tuple[tuple[ContraceptiveMethod, bool] | None, ...] = (
    None,
    *((method, modern) for method in METHODS for modern in (False, True)),
)
"""Values of current use: none, and each method as a traditional and as a modern one."""

POPULATIONS: Mapping[str, tuple[str, ...]] = {
    "in union": ("in union",),
    "sexually active unmarried": ("sexually active unmarried",),
    "not in union": ("sexually active unmarried", "other unmarried"),
}
"""Populations by name, made of those that are kept apart; ``"all"`` is everyone."""

APART = ("in union", "sexually active unmarried", "other unmarried")
"""Populations that are kept apart."""
_RECENT = 30  # days since the last intercourse
_WITHIN_FOUR_WEEKS = 95  # how long ago exactly is not known


@attrs.frozen(kw_only=True)
class Rules:
    """What codes mean, and whose definition of modern methods holds.

    Parameters
    ----------
    phase : str
        Phase of the survey.
    methods : tuple of (int, ContraceptiveMethod)
        Methods by code of v312.
    definition : str
        Whose modern methods: one of `modern_definitions`.
    sectors : str
        Whose sectors, where sources make groups: one of `sector_definitions`.
    respondents : {"women", "men"}
        Whose answers they are.
    """

    phase: str
    methods: tuple[tuple[int, ContraceptiveMethod], ...]
    definition: str = "dhs"
    sectors: str = "dhs"
    respondents: str = "women"


def places_of(groups: Sequence[Sequence[int]]) -> NDArray[np.int16]:
    """Make a table from codes to places: each group of codes is a value.

    Examples
    --------
    >>> places_of([[1, 2], [4]]).tolist()
    [2, 0, 0, 2, 1, 2]
    """
    highest = max((code for group in groups for code in group), default=-1)
    table = np.full(highest + 2, len(groups), dtype=np.int16)
    for place, group in enumerate(groups):
        table[list(group)] = place
    return table


def placed(column: NDArray[Any], table: NDArray[np.int16]) -> NDArray[np.int16]:
    """Look codes up; a code that the table does not have, or none, is the last place.

    Examples
    --------
    >>> placed(np.array([4, 1, 3, 9, np.nan]), places_of([[1, 2], [4]])).tolist()
    [1, 0, 2, 2, 2]
    """
    if column.dtype.kind == "i" and column.size and column.min() >= 0:
        found = table.take(column, mode="clip")  # in half the time
    else:
        found = table[_codes(column, len(table) - 1)]
    return found


def _codes(column: NDArray[Any], last: int) -> NDArray[np.intp]:
    """Codes from 0 to below `last`; whatever else stands in a column is `last`."""
    if column.dtype.kind != "i":
        column = np.where(column >= 0, np.fmin(column, last), last)  # nan is never above 0
    # A negative number turned round is beyond every list.
    codes = column.astype(np.intp, copy=False).view(np.uintp)
    return np.minimum(codes, last).view(np.intp)


class Women(Mapping[str, "NDArray[Any]"]):
    """Columns of some women by standard name, and what is made of them.

    Parameters
    ----------
    columns : mapping of str to ndarray
        Numbers; what is not known is ``nan``.
    rules : Rules
        What codes mean.

    Examples
    --------
    >>> from famplan.tabulate.contraception.lists import method_codes
    >>> rules = Rules(phase="dhs7", methods=tuple(method_codes().items()))
    >>> women = Women({"v312": np.array([0, 3, np.nan, 77])}, rules)
    >>> [USE[place] if place < len(USE) else "?" for place in women.use[[0, 2]]]
    [None, '?']
    >>> women.users.tolist(), women.non_users.tolist()
    ([False, True, False, False], [True, False, False, False])
    """

    def __init__(self, columns: Batch, rules: Rules) -> None:
        self._columns = columns
        self.rules = rules

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return a column."""
        return np.asarray(self._columns[name])

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the columns."""
        return iter(self._columns)

    def __len__(self) -> int:
        """Count the columns."""
        return len(self._columns)

    @cached_property
    def size(self) -> int:
        """How many women there are."""
        return len(next(iter(self._columns.values())))

    def has(self, name: str, *codes: float) -> Bools:
        """Tell who certainly has one of some codes; nobody has where the column is not there."""
        if name not in self:
            return np.zeros(self.size, dtype=bool)
        column = self[name]
        found: Bools = column == codes[0]
        for code in codes[1:]:
            found |= column == code
        return found

    def knows(self, name: str) -> Bools:
        """Tell of whom a column says something."""
        if name not in self:
            return np.zeros(self.size, dtype=bool)
        column = self[name]
        return ~np.isnan(column) if column.dtype.kind == "f" else np.ones(self.size, dtype=bool)

    @cached_property
    def use(self) -> NDArray[np.int16]:
        """What each uses: a place in `USE`, or the one after the last.

        Whether a method is modern says v313 where it is there and the definition goes by it, else
        the list of the definition. A method that the list of codes does not have is another modern
        or another traditional one where v313 tells which.
        """
        types = placed(self["v313"], _TYPES) if "v313" in self else None
        if "v312" not in self:
            return _BY_TYPE[types]
        table = _table_of_use(self.rules)
        if types is None:
            return placed(self["v312"], table[:, -1])
        code = _codes(self["v312"], len(table) - 1)
        found: NDArray[np.int16] = table.reshape(-1)[code * len(_BY_TYPE) + types]
        return found

    @cached_property
    def users(self) -> Bools:
        """Who certainly uses a method."""
        found: Bools = (self.use > 0) & (self.use < len(USE))
        return found

    @cached_property
    def non_users(self) -> Bools:
        """Who certainly uses none."""
        found: Bools = self.use == 0
        return found

    def use_one_of(self, *methods: ContraceptiveMethod) -> Bools:
        """Tell who certainly uses one of some methods."""
        wanted = np.array([value is not None and value[0] in methods for value in USE] + [False])
        found: Bools = wanted[self.use]
        return found

    @cached_property
    def use_modern(self) -> Bools:
        """Who certainly uses a modern method."""
        wanted = np.array([value is not None and value[1] for value in USE] + [False])
        found: Bools = wanted[self.use]
        return found

    @cached_property
    def in_union(self) -> Bools:
        """Who is certainly married or lives with a man."""
        return self.has("v502", 1)

    @cached_property
    def population(self) -> NDArray[np.int8]:
        """Which population each belongs to: a place in `APART`, the one after if not known.

        Not in union are only those of whom that is known, and sexually active only those who said
        that it was within the last thirty days or four weeks.
        """
        active = np.zeros(self.size, dtype=bool)
        if "v528" in self:
            last = self["v528"]
            active = ((last >= 0) & (last <= _RECENT)) | (last == _WITHIN_FOUR_WEEKS)
        # Numbers that are added up: in fewer steps than to look each woman up.
        apart = self.has("v502", 0, 2)
        found: NDArray[np.int8] = np.int8(len(APART)) - np.int8(len(APART)) * self.in_union
        found -= apart.view(np.int8) + (apart & active)
        return found


# Types of methods, and the use of which only the type is known.
_TYPES = places_of([[0], [1, 2], [3]])
_BY_TYPE = np.array(
    [
        0,
        USE.index((ContraceptiveMethod.OTHER_TRADITIONAL, False)),
        USE.index((ContraceptiveMethod.OTHER_MODERN, True)),
        len(USE),
    ],
    dtype=np.int16,
)


@cache
def _table_of_use(rules: Rules) -> NDArray[np.int16]:
    """Places in `USE` by code of the method, the last for one in no list, and by type."""
    listed = {0: 0} | {
        code: USE.index((method, method in modern_methods(rules.definition)))
        for code, method in rules.methods
    }
    by_type = read_list("methods")["definitions"][rules.definition]["by_type"]
    table = np.tile(_BY_TYPE, (max(listed) + 2, 1))
    for code, place in listed.items():
        table[code] = place
        if by_type and place:
            # Places come in pairs, the traditional one first.
            first = place - (place - 1) % 2
            table[code, 1:3] = first, first + 1
    return table
