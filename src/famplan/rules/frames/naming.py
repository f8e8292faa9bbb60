"""Which columns have the facts that laws ask for, and what is missing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from famplan.errors import DefinitionError, InvalidInputError
from famplan.language.children import Children

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from famplan.language.facts import Fact
    from famplan.language.subject import Subject
    from famplan.rules.applied import Applied
    from famplan.rules.rule import Rule
    from famplan.tabulate.sources import RowSource

__all__ = ["ChildNames", "Names", "named_columns"]


class ChildNames(NamedTuple):
    """The fact that has the children, and the columns of their facts."""

    fact: Children[Any, Any]
    columns: dict[str, str]


class Names(NamedTuple):
    """Columns by the name of the fact they have."""

    own: dict[str, str]
    child: ChildNames | None


def named_columns(
    applied: Applied[Any],
    laws: Sequence[Rule[Any]],
    source: RowSource,
    table: RowSource | None,
    columns: Mapping[str, str | None],
) -> Names:
    """Find the columns of the facts that laws ask for.

    Parameters
    ----------
    applied : Applied
        Whom it is about.
    laws : sequence of Rule
        What may be in force.
    source, table : RowSource
        The data, and the table of children.
    columns : mapping
        Columns by fact, as they were given; None where a fact is unknown of everyone.

    Raises
    ------
    DefinitionError
        A name is that of no fact.
    InvalidInputError
        Columns are missing.
    """
    subject = applied.subject
    children = _children(subject, laws) if table is not None else None
    _check_names(subject, children, columns)
    asked = [fact.name for fact in _asked(laws)]
    own = _found(asked, source.columns, columns)
    unknown = {name for name in columns if columns[name] is None}
    known = {*own, *unknown, *_of_children(subject, unknown)}
    names = Names(own, None)
    if table is not None and children is not None:
        prefix = f"{children.name}."
        within = {
            name.removeprefix(prefix): column
            for name, column in columns.items()
            if name.startswith(prefix)
        }
        found = _found(children.child.facts, table.columns, within)
        table.check(list(found.values()))
        known |= {children.name, *(f"{prefix}{name}" for name in found)}
        names = Names(own, ChildNames(children, found))
    _check_complete(subject, children, laws, known, [*source.columns])
    return names


def _of_children(subject: Subject[Any], unknown: Collection[str]) -> set[str]:
    """Return the facts of children who are unknown of everyone: nothing of theirs is asked for."""
    lists = (fact for fact in subject.facts.values() if isinstance(fact, Children))
    return {
        f"{one.name}.{name}" for one in lists if one.name in unknown for name in one.child.facts
    }


def _asked(laws: Iterable[Rule[Any]]) -> tuple[Fact[Any], ...]:
    """Facts that laws ask for, and those that may contradict them."""
    facts = {fact.name: fact for law in laws for fact in law.facts}
    against = (
        fact for law in laws for entry in law.contradictions for fact in entry.condition.facts
    )
    return tuple(({fact.name: fact for fact in against} | facts).values())


def _children(subject: Subject[Any], laws: Sequence[Rule[Any]]) -> Children[Any, Any] | None:
    """Return the fact whose table it is; none where no law asks for children."""
    found = [fact for fact in _asked(laws) if isinstance(fact, Children)]
    if len(found) > 1:
        several = ", ".join(fact.name for fact in found)
        raise DefinitionError("children", f"{subject.name} has several: {several}")
    return found[0] if found else None


def _check_names(
    subject: Subject[Any], children: Children[Any, Any] | None, columns: Mapping[str, object]
) -> None:
    facts = [*subject.facts]
    if children is not None:
        facts += [f"{children.name}.{name}" for name in children.child.facts]
    for name in columns:
        if name not in facts:
            near = get_close_matches(str(name), facts, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"facts are {', '.join(facts)}"
            raise DefinitionError(
                "columns", f"{name!r} is no fact of {subject.name}", remedy=remedy
            )


def _found(
    asked: Collection[str], present: Sequence[str], columns: Mapping[str, str | None]
) -> dict[str, str]:
    """Take the column that was named, or the one of the fact's own name, if there is one."""
    there = {*present}
    named = {name: columns.get(name, name if name in there else None) for name in asked}
    return {name: column for name, column in named.items() if column is not None}


def _check_complete(
    subject: Subject[Any],
    children: Children[Any, Any] | None,
    laws: Sequence[Rule[Any]],
    known: Collection[str],
    present: Sequence[str],
) -> None:
    lacking = {fact: None for law in laws for fact in law.lacking(frozenset(known))}
    prefix = "" if children is None else f"{children.name}."
    missing = [fact.name if fact.subject is subject else f"{prefix}{fact.name}" for fact in lacking]
    if not missing:
        return
    told = ", ".join(f'"{name}": {_suggested(name, present)}' for name in missing)
    remedy = (
        f"say what yours are called, or None for what is unknown of everyone: columns={{{told}}}"
    )
    raise InvalidInputError("columns", f"{', '.join(missing)} not in the data", remedy=remedy)


def _suggested(name: str, present: Sequence[str]) -> str:
    near = get_close_matches(name, present, n=1)
    return f'"{near[0]}"' if near else "None"
