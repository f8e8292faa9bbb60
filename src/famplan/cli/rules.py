"""``famplan rules`` and ``famplan verdict``: which schemes there are, and what one says."""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from math import isinf
from typing import TYPE_CHECKING, Any

from famplan.cli.exit_code import ExitCode
from famplan.errors import InvalidInputError, UnreadableFileError
from famplan.language.children import Children
from famplan.rules.outcome import Outcome
from famplan.rules.register import find_scheme, places

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from famplan.language.subject import Subject

__all__ = ["print_rules", "print_verdict"]


def print_rules(*, on: date | None, place: str, as_json: bool) -> None:
    """Print every scheme, or with a day those in force and what they pay."""
    from famplan.cli.printing import empty_table, print_json, print_table  # noqa: PLC0415 - tables
    from famplan.rules.listing import listed  # noqa: PLC0415 - loads every scheme

    _check_place(place)
    found = listed(on=on, place=place)
    if as_json:
        print_json([entry.to_dict() for entry in found])
        return
    table = empty_table(header=True)
    codes = max((len(entry.scheme.code) for entry in found), default=0)
    table.add_column("Code", no_wrap=True, min_width=codes)
    for title in ("Name", "名称", "In force", *(("Amount",) if on else ()), "Verified"):
        table.add_column(title, overflow="fold")
    for entry in found:
        names = entry.scheme.code, entry.scheme.name, entry.scheme.name_zh
        paid = (entry.paid,) if on else ()
        table.add_row(*names, entry.windows, *paid, "yes" if entry.verified else "no")
    print_table(table)


def print_verdict(  # noqa: PLR0913 - one for each option
    rule: str, facts: Path, *, on: date, place: str, as_json: bool, language: str
) -> ExitCode:
    """Print what a scheme says of the facts of a file, and return the exit code.

    Parameters
    ----------
    rule : str
        Code or name of the scheme.
    facts : path
        A JSON object of facts by name; what is absent or null is unknown.
    on : date
        The reference date.
    place : str
        Where; empty for the national text alone.
    as_json : bool
        For programs rather than people.
    language : {"en", "zh"}
        Of the text.
    """
    scheme = find_scheme(rule)
    _check_place(place)
    given = _read(facts)
    _check_facts(scheme.subject, given)
    verdict = scheme.verdict(given, on=on, place=place)
    text = verdict.to_json() if as_json else verdict.explain(language=language)
    sys.stdout.write(f"{text}\n")
    contradicted = verdict.outcome is Outcome.UNKNOWN and verdict.why
    return ExitCode.FINDINGS if contradicted else ExitCode.OK


def _check_place(place: str) -> None:
    """Refuse a slip of the pen; where no scheme has a text of its own, the national one holds."""
    known = places()
    if not place or any(place == name or name.startswith(f"{place}/") for name in known):
        return
    near = get_close_matches(place, known, n=1, cutoff=0.8)
    if near and not place.startswith(f"{near[0]}/"):
        problem = f"{place!r} has no text of its own"
        raise InvalidInputError("place", problem, remedy=f"did you mean {near[0]}?")
    if not any(place.startswith(f"{name}/") for name in known):
        sys.stderr.write(f"famplan: no scheme has a text of {place}; national texts hold there\n")


def _read(path: Path) -> dict[str, Any]:
    """Read a JSON object. A message says where the fault is, never what stands there."""
    where = str(path)
    if not path.is_file():
        raise UnreadableFileError(where, "there is no such file")
    try:
        found = json.loads(
            path.read_text(encoding="utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        problem = f"is not JSON: line {error.lineno}, column {error.colno}"
        raise UnreadableFileError(where, problem) from None
    except UnicodeDecodeError:
        raise UnreadableFileError(where, "is not text in UTF-8") from None
    except RecursionError:
        raise UnreadableFileError(where, "is nested too deeply") from None
    except OSError:
        raise UnreadableFileError(where, "may not be read") from None
    except InvalidInputError:
        raise
    except ValueError:  # Python reads no whole number of more than some thousand digits
        raise UnreadableFileError(where, "holds a number that is too long") from None
    if not isinstance(found, dict):
        problem, remedy = "is not an object of facts", 'write {"name of a fact": value, …}'
        raise InvalidInputError(where, problem, remedy=remedy)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InvalidInputError("facts", "one is given twice", remedy="leave one out")
    return found


def _finite(text: str) -> float:
    found = float(text)
    if isinf(found):
        raise InvalidInputError(
            "facts", "a number is too large", remedy="write it in full, or null"
        )
    return found


def _no_number(_text: str) -> object:
    raise InvalidInputError("facts", "NaN and Infinity are not JSON", remedy="write null")


def _check_facts(subject: Subject[Any], given: dict[str, Any]) -> None:
    """Check every fact, also those that the scheme does not ask for."""
    record = subject.record(given)
    for fact in subject.facts.values():
        if isinstance(fact, Children):
            for number, child in enumerate(fact.read(given.get(fact.name)) or (), start=1):
                _check_child(f"{fact.name}[{number}]", fact.child, child)
        else:
            record.value(fact)


def _check_child(where: str, subject: Subject[Any], given: object) -> None:
    try:
        record = subject.record(given)
        for fact in subject.facts.values():
            record.value(fact)
    except InvalidInputError as error:
        within = f".{error.where}" if error.where in subject.facts else ""
        raise InvalidInputError(f"{where}{within}", error.problem, remedy=error.remedy) from None
