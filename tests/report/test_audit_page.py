"""The audit page: whole, self-contained, safe."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from famplan.errors import InvalidInputError, MissingExtraError
from famplan.quality import audit
from famplan.report.audit_page import audit_page
from famplan.report.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


class Balance(HTMLParser):
    """Count opened and closed elements."""

    def __init__(self) -> None:
        """Start with nothing open."""
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; refuse anything loaded from elsewhere."""
        assert not {"src", "href"} & {name for name, _ in attrs}
        if tag not in {"meta", "br", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag


def test_the_page_is_balanced_and_loads_nothing() -> None:
    """Every element closes, and the page needs no other file."""
    found = audit(["28961/32067 = 96.18%", "1/2 = 50%", "?/? = 13.85%", "109.4:100 = 109.43:100"])
    page = audit_page({"S4": found})
    reader = Balance()
    reader.feed(page)
    assert reader.open == []
    for text in ("90.3140%", "30,842", "not checkable", "9/65", found.summary):
        assert text in page


def test_what_a_report_says_is_never_markup() -> None:
    """Quotes and headings are escaped."""
    page = audit_page({"<script>": audit(["1/2 = 50%"])}, title="<b>")
    assert "<script>" not in page
    assert "<b>" not in page


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra to install stands in the message."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r'pip install "famplan\[report\]"'):
        audit_page({})


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A failure half-way leaves the old file and no other."""
    path = tmp_path / "page.html"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "new \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    write_whole(path, "new")
    assert path.read_text() == "new"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder that is absent, and one that stands where the file should."""
    with pytest.raises(InvalidInputError, match="cannot be written: no such folder"):
        write_whole(tmp_path / "absent" / "page.html", "new")
    folder = tmp_path / "page.html"
    folder.mkdir()
    with pytest.raises(InvalidInputError, match="choose another place"):
        write_whole(folder, "new")
    assert list(tmp_path.iterdir()) == [folder]
