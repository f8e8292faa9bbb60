"""Medical eligibility: the cells that print gives, what is unknown, and every fault of a file."""

from __future__ import annotations

import json
import pickle
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError, InvalidInputError, UnreadableFileError
from famplan.model.contraception import ContraceptiveMethod
from famplan.rules.medical_eligibility import (
    ADOLESCENT,
    HEALTH,
    LACTATIONAL_AMENORRHOEA,
    OBESE,
    POSTPARTUM,
    RECENT_MISCARRIAGE,
    Category,
    Judgement,
    MedicalMethod,
    Rating,
    TableOrigin,
    key_of,
    method_column,
    pregnancy_checklist,
    read_table,
    table_faults,
    teaching_table,
)
from famplan.rules.medical_eligibility.facts import BIRTH, CIGARETTES
from famplan.rules.subjects import PARENT

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 1, 1)
TWENTY, THIRTY_FOUR, THIRTY_FIVE = date(2006, 1, 1), date(1991, 1, 2), date(1991, 1, 1)
NOT_RECENT = {"parity": 0, "systolic": 120, "diastolic": 80}
ORIGIN = TableOrigin(name="mine", edition="2024", licence="my own", source=Source("an example"))

# Catalogue G, row 15: US MEC 2024 as re-keyed (grade C). Facts, phase, column, category.
PRINTED: list[tuple[dict[str, Any], str, str, str]] = [
    ({"migraine with aura": True}, "initiation", "CHC", "4"),
    ({"cigarettes_per_day": 15, "birth": THIRTY_FIVE}, "initiation", "CHC", "4"),
    ({"cigarettes_per_day": 14, "birth": THIRTY_FIVE}, "initiation", "CHC", "3"),
    ({"cigarettes_per_day": 1, "birth": THIRTY_FIVE}, "initiation", "CHC", "3"),
    ({"cigarettes_per_day": 40, "birth": THIRTY_FOUR}, "initiation", "CHC", "2"),
    ({"delivered": date(2025, 12, 12), "breastfeeding": False}, "initiation", "CHC", "4"),
    ({"delivered": DAY, "breastfeeding": False}, "initiation", "CHC", "4"),
    ({"current breast cancer": True}, "initiation", "Cu-IUD", "1"),
    *(
        ({"current breast cancer": True}, phase, column, "4")
        for phase in ("initiation", "continuation")
        for column in ("LNG-IUD", "Implant", "DMPA", "POP", "CHC")
    ),
    ({"cervical cancer awaiting treatment": True}, "initiation", "Cu-IUD", "4"),
    ({"cervical cancer awaiting treatment": True}, "continuation", "Cu-IUD", "2"),
    *(
        ({"ischaemic heart disease": True}, phase, column, category)
        for phase, category in (("initiation", "2"), ("continuation", "3"))
        for column in ("LNG-IUD", "Implant", "POP")
    ),
    ({"systolic": 160, "diastolic": 80}, "initiation", "CHC", "4"),
    ({"systolic": 150, "diastolic": 100}, "initiation", "CHC", "4"),
    ({"systolic": 160, "diastolic": 100}, "initiation", "DMPA", "3"),
]


def told(facts: dict[str, Any]) -> dict[str, Any]:
    """Complete facts: what a case does not say is not so."""
    base = {**NOT_RECENT, "cigarettes_per_day": 0, "birth": TWENTY}
    if "delivered" in facts:
        base["parity"] = 1
    return {**base, **facts}


@pytest.mark.parametrize(("facts", "at", "column", "category"), PRINTED)
def test_the_teaching_table_gives_the_printed_category(
    facts: dict[str, Any], at: str, column: str, category: str
) -> None:
    """With all facts known the printed cell is what is certain and all that is possible."""
    found = teaching_table().consult(told(facts), on=DAY, at=at, others=False)[column]
    assert found.certain is Category(category)
    assert found.possible is Category(category)
    assert found.settled
    assert len(found.because) == len(found.triggers) == 1
    assert not found.open


@pytest.mark.parametrize(
    "facts",
    [
        {"cigarettes_per_day": 0, "birth": THIRTY_FIVE},
        {"delivered": date(2025, 12, 11), "breastfeeding": False},
        {"delivered": date(2025, 12, 12), "breastfeeding": True},
        {"systolic": 159, "diastolic": 99},
    ],
)
def test_a_day_or_a_unit_outside_a_row_it_does_not_apply(facts: dict[str, Any]) -> None:
    """Beside the bounds of a row nothing is said of any method."""
    found = teaching_table().consult(told(facts), on=DAY, at="initiation", others=False)
    assert [answer.possible for answer in found.answers] == [None] * 6
    assert found["CHC"].usable is None
    assert "no row rates it" in str(found)
    assert "表中无适用条目" in found.explain(language="zh")


def test_what_is_not_known_stays_possible() -> None:
    """Without any fact nothing is certain, and the worst of every row is possible."""
    found = teaching_table().consult({}, on=DAY, at="initiation")
    assert {answer.certain for answer in found.answers} == {None}
    assert {answer.possible for answer in found.answers} == {Category.FOUR}
    assert all(answer.open == answer.triggers for answer in found.answers)
    assert "not decided; at worst 4" in str(found)
    assert "未定，最差4" in found.explain(language="zh")


def test_without_a_day_ages_are_unknown() -> None:
    """A reference date that is missing leaves the rows of age open."""
    facts = told({"cigarettes_per_day": 20, "birth": THIRTY_FIVE})
    found = teaching_table().consult(facts, on=None, at="initiation", others=False)["CHC"]
    assert found.certain is None
    assert [trigger.rating.text for trigger in found.open] == ["4", "2"]
    assert "日期未知" in teaching_table().consult({}, on=None, at="initiation").explain(
        language="zh"
    )


def test_one_certain_row_and_one_possible_give_two_answers() -> None:
    """The certain worst is a floor, the possible worst a ceiling, and each row is told."""
    facts = told({"ischaemic heart disease": True, "current breast cancer": None})
    found = teaching_table().consult(facts, on=DAY, at="initiation", others=False)
    answer = found["POP"]
    assert (answer.certain, answer.possible, answer.usable) == (Category.TWO, Category.FOUR, None)
    assert [trigger.row.key for trigger in answer.because] == ["ischaemic heart disease"]
    assert [trigger.row.key for trigger in answer.open] == ["current breast cancer"]
    assert answer.said() == "POP: 2, possibly up to 4"
    assert answer.said(language="zh") == "POP: 2，可能至4"
    assert "if it applies, 4: Breast cancer: current" in str(found)
    assert "若适用，4: 现患乳腺癌" in found.explain(language="zh")


@given(
    facts=st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from([True, False, None]) for name in teaching_table().conditions
        }
        | {
            "birth": st.sampled_from([TWENTY, THIRTY_FOUR, THIRTY_FIVE]),
            "cigarettes_per_day": st.sampled_from([0, 5, 15]),
            "systolic": st.sampled_from([120, 160]),
            "breastfeeding": st.booleans(),
            "delivered": st.sampled_from([DAY, date(2020, 1, 1)]),
        },
    ),
    at=st.sampled_from(["initiation", "continuation"]),
    answer=st.booleans(),
)
def test_a_further_answer_never_widens_what_is_possible(
    *, facts: dict[str, Any], at: str, answer: bool
) -> None:
    """Every unknown condition that is answered raises the floor or lowers the ceiling."""
    table = teaching_table()
    before = table.consult(facts, on=DAY, at=at)
    for name in table.conditions:
        if facts.get(name) is not None:
            continue
        after = table.consult({**facts, name: answer}, on=DAY, at=at)
        for old, new in zip(before.answers, after.answers, strict=True):
            assert rank(old.certain) <= rank(new.certain) <= rank(new.possible)
            assert rank(new.possible) <= rank(old.possible)


def rank(category: Category | None) -> int:
    """Give what no row rates the lowest place."""
    return 0 if category is None else category.rank


def test_facts_that_contradict_each_other_decide_nothing() -> None:
    """A pressure that nobody has leaves the rows of pressure open, and says so."""
    facts = told({"systolic": 300, "current breast cancer": True})
    found = teaching_table().consult(facts, on=DAY, at="initiation", others=False)
    assert found.why == (
        "facts contradict each other: systolic blood pressure is outside 60–260 mmHg",
    )
    assert found["CHC"].certain is Category.FOUR
    assert [trigger.certain for trigger in found["CHC"].triggers] == [True, False]
    assert found.why[0] in str(found)


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"migrane with aura": True}, "did you mean migraine with aura"),
        ({"migraine with aura": 1}, "is not true or false"),
        ({"systolic": "high"}, "is not a number"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(facts: dict[str, Any], problem: str) -> None:
    """A misspelt condition or a value of another kind is no silent "no"."""
    with pytest.raises(InvalidInputError, match=problem):
        teaching_table().consult(facts, on=DAY, at="initiation")


def test_the_ways_to_ask_are_checked() -> None:
    """A phase, an answer for the others, or facts that are none of those allowed are refused."""
    table = teaching_table()
    with pytest.raises(DefinitionError, match="'start' is none of initiation, continuation"):
        table.consult({}, on=DAY, at="start")
    with pytest.raises(DefinitionError, match="True is neither None nor False"):
        table.consult({}, on=DAY, at="initiation", others=True)
    with pytest.raises(DefinitionError, match="list is not a mapping"):
        table.consult([], on=DAY, at="initiation")  # type: ignore[arg-type]


def test_the_teaching_table_says_everywhere_that_it_is_one() -> None:
    """Name, print, table of values and Chinese text are marked; its source and licence are told."""
    found = teaching_table().consult({}, on=DAY, at="initiation")
    mark = "teaching table: not for clinical use"
    record = json.loads(found.to_json())
    for text in (repr(teaching_table()), repr(found), str(found), record["table"]):
        assert mark in text
    assert "教学用表，不得用于临床" in found.explain(language="zh")
    assert record["teaching"] is True
    assert record["source"]["grade"] == "C"
    assert "not an order" in record["notice"]
    assert record["methods"][0]["rows"][0]["applies"] is None


def test_a_table_and_its_answers_can_be_sent_to_another_process() -> None:
    """Pickling keeps the answers."""
    found = teaching_table().consult({}, on=DAY, at="initiation")
    assert pickle.loads(pickle.dumps(found)).to_dict() == found.to_dict()  # noqa: S301 - our own


def test_methods_are_found_by_any_of_their_names() -> None:
    """A column answers to its name, its methods, and the method as surveys count it."""
    found = teaching_table().consult({}, on=DAY, at="initiation")
    assert found["chc"] is found["COC"] is found[MedicalMethod.PATCH]
    assert found[ContraceptiveMethod.IMPLANT] is found["Implant"]
    with pytest.raises(DefinitionError, match="say Cu-IUD or LNG-IUD"):
        found[ContraceptiveMethod.IUD]
    with pytest.raises(DefinitionError, match="no column stands for it"):
        found["LAM"]


def test_there_are_twenty_methods_with_names() -> None:
    """The vocabulary is whole; only fertility awareness has no place among survey methods."""
    assert len(MedicalMethod) == 20
    assert all(method.name_en and method.name_zh for method in MedicalMethod)
    assert [method for method in MedicalMethod if method.method is None] == ["fertility awareness"]
    assert [str(method) for method in MedicalMethod if method.surgical] == [
        "female sterilisation",
        "male sterilisation",
    ]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        (None, "no method is called so"),
        ({"X": ["no such method"]}, "one of its methods is none of"),
        ({"X": 3}, "one of its methods is none of"),
        ({"X": []}, "stands for no method"),
        ({"X": ["COC", "male sterilisation"]}, "sterilisation and others"),
    ],
)
def test_a_column_stands_for_methods_that_are_rated_alike(columns: Any, problem: str) -> None:
    """Unknown names and mixed scales are refused."""
    with pytest.raises(DefinitionError, match=problem):
        method_column("X", columns=columns)


@pytest.mark.parametrize(
    ("category", "usable", "good", "limited"),
    [
        ("1", True, "use", "use"),
        ("2", True, "use", "use"),
        ("3", False, "not usually recommended", "do not use"),
        ("4", False, "not to be used", "do not use"),
    ],
)
def test_four_categories_are_read_as_two_with_little_judgement(
    *, category: str, usable: bool, good: str, limited: str
) -> None:
    """1 and 2 use, 3 and 4 do not (catalogue D.1, table of the journal named there)."""
    found = Category(category)
    assert (found.usable, found.reading("good"), found.reading("limited")) == (
        usable,
        good,
        limited,
    )
    assert found.meaning(language="zh") != found.meaning()


def test_letters_are_read_in_one_way() -> None:
    """Sterilisation has letters, in the order of tables, without a reading of two."""
    letters = [Category(letter) for letter in "ACDS"]
    assert [letter.rank for letter in letters] == [1, 2, 3, 4]
    assert all(letter.surgical and letter.usable is None for letter in letters)
    assert letters[2].reading(Judgement.GOOD) == letters[2].reading(Judgement.LIMITED)


@pytest.mark.parametrize(
    ("cell", "low", "high", "text", "clarified"),
    [
        ("1", "1", "1", "1", False),
        (" 2* ", "2", "2", "2", True),
        ("2/3*", "2", "3", "2/3", True),
        ("2 / 4", "2", "4", "2 / 4", False),
        ("NA*", None, None, "NA", True),
        ("COCs: 3\nP/R: 1", None, "4", "COCs: 3 P/R: 1", False),
        ("见药物相互作用", None, "4", "见药物相互作用", False),
    ],
)
def test_a_cell_is_a_category_a_split_a_text_or_not_applicable(
    *, cell: str, low: str | None, high: str | None, text: str, clarified: bool
) -> None:
    """Every kind of cell that open tables hold is read; a text may mean anything."""
    found = Rating.read(cell)
    assert found == Rating(low and Category(low), high and Category(high), text, clarified)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["5", "0", "l", "3/2", "2/2", "1/2/3", "2/", "*", "A", "1 2"])
def test_what_is_no_rating_is_refused(cell: str) -> None:
    """Slips of the pen are no text."""
    with pytest.raises(DefinitionError):
        Rating.read(cell)


def test_sterilisation_is_rated_by_letters_only() -> None:
    """A number in a column of letters is a fault; a text may mean the last letter."""
    with pytest.raises(DefinitionError, match="is not of the scale A, C, D, S"):
        Rating.read("2", surgical=True)
    found = Rating.read("see the text", surgical=True)
    assert found is not None
    assert found.high is Category.SPECIAL
    assert Rating.read("", surgical=True) is None


CSV = """\
Condition,Sub-Condition,Cu-IUD (I),Cu-IUD (C),CHC (I),CHC (C),Female sterilisation
Smoking,"b. Age ≥35, <15 cigarettes/day",1,1,3,3,A
"Liver
disease",,1*,1*,2/3*,2/3*,D

Pregnancy,,4*,4*,NA*,NA*,D
A treatment,see also elsewhere,1,1,See also Drug Interactions.,See also Drug Interactions.,
"""


def written(folder: Path, text: str, name: str = "mine.csv") -> Path:
    """Write a file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_table_is_read_from_csv(tmp_path: Path) -> None:
    """Splits, texts, blank cells, stars and lists' letters come out as what they mean."""
    table = read_table(written(tmp_path, CSV), origin=ORIGIN)
    assert table.conditions == (
        "smoking - age ≥35, <15 cigarettes/day",
        "liver disease",
        "pregnancy",
        "a treatment - see also elsewhere",
    )
    facts = dict.fromkeys(table.conditions[1:], True)
    found = table.consult(facts, on=None, at="initiation", others=False)
    assert (found["CHC"].certain, found["CHC"].possible) == (Category.TWO, Category.FOUR)
    assert [trigger.rating.text for trigger in found["CHC"].triggers] == [
        "See also Drug Interactions.",
        "2/3",
        "NA",
    ]
    assert found["Cu-IUD"].usable is False
    assert found["female sterilisation"].certain is Category.DELAY
    assert found["female sterilisation"].usable is None


def test_json_of_open_re_keyings_is_the_same_table(tmp_path: Path) -> None:
    """Condition keys by methods by I and C give the answers that CSV gives."""
    cells = {"Cu-IUD": {"I": "4", "C": "2"}, "CHC": {"I": "2/3", "C": "2/3"}}
    by_json = read_table(
        written(tmp_path, json.dumps({"cancer - awaiting": cells}), "mine.json"), origin=ORIGIN
    )
    head = "Condition,Sub-Condition,Cu-IUD (I),Cu-IUD (C),CHC"
    by_csv = read_table(written(tmp_path, f"{head}\nCancer,Awaiting,4,2,2/3\n"), origin=ORIGIN)
    for at in ("initiation", "continuation"):
        found = [
            table.consult({"cancer - awaiting": True}, on=None, at=at)
            for table in (by_json, by_csv)
        ]
        assert found[0].to_dict()["methods"] == found[1].to_dict()["methods"]


def test_rows_with_qualifiers_follow_from_facts(tmp_path: Path) -> None:
    """A row given a condition asks for facts, not for its key."""
    key = key_of("Smoking", "b. Age ≥35, <15 cigarettes/day")
    when = {key: (BIRTH.age() >= 35) & CIGARETTES.between(1, 14)}
    table = read_table(written(tmp_path, CSV), origin=ORIGIN, when=when)
    assert key not in table.conditions
    facts = {"birth": THIRTY_FIVE, "cigarettes_per_day": 5}
    for day, category in ((DAY, Category.THREE), (DAY - timedelta(days=1), None)):
        found = table.consult(facts, on=day, at="initiation", others=False)
        assert found["COC"].certain is category


def test_a_row_may_be_a_fact_of_health(tmp_path: Path) -> None:
    """A row called like a fact that is true or false is that fact."""
    table = read_table(written(tmp_path, "Condition,COC\nBreastfeeding,4\n"), origin=ORIGIN)
    assert table.conditions == ("breastfeeding",)
    found = table.consult({"breastfeeding": True}, on=None, at="initiation")["COC"]
    assert found.certain is Category.FOUR


def test_columns_can_be_said_to_stand_for_methods(tmp_path: Path) -> None:
    """A file may name its own groups, and so may its reader."""
    text = "Condition,P/R\nA condition,1\n"
    table = read_table(
        written(tmp_path, text), origin=ORIGIN, columns={"P/R": ["patch", "combined ring"]}
    )
    assert table.consult({}, on=None, at="initiation")["patch"].possible is Category.ONE
    own = {
        "groups": {"P/R": ["patch"]},
        "flags": {"on a drug": "takes a drug"},
        "rows": [{"condition": "x", "when": {"fact": "on a drug"}, "ratings": {"P/R": "2"}}],
    }
    table = read_table(written(tmp_path, json.dumps(own), "own.json"), origin=ORIGIN)
    assert table.conditions == ("on a drug",)
    found = table.consult({"on a drug": True}, on=None, at="initiation")["patch"]
    assert (found.certain, found.usable) == (Category.TWO, True)


FAULTY = """\
Condition,Chapter,Cu-IUD (I),Cu-IUD (C),DMPA (I),Unheard of,CHC,CHC (I)
A condition,,5,1,1,1,1,1
A condition,,1,1,1,1,3/2,3/2
,,1,1,1,1,1,1
parity,,1,1,1,1,1,1
Short,,1
Empty,,,,,,,
"""


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    """Row, column, value and rule of each, the whole table's first; no table is made."""
    file = written(tmp_path, FAULTY)
    found = {(f.row, f.column, f.value, f.rule) for f in table_faults(file)}
    expected = {
        ("table", "", "", "names no source, edition and licence; give origin="),
        ("", "DMPA (C)", "", "there is no such column"),
        ("row 2", "Cu-IUD (I)", "5", "is no category, split (2/3), NA or text in words"),
        ("row 2", "CHC (I)", "1", "is given twice"),
        ("row 3", "", "a condition", "names two rows"),
        ("row 3", "CHC", "3/2", "is a split that does not name the lower category first"),
        ("row 4", "condition", "", "is blank"),
        ("", "", "parity", "is the name of a number; give the row another key"),
        ("row 6", "", "", "has 3 cells, the head has 8"),
        ("row 7", "", "empty", "rates no method"),
    }
    assert expected <= found
    assert any(column == "Unheard of" for _, column, _, _ in found)
    with pytest.raises(InvalidInputError, match=r"row 2, Cu-IUD \(I\): '5'") as caught:
        read_table(file)
    assert str(caught.value).count("\n") == len(table_faults(file))


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        ('{"a": {"COC": {"I": "1"}}}', ["neither a rating nor"]),
        ('{"a": {"COC": {"I": 1, "C": "1"}}}', ["is not text"]),
        ('{"a": {"COC": "1"}, "a": {"COC": "2"}}', ["is given twice"]),
        ('{"a": "1"}', ["has no mapping of methods", "has no column", "rates no method"]),
        ('{"rows": []}', ["has no column", "has no rows"]),
        ('{"rows": ["x"]}', ["is no mapping"]),
        ('{"rows": [], "columns": "COC", "colour": "red"}', ["is not of its kind"]),
        ('{"rows": [{"condition": 1, "ratings": {"COC": "1"}}]}', ["is not text", "is blank"]),
        ('{"rows": [{"key": "a", "when": {"fact": "b"}, "ratings": {"COC": "1"}}]}', ["no such"]),
        ('{"rows": [{"key": "a", "when": 3, "ratings": {"COC": "1"}}]}', ["is no mapping"]),
        ('{"rows": [{"key": "a", "ratings": {"COC": {"I": "5", "C": "1"}}}]}', ["no category"]),
    ],
)
def test_faults_of_json_are_told(tmp_path: Path, content: str, rules: list[str]) -> None:
    """What is not as a table should be is a fault, not an error of Python."""
    found = table_faults(written(tmp_path, content, "mine.json"), origin=ORIGIN)
    for rule in rules:
        assert any(rule in fault.rule for fault in found), found


@pytest.mark.parametrize(
    ("about", "rule"),
    [
        ({"name": "x", "edition": "1", "licence": "y"}, "is incomplete"),
        ({"name": "x", "edition": "1", "licence": "y", "source": {"title": "t"}, "z": 1}, "more"),
        ({"name": "x", "edition": " ", "licence": "y", "source": {"title": "t"}}, "no edition"),
    ],
)
def test_no_table_goes_without_source_edition_and_licence(
    tmp_path: Path, about: dict[str, Any], rule: str
) -> None:
    """What a file says of itself must be complete."""
    content = {"about": about, "rows": [{"key": "a", "ratings": {"COC": "1"}}]}
    (fault,) = table_faults(written(tmp_path, json.dumps(content), "mine.json"))
    assert rule in fault.rule


def test_conditions_given_in_python_must_fit(tmp_path: Path) -> None:
    """A key that names no row, and facts of another subject, are faults."""
    file = written(tmp_path, CSV)
    other = PARENT.facts["certificate"].is_known()
    found = table_faults(file, origin=ORIGIN, when={"no row": CIGARETTES > 0, "pregnancy": other})
    assert [(fault.row, fault.value) for fault in found] == [("when", "no row"), ("row 5", "")]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", b"\xff\xfe\x00", "is not UTF-8"),
        ("a.csv", b" \n", "is empty"),
        ("a.csv", b"Condition,COC\n" + b"x" * 200_000, "is not CSV"),
        ("a.txt", b"x", "is neither .csv nor .json"),
        ("a.json", b"{", "is not JSON"),
        ("a.json", b"[]", "is no mapping"),
    ],
)
def test_files_that_are_no_tables_are_refused(
    tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    """What cannot be read at all is said."""
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=problem):
        read_table(file, origin=ORIGIN)


def test_a_missing_file_and_a_missing_column_are_told(tmp_path: Path) -> None:
    """There is no table without a file, nor without a column of conditions."""
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        read_table(str(tmp_path / "none.csv"), origin=ORIGIN)
    found = table_faults(written(tmp_path, "COC\n1\n"), origin=ORIGIN)
    assert "row 1, Condition: there is no such column" in map(str, found)


NO_SIGNS = {"signs_of_pregnancy": False}
ALL_NO = {
    **NO_SIGNS,
    "last_period": date(2025, 11, 1),
    "abstained": False,
    "reliable_method": False,
    "parity": 0,
    "pregnancy_lost": False,
}
LAM = {**ALL_NO, "parity": 1, "breastfeeding": True, "fully_breastfeeding": True}


def ago(days: int) -> date:
    """So many days before."""
    return DAY - timedelta(days=days)


# CDC's six criteria (grade C), each at both ends; FP.DE.0485–0492 of the data dictionary.
CHECKS: list[tuple[dict[str, Any], bool | None]] = [
    (ALL_NO, False),
    ({}, None),
    (NO_SIGNS, None),
    ({**ALL_NO, "last_period": ago(7)}, True),
    ({**ALL_NO, "last_period": ago(8)}, False),
    ({**ALL_NO, "abstained": True}, True),
    ({**ALL_NO, "abstained": None}, None),
    ({**ALL_NO, "reliable_method": True}, True),
    ({**ALL_NO, "parity": 1, "delivered": ago(28)}, True),
    ({**LAM, "delivered": ago(28), "periods_returned": True}, True),
    ({**LAM, "delivered": ago(29), "periods_returned": True}, False),
    ({**LAM, "delivered": date(2025, 7, 2), "periods_returned": False}, True),
    ({**LAM, "delivered": date(2025, 7, 1), "periods_returned": False}, False),
    ({**ALL_NO, "pregnancy_lost": True, "pregnancy_ended": ago(7)}, True),
    ({**ALL_NO, "pregnancy_lost": True, "pregnancy_ended": ago(8)}, False),
    ({"signs_of_pregnancy": True, "abstained": True}, False),
    ({"abstained": True}, None),
    ({**NO_SIGNS, "abstained": True, "last_period": ago(-1)}, None),
]


@pytest.mark.parametrize(("facts", "certain"), CHECKS)
def test_the_pregnancy_checklist(*, facts: dict[str, Any], certain: bool | None) -> None:
    """One yes without signs is enough, a no needs six, and what is unknown stays unknown."""
    found = pregnancy_checklist(facts, on=DAY)
    assert found.reasonably_certain is certain
    assert len(found.answers) == 6
    for language in ("en", "zh"):
        assert len(found.explain(language=language).splitlines()) == 9 + len(found.why)
    assert str(found) == found.explain()


@pytest.mark.parametrize(("days", "certain"), [(8, True), (12, True), (13, False)])
def test_with_a_copper_iud_a_miscarriage_may_be_twelve_days_ago(
    *, days: int, certain: bool
) -> None:
    """The dictionary has two limits for the same question (FP.DE.0490–0491)."""
    facts = {**ALL_NO, "pregnancy_lost": True, "pregnancy_ended": ago(days)}
    assert pregnancy_checklist(facts, on=DAY, copper_iud=True).reasonably_certain is certain


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        # The dictionary computes "above 30"; its definition, and the rule here, say 30 or more.
        (OBESE, {"body_mass_index": 30}, True),
        (OBESE, {"body_mass_index": 29.9}, False),
        (OBESE, {}, None),
        # The dictionary's sign error would make these true of everyone.
        (POSTPARTUM, {"delivered": ago(42)}, True),
        (POSTPARTUM, {"delivered": ago(43)}, False),
        (POSTPARTUM, {"delivered": ago(-1)}, False),
        (POSTPARTUM, {"parity": 0}, False),
        (POSTPARTUM, {"parity": 1}, None),
        (RECENT_MISCARRIAGE, {"pregnancy_ended": ago(28)}, True),
        (RECENT_MISCARRIAGE, {"pregnancy_ended": ago(29)}, False),
        (RECENT_MISCARRIAGE, {"pregnancy_lost": False}, False),
        (ADOLESCENT, {"birth": date(2006, 1, 2)}, True),
        (ADOLESCENT, {"birth": date(2006, 1, 1)}, False),
        (LACTATIONAL_AMENORRHOEA, {"parity": 0}, False),
        (LACTATIONAL_AMENORRHOEA, {"delivered": ago(-1)}, False),
    ],
)
def test_readable_rules_of_the_data_dictionary(
    *, condition: Any, facts: dict[str, Any], expected: bool | None
) -> None:
    """Each rule at both ends, and unknown where a fact is missing."""
    assert condition.holds(HEALTH.record(facts, DAY)) is expected
