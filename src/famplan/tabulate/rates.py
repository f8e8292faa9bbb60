"""Fertility rates from a tally of births and exposure, each with its design-based error."""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.errors import DefinitionError, ImplausibleRateWarning, own_warnings
from famplan.tabulate.measures import BirthSums, Measure, measure_of, span_of
from famplan.tabulate.precision import Figures, Precision, Variance
from famplan.tabulate.table import Table
from famplan.tabulate.truncation import truncation_note
from famplan.tabulate.variance import deft, taylor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from famplan.formulas.fertility import GeneralFertilityAges
    from famplan.tabulate.births import BirthTally
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.strata import Lonely

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["rates"]


def rates(  # noqa: PLR0913 - what is estimated, and every choice its error rests on
    tally: BirthTally,
    codes: str | Sequence[str] = ("TFR", "GFR", "ASFR"),
    *,
    definition: GeneralFertilityAges | None = None,
    level: float = 0.95,
    variance: Variance | None = None,
    interval: Limits = "normal",
    lonely: Lonely = "adjust",
) -> Table:
    """Estimate fertility rates with their errors.

    Parameters
    ----------
    tally : BirthTally
        Births and exposure by age, group and cluster.
    codes : str or sequence of str
        Any of ``"ASFR"``, ``"TFR"``, ``"GFR"`` and ``"ABR"``, or their names.
    definition : {"15-49", "15-plus/15-44", "dhs"}, optional
        Which births stand over which women in the general fertility rate. Left out it is
        ``"dhs"`` if births under 15 were counted (ages that begin below 15), else ``"15-49"``;
        the table says which it was. ``"15-plus"`` is short for the second.
    level : float
        Confidence level.
    variance : {"taylor", "jackknife", "stratified-jackknife"}, optional
        How errors are computed. Left out, the total fertility rate has the jackknife and the
        others have Taylor linearisation, as in DHS reports.
    interval : {"normal", "t"}
        How limits are made of an error; the lower one is cut at zero.
    lonely : {"adjust", "average", "remove", "certainty"}
        What a stratum with a single cluster adds to the variance.

    Returns
    -------
    Table
        One record for each indicator, group and age. `numerator` and `denominator` are weighted
        births and woman-years, `n` unweighted woman-years. The design factor of a total fertility
        rate is that of all its births per woman-year. Where the window goes back more than five
        years, a note says which ages are incomplete.

    Raises
    ------
    UnknownIndicatorError
        No indicator is called so.
    DefinitionError
        An indicator of something else, or no such choice; births under 15 are asked for but were
        not counted.
    AgeGroupsError
        The age groups do not begin and end where an indicator needs it.
    """
    names = [codes] if isinstance(codes, str) else list(codes)
    measures = [measure_of(name, tally.kernel.ages, definition) for name in names]
    sums = BirthSums.of(tally)
    records: list[dict[str, object]] = []
    for measure in measures:
        chosen = variance or ("jackknife" if measure.widths is not None else "taylor")
        precision = Precision(level=level, variance=chosen, interval=interval, lonely=lonely)
        if interval == "logit":
            raise DefinitionError("interval", "logit limits are for proportions, not for rates")
        groups = [dict(zip(tally.kernel.by, labels, strict=True)) for labels in sums.design.groups]
        records += _figures(sums, measure, precision).records(
            groups,
            [{"age": age} for age in measure.ages] or [{}],
            indicator=measure.indicator.code,
            per=measure.indicator.per,
            definition=measure.definition,
        )
    taken = (measure.women for measure in measures)
    note = truncation_note(tally.kernel.ages, span_of(taken), tally.kernel.window)
    notes = (note,) if note else ()
    return Table(records, groups=tally.kernel.by, labels=tally.labels, notes=notes)


def _figures(sums: BirthSums, measure: Measure, precision: Precision) -> Figures:
    known = sums.exposed(measure.women)
    design, births, women = known.design, known.births, known.women
    y, x = measure.pooled(births, measure.births), measure.pooled(women, measure.women)
    value = known.value(measure)
    with own_warnings():  # replicates repeat what the estimate itself warns of
        warnings.simplefilter("ignore", ImplausibleRateWarning)
        scores = partial(measure.scores, design, births, women)
        error = precision.error(design, scores, measure.compute, births, women)
    low, high = precision.limits(design, value, error, lowest=0)
    above, below, n = known.bases(measure)
    simple = measure.squares(sums.squares).standard_error(above, below)
    factor = deft(taylor(design, y, x, lonely=precision.lonely), simple)
    return Figures(
        value=value,
        se=error,
        low=low,
        high=high,
        deft=np.where(np.isnan(value), np.nan, factor),
        numerator=above,
        denominator=below,
        n=n,
    )
