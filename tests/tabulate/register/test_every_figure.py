"""Every indicator of small random counties against a count of their rows one by one."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from famplan.model import Area, Period
from famplan.model.migrant import Floating, Migrant, counts_as_floating
from famplan.tabulate import register
from famplan.tabulate.register.estimates import WAYS
from tests.tabulate.register.all_figures import figures
from tests.tabulate.register.all_values import values
from tests.tabulate.register.one_by_one import OneByOne
from tests.tabulate.register.random_county import AREAS, columns_of, random_county

if TYPE_CHECKING:
    from collections.abc import Callable

PERIODS = ("2012", "2013", "SY2013", "2013H1", "SY2012Q2", "2012-02")
UNITS = {None: {"1": (0, 1, 2, 3, 4)}, "township": {"1": (0,), "1/10": (1, 3, 4), "1/11": (2,)}}
DAYS = 90
PER_PERSON_YEAR = {
    "ASFR",
    "GFR",
    "ABR",
    "ABR_10_14",
    "FIRST_MARRIAGE_FREQUENCY",
    "TFR",
    "TFR_ORDER",
    "GRR",
    "TFMR",
}


def places() -> list[Area]:
    """The areas as the model knows them."""
    found: list[Area] = []
    for row in AREAS:
        parent = None if row["parent"] is None else found[row["parent"]]
        found.append(Area(row["area"], row["level"], parent))
    return found


@pytest.mark.filterwarnings("ignore::famplan.errors.ImplausibleRateWarning")
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    seed=st.integers(0, 10**6),
    label=st.sampled_from(PERIODS),
    by=st.sampled_from(list(UNITS)),
    scope=st.sampled_from(["resident", "registered", "total"]),
    events=st.sampled_from(["occurred", "reported"]),
)
def test_numerators_and_denominators_are_those_of_the_rows(  # noqa: PLR0913, PLR0917 - what varies
    seed: int, label: str, by: str | None, scope: str, events: Any, make: Callable[..., Any]
) -> None:
    """In every unit, scope and kind of period; a part that exceeds its whole has no figure."""
    period = Period.parse(label)
    tables = random_county(Random(seed), period)  # noqa: S311 - rows of a test
    tally = register(
        make(**columns_of(tables)), period=period, by=by, at="1", scope=scope, uptake_days=DAYS
    )
    found: dict[Any, Any] = {}
    for row in tally.estimate(events=events, hide_below=0):
        if row["basis"] != "annual" or row["indicator"] in PER_PERSON_YEAR:
            found[_key(row)] = row
    for unit, inside in UNITS[by].items():
        county = OneByOne(
            tables,
            period,
            lambda area, inside=inside: area is not None and area in inside,
            scope=scope,
            events=events,
            uptake_days=DAYS,
        )
        last, areas = period.stop - timedelta(days=1), places()

        def floats(row: Any, last: Any = last, areas: Any = areas) -> bool | None:
            ends = {n: None if row[n] is None else areas[row[n]] for n in ("origin", "destination")}
            rest = {name: row[name] for name in ("left", "arrived", "purpose")}
            answer = counts_as_floating(Migrant(**ends, **rest), on=last)
            return None if answer is Floating.UNKNOWN else answer is Floating.YES

        for code, variants in figures(county, floats, late=True).items():
            for (definition, age), (part, whole) in variants.items():
                _compare(found, (unit, code, definition, age), part, whole)
        for code, variants in values(county).items():
            for definition, value in variants.items():
                row = found.get((unit, code, definition, ""))
                seen = float("nan") if row is None else row["value"]
                assert seen == pytest.approx(value, nan_ok=True) or not (value or row), (unit, code)


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    definition = row["definition"].removesuffix(row["basis"]).removesuffix(", ")
    if row["indicator"] in {"CPR", "MCPR", "TCPR"}:
        definition = row["definition"]
    return row["area"], row["indicator"], definition, row.get("age") or ""


def _compare(found: dict[Any, Any], key: tuple[Any, ...], part: float, whole: float) -> None:
    row = found.get(key) or found.get(_with_law(key))
    if row is None:
        assert not part or not whole or part > whole or np.isnan(part + whole), (key, part, whole)
        return
    if np.isnan(row["numerator"]):
        assert part > whole or np.isnan(part), (key, part, whole)
        return
    assert (row["numerator"], row["denominator"]) == pytest.approx((part, whole)), key
    if whole:
        assert row["value"] == pytest.approx(part / whole), key


def _with_law(key: tuple[Any, ...]) -> Any:
    """Figures on migrants name the definition in force beside the variant."""
    unit, code, definition, age = key
    named = ", ".join(filter(None, (definition, "regulation of 2009")))
    return unit, code, named, age


def test_every_indicator_is_compared() -> None:
    """With a count of the rows: none is left out."""
    period = Period.parse("2013")
    county = OneByOne(
        random_county(Random(7), period),  # noqa: S311 - as above
        period,
        lambda area: area is not None,
        scope="total",
        events="occurred",
        uptake_days=DAYS,
    )
    assert {*figures(county, lambda _: False, late=True), *values(county)} == set(WAYS)
