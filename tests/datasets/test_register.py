"""Synthetic registers: the lives in them follow the schedules, and hang together."""

from __future__ import annotations

import time
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from famplan.datasets import SyntheticRegister, synthetic_register
from famplan.datasets.register.schedules import county_schedules
from famplan.errors import InvalidInputError
from famplan.readers.schema import Kind, register_schema

PERSONS = 60_000
YEAR = 365.25
ORACLE = Path(__file__).parents[3] / "shared" / "oracle" / "age_data"


@cache
def county() -> SyntheticRegister:
    """Make one county for all tests."""
    return synthetic_register(PERSONS, seed=11)


def rows(name: str, column: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Rows of the persons that a column refers to, of the known ones."""
    keys = county().tables[name][column]
    return np.asarray(keys[keys > 0] - 1)


def test_the_same_seed_gives_the_same_register() -> None:
    """A tutorial prints the same figures today and next year."""
    first, second, other = (synthetic_register(2_000, seed=seed) for seed in (3, 3, 4))
    for name, table in first.tables.items():
        for column, values in table.items():
            np.testing.assert_array_equal(values, second.tables[name][column])
    births = (register.tables["births"]["occurred"] for register in (first, other))
    assert not np.array_equal(*births)


def test_tables_and_columns_are_those_of_the_schema_and_nobody_has_a_number() -> None:
    """Every table, every column but the identity number, each as long as the others."""
    for table in register_schema().tables:
        columns = county().tables[table.name]
        wanted = [column.name for column in table.columns if column.kind is not Kind.IDENTITY]
        if table.name == "births":
            wanted.remove("mother_age")  # the mother is there, with her day of birth
        assert sorted(columns) == sorted(wanted)
        assert len({len(values) for values in columns.values()}) == 1
        for column in table.columns:
            if column.kind is Kind.WORD:
                allowed = {str(word) for word in column.vocabulary} | {""}
                assert set(np.unique(columns[column.name])) <= allowed
            if column.kind is Kind.REF:
                target = register_schema().table(column.of)
                keys = county().tables[column.of][target.key]
                assert np.isin(columns[column.name], np.append(keys, -1)).all()
            if column.known and column.kind is Kind.DATE:
                assert not np.isnat(columns[column.name]).any()
            if column.kind is Kind.KEY:
                assert len(np.unique(columns[column.name])) == len(columns[column.name])


def test_as_many_people_live_there_on_the_first_day_as_were_asked_for() -> None:
    """Those alive, come and not gone."""
    persons, start = county().tables["persons"], np.datetime64("2006-01-01")
    there = (persons["birth"] < start) & ~(persons["resident_since"] >= start)
    there &= ~(persons["death"] < start)
    assert np.count_nonzero(there) == PERSONS


def test_mothers_are_alive_of_age_and_there() -> None:
    """Women of 15 to 49, alive, in the county, of the child's area."""
    births, persons = county().tables["births"], county().tables["persons"]
    mother = births["mother"] - 1
    age = (births["occurred"] - persons["birth"][mother]).astype(int) / YEAR
    assert (persons["sex"][mother] == "female").all()
    assert age.min() > 15
    assert age.max() < 50
    assert not (persons["death"][mother] <= births["occurred"]).any()
    assert not (persons["resident_until"][mother] <= births["occurred"]).any()
    np.testing.assert_array_equal(births["area"], persons["area"][mother])
    assert (births["reported"] > births["occurred"]).all()


def test_children_are_born_on_the_day_of_their_birth() -> None:
    """The child's own record has the day and the sex of the birth, and each child one birth."""
    births, persons = county().tables["births"], county().tables["persons"]
    known = births["child"] > 0
    child = births["child"][known] - 1
    np.testing.assert_array_equal(persons["birth"][child], births["occurred"][known])
    np.testing.assert_array_equal(persons["sex"][child], births["sex"][known])
    assert len(np.unique(child)) == len(child)


def test_births_of_a_mother_are_in_order_and_apart() -> None:
    """Orders follow each other; twins share a day, all others are nine months apart."""
    births = county().tables["births"]
    by_mother = np.lexsort((births["order"], births["mother"]))
    same = np.diff(births["mother"][by_mother]) == 0
    gap = np.diff(births["occurred"][by_mother]).astype(int)[same]
    assert (np.diff(births["order"][by_mother].astype(int))[same] == 1).all()
    twins = gap == 0
    assert gap[~twins].min() >= 9 * 30.4
    assert np.count_nonzero(twins) * 2 == np.count_nonzero(births["plurality"] == 2)


def test_couples_are_of_two_living_people_one_at_a_time() -> None:
    """Men of 18 and over and women; nobody has two marriages at once."""
    couples, persons = county().tables["couples"], county().tables["persons"]
    known = couples["husband"] > 0
    assert known.mean() > 0.7
    assert (persons["sex"][rows("couples", "husband")] == "male").all()
    assert (persons["sex"][rows("couples", "wife")] == "female").all()
    born = persons["birth"][rows("couples", "husband")]
    assert ((couples["married"][known] - born).astype(int) / YEAR).min() >= 18
    assert not (persons["death"][rows("couples", "husband")] <= couples["married"][known]).any()
    assert not (couples["ended"] <= couples["married"]).any()
    for spouse in ("wife", "husband"):
        some = np.flatnonzero(couples[spouse] > 0)
        by_day = some[np.lexsort((couples["married"][some], couples[spouse][some]))]
        again = np.diff(couples[spouse][by_day]) == 0
        before, after = by_day[:-1][again], by_day[1:][again]
        assert (couples["ended"][before] < couples["married"][after]).all()


@pytest.mark.parametrize("first", [1980, 1996, 2006])
def test_nobody_marries_before_the_law_allows(first: int) -> None:
    """By the law of the day: women from 18 or 20, men from 20 or 22; who waited is no heap."""
    window = {"start": date(first, 1, 1), "end": date(first + 10, 1, 1)}
    tables = synthetic_register(20_000, seed=2, **window).tables
    couples, born = tables["couples"], tables["persons"]["birth"]
    for spouse, ages in (("wife", (18, 20)), ("husband", (20, 22))):
        known = couples[spouse] > 0
        married, birth = couples["married"][known], born[couples[spouse][known] - 1]
        age = _birthdays(birth, married)
        laws = (("1950-05-01", "1981-01-01"), ("1981-01-01", "2100-01-01"))
        for (since, until), least in zip(laws, ages, strict=True):
            there = (married >= np.datetime64(since)) & (married < np.datetime64(until))
            assert there.any()
            assert age[there].min() >= least
    young = np.sort(
        couples["married"][_birthdays(born[couples["wife"] - 1], couples["married"]) < 21]
    )
    assert np.unique(young, return_counts=True)[1].max() < 10


def _birthdays(birth: np.ndarray, day: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """Count birthdays until a day, as the calendar has them."""
    years = day.astype("datetime64[Y]") - birth.astype("datetime64[Y]")
    month, months = (days.astype("datetime64[M]") for days in (birth, day))
    of_year = [
        (m - m.astype("datetime64[Y]").astype("datetime64[M]")).astype(int) for m in (month, months)
    ]
    of_month = [
        (d - m.astype("datetime64[D]")).astype(int) for d, m in ((birth, month), (day, months))
    ]
    early = (of_year[1] < of_year[0]) | ((of_year[1] == of_year[0]) & (of_month[1] < of_month[0]))
    return np.asarray(years.astype(int) - early)


def test_children_of_no_marriage_are_known_as_such_and_not_in_policy() -> None:
    """Before a first marriage could be registered, or after one had ended."""
    births, persons = county().tables["births"], county().tables["persons"]
    outside = births["legitimacy"] == "outside marriage"
    assert 0 < outside.mean() < 0.1
    assert (births["father"][outside] == -1).all()
    assert not births["in_policy"][outside].any()
    age = (births["occurred"] - persons["birth"][births["mother"] - 1]).astype(int) / YEAR
    after = births["occurred"] >= np.datetime64("1999-01-01")  # all by the law of 1981
    assert outside[after & (age < 20)].all()


def test_certificates_are_of_married_couples() -> None:
    """Issued after the marriage was registered."""
    certificates, couples = county().tables["certificates"], county().tables["couples"]
    couple = certificates["couple"] - 1
    assert (certificates["issued"] >= couples["married"][couple]).all()


def test_fathers_are_husbands() -> None:
    """Most births have a father, and he is married to the mother."""
    births, couples = county().tables["births"], county().tables["couples"]
    known = births["father"] > 0
    assert known.mean() > 0.8
    pairs = births["mother"][known] * 10**9 + births["father"][known]
    assert np.isin(pairs, couples["wife"] * 10**9 + couples["husband"]).all()


def test_spells_of_a_woman_do_not_overlap_and_end_before_the_next_birth() -> None:
    """One method at a time, and none at conception."""
    spells, births = county().tables["method_use"], county().tables["births"]
    rows_ = np.lexsort((spells["started"], spells["person"]))
    same = np.diff(spells["person"][rows_]) == 0
    ends, next_ = spells["stopped"][rows_][:-1][same], spells["started"][rows_][1:][same]
    assert (ends < next_).all()
    assert not (spells["stopped"] <= spells["started"]).any()
    conceived = np.stack([births["mother"], (births["occurred"].astype(int) - 270)])
    first = {}
    for woman, day in conceived.T.tolist():
        first.setdefault(woman, []).append(day)
    starts, stops = spells["started"].astype(int), spells["stopped"]
    last = np.where(np.isnat(stops), 10**6, stops.astype("datetime64[D]").astype(int))
    for woman, start, stop in zip(spells["person"].tolist(), starts, last, strict=True):
        assert not any(start <= day < stop for day in first.get(woman, ()))


def test_consent_is_never_after_a_procedure() -> None:
    """On the day or up to a week before."""
    procedures = county().tables["procedures"]
    ahead = (procedures["performed"] - procedures["consented"]).astype(int)
    assert ahead.min() >= 0
    assert ahead.max() < 8


def test_deaths_are_those_of_the_persons() -> None:
    """Each person dies once, on the day that both tables say."""
    deaths, persons = county().tables["deaths"], county().tables["persons"]
    np.testing.assert_array_equal(deaths["occurred"], persons["death"][rows("deaths", "person")])
    assert len(deaths["person"]) == np.count_nonzero(~np.isnat(persons["death"]))


def test_migrants_come_from_and_go_to_other_areas_of_which_some_are_outside() -> None:
    """Nobody arrives before leaving, and some cross the county's border."""
    migrants = county().tables["migrants"]
    assert (migrants["arrived"] >= migrants["left"]).all()
    assert not (migrants["returned"] <= migrants["arrived"]).any()
    outside = np.isin(migrants["destination"], [990102, 9902, 98])
    assert 0 < np.count_nonzero(outside) < len(outside)


def test_areas_add_up() -> None:
    """Every birth lies in a village of a township of the county."""
    areas, births = county().tables["areas"], county().tables["births"]
    parent = dict(zip(areas["area"].tolist(), areas["parent"].tolist(), strict=True))
    level = dict(zip(areas["area"].tolist(), areas["level"].tolist(), strict=True))
    codes, numbers = np.unique(births["area"], return_counts=True)
    townships: dict[int, int] = {}
    for code, number in zip(codes.tolist(), numbers.tolist(), strict=True):
        townships[parent[code]] = townships.get(parent[code], 0) + number
    assert len(townships) == 21
    assert sum(townships.values()) == len(births["birth"])
    assert {level[code] for code in townships} == {"township"}
    assert {parent[code] for code in townships} == {990101}


def test_what_happened_is_what_the_tables_say() -> None:
    """Births, deaths and marriages by year, counted again."""
    tables, truth = county().tables, county().truth
    bounds = np.array(truth.happened["bounds"], dtype="datetime64[D]")
    births = tables["births"]
    for sex in ("female", "male"):
        days = births["occurred"][births["sex"] == sex]
        counted = [np.count_nonzero((days >= a) & (days < b)) for a, b in _pairs(bounds)]
        assert counted == truth.happened[f"births_{sex}"]
    weddings = tables["couples"]["married"]
    here = np.zeros(len(weddings), dtype=bool)
    for spouse in ("wife", "husband"):  # whoever came later, or had left, married elsewhere
        persons, who = tables["persons"], tables["couples"][spouse]
        came, left = (persons[f"resident_{end}"][who - 1] for end in ("since", "until"))
        here |= (who > 0) & ~(came > weddings) & ~(left < weddings)
    assert 0 < np.count_nonzero(~here) < len(here) / 10
    for days, name in ((tables["deaths"]["occurred"], "deaths"), (weddings[here], "marriages")):
        counted = [np.count_nonzero((days >= a) & (days < b)) for a, b in _pairs(bounds)]
        assert counted == truth.happened[name]


def _pairs(bounds: np.ndarray) -> list[tuple[np.datetime64, np.datetime64]]:  # type: ignore[type-arg]
    return list(pairwise(bounds))


def asfr(register: SyntheticRegister) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Count births and woman-years at 15–19, …, 45–49 from the tables, day by day of age."""
    persons, births = register.tables["persons"], register.tables["births"]
    start, end = (np.datetime64(day) for day in (register.start, register.end))
    recent = births["occurred"] >= start
    age = (births["occurred"] - persons["birth"][births["mother"] - 1])[recent].astype(int) / YEAR
    women = persons["sex"] == "female"
    born = persons["birth"][women].astype(int)
    first = np.fmax(born, persons["resident_since"][women].astype("datetime64[D]").astype(float))
    first = np.maximum(np.where(np.isnat(persons["resident_since"][women]), born, first), _n(start))
    last = np.full(len(born), float(_n(end)))
    for column in ("death", "resident_until"):
        day = persons[column][women]
        last = np.minimum(last, np.where(np.isnat(day), last, day.astype(int)))
    years = [
        np.clip(
            np.minimum(last, born + high * YEAR) - np.maximum(first, born + low * YEAR), 0, None
        ).sum()
        / YEAR
        for low, high in zip(range(15, 50, 5), range(20, 55, 5), strict=True)
    ]
    return np.histogram(age, np.arange(15, 55, 5))[0], np.array(years)


def _n(day: np.datetime64) -> int:
    return int(day.astype("datetime64[D]").astype(int))


def test_schedules_come_back_within_sampling_error() -> None:
    """Over five seeds: births by age, by sex, deaths; sums of squared errors as chance has them."""
    registers = [synthetic_register(30_000, seed=seed) for seed in range(5)]
    truth = registers[0].truth
    pairs = [asfr(register) for register in registers]
    births, years = (np.sum(side, axis=0) for side in zip(*pairs, strict=True))
    expected = years * np.array(truth.expected["ASFR"])
    z = (births - expected) / np.sqrt(expected)
    assert np.abs(z).max() < 4
    assert abs(births.sum() - expected.sum()) < 4 * np.sqrt(expected.sum())
    boys = sum(sum(register.truth.happened["births_male"]) for register in registers)
    girls = sum(sum(register.truth.happened["births_female"]) for register in registers)
    srb = truth.expected["SRB"]
    assert boys / girls == pytest.approx(srb, abs=4 * (1 + srb) * np.sqrt(srb / (boys + girls)))
    for name, counts in (("CBR", ("births_female", "births_male")), ("CDR", ("deaths",))):
        z = []
        for register in registers:
            happened = register.truth.happened
            counted = sum(np.array(happened[count]) for count in counts)
            wanted = np.array(register.truth.expected[name]) * happened["person_years"]
            z.append((counted - wanted) / np.sqrt(wanted))
        # Fifty errors: their squares sum to 50, give or take four times the root of 100.
        assert np.sum(np.square(z)) == pytest.approx(50, abs=40)


def test_orders_come_back_within_sampling_error() -> None:
    """The shares of first, second and later births, within five standard errors."""
    births = county().tables["births"]
    order = births["order"][births["occurred"] >= np.datetime64("2006-01-01")]
    _, years = asfr(county())
    by_order = county_schedules().by_order @ years
    for low, high in ((1, 1), (2, 2), (3, 9)):
        counted = np.count_nonzero((order >= low) & (order <= high))
        wanted = by_order[low - 1 : high].sum()
        assert abs(counted - wanted) < 5 * np.sqrt(wanted)


def test_published_schedules_are_those_of_the_oracle() -> None:
    """The shipped figures are the published ones, rounded."""
    if not ORACLE.exists():
        pytest.skip("the oracle's folder is not here")
    import pandas as pd

    published = county_schedules().published
    for file, table, value, unit in (
        ("wpp2024_mx_china", "mortality", "mx", 1.0),
        ("wpp2024_population_china", "population", "population", 1000.0),
    ):
        frame = pd.read_parquet(ORACLE / f"{file}.parquet")
        for sex in ("Female", "Male"):
            found = frame[(frame.year == 2010) & (frame.sex == sex)].sort_values("age_start")
            assert found.age_start.tolist() == published[table]["ages"]
            np.testing.assert_allclose(
                published[table][sex.lower()], found[value] / unit, atol=0.5 if unit > 1 else 1e-6
            )


def test_ages_follow_the_published_structure() -> None:
    """Shares of five-year age groups of women from 15, within five standard errors."""
    table = county_schedules().published["population"]
    persons, start = county().tables["persons"], np.datetime64("2006-01-01")
    there = (persons["sex"] == "female") & ~(persons["resident_since"] >= start)
    age = (start - persons["birth"][there]).astype(int) / YEAR
    counts = np.histogram(age[age >= 15], [*table["ages"][3:], 200])[0]
    shares = np.array(table["female"][3:]) / sum(table["female"][3:])
    wanted = shares * counts.sum()
    assert (np.abs(counts - wanted) < 5 * np.sqrt(wanted) + 1).all()


def test_time_is_linear_in_persons() -> None:
    """Eight times the persons take no more than sixteen times as long."""
    took = []
    for persons in (20_000, 160_000):
        begun = time.perf_counter()
        synthetic_register(persons, seed=1)
        took.append(time.perf_counter() - begun)
    assert took[1] < 16 * took[0]


def test_any_window_up_to_fifteen_years() -> None:
    """Part of a year, or fifteen."""
    short = synthetic_register(1_000, seed=1, start=date(2013, 3, 5), end=date(2013, 6, 1))
    assert short.truth.happened["bounds"] == ["2013-03-05", "2013-06-01"]
    long = synthetic_register(1_000, seed=1, start=date(2000, 1, 1), end=date(2015, 1, 1), areas=3)
    assert len(long.truth.expected["CBR"]) == 15
    assert np.count_nonzero(long.tables["areas"]["level"] == "township") == 3


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"persons": 10}, "persons"),
        ({"seed": -1}, "seed"),
        ({"areas": 0}, "areas"),
        ({"end": date(2005, 1, 1)}, "end"),
        ({"end": date(2050, 1, 1)}, "end"),
        ({"start": date(1979, 1, 1), "end": date(1981, 1, 1)}, "start"),
        ({"start": date(2099, 1, 1), "end": date(2101, 6, 1)}, "end"),
    ],
)
def test_what_cannot_be_made_says_why(wrong: dict[str, object], where: str) -> None:
    """Too few persons, no townships, a window that is empty or too long."""
    asked: dict[str, object] = {"persons": 1_000, "seed": 1} | wrong
    with pytest.raises(InvalidInputError, match=f"^{where}: "):
        synthetic_register(**asked)  # type: ignore[arg-type]


def test_what_is_expected_of_births_is_what_they_are_but_for_chance() -> None:
    """Of all of the years together: in policy, in policy of the second, and first births."""
    tables, expected = county().tables, county().truth.expected
    births, bounds = tables["births"], np.array(county().truth.happened["bounds"], "datetime64[D]")
    year = np.searchsorted(bounds, births["occurred"], side="right") - 1
    inside = (year >= 0) & (year < len(bounds) - 1)
    second = births["order"] == 2
    for name, of, what in (
        ("PCR", inside, births["in_policy"] == 1),
        ("CONFORMING_SECOND", inside & second, births["in_policy"] == 1),
        ("FIRST_BIRTH_SHARE", inside, births["order"] == 1),
    ):
        chance = np.array(expected[name])[year[of]]
        spread = np.sqrt((chance * (1 - chance)).sum())
        assert abs(np.count_nonzero(what & of) - chance.sum()) < 4 * spread
