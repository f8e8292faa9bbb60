"""Assessment pages: every point with its reason, the same in every form and both languages."""

from __future__ import annotations

import json
import re
import sys
from fractions import Fraction
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

import attrs
import pytest

from famplan.assessment import (
    Assessment,
    Figure,
    Item,
    Measure,
    Scheme,
    Target,
    UnitFigures,
    assess,
    assess_units,
    find_scheme,
    read_scheme,
    read_unit_figures,
    what_if_units,
)
from famplan.assessment.ranking import League, honest_ranking
from famplan.assessment.scoring import PassOrFail
from famplan.catalogue import Source
from famplan.datasets import assessment_example
from famplan.errors import DefinitionError, InvalidInputError, MissingExtraError
from famplan.report import assessment_page, assessment_workbook
from famplan.report.assessment_words import assessment_words
from famplan.report.assessments.making import assessment_document
from famplan.report.assessments.results import tone_of
from famplan.report.documents.book import DocumentWorkbook
from famplan.report.documents.plain_text import markdown_text

if TYPE_CHECKING:
    from pathlib import Path

    from famplan.assessment import WhatIf


class County(NamedTuple):
    """The made-up county, assessed."""

    scheme: Scheme
    units: tuple[UnitFigures, ...]
    done: tuple[Assessment, ...]
    what_ifs: dict[str, WhatIf]
    leagues: dict[str, League]
    notes: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def townships() -> County:
    """Six units."""
    scheme_file, figures = assessment_example()
    scheme = read_scheme(str(scheme_file))
    units = read_unit_figures(figures, scheme=scheme)
    counts = [one.figures["PCR"] for one in units]
    league = honest_ranking(
        [float(one.numerator or 0) for one in counts],
        [float(one.denominator or 0) for one in counts],
        areas=[one.unit for one in units],
        evidence="proportion",
        first="highest",
        seed=1,
        draws=200,
    )
    return County(
        scheme,
        units,
        assess_units(scheme, units, year=2013),
        what_if_units(scheme, units, year=2013),
        {"PCR": league},
        {one.unit: dict(one.notes) for one in units if one.notes},
    )


@pytest.fixture(scope="module")
def pages(townships: County) -> dict[str, str]:
    """The page in both languages."""
    return {
        language: assessment_page(
            townships.done,
            language=language,
            what_ifs=townships.what_ifs,
            leagues=townships.leagues,
            notes=townships.notes,
        ).html
        for language in ("en", "zh")
    }


def plain(html: str) -> str:
    """What a reader sees, on one line."""
    seen = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(seen).split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_step_of_every_unit_is_on_the_page(
    townships: County, pages: dict[str, str], language: str
) -> None:
    """Reason, clause and grade, in the language."""
    text = plain(pages[language])
    for one in townships.done:
        assert one.unit in text
        for result in one.scored.results:
            for step in result.marks.steps:
                assert (step.reason_zh if language == "zh" else step.reason) in text
        for firing in one.firings:
            assert (firing.reason_zh if language == "zh" else firing.reason) in text
        for follows in one.consequences:
            what = follows.consequence
            assert (what.text_zh if language == "zh" else what.text) in text
            assert (what.on.name_zh if language == "zh" else str(what.on)) in text


def test_a_page_says_both_verdicts_and_what_is_open(pages: dict[str, str]) -> None:
    """Not distinguishable beside missed, the veto that may come, the source that nobody saw."""
    text = plain(pages["en"])
    assert "94.87% at least 95.00% missed not distinguishable 91.81% – 97.04%" in text
    assert "none so far; veto possible" in text
    assert "Not known, so the sanction may be worse: births concealed on purpose." in text
    assert "rests on a source of grade M" in text
    assert "Below the standard by veto" not in text
    assert "7.01% is above 7.00%" in text
    assert "recount of 10 villages" in text
    assert "Made up for the documentation of famplan, a made-up county" in text
    assert "units and offices are assessed, never persons" in text


def test_the_page_needs_nothing_else(pages: dict[str, str]) -> None:
    """No script, no address to load from; links inside it lead somewhere."""
    for html in pages.values():
        assert "<script" not in html
        assert not re.search(r'(?:src|@import)\s*=?\s*"?https?:', html)
        ids = re.findall(r'\sid="([^"]+)"', html)
        for target in re.findall(r'href="#([^"]+)"', html):
            assert target in ids
        assert html.count("<svg") == 4 + 2 + 6 * 2


def test_the_summary_has_a_line_for_each_unit(pages: dict[str, str]) -> None:
    """Score rate, grades, sanction, targets."""
    text = plain(pages["zh"])
    assert "Xihe 西河 67.56% 未达标 未达标 黄牌警告 6项中3项 4 –" in text
    assert "Zhonghu 中湖 91.66% 达标 不详 暂无，可能一票否决 6项中6项 2 1" in text


def test_the_json_adds_up(townships: County) -> None:
    """Points of the items are those of the unit; the score rate is exact text beside a float."""
    document = assessment_document(
        townships.done, what_ifs=townships.what_ifs, leagues=townships.leagues
    )
    data = json.loads(document.json)
    assert data["identifier"] == document.identifier
    assert data["scheme"]["grade"] == "M"
    for unit, one in zip(data["units"], townships.done, strict=True):
        points = sum(Fraction(item["points_exact"] or 0) for item in unit["items"])
        assert points == one.scored.points
        assert Fraction(unit["rate_exact"]) == one.rate
        assert len(unit["trace"]) == len(one.trace())
        assert {row["way"] for row in unit["what_if"]} == {"raise", "lower"}
    assert [unit["grade"] for unit in data["units"]] == [
        "meets",
        "fails",
        "fails",
        "fails",
        None,
        "meets",
    ]
    assert len(data["leagues"]["PCR"]) == 6
    again = assessment_document(
        townships.done, what_ifs=townships.what_ifs, leagues=townships.leagues, language="zh"
    )
    assert json.loads(again.json)["units"] == data["units"]


def test_the_workbook_has_numbers(townships: County, tmp_path: Path) -> None:
    """Every sheet has all units; points are numbers that add up; the same bytes each time."""
    openpyxl = pytest.importorskip("openpyxl")
    made = assessment_workbook(
        townships.done, what_ifs=townships.what_ifs, leagues=townships.leagues
    )
    book = openpyxl.load_workbook(made.save(tmp_path / "sheet.xlsx"))
    assert book.sheetnames == [
        "Summary",
        "Points",
        "Targets",
        "Conditions",
        "Consequences",
        "What if",
        "Ranking Policy conformity of",
        "Sources",
    ]
    header, *rows = book["Points"].iter_rows(values_only=True)
    place = header.index("Points")
    for one in townships.done:
        points = [row[place] for row in rows if row[0] == one.unit and row[place] is not None]
        assert sum(points) == pytest.approx(float(one.scored.points))
    assert book["Points"]["E2"].value == pytest.approx(478 / 492 * 100)
    again = assessment_workbook(
        townships.done, what_ifs=townships.what_ifs, leagues=townships.leagues
    )
    assert again.data == made.data
    assert repr(made).startswith("<workbook: Assessment of 6 units")


def test_markdown_has_tables_and_footnotes(townships: County) -> None:
    """Whole rows, marks without markup."""
    text = markdown_text(
        assessment_document(townships.done, notes=townships.notes, leagues=townships.leagues)
    )
    assert "| Xihe 西河 | 67.56% | Below the standard |" in text
    assert "[^1]: A made-up county, townships and farms 2013: what units are assessed by." in text
    assert "### Notes of the files" in text
    assert "\n\n\n" not in text
    for line in text.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")


def test_one_unit_has_a_sheet_alone(townships: County, tmp_path: Path) -> None:
    """No summary; the page saves itself in every form, by the ending."""
    page = assessment_page(townships.done[3])
    assert "Assessment of Beigou 北沟 by" in page.html
    assert "Summary" not in page.html
    assert "kind: township" in page.html
    for ending in ("html", "xlsx", "json", "md"):
        file = page.save(tmp_path / f"sheet.{ending}")
        assert file.stat().st_size > 1000
    with pytest.raises(DefinitionError, match="ends in none of"):
        page.save(tmp_path / "sheet.pdf")
    with pytest.raises(InvalidInputError, match="cannot be written"):
        page.save(tmp_path / "nowhere" / "sheet.html")
    assert repr(page) == f"<page: {page.document.title}>"


def test_a_scheme_without_grades_and_targets_has_a_page_too() -> None:
    """No grade, no condition, nothing that follows; a figure that is not known is left out."""
    measure = Measure(code="m", name="Measure <b>", direction="at most", evidence="amount")
    other = attrs.evolve(measure, code="n", name="Other")
    goal = Target(measure=measure, high=3)
    items = [
        Item(code="a", measure=measure, target=goal, scoring=PassOrFail(points=2), clause="1"),
        Item(code="b", measure=measure, target=goal, scoring=PassOrFail(points=3), clause="2"),
        Item(
            code="c",
            measure=other,
            target=Target(measure=other, high=0),
            scoring=PassOrFail(points=1),
        ),
    ]
    source = Source("A <text>", url="https://example.org", grade="B")
    scheme = Scheme(code="x", name="Plain", items=items, source=source)
    done = assess(scheme, {"m": Figure(2)}, unit="East & West")
    html = assessment_page([done]).html
    assert "East &amp; West" in html
    assert "Measure &lt;b&gt; (a)" in html
    assert '<a href="https://example.org">A &lt;text&gt;</a>' in html
    text = plain(html)
    assert "not assessed: its points leave the denominator" in text
    assert "met (no chance in it)" in text
    assert tone_of(None, scheme) == ""
    nothing = assess(scheme, {}, unit="None")
    assert "– 0 of 0 points" in plain(assessment_page(nothing).html)


def test_bounds_of_their_own_and_what_lacks_counts() -> None:
    """A unit without its own bound has no target; one without counts no uncertainty."""
    scheme = find_scheme("dazhou-2010")
    figures = {"births": Figure(900, bound=1000), "PCR": Figure("96 %", bound="95 %")}
    done = assess(scheme, figures, unit="County", kind="county")
    text = plain(assessment_page(done).html)
    assert "1 cannot be judged: their counts are not known" in text
    assert "at most 1,000" in text


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda done: done[:0], "there is none; assess a unit"),
        (lambda done: (done[0], done[0]), "a unit comes twice"),
        (lambda done: (done[0], _other()), "are by several schemes"),
    ],
)
def test_units_that_cannot_stand_side_by_side_are_refused(
    townships: County, change: object, problem: str
) -> None:
    """None, one twice, several schemes."""
    with pytest.raises(DefinitionError, match=problem):
        assessment_page(change(townships.done))  # type: ignore[operator]


def _other() -> Assessment:
    return assess(find_scheme("unit-s3-3"), {"score": Figure("99 %")}, unit="Office")


def test_a_scheme_says_since_when(townships: County) -> None:
    """One that still holds has a first day alone; a veto overrides a grade that was earned."""
    unit = townships.units[0]
    scheme = attrs.evolve(townships.scheme, until=None)
    known = {"unit": unit.unit, "kind": "township", "events": {"concealment": 1}}
    text = plain(assessment_page(assess(scheme, unit.figures, **known)).html)  # type: ignore[arg-type]
    assert "in force from 2013-01-01" in text
    assert "Meets the standard by score; a veto overrides it" in text


def test_other_faults_are_named(townships: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language nobody wrote, a ranking of what is not asked, libraries that are missing."""
    with pytest.raises(DefinitionError, match="'fr' is none of en, zh"):
        assessment_page(townships.done, language="fr")
    with pytest.raises(DefinitionError, match="'TFR' is no measure of made-up-county"):
        assessment_document(townships.done, leagues={"TFR": townships.leagues["PCR"]})
    page, book = assessment_page(townships.done), assessment_workbook(townships.done)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"famplan\[report\]"):
        _ = page.html
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"famplan\[report\]"):
        _ = book.data


def test_of_many_units_only_the_summary_has_charts(townships: County) -> None:
    """A page of a whole city can still be opened."""
    figures = townships.units[0].figures
    many = [
        assess(townships.scheme, figures, unit=f"Township {n}", kind="township") for n in range(41)
    ]
    html = assessment_page(many).html
    assert html.count("<svg") == 4
    assert plain(html).count("Every point, with its figure and clause") == 41


def test_every_text_is_there_in_both_languages() -> None:
    """With the same blanks, and none left to fill in."""
    english, chinese = (assessment_words(one).texts for one in ("en", "zh"))
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        blanks = {part.partition(":")[0] for part in re.findall(r"{(.*?)}", text)}
        others = {part.partition(":")[0] for part in re.findall(r"{(.*?)}", chinese[key])}
        assert blanks == others, key


def test_rankings_hide_few_cases_unless_told_otherwise(townships: County) -> None:
    """A hidden unit has its standing alone, in no chart and not in the JSON; 0 hides none."""
    league = honest_ranking(
        [95, 3, 180], [100, 5, 200], areas=["A", "Tiny", "C"], evidence="proportion",
        first="highest", seed=1, draws=50,
    )  # fmt: skip
    told = {"leagues": {"PCR": league}}
    document = assessment_document(townships.done, **told)
    rows = {row["area"]: row for row in json.loads(document.json)["leagues"]["PCR"]}
    assert [rows["A"]["hidden"], rows["Tiny"]["hidden"]] == [True, True]  # 5 and 2 others
    assert rows["Tiny"]["value"] is None
    assert rows["C"]["value"] == 0.9
    text = plain(assessment_page(townships.done, **told).html)
    assert "Tiny hidden hidden hidden hidden" in text
    assert "Hidden: fewer than 10 cases" in text
    open_page = plain(assessment_page(townships.done, hide_below=0, **told).html)
    assert "Hidden: fewer than" not in open_page
    assert "60.00%" in open_page
    assert assessment_page(townships.done, hide_below=500, **told).html.count("<svg") > 1
    book = assessment_workbook(townships.done, hide_below=0, **told)
    assert isinstance(book, DocumentWorkbook)


def test_a_score_of_few_items_says_of_how_many_points(townships: County) -> None:
    """A rate of all points that were assessed is not one of all points."""
    assert "with every item assessed" in plain(assessment_page(townships.done[4]).html)
    assert "with every item assessed" not in plain(assessment_page(townships.done[0]).html)


def test_the_workbook_keeps_what_files_noted(townships: County, tmp_path: Path) -> None:
    """Beside the figure; and no two columns of a sheet share a name, in either language."""
    openpyxl = pytest.importorskip("openpyxl")
    unit = townships.done[0].unit
    for language in ("en", "zh"):
        made = assessment_workbook(
            townships.done, notes={unit: {"PCR": "sample of 2012"}}, language=language
        )
        book = openpyxl.load_workbook(made.save(tmp_path / f"{language}.xlsx"))
        heads = {sheet.title: [cell.value for cell in sheet[1]] for sheet in book}
        assert all(len(set(row)) == len(row) for row in heads.values())
        sheet = book[book.sheetnames[1]]
        told = [row[-1] for row in sheet.iter_rows(values_only=True) if row[-1]]
        assert told[1:] == ["sample of 2012"]
