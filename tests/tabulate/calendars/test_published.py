"""Published figures of the calendar tutorial, from the calendars of the DHS model data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from famplan.tabulate.calendars import (
    DiscontinuationTally,
    Episodes,
    calendar,
    discontinuation,
    monthly_use,
    postpartum_use,
)

FILE = Path(__file__).parents[4] / "shared" / "oracle" / "calendar" / "zz62_calendar.parquet"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE} is not here: no oracle to ask")

# Method, all reasons and switching as printed, weighted and unweighted episodes; then all reasons
# unrounded (catalogue, G-4).
EXAMPLE_9 = (
    ("pill", 26.9, 6.0, 677.9, 579, 26.874),
    ("injectables", 24.9, 5.1, 1156.6, 1007, 24.943),
    ("implant", 8.5, 0.3, 380.8, 370, 8.509),
    ("male condom", 42.5, 16.3, 137.5, 80, 42.533),
    ("LAM, SDM", 36.1, 4.5, 120.6, 106, 36.109),
    ("other", 21.5, 10.1, 224.2, 166, 21.473),
    ("all methods", 24.2, 5.6, 2697.4, 2308, 24.173),
)


@cache
def tally(switching: str = "dhs") -> DiscontinuationTally:
    """Count the model data."""
    return discontinuation(FILE, switching=switching)


@cache
def episodes() -> Episodes:
    """Read all events of the model data."""
    return calendar(FILE)


@pytest.mark.parametrize("row", EXAMPLE_9, ids=lambda row: row[0])
def test_example_9_is_reproduced(row: tuple[str, float, float, float, int, float]) -> None:
    """All reasons and switching to the printed digits, episodes weighted and not, and unrounded."""
    method, all_, switch, weighted, number, exact = row
    table = tally().estimate(hide_below=0).where(method=method)
    (every,) = table.where(indicator="DISC12").to_dicts()
    (other,) = table.where(indicator="DISC_SWITCH").to_dicts()
    assert round(100 * every["value"], 1) == all_
    assert 100 * every["value"] == pytest.approx(exact, abs=1e-3)
    assert round(100 * other["value"], 1) == switch
    assert round(every["denominator"], 1) == weighted
    assert every["n"] == other["n"] == number
    assert other["definition"] == "12 months, dhs order"


def test_the_complete_order_finds_the_two_switches_that_reports_miss() -> None:
    """121 instead of 119: all methods 5.708 for 5.645, injectables 5.230 for 5.081 (A.13)."""
    rates = {
        (order, method): 100
        * tally(order).estimate("DISC_SWITCH", hide_below=0).where(method=method).column("value")[0]
        for order in ("dhs", "complete")
        for method in ("all methods", "injectables")
    }
    assert rates == pytest.approx(
        {
            ("dhs", "all methods"): 5.645,
            ("complete", "all methods"): 5.708,
            ("dhs", "injectables"): 5.081,
            ("complete", "injectables"): 5.230,
        },
        abs=5e-4,
    )


def test_as_many_episodes_as_the_log_says() -> None:
    """2,563 episodes of use not under way at the start; 2,356 in the table; 741 seen to end."""
    columns = episodes().columns
    use = (columns["event"] > 0) & (columns["event"] < 81) & (columns["earlier"] != -2)
    assert np.count_nonzero(use) == 2563
    assert repr(tally()) == "2,356 episodes of use among 8,348 rows"
    parts = tally().kernel.code.parts(tally().counts)
    ended = (parts.method >= 0) & (parts.outcome > 0) & (parts.outcome < tally().kernel.code.late)
    assert tally().counts.sums["n"][ended].sum() == 741


def test_methods_with_few_episodes_are_hidden_unless_asked_for() -> None:
    """Condoms (80) and the methods of breastfeeding (106) have fewer than 125 episodes."""
    table = tally().estimate("DISC12")
    hidden = [record["method"] for record in table if record["mark"] == "hidden"]
    assert hidden == ["male condom", "LAM, SDM"]
    assert np.isnan(table.where(method="male condom").column("value")).all()
    assert table.notes == ("* hidden: n below 125",)


def test_events_read_before_give_the_same_counts() -> None:
    """From the events or from the file, to the last bit."""
    found = discontinuation(episodes())
    assert found.estimate(hide_below=0).to_json() == tally().estimate(hide_below=0).to_json()


@pytest.mark.parametrize(
    ("use", "printed", "cases"),
    [
        ("no method", 89.88, 2633.8549),
        ("traditional method", 0.85, 24.82437107),
        ("modern method", 9.27, 271.633399),
    ],
)
def test_example_3_is_reproduced(use: str, printed: float, cases: float) -> None:
    """The first method in the year after the latest birth: 2,930.31 women."""
    (record,) = postpartum_use(FILE).estimate("PPFP").where(use=use).to_dicts()
    assert round(100 * record["value"], 2) == printed
    assert record["numerator"] == pytest.approx(cases, rel=1e-7)
    assert record["denominator"] == pytest.approx(2930.3127, abs=5e-5)


def test_use_after_births_grows_with_the_months() -> None:
    """Who began within three months began within six and within twelve."""
    table = postpartum_use(FILE, months=(3, 6, 12)).estimate()
    users = table.where(use="modern method").column("value")
    assert users == sorted(users)
    assert len(set(table.column("n"))) == 1


@pytest.mark.parametrize(("month", "printed"), [(1327, 6.83), (1360, 14.31), (1386, 24.23)])
def test_example_6_is_reproduced(month: int, printed: float) -> None:
    """Prevalence among women who were 15 to 44 in the month."""
    table = monthly_use(FILE, months=[month]).estimate("CPR")
    (record,) = table.to_dicts()
    assert round(100 * record["value"], 2) == printed
    assert (record["month"], record["age"]) == (month, "15–44")


def test_every_month_is_counted_unless_some_are_asked_for() -> None:
    """From the start of the calendars, 1321, to the last interviews, 1390."""
    months = monthly_use(FILE).estimate("MCPR").column("month")
    assert months == list(range(1321, 1391))
