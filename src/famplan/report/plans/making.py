"""A plan as a document, and what callers ask for: a page, a workbook, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.report.assessment_words import assessment_words
from famplan.report.documents.book import DocumentWorkbook
from famplan.report.documents.document import Document
from famplan.report.documents.notes import measure_sources
from famplan.report.documents.page import DocumentPage
from famplan.report.plans.records import data, sheets
from famplan.report.plans.results import PlanResults
from famplan.report.plans.sections import sections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from famplan.assessment import Attainment, Ceilings, Progress, Target, YearOfPlan
    from famplan.projection import Bound, Fan, Projection

__all__ = ["plan_document", "plan_page", "plan_workbook"]

_SHOWN = ("population", "births")


def plan_document(  # noqa: PLR0913 - the parts of a plan, each of which may be left out
    targets: Sequence[Target] = (),
    *,
    progress: Sequence[Progress] = (),
    attainments: Sequence[Attainment] = (),
    ceilings: Ceilings | None = None,
    years: Mapping[str, YearOfPlan] | None = None,
    projection: Projection | None = None,
    fan: Fan | None = None,
    bounds: Sequence[Bound] = (),
    shown: Sequence[str] | None = None,
    warn_from: float = 0.05,
    language: str = "en",
    title: str | None = None,
) -> Document:
    """Make a document of a plan; arguments are those of `plan_page`."""
    say = assessment_words(language)
    of_fan = tuple(fan.quantiles) if fan is not None else ()
    results = PlanResults(
        title=title or say("plan_title"),
        language=language,
        targets=tuple(targets),
        progress=tuple(progress),
        attainments=tuple(attainments),
        ceilings=ceilings,
        years=dict(years or {}),
        projection=projection,
        fan=fan,
        bounds=tuple(bounds),
        shown=tuple(shown) if shown is not None else of_fan or _SHOWN,
        warn_from=warn_from,
    )
    made = sections(results)
    measures = [one.measure for one in results.targets]
    measures += [one.target.measure for one in results.progress]
    measures += [one.target.measure for one in results.attainments]
    return Document(
        title=results.title,
        subtitle=say("plan_subtitle"),
        language=language,
        sections=made,
        sources=measure_sources(say, measures),
        sheets=sheets(results, made),
        data=data(results),
    )


def plan_page(  # noqa: PLR0913 - the parts of a plan, each of which may be left out
    targets: Sequence[Target] = (),
    *,
    progress: Sequence[Progress] = (),
    attainments: Sequence[Attainment] = (),
    ceilings: Ceilings | None = None,
    years: Mapping[str, YearOfPlan] | None = None,
    projection: Projection | None = None,
    fan: Fan | None = None,
    bounds: Sequence[Bound] = (),
    shown: Sequence[str] | None = None,
    warn_from: float = 0.05,
    language: str = "en",
    title: str | None = None,
) -> DocumentPage:
    """Make a page of a plan: targets, progress, feasibility, projection, and warnings first.

    Parameters
    ----------
    targets : sequence of Target
        What is to be reached; targets that no figure can meet together are warned of.
    progress : sequence of Progress
        What is done, against the time gone by.
    attainments : sequence of Attainment
        Figures against their targets, plainly and at their size.
    ceilings : Ceilings, optional
        Ceilings of the plan: the population and death rate that they imply.
    years : mapping of label to YearOfPlan, optional
        What `Ceilings.year` gives: which ceiling binds in each year.
    projection : Projection, optional
        Where the population goes, of one area; not needed beside a fan.
    fan : Fan, optional
        The same with its uncertainty, and the probability that each bound is crossed.
    bounds : sequence of Bound, optional
        Bounds to watch, beside those of the fan.
    shown : sequence of str, optional
        Figures of the projection to draw; those of the fan, or population and births.
    warn_from : float
        A bound that the central path keeps to is warned of as well where it is crossed with this
        probability or more.
    language : {"en", "zh"}
        Language of the page.
    title : str, optional
        Instead of the usual one.

    Raises
    ------
    DefinitionError
        Nothing to tell, no such language, or a projection of several areas.

    Examples
    --------
    Jiaoling 2006 (report S3.7): 2,000 births, 9.5‰ and 4.5‰.

    >>> from famplan.assessment import Ceilings
    >>> plan = Ceilings(births=2000, birth_rate="9.5‰", natural_increase="4.5‰")
    >>> page = plan_page(ceilings=plan, years={"2006": plan.year(opening=220_000, deaths=1200)})
    >>> "210,526" in page.html, "binds" in page.html
    (True, True)
    """
    return DocumentPage(
        plan_document(
            targets,
            progress=progress,
            attainments=attainments,
            ceilings=ceilings,
            years=years,
            projection=projection,
            fan=fan,
            bounds=bounds,
            shown=shown,
            warn_from=warn_from,
            language=language,
            title=title,
        )
    )


def plan_workbook(  # noqa: PLR0913 - the parts of a plan, each of which may be left out
    targets: Sequence[Target] = (),
    *,
    progress: Sequence[Progress] = (),
    attainments: Sequence[Attainment] = (),
    ceilings: Ceilings | None = None,
    years: Mapping[str, YearOfPlan] | None = None,
    projection: Projection | None = None,
    fan: Fan | None = None,
    bounds: Sequence[Bound] = (),
    shown: Sequence[str] | None = None,
    warn_from: float = 0.05,
    language: str = "en",
    title: str | None = None,
) -> DocumentWorkbook:
    """Make a workbook of a plan; arguments are those of `plan_page`."""
    return DocumentWorkbook(
        plan_document(
            targets,
            progress=progress,
            attainments=attainments,
            ceilings=ceilings,
            years=years,
            projection=projection,
            fan=fan,
            bounds=bounds,
            shown=shown,
            warn_from=warn_from,
            language=language,
            title=title,
        )
    )
