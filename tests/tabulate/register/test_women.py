"""Women: who is married, uses which method, has how many children, began one in time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from famplan.model import Period
from famplan.tabulate import register
from famplan.tabulate.register.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR = Period.calendar_year(2013)


@pytest.fixture
def families(make: Callable[..., Any], tree: Any) -> Any:
    """Four women and three men: two couples, a widow, a single woman."""
    return make(
        areas=tree,
        persons={
            "birth": [date(1980, 1, 1)] * 7,
            "sex": ["female"] * 4 + ["male"] * 3,
            "area": [4, 4, 4, 4, 4, 4, 5],
            "death": [None] * 6 + [date(2013, 6, 1)],
        },
        couples={
            "wife": [0, 1, 2],
            "husband": [4, 5, 6],
            "married": [date(2005, 1, 1), date(2013, 5, 1), date(2006, 1, 1)],
        },
        method_use={
            "person": [0, 0, 5, 3, 4, 2],
            "method": ["pill", "IUD", "male sterilisation", "rhythm", "male condom", None],
            "started": [
                date(2010, 1, 1),
                date(2013, 3, 1),
                date(2012, 1, 1),
                date(2012, 1, 1),
                date(2012, 1, 1),
                date(2013, 2, 1),
            ],
            "stopped": [None, None, None, None, date(2013, 1, 1), None],
        },
        births={
            "mother": [0, 0, 1, 2],
            "occurred": [date(2006, 1, 1), date(2012, 12, 1), date(2013, 2, 1), date(2013, 12, 1)],
            "sex": ["female"] * 4,
            "area": [4] * 4,
        },
    )


def test_a_marriage_ends_with_a_death(families: Any) -> None:
    """She whose husband died in the year was married at its opening and is not at its closing."""
    totals = Totals(register(families, period=YEAR))
    assert [totals.married_women(when)[0] for when in ("opening", "closing")] == [2, 2]


def test_what_a_husband_uses_is_his_wifes(families: Any) -> None:
    """And of several methods the first in the order of the vocabulary counts."""
    totals = Totals(register(families, period=YEAR))
    methods = {
        method: totals.users("closing", (method,))[0]
        for method in ("IUD", "pill", "male sterilisation", "rhythm", None)
    }
    assert methods == {"IUD": 1, "pill": 0, "male sterilisation": 1, "rhythm": 1, None: 1}
    assert totals.married_users("closing")[0] == 2
    # A condom that is laid aside on the opening day was used at the opening.
    assert totals.users("opening", ("pill", "male condom"))[0] == 1


def test_children_are_counted_at_each_moment(families: Any) -> None:
    """The one-child mothers among married women, before and after the births of the year."""
    totals = Totals(register(families, period=YEAR))
    one = [totals.married_women(when, children=("1",))[0] for when in ("opening", "closing")]
    assert one == [0, 1]


def test_uptake_is_counted_where_the_days_end(families: Any) -> None:
    """Ninety days after births of 4 October 2012 to 2 October 2013: two women, one in time."""
    totals = Totals(register(families, period=YEAR, uptake_days=90))
    assert totals.one("uptake", "due")[0] == 2
    assert totals.one("uptake", "timely")[0] == 1  # an IUD on the ninetieth day
    assert totals.one("uptake", "long_acting")[0] == 1
    table = register(families, period=YEAR).estimate("TIMELY_UPTAKE")
    assert len(table) == 0


def test_users_are_of_the_age_to_bear(make: Callable[..., Any], tree: Any) -> None:
    """Who was sterilised decades ago is in no mix of today; who is not married is."""
    made = make(
        areas=tree,
        persons={
            "birth": [date(1950, 1, 1), date(1990, 1, 1), date(1964, 1, 2), date(1964, 1, 1)],
            "sex": ["female"] * 4,
            "area": [4] * 4,
        },
        couples={"wife": [0], "married": [date(1975, 1, 1)]},
        method_use={
            "person": [0, 1, 2, 3],
            "method": ["female sterilisation", "male condom", "IUD", "IUD"],
            "started": [date(1980, 1, 1), *[date(2012, 1, 1)] * 3],
        },
    )
    tally = register(made, period=YEAR)
    table = tally.estimate("METHOD_MIX", "LONG_ACTING_SHARE", hide_below=0)
    mix = {row["definition"]: row["value"] for row in table if row["denominator"] > 0}
    assert mix == {"IUD": 0.5, "male condom": 0.5, "users": 0.5}
    assert tally.forms(hide_below=0).form2.column("users, subtotal").sum() == 2
