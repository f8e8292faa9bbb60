"""Planning status of births: wanted then, later or not at all, current pregnancies among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of
from famplan.model.age import AgeGroups
from famplan.tabulate.averages import mean_figures
from famplan.tabulate.contraception.women import placed, places_of
from famplan.tabulate.distribution import Cases, DistributionKernel, DistributionTally
from famplan.tabulate.precision import Precision
from famplan.tabulate.reading import Reading, as_names, read
from famplan.tabulate.sources import opened
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Unpack

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.measures import Unknown
    from famplan.tabulate.kernel import Batch
    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance

__all__ = ["PlanningKernel", "PlanningTally", "planning_status"]

STATUS = ("then", "later", "not at all")
"""When the woman wanted the child."""
ORDERS = ("1", "2", "3", "4+")
"""Orders of births that are kept apart."""
AGES = AgeGroups.regular(15, 50, width=5)
"""Ages of mothers at the birth; younger and older ones are put to the first and the last."""
_PREGNANCY = ("v213", "v214", "v225")
_NINE = 9  # months of a pregnancy
_MONTHS = 12
_ASKED = 6  # births of which the wish is asked
_WISH = places_of([[1], [2], [3]])


@attrs.frozen(kw_only=True)
class PlanningKernel(DistributionKernel):
    """Counts births and current pregnancies by the mother's wish, order and her age then.

    Parameters
    ----------
    window : int
        Months before the interview in which births are counted.
    wishes : tuple of str
        Columns of the wish for each birth, the latest first.
    """

    window: int
    wishes: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns to read."""
        own = super(PlanningKernel, self).columns  # noqa: UP008 - attrs makes the class anew
        return tuple(dict.fromkeys((*own, *_PREGNANCY, *self.wishes)))

    @property
    def size(self) -> int:
        """Each order by each wish, and the wish that is not known."""
        return len(ORDERS) * (len(STATUS) + 1)

    def cases(self, batch: Batch) -> Iterator[Cases]:
        """Take the births of the window, and the child that a woman carries."""
        now, born = (np.asarray(batch[name], dtype=np.float64) for name in ("v008", "v011"))
        borne = np.zeros(len(now), dtype=np.int64)
        for name in self.children:
            borne += np.asarray(batch[name]) > 0
        for rank, (name, wish) in enumerate(zip(self.children, self.wishes, strict=False)):
            date = np.asarray(batch[name], dtype=np.float64)
            women = np.flatnonzero((date > 0) & (now - date < self.window) & (date <= now))
            yield self._cases(women, date - born, borne - rank, np.asarray(batch[wish]))
        women = np.flatnonzero(np.asarray(batch["v213"]) == 1)
        months = np.asarray(batch["v214"], dtype=np.float64)
        # How far a pregnancy is that she did not say stands in no one's way of being counted.
        left = _NINE - np.clip(np.nan_to_num(months, nan=_NINE), 0, _NINE)
        yield self._cases(women, now + left - born, borne + 1, np.asarray(batch["v225"]))

    @staticmethod
    def _cases(
        women: NDArray[np.intp],
        age: NDArray[np.float64],
        order: NDArray[np.int64],
        wish: NDArray[np.float64],
    ) -> Cases:
        limits = AGES.bounds[0] * _MONTHS, AGES.bounds[-1] * _MONTHS - 1
        return Cases(
            women,
            np.clip(age[women], *limits).astype(np.int64),
            (np.clip(order[women], 1, len(ORDERS)) - 1) * (len(STATUS) + 1)
            + placed(wish[women], _WISH),
        )


@attrs.frozen(eq=False)
class PlanningTally(DistributionTally):
    """Births and current pregnancies by wish, order, the mother's age, group and cluster."""

    def estimate(  # noqa: PLR0913 - which births, and how exactly
        self,
        *codes: str,
        order: str | None = None,
        ages: Sequence[str] | None = None,
        unknown: Unknown = "left out",
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
        unknown : {"left out", "in the base"}
            What becomes of births of which the wish is not known.
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
        one_of(unknown, ("left out", "in the base"), argument="unknown")
        if order is not None:
            one_of(order, ORDERS, argument="order")
        shares: dict[str, dict[str, tuple[str, ...]]] = {
            "PLANNING_STATUS": {status: (status,) for status in STATUS},
            "UNINTENDED_BIRTHS": {"": STATUS[1:]},
        }
        chosen = codes or tuple(shares)
        for code in chosen:
            one_of(code, tuple(shares), argument="indicator")
        window = cast("PlanningKernel", self.kernel).window
        said = f"births of {window} months and current pregnancies"
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
            for record in self._records(counted, order, ages, unknown, precision)
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
                counts, design, worth=worth, precision=precision, scale=scale
            ),
        )


def planning_status(
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 60,
    **reading: Unpack[Reading],
) -> PlanningTally:
    """Count births by whether they were wanted then, later or not at all.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, with `m10_1` … for the births, and `v213`,
        `v214` and `v225` for current pregnancies.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months before the interview: 60 as in reports up to the seventh phase, 36 in the eighth.
    **reading
        `layout`, `columns`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    PlanningTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
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
    if window < 1:
        raise InvalidInputError("window", f"{window} is no number of months")
    data = opened(data)
    present = set(data.columns)

    def kernel_of(layout: Layout) -> PlanningKernel:
        names: Mapping[str, str | None] = layout.names
        wishes = [f"m10_{rank}" for rank in range(1, _ASKED + 1)]
        found = tuple(name for name in wishes if (names.get(name) or name) in present)
        data.check(tuple(layout.columns((*_PREGNANCY, *(found or wishes[:1])))))
        return PlanningKernel(
            by=as_names(by),
            ages=AGES,
            children=layout.children,
            weight_scale=layout.weight_scale,
            window=window,
            wishes=found,
        )

    kernel, counts, labels = read(data, kernel_of, reading, by=as_names(by))
    return PlanningTally(kernel, counts, labels)
