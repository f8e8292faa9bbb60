"""Rates of groups over the rate of one of them, with errors that know both come from one sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.errors import DefinitionError
from famplan.tabulate.measures import BirthSums, measure_of
from famplan.tabulate.precision import Figures, Precision
from famplan.tabulate.table import Table
from famplan.tabulate.variance import Design, standard_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.formulas.fertility import GeneralFertilityAges
    from famplan.tabulate.births import BirthTally
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.strata import Lonely

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["rate_ratios"]


def rate_ratios(  # noqa: PLR0913 - what is compared with what, and how its error is computed
    tally: BirthTally,
    codes: str | Sequence[str],
    *,
    reference: Mapping[str, object],
    definition: GeneralFertilityAges | None = None,
    level: float = 0.95,
    interval: Limits = "normal",
    lonely: Lonely = "adjust",
) -> Table:
    """Divide the fertility rates of each group by those of a reference group.

    Groups of one sample share clusters, so their rates are not independent: the error of the ratio
    comes from the linearised scores of both, by the delta method.

    Parameters
    ----------
    tally : BirthTally
        Births and exposure by age, group and cluster.
    codes : str or sequence of str
        Any of ``"ASFR"``, ``"TFR"``, ``"GFR"`` and ``"ABR"``.
    reference : mapping of str to object
        The group that others are compared with: a value for each group column.
    definition : {"15-49", "15-plus/15-44", "dhs"}, optional
        Which general fertility rate, as in `rates`.
    level : float
        Confidence level.
    interval : {"normal", "t"}
        How limits are made; they are symmetric on the logarithmic scale.
    lonely : {"adjust", "average", "remove", "certainty"}
        What a stratum with a single cluster adds to the variance.

    Returns
    -------
    Table
        One record for each indicator, age and group but the reference. `numerator` and
        `denominator` are the two rates, `n` the unweighted woman-years of the group.

    Raises
    ------
    DefinitionError
        No group is the reference, or a choice does not exist.

    Examples
    --------
    >>> from famplan.tabulate import birth_history
    >>> women = {
    ...     "v005": [1_000_000] * 4, "v008": [1362] * 4, "v011": [1058] * 4,
    ...     "v021": [1, 1, 2, 2], "v022": [1] * 4, "v025": [1, 2, 1, 2],
    ...     "b3_01": [1355, 1350, 1352, 0], "b3_02": [1335, 0, 0, 0],
    ... }
    >>> tally = birth_history(women, by="v025")
    >>> table = rate_ratios(tally, "GFR", reference={"v025": 2})
    >>> table.column("v025"), table.column("value")
    ([1], [3.0])
    """
    precision = Precision(level=level, interval=interval, lonely=lonely)
    if interval == "logit":
        raise DefinitionError("interval", "logit limits are for proportions, not for ratios")
    sums = BirthSums.of(tally)
    by, records = tally.kernel.by, list[dict[str, object]]()
    for code in [codes] if isinstance(codes, str) else codes:
        measure = measure_of(code, sums.ages, definition)
        known = sums.exposed(measure.women)
        base = _reference(known.design, by, reference)
        value = known.value(measure)
        scores = measure.scores(known.design, known.births, known.women)
        _, _, n = known.bases(measure)
        figures = _figures(known.design, value, scores, base, precision, n=n)
        groups = [dict(zip(by, labels, strict=True)) for labels in known.design.groups]
        found = figures.records(
            groups,
            [{"age": age} for age in measure.ages] or [{}],
            indicator=measure.indicator.code,
            definition=f"{measure.definition} ratio to {_named(reference)}".strip(),
        )
        records += [record for record in found if not _is(record, reference)]
    return Table(records, groups=by, labels=tally.labels)


def _named(reference: Mapping[str, object]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in reference.items())


def _is(record: Mapping[str, object], reference: Mapping[str, object]) -> bool:
    return all(record[name] == value for name, value in reference.items())


def _reference(design: Design, by: tuple[str, ...], reference: Mapping[str, object]) -> int:
    wanted = tuple(reference.get(name) for name in by)
    if set(reference) != set(by) or wanted not in design.groups:
        groups = "; ".join(_named(dict(zip(by, group, strict=True))) for group in design.groups)
        raise DefinitionError(
            "reference", f"no group is {_named(reference) or 'given'}", remedy=f"there are {groups}"
        )
    return design.groups.index(wanted)


def _figures(  # noqa: PLR0913 - two estimates, their scores, and how limits are made
    design: Design,
    value: FloatArray,
    scores: FloatArray,
    base: int,
    precision: Precision,
    *,
    n: FloatArray,
) -> Figures:
    below = np.broadcast_to(value[base], value.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(below == 0, np.nan, value / below)
    error = np.stack(
        [
            _error(
                design, ratio[:, column], value[base, column], scores[:, column], base, precision
            )
            for column in range(value.shape[1])
        ],
        axis=1,
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        positive = np.where(ratio > 0, ratio, np.nan)
        low, high = precision.limits(design, np.log(positive), error / positive)
    return Figures(
        value=ratio,
        se=error,
        low=np.exp(low),
        high=np.exp(high),
        deft=np.full_like(value, np.nan),
        numerator=value,
        denominator=below,
        n=n,
    )


def _error(  # noqa: PLR0913, PLR0917 - a column of ratios, their base and their scores
    design: Design,
    ratio: FloatArray,
    below: float,
    scores: FloatArray,
    base: int,
    precision: Precision,
) -> FloatArray:
    whole, columns = design.side_by_side(scores)
    with np.errstate(divide="ignore", invalid="ignore"):
        combined = (columns - ratio * columns[:, [base]]) / below
    (found,) = standard_error(whole, combined, lonely=precision.lonely)
    return np.asarray(found)
