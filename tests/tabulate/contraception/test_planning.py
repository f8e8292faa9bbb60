"""Planning status of births: which births and pregnancies count, and at which age and order."""

from __future__ import annotations

from typing import Any

import pytest

from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate import planning_status

NAN = float("nan")


def survey() -> dict[str, Any]:
    """Three women: two births and a pregnancy; a birth of long ago; a birth of a girl."""
    return {
        "v005": [1_000_000] * 4,
        "v008": [1362] * 4,
        "v011": [1062, 1000, 1362 - 17 * 12, 1362 - 51 * 12 + 2],
        "v021": [1, 2, 1, 2],
        "v022": [1] * 4,
        "b3_01": [1340, 1300, 1355, 1360],
        "b3_02": [1303, NAN, NAN, 1302],
        "m10_1": [1, 2, 3, 9],
        "m10_2": [2, NAN, NAN, 1],
        "v213": [1, 0, 0, 0],
        "v214": [4, NAN, NAN, NAN],
        "v225": [3, NAN, NAN, NAN],
    }


def test_births_of_five_years_and_the_pregnancy() -> None:
    """A birth 60 months ago is one month too old; the wish of one birth is not known."""
    tally = planning_status(survey())
    table = tally.estimate("PLANNING_STATUS", ages=["15–49"])
    found = dict(zip(table.column("category"), table.column("numerator"), strict=True))
    assert found == {"then": 1, "later": 1, "not at all": 2}
    assert table.column("n") == [4] * 3
    (known,) = tally.estimate("UNINTENDED_BIRTHS", ages=["15–49"])
    assert known["value"] == pytest.approx(3 / 4)
    (base,) = tally.estimate("UNINTENDED_BIRTHS", ages=["15–49"], unknown="in the base")
    assert base["value"] == pytest.approx(3 / 5)
    assert known["definition"] == "births of 60 months and current pregnancies"


def test_a_shorter_window_has_fewer_births() -> None:
    """Thirty-six months, as the eighth phase of the surveys has it."""
    (found,) = planning_status(survey(), window=36).estimate("UNINTENDED_BIRTHS", ages=["15–49"])
    assert found["n"] == 3


def test_order_and_age_are_those_at_the_birth() -> None:
    """The pregnancy is of order three; the mother of 51 was 50 at hers, and is put to 45–49."""
    tally = planning_status(survey())
    (third,) = tally.estimate("UNINTENDED_BIRTHS", order="3", ages=["15–49"])
    assert (third["numerator"], third["n"]) == (1, 1)
    assert third["definition"].endswith("order 3")
    (old,) = tally.estimate("UNINTENDED_BIRTHS", ages=["45–49"], unknown="in the base")
    assert old["n"] == 1
    (young,) = tally.estimate("UNINTENDED_BIRTHS", ages=["15–19"])
    assert (young["numerator"], young["n"]) == (1, 1)


def test_tallies_add_and_errors_are_named() -> None:
    """The window, the order, the indicator, the column."""
    both = planning_status(survey()) + planning_status(survey())
    assert both.estimate("UNINTENDED_BIRTHS", ages=["15–49"]).column("n") == [8]
    with pytest.raises(InvalidInputError, match="window"):
        planning_status(survey(), window=0)
    with pytest.raises(DefinitionError, match="order"):
        both.estimate(order="5")
    with pytest.raises(DefinitionError, match="indicator"):
        both.estimate("CPR")
    with pytest.raises(InvalidInputError, match="m10_1"):
        planning_status({name: x for name, x in survey().items() if not name.startswith("m10")})
    with pytest.raises(DefinitionError, match="another way"):
        both + planning_status(survey(), window=36)
