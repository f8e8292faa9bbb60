"""From episodes at risk to rates: all horizons, reasons and methods, errors from cluster totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.formulas.choices import one_of
from famplan.formulas.contraception import cumulative_incidence, net_incidence
from famplan.tabulate.calendars.asked import ANY_REASON, BY_REASON, SWITCH
from famplan.tabulate.calendars.risk import Rules
from famplan.tabulate.counts import Counter
from famplan.tabulate.design import Design
from famplan.tabulate.jackknife import jackknife
from famplan.tabulate.table import Table
from famplan.tabulate.tallies import scale_of_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from famplan.tabulate.calendars.asked import Asked, Output
    from famplan.tabulate.calendars.discontinuation import DiscontinuationTally
    from famplan.tabulate.calendars.episode_counts import DiscontinuationKernel
    from famplan.tabulate.calendars.spell_code import SpellCode, SpellParts
    from famplan.tabulate.precision import Precision

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["Jackknife", "estimated"]

Jackknife: TypeAlias = Literal["jackknife", "stratified-jackknife"]
"""Leaving out one cluster at a time: with the strata forgotten, or within them."""

ALL_METHODS = "all methods"
_USUAL_REASONS = "dhs"
_ROUNDING = 1e-12  # of the episodes at risk; no weight is as small


@attrs.frozen(eq=False, kw_only=True)
class _Risk:
    """Episodes of some methods: at risk and ended in each month of use, clusters by months."""

    at_risk: FloatArray
    ends: FloatArray
    """Clusters by reasons and months."""
    switches: FloatArray
    episodes: FloatArray
    at_start: FloatArray


def estimated(tally: DiscontinuationTally, asked: Asked, precision: Precision) -> Table:
    """Make the table of a tally: for every method and for all, one record for each figure."""
    one_of(precision.variance, get_args(Jackknife), argument="variance")
    kernel, counts = tally.kernel, tally.counts
    design, row = _clusters(tally)
    parts = kernel.code.parts(counts)
    sums = {name: array[:, 0] for name, array in counts.sums.items()}
    women = parts.method < 0
    scale = scale_of_weights(
        kernel.weight_scale, weighted=sums["weight"][women], unweighted=sums["n"][women]
    )
    groups = [dict(zip(kernel.by, labels, strict=True)) for labels in design.groups]
    records = list[dict[str, object]]()
    for method, chosen in _methods(kernel.methods.labels, parts):
        weighted = _risk(design, row, parts, chosen, sums["weight"], kernel.code)
        unweighted = _risk(design, row, parts, chosen, sums["n"], kernel.code)
        figures = _figures(design, weighted, asked, precision)
        base = design.total(weighted.episodes)[:, 0] / scale
        number = design.total(unweighted.at_start)[:, 0]
        for place, group in enumerate(groups):
            for column, output in enumerate(asked.outputs):
                records.append(
                    {
                        **group,
                        "method": method,
                        "reason": output.reason,
                        "indicator": output.code,
                        "months": output.months,
                        **{name: array[place, column] for name, array in figures.items()},
                        "numerator": figures["value"][place, column] * base[place],
                        "denominator": base[place],
                        "n": number[place],
                        "per": find(output.code).per,
                        "definition": _definition(output, kernel),
                    }
                )
    order = {label: place for place, label in enumerate(design.groups)}
    records.sort(key=lambda record: order[tuple(record[name] for name in kernel.by)])
    groups_of = (*kernel.by, "method", "reason")
    notes = _notes(tally, asked, sums["n"][parts.outcome == kernel.code.unexplained].sum())
    return Table(records, groups=groups_of, labels=tally.labels, notes=notes)


def _notes(tally: DiscontinuationTally, asked: Asked, unexplained: float) -> tuple[str, ...]:
    """Say how much use ended for no reason that is known: it ended all the same."""
    if not unexplained or not any(output.code in BY_REASON for output in asked.outputs):
        return ()
    group = tally.kernel.reasons.rest
    return (f"{unexplained:,.0f} episodes ended without a reason: they are in “{group}”",)


def _definition(output: Output, kernel: DiscontinuationKernel) -> str:
    """Say what was counted: what reports do needs no words."""
    rules = kernel.rules
    said = [f"{output.months} months"]
    if output.code in BY_REASON and kernel.reasons.name != _USUAL_REASONS:
        said.append(f"reasons: {kernel.reasons.name}")
    if output.reason == SWITCH:
        said.append(f"{rules.switching} order")
    if rules.window != Rules().window:
        said.append("window {} to {}".format(*rules.window))
    if rules.leave_out:
        said.append(f"without {' '.join(map(str, sorted(rules.leave_out)))}")
    return ", ".join(said)


def _clusters(tally: DiscontinuationTally) -> tuple[Design, NDArray[np.int64]]:
    """Find the clusters of each group, and the one that each row of the counts is of."""
    counts = tally.counts
    place = counts.dimensions.index("spell")
    keys = [key for number, key in enumerate(counts.coded) if number != place]
    names = [name for name in counts.dimensions if name != "spell"]
    counter = Counter(names, {"n": 1})
    row = counter.rows(keys)
    return Design.of(counter.counts()), row


def _methods(labels: Sequence[str], parts: SpellParts) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Give each group of methods with its rows of the counts, and at last all methods together."""
    for place, label in enumerate(labels):
        yield label, np.flatnonzero(parts.method == place)
    yield ALL_METHODS, np.flatnonzero(parts.method >= 0)


def _risk(  # noqa: PLR0913, PLR0917 - rows of counts, and where each belongs
    design: Design,
    row: NDArray[np.int64],
    parts: SpellParts,
    chosen: NDArray[np.int64],
    sums: FloatArray,
    code: SpellCode,
) -> _Risk:
    """Add up counts to episodes at risk by month; whole weights stay whole numbers."""
    cluster, outcome, months = row[chosen], parts.outcome[chosen], parts.months[chosen]
    values, size, horizon = sums[chosen], len(design.domain), code.horizon
    # Use that ended without a reason is with the reasons that no group has.
    outcome = np.where(outcome == code.unexplained, code.reasons, outcome)

    def added(mask: NDArray[np.bool_], kinds: int, kind: NDArray[np.int64] | int) -> FloatArray:
        at = (cluster * kinds + kind) * (horizon + 2) + months
        length = size * kinds * (horizon + 2)
        found = np.bincount(at[mask], values[mask], length)
        return found.astype(np.float64, copy=False).reshape(size, kinds, horizon + 2)

    late = outcome == code.late
    left = added(~late, code.reasons + 1, np.where(late, 0, outcome))
    switches = added(~late & (parts.switched[chosen] > 0), 1, 0)[:, 0, 1:-1]
    entered = added(late, 1, 0)[:, 0]
    out = left.sum(axis=1)
    everyone = out.sum(axis=1, keepdims=True)
    # At risk in a month is who has not left before it and came into view before it.
    not_yet = entered[:, ::-1].cumsum(axis=1)[:, ::-1]
    return _Risk(
        at_risk=everyone - out.cumsum(axis=1)[:, :horizon] - not_yet[:, 1 : horizon + 1],
        ends=left[:, 1:, 1:-1],
        switches=switches,
        episodes=everyone,
        at_start=everyone - entered.sum(axis=1, keepdims=True),
    )


def _figures(
    design: Design, risk: _Risk, asked: Asked, precision: Precision
) -> dict[str, FloatArray]:
    """Compute every figure with its error and limits, domains by figures."""
    size, causes, months = risk.ends.shape

    def rates(at_risk: ArrayLike, ends: ArrayLike, switches: ArrayLike) -> FloatArray:
        exposed = np.asarray(at_risk)
        ended, switched = (_settled(np.asarray(array), exposed) for array in (ends, switches))
        by_cause = ended.reshape(-1, causes, months)
        exposed = np.maximum(_settled(exposed, exposed), by_cause.sum(axis=1))
        return _rates(asked, exposed, by_cause, switched)

    sums = (risk.at_risk, risk.ends.reshape(size, -1), risk.switches)
    value = rates(*(design.total(array) for array in sums))
    used = design.unstratified("domain") if precision.variance == "jackknife" else design
    error = jackknife(used, rates, *sums, lonely=precision.lonely)
    low, high = precision.limits(design, value, error, lowest=0, highest=1)
    return {"value": value, "se": error, "low": low, "high": high}


def _settled(sums: FloatArray, exposed: FloatArray) -> FloatArray:
    """Take what differences of weights with fractions leave behind as the nothing that it is."""
    least = _ROUNDING * exposed.max(axis=-1, keepdims=True)
    found: FloatArray = np.where(sums <= least, 0.0, sums)
    return found


def _rates(asked: Asked, at_risk: FloatArray, ends: FloatArray, switches: FloatArray) -> FloatArray:
    """Compute figures for many rows at once, rows by figures."""
    wanted = {output.code for output in asked.outputs}
    found = dict[tuple[str, str], Any]()
    if any(code.removeprefix("DISC").isdecimal() for code in wanted):
        found["DISC", ANY_REASON] = cumulative_incidence(ends.sum(axis=1), at_risk=at_risk)
    if "DISC_SWITCH" in wanted:
        # The other ends compete with switches.
        others = np.maximum(ends.sum(axis=1) - switches, 0)
        ways = np.stack([switches, others], axis=1)
        found["DISC_SWITCH", SWITCH] = cumulative_incidence(ways, at_risk=at_risk)[:, 0]  # type: ignore[index]
    for code, compute in _FORMULAS.items():
        if code in wanted:
            by_cause: Any = compute(ends, at_risk=at_risk)
            found |= {(code, cause): by_cause[:, place] for place, cause in enumerate(asked.causes)}
    columns = [
        found["DISC" if output.reason == ANY_REASON else output.code, output.reason][
            :, output.months - 1
        ]
        for output in asked.outputs
    ]
    return np.stack(columns, axis=1)


_FORMULAS = {
    "DISC_REASON": cumulative_incidence,
    "DISC_NET": net_incidence,
    "FAIL_NET": net_incidence,
}
