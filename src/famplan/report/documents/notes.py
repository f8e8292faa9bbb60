"""Footnotes of measures and schemes: what is meant, and who says so, with its grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.report.documents.document import Source
from famplan.report.layout import definition_zh, indicator_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from famplan.assessment import Measure, Scheme
    from famplan.report.words import Words

__all__ = ["measure_sources"]


def measure_sources(
    say: Words, measures: Iterable[Measure], *, scheme: Scheme | None = None
) -> tuple[Source, ...]:
    """Make the footnotes: the scheme first, then every indicator once."""
    found = []
    if scheme is not None:
        place = f", {scheme.source.locator}" if scheme.source.locator else ""
        found.append(
            Source(
                number=1,
                name=say.pick(scheme.name, scheme.name_zh),
                text=say("scheme_meaning"),
                source=f"{scheme.source.title}{place}",
                grade=_grade(say, str(scheme.source.grade)),
                url=scheme.source.url,
            )
        )
    codes = dict.fromkeys(measure.indicator for measure in measures if measure.indicator)
    return (*found, *(_definition(say, code, n) for n, code in enumerate(codes, len(found) + 1)))


def _definition(say: Words, code: str, number: int) -> Source:
    indicator = indicator_of(code)
    chinese = definition_zh(code) if say.language == "zh" else {}
    parts = {
        "numerator": chinese.get("numerator", indicator.numerator),
        "denominator": chinese.get("denominator", indicator.denominator),
    }
    whole = parts["denominator"] in {"none", "无"}
    place = f", {indicator.source.locator}" if indicator.source.locator else ""
    return Source(
        number=number,
        name=say.pick(indicator.name, indicator.name_zh),
        text=say("counted" if whole else "fraction", **parts),
        source=f"{indicator.source.title}{place}",
        grade=_grade(say, str(indicator.source.grade)),
        url=indicator.source.url,
    )


def _grade(say: Words, grade: str) -> str:
    return say("grade_of_source", grade=grade, meaning=say(f"grade_{grade}"))
