"""The audit as one self-contained HTML page."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from famplan.errors import MissingExtraError
from famplan.quality import Audit, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["audit_page"]


def audit_page(audits: Mapping[str, Audit], *, title: str = "Audit of stated figures") -> str:
    """Render audits, one section for each document, as a page that needs nothing else.

    Parameters
    ----------
    audits : mapping of str to Audit
        The heading of each document and its audit.
    title : str
        Heading of the page.

    Raises
    ------
    MissingExtraError
        jinja2 is not installed.

    Examples
    --------
    >>> from famplan.quality import audit
    >>> page = audit_page({"S4": audit(["28961/32067 = 96.18%"])})
    >>> "90.3140%" in page and page.startswith("<!doctype html>")
    True
    """
    try:
        import jinja2  # noqa: PLC0415 - an extra: loaded when a page is asked for
    except ImportError as error:
        raise MissingExtraError("an HTML page", package="jinja2", extra="report") from error
    source = (files("famplan.report") / "templates" / "audit.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    together = Audit(tuple(finding for audit in audits.values() for finding in audit))
    contradicted = [
        (heading, finding)
        for heading, audit in audits.items()
        for finding in audit.where(Verdict.INCONSISTENT)
    ]
    return environment.from_string(source).render(
        title=title, audits=audits, summary=together.summary, contradicted=contradicted
    )
