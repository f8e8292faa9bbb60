"""Births, deaths and marriages: whose, when, in time or late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.model import Period, completed_age
from famplan.tabulate import register
from famplan.tabulate.register.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Callable

HALF = Period.parse("2013H1")
YEAR = Period.calendar_year(2013)
days = st.dates(date(2012, 10, 1), date(2013, 9, 30))
birth = st.fixed_dictionaries(
    {
        "mother": st.integers(-1, 2),
        "occurred": days,
        "reported": st.none() | st.integers(0, 300),
        "sex": st.sampled_from(["female", "male", None]),
        "order": st.none() | st.integers(1, 12),
        "plurality": st.none() | st.integers(1, 4),
        "in_policy": st.sampled_from([0, 1, None]),
        "area": st.sampled_from([4, 5, 6, 7, None]),
        "defect": st.sampled_from([0, 1, None]),
    }
)
MOTHERS = {
    "birth": [date(1985, 2, 28), date(1963, 5, 1), date(2000, 2, 29)],
    "sex": ["female"] * 3,
    "area": [4] * 3,
}


def births_of(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Make the columns of births, with the day of reporting."""
    table = {name: [row[name] for row in rows] for name in rows[0]}
    table["mother"] = [None if mother < 0 else mother for mother in table["mother"]]
    table["reported"] = [
        None if row["reported"] is None else row["occurred"] + timedelta(days=row["reported"])
        for row in rows
    ]
    return table


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(birth, min_size=1, max_size=40))
def test_births_are_counted_as_one_by_one(
    rows: list[dict[str, Any]], make: Callable[..., Any], tree: Any
) -> None:
    """By when they occurred and were reported, order, sex, conformity and mother's age."""
    table = births_of(rows)
    tally = register(make(areas=tree, persons=MOTHERS, births=table), period=HALF, by="township")
    occurred = [day in HALF for day in table["occurred"]]
    late = [
        day < HALF.start and told is not None and told in HALF
        for day, told in zip(table["occurred"], table["reported"], strict=True)
    ]
    after = [
        inside and told is not None and told >= HALF.stop
        for inside, told in zip(occurred, table["reported"], strict=True)
    ]
    totals = {events: Totals(tally, events) for events in ("occurred", "reported")}
    assert totals["occurred"].births().sum() == sum(occurred)
    assert totals["reported"].births().sum() == sum(occurred) - sum(after) + sum(late)
    for name, values in {"order": (2,), "sex": ("male",), "in_policy": (True,)}.items():
        wanted = [value in values for value in table[name]]
        expected = sum(a and b for a, b in zip(occurred, wanted, strict=True))
        assert totals["occurred"].births(**{name: values}).sum() == expected
    born = totals["occurred"].of("births", "births", when=("in period", "reported later"))
    young = [
        inside and mother is not None and completed_age(MOTHERS["birth"][mother], day) < 20
        for inside, mother, day in zip(occurred, table["mother"], table["occurred"], strict=True)
    ]
    assert born[:, :10].sum() == sum(young)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(birth, min_size=1, max_size=40), cut=st.integers(0, 40))
def test_tallies_of_two_parts_add_up(
    rows: list[dict[str, Any]], cut: int, make: Callable[..., Any], tree: Any
) -> None:
    """Births counted in two files are those of one."""
    whole, *parts = (
        register(
            make(areas=tree, persons=MOTHERS, births=births_of(part)),
            period=YEAR,
            by="township",
            at="9",
        )
        for part in (rows, rows[:cut] or rows[:1], rows[cut:] or rows[:1])
        if part
    )
    if not 0 < cut < len(rows):
        return
    both = parts[0] + parts[1]
    assert both.areas == whole.areas
    for name in ("births", "defects"):  # twins of two files would be two deliveries
        left, right = (Totals(tally).one("births", name) for tally in (both, whole))
        assert left.tolist() == right.tolist()


def test_twins_are_two_births_and_one_delivery(make: Callable[..., Any], tree: Any) -> None:
    """Also across midnight; another woman's child of that day is a delivery of its own."""
    births = {
        "mother": [0, 0, 1, None, None],
        "occurred": [date(2013, 3, 1), date(2013, 3, 2), *[date(2013, 3, 1)] * 3],
        "sex": ["female"] * 5,
        "area": [4] * 5,
    }
    tally = register(make(areas=tree, persons=MOTHERS, births=births), period=YEAR)
    totals = Totals(tally)
    assert totals.births().sum() == 5
    assert totals.one("births", "deliveries").sum() == 4


def test_mothers_who_were_set_aside_have_no_age(make: Callable[..., Any], tree: Any) -> None:
    """A row that is not used is not looked at, but the birth still counts."""
    births = {
        "mother": [0, 1],
        "occurred": [date(2013, 1, 2)] * 2,
        "area": [4, 4],
        "sex": ["male"] * 2,
    }
    persons = {**MOTHERS, "used": [False, True, True]}
    tally = register(make(areas=tree, persons=persons, births=births), period=YEAR)
    born = Totals(tally).of("births", "births")[0]
    assert (born[-1], born.sum()) == (1, 2)


def test_deaths_by_age_and_sex(make: Callable[..., Any], tree: Any) -> None:
    """Age is that on the day of death; a death reported later belongs to its period."""
    deaths = {
        "person": [0, 1, None],
        "occurred": [date(2013, 2, 27), date(2013, 2, 28), date(2012, 12, 31)],
        "reported": [date(2013, 8, 1), None, date(2013, 1, 5)],
        "area": [4, 5, 6],
    }
    tally = register(make(areas=tree, persons=MOTHERS, deaths=deaths), period=HALF)
    by_age = Totals(tally).of("deaths", "deaths", when=("reported later", "in period"))[0]
    assert by_age[27] == 1
    assert by_age[49] == 1
    assert [Totals(tally, how).deaths()[0] for how in ("occurred", "reported")] == [2, 2]


def test_marriages_count_each_spouse_where_they_live(make: Callable[..., Any], tree: Any) -> None:
    """And the couple where she does, or he if nothing is known of her."""
    persons = {
        "birth": [date(1990, 6, 1), date(1985, 1, 1), date(1988, 1, 1)],
        "sex": ["female", "male", "male"],
        "area": [4, 5, 6],
    }
    couples = {
        "wife": [0, None],
        "husband": [1, 2],
        "married": [date(2013, 5, 31), date(2013, 6, 1)],
        "wife_order": [1, None],
        "husband_order": [2, 1],
    }
    tally = register(make(areas=tree, persons=persons, couples=couples), period=HALF, by="township")
    totals = Totals(tally)
    by_area = dict(zip(totals.areas, totals.one("weddings", "couples"), strict=True))
    assert {area[-4:]: n for area, n in by_area.items() if n} == {"9000": 1, "9010": 1}
    women = totals.of("marriages", "marriages", sex=("female",), first=(True,))
    assert women[:, 22].sum() == 1
    assert totals.one("marriages", "marriages", first=(True,)).sum() == 2


def test_who_came_later_or_had_left_married_elsewhere(make: Callable[..., Any], tree: Any) -> None:
    """The day of coming and that of leaving are days here; the couple counts if either was here."""
    day = date(2013, 3, 1)
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    persons = {
        "birth": [date(1988, 1, 1)] * 8,
        "sex": ["female"] * 5 + ["male"] * 3,
        "area": [4] * 7 + [5],
        "resident_since": [after, day, None, None, after, after, after, None],
        "resident_until": [None, None, before, day, None, None, None, None],
    }
    couples = {
        "wife": [0, 1, 2, 3, 4],
        "husband": [5, None, 6, None, 7],
        "married": [day] * 5,
        "wife_order": [1] * 5,
        "husband_order": [1] * 5,
    }
    tally = register(make(areas=tree, persons=persons, couples=couples), period=HALF, by="township")
    totals = Totals(tally)
    by_area = {
        name: dict(zip((a and a[-4:] for a in totals.areas), totals.one(name, what), strict=True))
        for name, what in (("weddings", "couples"), ("marriages", "marriages"))
    }
    # Of the women 1 and 3, of the men 7: he was here when she was not yet.
    assert {area: n for area, n in by_area["weddings"].items() if n} == {"9000": 2, "9001": 1}
    assert {area: n for area, n in by_area["marriages"].items() if n} == {"9000": 2, "9001": 1}


def test_a_certificate_counts_from_when_its_holders_came(
    make: Callable[..., Any], tree: Any
) -> None:
    """Unless they are registered where it counts: then it is of the place."""
    persons = {
        "birth": [date(1985, 1, 1)] * 4,
        "sex": ["female"] * 3 + ["male"],
        "area": [4] * 4,
        "registered_area": [5, 4, 5, 5],
        "resident_since": [date(2014, 1, 1), date(2014, 1, 1), date(2013, 2, 1), date(2014, 1, 1)],
    }
    couples = {"wife": [0, 1, 2, None], "husband": [None, None, None, 3]}
    certificates = {
        "couple": [0, 1, 2, 3, None],
        "issued": [date(2013, 3, 1)] * 5,
        "area": [4] * 5,
    }
    made = make(areas=tree, persons=persons, couples=couples, certificates=certificates)
    for period, closing, issued in ((HALF, 3, 3), (Period.calendar_year(2014), 5, 0)):
        totals = Totals(register(made, period=period))
        assert totals.one("certificates", "closing").sum() == closing
        assert totals.one("certificates", "issued").sum() == issued


def test_without_an_event_there_is_no_error(make: Callable[..., Any], tree: Any) -> None:
    """Chance says nothing of how large it is: exact limits stay, others are not known."""
    born = {"mother": [0], "occurred": [date(2012, 1, 1)], "sex": ["male"], "area": [4]}
    gone = {"person": [0], "occurred": [date(2012, 1, 1)], "area": [4]}
    persons = {"birth": [date(1963 + 5 * n, 6, 1) for n in range(7)], "sex": ["female"] * 7}
    register_ = make(areas=tree, persons={**persons, "area": [4] * 7}, births=born, deaths=gone)
    table = register(register_, period=YEAR).estimate("CBR", "RNI", "TFR", "ASFR", hide_below=0)
    rows = {row["indicator"]: row for row in table if row["area"] is not None}
    for row in rows.values():
        assert row["value"] == 0
        assert np.isnan(row["se"])
    assert rows["CBR"]["high"] > 0
    assert rows["ASFR"]["high"] > 0
    for code in ("RNI", "TFR"):
        assert np.isnan(rows[code]["low"])
        assert np.isnan(rows[code]["high"])


def test_areas_of_a_sum_keep_the_order_of_the_first(make: Callable[..., Any]) -> None:
    """What the second has besides comes after."""
    names = ["county", "township", "township"]
    first, second = (
        register(
            make(
                areas={"area": codes, "level": names, "parent": [None, 0, 0]},
                persons={"birth": [date(1980, 1, 1)] * 2, "sex": ["male"] * 2, "area": [1, 2]},
            ),
            period=YEAR,
            by="township",
        )
        for codes in (["1", "12", "11"], ["1", "13", "12"])
    )
    assert first.areas == ("1/12", "1/11")
    assert (first + second).areas == ("1/12", "1/11", "1/13")
