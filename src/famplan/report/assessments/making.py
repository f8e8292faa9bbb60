"""Assessments as a document, and what callers ask for: a page, a workbook, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.assessment.ranking.league import HIDE_BELOW
from famplan.report.assessments.records import data, sheets
from famplan.report.assessments.results import AssessmentResults
from famplan.report.assessments.sections import sections
from famplan.report.documents.book import DocumentWorkbook
from famplan.report.documents.document import Document
from famplan.report.documents.notes import measure_sources
from famplan.report.documents.page import DocumentPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from famplan.assessment import Assessment, WhatIf
    from famplan.assessment.ranking import League

__all__ = ["assessment_document", "assessment_page", "assessment_workbook"]


def assessment_document(  # noqa: PLR0913 - what is shown, and how
    assessments: Assessment | Iterable[Assessment],
    *,
    language: str = "en",
    level: float = 0.95,
    what_ifs: Mapping[str, WhatIf] | None = None,
    leagues: Mapping[str, League] | None = None,
    notes: Mapping[str, Mapping[str, str]] | None = None,
    hide_below: float = HIDE_BELOW,
) -> Document:
    """Make a document of assessments; arguments are those of `assessment_page`."""
    given = [assessments] if hasattr(assessments, "scored") else assessments
    results = AssessmentResults(
        assessments=tuple(given),  # type: ignore[arg-type] # one has been made a list
        language=language,
        level=level,
        what_ifs=what_ifs or {},
        leagues=leagues or {},
        notes=notes or {},
        hide_below=hide_below,
    )
    return Document(
        title=results.title,
        subtitle=_subtitle(results),
        language=language,
        sections=sections(results),
        sources=measure_sources(results.say, results.measures, scheme=results.scheme),
        sheets=sheets(results),
        data=data(results),
    )


def _subtitle(results: AssessmentResults) -> str:
    say, scheme = results.say, results.scheme
    parts = []
    if scheme.since and scheme.until:
        parts.append(say("in_force", since=scheme.since, until=scheme.until))
    elif scheme.since:
        parts.append(say("since_only", since=scheme.since))
    years = sorted({one.year for one in results.assessments if one.year is not None})
    parts += [say("in_year", year=year) for year in years[:1]]
    if len(results.assessments) == 1 and results.assessments[0].scored.kind:
        parts.append(say("of_kind", kind=results.kind(results.assessments[0].scored.kind)))
    return " · ".join([*parts, say("of_units")])


def assessment_page(  # noqa: PLR0913 - what is shown, and how
    assessments: Assessment | Iterable[Assessment],
    *,
    language: str = "en",
    level: float = 0.95,
    what_ifs: Mapping[str, WhatIf] | None = None,
    leagues: Mapping[str, League] | None = None,
    notes: Mapping[str, Mapping[str, str]] | None = None,
    hide_below: float = HIDE_BELOW,
) -> DocumentPage:
    """Make a page of assessed units: a summary where there are several, and a sheet for each.

    Parameters
    ----------
    assessments : Assessment or iterable of them
        What `famplan.assessment.assess` gives; all by one scheme.
    language : {"en", "zh"}
        Language of the page.
    level : float
        Confidence level of the intervals beside plain verdicts.
    what_ifs : mapping of unit to WhatIf, optional
        What would change the grade, see `famplan.assessment.what_if_units`.
    leagues : mapping of measure code to League, optional
        Rankings of the units that say what they are worth, see `honest_ranking`.
    notes : mapping of unit to mapping of measure code to str, optional
        What files said beside figures.
    hide_below : float
        Rankings hide the figures of units with fewer cases; 0 hides none.

    Raises
    ------
    DefinitionError
        There is no such language, no assessment, two of one unit, or several schemes.

    Examples
    --------
    >>> from famplan.assessment import Figure, Item, Measure, Scheme, Target, assess
    >>> from famplan.assessment.scoring import PassOrFail
    >>> from famplan.catalogue import Source
    >>> rate = Measure(
    ...     code="PCR", name="Policy conformity", name_zh="计划生育率", direction="at least",
    ...     unit="%", evidence="proportion",
    ... )
    >>> item = Item(
    ...     code="conformity", measure=rate, target=Target(measure=rate, low="95 %"),
    ...     scoring=PassOrFail(points=20), clause="art. 5",
    ... )
    >>> scheme = Scheme(code="x", name="Made up", items=[item], source=Source("made up"))
    >>> figures = {"PCR": Figure(numerator=96, denominator=100)}
    >>> page = assessment_page(assess(scheme, figures, unit="East"))
    >>> page
    <page: Assessment of East by Made up>
    >>> "not distinguishable" in page.html
    True
    """
    return DocumentPage(
        assessment_document(
            assessments,
            language=language,
            level=level,
            what_ifs=what_ifs,
            leagues=leagues,
            notes=notes,
            hide_below=hide_below,
        )
    )


def assessment_workbook(  # noqa: PLR0913 - what is shown, and how
    assessments: Assessment | Iterable[Assessment],
    *,
    language: str = "en",
    level: float = 0.95,
    what_ifs: Mapping[str, WhatIf] | None = None,
    leagues: Mapping[str, League] | None = None,
    notes: Mapping[str, Mapping[str, str]] | None = None,
    hide_below: float = HIDE_BELOW,
) -> DocumentWorkbook:
    """Make a workbook of assessed units; arguments are those of `assessment_page`.

    Every sheet has all units: points, targets, conditions, consequences, sources.
    """
    return DocumentWorkbook(
        assessment_document(
            assessments,
            language=language,
            level=level,
            what_ifs=what_ifs,
            leagues=leagues,
            notes=notes,
            hide_below=hide_below,
        )
    )
