"""Pages as a browser lays them out: nothing stands out of the page, nothing out of its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from in_browser import CHROMIUM, measured

from famplan.report import Page, Results

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import County

PRINTED = 1032  # A4 across, less its margins, in CSS pixels


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_stands_out_of_the_page(county: County, tmp_path: Path, language: str) -> None:
    """On a desk, on a telephone and on paper; tables may scroll on screens, but not on paper."""
    *before, now = county.years
    page = Page(
        Results.of(now, language=language, previous=before, findings=county.register.findings)
    ).html
    on_paper = page.replace("@media print", "@media all")
    assert on_paper != page
    for text, width, clipped in (
        (page, 1280, ".scroll table"),
        (page, 390, ".scroll table"),
        (on_paper, PRINTED, "nothing"),
    ):
        found = measured(text, width, tmp_path, clipped=clipped)
        assert found["height"] > 3000
        assert found["scrolls"] <= found["width"]
        assert found["out"] == found["cut"] == []
