"""Ways from files of women to indicators: what counts each, and what is made of the tally."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from famplan.errors import DefinitionError
from famplan.model.age import AgeGroups
from famplan.tabulate.adolescence import birth_rate_10_14
from famplan.tabulate.births import birth_history
from famplan.tabulate.calendars import (
    discontinuation,
    perinatal_mortality,
    postpartum_use,
    reasons_for_stopping,
)
from famplan.tabulate.contraception import contraception, planning_status
from famplan.tabulate.contraception.catalogue import MEASURES
from famplan.tabulate.contraception.demand import counting
from famplan.tabulate.contraception.planning import DEFINITIONS as PLANNING
from famplan.tabulate.crude import crude_birth_rate, household_population
from famplan.tabulate.first_birth import FirstBirthTally, age_at_first_birth
from famplan.tabulate.orders import births_by_order
from famplan.tabulate.parity import children_ever_born
from famplan.tabulate.postpartum import postpartum_status
from famplan.tabulate.postpartum.asked import CODES as AFTER_A_BIRTH
from famplan.tabulate.risks import fertility_risk
from famplan.tabulate.sources import columns_of
from famplan.tabulate.spacing import birth_intervals
from famplan.tabulate.timing import mean_age_at_birth
from famplan.tabulate.wanted import wanted_fertility

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from famplan.tabulate.indicators import Request
    from famplan.tabulate.table import Table

    Estimate: TypeAlias = Callable[[Request, Any, str], Table]

__all__ = ["INDICATORS", "RATES", "Way"]

RATES = ("TFR", "GFR", "ASFR", "ABR")
"""Rates, which say themselves which definitions they have."""
_GIRLS = AgeGroups((10, 11, 12, 13, 14, 15))
_WINDOW = frozenset({"window", "ending", "before", "all_women_factor"})


@attrs.frozen(kw_only=True)
class Way:
    """How an indicator comes from a file.

    Parameters
    ----------
    count : callable
        Makes the tally from data, `by` and the options.
    takes : frozenset of str
        Options of counting that change it.
    estimate : callable
        Makes a table from the request, the tally and the code.
    definitions : tuple of str
        Definitions that it may be asked for by; those of rates are in `measure_of`.
    counted_by : callable
        What counting some of these indicators by a definition takes besides.
    """

    count: Callable[..., Any]
    takes: frozenset[str]
    estimate: Estimate
    definitions: tuple[str, ...] = ()
    counted_by: Callable[[Sequence[str], str | None], Mapping[str, Any]] = lambda *_: {}


def _by_code(request: Request, tally: Any, code: str) -> Table:  # noqa: ANN401 - a tally of several
    definition = request.definition_of(code)
    named = {} if definition is None else {"definition": definition}
    table: Table = tally.estimate(code, level=request.level, **named)
    return table


def _made_by(estimate: Callable[..., Table]) -> Estimate:
    """Take a function of a tally that has one measure only."""
    return lambda request, tally, _: estimate(tally, level=request.level)


def _per_head(request: Request, tally: Any, _: str) -> Table:  # noqa: ANN401 - a birth tally
    present = columns_of(request.population)
    # Files of household members call hv025 what files of women call v025.
    by = [name if name in present else f"h{name}" for name in request.by]
    people = household_population(request.population, by=by, ages=tally.kernel.ages)
    return crude_birth_rate(tally, people, level=request.level)


def _by_order(request: Request, tally: Any, code: str) -> Table:  # noqa: ANN401 - an order tally
    table = _by_code(request, tally, code)
    return attrs.evolve(
        table,
        records=[{**record, "definition": f"order {record['order_label']}"} for record in table],
        groups=request.by,
    )


def _as_counted(request: Request, tally: Any, code: str) -> Table:  # noqa: ANN401 - a tally
    """Estimate what was counted by a definition already."""
    table: Table = tally.estimate(code, level=request.level)
    return table


_girls = partial(birth_history, ages=_GIRLS)


def _of_phase(count: Callable[..., Any], argument: str) -> Callable[..., Any]:
    """Count by a function that calls the phase of a survey by a name of its own."""

    def counted(data: object, *, phase: str | None = None, **rest: Any) -> Any:  # noqa: ANN401
        return count(data, **rest, **({} if phase is None else {argument: phase}))

    return counted


def _without_births(count: Callable[..., Any]) -> Callable[..., Any]:
    """Count what needs no births, and say so where a table of them is given."""

    def counted(data: object, *, births: object = None, **rest: Any) -> Any:  # noqa: ANN401
        if births is not None:
            raise DefinitionError("births", "contraception is counted without them")
        return count(data, **rest)

    return counted


def _after_a_birth(data: object, *, phase: str | None = None, **rest: Any) -> Any:  # noqa: ANN401
    """Status after births is counted in three ways, the first of them up to the sixth phase."""
    if phase is not None:
        phase = phase if phase in {"dhs7", "dhs8"} else "dhs6"
    return postpartum_status(data, phase=phase, **rest)  # type: ignore[arg-type]


_use = _without_births(_of_phase(contraception, "layout"))
_stopping = _without_births(_of_phase(discontinuation, "layout"))
_reasons = _without_births(_of_phase(reasons_for_stopping, "layout"))
_after_births = _without_births(_of_phase(postpartum_use, "layout"))
_perinatal = _without_births(_of_phase(perinatal_mortality, "layout"))

_MONTHS = {f"DISC{months}": months for months in (6, 12, 24, 36)}


def _horizons(codes: Sequence[str], _: str | None) -> dict[str, object]:
    """Months of use up to which stopping is counted: those that are asked for, or twelve."""
    return {"months": [_MONTHS[code] for code in codes if code in _MONTHS] or 12}


def _planned_by(_: Sequence[str], definition: str | None) -> dict[str, object]:
    return {"definition": definition} if definition in PLANNING else {}


_NONE: frozenset[str] = frozenset()
_PHASE = frozenset({"phase"})
_LISTS = frozenset({"phase", "letters"})

INDICATORS: dict[str, Way] = {
    **dict.fromkeys(RATES, Way(count=birth_history, takes=_WINDOW, estimate=_by_code)),
    "MAB": Way(count=birth_history, takes=_WINDOW, estimate=_made_by(mean_age_at_birth)),
    "CBR": Way(count=birth_history, takes=_WINDOW, estimate=_per_head),
    "ABR_10_14": Way(count=_girls, takes=_WINDOW - {"ending"}, estimate=_made_by(birth_rate_10_14)),
    "WTFR": Way(count=wanted_fertility, takes=_WINDOW, estimate=_by_code),
    "TFR_ORDER": Way(count=births_by_order, takes=_WINDOW, estimate=_by_order),
    **dict.fromkeys(
        ("MEAN_PARITY", "CHILDLESS"),
        Way(count=children_ever_born, takes=_NONE, estimate=_by_code),
    ),
    "MEDIAN_AFB": Way(
        count=age_at_first_birth, takes=_NONE, estimate=_made_by(FirstBirthTally.estimate)
    ),
    **dict.fromkeys(
        ("MEDIAN_BIRTH_INTERVAL", "BIRTH_INTERVAL_SHARE"),
        Way(count=birth_intervals, takes=frozenset({"window"}), estimate=_by_code),
    ),
    **dict.fromkeys(
        ("BIRTH_RISK_SHARE", "BIRTH_RISK_RATIO", "NEXT_BIRTH_RISK_SHARE"),
        Way(count=fertility_risk, takes=frozenset({"window"}), estimate=_by_code),
    ),
    **dict.fromkeys(
        AFTER_A_BIRTH,
        Way(count=_after_a_birth, takes=frozenset({"window", "phase"}), estimate=_by_code),
    ),
    **{
        code: Way(
            count=_use,
            takes=frozenset({"phase", "methods"}),
            estimate=_by_code,
            definitions=measure.definitions,
            counted_by=counting,
        )
        for code, measure in MEASURES.items()
    },
    **dict.fromkeys(
        ("PLANNING_STATUS", "UNINTENDED_BIRTHS"),
        Way(
            count=planning_status,
            takes=frozenset({"window"}),
            estimate=_as_counted,
            definitions=tuple(PLANNING),
            counted_by=_planned_by,
        ),
    ),
    **dict.fromkeys(
        (*_MONTHS, "DISC_REASON", "DISC_SWITCH", "DISC_NET", "FAIL_NET"),
        Way(count=_stopping, takes=_LISTS, estimate=_by_code, counted_by=_horizons),
    ),
    "DISC_REASON_SHARE": Way(count=_reasons, takes=_LISTS | {"window"}, estimate=_by_code),
    "PPFP": Way(count=_after_births, takes=_LISTS, estimate=_by_code),
    **dict.fromkeys(
        ("PERINATAL", "STILLBIRTH", "EARLY_NEONATAL"),
        Way(count=_perinatal, takes=_LISTS | {"window"}, estimate=_by_code),
    ),
}
"""Every indicator that comes from a file of women, by code."""
