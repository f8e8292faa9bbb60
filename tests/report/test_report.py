"""A report says the same in every form: page, workbook, JSON, Markdown."""

from __future__ import annotations

import io
import json
import re
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from openpyxl import load_workbook

from famplan import find
from famplan.errors import DefinitionError, MissingExtraError
from famplan.report import Results, page, workbook
from famplan.report.definitions import footnotes
from famplan.report.grids import area_grids, figure_grid, form_grids
from famplan.report.headlines import headlines
from famplan.report.layout import definition_zh, layout, variant_text
from famplan.report.machine import json_report
from famplan.report.markdown import markdown_report
from famplan.report.quality_box import quality_box
from famplan.report.remarks import remarks, subtitle
from famplan.report.words import words
from famplan.tabulate.register.estimates import WAYS

if TYPE_CHECKING:
    from conftest import County

VOID = {"meta", "br", "link", "path", "use", "rect", "circle"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Reading(HTMLParser):
    """Balance of elements, anchors, and what a reader sees."""

    def __init__(self) -> None:
        """Start with nothing open."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; refuse whatever is loaded from elsewhere."""
        named = dict(attrs)
        assert "src" not in named
        assert tag not in {"script", "link", "iframe", "img"}
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if tag == "a":
            self.links.append(str(named["href"]))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that closes itself, as in drawings."""
        self.handle_starttag(tag, attrs)
        if tag not in {"meta", "br"}:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what a reader sees."""
        if data.strip() and not {"style", "title", "metadata"} & set(self.open):
            self.words.append(data.strip())


def read(html: str) -> Reading:
    """Read a page to its end."""
    reader = Reading()
    reader.feed(html)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module", params=["en", "zh"])
def year(county: County, request: pytest.FixtureRequest) -> Results:
    """The third year, compared with two before it."""
    *before, now = county.years
    findings = county.register.findings
    return Results.of(now, language=request.param, previous=before, findings=findings)


@pytest.fixture(scope="module")
def html(year: Results) -> str:
    """The page of the year."""
    from famplan.report import Page

    return Page(year).html


def test_the_page_needs_nothing_else(html: str, year: Results) -> None:
    """Every element closes, nothing is loaded, and every link on the page leads somewhere."""
    reader = read(html)
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    assert f'<html lang="{year.say.tag}">' in html
    assert "@media print" in html


def test_the_page_leads_with_the_figures_that_matter(html: str, year: Results) -> None:
    """Before any table: each with its interval and the change since the year before."""
    first = html[: html.index("<table")]
    cards = headlines(year)
    assert [card.code for card in cards] == ["CBR", "TFR", "SRB", "RNI", "PCR", "CPR"]
    for card in cards:
        assert card.name in first
        assert card.figure.text in first
        assert card.figure.interval in first
        assert card.change.text in first
    assert "2012" in first


def test_a_change_of_events_says_whether_it_may_be_chance(year: Results) -> None:
    """A stock of the same women twice has no such interval."""
    cards = {card.code: card for card in headlines(year)}
    assert cards["CBR"].judged in {year.say("may_be_chance"), year.say("more_than_chance")}
    assert cards["CPR"].judged == ""
    assert cards["CPR"].change.interval == ""


def test_the_page_has_tables_charts_forms_footnotes_and_quality(html: str, year: Results) -> None:
    """Everything a reader may check."""
    for grid in (figure_grid(year), *area_grids(year), *form_grids(year)):
        assert f'id="{grid.key}"' in html
    for key in ("pyramid", "fertility", "methods", "lexis", "trend-TFR"):
        assert f'id="chart-{key}"' in html
    for note in footnotes(year):
        assert f'<li id="d{note.number}">' in html
    box = quality_box(year)
    assert box is not None
    assert box.summary in html
    assert [line.label for line in box.tables.lines][-1] == year.say("total")


def test_a_page_in_chinese_is_in_chinese(county: County) -> None:
    """Codes, sources and the names of rules aside, no English is left between tags."""
    tally = county.halves[1]
    results = Results.of(tally, language="zh", previous=county.halves[0])
    texts = [subtitle(results), *remarks(results)]
    for grid in (figure_grid(results), *area_grids(results), *form_grids(results)):
        texts += [grid.title, grid.stub, *grid.notes]
        texts += [text for column in grid.columns for text in (column.label, column.spanner)]
        texts += [text for line in grid.lines for text in (line.label, line.group)]
    for note in footnotes(results):
        texts += [note.name, note.numerator, note.denominator, note.grade]
    allowed = re.compile(r"famplan|2013H1|2012H2|\(.*\)|S2|[A-Z_]{3,}")
    english = [text for text in texts if re.search(r"[A-Za-z]{3}", allowed.sub("", text))]
    assert english == []


def test_a_page_in_english_has_no_chinese(county: County) -> None:
    """Where the catalogue has an English name."""
    results = Results.of(county.years[2], language="en")
    for grid in (figure_grid(results), *area_grids(results), *form_grids(results)):
        texts = [grid.title, *(c.label for c in grid.columns), *(x.label for x in grid.lines)]
        assert [text for text in texts if CHINESE.search(text)] == []


def test_every_indicator_of_a_register_has_a_place_and_chinese_words() -> None:
    """What `estimate` gives has a theme and a definition in both languages."""
    for code in WAYS:
        assert layout().theme_of(code).key != "other", code
        found = definition_zh(code)
        assert CHINESE.search(found["numerator"]), code
        assert found["denominator"], code


def test_no_chinese_definition_is_left_over() -> None:
    """Each belongs to an indicator."""
    from famplan.report import layout as module

    for code in module._read("definitions_zh.toml"):  # noqa: SLF001
        assert find(code).code == code


def test_both_languages_say_everything() -> None:
    """No text is missing, and blanks are the same."""
    english, chinese = words("en").texts, words("zh").texts
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        blanks = (sorted(set(re.findall(r"{(\w+)", each))) for each in (text, chinese[key]))
        assert len({*map(tuple, blanks)}) == 1, key


def test_a_rate_of_half_a_year_stands_beside_the_annual_one(county: County) -> None:
    """Both labelled; what leads is the annual one, which can be compared."""
    results = Results.of(county.halves[1], previous=county.halves[0])
    names = [line.label for line in figure_grid(results).lines]
    assert "Crude birth rate: of the period" in names
    assert "Crude birth rate: annual" in names
    assert headlines(results)[0].variant == "annual"


def test_a_year_needs_no_basis(year: Results) -> None:
    """Its rate of the period is the annual one."""
    names = [line.label for line in figure_grid(year).lines]
    assert not [name for name in names if "annual" in name or "折合年率" in name]


def test_nothing_hidden_is_on_the_page(county: County) -> None:
    """The table of areas shows a mark instead, and says what it means."""
    results = Results.of(county.years[2])
    hidden = [row for row in results.areas.to_dicts() if row["mark"] == "hidden"]
    assert hidden
    assert all(row["value"] != row["value"] for row in hidden)
    grid = next(grid for grid in area_grids(results) if grid.key == "births")
    assert "*" in {cell.text for line in grid.lines for cell in line.cells}
    assert any("fewer than 10" in line for line in remarks(results))


def test_what_an_area_is_called_is_never_markup(county: County) -> None:
    """Names come from files."""
    import attrs

    from famplan.tabulate.register.places import Places

    tally = county.years[2]
    evil = "<script>alert(1)</script>|[x](y)"
    places = Places({p: attrs.evolve(x, name=evil) for p, x in tally.places.by_path.items()})
    results = Results.of(attrs.evolve(tally, places=places), title="<b>&</b>")
    from famplan.report import Page

    html = Page(results).html
    assert "<script" not in html
    assert "<b>&" not in html
    assert "\\|\\[x\\]" in markdown_report(results)


def test_json_is_the_same_byte_by_byte(county: County) -> None:
    """No clock, no order of a set; other input has another sign."""
    first, second = (json_report(Results.of(county.years[2])) for _ in range(2))
    assert first == second
    assert json_report(Results.of(county.years[1])) != first


def test_json_has_figures_areas_forms_definitions_and_quality(year: Results) -> None:
    """Per one, with what is hidden as null."""
    data = json.loads(json_report(year))
    birth_rate = next(row for row in data["figures"] if row["indicator"] == "CBR")
    assert 0 < birth_rate["value"] < 0.03
    assert data["period"]["label"] == "2013"
    assert [one["period"] for one in data["earlier"]] == ["2011", "2012"]
    hidden = [row for row in data["areas"] if row["mark"] == "hidden"]
    assert hidden
    assert {row["numerator"] for row in hidden} == {None}
    assert {form["key"] for form in data["forms"]} == {"form1", "form2"}
    assert {entry["code"] for entry in data["definitions"]} == set(year.codes)
    for table in data["quality"]["tables"]:
        assert table["read"] == table["used"] + table["set_aside"]
    assert set(data["area_names"]) >= {row["area"] for row in data["areas"]}


def test_the_workbook_holds_numbers(year: Results) -> None:
    """At the published scale, as numbers with formats, and the same file every time."""
    from famplan.report import Workbook

    data = Workbook(year).data
    assert data == Workbook(year).data
    book = load_workbook(io.BytesIO(data))
    say = year.say
    assert book.sheetnames[:2] == [say("figures"), say("by_area")]
    assert len(book.sheetnames) == 7
    sheet: Any = book[say("figures")]
    row = next(row for row in sheet.iter_rows() if row[1].value == "CBR")
    record = next(row for row in year.figures.to_dicts() if row["indicator"] == "CBR")
    assert row[5].value == pytest.approx(record["value"] * 1000)
    assert row[5].number_format == "#,##0.00"
    assert row[9].value == record["numerator"]
    form: Any = book[say("form", number=1)]
    assert isinstance(form.cell(form.max_row, 2).value, int)
    assert book[say("findings")].max_row > 1


def test_a_workbook_of_a_tally_alone_says_so(county: County) -> None:
    """Without findings nothing is known of the files."""
    book = load_workbook(io.BytesIO(workbook(county.years[2]).data))
    assert "tally alone" in str(book["Findings"].cell(2, 1).value)


def test_markdown_has_tables_and_footnotes(year: Results) -> None:
    """Every footnote that is used is there."""
    text = markdown_report(year)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    given = set(re.findall(r"^\[\^(\d+)\]:", text, flags=re.MULTILINE))
    assert used == given
    widths = {line.count("|") for line in text.splitlines() if line.startswith("| ")}
    assert len(widths) > 1


def test_one_area_has_no_tables_by_area(county: County) -> None:
    """The whole register is all there is; forms have one line."""
    results = Results.of(county.years[2].roll_up(None))
    assert area_grids(results) == []
    assert [len(grid.lines) for grid in form_grids(results)] == [1, 1]
    reader = read(page(county.years[2].roll_up(None)).html)
    assert "areas" not in reader.ids


def test_a_tally_alone_makes_a_page(county: County) -> None:
    """Without findings or an earlier period: no change, no quality, no trend."""
    text = page(county.years[2]).html
    assert "nothing is known about the files" in text
    assert "chart-trend" not in text
    assert 'class="change"' not in text


def test_earlier_periods_are_counted_alike(county: County) -> None:
    """Another scope, or a later period, is no comparison."""
    from famplan.tabulate.register import register

    now = county.years[1]
    with pytest.raises(DefinitionError, match="2013 does not start before 2012"):
        Results.of(now, previous=county.years[2])
    other = register(county.register, period=county.years[0].period, scope="registered")
    with pytest.raises(DefinitionError, match="its scope is not that of the tally"):
        Results.of(now, previous=other)
    ruled = attrs.evolve(county.years[0], rules=("conformity of births: by the texts of Henan",))
    with pytest.raises(DefinitionError, match="its reading of the rules is not that of the tally"):
        Results.of(now, previous=ruled)


def test_what_the_register_does_not_record_is_said(county: County) -> None:
    """In words of the language, with a dash on forms, and nothing printed as none."""
    from famplan.datasets.register import synthetic_register
    from famplan.readers import register as reading
    from famplan.tabulate.register import register

    frames = synthetic_register(6_000, seed=7, areas=3).frames()
    given = {name: frames[name] for name in ("areas", "persons", "births")}
    given["births"] = given["births"].drop_columns(["order"])
    tally = register(reading(given), period=county.years[2].period, by="township")
    for language, texts in {
        "en": ("births: order", "deaths, ", "in no rate by order"),
        "zh": ("出生：孩次", "死亡，", "未计入孩次别指标"),
    }.items():
        results = Results.of(tally, language=language)
        told = " ".join(remarks(results))
        assert all(text in told for text in texts)
        assert not {"CDR", "RNI", "CPR", "CBR_FIRST"} & {*results.figures.column("indicator")}
        assert "\n" not in told
        first, second = form_grids(results)
        assert {cell.text for line in second.lines for cell in line.cells} == {"–"}
        assert "–" in {cell.text for line in first.lines for cell in line.cells}
        read(page(tally, language=language).html)
        book = load_workbook(io.BytesIO(workbook(tally, language=language).data))
        assert book[book.sheetnames[3]].cell(2, 2).value == "–"
    data = json.loads(json_report(Results.of(tally)))
    assert set(data["forms"][1]["whole"].values()) == {None}


def test_what_the_rules_leave_open_is_said_in_chinese() -> None:
    """Also the benefit of which they leave it open."""
    note = "one-child parents, of others the rules cannot say whether it is due: facts are missing"
    assert variant_text(note, "zh") == "独生子女父母奖励，其余人员因资料不全，规则无法判定是否应发"


def test_large_areas_have_a_funnel(county: County) -> None:
    """Sex ratios of areas with enough births; nothing is drawn of those that are hidden."""
    from famplan.report.drawings import draw_all

    results = Results.of(county.years[2], hide_below=0)
    drawn = draw_all(results)
    dots: Any = drawn["funnel"].collections[0]
    rows = [
        row
        for row in results.areas.to_dicts()
        if row["indicator"] == "SRB" and not row["definition"] and row["n"]
    ]
    births = sorted(row["n"] for row in rows if row["numerator"] and row["denominator"])
    assert sorted(dots.get_offsets()[:, 0].tolist()) == births
    assert set(drawn) >= {"pyramid", "fertility", "methods"}


def test_small_groups_are_not_drawn(county: County) -> None:
    """The pyramid has no bar for fewer people than may be shown."""
    from famplan.report.drawings import draw_all

    ax = draw_all(Results.of(county.years[2], hide_below=150))["pyramid"]
    widths = [abs(bar.get_width()) for side in ax.containers for bar in side]  # type: ignore[attr-defined]
    assert any(width != width for width in widths)  # noqa: PLR0124
    assert min(width for width in widths if width == width) >= 150  # noqa: PLR0124


def test_notes_say_who_counts_as_resident(county: County) -> None:
    """How long someone must have stayed, in words."""
    from famplan.model import MinimumStay
    from famplan.tabulate.register import register

    stay = MinimumStay(months=6)
    tally = register(county.register, period=county.years[2].period, minimum_stay=stay)
    assert "Residents have stayed 6 months or longer." in remarks(Results.of(tally))


def test_a_register_without_anybody_makes_a_page() -> None:
    """No figure, no chart, and no fault."""
    from famplan.datasets.register import synthetic_register
    from famplan.model import Period
    from famplan.readers import register as read_register
    from famplan.tabulate.register import register

    areas = {"areas": synthetic_register(1000, seed=7, areas=2).frames()["areas"]}
    tally = register(read_register(areas), period=Period.calendar_year(2013), by="township")
    results = Results.of(tally)
    assert headlines(results) == []
    assert "<svg" not in read_page(results)
    assert json.loads(json_report(results))["areas"] == []
    assert markdown_report(results)


def read_page(results: Results) -> str:
    """Lay a page out and read it to its end."""
    from famplan.report import Page

    html = Page(results).html
    read(html)
    return html


@pytest.mark.parametrize(
    ("module", "make"),
    [
        ("jinja2", lambda tally: page(tally).html),
        ("great_tables", lambda tally: page(tally).html),
        ("xlsxwriter", lambda tally: workbook(tally).data),
    ],
)
def test_a_missing_library_is_named(
    county: County, monkeypatch: pytest.MonkeyPatch, module: str, make: Any
) -> None:
    """The extra to install stands in the message."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"famplan\[report\]"):
        make(county.years[2])


def test_importing_reports_loads_nothing_heavy() -> None:
    """Libraries wait for the call that needs them."""
    import subprocess

    code = "import famplan.report as r, sys; r.page; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    heavy = {"jinja2", "great_tables", "matplotlib", "xlsxwriter", "pyarrow", "scipy"}
    assert heavy & set(done.stdout.split()) == set()


def test_no_event_makes_no_change_more_than_chance(county: County) -> None:
    """An error of nothing is not a certainty: neither interval nor judgement."""
    from famplan.model import Period
    from famplan.tabulate.register import register

    now, before = (
        register(county.register, period=Period.calendar_year(year)) for year in (2031, 2030)
    )
    results = Results.of(now, previous=before)
    cards = {card.code: card for card in headlines(results)}
    for code in ("CBR", "TFR", "RNI"):
        assert cards[code].judged == cards[code].change.interval == ""
    assert cards["RNI"].figure.interval == ""
    assert remarks(results)[0].startswith("No birth and no death of the register is in 2031")
    assert "No birth" not in remarks(Results.of(county.years[2]))[0]


def test_parts_of_an_earlier_period_are_hidden_as_those_of_this_one(county: County) -> None:
    """One hidden alone would be what is left of the whole."""
    now, before = county.years[2], county.years[1]
    for least in range(10, 120, 10):
        _, table = Results.of(now, previous=before, hide_below=least).before[-1]
        for code in ("METHOD_MIX", "ASFR"):
            rows = [row for row in table.to_dicts() if row["indicator"] == code]
            parts = [row for row in rows if row["mark"] == "hidden" or row["n"]]
            hidden = [row for row in parts if row["mark"] == "hidden"]
            assert len(hidden) != 1 or len(parts) == 1


def test_the_chart_of_methods_shows_the_shares_of_the_table(county: County) -> None:
    """Of all users, though some methods are hidden."""
    from famplan.report.drawings import draw_all

    results = Results.of(county.years[2], hide_below=80)
    rows = [row for row in results.figures.to_dicts() if row["indicator"] == "METHOD_MIX"]
    assert any(row["mark"] == "hidden" for row in rows)
    ax: Any = draw_all(results)["methods"]
    shown = sorted(float(bar.get_width()) for bar in ax.containers[0])
    assert shown == pytest.approx(sorted(r["value"] * 100 for r in rows if r["value"] > 0))


def test_nothing_that_was_counted_is_said(county: County) -> None:
    """Not an empty heading."""
    from famplan.model import Period
    from famplan.tabulate.register import register

    results = Results.of(register(county.register, period=Period.calendar_year(1700)))
    assert headlines(results) == []
    assert "Nothing was counted" in markdown_report(results)
    assert "Nothing was counted" in read_page(results)


@pytest.mark.filterwarnings("ignore::famplan.errors.ImplausibleRateWarning")  # of few women
def test_three_hundred_areas_are_a_page_of_less_than_three_million_bytes() -> None:
    """Which a mail can carry."""
    from famplan.datasets.register import synthetic_register
    from famplan.model import Period
    from famplan.readers import register as read_register
    from famplan.tabulate.register import register

    county = read_register(synthetic_register(60_000, seed=7, areas=300).frames())
    tally = register(county, period=Period.half_year(2013, 1), by="township")
    assert len(tally.areas) >= 300
    text = page(tally, language="zh", findings=county.findings, hide_below=0).html
    assert len(text.encode()) < 3_000_000
