"""Perinatal mortality: stillbirths from the calendar, early deaths from birth histories.

Example 4 of the tutorial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of
from famplan.model.age import AgeGroups, as_age_groups
from famplan.tabulate.calendars.codes import is_kind
from famplan.tabulate.calendars.reading import CalendarReading, Opened, read_calendars
from famplan.tabulate.calendars.shares import Case, ShareKernel, ShareTally
from famplan.tabulate.coding import Coded
from famplan.tabulate.columns import months as as_months
from famplan.tabulate.reading import as_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.tabulate.calendars.block import Block
    from famplan.tabulate.kernel import Batch, Column

    Floats: TypeAlias = NDArray[np.float64]

__all__ = ["PerinatalKernel", "UnknownAges", "perinatal_mortality"]

UnknownAges: TypeAlias = Literal["left_out", "survived", "died"]
"""What becomes of children who died, nobody knows at what age."""

_COUNTED_AS = {
    "left_out": (np.nan, "unknown ages at death left out"),
    "survived": (0.0, "unknown ages at death as survivors of the first week"),
    "died": (1.0, "unknown ages at death as deaths of the first week"),
}
_PREGNANCY = 83
_MONTHS_BEFORE = 6  # of pregnancy before the month in which it ends: seven months and more
_FIRST_WEEK = (100, 106)  # ages at death in days, 0 to 6
# Ages at death: days, months and years, each after a hundred of its own. Of 0 months or 0 years, as
# of days whose number is missing, nobody knows whether they were within the first week.
_LATER = ((107, 196), (201, 299), (301, 399))
_ALIVE = 1
_RANKS = 20


@attrs.frozen(kw_only=True)
class PerinatalKernel(ShareKernel):
    """Finds pregnancies of seven months and more, and those that ended in a perinatal death.

    Parameters
    ----------
    window : int
        Months before the interview that are looked at, the month of interview counted.
    ranks : tuple of str
        Numbers of the columns of births: ``"01"``, ``"02"``, …
    alive, born : bool
        Whether the data say of each child whether it lives, and when each woman was born.
    ages : AgeGroups, optional
        Ages of the mother that are kept apart.
    unknown : {"left_out", "survived", "died"}
        What becomes of children who died, nobody knows at what age.
    """

    window: int
    ranks: tuple[str, ...]
    alive: bool
    born: bool
    ages: AgeGroups | None
    unknown: UnknownAges

    @property
    def others(self) -> tuple[str, ...]:
        """Months of births, ages at death, and what else the data have of them."""
        kinds = ("b3", "b6", "b5") if self.alive else ("b3", "b6")
        births = tuple(f"{kind}_{rank}" for rank in self.ranks for kind in kinds)
        return ("v011", *births) if self.born else births

    @property
    def shares(self) -> Mapping[str, Case]:
        """All perinatal deaths, and each kind by itself."""
        window = f"last {self.window} months"
        about = {"definition": f"{window}, {_COUNTED_AS[self.unknown][1]}"}
        return {
            "died": Case("PERINATAL", about),
            "still": Case("STILLBIRTH", {"definition": window}),
            "early": Case("EARLY_NEONATAL", about),
        }

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The mother's age, where it is asked for."""
        return () if self.ages is None else ("age",)

    def cases(
        self, women: Batch, block: Block
    ) -> Iterator[tuple[NDArray[np.int64], Mapping[str, Column]]]:
        """Find stillbirths in the calendars and births in the histories."""
        ended = block.spells(is_kind("termination"))
        late = (ended.earlier == _PREGNANCY) & (ended.earlier_months >= _MONTHS_BEFORE)
        still = ended.where(late & (ended.start < self.window))
        yield self._of_age(women, still.woman, still.start, np.ones(len(still.woman)))
        now = np.asarray(women["v008"], dtype=np.float64)
        for rank in self.ranks:
            born = np.asarray(as_months(women[f"b3_{rank}"], f"b3_{rank}"), dtype=np.float64)
            ago = now - born
            row = np.flatnonzero(block.counted & (born > 0) & (ago >= 0) & (ago < self.window))
            yield self._of_age(women, row, ago[row], np.nan, self._early(women, rank)[row])

    def _early(self, women: Batch, rank: str) -> Floats:
        """Tell of each child whether it died in its first week: 1, 0 or what the unknown are."""
        age = np.asarray(women[f"b6_{rank}"], dtype=np.float64)
        given = np.isfinite(age) & (age != 0)
        early = (age >= _FIRST_WEEK[0]) & (age <= _FIRST_WEEK[1])
        later = np.logical_or.reduce([(age >= low) & (age <= high) for low, high in _LATER])
        known = np.where(given, early | later, True)  # noqa: FBT003 - of every other child
        if self.alive:
            known &= given | (np.asarray(women[f"b5_{rank}"], dtype=np.float64) == _ALIVE)
        return np.where(known, early, _COUNTED_AS[self.unknown][0])

    def _of_age(
        self,
        women: Batch,
        row: NDArray[np.int64],
        ago: NDArray[Any],
        still: Floats | float,
        early: Floats | float = np.nan,
    ) -> tuple[NDArray[np.int64], Mapping[str, Column]]:
        """Make cases of stillbirths, or of live births; with the mother's age at the time."""
        stillborn = not isinstance(still, float)
        columns: dict[str, Column] = {
            "died": np.broadcast_to(still if stillborn else early, row.shape),
            "still": np.full(len(row), float(stillborn)),
            "early": np.broadcast_to(early, row.shape),
        }
        if self.ages is None:
            return row, columns
        now, born = (np.asarray(women[name], dtype=np.float64)[row] for name in ("v008", "v011"))
        group = self.ages.group_of((now - ago - born) // 12)
        inside = np.flatnonzero(group >= 0)
        columns["age"] = Coded(group, self.ages.labels)
        return row[inside], {name: column[inside] for name, column in columns.items()}


def perinatal_mortality(
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 60,
    ages: AgeGroups | Sequence[str] | None = None,
    unknown: UnknownAges = "left_out",
    **reading: Unpack[CalendarReading],
) -> ShareTally:
    """Count pregnancies of seven months and more, and stillbirths and early deaths among them.

    A stillbirth is a pregnancy that ended without a live birth in its seventh month or later:
    ``TPPPPPP`` in the calendar. Live births, twins each, and deaths at 0–6 days come from the birth
    history: `b3_01` … and `b6_01` …, where there are with `b5_01` …, which say who lives.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, one row for each woman with her calendar
        and her births in columns.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months before the interview that are looked at, the month of interview counted.
    ages : AgeGroups or sequence of str, optional
        The mother's ages at the outcome that are kept apart; all together unless given. Reports
        have ``["10–19", "20–29", "30–39", "40–49"]``.
    unknown : {"left_out", "survived", "died"}
        What becomes of children who died, nobody knows at what age. Reports take them for
        survivors of the first week; the last two are the bounds.
    **reading
        `layout`, `letters`, `columns`, `missing`, `faults`, `progress`: see
        `famplan.tabulate.calendar`.

    Returns
    -------
    ShareTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    InvalidInputError
        The data have no births or no ages at death, or ages are asked for of women of whom they
        do not know when they were born.
    DefinitionError
        `unknown` is none of the three.

    Examples
    --------
    A stillbirth, and a live birth whose child lives.

    >>> women = {"vcal_1": ["00TPPPPPP0", "00BPPPPPPP"], "v018": [1, 1], "v019": [10, 10],
    ...          "v017": [1353, 1353], "v005": [1_000_000, 1_000_000], "v008": [1362, 1362],
    ...          "v021": [1, 2], "v022": [1, 1], "b3_01": [0, 1360], "b6_01": [0, 0]}
    >>> perinatal_mortality(women).estimate("PERINATAL").column("value")
    [0.5]
    """
    groups = as_names(by)
    if window < 1:
        raise InvalidInputError("window", f"{window} months; at least one")
    one_of(unknown, get_args(UnknownAges), argument="unknown")
    apart = None if ages is None else as_age_groups(ages)

    def kernel_of(found: Opened) -> PerinatalKernel:
        layout, present = found.layout, set(found.source.columns)
        numbers = [f"{rank:02d}" for rank in range(1, _RANKS + 1)]
        ranks = tuple(
            rank
            for rank in numbers
            if {layout.own(f"b3_{rank}"), layout.own(f"b6_{rank}")} <= present
        )
        # The kernel itself reads ages at death: a code for "not known" tells of a death.
        missing = {x: codes for x, codes in layout.missing.items() if not x.startswith("b6")}
        children = tuple(f"b3_{rank}" for rank in ranks)
        found.layout = attrs.evolve(layout, children=children, missing=missing)
        return PerinatalKernel(
            by=groups,
            letters=found.letters,
            parts=found.parts,
            weight_scale=layout.weight_scale,
            window=window,
            ranks=ranks,
            alive={layout.own(f"b5_{rank}") for rank in ranks} <= present,
            born=layout.own("v011") in present,
            ages=apart,
            unknown=unknown,
        )

    needed = ("b3_01", "b6_01") if apart is None else ("b3_01", "b6_01", "v011")
    return ShareTally(*read_calendars(data, kernel_of, reading, by=groups, needed=needed))
