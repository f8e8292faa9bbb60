"""Every indicator is complete: names, source, function, case and page."""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from pathlib import Path

import pytest
from printed_cases import all_cases

from famplan import formulas, indicators
from famplan.catalogue import Grade, Indicator, function_of
from famplan.catalogue.definition import public_path

PAGES = Path(__file__).parents[2] / "docs" / "indicators"
SOURCES = Path(formulas.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
DIRECTIVE = re.compile(r"^```\{indicator\} (\S+)$", re.MULTILINE)
SECTIONS = ("Parameters", "Returns", "Examples")

every_indicator = pytest.mark.parametrize("indicator", indicators(), ids=lambda entry: entry.code)


MODULES = sorted(
    {function_of(entry).__module__.removeprefix("famplan.formulas.") for entry in indicators()}
)
"""Modules that indicators live in: ``certificates``, ``fertility.total``."""


def directives() -> dict[str, list[str]]:
    """Map each code to the pages on which its definition stands."""
    found = defaultdict(list)
    for page in sorted(PAGES.rglob("*.md")):
        for code in DIRECTIVE.findall(page.read_text(encoding="utf-8")):
            found[code].append(str(page.relative_to(PAGES)))
    return found


@every_indicator
def test_it_has_a_name_in_both_languages(indicator: Indicator) -> None:
    """The English name has no Chinese in it and the Chinese name has some."""
    assert indicator.name.strip()
    assert not CHINESE.search(indicator.name)
    assert CHINESE.search(indicator.name_zh)


@every_indicator
def test_its_code_is_upper_snake(indicator: Indicator) -> None:
    """Codes are what people type: capitals, digits and single underscores."""
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", indicator.code)


@every_indicator
def test_its_definition_is_written_out(indicator: Indicator) -> None:
    """What is counted, over what, and in which unit."""
    assert indicator.numerator.strip()
    assert indicator.denominator.strip()
    assert indicator.unit.strip()


@every_indicator
def test_its_source_is_graded(indicator: Indicator) -> None:
    """A title, a grade, and an address only if it is one."""
    assert indicator.source.title.strip()
    assert indicator.source.grade in Grade
    assert not indicator.source.url or re.match(r"https?://\w", indicator.source.url)


def test_no_two_indicators_share_a_name() -> None:
    """Names and aliases lead to one code each, in any case of letters."""
    owners = defaultdict(set)
    for indicator in indicators():
        for name in indicator.names:
            owners[name.casefold()].add(indicator.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_no_name_is_the_code_of_another_indicator() -> None:
    """A code always finds its own indicator, so no other may be called so."""
    codes = {indicator.code.casefold(): indicator.code for indicator in indicators()}
    taken = [
        (indicator.code, name)
        for indicator in indicators()
        for name in indicator.names
        if codes.get(name.casefold(), indicator.code) != indicator.code
    ]
    assert taken == []


def test_every_indicator_has_a_case() -> None:
    """A figure from print, or one worked by hand, holds every formula."""
    covered = {code for case in all_cases() for code in case.indicators}
    missing = sorted({entry.code for entry in indicators()} - covered)
    assert not missing, f"no case in tests/cases for {', '.join(missing)}"


def test_every_case_calls_the_function_of_its_indicators() -> None:
    """A case checks the function that the catalogue names, under a code that exists."""
    functions = defaultdict(set)
    for indicator in indicators():
        function = function_of(indicator)
        functions[indicator.code].add(public_path(function).removeprefix("famplan.formulas."))
    wrong = [
        (str(case), code)
        for case in all_cases()
        for code in case.indicators
        if case.function not in functions[code]
    ]
    assert wrong == []


def test_every_indicator_stands_once_in_the_docs() -> None:
    """Each definition is on one page, and no page defines what does not exist."""
    found = directives()
    codes = {entry.code for entry in indicators()}
    wrong = [
        f"{code}: on {found.get(code, [])}"
        for code in sorted(codes | set(found))
        if code not in codes or len(found.get(code, [])) != 1
    ]
    assert not wrong, "\n".join(wrong)


def test_every_page_is_named_for_a_module() -> None:
    """One word, four places: `fertility/total.py` is documented in `fertility/total.md`."""
    found = {page.relative_to(PAGES).with_suffix("").as_posix() for page in PAGES.rglob("*.md")}
    modules = {
        path.relative_to(SOURCES).with_suffix("").as_posix() for path in SOURCES.rglob("*.py")
    }
    assert sorted(found - {"index"} - modules) == []


def groups(page: Path) -> list[tuple[str, str]]:
    """Sections of a page by their headings; one that is a definition alone joins the next."""
    found, waiting = [], ""
    for section in re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        waiting += text
        if re.sub(r"```\{indicator\} \S+\n```", "", text).strip():
            found.append((heading, waiting))
            waiting = ""
    return [*found, ("at the end", waiting)]


@pytest.mark.parametrize(
    "page", sorted(PAGES.rglob("*.md")), ids=lambda page: str(page.relative_to(PAGES))
)
def test_every_definition_on_a_page_is_explained(page: Path) -> None:
    """With it, or with the group it opens, stand an example, a formula and what can go wrong."""
    wanted = (">>> ", "$$", "**What can go wrong.**")
    wrong = [
        f"{heading}: {mark} is missing"
        for heading, text in groups(page)
        if DIRECTIVE.search(text)
        for mark in wanted
        if mark not in text
    ]
    assert not wrong, "\n".join(wrong)


@every_indicator
def test_its_function_is_documented_with_an_example(indicator: Indicator) -> None:
    """The docstring has numpydoc sections and a doctest that calls the function."""
    function = function_of(indicator)
    text = inspect.getdoc(function) or ""
    missing = [name for name in SECTIONS if f"\n{name}\n{'-' * len(name)}\n" not in text]
    assert missing == []
    calls = [line for line in text.splitlines() if line.lstrip().startswith((">>>", "..."))]
    assert any(f"{function.__name__}(" in line for line in calls)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_of_indicators_has_its_tests_and_cases(module: str) -> None:
    """One word, four places."""
    root = PAGES.parents[1]
    *room, name = module.split(".")
    folder = "/".join(room)
    places = [
        root / "tests" / "formulas" / folder / f"test_{name}.py",
        root / "tests" / "cases" / folder / f"{name}.toml",
    ]
    assert [str(place) for place in places if not place.is_file()] == []
