"""How soon women stop a method: episodes at risk and their ends by month of use, as counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate.calendars.asked import HORIZONS, Asked
from famplan.tabulate.calendars.codes import grouping_of, reason_groups
from famplan.tabulate.calendars.episode_counts import DiscontinuationKernel, of_events
from famplan.tabulate.calendars.episodes import Episodes
from famplan.tabulate.calendars.rates import estimated
from famplan.tabulate.calendars.reading import (
    CalendarReading,
    Opened,
    read_calendars,
    whole_numbers,
)
from famplan.tabulate.calendars.risk import Rules, Switching
from famplan.tabulate.precision import Precision
from famplan.tabulate.reading import as_names
from famplan.tabulate.tallies import merged_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from famplan.tabulate.calendars.rates import Jackknife
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.findings import Findings
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.strata import Lonely
    from famplan.tabulate.table import Table

__all__ = ["DiscontinuationTally", "discontinuation"]

_OWN = frozenset({"spell", "method", "reason", "months", "stratum", "cluster"})


@attrs.frozen(eq=False, repr=False)
class DiscontinuationTally:
    """Episodes at risk and their ends: what every rate and its error need.

    Parameters
    ----------
    kernel : DiscontinuationKernel
        How they were counted.
    counts : Counts
        Episodes by group, kind of spell, stratum and cluster.
    months : tuple of int
        Months of use that rates are asked for.
    reasons : bool
        Whether the data say why women stopped.
    labels : mapping of str to mapping
        For each group column, what its values are called.
    """

    kernel: DiscontinuationKernel
    counts: Counts
    months: tuple[int, ...]
    reasons: bool
    labels: Mapping[str, Mapping[Any, str]] = attrs.field(factory=dict)

    @property
    def findings(self) -> Findings:
        """What was wrong in the rows that were read."""
        return self.counts.findings

    def __repr__(self) -> str:
        """Say how many episodes there are."""
        parts = self.kernel.code.parts(self.counts)
        left = (parts.method >= 0) & (parts.outcome != self.kernel.code.late)
        number = self.counts.sums["n"][left, 0].sum()
        return f"{number:,.0f} episodes of use among {self.findings.rows:,} rows"

    def __add__(self, other: object) -> DiscontinuationTally:
        """Add the tally of another file, counted in the same way."""
        if not isinstance(other, DiscontinuationTally):
            return NotImplemented
        rules = [
            (
                tally.kernel.by,
                tally.kernel.rules,
                tally.kernel.methods,
                tally.kernel.reasons,
                tally.kernel.weight_scale,
                tally.months,
            )
            for tally in (self, other)
        ]
        if rules[0] != rules[1]:
            what = "groups, months, methods, reasons, rules or weights"
            problem = f"counted in another way: {what} differ"
            raise DefinitionError("tally", problem)
        return attrs.evolve(
            self,
            counts=self.counts + other.counts,
            reasons=self.reasons and other.reasons,
            labels=merged_labels(self.labels, other.labels),
        )

    def estimate(  # noqa: PLR0913 - what is asked, and how errors are made
        self,
        *codes: str,
        months: int | Sequence[int] | None = None,
        level: float = 0.95,
        variance: Jackknife = "jackknife",
        interval: Limits = "normal",
        lonely: Lonely = "adjust",
        hide_below: float | None = None,
        bracket_below: float | None = None,
    ) -> Table:
        """Estimate rates by method, and by reason where the data have reasons.

        Parameters
        ----------
        *codes : str
            ``"DISC12"`` (and 6, 24, 36: any reason), ``"DISC_REASON"``, ``"DISC_SWITCH"``,
            ``"DISC_NET"``, ``"FAIL_NET"``; unless named, the rates for any reason, by reason and
            of switching.
        months : int or sequence of int, optional
            Some of the months of the tally; all unless given.
        level, interval, lonely
            How limits and errors are made.
        variance : {"jackknife", "stratified-jackknife"}
            Leaving out one cluster at a time with the strata forgotten, as DHS reports do, or
            within strata.
        hide_below : float, optional
            Episodes seen from their first month on below which a rate is hidden; 125 as in DHS
            reports unless given, 0 to see all.
        bracket_below : float, optional
            Episodes below which a rate is put in brackets, where a table does so: 250.

        Returns
        -------
        Table
            One record for each group, method (and all methods), reason and number of months.
            `denominator` is the weighted number of episodes, those that came into view late with
            them; `n` the unweighted number of those seen from their first month on. A note says
            how many episodes ended without a reason.

        Raises
        ------
        DefinitionError
            No such measure, months that were not counted, or reasons that the data do not have.
        """
        asked = Asked.of(
            codes,
            months=self.months if months is None else _months(months),
            counted=self.months,
            reasons=self.kernel.reasons if self.reasons else None,
        )
        precision = Precision(level=level, variance=variance, interval=interval, lonely=lonely)
        table = estimated(self, asked, precision)
        return asked.suppressed(table, hide_below, bracket_below)


def _months(months: int | Sequence[int]) -> tuple[int, ...]:
    found = whole_numbers(months, argument="months")
    wrong = [month for month in found if month not in HORIZONS]
    if wrong or not found:
        allowed = ", ".join(map(str, HORIZONS))
        raise InvalidInputError("months", f"{', '.join(map(str, wrong))} is none of {allowed}")
    return found


def discontinuation(  # noqa: PLR0913 - the choices that surveys leave open
    data: object,
    *,
    by: str | Sequence[str] = (),
    months: int | Sequence[int] = 12,
    methods: str | Mapping[str, int | Sequence[int]] = "dhs",
    reasons: str | Mapping[str, int | Sequence[int]] = "dhs",
    switching: Switching = "dhs",
    window: tuple[int, int] = (3, 62),
    leave_out: int | Sequence[int] = (),
    **reading: Unpack[CalendarReading],
) -> DiscontinuationTally:
    """Count episodes of use, at risk and ended, by method and month of use.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, one row for each woman with her calendar;
        or events from `famplan.tabulate.calendar`.
    by : str or sequence of str
        Columns to group by; of events, some of those they were read with.
    months : int or sequence of int
        Months of use for which rates are wanted: 6, 12, 24, 36.
    methods : str or mapping
        Methods that are kept apart: ``"dhs"``, ``"dhs-full"``, ``"each"``, or codes by name.
    reasons : str or mapping
        Reasons that are kept apart: ``"dhs"``, ``"each"``, or codes by name. Use that ended
        without a reason ended all the same: it is in the last group.
    switching : {"dhs", "complete"}
        ``"dhs"`` drops the episodes that start in the last three months before it looks for
        switches, as reports do, and misses the switches to these.
    window : pair of int
        Latest and earliest month before the interview that is looked at.
    leave_out : int or sequence of int
        Codes of methods to leave out of the table: 6 and 7 for sterilisation, 99 for a method
        that is not known; reports leave out none. Who goes on with one of them has switched in
        the complete order only.
    **reading
        `layout`, `letters`, `columns`, `missing`, `faults`, `progress`: see
        `famplan.tabulate.calendar`. Events have been read, so these mean nothing there.

    Returns
    -------
    DiscontinuationTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    DefinitionError, InvalidInputError, FaultyRowsError
        A choice that does not exist, a column that is not there, calendars that cannot be right.

    Examples
    --------
    Two women took the pill for four months; one is still using it.

    >>> women = {"vcal_1": ["0000000111100", "0011111111111"[:9] + "1100"], "v018": [1, 1],
    ...          "v019": [13, 13], "v017": [1350, 1350], "v005": [1_000_000, 1_000_000],
    ...          "v008": [1362, 1362], "v021": [1, 2], "v022": [1, 1]}
    >>> table = discontinuation(women).estimate("DISC12", hide_below=0)
    >>> [round(value, 3) for value in table.where(method="pill").column("value")]
    [nan]
    """
    groups = as_names(by, own=_OWN)
    horizons = _months(months)
    rules = Rules(
        window=window, switching=switching, leave_out=whole_numbers(leave_out, argument="leave_out")
    )
    grouping, why = grouping_of(methods), reason_groups(reasons)

    def kernel_of(letters: Any, parts: tuple[str, ...], scale: int) -> DiscontinuationKernel:  # noqa: ANN401
        return DiscontinuationKernel(
            by=groups,
            letters=letters,
            parts=parts,
            weight_scale=scale,
            rules=rules,
            methods=grouping,
            reasons=why,
            horizon=max(horizons),
        )

    if isinstance(data, Episodes):
        if reading:
            remedy = "say this where the events are read"
            raise DefinitionError(next(iter(reading)), "the events have been read", remedy=remedy)
        kernel = kernel_of(data.letters, (), data.weight_scale)
        labels = {name: data.labels[name] for name in groups if name in data.labels}
        counts = of_events(kernel, data)
        return DiscontinuationTally(kernel, counts, horizons, data.reasons, labels)

    def of_data(found: Opened) -> DiscontinuationKernel:
        return kernel_of(found.letters, found.parts, found.layout.weight_scale)

    kernel, counts, labels = read_calendars(data, of_data, reading, by=groups)
    return DiscontinuationTally(kernel, counts, horizons, "vcal_2" in kernel.parts, labels)
