"""Every scheme is complete: names, sources, words in both languages, and a page with an example."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from famplan import rules
from famplan.rules import birth_policy, schemes
from famplan.rules.register import ROOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from famplan.catalogue.indicator import Source
    from famplan.language.facts import Fact
    from famplan.rules import Requirement, Scheme

PAGES = Path(__file__).parents[2] / "docs" / "schemes"
SOURCES = Path(rules.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
DIRECTIVE = re.compile(r"^```\{scheme\} (\S+)$", re.MULTILINE)
MIRRORS = re.compile(r"mirror|cache|archive|wiki|baidu|docin|wenku|blog", re.IGNORECASE)

ALL = (*schemes(), birth_policy.BIRTH_POLICY)
"""Those that are filed, and birth policy, which classifies births and is not listed."""

every_scheme = pytest.mark.parametrize("scheme", ALL, ids=lambda entry: entry.code)


def requirements(scheme: Scheme[Any]) -> Iterator[Requirement[Any]]:
    """Requirements of all texts, national and local."""
    for law in scheme.versions:
        yield from law.requires
    for entry in scheme.overlays:
        yield from (*entry.adds, *entry.replaces, *entry.relaxes)


def sources(scheme: Scheme[Any]) -> Iterator[Source]:
    """Sources of texts, requirements and amounts."""
    amounts = (*scheme.amounts, *(amount for law in scheme.versions for amount in law.amounts))
    yield from (entry.source for entry in (*scheme.versions, *scheme.overlays, *amounts))
    yield from (entry.source for entry in requirements(scheme) if entry.source)


def facts(scheme: Scheme[Any]) -> Iterator[Fact[Any]]:
    """Facts that some text asks for."""
    for place in ("", *scheme.places):
        for law in scheme.laws(place):
            yield from law.facts


def bilingual(english: str, chinese: str) -> bool:
    """Tell whether one has Chinese characters and the other has none."""
    return bool(english.strip()) and not CHINESE.search(english) and bool(CHINESE.search(chinese))


@every_scheme
def test_it_has_a_name_in_both_languages(scheme: Scheme[Any]) -> None:
    """The scheme and each of its texts."""
    names = [(scheme.name, scheme.name_zh), *((law.name, law.name_zh) for law in scheme.versions)]
    assert [pair for pair in names if not bilingual(*pair)] == []


@every_scheme
def test_its_code_is_what_people_type(scheme: Scheme[Any]) -> None:
    """Small letters, digits and single hyphens."""
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", scheme.code)


@every_scheme
def test_its_sources_are_named_and_graded(scheme: Scheme[Any]) -> None:
    """A title, and an address only of who published it."""
    found = list(sources(scheme))
    assert [source for source in found if not source.title.strip()] == []
    addresses = {source.url for source in found if source.url}
    assert [url for url in addresses if not re.match(r"https?://\w", url)] == []
    assert [url for url in addresses if MIRRORS.search(url)] == []


@every_scheme
def test_it_says_what_it_asks_for_in_both_languages(scheme: Scheme[Any]) -> None:
    """Each requirement, and each fact that it asks for."""
    asked = {entry.key: (entry.text, entry.text_zh) for entry in requirements(scheme)}
    looked_at = {fact.name: (fact.said(), fact.said(language="zh")) for fact in facts(scheme)}
    wrong = {name: said for name, said in (asked | looked_at).items() if not bilingual(*said)}
    assert wrong == {}


@every_scheme
def test_what_ended_a_text_is_named(scheme: Scheme[Any]) -> None:
    """The last text of a scheme does not end without the act that ended it."""
    last = max(scheme.versions, key=lambda law: law.since.isoformat() if law.since else "")
    assert last.until is None or last.ended_by


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    """Codes of schemes, and the pages that they stand on."""
    found = defaultdict(list)
    for page in sorted(PAGES.rglob("*.md")):
        for code in DIRECTIVE.findall(page.read_text(encoding="utf-8")):
            found[code].append(str(page.relative_to(PAGES)))
    return found


def test_every_filed_scheme_stands_once_in_the_docs(pages: dict[str, list[str]]) -> None:
    """Each block is on one page, and no page has one of a scheme that is not filed."""
    codes = {scheme.code for scheme in schemes()}
    wrong = [
        f"{code}: on {pages.get(code, [])}"
        for code in sorted(codes | set(pages))
        if code not in codes or len(pages.get(code, [])) != 1
    ]
    assert not wrong, "\n".join(wrong)


def test_every_page_is_named_for_a_module() -> None:
    """One word: `rules/households/girls.py` is documented in `schemes/households/girls.md`."""
    found = {page.relative_to(PAGES).with_suffix("").as_posix() for page in PAGES.rglob("*.md")}
    modules = {
        path.relative_to(SOURCES).with_suffix("").as_posix() for path in SOURCES.rglob("*.py")
    }
    assert sorted(found - {"index"} - modules) == []
    assert {name.partition("/")[0] for name in found - {"index"}} == set(ROOMS)


@pytest.mark.parametrize(
    "page", sorted(PAGES.rglob("*.md")), ids=lambda page: str(page.relative_to(PAGES))
)
def test_every_scheme_on_a_page_has_an_example(page: Path) -> None:
    """In its own section, under a heading in both languages."""
    sections = re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    with_block = [text for text in sections if DIRECTIVE.search(text)]
    headings = [text.partition("\n")[0].partition(" · ")[::2] for text in with_block]
    assert [text for text in with_block if len(DIRECTIVE.findall(text)) != 1] == []
    assert [text.partition("\n")[0] for text in with_block if "\n>>> " not in text] == []
    assert [pair for pair in headings if not bilingual(*pair)] == []
