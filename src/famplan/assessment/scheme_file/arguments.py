"""What a text leaves open: arguments that a scheme file declares and the caller gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from famplan.assessment.scheme_file.rows import NOT_SAID, SchemeRow
from famplan.formulas.choices import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.assessment.faults import Faults

__all__ = ["declared", "filled"]

_MARK = "$"


def declared(tables: Any, faults: Faults) -> dict[str, str]:  # noqa: ANN401 - from a file
    """Read the ``[argument.…]`` tables: what each argument is, in words."""
    if not isinstance(tables, dict):
        faults.add("argument", "not a table of tables", "write [argument.name]")
        return {}
    texts = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            faults.add(f"argument {name}", "not a table", f"write [argument.{name}]")
            continue
        row = SchemeRow(table, where=f"argument {name}", faults=faults)
        texts[name] = row.text("text", needed=True)
        row.make(dict)
    return texts


def filled(
    document: dict[str, Any],
    texts: Mapping[str, str],
    given: Mapping[str, Any],
    faults: Faults,
) -> dict[str, Any]:
    """Put the arguments where the file has ``"$name"``.

    Parameters
    ----------
    document : dict
        The file.
    texts : mapping of str to str
        Arguments that the file declares.
    given : mapping of str to number or text
        What the caller says.
    faults : Faults
        Where faults are noted: an argument that is used but not declared, declared but not used,
        given but not declared, or not given.
    """
    used: set[str] = set()
    body = {key: _fill(value, given, used) for key, value in document.items() if key != "argument"}
    for name in sorted(used - set(texts)):
        faults.add(f"argument {name}", "is used but not declared", f"write [argument.{name}]")
    for name in sorted(set(texts) - used):
        faults.add(f"argument {name}", "is declared but not used", f'write "{_MARK}{name}"')
    for name in sorted(set(given) - set(texts)):
        meant = nearest(name, texts)
        way_out = f"did you mean {meant}?" if meant else f"it has {', '.join(texts) or 'none'}"
        faults.add(f"argument {name}", "the scheme has none of that name", way_out)
    for name in sorted(used & set(texts) - set(given)):
        faults.add(f"argument {name}", f"is not given: {texts[name]}", f"say {name}=…")
    return body


def _fill(value: Any, given: Mapping[str, Any], used: set[str]) -> Any:  # noqa: ANN401 - from a file
    if isinstance(value, dict):
        return {key: _fill(inner, given, used) for key, inner in value.items()}
    if isinstance(value, list):
        return [_fill(inner, given, used) for inner in value]
    if isinstance(value, str) and value.startswith(_MARK):
        name = value.removeprefix(_MARK)
        used.add(name)
        return given.get(name, NOT_SAID)
    return value
