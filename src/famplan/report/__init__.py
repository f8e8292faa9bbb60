"""What people read: reports, pages, sheets and charts, written whole or not at all."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from famplan.report import charts
    from famplan.report.assessments.making import assessment_page, assessment_workbook
    from famplan.report.plans.making import plan_page, plan_workbook
    from famplan.report.results import Results
    from famplan.report.saving import save_all
    from famplan.report.sheets import Workbook, workbook
    from famplan.report.web_page import Page, page

__all__ = [
    "Page",
    "Results",
    "Workbook",
    "assessment_page",
    "assessment_workbook",
    "charts",
    "page",
    "plan_page",
    "plan_workbook",
    "save_all",
    "workbook",
]

_HOMES = {
    "Page": "web_page",
    "Results": "results",
    "Workbook": "sheets",
    "assessment_page": "assessments.making",
    "assessment_workbook": "assessments.making",
    "page": "web_page",
    "plan_page": "plans.making",
    "plan_workbook": "plans.making",
    "save_all": "saving",
    "workbook": "sheets",
}


def __getattr__(name: str) -> object:
    if name == "charts":
        return import_module("famplan.report.charts")
    if name in _HOMES:
        return getattr(import_module(f"famplan.report.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'famplan.report' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__]
