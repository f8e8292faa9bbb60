"""High-risk fertility of a survey: births too early, too late, too soon and too many.

One reading counts three columns of the table that reports print: the share of recent births in each
category, how much likelier children born in it were dead, and the share of women in union who
would be in it if they conceived now. (Guide to DHS Statistics, High-Risk Fertility Behavior;
DHS-Indicators-Stata, CM_RISK.do.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.errors import InvalidInputError
from famplan.tabulate.deliveries import TWIN, told
from famplan.tabulate.histories import CheckedHistories, Months, completed_told
from famplan.tabulate.reading import Reading, as_names, read, usual_ages
from famplan.tabulate.risks.kernel import SURVIVAL, WOMEN, FertilityRiskKernel
from famplan.tabulate.risks.states import RiskLimits, risk_limits
from famplan.tabulate.risks.tally import FertilityRiskTally
from famplan.tabulate.sources import opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from famplan.model.age import AgeGroups
    from famplan.tabulate.layouts import Layout

__all__ = ["fertility_risk"]


def fertility_risk(  # noqa: PLR0913 - the choices that reports leave open
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 60,
    months: Months | None = None,
    limits: str | RiskLimits = "dhs",
    ages: AgeGroups | Sequence[str] | None = None,
    **reading: Unpack[Reading],
) -> FertilityRiskTally:
    """Count births and women in union by whether they are at high risk.

    A birth is at risk if its mother was young or old, if it followed soon on another, or if there
    were many before it. A woman in union is where her next child would be if she conceived now, one
    who is pregnant or infecund too; who is sterilised is at no risk.

    Births after one whose month is not known, or cannot be right, have no known order and are left
    out; in a table of births of its own these are all births of the woman. What the next birth of
    such a woman would be is unknown.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes. Risk ratios need `b5_01` …, women `v502` and `v312`; how
        many births a woman has and when the last was is taken from the history.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months before the interview that are looked at, the month of interview counted.
    months : {"completed", "calendar"}, optional
        Months since a birth: completed ones (`b19_01` …), as in reports since the seventh phase of
        the surveys, or those between two months of the calendar. The first where the data have
        them unless given.
    limits : str or RiskLimits
        What counts as a risk; ``"dhs"`` or limits of one's own, which carry a name.
    ages : AgeGroups or sequence of str, optional
        Women's ages at the interview that are kept apart; five-year groups from 15 to 49 unless
        given.
    **reading
        `layout`, `columns`, `births`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    FertilityRiskTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    DefinitionError
        A group is called ``category`` or like a field of every table; no limits or months are
        called so.
    InvalidInputError
        The window has no months, or completed months are wanted of data that lack them.

    Examples
    --------
    A second birth after 20 months, which died, and a third after 41.

    >>> women = {"v005": [1_000_000] * 2, "v008": [1362] * 2, "v011": [1058] * 2, "v021": [1, 2],
    ...          "v022": [1, 1], "b3_01": [1350, 1350], "b3_02": [1330, 1309], "b3_03": [0, 1280],
    ...          "b5_01": [0, 1], "b5_02": [1, 1], "b5_03": [None, 1]}
    >>> table = fertility_risk(women).estimate("BIRTH_RISK_SHARE")
    >>> for category in ("no risk", "first birth (unavoidable)", "short interval"):
    ...     print(category, *table.where(category=category).column("numerator"))
    no risk 2.0
    first birth (unavoidable) 1.0
    short interval 1.0
    """
    groups = as_names(by, own=("category",))
    if window < 1:
        raise InvalidInputError("window", f"{window} is no number of months")
    found = limits if isinstance(limits, RiskLimits) else risk_limits(limits)
    source = opened(data)  # once, as an iterator shows its columns only once

    def kernel_of(layout: Layout) -> FertilityRiskKernel:
        return FertilityRiskKernel(
            by=groups,
            ages=usual_ages(ages),
            children=layout.children,
            weight_scale=layout.weight_scale,
            window=window,
            limits=found,
            kinds=told(source, layout, TWIN, SURVIVAL) + completed_told(source, layout, months),
            women={layout.own(name) for name in WOMEN} <= set(source.columns),
        )

    kernel, counts, labels = read(source, kernel_of, reading, by=groups, check=CheckedHistories)
    return FertilityRiskTally(kernel, counts, labels)
