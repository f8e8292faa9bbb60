"""Fertility from birth histories: survey records to counts to rates with design-based errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError
from famplan.model.age import AgeGroups, as_age_groups
from famplan.tabulate.birth_kernel import BirthKernel
from famplan.tabulate.checks import Faults, checked_count
from famplan.tabulate.layouts import layout_of
from famplan.tabulate.rates import rates
from famplan.tabulate.reading import as_names
from famplan.tabulate.sources import opened
from famplan.tabulate.tallies import merged_labels, scale_of_weights
from famplan.tabulate.windows import window_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import Self

    from famplan.formulas.fertility import GeneralFertilityAges
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.findings import Findings
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance
    from famplan.tabulate.strata import Lonely
    from famplan.tabulate.table import Table

__all__ = ["AGES", "USUAL", "BirthKernel", "BirthTally", "birth_history"]

AGES = AgeGroups.regular(10, 50, width=5)
"""Ages that are counted unless told otherwise."""
USUAL = ("TFR", "GFR", "ASFR")
"""Indicators that are estimated unless others are named."""


@attrs.frozen(eq=False, repr=False)
class BirthTally:
    """Births and exposure by age, group and cluster: what every rate and its error needs.

    Parameters
    ----------
    kernel : BirthKernel
        How they were counted.
    counts : Counts
        Births and months of exposure by group, stratum and cluster.
    labels : mapping of str to mapping
        For each group column, what its values are called.
    """

    kernel: BirthKernel
    counts: Counts
    labels: Mapping[str, Mapping[Any, str]] = attrs.field(factory=dict)

    @property
    def weight_scale(self) -> int:
        """What stands in the sums for a weight of one."""
        sums = self.counts.sums
        return scale_of_weights(
            self.kernel.weight_scale, weighted=sums["women"], unweighted=sums["women_n"]
        )

    @property
    def findings(self) -> Findings:
        """What was wrong in the rows that were read: counts by rule, and the first rows of each."""
        return self.counts.findings

    def __add__(self, other: object) -> Self:
        """Add the tally of another file, counted in the same way.

        Clusters and strata of one number are taken for the same: two surveys that number theirs
        alike need numbers of their own before they are added.
        """
        if not isinstance(other, BirthTally):
            return NotImplemented
        if self._rules != other._rules:
            raise DefinitionError("tally", "counted in another way: windows, ages or groups differ")
        labels = merged_labels(self.labels, other.labels)
        # A tally of wanted births stays one: its rates are no total fertility.
        return attrs.evolve(self, counts=self.counts + other.counts, labels=labels)

    @property
    def _rules(self) -> BirthKernel:
        """How they were counted, whatever number of births the file has room for."""
        return attrs.evolve(self.kernel, children=())

    def estimate(
        self,
        *codes: str,
        definition: GeneralFertilityAges | None = None,
        level: float = 0.95,
        variance: Variance | None = None,
        interval: Limits = "normal",
        lonely: Lonely = "adjust",
    ) -> Table:
        """Estimate fertility from the counts.

        Parameters
        ----------
        *codes : str
            Indicators by code or name: ``"TFR"``, ``"GFR"``, ``"ASFR"``, ``"ABR"``; the first
            three if none is named.
        definition, level, variance, interval, lonely : optional
            Which general fertility rate, and how errors are computed: see `rates`.

        Returns
        -------
        Table
            One record for each estimate, with its error and its bases.
        """
        return rates(
            self,
            codes or USUAL,
            definition=definition,
            level=level,
            variance=variance,
            interval=interval,
            lonely=lonely,
        )

    def __repr__(self) -> str:
        """Say what was counted, in how many rows and groups, and how many faults they had."""
        groups = len(self.counts.by(self.kernel.by)) if self.kernel.by else 1
        by = f" by {', '.join(self.kernel.by)}: {groups:,} groups" if self.kernel.by else ""
        births = int(self.counts.sums["births_n"].sum())
        text = f"{births:,} births of {self.findings.rows:,} women{by}"
        return f"{text}\n{self.findings!r}" if self.findings else text


def birth_history(  # noqa: PLR0913 - the choices that surveys leave open
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 36,
    ending: str | date = "interview",
    before: int = 0,
    ages: AgeGroups | Sequence[str] | None = None,
    all_women_factor: str | None = None,
    layout: str | None = None,
    columns: Mapping[str, str | Sequence[str] | None] | None = None,
    births: object = None,
    missing: Mapping[str, Sequence[float]] | None = None,
    faults: Faults = "error",
    progress: bool = False,
) -> BirthTally:
    """Count births and exposure from birth histories, month by month.

    Parameters
    ----------
    data : object
        One row for each woman: a path (Parquet, CSV, Feather, Stata, SPSS, SAS), a dataframe of
        pandas, polars, pyarrow, DuckDB, Spark or Dask, a mapping of arrays, an iterator of these.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months that are looked at.
    ending : str or date
        ``"interview"``: the window ends with the month before each woman's interview. A month
        like ``"2015-06"``: it ends for everyone before that month begins.
    before : int
        Months by which the window ends earlier still: 60, with a window of 60, for the period
        five to nine years ago.
    ages : AgeGroups or sequence of str, optional
        Age groups; five-year groups from 10 to 49 unless told otherwise. Every rate takes the ages
        it is defined for.
    all_women_factor : str, optional
        Column of the factors (times 100) that make ever-married women stand for all: exposure is
        multiplied, births are not.
    layout : {"dhs", "long"}, optional
        Recode names with births in columns `b3_01` …, or plain names with a table of births.
    columns : mapping, optional
        Own column names, by `weight`, `interview`, `born`, `cluster`, `stratum`, `woman`, for a
        table of births `mother` and `birth`, or by recode name; None where the data have no
        weight, cluster or stratum: ``{"cluster": "psu", "weight": None}``. Weights of recode files
        may stand in millionths, as they come, or around one.
    births : object, optional
        The table of births of the layout ``"long"``.
    missing : mapping of str to sequence of float, optional
        Own codes for "not known", by column.
    faults : {"error", "drop", "keep"}
        What to do with rows that cannot be right: name them all in an error, leave them out, or
        count them as they stand. The tally's `findings` have them in every case. A woman who
        comes twice is known by `v001`, `v002` and `v003`, else by `caseid`, or by what `columns`
        name as `woman`; Spark and Dask count her twice, and say so, if her rows lie in two
        partitions.
    progress : bool
        Show how far the reading is.

    Returns
    -------
    BirthTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    DefinitionError
        A choice does not exist or contradicts another.
    InvalidInputError
        A column is missing or holds text where numbers are needed, there are no rows, or the
        window has no months.
    FaultyRowsError
        Rows cannot be right, and `faults` is ``"error"``.

    Examples
    --------
    Two women of 25, interviewed in June 2013, who had three births, two of them in the window.

    >>> women = {"v005": [1_000_000, 1_000_000], "v008": [1362, 1362], "v011": [1058, 1058],
    ...          "v021": [1, 2], "v022": [1, 1], "b3_01": [1355, 1340], "b3_02": [1290, 0]}
    >>> tally = birth_history(women)
    >>> tally
    2 births of 2 women
    >>> tally.findings.total
    0
    """
    data = opened(data)
    found = layout_of(data, layout, columns=columns, births=births, missing=missing)
    kernel = BirthKernel(
        by=as_names(by),
        window=window_of(window, ending=ending, before=before),
        ages=AGES if ages is None else as_age_groups(ages),
        weight="v005",
        interview="v008",
        born="v011",
        cluster="v021",
        stratum="v022",
        children=found.children,
        all_women_factor=all_women_factor,
        weight_scale=found.weight_scale,
    )
    factors = (all_women_factor,) if all_women_factor else ()
    counts = checked_count(
        kernel, data, layout=found, faults=faults, factors=factors, progress=progress
    )
    return BirthTally(kernel, counts, found.labels(data, kernel.by))
