"""Schemes from TOML files: everything that is wrong is told at once, with its place."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from famplan.assessment.consequences import consequences_from
from famplan.assessment.faults import Faults
from famplan.assessment.feasibility import contradictions
from famplan.assessment.grades import grades_from
from famplan.assessment.scheme import Scheme
from famplan.assessment.scheme_file.arguments import declared, filled
from famplan.assessment.scheme_file.heading import Heading, heading_of
from famplan.assessment.scheme_file.items import check_taken, items_of, measures_of
from famplan.assessment.scheme_file.weights import parts_of, weights_of
from famplan.assessment.triggers import triggers_from
from famplan.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from famplan.assessment.figures import Exact
    from famplan.assessment.item import Item
    from famplan.assessment.targets import Target

__all__ = ["heading_in", "opened", "read_scheme", "scheme_from"]

_TABLES = (
    "scheme",
    "argument",
    "measure",
    "item",
    "parts",
    "weights",
    "grade",
    "trigger",
    "consequence",
)


def read_scheme(path: str | PathLike[str], **arguments: Exact) -> Scheme:
    """Read a scheme from a TOML file.

    Parameters
    ----------
    path : path-like
        The file.
    **arguments : number or text
        What the text leaves open, by the names that the file declares.

    Returns
    -------
    Scheme

    Raises
    ------
    UnreadableFileError
        The file is missing, or no TOML.
    DefinitionError
        All faults of the file, a line each: the table, the key, what is wrong, the way out.

    Examples
    --------
    >>> from pathlib import Path
    >>> import tempfile
    >>> text = '''
    ... [scheme]
    ... code = "village"
    ... name = "Village"
    ... source = { title = "A rule", grade = "M" }
    ... [[measure]]
    ... code = "PCR"
    ... name = "Conformity"
    ... direction = "at least"
    ... unit = "%"
    ... evidence = "proportion"
    ... [[item]]
    ... code = "conformity"
    ... measure = "PRC"
    ... scoring = { kind = "pass or fail", points = "10" }
    ... [parts]
    ... process = "0.4"
    ... year-end = "0.5"
    ... '''
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "village.toml"
    ...     _ = file.write_text(text, encoding="utf-8")
    ...     read_scheme(file)
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: village.toml: parts: weights add up to 0.9, not 1; give ...
    item 1 (conformity), measure: 'PRC' is not known; allowed: PCR
    item 1 (conformity), part: is missing; allowed: process, year-end
    """
    file = Path(path)
    return scheme_from(opened(file), where=file.name, arguments=arguments)


def opened(file: Path) -> dict[str, Any]:
    """Read a TOML file; decimals stay exact."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        return tomllib.loads(text, parse_float=Decimal)
    except FileNotFoundError:
        raise UnreadableFileError(str(file), "there is no such file") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(str(file), str(error), remedy="see the guide") from error


def heading_in(document: Mapping[str, Any], where: str) -> Heading:
    """Read only the head of a scheme file.

    Raises
    ------
    DefinitionError
        The head has faults.
    """
    faults = Faults()
    heading = heading_of(
        document.get("scheme"), declared(document.get("argument", {}), faults), faults
    )
    faults.raise_if_any(where)
    return heading  # type: ignore[return-value]  # without a fault there is one


def scheme_from(
    document: Mapping[str, Any],
    *,
    where: str = "scheme",
    arguments: Mapping[str, Exact] | None = None,
) -> Scheme:
    """Make a scheme of plain values, as a TOML file gives them.

    Parameters
    ----------
    document : mapping
        The tables of the file.
    where : str
        What to call it in errors.
    arguments : mapping of str to number or text, optional
        What the text leaves open.

    Returns
    -------
    Scheme

    Raises
    ------
    DefinitionError
        All faults at once.
    """
    faults = Faults()
    said = dict(arguments or {})
    for name in document:
        if name not in _TABLES:
            faults.add(name, "is no table that is read", f"allowed: {', '.join(_TABLES)}")
    texts = declared(document.get("argument", {}), faults)
    body = filled(dict(document), texts, said, faults)
    heading = heading_of(body.get("scheme"), texts, faults)
    fields = _fields(body, heading.kinds if heading else _kinds(body), faults)
    scheme = None
    if heading is not None and not len(faults):
        head = {
            field.name: getattr(heading, field.name)
            for field in attrs.fields(Heading)
            if field.name != "arguments"
        }
        with faults.kept("scheme"):
            shown = {name: str(value) for name, value in said.items()}
            scheme = Scheme(**head, **fields, arguments=shown)
    faults.raise_if_any(where)
    return scheme  # type: ignore[return-value]  # without a fault there is one


def _kinds(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Kinds of unit of a head that has a fault elsewhere."""
    head = body.get("scheme")
    kinds = head.get("kinds", ()) if isinstance(head, dict) else ()
    return tuple(kind for kind in kinds if isinstance(kind, str))


def _fields(body: Mapping[str, Any], kinds: tuple[str, ...], faults: Faults) -> dict[str, Any]:
    """Read all tables but the head."""
    parts = parts_of(body.get("parts", {}), faults)
    measures = measures_of(body.get("measure", []), faults)
    items, faulty = items_of(body.get("item", []), measures, kinds, parts, faults)
    if not items and not faulty:
        faults.add("item", "there is none", "write [[item]]")
    check_taken(items, faulty, faults)
    weights = weights_of(body.get("weights", {}), kinds, items, faulty, faults)
    _note_contradictions(tuple(items.values()), kinds, faults)
    grades = grades_from(body.get("grade", []), faults)
    codes = () if grades is None else tuple(grade.code for grade in grades.grades)
    own = tuple(items.values())
    triggers = triggers_from(
        body.get("trigger", []), faults, measures=measures.known, items=own, grades=codes
    )
    consequences = consequences_from(body.get("consequence", []), faults, grades=codes)
    return {
        "parts": parts,
        "measures": tuple(measures.known.values()),
        "items": own,
        "weights": weights,
        "grades": grades,
        "triggers": triggers,
        "consequences": consequences,
    }


def _note_contradictions(items: tuple[Item, ...], kinds: Iterable[str], faults: Faults) -> None:
    """Note targets that no unit of a kind can meet together."""
    seen = set()
    for kind in tuple(kinds) or ("",):
        targets = [
            _by_indicator(item.target) for item in items if item.applies(kind) and item.target
        ]
        for pair in contradictions(targets):
            if (said := " and ".join(str(target) for target in pair)) not in seen:
                seen.add(said)
                faults.add("item", f"no figure meets both {said}", "change one of the targets")


def _by_indicator(target: Target) -> Target:
    """Name the measure of a target by its indicator: two measures of one are the same thing."""
    if not target.measure.indicator:
        return target
    return attrs.evolve(target, measure=attrs.evolve(target.measure, code=target.measure.indicator))
