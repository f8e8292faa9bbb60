"""Tables of counts: small cells hidden, for people and for programs; and nobody in them."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

import attrs

from famplan.rules.hiding import MARK
from famplan.tabulate.ordering import rank
from famplan.tabulate.writing import frame_library, json_text, separated_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["CountTable", "Tabled", "in_order", "plain_key"]

_SHOWN = 40
"""Lines that a table shows of itself at most."""


@attrs.frozen(eq=False)
class CountTable:
    """Counts, a record for each cell.

    Parameters
    ----------
    keys : tuple of str
        Fields that tell the cells apart.
    records : sequence of dict
        For each cell its keys, its ``count`` (None where it is hidden) and its ``mark``: why.
    across : str
        The key whose values stand side by side when people read it.
    below : int
        Counts below this are hidden.
    """

    keys: tuple[str, ...]
    records: Sequence[dict[str, Any]]
    across: str = ""
    below: int = 0

    def lines(self) -> list[list[str]]:
        """Lay it out as people read it: a line of titles, and the lines below."""
        down = [key for key in self.keys if key != self.across]
        columns = list(dict.fromkeys(record[self.across] for record in self._across()))
        lines: dict[tuple[Any, ...], dict[str, str]] = {}
        for record in self.records:
            place = tuple(record[key] for key in down)
            column = record[self.across] if self.across else "count"
            lines.setdefault(place, {})[column] = _cell(record)
        places = columns or ["count"]
        titles = [f"{self.across}: {place}" if down and self.across else place for place in places]
        body = [
            [*map(_label, key), *(row[place] for place in places)] for key, row in lines.items()
        ]
        return [[*down, *titles], *body]

    def _across(self) -> Sequence[dict[str, Any]]:
        return self.records if self.across else ()

    def notes(self) -> tuple[str, ...]:
        """Say what the marks mean."""
        if not any(record["mark"] for record in self.records):
            return ()
        return (f"{MARK} hidden: fewer than {self.below}, or would give such a count away",)

    def body(self) -> tuple[str, ...]:
        """Lay its lines out in columns; of a long table the first ones."""
        lines = self.lines()
        left = len(lines) - 1 - _SHOWN
        more = (f"… {left:,} more lines",) if left > 0 else ()
        return (*_aligned(lines[: _SHOWN + 1]), *more)

    def to_text(self) -> str:
        """The table as people read it."""
        return "\n".join((*self.body(), *self.notes()))

    def to_html(self) -> str:
        """The table for a notebook."""
        head, *body = self.lines()
        rows = (_html_row("td", line) for line in body)
        notes = "<br>".join(map(escape, self.notes()))
        caption = f'<caption style="caption-side:bottom">{notes}</caption>' if notes else ""
        return (
            f"<table>{caption}<thead>{_html_row('th', head)}</thead>"
            f"<tbody>{''.join(rows)}</tbody></table>"
        )


class Tabled(ABC):
    """Something that makes a table of counts, and can be written in every form of it."""

    @abstractmethod
    def table(self, *, hide_below: int = 10) -> CountTable:
        """Make the table; counts below the threshold are hidden, none if it is 0."""

    def to_dicts(self, *, hide_below: int = 10) -> list[dict[str, Any]]:
        """One dictionary for each cell; a hidden count is None and its ``mark`` says why."""
        return list(self.table(hide_below=hide_below).records)

    def to_json(self, *, hide_below: int = 10) -> str:
        """The cells as a JSON array of objects; a hidden count is ``null``."""
        return json_text(self.to_dicts(hide_below=hide_below))

    def to_csv(self, *, hide_below: int = 10) -> str:
        """The cells as comma-separated lines; a hidden count is empty."""
        table = self.table(hide_below=hide_below)
        return separated_lines((*table.keys, "count", "mark"), table.records)

    def to_pandas(self, *, hide_below: int = 10) -> Any:  # noqa: ANN401 - pandas has no types here
        """The cells as a pandas data frame; a hidden count is missing."""
        table = self.table(hide_below=hide_below)
        fields = (*table.keys, "count", "mark")
        columns = {name: [record[name] for record in table.records] for name in fields}
        return frame_library("pandas").DataFrame(columns).astype({"count": "Int64"})

    def to_text(self, *, hide_below: int = 10) -> str:
        """The table as people read it."""
        return self.table(hide_below=hide_below).to_text()

    def __repr__(self) -> str:
        """Show the table, with small counts hidden."""
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.table().to_html()


def in_order(groups: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Sort groups, each once: numbers, then texts in the order of their column, unknown last."""
    return sorted(dict.fromkeys(groups), key=lambda group: tuple(map(rank, group)))


def plain_key(value: object) -> object:
    """Return the value of a group as JSON can hold it: a date as its text."""
    return value.isoformat() if isinstance(value, date) else value


def _cell(record: dict[str, Any]) -> str:
    return record["mark"] or f"{record['count']:,}"


def _label(value: object) -> str:
    return "unknown" if value is None else str(value)


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    numbers = [all(_is_number(text) for text in column[1:]) for column in zip(*lines, strict=True)]
    return ["  ".join(map(_filled, line, widths, numbers)).rstrip() for line in lines]


def _is_number(text: str) -> bool:
    return text[:1].isdigit() or text[:1] == MARK


def _filled(text: str, width: int, right: bool) -> str:  # noqa: FBT001 - mapped over columns
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank


def _width(text: str) -> int:
    """Count the places a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _html_row(tag: str, line: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(text)}</{tag}>' for text in line)}</tr>"
