"""Registers counted by rules: hand-worked, against one birth at a time, and on a county."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import famplan as fp
from famplan.errors import DefinitionError, InvalidInputError
from famplan.readers import register as read
from famplan.rules import birth_policy, registers
from famplan.rules.birth_policy import Conformity
from famplan.rules.subjects import CoupleAtBirth
from famplan.tabulate.register.totals import Totals
from tests.small_register import small_register

if TYPE_CHECKING:
    from famplan.tabulate.register import RegisterTally

YEAR = fp.Period.calendar_year(2016)
DECADE = fp.Period(date(2009, 1, 1), date(2019, 1, 1))
KINDS = {True: Conformity.CONFORMING, False: Conformity.NOT_CONFORMING, None: Conformity.UNKNOWN}


def born(mother: int, day: str, order: int | None, **more: Any) -> dict[str, Any]:
    """Make a birth in the village; what is not said of it is not known."""
    return {
        "mother": mother,
        "father": mother + 1,
        "occurred": day,
        "sex": "female",
        "order": order,
        "in_policy": None,
        "area": "320101",
        **more,
    }


def classes(tally: RegisterTally, **wanted: Any) -> tuple[float, ...]:
    """Count conforming, not conforming, unknown."""
    totals = Totals(tally)
    return tuple(totals.births(in_policy=(kind,), **wanted).sum() for kind in KINDS)


# The couple of women 1 and 6 married in 1993 and 2000; woman 1 bore children in 1995 and 2000.
HAND = {
    "births": {
        # Her third on record, and the third by order: nothing that Anhui allows is known of her.
        31: born(1, "2016-05-01", 3),
        # A first child, of a marriage.
        32: born(6, "2014-05-01", 1),
        # A second one when two were allowed; and one day too early for that.
        33: born(6, "2016-01-01", 2, in_policy=False),
        # A birth of which the order is not known.
        34: born(4, "2016-07-01", None, father=None),
    }
}


def test_births_are_judged_by_the_text_of_their_day() -> None:
    """A second child of 2016 conforms; the record said otherwise, and comes first if asked."""
    county = read(small_register(**HAND))
    by_rules = registers.count(county, place="Anhui", recorded="ignored", period=YEAR)
    assert classes(by_rules, order=(2,)) == (1, 0, 0)
    assert classes(by_rules, order=(None,)) == (0, 0, 1)
    as_recorded = registers.count(county, place="Anhui", recorded="first", period=YEAR)
    assert classes(as_recorded, order=(2,)) == (0, 1, 0)
    assert classes(fp.tabulate.register(county, period=YEAR)) == (0, 1, 2)
    first = registers.count(
        county, place="Anhui", recorded="ignored", period=fp.Period.calendar_year(2014)
    )
    assert classes(first) == (1, 0, 0)


def test_what_is_taken_as_given_fills_only_what_is_unknown() -> None:
    """A woman without a marriage on record, and a woman recorded as rural."""
    births = {41: born(4, "2016-07-01", 1, father=None)}
    county = read(small_register(births=births))
    counts = {
        value: classes(
            registers.count(
                county,
                place="Anhui",
                recorded="ignored",
                period=YEAR,
                assume={} if value is None else {"married": value},
            )
        )
        for value in (None, True, False)
    }
    assert counts == {None: (0, 0, 1), True: (1, 0, 0), False: (0, 1, 0)}
    wed = read(small_register(births={42: born(6, "2016-07-01", 1)}))
    found = registers.count(
        wed, place="Anhui", recorded="ignored", period=YEAR, assume={"married": False}
    )
    assert classes(found) == (1, 0, 0)


def test_what_the_rules_leave_open_bounds_the_share() -> None:
    """Of three births one is decided: the share lies between a third and all."""
    county = read(small_register(**HAND))
    tally = registers.count(county, place="Anhui", recorded="ignored", period=YEAR)
    conforming, out, unknown = classes(tally)
    table = tally.estimate("PCR", hide_below=0)
    shares = dict(zip(table.column("definition"), table.column("value"), strict=True))
    everyone = conforming + out + unknown
    assert unknown > 0
    assert shares["undecided births taken as not conforming"] == conforming / everyone
    assert shares["undecided births taken as conforming"] == (conforming + unknown) / everyone
    assert any("by the texts of Anhui" in note for note in table.notes)


def couple_of(rows: list[dict[str, Any]], row: dict[str, Any]) -> CoupleAtBirth:
    """Gather in plain Python what the births of a mother say of one of them."""
    own = sorted((one for one in rows if one["mother"] == row["mother"]), key=_day)
    groups: list[list[dict[str, Any]]] = []
    for one in own:
        if groups and (_day(one) - _day(groups[-1][-1])).days <= 1:
            groups[-1].append(one)
        else:
            groups.append([one])
    place = next(number for number, group in enumerate(groups) if row in group)
    earlier = [one for group in groups[:place] for one in group]
    orders = [one["order"] for one in groups[place] if one["order"] is not None]
    order = min(orders, default=None)
    facts: dict[str, Any] = {"order": order, "married": True, "remarried": None}
    if order == len(earlier) + 1:
        facts["previous_birth"] = _day(earlier[-1]) if earlier else None
        sexes = [one["sex"] for one in earlier]
        facts["girls_before"] = None if None in sexes else sexes.count("female")
        joint = sum(one["father"] == row["father"] for one in earlier)
        facts |= {"joint_children": joint, "woman_earlier_children": len(earlier) - joint}
    born_on = {1: date(1970, 3, 1), 6: date(1975, 1, 1), 2: date(1968, 5, 1), 7: date(1975, 1, 1)}
    facts |= {"woman_birth": born_on[row["mother"]], "man_birth": born_on[row["father"]]}
    return CoupleAtBirth(**facts)


def _day(row: dict[str, Any]) -> date:
    return date.fromisoformat(row["occurred"])


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(seed=st.integers(0, 10**6), place=st.sampled_from(["Anhui", "Henan", "Jiangsu"]))
def test_births_are_classified_as_one_by_one(seed: int, place: str) -> None:
    """Twins, gaps in the order, sexes that are not known: as `classify` says of each couple."""
    random = Random(seed)  # noqa: S311 - rows of a test
    rows = []
    for mother in (1, 6):
        day = date(2001, 1, 1)
        for order in range(1, random.randint(1, 4) + 1):
            day += timedelta(days=random.choice([0, 1, 400, 1500]))
            given_order = random.choice([order, order, order, None, order + 1])
            sex = random.choice(["female", "male", None])
            rows.append(born(mother, str(day), given_order, sex=sex, father=mother + 1))
    tables = small_register()
    tables["births"] = {
        "birth": list(range(len(rows))),
        **{name: [row[name] for row in rows] for name in rows[0]},
    }
    county = read(tables)
    used = [row for row, kept in zip(rows, county.table("births").used, strict=True) if kept]
    period = fp.Period(date(2001, 1, 1), date(2024, 1, 1))
    tally = registers.count(county, place=place, recorded="ignored", period=period)
    expected = Counter(
        birth_policy.classify(couple_of(used, row), on=_day(row), place=place).conformity
        for row in used
    )
    assert classes(tally) == tuple(expected[kind] for kind in KINDS.values())


def test_persons_due_are_counted_by_the_rules() -> None:
    """Henan pays holders of the certificate until the child is 18: one couple of two is due."""
    people = {
        **{
            n: {"sex": s, "birth": "1985-01-01", "area": "3201"}
            for n, s in enumerate("女男" * 2, 101)
        },
        111: {"sex": "男", "birth": "2010-05-01", "area": "3201"},
        112: {"sex": "男", "birth": "2003-05-01", "area": "3201"},
    }
    changes: dict[str, Any] = {
        "persons": people,
        "couples": {n: {"wife": n, "husband": n + 1, "married": "2000-01-01"} for n in (101, 103)},
        "births": {
            201: born(101, "2010-05-01", 1, child=111),
            202: born(103, "2003-05-01", 1, child=112, father=104),
        },
        "certificates": {
            301: {"couple": 101, "issued": "2011-01-01", "area": "3201"},
            302: {"couple": 103, "issued": "2011-01-01", "area": "3201"},
        },
        "benefit_payments": {
            401: paid(101, 240.0, 240.0),
            402: paid(102, 240.0, 120.0),
            403: paid(103, 240.0, 240.0),
        },
    }
    year = fp.Period.calendar_year(2021)
    tally = registers.count(
        read(small_register(**changes)),
        place="Henan",
        recorded="first",
        period=year,
        schemes={"独生子女父母奖励": "only-child-reward"},
    )
    totals = Totals(tally)
    counts = {
        name: totals.one("benefits", name, scheme=("独生子女父母奖励",)).sum()
        for name in ("due", "paid", "undecided", "due_fen", "paid_fen")
    }
    # Both parents of the child of 2010 are due it, and one had all of it; the other child is 18.
    assert counts == {
        "due": 2,
        "paid": 1,
        "undecided": 0,
        "due_fen": 72000,
        "paid_fen": 60000,
    }
    table = tally.estimate("REWARD_PAYMENT", hide_below=0)
    assert table.where(definition="独生子女父母奖励, persons").column("value") == [0.5]


def paid(person: int, due: float, yuan: float) -> dict[str, Any]:
    """Make a payment of 2021."""
    return {
        "scheme": "独生子女父母奖励",
        "person": person,
        "due": due,
        "paid": yuan,
        "paid_on": "2021-06-01",
        "year": 2021,
        "area": "3201",
    }


def test_a_county_is_judged_and_rolls_up() -> None:
    """On a synthetic county: all births are there, no first birth of a marriage is open."""
    from famplan.datasets.register import synthetic_register

    county = read(synthetic_register(12_000, seed=3, areas=5).frames())
    options: dict[str, Any] = {"place": "Henan", "recorded": "ignored"}
    year = fp.Period.calendar_year(2013)
    tally = registers.count(county, period=year, by="township", **options)
    whole = registers.count(county, period=year, **options)
    assert classes(tally.roll_up(None)) == classes(whole)
    assert sum(classes(whole)) == Totals(fp.tabulate.register(county, period=year)).births().sum()
    assert classes(whole, order=(1,), legitimacy=("within marriage",))[1:] == (0, 0)
    with pytest.raises(DefinitionError, match="rules"):
        tally + fp.tabulate.register(county, period=year, by="township")


def test_what_cannot_be_asked_says_so() -> None:
    """No such province, fact, scheme or choice."""
    county = read(small_register())
    ask: dict[str, Any] = {"place": "Henan", "recorded": "first", "period": YEAR}
    for error, change, text in (
        (InvalidInputError, {"place": "Anhwei"}, "did you mean Anhui"),
        (InvalidInputError, {"assume": {"rich": True}}, "no fact of a couple"),
        (InvalidInputError, {"assume": {"married": [True]}}, "give true, false"),
        (DefinitionError, {"recorded": "best"}, "recorded"),
        (DefinitionError, {"schemes": {"step": "pay-step"}}, "no benefit of a parent"),
        (DefinitionError, {"schemes": {"fee": "no-such-scheme"}}, "scheme"),
    ):
        with pytest.raises(error, match=text):
            registers.count(county, **{**ask, **change})
