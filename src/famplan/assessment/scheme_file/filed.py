"""The schemes that come with famplan: worked from published texts, each with its source."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from famplan.assessment.scheme_file.reading import heading_in, scheme_from
from famplan.errors import DefinitionError
from famplan.formulas.choices import nearest

if TYPE_CHECKING:
    from datetime import date

    from famplan.assessment.figures import Exact
    from famplan.assessment.scheme import Scheme
    from famplan.assessment.scheme_file.heading import Heading

__all__ = ["find_scheme", "schemes"]


def schemes(*, on: date | None = None) -> tuple[Heading, ...]:
    """List the schemes that come with famplan, or those in force on a day.

    Parameters
    ----------
    on : date, optional
        A day.

    Returns
    -------
    tuple of Heading
        By code.

    Examples
    --------
    >>> from datetime import date
    >>> [entry.code for entry in schemes(on=date(2017, 6, 1))]
    ['county-rules', 'hunan-2017', 'quality-service-county', 'unit-s3-3']
    """
    headings = (heading_in(document, code) for code, document in _documents().items())
    return tuple(heading for heading in headings if on is None or heading.in_force(on))


def find_scheme(code: str, **arguments: Exact) -> Scheme:
    """Take a scheme that comes with famplan.

    Parameters
    ----------
    code : str
        Its code, as `schemes` lists it.
    **arguments : number or text
        What its text leaves open; the heading lists them.

    Returns
    -------
    Scheme

    Raises
    ------
    DefinitionError
        None has this code, or an argument is not given.

    Examples
    --------
    >>> scheme = find_scheme("unit-s3-3")
    >>> str(scheme.grades.grade("97.99 %"))
    'Below the standard (below all bounds)'
    >>> find_scheme("dazhou")
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: scheme: none has the code 'dazhou'; did you mean dazhou-2010?
    """
    documents = _documents()
    if code not in documents:
        meant = nearest(code, documents)
        remedy = f"did you mean {meant}?" if meant else f"allowed: {', '.join(documents)}"
        raise DefinitionError("scheme", f"none has the code {code!r}", remedy=remedy)
    return scheme_from(documents[code], where=code, arguments=arguments)


@cache
def _documents() -> dict[str, dict[str, Any]]:
    folder = resources.files("famplan.assessment") / "data" / "schemes"
    files = {file.name.removesuffix(".toml"): file for file in folder.iterdir()}
    return {
        code: tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        for code, file in sorted(files.items())
    }
