"""Wanted births and births by order."""

from __future__ import annotations

import numpy as np
import pytest

from famplan.datasets.survey import synthetic_survey
from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate import birth_history
from famplan.tabulate.orders import births_by_order
from famplan.tabulate.wanted import wanted_fertility

SURVEY = synthetic_survey(1_200, seed=8, child_deaths=True)
WOMEN = SURVEY.columns


def two_births(**changed: list[float]) -> dict[str, list[float]]:
    """A woman who wants one child, with two living children born in the window."""
    return {
        "v005": [1_000_000],
        "v008": [1362],
        "v011": [1058],
        "v021": [1],
        "v022": [1],
        "v613": [1],
        "b3_01": [1360],
        "b5_01": [1],
        "b7_01": [0],
        "b3_02": [1340],
        "b5_02": [1],
        "b7_02": [0],
        **changed,
    }


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({}, 1),
        ({"v613": [2]}, 2),
        ({"v613": [0]}, 0),
        ({"v613": [96]}, 2),
        ({"v613": [99]}, 0),
        ({"b5_02": [0], "b7_02": [10]}, 2),
        ({"b5_02": [0], "b7_02": [11]}, 1),
    ],
)
def test_a_birth_is_wanted_if_fewer_lived_at_its_conception(
    changed: dict[str, list[float]], wanted: int
) -> None:
    """Living children, children who died before or after the conception, answers not a number."""
    tally = wanted_fertility(two_births(**changed))
    assert tally.counts.sums["births_n"].sum() == wanted


def test_ages_at_death_in_years_are_in_the_middle_of_the_year() -> None:
    """A child who died at one year, six months later than 12: alive at the next conception."""
    women = two_births(b3_02=[1339], b5_02=[0], b7_02=[12], b6_01=[0], b6_02=[301])
    women["b3_01"] = [1361]
    assert wanted_fertility(women).counts.sums["births_n"].sum() == 1
    del women["b6_01"], women["b6_02"]
    assert wanted_fertility(women).counts.sums["births_n"].sum() == 2


def test_an_iterator_is_read_once() -> None:
    """Batches from an iterator count like the mapping they came from."""
    halves = (
        {name: column[rows] for name, column in WOMEN.items()}
        for rows in (slice(None, 500), slice(500, None))
    )
    found = wanted_fertility(halves).estimate().to_dicts()
    assert found == wanted_fertility(WOMEN).estimate().to_dicts()


def test_other_limit_of_the_ideal() -> None:
    """In a few surveys answers that are not numbers mean no more."""
    tally = wanted_fertility(two_births(v613=[96]), ideal_below=91)
    assert tally.counts.sums["births_n"].sum() == 0


def test_wanted_fertility_is_below_fertility() -> None:
    """The same exposure, fewer births; if everyone wants more, the same rate."""
    every = birth_history(WOMEN).estimate("TFR").to_dicts()[0]
    table = wanted_fertility(WOMEN).estimate()
    wanted = table.to_dicts()[0]
    assert wanted["indicator"] == "WTFR"
    assert 0 < wanted["value"] < every["value"]
    assert wanted["denominator"] == pytest.approx(every["denominator"])
    assert wanted["se"] > 0
    eager = {**WOMEN, "v613": np.full(len(SURVEY), 96)}
    assert wanted_fertility(eager).estimate("WTFR").column("value") == pytest.approx(
        [every["value"]]
    )


def test_orders_add_up_to_total_fertility() -> None:
    """First, second, third and later births make all births."""
    tally = births_by_order(WOMEN, by="v025")
    table = tally.estimate()
    every = birth_history(WOMEN, by="v025").estimate("TFR")
    for residence, total in zip((1, 2), every.column("value"), strict=True):
        assert sum(table.where(v025=residence).column("value")) == pytest.approx(total)
    assert table.label("order", 4) == "4+"
    assert tally.estimate("ASFR").column("indicator")[0] == "ASFR"


def test_first_births_are_the_oldest() -> None:
    """Orders are counted from the first birth on, also of births before the window."""
    tally = births_by_order(WOMEN, last_order=2)
    counts = tally.counts.by(("order",))
    number = WOMEN["v201"]
    first = np.where(number > 0, WOMEN["v011"], np.nan)
    for rank in range(1, 21):
        first = np.where(number == rank, WOMEN[f"b3_{rank:02d}"], first)
    recent = (first >= WOMEN["v008"] - 36) & (first < WOMEN["v008"])
    old_enough = (first - WOMEN["v011"]) // 12 >= 15
    row = counts.keys[0].tolist().index(1)
    assert counts.sums["births_n"][row].sum() == (recent & old_enough).sum()


def test_what_cannot_be_is_refused() -> None:
    """No such measure, no order, an own name, no survival."""
    with pytest.raises(DefinitionError, match="indicator"):
        births_by_order(WOMEN).estimate("GFR")
    with pytest.raises(DefinitionError, match="indicator"):
        wanted_fertility(WOMEN).estimate("TFR")
    with pytest.raises(InvalidInputError, match="below 1"):
        births_by_order(WOMEN, last_order=0)
    with pytest.raises(DefinitionError, match="own name"):
        births_by_order(WOMEN, by="order")
    without = {name: column for name, column in WOMEN.items() if not name.startswith("b5")}
    with pytest.raises(InvalidInputError, match=r"b5_01.* not in the data"):
        wanted_fertility(without)


def test_tallies_of_two_files_stay_what_they_are() -> None:
    """Wanted births added to wanted births are no total fertility, nor are orders."""
    for count in (wanted_fertility, births_by_order):
        halves = [{name: column[part::2] for name, column in WOMEN.items()} for part in (0, 1)]
        added = count(halves[0]) + count(halves[1])
        whole = count(WOMEN).estimate()
        assert added.estimate().column("indicator") == whole.column("indicator")
        assert added.estimate().column("value") == pytest.approx(whole.column("value"))
