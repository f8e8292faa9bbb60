"""One table of a TOML file, read key by key: what is missing, wrong or unknown becomes a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from famplan.assessment.figures import exact
from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from famplan.assessment.faults import Faults

__all__ = ["Row", "rows_of"]

Made = TypeVar("Made")


def rows_of(rows: Any, name: str, faults: Faults) -> Iterator[Row]:  # noqa: ANN401 - from a file
    """Go through an array of tables; what is none of them is a fault.

    Parameters
    ----------
    rows : list of dict
        As the file gives them.
    name : str
        What one of them is called, for the faults.
    faults : Faults
        Where faults are noted.
    """
    if not isinstance(rows, list | tuple):
        faults.add(name, "not an array of tables", f"write [[{name}]]")
        return
    for number, row in enumerate(rows, start=1):
        if isinstance(row, dict):
            yield Row(row, where=f"{name} {number}", faults=faults)
        else:
            faults.add(f"{name} {number}", "not a table", f"write [[{name}]]")


class Row:
    """A table: each method takes one key out, and `make` notes the keys that nobody took.

    Examples
    --------
    >>> from famplan.assessment.faults import Faults
    >>> faults = Faults()
    >>> row = Row({"code": "meets", "from": "all of it", "form": 1}, where="grade 2", faults=faults)
    >>> row.text("code", needed=True), row.number("from")
    ('meets', None)
    >>> row.make(dict)
    >>> len(faults)
    2
    """

    def __init__(self, table: Mapping[str, Any], *, where: str, faults: Faults) -> None:
        """Begin with all keys left."""
        self._left = dict(table)
        self._asked: list[str] = []
        self._faults = faults
        self._before = len(faults)
        code = table.get("code")
        self.where = f"{where} ({code})" if isinstance(code, str) else where

    def has(self, key: str) -> bool:
        """Whether a key is there and was not taken."""
        return key in self._left

    def fault(self, key: str, problem: str, remedy: str = "") -> None:
        """Note a fault of a key."""
        self._faults.add(f"{self.where}, {key}", problem, remedy)

    def text(self, key: str, *, needed: bool = False) -> str:
        """Take a text; empty where it is not there."""
        value = self._take(key)
        if value is None:
            if needed:
                self.fault(key, "is missing", f'write {key} = "…"')
            return ""
        if not isinstance(value, str):
            self.fault(key, f"{value!r} is not a text")
            return ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts; empty where it is not there."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
            self.fault(key, f"{value!r} is not a list of texts", f'write {key} = ["…", "…"]')
            return ()
        return tuple(value)

    def whole(self, key: str, default: int | None = None) -> int | None:
        """Take a whole number."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.fault(key, f"{value!r} is not a whole number above 0")
            return default
        return value

    def number(self, key: str) -> Fraction | None:
        """Take a number as printed; None where it is not there or cannot be read."""
        value = self._take(key)
        if value is None:
            return None
        try:
            return exact(value, where=key)
        except InvalidInputError as error:
            self.fault(key, f"{value!r}: {error.problem}", error.remedy)
            return None

    def one_of(
        self,
        key: str,
        allowed: Mapping[str, Made],
        *,
        needed: bool = False,
        repeat: bool = True,
    ) -> Made | None:
        """Take a word of a vocabulary; what must not be repeated is left out of the fault."""
        value = self._take(key)
        if value is None:
            if needed:
                self.fault(key, "is missing", f"allowed: {', '.join(allowed)}")
            return None
        if not isinstance(value, str) or value not in allowed:
            given = repr(value) if repeat else "what is given"
            self.fault(key, f"{given} is not known", f"allowed: {', '.join(allowed)}")
            return None
        return allowed[value]

    def array(self, key: str) -> list[Any]:
        """Take an array; empty where it is not there."""
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(key, "is not an array")
            return []
        return value

    def table(self, key: str) -> dict[str, Any]:
        """Take a table; empty where it is not there."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fault(key, f"{value!r} is not a table")
            return {}
        return value

    def make(self, build: Callable[[], Made]) -> Made | None:
        """Note keys that nobody asked for; build what the row describes if it has no fault."""
        for key in self._left:
            self.fault(key, "is not a key that is read", f"allowed: {', '.join(self._asked)}")
        if len(self._faults) > self._before:
            return None
        with self._faults.kept(self.where):
            return build()
        return None

    def _take(self, key: str) -> Any:  # noqa: ANN401 - what a file gives
        if key not in self._asked:
            self._asked.append(key)
        return self._left.pop(key, None)
