"""Planning status of births: wanted then, later or not at all, current pregnancies among them."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, cast, get_args

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.choices import one_of
from famplan.tabulate.averages import mean_figures
from famplan.tabulate.column_names import spelled_names
from famplan.tabulate.contraception.measures import Unknown
from famplan.tabulate.contraception.planning_kernel import (
    AGES,
    ORDERS,
    PREGNANCY,
    STATUS,
    PlanningKernel,
)
from famplan.tabulate.distribution import DistributionTally
from famplan.tabulate.precision import Precision
from famplan.tabulate.reading import Reading, as_names, read
from famplan.tabulate.sources import opened
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance

__all__ = ["PlanningKernel", "PlanningTally", "planning_status"]

DEFINITIONS: dict[str, tuple[str, int, Unknown]] = {
    "dhs7": ("births", 60, "left out"),
    "dhs8": ("pregnancies", 36, "left out"),
    "fp2030": ("births", 36, "in the base"),
}
"""What is counted, in how many months, and what becomes of a wish that is not known, by whom."""
_ASKED = 6  # births of which the wish is asked
_RANKS = range(1, 21)


@attrs.frozen(eq=False)
class PlanningTally(DistributionTally):
    """Births and current pregnancies by wish, order, the mother's age, group and cluster."""

    def estimate(  # noqa: PLR0913 - which births, and how exactly
        self,
        *codes: str,
        order: str | None = None,
        ages: Sequence[str] | None = None,
        unknown: Unknown | None = None,
        level: float = 0.95,
        variance: Variance = "taylor",
        interval: Limits = "normal",
    ) -> Table:
        """Estimate how births were planned.

        Parameters
        ----------
        *codes : str
            ``"PLANNING_STATUS"``, the share of each wish, or ``"UNINTENDED_BIRTHS"``, that of
            births wanted later or not at all; both unless named.
        order : {"1", "2", "3", "4+"}, optional
            Births of one order only.
        ages : sequence of str, optional
            Spans of the mother's age at the birth; each group and all together unless given.
        unknown : {"left out", "in the base"}, optional
            What becomes of births of which the wish is not known: left out unless given, but in
            the base by ``"fp2030"``.
        level, variance, interval
            How errors and limits are made: see `Precision`.

        Returns
        -------
        Table
            One record for each figure; `definition` says which births.

        Raises
        ------
        DefinitionError
            No such indicator, order or choice.
        AgeGroupsError
            A span does not begin and end with groups of the tally.
        """
        precision = Precision(level=level, variance=variance, interval=interval)
        kernel = cast("PlanningKernel", self.kernel)
        what, _, usual = DEFINITIONS[kernel.definition]
        known = unknown or usual
        one_of(known, get_args(Unknown), argument="unknown")
        if order is not None:
            one_of(order, ORDERS, argument="order")
        shares: dict[str, dict[str, tuple[str, ...]]] = {
            "PLANNING_STATUS": {status: (status,) for status in STATUS},
            "UNINTENDED_BIRTHS": {"": STATUS[1:]},
        }
        chosen = codes or tuple(shares)
        for code in chosen:
            one_of(code, tuple(shares), argument="indicator")
        said = f"{kernel.definition}: {what} of {kernel.window} months and current pregnancies"
        records = [
            {
                "indicator": code,
                "per": find(code).per,
                "category": category,
                "definition": f"{said}, order {order}" if order else said,
                **record,
            }
            for code in chosen
            for category, counted in shares[code].items()
            for record in self._records(counted, order, ages, known, precision)
        ]
        return Table(records, groups=(*self.kernel.by, "category"), labels=self.labels)

    def _records(
        self,
        counted: tuple[str, ...],
        order: str | None,
        ages: Sequence[str] | None,
        unknown: Unknown,
        precision: Precision,
    ) -> list[dict[str, object]]:
        places = [(x, status) for x in ORDERS for status in (*STATUS, "")]
        over = np.array(
            [
                (order in {None, x}) and (bool(status) or unknown == "in the base")
                for x, status in places
            ]
        )
        worth = np.array([float(status in counted) for _, status in places])[over]
        sums = {name: array[:, over] for name, array in self.counts.sums.items()}
        based = attrs.evolve(self, counts=attrs.evolve(self.counts, sums=sums))
        scale = self.weight_scale
        return based.over(
            ages,
            lambda counts, design, _: mean_figures(
                counts, design, worth=worth, precision=precision, scale=scale, highest=1
            ),
        )


def planning_status(
    data: object,
    *,
    by: str | Sequence[str] = (),
    definition: str = "dhs7",
    window: int | None = None,
    **reading: Unpack[Reading],
) -> PlanningTally:
    """Count births or pregnancies by whether they were wanted then, later or not at all.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, with `m10_1` … for the births, and `v213`,
        `v214` and `v225` for current pregnancies.
    by : str or sequence of str
        Columns to group by.
    definition : {"dhs7", "dhs8", "fp2030"}
        Births of the last 60 months, as in reports up to the seventh phase; pregnancies that ended
        in the last 36 months (`p3_01` …, with `p32_01` … for how), as in the eighth; births of the
        last 36 months, as Track20 has them. Current pregnancies are in all of them.
    window : int, optional
        Months before the interview, if not those of the definition.
    **reading
        `layout`, `columns`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    PlanningTally
        Tallies of two files add: ``a + b``. The order of a birth is that among all children ever
        born (`v201`, where it is there); a pregnancy has that of the child that it would be.

    Raises
    ------
    DefinitionError
        There is no such definition, or it has no births in a table of their own.
    InvalidInputError
        A column is missing, or the window has no months.

    Examples
    --------
    Two births of the last five years, and a pregnancy wanted later.

    >>> women = {"v005": [1_000_000] * 2, "v008": [1362] * 2, "v011": [1062] * 2, "v021": [1, 2],
    ...          "v022": [1, 1], "b3_01": [1340, 1350], "m10_1": [1, 3], "v213": [1, 0],
    ...          "v214": [4, float("nan")], "v225": [2, float("nan")]}
    >>> planning_status(women).estimate("PLANNING_STATUS", ages=["15–49"]).column("numerator")
    [1.0, 1.0, 1.0]
    """
    one_of(definition, tuple(DEFINITIONS), argument="definition")
    what, usual, _ = DEFINITIONS[definition]
    months = usual if window is None else window
    if months < 1:
        raise InvalidInputError("window", f"{window} is no number of months")
    data = opened(data)
    present = set(data.columns)
    if what == "pregnancies":
        reading["columns"] = {
            **_pregnancies(data.columns, reading),
            **(reading.get("columns") or {}),
        }

    def kernel_of(layout: Layout) -> PlanningKernel:
        names: Mapping[str, str | None] = layout.names

        def there(wanted: Sequence[str]) -> tuple[str, ...]:
            """Those that the data have, up to the first that they have not."""
            return tuple(takewhile(lambda name: (names.get(name) or name) in present, wanted))

        wishes = [f"m10_{rank}" for rank in range(1, _ASKED + 1)]
        found = there(wishes)
        data.check(tuple(layout.columns((*PREGNANCY, *(found or wishes[:1])))))
        outcomes = [f"p32_{rank:02d}" for rank in _RANKS] if what == "pregnancies" else []
        return PlanningKernel(
            by=as_names(by),
            ages=AGES,
            children=layout.children,
            weight_scale=layout.weight_scale,
            definition=definition,
            window=months,
            wishes=found,
            outcomes=there(outcomes),
            borne=next(iter(there(["v201"])), ""),
        )

    kernel, counts, labels = read(data, kernel_of, reading, by=as_names(by))
    return PlanningTally(kernel, counts, labels)


def _pregnancies(present: Sequence[str], reading: Reading) -> dict[str, str]:
    """Let pregnancies stand where a layout has births; ranks beyond theirs name no column."""
    if reading.get("births") is not None or reading.get("layout") == "long":
        problem = '"dhs8" reads the pregnancies of a recode file, not a table of births'
        raise DefinitionError("definition", problem)
    spelled = spelled_names(present)
    names = {f"b3_{rank:02d}": f"p3_{rank:02d}" for rank in _RANKS}
    return {birth: spelled.get(name, name) for birth, name in names.items()}
