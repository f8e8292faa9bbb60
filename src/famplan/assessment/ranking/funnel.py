"""Areas beside all areas or a target: who stands out, at an error stated for the whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import attrs
import numpy as np

from famplan.assessment.ranking.area_counts import AreaCounts, Ordered, fixed
from famplan.assessment.ranking.limits import Tails, all_together, around, read_reference
from famplan.assessment.ranking.over_dispersion import (
    OverDispersion,
    Widening,
    over_dispersion_of,
)
from famplan.assessment.ranking.reading import check_level, read_areas
from famplan.assessment.ranking.standing import Standing
from famplan.formulas.arrays import FloatArray, divide
from famplan.formulas.choices import one_of
from famplan.model.estimate import Interval
from famplan.quality.multiple_testing import Control, adjusted_p_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from famplan.assessment.figures import Exact
    from famplan.assessment.measures import Evidence
    from famplan.assessment.ranking.chance import Chance

__all__ = ["Funnel", "funnel", "funnel_of"]

_ERRORS: dict[str, str] = {
    "bonferroni": "family-wise error",
    "holm": "family-wise error",
    "benjamini-hochberg": "false-discovery rate",
    "none": "error of each area alone",
}


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Funnel:
    """Each area against a reference, with the limits and p-values of its size.

    Parameters
    ----------
    areas : tuple of str
        The areas.
    figure : ndarray
        Their raw figures, per one.
    reference : float
        What they are held against, per one.
    is_pooled : bool
        Whether that is the figure of all areas together.
    limits : Interval
        Figures within have an adjusted p-value above the error; for each area at its own size.
    p_value, adjusted_p_value : ndarray
        Two-sided p-value of the area alone, and after allowing for the number of areas.
    standing : tuple of Standing
        Who stands out.
    control : str
        What is kept low: see `famplan.quality.adjusted_p_values`.
    error : float
        How low.
    over_dispersion : OverDispersion
        Whether the funnel was widened, and by how much.
    """

    areas: tuple[str, ...]
    figure: FloatArray = attrs.field(converter=fixed)
    reference: float
    is_pooled: bool
    limits: Interval
    p_value: FloatArray = attrs.field(converter=fixed)
    adjusted_p_value: FloatArray = attrs.field(converter=fixed)
    standing: tuple[Standing, ...]
    control: Control
    error: float
    over_dispersion: OverDispersion

    @property
    def named(self) -> tuple[str, ...]:
        """Areas that stand out, above or below."""
        out = {Standing.ABOVE, Standing.BELOW}
        return tuple(
            area for area, how in zip(self.areas, self.standing, strict=True) if how in out
        )

    @property
    def kind_of_error(self) -> str:
        """What the error is of: the whole family, the discoveries, or each area."""
        return _ERRORS[self.control]

    def __str__(self) -> str:
        """Say who stands out, and at what error."""
        against = "all areas together" if self.is_pooled else "a target"
        known = sum(how is not Standing.UNKNOWN for how in self.standing)
        wide = self.over_dispersion
        text = (
            f"{len(self.named)} of {known} areas stand out from {against} at "
            f"{self.kind_of_error} {self.error * 100:g} % ({self.control})"
        )
        if wide.kind == "none":
            return text
        return f"{text}; {wide.kind} over-dispersion, {wide.ratio:.2f} times the variance of chance"

    __repr__ = __str__


def funnel(  # noqa: PLR0913 - the counts, the reference, and what error is allowed
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    areas: Sequence[str],
    evidence: Evidence | str,
    reference: Exact = "pooled",
    control: Control,
    error: float = 0.05,
    over_dispersion: Widening = "none",
) -> Funnel:
    """Say which areas stand out by more than chance does to some area.

    Against all areas together the tests are exact and estimate nothing: given the cases of all, an
    area's are binomial (rates, counts) or hypergeometric (proportions, ratios). Against a target
    they are exact Poisson or binomial tests.

    Parameters
    ----------
    counts, exposure, areas, evidence
        As in `honest_ranking`.
    reference : "pooled", number or text
        All areas together, or a figure that is set: ``0.012``, ``"107:100"``.
    control : {"bonferroni", "holm", "benjamini-hochberg", "none"}
        What is kept below the error: the chance of any false alarm, or the expected share of false
        alarms among the alarms. ``"none"`` tests each area as if it were the only one.
    error : float
        How low it is kept.
    over_dispersion : {"none", "multiplicative", "additive"}
        Whether areas are allowed to differ by more than chance before one stands out: all scores
        are divided by their common spread, or by a variance between areas that weighs on large
        areas most. Both are approximations by normal scores.

    Returns
    -------
    Funnel
        Limits, p-values and standing of each area.

    Raises
    ------
    DefinitionError
        An unknown control, widening or evidence.
    InvalidInputError
        Counts that are not whole, a reference that no area can have, an error outside 0 to 1.

    Examples
    --------
    >>> found = funnel(
    ...     [52, 61, 55, 118], [4000, 5000, 4200, 4500], areas=["A", "B", "C", "D"],
    ...     evidence="rate", control="holm",
    ... )
    >>> print(found)
    2 of 4 areas stand out from all areas together at family-wise error 5 % (holm)
    >>> found.named, [str(how) for how in found.standing][2:]
    (('B', 'D'), ['not distinguishable', 'above'])
    """
    made = read_areas(counts, exposure, areas=areas, evidence=evidence)
    return funnel_of(
        made, reference=reference, control=control, error=error, over_dispersion=over_dispersion
    )


def funnel_of(
    made: AreaCounts, *, reference: Exact, control: Control, error: float, over_dispersion: Widening
) -> Funnel:
    """Do what `funnel` does with counts that were read."""
    one_of(control, get_args(Control), argument="control")
    one_of(over_dispersion, get_args(Widening), argument="over_dispersion")
    check_level(error, argument="error")
    known, is_pooled = made.ordered(), reference == "pooled"
    centre = made.pooled if is_pooled else read_reference(made, reference)
    chance = all_together(made, known) if is_pooled else around(made, known.base, centre)
    size = chance.mean if made.is_poisson else known.base
    wide = over_dispersion_of(chance, known.cases, size, kind=over_dispersion)
    tails = Tails(chance=chance, factor=None if wide.kind == "none" else wide.factor)
    p_value = tails.p_value(known.cases)
    adjusted = adjusted_p_values(p_value, control=control)
    cut = _cut(adjusted <= error, control, error)
    limits = (
        known.given(made.shown(np.asarray(divide(end, known.base)))) for end in tails.range(cut)
    )
    method = f"{'exact' if wide.kind == 'none' else wide.kind} {chance.name} funnel, {control}"
    return Funnel(
        areas=made.areas,
        figure=made.raw,
        reference=float(made.shown(np.array(centre))),
        is_pooled=is_pooled,
        limits=Interval(*limits, level=1 - error, method=method),
        p_value=known.given(p_value),
        adjusted_p_value=known.given(adjusted),
        standing=_standing(known, chance, adjusted <= error),
        control=control,
        error=error,
        over_dispersion=attrs.evolve(wide, factor=known.given(wide.factor)),
    )


def _cut(out: NDArray[np.bool_], control: Control, error: float) -> float:
    """P-value of a single area at which it stands out, given how many do."""
    tests, found = max(out.size, 1), int(out.sum())
    cuts = {
        "none": error,
        "bonferroni": error / tests,
        "holm": error / max(tests - found, 1),
        "benjamini-hochberg": error * max(found, 1) / tests,
    }
    return cuts[control]


def _standing(known: Ordered, chance: Chance, out: NDArray[np.bool_]) -> tuple[Standing, ...]:
    names = [Standing.UNKNOWN] * known.total
    for place, is_out, is_high in zip(known.place, out, known.cases > chance.mean, strict=True):
        how = Standing.ABOVE if is_high else Standing.BELOW
        names[place] = how if is_out else Standing.NOT_DISTINGUISHABLE
    return tuple(names)
