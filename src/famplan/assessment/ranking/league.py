"""A league table that says how little it knows: figures and ranks, each with its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.assessment.measures import Evidence
from famplan.assessment.ranking.area_counts import AreaCounts, fixed
from famplan.formulas.choices import one_of
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from famplan.assessment.ranking.funnel import Funnel
    from famplan.assessment.ranking.rank_draws import RankUncertainty
    from famplan.assessment.ranking.rank_sets import RankSets
    from famplan.assessment.ranking.shrinkage import Shrunken
    from famplan.assessment.ranking.standing import Standing
    from famplan.formulas.arrays import FloatArray
    from famplan.model.estimate import Interval

__all__ = ["HIDE_BELOW", "League", "Order"]

Order: TypeAlias = Literal["given", "rank"]
"""How records are ordered: as the areas were given, or by their mean rank."""

HIDE_BELOW = 10
"""Cases below which an area's figures are not printed unless asked for."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class League:
    """Areas in a table that nobody is named by unless chance does not explain it.

    Parameters
    ----------
    counts : AreaCounts
        What was counted.
    interval : Interval
        Exact interval of each raw figure.
    rank : ndarray
        Plain rank of the raw figure, equal figures with equal ranks: for comparison only.
    shrunken : Shrunken
        Figures drawn towards the mean.
    uncertainty : RankUncertainty
        Rank intervals, mean ranks, and the chance to be among the first and last.
    sets : RankSets
        Ranks that all areas may have at once.
    funnel : Funnel
        Who stands out, at the error that was stated.
    """

    counts: AreaCounts
    interval: Interval
    rank: FloatArray = attrs.field(converter=fixed)
    shrunken: Shrunken
    uncertainty: RankUncertainty
    sets: RankSets
    funnel: Funnel

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas, as they were given."""
        return self.counts.areas

    @property
    def raw(self) -> FloatArray:
        """Their raw figures, per one."""
        return self.counts.raw

    @property
    def standing(self) -> tuple[Standing, ...]:
        """Who stands out."""
        return self.funnel.standing

    @property
    def named(self) -> tuple[str, ...]:
        """Areas that stand out, above or below."""
        return self.funnel.named

    def __len__(self) -> int:
        """Count the areas, unknown ones too."""
        return len(self.areas)

    def to_records(
        self, *, by: Order = "given", hide_below: float = HIDE_BELOW
    ) -> list[dict[str, Any]]:
        """Return a record for each area, per one, small counts hidden.

        Parameters
        ----------
        by : {"given", "rank"}
            As the areas were given; or by mean rank, hidden areas after that and unknown ones last.
        hide_below : float
            Where the cases, or in a proportion or ratio the others, are fewer, only the standing
            is given; 0 hides nothing.

        Returns
        -------
        list of dict
            `area`, `count`, `exposure` (the whole of a proportion, both counts of a ratio), `value`
            with `low` and `high`, `shrunken` with its limits and `weight`, `rank`, `rank_low`,
            `rank_high`, `expected_rank`, the chances `top` and `bottom`, `set_low`, `set_high`,
            `limit_low`, `limit_high`, `p_value`, `adjusted_p_value`, `standing` and `hidden`.
        """
        one_of(by, get_args(Order), argument="by")
        columns, hidden = self._columns(), self._hidden(hide_below)
        order = np.arange(len(self))
        if by == "rank":
            # Between two others, even a hidden figure would be known from both sides.
            last = np.where(self.counts.known, hidden, 2)
            order = np.lexsort((self.uncertainty.expected, last))
        return [
            {
                "area": self.areas[place],
                **{
                    name: np.nan if hidden[place] else float(column[place])
                    for name, column in columns.items()
                },
                "standing": str(self.standing[place]),
                "hidden": bool(hidden[place]),
            }
            for place in order
        ]

    def table(
        self,
        *,
        indicator: str,
        per: float = 1,
        by: Order = "rank",
        hide_below: float = HIDE_BELOW,
    ) -> Table:
        """Return the same as a table, which can be printed and written in every form.

        Parameters
        ----------
        indicator : str
            What the figures are called.
        per : float
            The scale at which they are printed.
        by, hide_below
            As in `to_records`.

        Returns
        -------
        Table
            With what the table does not say by itself in the notes.
        """
        records = [
            {
                "indicator": indicator,
                "per": per,
                **record,
                "numerator": record["count"],
                "denominator": record["exposure"],
                "mark": "hidden" if record["hidden"] else "",
            }
            for record in self.to_records(by=by, hide_below=hide_below)
        ]
        notes = str(self).splitlines()
        if any(record["hidden"] for record in records):
            notes.append(f"* hidden: fewer than {hide_below:g} cases")
        return Table(records, groups=("area",), notes=notes)

    def _columns(self) -> dict[str, FloatArray]:
        shrunken, funnel, ranks = self.shrunken, self.funnel, self.uncertainty
        return {
            "count": self.counts.cases,
            "exposure": self.counts.base,
            "value": self.raw,
            "low": np.asarray(self.interval.low),
            "high": np.asarray(self.interval.high),
            "shrunken": shrunken.value,
            "shrunken_low": np.asarray(shrunken.interval.low),
            "shrunken_high": np.asarray(shrunken.interval.high),
            "weight": shrunken.weight,
            "rank": self.rank,
            "rank_low": ranks.low,
            "rank_high": ranks.high,
            "expected_rank": ranks.expected,
            "top": ranks.top,
            "bottom": ranks.bottom,
            "set_low": self.sets.low,
            "set_high": self.sets.high,
            "limit_low": np.asarray(funnel.limits.low),
            "limit_high": np.asarray(funnel.limits.high),
            "p_value": funnel.p_value,
            "adjusted_p_value": funnel.adjusted_p_value,
        }

    def _hidden(self, below: float) -> Any:  # noqa: ANN401 - an array of truth values
        cases, base = self.counts.cases, self.counts.base
        small = cases < below
        if self.counts.evidence in {Evidence.PROPORTION, Evidence.RATIO}:
            small |= base - cases < below
        return small

    def __str__(self) -> str:
        """Who stands out, how areas differ, and how sure ranks are."""
        return "\n".join(map(str, (self.funnel, self.shrunken, self.uncertainty, self.sets)))

    def __repr__(self) -> str:
        """Say who stands out."""
        return f"<{self.funnel}>"
