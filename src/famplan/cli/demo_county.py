"""``famplan demo --out``: a county that does not exist, from its register to its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.datasets import synthetic_register
from famplan.model.period import Period
from famplan.readers import register as read
from famplan.report import Results
from famplan.report.charts import drawing
from famplan.report.drawings import draw_all
from famplan.report.files import write_all
from famplan.report.saving import made
from famplan.tabulate.register import register as count

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_county"]

_PERSONS, _SEED = 30_000, 7
_FORMS = ("html", "xlsx", "json")


def write_county(folder: Path) -> list[Path]:
    """Write a synthetic register, and the report of a half-year with its charts.

    Parameters
    ----------
    folder : path-like
        Where; files of an earlier demo are replaced.

    Returns
    -------
    list of path-like
        The report in its forms, and the charts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    synthetic_register(_PERSONS, seed=_SEED).write(folder / "county", format="parquet")
    register = read(folder / "county")
    before, now = (
        count(register, period=Period.parse(label), by="township") for label in ("2012H2", "2013H1")
    )
    results = Results.of(now, previous=[before], findings=register.findings)
    contents = made(results, [folder / f"report.{form}" for form in _FORMS])
    charts = draw_all(results).items()
    contents.update({folder / f"{key}.png": drawing(axes, form="png") for key, axes in charts})
    return write_all(contents)
