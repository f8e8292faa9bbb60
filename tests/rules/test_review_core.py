"""What a fresh look at the language, rules and frames found: each as the case that went wrong."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pytest
from made_up_scheme import AGE, LAW, LOCAL, RURAL, SCHEME, SEEN

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language import Subject
from famplan.model.dates import read_days
from famplan.rules import Amount, Outcome, Overlay, Requirement, Rule, Scheme
from famplan.rules.birth_policy import BIRTH_POLICY
from famplan.rules.migrants import MARRIAGE_BIRTH_CERTIFICATE
from famplan.rules.subjects.parent import CERTIFICATE, LIVING_CHILDREN, PARENT

DAY = date(2006, 5, 1)
FACTS: dict[str, Any] = {
    "registration": "rural",
    "birth": date(1946, 5, 1),
    "living_children": 1,
}


def test_conditions_made_on_the_spot_do_not_answer_for_each_other() -> None:
    """One that is gone may have stood where the next one stands now."""
    thing: Subject[Any] = Subject("thing")
    a, b, c, d = (thing.flag(name, name, name) for name in "abcd")
    record = thing.record({"a": True, "b": True, "c": False, "d": False})
    for _ in range(50):
        assert (a | b).holds(record) is True
        assert (c | d).holds(record) is False


@pytest.mark.parametrize("on", [datetime(2006, 5, 1), pd.Timestamp("2006-05-01"), "2006-05-01", 5])  # noqa: DTZ001
def test_a_rule_wants_a_date(on: Any) -> None:
    """In the words of its scheme, and not those of a comparison that failed."""
    for law in (LAW, SCHEME, LAW.changed(since=None, until=None)):
        with pytest.raises(InvalidInputError, match=r"^on: .* is not a date"):
            law.verdict(FACTS, on=on)


def test_a_reference_date_that_is_nat_is_unknown() -> None:
    """As it is in columns."""
    for law in (LAW, SCHEME):
        assert law.verdict(FACTS, on=pd.NaT).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("one", [np.int64(1), np.float64(1), Decimal(1), Fraction(1)])
def test_numbers_of_other_libraries(one: Any) -> None:
    """A row of a frame has them; in JSON they are numbers like others."""
    found = LAW.verdict({**FACTS, "living_children": one}, on=DAY)
    assert found.outcome is Outcome.ELIGIBLE
    assert json.loads(found.to_json())["reasons"][2]["facts"] == {"living_children": 1}


def test_what_pandas_does_not_know_is_unknown() -> None:
    """Its NA is neither true nor false."""
    for name in (*FACTS, "certificate", "children"):
        law = LAW.changed(requires=(*LAW.requires, Requirement("certified", CERTIFICATE)))
        facts = {**FACTS, "certificate": np.True_}
        assert law.verdict(facts, on=DAY).outcome is Outcome.ELIGIBLE
        wanted = Outcome.ELIGIBLE if name == "children" else Outcome.UNKNOWN
        assert law.verdict({**facts, name: pd.NA}, on=DAY).outcome is wanted


@pytest.mark.parametrize("value", [np.array([1, 2]), True, np.True_, "1"])
def test_what_is_no_number_is_refused(value: Any) -> None:
    """Without saying what it is."""
    with pytest.raises(InvalidInputError, match=r"living_children: .* is not a number; give"):
        LAW.verdict({**FACTS, "living_children": value}, on=DAY)


def test_a_contradiction_is_told_once() -> None:
    """However often a rule counts the same children."""
    person: Subject[Any] = Subject("person")
    child: Subject[Any] = Subject("child")
    alive = child.flag("alive", "alive", "存活")
    children = person.children("children", child, "children", "子女")
    stated = person.number("number", "number", "数")
    counts = [children.count(alive, stated=stated) for _ in range(3)]
    law = Rule(
        "one child",
        name_zh="一孩",
        subject=person,
        source=SEEN,
        requires=tuple(Requirement(str(n), count == 1) for n, count in enumerate(counts)),
    )
    found = law.verdict({"number": 2, "children": []}, on=DAY)
    assert found.why == (
        "facts contradict each other: number is not the number of children listed",
    )


def test_two_subjects_of_one_name_are_two() -> None:
    """A fact of the other is read from no record of the first."""
    one, other = (Subject[Any]("parent").flag("glad", "glad", "高兴") for _ in range(2))
    with pytest.raises(DefinitionError, match="is about parent and parent"):
        _ = one & other


def test_verdicts_can_be_sent_to_other_processes() -> None:
    """With every reason; and what was kept for one process is not taken for another's."""
    for place in ("", "Henan/Zhengzhou"):
        found = SCHEME.verdict(FACTS, on=date(2012, 1, 1), place=place)
        sent = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
        assert sent.explain(language="zh") == found.explain(language="zh")
        assert sent.to_dict() == found.to_dict()


def test_of_someone_of_whom_it_is_unknown_no_amount_is_certain() -> None:
    """Facts are missing, or contradict each other."""
    for change in ({"birth": None}, {"living_daughters": 2}):
        found = SCHEME.verdict({**FACTS, **change}, on=DAY)
        assert found.outcome is Outcome.UNKNOWN
        assert found.amount is None
        assert [entry.truth for entry in found.amounts] == [None]
        assert "if it applies, which is unknown" in str(found)


def test_a_verdict_in_chinese_says_facts_in_chinese() -> None:
    """Words of vocabularies, truth values, and numbers that are known within bounds."""
    facts = {
        "registration": "rural",
        "certificate": True,
        "children": [{"alive": True}, {"alive": None}],
    }
    law = LAW.changed(requires=(*LAW.requires, Requirement("certified", CERTIFICATE)))
    said = law.verdict(facts, on=DAY).explain(language="zh")
    for part in ("户口性质: 农业户口", "持独生子女证: 是", "现存子女数: 1至2"):
        assert part in said


def test_another_places_scheme_says_so_in_chinese() -> None:
    """Where to ask is said in both languages."""
    scheme = attrs.evolve(
        SCHEME, overlays=(), versions=tuple(law.changed(place="Henan") for law in SCHEME.versions)
    )
    found = scheme.verdict(FACTS, on=DAY, place="Anhui")
    assert found.outcome is Outcome.NOT_IN_FORCE
    assert "ask with place=" in str(found)
    assert 'place="Henan"' in found.explain(language="zh")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: LAW.changed(since=datetime(2004, 1, 1)),  # noqa: DTZ001
        lambda: LAW.changed(since="2004-01-01"),
        lambda: LAW.changed(amounts=(Amount(value=1, when=_other(), source=SEEN),)),
        lambda: Amount(value="many", source=SEEN),
        lambda: Amount(value=float("nan"), source=SEEN),
        lambda: Amount(value=2, high=1, source=SEEN),
        lambda: Amount(value=1, times=LIVING_CHILDREN, step=0, source=SEEN),
        lambda: Amount(value=1, place="Henan/", source=SEEN),
        lambda: Overlay(place="Henan/", source=LOCAL, drops=("age",)),
        lambda: Overlay(place=" Henan", source=LOCAL, drops=("age",)),
        lambda: Overlay(place="Henan", source=LOCAL, drops="age"),  # type: ignore[arg-type]
        lambda: Overlay(place="Henan", source=LOCAL, replaces=(AGE,), relaxes=(AGE,)),
        lambda: Overlay(place="Henan", source=LOCAL, replaces=(AGE,), drops=("age",)),
        lambda: Overlay(place="Henan", source=LOCAL, relaxes=(AGE, AGE)),
    ],
)
def test_mistakes_fail_when_the_rule_is_defined(wrong: Any) -> None:
    """Not when someone is judged, and never by one of two changes that silently wins."""
    with pytest.raises(DefinitionError):
        wrong()


@pytest.mark.parametrize("place", ["Henan/", "/Henan", " Henan", "Henan//Zhengzhou", " "])
def test_a_slip_in_a_place_is_not_taken_for_the_whole_country(place: str) -> None:
    """The national text would answer for a place that has its own."""
    with pytest.raises(DefinitionError, match="is not a place; write"):
        SCHEME.verdict(FACTS, on=DAY, place=place)


def _other() -> Any:
    return Subject[Any]("someone else").flag("glad", "glad", "高兴")


def test_evolved_schemes_forget_the_laws_of_the_first() -> None:
    """The laws that are kept belong to one value."""
    SCHEME.laws("Henan")
    bare = attrs.evolve(SCHEME, overlays=())
    assert [len(law.overlays) for law in bare.laws("Henan")] == [0, 0]
    assert any(law.overlays for law in SCHEME.laws("Henan"))


COLUMNS: dict[str, Any] = {
    "registration": ["rural"] * 2,
    "living_children": [1, 1],
    "birth": [date(1946, 5, 1), date(1946, 5, 2)],
}
RULE = LAW.changed(requires=(RURAL, AGE))
CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize("zone", [CHINA, UTC, timezone(timedelta(hours=-5))])
def test_times_with_a_zone_among_objects_are_dates_on_the_spot(zone: timezone) -> None:
    """Midnight of 2 May in China is 1 May in Greenwich, and the person a day too young."""
    times = [datetime(1946, 5, day, 0, 30, tzinfo=zone) for day in (1, 2)]
    late = [datetime(1946, 5, day, 23, 30, tzinfo=zone) for day in (1, 2)]
    for birth in (times, late, pd.Series(times, dtype=object), np.array(late, dtype=object)):
        found = RULE.status({**COLUMNS, "birth": birth}, on=DAY, columns=_unknown())
        assert found.tolist() == [1, 0]
        assert read_days(birth, "birth").tolist() == COLUMNS["birth"]


def _unknown() -> dict[str, None]:
    """Facts that only contradict others, of which nothing is known."""
    return {name: None for name in PARENT.facts if name not in COLUMNS}


def test_dates_beside_a_frame_may_be_a_list() -> None:
    """A list has an index too, of another kind."""
    frame = pd.DataFrame(COLUMNS)
    for on in ([DAY, None], (DAY, None)):
        assert RULE.status(frame, on=on, columns=_unknown()).tolist() == [1, -1]


def test_frames_that_cannot_be_judged_are_named() -> None:
    """Without columns, or with two of one name."""
    nothing = dict.fromkeys(PARENT.facts)
    with pytest.raises(InvalidInputError, match="data: has no columns"):
        RULE.status(pd.DataFrame(index=range(3)), on=DAY, columns=nothing)
    frame = pd.DataFrame(COLUMNS)
    with pytest.raises(InvalidInputError, match="two columns have one name"):
        RULE.status(pd.concat([frame, frame], axis=1), on=DAY)


@pytest.mark.parametrize("scheme", [BIRTH_POLICY, MARRIAGE_BIRTH_CERTIFICATE])
def test_what_gives_nobody_anything_lists_nobody(scheme: Scheme[Any]) -> None:
    """Whose births did not conform, or who was asked for a certificate: counted, never listed."""
    frame = {name: [None, None] for name in scheme.subject.facts}
    law = scheme.law(date(2012, 1, 1))
    assert law is not None
    for applied in (scheme, law, attrs.evolve(law, note="a copy")):
        for judged in (applied.status, applied.certain):
            with pytest.raises(DefinitionError, match="counted by it, and not listed"):
                judged(frame, on=date(2012, 1, 1))
    everything = {fact: None for fact in scheme.subject.facts if fact != "sex"}
    counted = scheme.tally({"sex": ["female"] * 12}, on=date(2012, 1, 1), columns=everything)
    assert counted.total == 12
