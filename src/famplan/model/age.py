"""Ages: age groups that carry their widths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from numbers import Integral
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import AgeGroupsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["AgeGroups", "as_age_groups"]

_LABEL = re.compile(
    r"(?P<lower>\d+)\s*岁?(?:\s*[-－–—~～至]\s*(?P<upper>\d+)\s*岁?|\s*(?P<open>\+|及以上|以上))?"
)


def _whole(value: object) -> int:
    # A whole float is taken: bounds often come out of arrays.
    if not isinstance(value, Integral | float | np.floating) or value % 1 != 0:
        raise AgeGroupsError("ages", f"{value!r} is not a whole age")
    return int(value)


def _bounds(values: Iterable[int]) -> tuple[int, ...]:
    given: object = values
    if not isinstance(given, Iterable) or isinstance(given, str):
        raise AgeGroupsError("ages", f"{given!r} is not a list of bounds", remedy="give (15, 20)")
    return tuple(_whole(bound) for bound in given)


@attrs.frozen(repr=False)
class AgeGroups:
    """Complete age groups in completed years: no gaps, no overlaps, perhaps an open end.

    Widths travel with the groups, so a formula that adds age-specific rates cannot forget that
    a five-year group counts five times.

    Parameters
    ----------
    bounds : sequence of int
        Lower bounds of the groups, then the first age beyond the last group:
        ``(15, 20, 25)`` is 15–19 and 20–24.
    open_end : bool
        The last bound starts a group without an upper end: ``(0, 15, 65)`` with an open end is
        0–14, 15–64 and 65+.

    Raises
    ------
    AgeGroupsError
        Bounds that do not rise, are negative, or leave no group.

    Examples
    --------
    >>> ages = AgeGroups((15, 20, 25))
    >>> ages.labels
    ('15–19', '20–24')
    >>> ages.widths
    array([5., 5.])
    >>> AgeGroups.from_labels(["0–14", "15–64", "65+"])
    AgeGroups('0–14', '15–64', '65+')
    """

    bounds: tuple[int, ...] = attrs.field(converter=_bounds)
    open_end: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check that the bounds make at least one group and only rise."""
        if len(self.bounds) < (1 if self.open_end else 2):
            raise AgeGroupsError("ages", "no group; give at least a lower and an upper bound")
        if self.bounds[0] < 0:
            raise AgeGroupsError("ages", f"{self.bounds[0]} is below 0")
        for left, right in pairwise(self.bounds):
            if right <= left:
                raise AgeGroupsError("ages", f"bound {right} does not rise above {left}")

    @classmethod
    def regular(cls, start: int, stop: int, *, width: int) -> AgeGroups:
        """Groups of one width from `start` up to, not including, `stop`.

        Examples
        --------
        >>> AgeGroups.regular(15, 50, width=5).labels[-1]
        '45–49'
        """
        start, stop, width = _whole(start), _whole(stop), _whole(width)
        if width < 1 or (stop - start) % width:
            raise AgeGroupsError(
                "ages", f"{start} to {stop} does not divide into widths of {width}"
            )
        return cls(tuple(range(start, stop + 1, width)))

    @classmethod
    def from_labels(cls, labels: Iterable[str]) -> AgeGroups:
        """Read labels such as ``15–19``, ``15-19``, ``17`` (one year of age) or ``85+``.

        Raises
        ------
        AgeGroupsError
            A label that cannot be read, or groups that leave a gap or overlap.

        Examples
        --------
        >>> AgeGroups.from_labels(["20–24", "30–34"])
        Traceback (most recent call last):
        ...
        famplan.errors.AgeGroupsError: ages: 25–29 is missing between 20–24 and 30–34
        """
        if isinstance(labels, str):
            raise AgeGroupsError("ages", "one text is not a list", remedy=f"write [{labels!r}]")
        spans = [_span(label, position) for position, label in enumerate(labels)]
        for (low, high), (next_low, next_high) in pairwise(spans):
            _check_neighbours(low, high, next_low, next_high)
        if not spans:
            raise AgeGroupsError("ages", "no group; give at least one label")
        last = spans[-1][1]
        bounds = [low for low, _ in spans] + ([] if last is None else [last])
        return cls(tuple(bounds), open_end=last is None)

    @property
    def lower(self) -> NDArray[np.int64]:
        """Lower bound of each group."""
        return np.array(self.bounds if self.open_end else self.bounds[:-1], dtype=np.int64)

    @property
    def upper(self) -> NDArray[np.float64]:
        """First age beyond each group; infinite for an open end."""
        tail = (np.inf,) if self.open_end else ()
        return np.array((*self.bounds[1:], *tail), dtype=np.float64)

    @property
    def widths(self) -> NDArray[np.float64]:
        """Width of each group in years; infinite for an open end."""
        return self.upper - self.lower

    @property
    def midpoints(self) -> NDArray[np.float64]:
        """Middle of each group in exact years: 17.5 for 15–19, 17.5 for single age 17."""
        return self.lower + self.widths / 2

    @property
    def labels(self) -> tuple[str, ...]:
        """Printed labels: ``15–19``, ``17`` or ``85+``."""
        return tuple(
            _label(int(low), None if np.isinf(high) else int(high))
            for low, high in zip(self.lower, self.upper, strict=True)
        )

    def __len__(self) -> int:
        """Count the groups."""
        return len(self.bounds) - (not self.open_end)

    def __repr__(self) -> str:
        """Show the labels."""
        return f"AgeGroups({', '.join(repr(label) for label in self.labels)})"

    def covers(self, start: int, stop: int) -> bool:
        """Whether groups begin exactly at `start` and end exactly at `stop`."""
        return start in self.bounds and (stop in self.bounds)

    def between(self, start: int, stop: int, *, where: str = "ages") -> slice:
        """Positions of the groups from `start` up to, not including, `stop`.

        Raises
        ------
        AgeGroupsError
            No group begins at `start` or none ends at `stop`, or `stop` is not above `start`.

        Examples
        --------
        >>> AgeGroups.regular(10, 50, width=5).between(15, 45)
        slice(1, 7, None)
        """
        if stop <= start:
            raise AgeGroupsError(where, f"{stop} is not above {start}")
        if not self.covers(start, stop):
            raise AgeGroupsError(
                where,
                f"groups must begin at {start} and end at {stop}; "
                f"these are {self.labels[0]} … {self.labels[-1]}",
            )
        return slice(self.bounds.index(start), self.bounds.index(stop))

    def closed(self, *, where: str = "ages") -> AgeGroups:
        """These groups, checked to have no open end.

        Raises
        ------
        AgeGroupsError
            The last group is open: its width is unknown.
        """
        if self.open_end:
            raise AgeGroupsError(
                where, f"{self.labels[-1]} has no width", remedy="give its upper bound"
            )
        return self

    def group_of(self, ages: ArrayLike) -> NDArray[np.int64]:
        """Position of the group each completed age falls in; -1 outside all groups or unknown.

        Raises
        ------
        AgeGroupsError
            An age is not a number.

        Examples
        --------
        >>> AgeGroups.regular(15, 50, width=5).group_of([14, 15, 49, 50, float("nan")]).tolist()
        [-1, 0, 6, -1, -1]
        """
        try:
            values = np.asarray(ages, dtype=np.float64)  # None becomes nan
        except (TypeError, ValueError) as error:
            raise AgeGroupsError("ages", "not every age is a number") from error
        position = np.searchsorted(self.lower, values, side="right") - 1
        inside = (values >= self.bounds[0]) & (values < self.upper[-1])
        return np.where(inside, position, -1)


def _span(label: str, position: int) -> tuple[int, int | None]:
    match = _LABEL.fullmatch(str(label).strip())
    if match is None:
        raise AgeGroupsError(
            f"ages[{position}]", f"{label!r} is not an age group; write 15–19, 17 or 85+"
        )
    low = int(match["lower"])
    if match["open"]:
        return low, None
    high = int(match["upper"] or low)
    if high < low:
        raise AgeGroupsError(f"ages[{position}]", f"{label!r} ends before it begins")
    return low, high + 1


def _check_neighbours(low: int, high: int | None, next_low: int, next_high: int | None) -> None:
    here, there = _label(low, high), _label(next_low, next_high)
    if next_low < low:
        raise AgeGroupsError("ages", f"{there} follows {here}", remedy="give the youngest first")
    if high is None:
        raise AgeGroupsError("ages", f"{here} has no end but {there} follows")
    if high < next_low:
        gap = _label(high, next_low)
        raise AgeGroupsError("ages", f"{gap} is missing between {here} and {there}")
    if high > next_low:
        raise AgeGroupsError("ages", f"{here} and {there} overlap")


def _label(low: int, high: int | None) -> str:
    if high is None:
        return f"{low}+"
    return str(low) if high == low + 1 else f"{low}–{high - 1}"


def as_age_groups(ages: AgeGroups | Sequence[str], *, where: str = "ages") -> AgeGroups:
    """Accept age groups or their labels.

    Raises
    ------
    AgeGroupsError
        Neither age groups nor a sequence of labels.

    Examples
    --------
    >>> as_age_groups(["15–19", "20–24"])
    AgeGroups('15–19', '20–24')
    """
    if isinstance(ages, AgeGroups):
        return ages
    labels: tuple[Any, ...] = tuple(ages) if hasattr(ages, "__iter__") else (ages,)
    if isinstance(ages, str) or not all(isinstance(label, str) for label in labels):
        raise AgeGroupsError(
            where, "not age groups", remedy='give AgeGroups or labels such as ["15–19", "20–24"]'
        )
    return AgeGroups.from_labels(labels)
