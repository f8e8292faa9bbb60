"""Files of unit figures: every cell becomes part of a figure, or a finding with its place."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import (
    Figure,
    UnitFigures,
    assess_units,
    find_scheme,
    read_scheme,
    read_unit_figures,
    unit_figures_of,
    what_if_units,
)
from famplan.assessment.scheme_file.reading import scheme_from
from famplan.assessment.statuses import status_name
from famplan.assessment.unit_figures.cells import agrees, figure
from famplan.datasets import assessment_example
from famplan.errors import (
    DefinitionError,
    FaultyFiguresError,
    FaultyPlanError,
    InvalidInputError,
    UnreadableFileError,
)
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from famplan.assessment import Scheme


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    """The scheme of the made-up county."""
    return read_scheme(str(assessment_example()[0]))


PER_ONE = "or the figure per one"
LEFT_OUT = "leave the figure out, or mend the counts"


def file_of(folder: Path, text: str, name: str = "figures.csv", encoding: str = "utf-8") -> Path:
    """Write a file."""
    file = folder / name
    file.write_text(text, encoding=encoding)
    return file


def faults(*files: Path, scheme: Scheme | None = None, kind: str = "township") -> list[str]:
    """Every fault of some files, a line each."""
    with pytest.raises(FaultyFiguresError) as caught:
        read_unit_figures(*files, scheme=scheme, kind=kind)
    assert isinstance(caught.value, FaultyPlanError)
    assert len(caught.value.findings) == len(str(caught.value).splitlines())
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert str(again) == str(caught.value)
    return str(caught.value).splitlines()


def test_the_example_is_read_whole(scheme: Scheme) -> None:
    """Six units, every row a figure, an event or a status."""
    file = assessment_example()[1]
    units = read_unit_figures(file, scheme=scheme)
    assert [one.kind for one in units] == ["township"] * 5 + ["farm"]
    rows = [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith(("#", "unit,"))
    ]
    assert sum(len(one.to_records()) for one in units) == len(rows)
    dongshan = units[0]
    assert dongshan.figures["PCR"].value == Fraction(478, 492)
    assert dongshan.figures["births"].value == 492
    assert dongshan.figures["births"].bound == 520
    assert dongshan.notes == {"birth_error": "recount of 10 villages"}
    assert (dongshan.events, dongshan.statuses) == ({"concealment": 0}, {"key-managed": 0})
    assert str(dongshan).endswith("(township): 8 figures, 1 event")
    assert not units[4].figures["duties"].is_known


def test_the_example_is_assessed(scheme: Scheme) -> None:
    """7.01 % is above 7 %: a veto; two years key-managed: a yellow card; unknown stays so."""
    units = read_unit_figures(assessment_example()[1], scheme=scheme)
    done = {one.unit.split()[0]: one for one in assess_units(scheme, units, year=2013)}
    sanctions = {name: str(one.rung) for name, one in done.items()}
    assert sanctions == {
        "Dongshan": "none",
        "Xihe": "yellow card",
        "Nanping": "notice",
        "Beigou": "veto",
        "Zhonghu": "none at least, veto possible",
        "Hongxing": "none",
    }
    assert done["Zhonghu"].standing is None
    sure = assess_units(scheme, units, year=2013, all_events=True)
    assert [str(one.rung) for one in sure][4] == "none"
    found = what_if_units(scheme, units, year=2013)
    assert list(found) == [one.unit for one in units]
    with pytest.raises(DefinitionError, match="has statuses, and there is no year"):
        assess_units(scheme, units)


def test_chinese_headers_and_names_say_the_same(scheme: Scheme, tmp_path: Path) -> None:
    """In GB18030, with tabs, measures by their Chinese names, kinds by their Chinese words."""
    chinese = "单位名称\t单位类别\t考核指标\t数值\t分子\t分母\t上年\t备注\n"
    chinese += (
        "东镇\t乡镇\t符合政策生育率\t\t96\t100\t95%\t登记\n东镇\t\t领导职责落实项数\t5\t\t\t\t\n"
    )
    one = file_of(tmp_path, chinese, "a.csv", "gb18030")
    english = (
        "unit,kind,measure,value,numerator,denominator,previous,note\n"
        "东镇,township,PCR,,96,100,0.95,登记\n东镇,township,duties,5,,,,\n"
    )
    other = file_of(tmp_path, english, "b.csv")
    assert read_unit_figures(one, scheme=scheme) == read_unit_figures(other, scheme=scheme)


def test_toml_and_a_wide_sheet_say_the_same(scheme: Scheme, tmp_path: Path) -> None:
    """A column for each measure, or a table for each unit."""
    toml = """
    [[unit]]
    name = "East"
    kind = "township"
    [unit.figures]
    PCR = "97.99 %"
    duties = { met = 5, of = 6 }
    follow_up = { value = 0.93, previous = "91 %", mean = "95.2 %" }
    """
    wide = (
        "unit;kind;符合政策生育率;duties numerator;duties（分母）;follow_up;follow_up previous;"
        "Follow-up after services mean;SRB\n"
        "East;乡镇;97.99%;5;6;0.93;91%;95.2%;\n"
    )
    one, other = file_of(tmp_path, toml, "a.toml"), file_of(tmp_path, wide)
    (unit,) = read_unit_figures(one, scheme=scheme)
    assert (unit,) == read_unit_figures(other, scheme=scheme)
    assert unit.figures["PCR"] == Figure("97.99 %")
    assert unit.figures["follow_up"].value == Fraction(93, 100)


def test_a_workbook_is_read_sheet_by_sheet(scheme: Scheme, tmp_path: Path) -> None:
    """Formatted shares are numbers per one; what a formula leaves is as the workbook shows it."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["unit", "measure", "value", "event", "count"])
    book.active.append(["East", "funding_growth", 0.1 + 0.2, None, None])
    book.active.append([None, None, None, None, None])
    book.active.append(["East", None, None, "concealment", 2])
    more = book.create_sheet("more")
    more.append(["unit", "PCR"])
    more.append(["East", 0.965])
    book.create_sheet("empty")
    book.save(tmp_path / "figures.xlsx")
    (unit,) = read_unit_figures(tmp_path / "figures.xlsx", scheme=scheme, kind="乡镇")
    assert unit.figures["funding_growth"].value == Fraction(3, 10)
    assert unit.figures["PCR"].value == Fraction(193, 200)
    assert (unit.kind, unit.events) == ("township", {"concealment": 2})
    (tmp_path / "broken.xlsx").write_bytes(b"PK not a workbook")
    with pytest.raises(UnreadableFileError, match="is not a workbook"):
        read_unit_figures(tmp_path / "broken.xlsx")


def test_files_add_up_and_nothing_stands_twice(scheme: Scheme, tmp_path: Path) -> None:
    """The same unit may stand in several files, the same figure may not."""
    one = file_of(tmp_path, "unit,kind,measure,value\nEast,township,PCR,96%\n", "a.csv")
    two = file_of(tmp_path, "unit,event,count\nEast,concealment,0\n", "b.csv")
    (unit,) = read_unit_figures(one, two, scheme=scheme)
    assert (len(unit.figures), unit.kind) == (1, "township")
    again = file_of(tmp_path, "unit,kind,measure,value\nEast,farm,PCR,95%\n", "c.csv")
    assert faults(one, again) == [
        "c.csv, row 2, kind: farm here, township before; keep one of the two",
        "c.csv, row 2, figure: PCR of East stands in row 2, a.csv too; keep one of the two",
    ]
    toml = file_of(tmp_path, '[[unit]]\nname = "East"\n[unit.figures]\nPCR = 0.9\n', "d.toml")
    assert "PCR of East stands in d.toml, unit 1 too" in faults(toml, one)[0]


def test_every_fault_is_found_at_once(scheme: Scheme, tmp_path: Path) -> None:
    """Each with its file, row and column, and the way out."""
    text = (
        "unit,kind,measure,value,numerator,denominator,event,count,status,years\n"
        "East,township,PRC,96%,,,,,,\n"
        ",township,PCR,96%,,,,,,\n"
        "East,barracks,PCR,96.5,,,,,,\n"
        "East,,SRB,109.4,,,,,,\n"
        "East,,birth_error,about 3%,,,,,,\n"
        "East,,births,many,,,,,,\n"
        "East,,follow_up,,96,,,,,\n"
        "East,,funding_growth,96%,96.5%,-3,,,,\n"
        "East,,,,,,concealed,1,,\n"
        "East,,,,,,concealment,some,,\n"
        "East,,,,,,concealment,1.5,,\n"
        "East,,,,,,,,key-managed,\n"
        "East,,,,,,,,key-manged,2\n"
        "East,,,,,,,,,\n"
        "East,,PCR,96%,,,concealment,1,,\n"
        "East,,duties,,7,6,,,,\n"
        "West,township,PCR,71.40%,634,887,,,,\n"
        "West,,SRB,1,,,,,,,,7\n"
        "West,,,,,,concealment,1.5,,\n"
        "South,farm,,,,,concealment,,,\n"
    )
    with pytest.raises(FaultyFiguresError) as caught:
        read_unit_figures(file_of(tmp_path, text), scheme=scheme)
    found = [(one.row, one.column, one.problem, one.remedy) for one in caught.value.findings]
    assert found == [
        (2, "measure", "'PRC' is not asked for", "did you mean PCR?"),
        (3, "unit", "is empty", "give the name or code of the unit"),
        (4, "kind", "'barracks' is not assessed; township, farm are", ""),
        (4, "value", "96.5 per one is 96.5 times the whole", f"write 96.5%, {PER_ONE}"),
        (5, "value", "109.4 per one is 109.4 times the whole", f"write 109.4:100, {PER_ONE}"),
        (6, "value", "'about 3%' is a bound, not a figure", "give the figure itself"),
        (7, "value", "'many' is not one figure", "write 96.5% or 1234"),
        (8, "denominator", "is missing beside a numerator", "give both counts, or the figure"),
        (9, "numerator", "'96.5%' is no count", "give the number of cases, events or persons"),
        (9, "denominator", "-3 is below 0", "a count cannot be negative"),
        (10, "event", "'concealed' is not asked for", "did you mean concealment?"),
        (11, "count", "'some' is not one figure", "write 96.5% or 1234"),
        (12, "event", "concealment of East stands in row 11 too", "keep one of the two"),
        (14, "status", "'key-manged' is not asked for", "did you mean key-managed?"),
        (15, "measure", "is empty", "a row has one measure, event or status"),
        (16, "measure", "measure and event at once", "a row has one measure, event or status"),
        (17, "numerator", "7 of 6 is more than the whole", ""),
        (18, "value", "71.40% is not 634/887, which is 71.48%", LEFT_OUT),
        (19, "", "cells stand beyond the headers", "mend the line"),
        (20, "count", "'1.5' is no whole number", "give a number; 0 if there was none"),
        (21, "count", "is empty", "give a number; 0 if there was none"),
    ]


def test_what_is_printed_may_be_rounded_or_cut_off(scheme: Scheme, tmp_path: Path) -> None:
    """A figure beside its counts is checked as the audit checks a report."""
    text = "unit,kind,measure,value,numerator,denominator\n{}"
    good = "East,township,PCR,71.47%,634,887\nEast,township,duties,5,5,6\n"
    (unit,) = read_unit_figures(file_of(tmp_path, text.format(good)), scheme=scheme)
    assert unit.figures["PCR"].value == Fraction("0.7147")
    assert unit.figures["duties"].numerator == 5
    bad = "East,township,PCR,71.50%,634,887\n"
    assert (
        "is not 634/887, which is 71.48%"
        in faults(file_of(tmp_path, text.format(bad)), scheme=scheme)[0]
    )
    (free,) = read_unit_figures(file_of(tmp_path, text.format("East,,x,0.5,1,2\nEast,,y,,3,\n")))
    assert (free.figures["x"].value, free.figures["y"].value) == (Fraction(1, 2), 3)
    assert "which is 0.5" in faults(file_of(tmp_path, text.format("East,,x,0.7,1,2\n")))[0]


def test_what_a_scheme_cannot_score_is_a_fault_with_its_place(
    scheme: Scheme, tmp_path: Path
) -> None:
    """A bound of its own, a mean, a year before, requirements beyond the list."""
    text = (
        "unit,kind,births,follow_up,follow_up mean,duties\nA,township,9,96%,95%,7\nB,farm,,,,6\n"
        "C,township,9,96%,,\nD,barracks,9,,,\n"
    )
    found = faults(file_of(tmp_path, text), scheme=scheme)
    assert [line.partition(":")[0] for line in found] == [
        "figures.csv, row 5, kind",
        "figures.csv, row 2, births",
        "figures.csv, row 2, follow_up",
        "figures.csv, row 2, duties",
        "figures.csv, row 4, births",
        "figures.csv, row 4, follow_up",
    ]
    assert "this one's is not known; give bound" in found[1]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        ("unit,measure\n", "has no rows"),
        ("name of it,measure\nEast,PCR\n", "unit: is missing"),
        ("unit,valeu,measure\nEast,1,PCR\n", "valeu: is no column of unit figures; did you mean"),
        ("unit,measure,xyzzy\nEast,PCR,1\n", "columns are unit, kind, measure"),
        ("unit,value,figure,measure\nEast,1,1,PCR\n", "value and figure say the same"),
        ("unit,PRC\nEast,96%\n", "PRC: is no column of unit figures; did you mean PCR?"),
        ("unit,PCR,符合政策生育率\nEast,96%,96%\n", "say the same"),
        ("unit,PCR\n,96%\n", "unit: is empty"),
        ('unit,PCR\nEast,"96%\n', "is not a CSV file"),
    ],
)
def test_headers_are_checked(scheme: Scheme, tmp_path: Path, text: str, problem: str) -> None:
    """A column that is not known is a fault: nothing is passed over."""
    with pytest.raises((FaultyFiguresError, UnreadableFileError)) as caught:
        read_unit_figures(file_of(tmp_path, text), scheme=scheme, kind="township")
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x = ", "is not TOML"),
        ("x = 1", "x: is unknown; a file has [[unit]] tables only"),
        ("unit = 3", "unit: is missing"),
        ("unit = [3]", "unit 1: is no table"),
        ('[[unit]]\nname = "East"\ncolour = "red"', "colour: is unknown; allowed: events, figures"),
        ('[[unit]]\nname = ""', "unit: is empty"),
        ('[[unit]]\nname = "East"\nfigures = 3', "figures: is no table; write [unit.figures]"),
        ('[[unit]]\nname = "East"\n[unit.figures]\nPCR = { v = 1 }', "PCR.v: is unknown"),
        ('[[unit]]\nname = "East"\n[unit.figures]\nPCR = "many"', "'many' is not one figure"),
        ('[[unit]]\nname = "East"\n[unit.events]\nconcealment = "often"', "not one figure"),
    ],
)
def test_toml_is_checked(scheme: Scheme, tmp_path: Path, text: str, problem: str) -> None:
    """Every table and key has its place."""
    found = faults(file_of(tmp_path, text, "units.toml"), scheme=scheme)
    assert any(problem in line for line in found), found


def test_toml_has_events_and_statuses(scheme: Scheme, tmp_path: Path) -> None:
    """Events are counted, truth counts as once; statuses have their years in a row."""
    text = (
        '[[unit]]\nname = "East"\nkind = "farm"\nevents = { concealment = true }\n'
        "statuses = { key-managed = 2 }"
    )
    (unit,) = read_unit_figures(file_of(tmp_path, text, "u.toml"), scheme=scheme)
    assert (unit.events, unit.statuses) == ({"concealment": 1}, {"key-managed": 2})
    assert [record.get("years") for record in unit.to_records()] == [None, 2]


def test_other_faults_are_named(scheme: Scheme, tmp_path: Path) -> None:
    """No file, none there, another ending, no kind, signs that cannot be read."""
    with pytest.raises(DefinitionError, match="no file is given"):
        read_unit_figures()
    with pytest.raises(InvalidInputError, match="has no name"):
        UnitFigures(" ")
    assert faults(tmp_path / "none.csv") == ["none.csv: there is no such file"]
    assert "ends in none of .toml, .csv" in faults(file_of(tmp_path, "x", "a.pdf"))[0]
    wide = file_of(tmp_path, "unit,PCR\nEast,96%\n", "w.csv")
    assert "read the file with scheme=" in faults(wide)[0]
    assert faults(wide, scheme=scheme, kind="") == [
        "w.csv, row 2, kind: of East is missing; one of township, farm"
    ]
    broken = tmp_path / "b.csv"
    broken.write_bytes("unit,measure,value\n东,PCR,96%\n".encode() + b"\xff\xff,PCR,1\n")
    assert "some signs cannot be read" in faults(broken)[0]


def test_a_scheme_of_one_kind_needs_none_said(tmp_path: Path) -> None:
    """And one that knows no event says so."""
    document: dict[str, Any] = {
        "scheme": {
            "code": "x",
            "name": "x",
            "kinds": ["village"],
            "source": {"title": "made up", "grade": "M"},
        },
        "measure": [
            {"code": "a", "name": "A", "direction": "at least", "evidence": "amount", "unit": "%"}
        ],
        "item": [
            {
                "code": "a",
                "measure": "a",
                "target": {"low": "50 %"},
                "scoring": {"kind": "pass or fail", "points": "1"},
            }
        ],
    }
    scheme = scheme_from(document)
    (unit,) = read_unit_figures(file_of(tmp_path, "unit,a\nEast,60%\n"), scheme=scheme)
    assert unit.kind == "village"
    assert what_if_units(scheme, [unit]) == {}
    text = "unit,event,count\nEast,fire,1\n"
    assert "the scheme knows no event" in faults(file_of(tmp_path, text), scheme=scheme)[0]


RECORDS = [
    {"indicator": "PCR", "area": "1", "value": 0.9, "numerator": 90.0, "denominator": 100.0},
    {"indicator": "PCR", "area": "2", "value": float("nan"), "mark": "hidden"},
    {"indicator": "SRB", "area": "1", "value": 1.2, "definition": "order 1"},
    {"indicator": "SRB", "area": "1", "value": 1.1, "definition": ""},
    {"indicator": "PCR", "area": None, "value": 0.5, "numerator": 1.0, "denominator": 2.0},
]


def test_estimates_of_a_register_become_figures(scheme: Scheme) -> None:
    """By area, with their counts; hidden ones stay unknown, areas not known are of no unit."""
    table = Table(RECORDS, groups=("area",), labels={"area": {"1": "East", "2": "West"}})
    east, west = unit_figures_of(
        table, scheme=scheme, kind={"1": "township", "2": "farm"}, previous=table
    )
    assert (east.unit, east.kind, west.kind) == ("East", "township", "farm")
    assert east.figures["PCR"].value == Fraction(9, 10)
    assert east.figures["PCR"].previous == Fraction(9, 10)
    assert east.figures["SRB"].value == Fraction("1.1")
    assert not west.figures["PCR"].is_known
    assert west.notes == {"PCR": "hidden"}
    (chosen, _) = unit_figures_of(table, scheme=scheme, definitions={"SRB": "order 1"})
    assert chosen.figures["SRB"].value == Fraction("1.2")
    with pytest.raises(DefinitionError, match="SRB is there as 'order 1', ''; choose"):
        unit_figures_of(table, scheme=scheme, definitions={"SRB": "order 2"})
    several = Table([{**RECORDS[2]}, {**RECORDS[2], "definition": "order 2"}], groups=("area",))
    with pytest.raises(DefinitionError, match="SRB is there as 'order 1', 'order 2'"):
        unit_figures_of(several, scheme=scheme)
    with pytest.raises(DefinitionError, match="its groups are none; count by area alone"):
        unit_figures_of(Table([], groups=()), scheme=scheme)


def test_the_json_of_a_report_is_read(scheme: Scheme, tmp_path: Path) -> None:
    """Beside files of the office; what stands in both is a fault."""
    report = {
        "area_names": {
            "1": {"name": "East", "name_zh": "东镇"},
            "2": {"name": "", "name_zh": "西"},
        },
        "areas": [
            {**row, "value": None if row["value"] != row["value"] else row["value"]}
            for row in RECORDS
        ],
    }
    file = file_of(tmp_path, json.dumps(report), "report.json")
    more = file_of(tmp_path, "unit,kind,duties\nEast,township,5\n")
    east, west = read_unit_figures(more, file, scheme=scheme, kind="township")
    assert sorted(east.figures) == ["PCR", "SRB", "duties"]
    assert west.unit == "西"
    (alone, _) = read_unit_figures(file, scheme=scheme, kind="township")
    assert sorted(alone.figures) == ["PCR", "SRB"]
    twice = file_of(tmp_path, "unit,kind,PCR\nEast,township,96%\n")
    with pytest.raises(DefinitionError, match="PCR of East stands in another file too"):
        read_unit_figures(twice, file, scheme=scheme)
    with pytest.raises(DefinitionError, match="a report is read for a scheme"):
        read_unit_figures(file)
    with pytest.raises(UnreadableFileError, match="is no report that famplan wrote"):
        read_unit_figures(file_of(tmp_path, "[]", "x.json"), scheme=scheme)
    empty = file_of(tmp_path, json.dumps({"area_names": {}, "areas": []}), "y.json")
    with pytest.raises(UnreadableFileError, match="has no figures by area"):
        read_unit_figures(empty, scheme=scheme)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 6))
def test_a_printed_share_agrees_with_its_counts(part: int, whole: int, decimals: int) -> None:
    """Whatever the number of decimals, half-up printing agrees and two more steps do not."""
    share = Fraction(part, whole)
    step = Fraction(1, 10**decimals) / 100
    printed = (share + step / 2) // step * step
    text = f"{float(printed * 100):.{decimals}f}%"
    assert agrees(text, share)
    assert figure(text, None) == printed
    assert not agrees(text, printed + 2 * step)


def rules() -> Scheme:
    """Rules for village committees, with measures and events in both languages."""
    return find_scheme("county-rules")


def test_an_event_that_is_said_to_be_unknown_is_not_one_that_did_not_happen(tmp_path: Path) -> None:
    """Though events that are left out did not happen, this one may have; names may be Chinese."""
    text = "单位,事件,次数,备注\n东村,有意瞒报违法出生人口,不详,正在核实\n西村,concealment,0,\n"
    units = read_unit_figures(file_of(tmp_path, text), scheme=rules(), kind="village")
    assert [one.events for one in units] == [{"concealment": None}, {"concealment": 0}]
    assert units[0].notes == {"concealment": "正在核实"}
    assert units[0].to_records()[0]["count"] is None
    one, other = assess_units(rules(), units, all_events=True)
    assert [firing.trigger.code for firing in one.unknown] == ["error", "concealment", "low-score"]
    assert "concealment" not in {firing.trigger.code for firing in other.unknown}


def test_a_status_may_be_called_by_its_name(scheme: Scheme, tmp_path: Path) -> None:
    """In both languages, as pages call it."""
    name, name_zh = status_name("key-managed")
    text = f"unit,status,years\nEast,{name},2\nWest,{name_zh},1\nSouth,key-managed,0\n"
    units = read_unit_figures(file_of(tmp_path, text), scheme=scheme, kind="township")
    assert [one.statuses["key-managed"] for one in units] == [2, 1, 0]


def test_chinese_headers_need_no_sign_between_measure_and_number(tmp_path: Path) -> None:
    """And what a row of a wide sheet notes stands beside each of its figures."""
    text = "单位,计划生育合法率分子,计划生育合法率分母,政策知晓率,药具使用率目标,药具使用率,备注\n"
    text += "东村,91,100,85%,60%,50%,抽查\n"
    (east,) = read_unit_figures(file_of(tmp_path, text), scheme=rules(), kind="village")
    assert east.figures["PCR"] == Figure(numerator=91, denominator=100)
    assert east.figures["supplies"] == Figure("50%", bound="60%")
    assert east.notes == dict.fromkeys(("PCR", "awareness", "supplies"), "抽查")


def test_nothing_in_a_row_is_passed_over(tmp_path: Path) -> None:
    """Cells of another kind of row, two counts that differ, and a whole beside a count."""
    text = "单位,指标,数值,分子,分母,事件,次数\n"
    text += "东村,PCR,92%,,,,3\n东村,,92%,,,concealment,0\n"
    text += "东村,missing_slogans,7,5,,,\n西村,missing_slogans,,5,100,,\n西村,陌生甲,5%,,,,\n"
    found = faults(file_of(tmp_path, text), scheme=rules(), kind="village")
    file = "figures.csv, row"
    assert found[:4] == [
        f"{file} 2, count: '3' stands beside a measure; give each a row of its own",
        f"{file} 3, value: '92%' stands beside an event; give each a row of its own",
        f"{file} 4, value: 7 is not 5; keep one of the two",
        f"{file} 5, denominator: stands beside a count; give the count as value or numerator alone",
    ]
    assert "asked for: 保障条件, 计划生育合法率" in found[4]
    assert "facilities" not in found[4]
