"""Random rules over random facts, for tests that hold one way of judging them to another."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from famplan.catalogue.indicator import Grade, Source
from famplan.language import Subject, at_least
from famplan.model.dates import LeapDay
from famplan.rules.outcome import Outcome
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme

if TYPE_CHECKING:
    from famplan.language.conditions import Condition


class Colour(StrEnum):
    """Words to choose from."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"


CHILD: Subject[Any] = Subject("child")
BORN = CHILD.date("born", "born", "出生")
ALIVE = CHILD.flag("alive", "lives", "存活")
GRADE = CHILD.number("grade", "grade", "等级")

PERSON: Subject[Any] = Subject("person")
BIRTH = PERSON.date("birth", "birth", "出生")
WED = PERSON.date("wed", "wedding", "结婚")
WEIGHT = PERSON.number("weight", "weight", "重量")
SIZE = PERSON.number("size", "size", "大小")
GLAD = PERSON.flag("glad", "glad", "高兴")
TALL = PERSON.flag("tall", "tall", "高")
COLOUR = PERSON.choice("colour", Colour, "colour", "颜色")
CHILDREN = PERSON.children("children", CHILD, "children", "子女", born=BORN)
NUMBER = CHILDREN.count(stated=PERSON.number("number", "number of children", "子女数"))
LIVING = CHILDREN.count(ALIVE, stated=PERSON.number("living", "living children", "存活子女数"))
PERSON.contradiction(
    "a child is older than the person",
    "子女早于父母出生",
    CHILDREN.any(CHILDREN.of_parent(BIRTH) >= BORN),
)
PERSON.contradiction("glad and tall", "高兴且高", GLAD & TALL & (SIZE >= 3))

FACTS = {
    "birth": pa.date32(),
    "wed": pa.date32(),
    "weight": pa.float64(),
    "size": pa.int16(),
    "glad": pa.bool_(),
    "tall": pa.bool_(),
    "colour": pa.string(),
    "number": pa.int64(),
    "living": pa.int8(),
}
CHILD_FACTS = {"born": pa.date32(), "alive": pa.bool_(), "grade": pa.int32()}
SOURCE = Source("a text", locator="art. 1", grade=Grade.LAW)

EDGES = [date(year, 2, 28) for year in (1951, 1952, 2000, 2012, 2013)]
EDGES += [date(year, 3, 1) for year in (1951, 1952, 2000, 2012, 2013)]
EDGES += [date(1952, 2, 29), date(2000, 2, 29), date(2012, 2, 29), date(2012, 3, 31)]
DAYS = st.sampled_from(EDGES) | st.dates(date(1945, 1, 1), date(2020, 12, 31))
SIGNS = st.sampled_from(["__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"])


def compared(terms: st.SearchStrategy[Any], others: st.SearchStrategy[Any]) -> Any:
    """Compare one thing with another in any of the ways there are."""
    return st.builds(lambda term, sign, other: getattr(term, sign)(other), terms, SIGNS, others)


AGES = st.builds(
    lambda fact, unit, at: getattr(fact, unit)(**at),
    st.sampled_from([BIRTH, WED]),
    st.just("age"),
    st.sampled_from([{}, {"at": WED}]),
) | st.builds(
    lambda fact, unit, to: getattr(fact, unit)(**to),
    st.sampled_from([BIRTH, WED]),
    st.sampled_from(["months", "days"]),
    st.sampled_from([{}, {"to": WED}]),
)
CHILD_LEAVES = (
    compared(st.just(BORN), DAYS)
    | compared(st.just(BORN), st.builds(CHILDREN.of_parent, st.sampled_from([BIRTH, WED])))
    | compared(st.builds(BORN.age), st.integers(0, 30))
    | compared(st.just(GRADE), st.integers(0, 4))
    | st.sampled_from([ALIVE, ~ALIVE, BORN.is_known(), GRADE.is_known(), ALIVE.is_known()])
)


def trees(leaves: st.SearchStrategy[Condition[Any]]) -> st.SearchStrategy[Condition[Any]]:
    """Join conditions in every way there is."""
    return st.recursive(
        leaves,
        lambda inner: (
            st.builds(lambda a, b: a & b, inner, inner)
            | st.builds(lambda a, b: a | b, inner, inner)
            | st.builds(lambda a: ~a, inner)
            | st.builds(
                lambda a, b, c, n: at_least(n, a, b, c), inner, inner, inner, st.integers(1, 3)
            )
        ),
        max_leaves=6,
    )


COUNTS = st.sampled_from([NUMBER, LIVING]) | st.builds(CHILDREN.count, trees(CHILD_LEAVES))
LEAVES = (
    compared(st.sampled_from([BIRTH, WED]), DAYS)
    | compared(st.just(BIRTH), st.just(WED))
    | compared(AGES, st.integers(0, 80))
    | compared(st.sampled_from([WEIGHT, SIZE]), st.sampled_from([0, 1, 2, 2.5]))
    | compared(st.sampled_from([WEIGHT, NUMBER]), st.sampled_from([SIZE, LIVING]))
    | compared(COUNTS, st.integers(0, 3))
    | st.builds(CHILDREN.any, trees(CHILD_LEAVES))
    | st.builds(CHILDREN.all, trees(CHILD_LEAVES))
    | st.builds(lambda words: COLOUR.is_in(*words), st.lists(st.sampled_from(Colour), min_size=1))
    | st.sampled_from([GLAD, ~TALL, BIRTH.has_come(), ~COLOUR.is_(Colour.RED)])
    | st.builds(lambda fact: fact.is_known(), st.sampled_from([*PERSON.facts.values()]))
)
CONDITIONS = trees(LEAVES)


@st.composite
def rules(draw: st.DrawFn, since: date | None = None, until: date | None = None) -> Rule[Any]:
    """Draw a rule of some requirements."""
    conditions = draw(st.lists(CONDITIONS, min_size=1, max_size=3))
    requires = [Requirement(f"asks for {n}", found) for n, found in enumerate(conditions)]
    return Rule(
        "a rule",
        name_zh="规则",
        subject=PERSON,
        requires=tuple(requires),
        source=SOURCE,
        since=since,
        until=until,
        leap_day=draw(st.sampled_from(LeapDay)),
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme[Any]:
    """Draw a scheme of some texts one after the other, with local texts over them."""
    edges = sorted(draw(st.sets(st.sampled_from(EDGES), min_size=2, max_size=4)))
    first = draw(st.sampled_from([[None], []]))
    last = draw(st.sampled_from([[None], []]))
    home = draw(st.sampled_from(["", "", "A"]))
    bounds = [*first, *edges, *last]
    versions = [draw(rules(since, until)).changed(place=home) for since, until in pairwise(bounds)]
    kept = draw(st.sets(st.sampled_from(range(len(versions))), min_size=1))
    return Scheme(
        code="scheme",
        name="a scheme",
        name_zh="办法",
        versions=tuple(versions[place] for place in sorted(kept)),
        overlays=tuple(draw(st.lists(overlays(), max_size=2))),
    )


@st.composite
def overlays(draw: st.DrawFn) -> Overlay[Any]:
    """Draw a local text that adds, replaces or relaxes a requirement."""
    key = "asks for 0"
    how = draw(st.sampled_from(["adds", "replaces", "relaxes"]))
    if how == "adds":
        key = f"asks for {draw(st.uuids())} more"
    entry = Requirement(key, draw(CONDITIONS))
    place = draw(st.sampled_from(["A", "A/B", "C"]))
    since = draw(st.none() | st.sampled_from(EDGES))
    return Overlay(place=place, source=SOURCE, since=since, **{how: (entry,)})


@attrs.frozen
class People:
    """Rows with their facts, their children, a reference date and a place each."""

    rows: list[dict[str, Any]]
    facts: dict[str, pa.DataType] = FACTS
    child_facts: dict[str, pa.DataType] = CHILD_FACTS

    def outcomes(self, law: Rule[Any] | Scheme[Any]) -> list[int]:
        """Judge one after the other, by the evaluator of single records."""
        return [self._outcome(law, row) for row in self.rows]

    def _outcome(self, law: Rule[Any] | Scheme[Any], row: dict[str, Any]) -> int:
        facts = {name: row[name] for name in (*self.facts, "children")}
        if isinstance(law, Rule):
            return law.verdict(facts, on=row["on"]).outcome.code
        places = [row["place"]] if row["place"] else ["", *law.places]
        found = {law.verdict(facts, on=row["on"], place=place).outcome for place in places}
        return found.pop().code if len(found) == 1 else Outcome.UNKNOWN.code

    def table(self) -> pa.Table:
        """Put what is one value a row into a table."""
        kinds = {**self.facts, "on": pa.date32(), "place": pa.string(), "id": pa.int64()}
        schema = pa.schema(list(kinds.items()))
        rows = [
            {**row, "id": None if row["children"] is None else number}
            for number, row in enumerate(self.rows)
        ]
        return pa.Table.from_pylist(rows, schema)

    def children(self) -> pa.Table:
        """Put the children into a table of their own."""
        found = [
            {**child, "parent": number}
            for number, row in enumerate(self.rows)
            for child in row["children"] or ()
        ]
        schema = pa.schema([*self.child_facts.items(), ("parent", pa.int64())])
        return pa.Table.from_pylist(found[::-1], schema)


def _known(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


CHILD_ROWS = st.fixed_dictionaries(
    {"born": _known(DAYS), "alive": _known(st.booleans()), "grade": _known(st.integers(0, 4))}
)
ROWS = st.fixed_dictionaries(
    {
        "birth": _known(DAYS),
        "wed": _known(DAYS),
        "weight": _known(st.sampled_from([0.0, 1.0, 2.5, -3.0])),
        "size": _known(st.integers(0, 4)),
        "glad": _known(st.booleans()),
        "tall": _known(st.booleans()),
        "colour": _known(st.sampled_from([str(word) for word in Colour])),
        "number": _known(st.integers(0, 3)),
        "living": _known(st.integers(0, 3)),
        "children": _known(st.lists(CHILD_ROWS, max_size=3)),
        "on": _known(DAYS),
        "place": st.sampled_from([None, "A", "A/B", "A/B/D", "C", "E"]),
    }
)
PEOPLE = st.builds(People, st.lists(ROWS, min_size=1, max_size=12))


KINDS = {
    "date": (pa.date32(), DAYS),
    "number": (pa.float64(), st.integers(0, 3).map(float)),
    "flag": (pa.bool_(), st.booleans()),
}


def _of_kind(fact: Any) -> tuple[pa.DataType, st.SearchStrategy[Any]]:
    if fact.kind == "choice":
        return pa.string(), st.sampled_from([str(word) for word in fact.vocabulary])
    return KINDS[fact.kind]


def people_of(subject: Subject[Any]) -> st.SearchStrategy[People]:
    """Draw people with every fact of a subject, known or not, and children with all of theirs."""
    own = {name: _of_kind(fact) for name, fact in subject.facts.items() if name != "children"}
    children = subject.facts["children"]
    theirs = {name: _of_kind(fact) for name, fact in children.child.facts.items()}  # type: ignore[attr-defined]
    child = st.fixed_dictionaries({name: _known(drawn) for name, (_, drawn) in theirs.items()})
    row = {name: _known(drawn) for name, (_, drawn) in own.items()}
    more = {"children": _known(st.lists(child, max_size=3)), "on": _known(DAYS)}
    places = st.sampled_from([None, "Henan", "Anhui", "Anhui/Xuancheng"])
    rows = st.lists(st.fixed_dictionaries({**row, **more, "place": places}), min_size=1, max_size=9)
    kinds = ({name: kind for name, (kind, _) in found.items()} for found in (own, theirs))
    return st.builds(People, rows, *map(st.just, kinds))


def as_arrays(table: pa.Table) -> dict[str, np.ndarray]:
    """Make numpy arrays of a table, each with the unknown of its kind."""
    found = {}
    for name in table.column_names:
        column, kind = table[name], table[name].type
        if pa.types.is_date(kind):
            found[name] = column.to_numpy().astype("datetime64[D]")
        elif pa.types.is_string(kind):
            found[name] = np.array(["" if x is None else x for x in column.to_pylist()], dtype=str)
        else:
            found[name] = (
                column.cast(pa.int8()).to_numpy() if kind == pa.bool_() else column.to_numpy()
            )
    return found


def as_masked(table: pa.Table) -> dict[str, np.ma.MaskedArray[Any, Any]]:
    """Make masked arrays of a table, of the type that each column has without its gaps."""
    found = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        if pa.types.is_date(column.type):
            data = column.cast(pa.int32()).fill_null(0).to_numpy().astype("datetime64[D]")
        elif pa.types.is_string(column.type):
            data = np.array(column.fill_null("").to_pylist(), dtype=str)
        else:
            filler = False if column.type == pa.bool_() else 0
            data = column.fill_null(filler).to_numpy(zero_copy_only=False)
        mask = column.is_null().to_numpy(zero_copy_only=False)
        found[name] = np.ma.array(data, mask=mask)
    return found
