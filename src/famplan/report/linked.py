"""Counts that several figures share: what one hides, others must not give back.

Which figure gives away which counts, and which counts make up others, is data
(``report/data/linked.toml``). Whoever reads a report knows every count that a shown figure gives
away, and of a sum of which all but one count are known that one too. Figures are hidden until
nobody can come to know a small count so.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

    Node: TypeAlias = tuple[str, Hashable]
    """A count, and of which area."""
    Figure: TypeAlias = tuple[Any, ...]
    """A record of a table or a cell of a form, by its place."""
    Line: TypeAlias = tuple[Node, ...]
    """A sum: the whole, and its parts."""

__all__ = ["Counted", "counted_by", "form_count", "hide_linked", "lines_of"]

REST = "rest of "
_COLUMNS = ("numerator", "denominator", "n")


@cache
def _links() -> dict[str, Any]:
    text = (files("famplan.report") / "data" / "linked.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@attrs.frozen
class Counted:
    """What a figure gives away: counts by name, with their size where the figure has it."""

    sizes: Mapping[str, float | None]


def counted_by(row: Mapping[str, Any]) -> Counted | None:
    """Return the counts that a record of a table gives away; None where nothing links it.

    Examples
    --------
    >>> row = {"indicator": "CONFORMING_SECOND", "definition": ""}
    >>> list(counted_by(row | {"numerator": 55, "denominator": 60}).sizes.values())
    [55, 60, 5]
    """
    definition = row["definition"] or ""
    if row.get("basis"):
        definition = definition.removesuffix(row["basis"]).removesuffix(", ")
    figures = _links()["figure"]
    said = figures.get(f"{row['indicator']}, {definition}") or figures.get(row["indicator"])
    if said is None:
        return None
    names = {key: _filled(name, definition, row) for key, name in said.items() if key != "gives"}
    sizes: dict[str, float | None] = dict.fromkeys(said.get("gives", ()))
    sizes |= {names[column]: row[column] for column in _COLUMNS if column in names}
    if "part" in names:
        part, whole = row["numerator"], row["denominator"]
        sizes |= {names["part"]: part, names["whole"]: whole, _but(names): whole - part}
    return Counted(
        {name: None if size is None or math.isnan(size) else size for name, size in sizes.items()}
    )


def _filled(name: str, definition: str, row: Mapping[str, Any]) -> str:
    return name.format(definition=definition, age=row.get("age") or "")


def _but(names: Mapping[str, str]) -> str:
    return f"{names['whole']} but {names['part']}"


def form_count(key: str, column: str) -> str:
    """Return the count of a column of a form."""
    name: str = _links()[key][column]
    return name


def lines_of(sizes: dict[Node, float], areas: Sequence[Hashable], whole: Hashable) -> list[Line]:
    """Return the sums that known counts are in; `sizes` gets those that follow from others.

    Parameters
    ----------
    sizes : dict
        Counts by name and area.
    areas : sequence
        The areas that make up the whole.
    whole : hashable
        What stands for the whole among areas.
    """
    names: dict[Hashable, list[str]] = defaultdict(list)
    for name, area in sizes:
        names[area].append(name)
    lines = [line for area in [*areas, whole] for line in _within(names[area], area)]
    _fill(lines, sizes)
    places = {area for area in areas if area is not None}  # what has no area is no part
    by_name: dict[str, list[Node]] = defaultdict(list)
    for name, area in sizes:
        if area in places:
            by_name[name].append((name, area))
    for name, nodes in by_name.items():
        total = sizes.get((name, whole))
        if total is not None and math.isclose(
            total, sum(sizes[node] for node in nodes), abs_tol=1e-6
        ):
            lines.append(((name, whole), *nodes))
    return lines


def _within(names: Collection[str], area: Hashable) -> Iterator[Line]:
    """Go through the sums of an area."""
    for number, line in enumerate(_links()["sum"]):
        parts = [
            name
            for part in line["parts"]
            for name in (_matching(part, names) if part.endswith("*") else [part])
        ]
        rest = [f"{REST}{line['whole']}, {number}"] if line.get("rest") else []
        yield tuple((name, area) for name in (line["whole"], *parts, *rest))
    for name in names:
        whole, but, part = name.partition(" but ")
        if but:
            yield (whole, area), (part, area), (name, area)


def _matching(pattern: str, names: Iterable[str]) -> list[str]:
    # What was put together by `_but` is no part of its own.
    return [name for name in names if fnmatchcase(name, pattern) and " but " not in name]


def _fill(lines: Sequence[Line], sizes: dict[Node, float]) -> None:
    """Give counts their size where all others of a sum have one."""
    for node, (whole, *parts) in _following(lines, set(sizes)):
        if node == whole:
            sizes[node] = sum(sizes[part] for part in parts)
        else:
            sizes[node] = sizes[whole] - sum(sizes[part] for part in parts if part != node)


def _following(lines: Sequence[Line], known: set[Node]) -> Iterator[tuple[Node, Line]]:
    """Go through the counts that follow from known ones, each with the sum that it follows from.

    `known` gets them.
    """
    holding: dict[Node, list[int]] = defaultdict(list)
    missing = []
    for number, line in enumerate(lines):
        missing.append({node for node in line if node not in known})
        for node in missing[-1]:
            holding[node].append(number)
    ready = [number for number, left in enumerate(missing) if len(left) == 1]
    while ready:
        left = missing[ready[-1]]
        line = lines[ready.pop()]
        if not left:
            continue
        (node,) = left
        known.add(node)
        yield node, line
        for number in holding[node]:
            missing[number].discard(node)
            if len(missing[number]) == 1:
                ready.append(number)


def hide_linked(
    published: Mapping[Figure, Collection[Node]],
    hidden: Collection[Figure],
    *,
    lines: Sequence[Line],
    sizes: Mapping[Node, float],
    below: float,
) -> set[Figure]:
    """Hide figures until no small count follows from those that are shown.

    Parameters
    ----------
    published : mapping
        By figure, the counts that it gives away.
    hidden : collection
        Figures that are hidden already.
    lines : sequence
        Sums: see `lines_of`.
    sizes : mapping
        Size of each count.
    below : float
        Counts below, but none, are small.

    Returns
    -------
    set
        Every figure to hide.

    Examples
    --------
    >>> births, first, others = ("births", 1), ("first", 1), ("others", 1)
    >>> cbr, cbr_first, share = ("CBR",), ("CBR_FIRST",), ("SHARE",)
    >>> given = {cbr: [births], cbr_first: [first], share: [births, first, others]}
    >>> sums, sizes = [(births, first, others)], {births: 60, first: 55, others: 5}
    >>> sorted(hide_linked(given, [share], lines=sums, sizes=sizes, below=10))
    [('CBR_FIRST',), ('SHARE',)]
    """
    gone = set(hidden)
    by_node: dict[Node, list[Figure]] = defaultdict(list)
    for figure, nodes in published.items():
        for node in nodes:
            by_node[node].append(figure)
    small = {n for n, size in sizes.items() if 0 < size < below and not n[0].startswith(REST)}
    # Of what is not there, and of few of whom nothing is known, anybody may be nearly sure.
    sure = {n for n, size in sizes.items() if size == 0 or (n[0].startswith(REST) and size < below)}
    while True:
        told = {node for f, nodes in published.items() if f not in gone for node in nodes}
        known = told | sure
        why = dict(_following(lines, known))
        dropped: set[Node] = set()
        for node in sorted(known & small, key=str):
            sources = _sources(node, why, told)
            if sources and dropped.isdisjoint(sources):
                dropped.add(min(sources, key=lambda one: (sizes.get(one, math.inf), str(one))))
        if not dropped:
            return gone
        gone |= {figure for node in dropped for figure in by_node[node]}


def _sources(node: Node, why: Mapping[Node, Line], told: Collection[Node]) -> set[Node]:
    """Return the told counts that a count follows from; itself if it is told."""
    found, ahead, seen = set(), [node], {node}
    while ahead:
        one = ahead.pop()
        if one in told:
            found.add(one)
            continue
        nearer = [other for other in why.get(one, ()) if other not in seen]
        seen.update(nearer)
        ahead += nearer
    return found
