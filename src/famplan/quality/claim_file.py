"""Claims in a file: what a report asserts, with document, place and quote.

A claim file is TOML::

    [document]
    code = "S4"
    title = "District half-year summary"

    [[claim]]
    id = "T09"
    claim = "28961/32067 = 96.18%"
    place = "流动人口"
    quote = "流出育龄妇女32067人,已录入平台为28961人,录入率为96.18%"

    [[claim]]
    id = "B05"
    kind = "enumeration"
    stated = "两种"
    items = ["一次性领取", "折算成按年领取", "折算成按月领取"]

``kind = "alone"`` takes ``stated`` and ``missing``; ``kind = "feasibility"`` takes ``births``,
``crude_birth_rate``, ``natural_increase_rate``, ``crude_death_rate`` and ``population``;
``change = true`` says that a figure is a difference of two rates.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import ClaimError, InvalidInputError
from famplan.quality.audit import audit
from famplan.quality.claim import (
    Alone,
    Assertion,
    Claim,
    Computed,
    Enumeration,
    Feasibility,
    Ratio,
    parse_claim,
)
from famplan.quality.stated import Stated

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from famplan.quality.finding import Audit

__all__ = ["audit_file", "read_claims"]

_LABELS = {"id", "place", "quote", "refs", "note", "kind"}
_LIMITS = {field.name for field in attrs.fields(Feasibility)}


def audit_file(path: Path | Traversable | str) -> Audit:
    """Audit every claim of a file.

    Raises
    ------
    ClaimError
        The file cannot be read, or claims in it are malformed; the error names all of them.
    """
    return audit(read_claims(path))


def read_claims(path: Path | Traversable | str) -> tuple[Claim, ...]:
    """Read the claims of a TOML file.

    Raises
    ------
    ClaimError
        The file cannot be read, or claims in it are malformed; the error names all of them.
    """
    file = Path(path) if isinstance(path, str) else path
    content = _load(file)
    code, title = _document(content, file.name)
    rows = content.get("claim")
    if not isinstance(rows, list) or not rows:
        raise ClaimError(file.name, "no [[claim]] in it", remedy="see famplan.quality.claim_file")
    claims, faults = [], []
    for number, row in enumerate(rows, start=1):
        try:
            claims.append(attrs.evolve(_claim(row), document=code, title=title))
        except InvalidInputError as fault:
            name = f" ({row['id']})" if isinstance(row, dict) and "id" in row else ""
            faults.append(f"claim {number}{name}: {fault}")
    if faults:
        raise ClaimError(file.name, f"{len(faults)} cannot be read", remedy="\n".join(faults))
    return tuple(claims)


def _load(file: Path | Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ClaimError(str(file), error.strerror or "cannot be opened") from error
    except UnicodeDecodeError as error:
        raise ClaimError(file.name, "is not UTF-8", remedy="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ClaimError(file.name, f"is not TOML: {error}") from error


def _document(content: dict[str, Any], name: str) -> tuple[str, str]:
    """Return the code and the title of the document that a file quotes."""
    unknown = sorted(set(content) - {"document", "claim"})
    if unknown:
        raise ClaimError(name, f"{', '.join(unknown)} is unknown; allowed: document, claim")
    document = content.get("document", {})
    _expect(document, dict, "document")
    return str(document.get("code", name.removesuffix(".toml"))), str(document.get("title", ""))


_KINDS: dict[type, str] = {dict: "a table", list: "a list", str: "text"}


def _expect(value: object, kind: type, where: str) -> None:
    """Check the type of a TOML value."""
    if not isinstance(value, kind):
        raise ClaimError(where, f"{type(value).__name__} is not {_KINDS[kind]}")


def _claim(row: dict[str, Any]) -> Claim:
    _expect(row, dict, "row")
    _expect(row.get("refs", []), list, "refs")
    return Claim(
        assertion=_assertion(row),
        id=str(row.get("id", "")),
        place=str(row.get("place", "")),
        quote=str(row.get("quote", "")),
        refs=tuple(map(str, row.get("refs", ()))),
        note=str(row.get("note", "")),
    )


def _assertion(row: dict[str, Any]) -> Assertion:
    match row.get("kind", "line"):
        case "enumeration":
            _allow(row, {"items", "stated"}, needed=("items", "stated"))
            _expect(row["items"], list, "items")
            return Enumeration(tuple(map(str, row["items"])), Stated.parse(str(row["stated"])))
        case "alone":
            _allow(row, {"missing", "stated"}, needed=("missing", "stated"))
            return Alone(Stated.parse(str(row["stated"])), str(row["missing"]))
        case "feasibility":
            _allow(row, _LIMITS, needed=())
            limits = {name: Stated.parse(str(row[name])) for name in _LIMITS if name in row}
            return Feasibility(**limits)
        case "line":
            _allow(row, {"claim", "change"}, needed=("claim",))
            return _line(row)
        case other:
            raise ClaimError("kind", f"{other!r} is not alone, enumeration or feasibility")


def _line(row: dict[str, Any]) -> Assertion:
    _expect(row["claim"], str, "claim")
    assertion = parse_claim(row["claim"])
    change = row.get("change", False)
    if not isinstance(change, bool):
        raise ClaimError("change", f"{change!r} is not true or false")
    if not change:
        return assertion
    if not isinstance(assertion, Ratio | Computed):
        raise ClaimError("change", "only a ratio or a difference can be a change of a rate")
    return attrs.evolve(assertion, change=True)


def _allow(row: dict[str, Any], fields: set[str], *, needed: tuple[str, ...]) -> None:
    unknown = sorted(set(row) - fields - _LABELS)
    if unknown:
        known = ", ".join(sorted(fields | _LABELS))
        raise ClaimError(", ".join(unknown), "unknown field", remedy=f"allowed: {known}")
    absent = [name for name in needed if name not in row]
    if absent:
        raise ClaimError(", ".join(absent), "is missing")
