"""The charts of a report, drawn from its results."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.catalogue.facts import fact
from famplan.model.age import AgeGroups
from famplan.report.disclosure import hide_what_sums_give_back
from famplan.report.headlines import headlines
from famplan.report.layout import indicator_of
from famplan.report.results import figure_key
from famplan.report.words import period_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from famplan.report.results import Results
    from famplan.tabulate.register import RegisterTally
    from famplan.tabulate.table import Table

__all__ = ["draw_all"]

_FIVES = AgeGroups((*range(0, 86, 5),), open_end=True)
_YEARS_OF_LEXIS = 3  # fewer make no surface


def draw_all(results: Results) -> dict[str, Axes]:
    """Draw every chart that the results allow, by key."""
    if not results.whole.areas:  # nothing was counted
        return {}
    drawn = (_pyramid, _fertility, _funnel, _methods, _lexis)
    found = {key: ax for draw in drawn for key, ax in draw(results)}
    return {**found, **dict(_trends(results))}


def _pyramid(results: Results) -> Iterator[tuple[str, Axes]]:
    from famplan.report.charts import population_pyramid  # noqa: PLC0415 - heavy
    from famplan.tabulate.register.totals import FEMALE, MALE, Totals  # noqa: PLC0415

    totals = Totals(results.whole)
    place = _home_place(results.whole)
    ages = [totals.people("closing", sex=(sex,))[place] for sex in (MALE, FEMALE)]
    males, females = (_five_years(column) for column in ages)
    if males.sum() + females.sum() > 0:
        both = _without_few(np.r_[males, females], results.hide_below)
        left, right = both[: len(males)], both[len(males) :]
        yield (
            "pyramid",
            population_pyramid(left, females=right, ages=_FIVES, language=results.language),
        )


def _without_few(
    counts: NDArray[np.float64], below: float, *, by: int | None = None
) -> NDArray[np.float64]:
    """Leave out small counts of a known sum, and a second one where there is one alone.

    Where every `by` counts have a sum that other figures show, that holds for each of these.
    """
    few = set(np.flatnonzero((counts > 0) & (counts < below)).tolist())
    size = dict(enumerate(counts.tolist()))
    cells = list(size)
    groups = [cells[n : n + by] for n in range(0, len(cells), by)] if by else []
    gone = hide_what_sums_give_back([cells, *groups], few, size=size)
    return np.where(np.isin(np.arange(len(counts)), list(gone)), np.nan, counts)


def _home_place(whole: RegisterTally) -> int:
    return next((n for n, path in enumerate(whole.areas) if path is not None), 0)


def _five_years(by_age: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add single years up, the unknown (in the last column) left out."""
    known = by_age[:-1]
    bounds = (*_FIVES.bounds, len(known))
    return np.array([known[a:b].sum() for a, b in pairwise(bounds)])


def _rows(results: Results, code: str, *, basis: str | None = None) -> list[dict[str, Any]]:
    rows = [row for row in results.figures.to_dicts() if row["indicator"] == code]
    return rows if basis is None else [row for row in rows if row["basis"] == basis]


def _column(rows: list[dict[str, Any]], name: str) -> NDArray[np.float64]:
    return np.array([row[name] for row in rows], dtype=np.float64)


def _fertility(results: Results) -> Iterator[tuple[str, Axes]]:
    from famplan.report.charts import fertility_schedule  # noqa: PLC0415 - heavy

    rows = _rows(results, "ASFR")
    if not rows or np.isnan(_column(rows, "value")).all():
        return
    _, before = results.earlier()
    earlier = {row["age"]: row["value"] for key, row in before.items() if key[0] == "ASFR"}
    ages = [row["age"] for row in rows]
    yield (
        "fertility",
        fertility_schedule(
            _column(rows, "value"),
            ages=ages,
            low=_column(rows, "low"),
            high=_column(rows, "high"),
            before=[earlier.get(age, np.nan) for age in ages] if earlier else None,
            language=results.language,
        ),
    )


def _funnel(results: Results) -> Iterator[tuple[str, Axes]]:
    from famplan.report.charts import sex_ratio_chart  # noqa: PLC0415 - heavy

    rows = [
        row
        for row in results.areas.to_dicts()
        if row["indicator"] == "SRB" and not row["definition"] and not np.isnan(row["value"])
    ]
    if not results.by_area or len(rows) < 2:  # noqa: PLR2004 - one area is no comparison
        return
    day = results.tally.period.start
    normal = [fact(f"sex_ratio_at_birth_normal_{end}", on=day) for end in ("low", "high")]
    yield (
        "funnel",
        sex_ratio_chart(
            _column(rows, "numerator"),
            girls=_column(rows, "denominator"),
            reference=normal,
            areas=[results.area(row["area"]) for row in rows],
            language=results.language,
        ),
    )


def _methods(results: Results) -> Iterator[tuple[str, Axes]]:
    from famplan.report.charts import method_mix  # noqa: PLC0415 - heavy

    rows = _rows(results, "METHOD_MIX")
    if not rows or not np.nansum(_column(rows, "numerator")):
        return
    methods = [row["definition"] for row in rows]
    _, before = results.earlier()
    then = {key[1]: row for key, row in before.items() if key[0] == "METHOD_MIX"}
    yield (
        "methods",
        method_mix(
            _column(rows, "numerator"),
            methods=methods,
            before=[then[m]["numerator"] if m in then else np.nan for m in methods]
            if then
            else None,
            total=_users(rows),
            total_before=_users([*then.values()]),
            language=results.language,
        ),
    )


def _users(rows: list[dict[str, Any]]) -> float | None:
    """All users, those of hidden methods too."""
    known = [row["denominator"] for row in rows if row["denominator"] == row["denominator"]]
    return max(known, default=None)


def _lexis(results: Results) -> Iterator[tuple[str, Axes]]:
    from famplan.report.charts import lexis_surface  # noqa: PLC0415 - heavy
    from famplan.tabulate.register.totals import Totals  # noqa: PLC0415

    tallies = [*results.before_whole, results.whole]
    starts = [_year(one.period.start) for one in tallies]
    stops = [_year(one.period.stop) for one in tallies]
    if len(tallies) < _YEARS_OF_LEXIS or starts[1:] != stops[:-1]:
        return
    ages = AgeGroups.regular(15, 50, width=1)
    births = np.array([Totals(one).births_by_age(ages)[_home_place(one)] for one in tallies])
    if np.isnan(births).all():  # a table of births was not given, or no mother's age
        return
    births = np.array([_without_few(row, results.hide_below, by=5) for row in births])
    tables = [*(table for _, table in results.before), results.figures]
    births[np.array([_hidden_ages(table) for table in tables])] = np.nan
    yield (
        "lexis",
        lexis_surface(
            births, years=[*starts, stops[-1]], ages=list(ages.bounds), language=results.language
        ),
    )


def _hidden_ages(table: Table) -> NDArray[np.bool_]:
    """Tell which single years from 15 to 49 lie in groups whose births the figures hide."""
    rows = [row for row in table.to_dicts() if row["indicator"] == "ASFR"]
    hidden = {row["age"] for row in rows if row["mark"] == "hidden"}
    return np.repeat([label in hidden for label in AgeGroups.regular(15, 50, width=5).labels], 5)


def _year(day: Any) -> float:  # noqa: ANN401 - a date
    return float(day.year + (day.timetuple().tm_yday - 1) / 365.25)


def _trends(results: Results) -> Iterator[tuple[str, Axes]]:
    from famplan.report.charts import trend  # noqa: PLC0415 - heavy

    if len(results.before) < 2:  # noqa: PLR2004 - the cards tell of two periods
        return
    tables = [*results.before, (results.tally.period.label, results.figures)]
    by_key = [{figure_key(row): row for row in table.to_dicts()} for _, table in tables]
    for card in headlines(results):
        ends = ("value", "low", "high")
        missing = dict.fromkeys(ends, np.nan)
        rows = [found.get(card.key, missing) for found in by_key]
        name = results.say("with_unit", name=card.name, unit=card.unit) if card.unit else card.name
        value, low, high = (_column(rows, end) for end in ends)
        yield (
            f"trend-{card.code}",
            trend(
                value,
                periods=[period_text(label, results.say) for label, _ in tables],
                low=low,
                high=high,
                per=indicator_of(card.code).per,
                label=name,
                language=results.language,
            ),
        )
