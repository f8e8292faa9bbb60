"""Footnotes: what each indicator counts, over what, and who says so, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.report.layout import definition_zh, indicator_of

if TYPE_CHECKING:
    from famplan.report.results import Results
    from famplan.report.words import Words

__all__ = ["Footnote", "footnotes"]

_NOTHING = ("none", "无")


@attrs.frozen
class Footnote:
    """The definition of an indicator as a footnote."""

    number: int
    code: str
    name: str
    numerator: str
    denominator: str
    source: str
    url: str
    grade: str

    def text(self, say: Words) -> str:
        """Say what is counted and over what, up to the source; a sum is over nothing."""
        if self.denominator in _NOTHING:
            return say("counted", numerator=self.numerator)
        return say("fraction", numerator=self.numerator, denominator=self.denominator)


def footnotes(results: Results) -> list[Footnote]:
    """Return the footnote of every indicator of a report, in their order."""
    return [_footnote(results, code, place) for place, code in enumerate(results.codes, start=1)]


def _footnote(results: Results, code: str, number: int) -> Footnote:
    indicator, say = indicator_of(code), results.say
    chinese = definition_zh(code) if say.language == "zh" else {}
    source = indicator.source
    place = f", {source.locator}" if source.locator else ""
    return Footnote(
        number=number,
        code=code,
        name=results.name(code),
        numerator=chinese.get("numerator", indicator.numerator),
        denominator=chinese.get("denominator", indicator.denominator),
        source=f"{source.title}{place}",
        url=source.url,
        grade=say(f"grade_{source.grade}"),
    )
