"""Shares that come from calendars: cases are found in them, and counted like any other ratio."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError
from famplan.tabulate.calendars.kernel import CalendarKernel
from famplan.tabulate.ratios import RatioKernel, RatioTally
from famplan.tabulate.table import Table
from famplan.tabulate.tallies import merged_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.calendars.block import Block
    from famplan.tabulate.counts import Counter, Counts
    from famplan.tabulate.findings import Findings
    from famplan.tabulate.kernel import Batch, Column
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance
    from famplan.tabulate.strata import Lonely

__all__ = ["Case", "ShareKernel", "ShareTally"]


@attrs.frozen
class Case:
    """What one of the shares is: its indicator, and what else its records say.

    Parameters
    ----------
    code : str
        Code of the indicator.
    fields : mapping
        Further fields of its records, such as `definition`.
    """

    code: str
    fields: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class ShareKernel(CalendarKernel):
    """Finds cases in calendars; what a case is, and what holds of it, is for each kind to say."""

    @property
    @abstractmethod
    def shares(self) -> Mapping[str, Case]:
        """What is asked of each case, by the name of its column: 1, 0 or unknown."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Columns of the cases that make groups beside those of the women."""
        return ()

    @abstractmethod
    def cases(
        self, women: Batch, block: Block
    ) -> Iterator[tuple[NDArray[np.int64], Mapping[str, Column]]]:
        """Find cases: the row of the woman of each, and the columns of the cases."""

    @property
    def ratios(self) -> RatioKernel:
        """How cases are counted."""
        return RatioKernel(
            by=(*self.by, *self.dimensions),
            numerators=tuple(self.shares),
            denominator=None,
            weight="v005",
            weight_scale=self.weight_scale,
            cluster="v021",
            stratum="v022",
        )

    def counter(self) -> Counter:
        """Start a count."""
        return self.ratios.counter()

    def count(self, women: Batch, block: Block, counter: Counter) -> None:
        """Count the cases of one batch of women."""
        ratios = self.ratios
        own = set(self.dimensions) | set(self.shares)
        taken = [name for name in ratios.columns if name not in own]
        for row, columns in self.cases(women, block):
            if row.size:
                ratios.add({**{name: women[name][row] for name in taken}, **columns}, counter)


@attrs.frozen(eq=False)
class ShareTally:
    """Cases by group and cluster, and how many of them are what is asked for.

    Parameters
    ----------
    kernel : ShareKernel
        How they were found.
    counts : Counts
        Sums by group, stratum and cluster.
    labels : mapping of str to mapping
        For each group column, what its values are called.
    """

    kernel: ShareKernel
    counts: Counts
    labels: Mapping[str, Mapping[Any, str]] = attrs.field(factory=dict)

    @property
    def findings(self) -> Findings:
        """What was wrong in the rows that were read."""
        return self.counts.findings

    def __add__(self, other: object) -> ShareTally:
        """Add the tally of another file, counted in the same way."""
        if not isinstance(other, ShareTally):
            return NotImplemented
        rules = [
            (type(tally.kernel), tally.kernel.shares, tally.kernel.ratios)
            for tally in (self, other)
        ]
        if rules[0] != rules[1]:
            raise DefinitionError("tally", "counted in another way: cases or groups differ")
        labels = merged_labels(self.labels, other.labels)
        return ShareTally(self.kernel, self.counts + other.counts, labels)

    def estimate(
        self,
        *codes: str,
        level: float = 0.95,
        variance: Variance = "taylor",
        interval: Limits = "normal",
        lonely: Lonely = "adjust",
    ) -> Table:
        """Estimate the shares with their errors.

        Parameters
        ----------
        *codes : str
            Indicators of this tally; all unless named.
        level, variance, interval, lonely
            How errors and limits are made: see `Precision`.

        Returns
        -------
        Table
            One record for each share and group; `n` is the unweighted number of cases.

        Raises
        ------
        DefinitionError
            No such indicator, or a choice that does not exist.
        """
        shares = self.kernel.shares
        known = dict.fromkeys(case.code for case in shares.values())
        if wrong := [code for code in codes if code not in known]:
            raise DefinitionError("indicator", f"{wrong[0]!r} is none of {', '.join(known)}")
        table = RatioTally(self.kernel.ratios, self.counts, self.labels).estimate(
            level=level, variance=variance, interval=interval, lonely=lonely
        )
        records = []
        for record in table:
            case = shares[record["indicator"]]
            if not codes or case.code in codes:
                meant = {"indicator": case.code, "per": find(case.code).per, **case.fields}
                limits = {name: float(np.clip(record[name], 0, 1)) for name in ("low", "high")}
                records.append({**record, **limits, **meant})
        # A table has a place of its own for ages.
        groups = (*(name for name in table.groups if name != "age"), *self._extra())
        return Table(records, groups=groups, labels=self.labels)

    def _extra(self) -> tuple[str, ...]:
        """Fields of the shares that set records apart, and stand with the groups."""
        fields = next(iter(self.kernel.shares.values())).fields
        return tuple(name for name in fields if name != "definition")
