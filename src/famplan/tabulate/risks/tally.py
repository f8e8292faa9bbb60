"""The tally of high-risk fertility: shares of births and of women, and risk ratios of children."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.tabulate.averages import mean_figures
from famplan.tabulate.distribution import DistributionTally
from famplan.tabulate.histories import COMPLETED
from famplan.tabulate.precision import Figures, Precision
from famplan.tabulate.risks.kernel import BIRTHS, DEAD, FATES, NOT_TOLD, SURVIVAL
from famplan.tabulate.risks.ratios import risk_ratio_figures
from famplan.tabulate.risks.states import STATES, categories
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.measures import Unknown
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.design import Design
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance
    from famplan.tabulate.risks.kernel import FertilityRiskKernel
    from famplan.tabulate.strata import Lonely

__all__ = ["FertilityRiskTally"]

_REFERENCE = "no risk"


@attrs.frozen(eq=False)
class FertilityRiskTally(DistributionTally):
    """Births by risk and survival, and women in union by risk, each by age, group and cluster."""

    @property
    def indicators(self) -> tuple[str, ...]:
        """Codes that `estimate` can give: those of which the data have the columns."""
        kernel = self._kernel
        ratio = ("BIRTH_RISK_RATIO",) if SURVIVAL in kernel.kinds else ()
        women = ("NEXT_BIRTH_RISK_SHARE",) if kernel.women else ()
        return ("BIRTH_RISK_SHARE", *ratio, *women)

    @property
    def _kernel(self) -> FertilityRiskKernel:
        return cast("FertilityRiskKernel", self.kernel)

    def estimate(  # noqa: PLR0913 - of what, of whom, how exactly
        self,
        *codes: str,
        ages: Sequence[str] | None = None,
        unknown: Unknown = "left out",
        level: float = 0.95,
        variance: Variance = "taylor",
        interval: Limits = "normal",
        lonely: Lonely = "adjust",
    ) -> Table:
        """Estimate births and women at risk, and the risk of children to die.

        Parameters
        ----------
        *codes : str
            ``"BIRTH_RISK_SHARE"``, ``"BIRTH_RISK_RATIO"``, ``"NEXT_BIRTH_RISK_SHARE"``; all that
            the data have unless named.
        ages : sequence of str, optional
            Spans of women's ages at the interview, made of groups of the tally; all ages together
            unless given.
        unknown : {"left out", "in the base"}
            What becomes of women of whom it is not known whether they are sterilised, or when
            their births were.
        level, variance, interval, lonely
            How errors and limits are made: see `Precision`. Those of risk ratios are symmetric on
            the logarithmic scale, and logit limits are for shares only.

        Returns
        -------
        Table
            One record for each category of `famplan.tabulate.risks.states.categories`. Of a risk
            ratio `numerator` and `denominator` are the shares of children who died, `n` the births
            of the category of which survival is known; the category "no risk" has none.

        Raises
        ------
        DefinitionError
            No such measure or choice, or the data lack its columns.
        AgeGroupsError
            A span does not begin and end with groups of the tally.
        """
        precision = Precision(level=level, variance=variance, interval=interval, lonely=lonely)
        one_of(unknown, ("left out", "in the base"), argument="unknown")
        bounds = self.kernel.ages.bounds
        spans = (f"{bounds[0]}–{bounds[-1] - 1}",) if ages is None else tuple(ages)
        records = [
            {"indicator": code, "per": find(code).per, **self._said(code), **record}
            for code in dict.fromkeys(codes or self.indicators)
            for record in self._records(code, spans, unknown, precision)
        ]
        return Table(records, groups=(*self.kernel.by, "category"), labels=self.labels)

    def _said(self, code: str) -> dict[str, str]:
        """Check that the data have what a measure needs, and say by which definition it is."""
        one_of(code, tuple(_NEEDS), argument="indicator")
        if code not in self.indicators:
            raise DefinitionError(code, f"the data lack {_NEEDS[code]}")
        limits = self._kernel.limits.name
        if code == "NEXT_BIRTH_RISK_SHARE":
            return {"definition": f"{limits}: if she conceived now"}
        counted = ", completed months" if COMPLETED in self._kernel.kinds else ""
        return {"definition": f"{limits}: births of {self._kernel.window} months{counted}"}

    def _records(
        self, code: str, spans: Sequence[str], unknown: Unknown, precision: Precision
    ) -> list[dict[str, object]]:
        ratio = code == "BIRTH_RISK_RATIO"
        known = {
            name: inside for name, inside in categories().items() if not ratio or name != _REFERENCE
        }
        scale = self.weight_scale

        def figures(counts: Counts, design: Design, _: int) -> Figures:
            if ratio:
                found = [_ratio(counts, design, x, precision) for x in known.values()]
            else:
                base, worths = _base(code, counts, known.values(), unknown)
                found = [
                    mean_figures(
                        base, design, worth=worth, precision=precision, scale=scale, highest=1
                    )
                    for worth in worths
                ]
            return _beside(found)

        # All categories of one span share its design.
        return self.over(spans, figures, [{"category": name} for name in known])


_NEEDS = {
    "BIRTH_RISK_SHARE": "births",
    "BIRTH_RISK_RATIO": "survival of every birth: b5_01 …",
    "NEXT_BIRTH_RISK_SHARE": "union and method of the women: v502, v312",
}


def _base(
    code: str, counts: Counts, inside: Iterable[NDArray[np.bool_]], unknown: Unknown
) -> tuple[Counts, list[NDArray[np.float64]]]:
    """Take the columns that a share is of, and what each of them counts in every category."""
    if code == "BIRTH_RISK_SHARE":
        first, worths = 0, [np.repeat(states, FATES) for states in inside]
    else:
        left = [False] * (unknown == "in the base")
        first, worths = BIRTHS, [np.append(states, left) for states in inside]
    stop = first + len(worths[0])
    sums = {name: array[:, first:stop] for name, array in counts.sums.items()}
    return attrs.evolve(counts, sums=sums), [worth.astype(np.float64) for worth in worths]


def _beside(found: Sequence[Figures]) -> Figures:
    """Put figures of the same domains beside each other."""
    tables = [attrs.asdict(figures, recurse=False) for figures in found]
    return Figures(**{name: np.hstack([table[name] for table in tables]) for name in tables[0]})


def _ratio(
    counts: Counts, design: Design, inside: NDArray[np.bool_], precision: Precision
) -> Figures:
    births = counts.sums["cases"][:, :BIRTHS].reshape(-1, STATES, FATES)
    others = categories()[_REFERENCE]
    cases = counts.sums["cases_n"][:, :BIRTHS].reshape(-1, STATES, FATES)[..., :NOT_TOLD]
    known = cases[:, inside | others].sum(axis=(1, 2)) > 0
    of = births[known]

    def total(states: NDArray[np.bool_], *fates: int) -> NDArray[np.float64]:
        return np.asarray(of[:, states][..., fates].sum(axis=(1, 2))[:, None])

    told = range(NOT_TOLD)
    return risk_ratio_figures(
        design.rows(known),
        events=total(inside, DEAD),
        cases=total(inside, *told),
        reference_events=total(others, DEAD),
        reference_cases=total(others, *told),
        n=cases[known][:, inside].sum(axis=(1, 2))[:, None],
        precision=precision,
    )
