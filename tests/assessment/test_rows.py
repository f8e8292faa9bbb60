"""Tables of files: each key is read once, and every fault is kept."""

from __future__ import annotations

from typing import Any

import pytest

from famplan.assessment.faults import Fault, Faults
from famplan.assessment.rows import Row, rows_of
from famplan.errors import DefinitionError


def row(table: dict[str, Any]) -> tuple[Row, Faults]:
    """A row and its faults."""
    faults = Faults()
    return Row(table, where="row 1", faults=faults), faults


def test_a_whole_row() -> None:
    """Every kind of value, and nothing left."""
    table = {"a": "x", "b": ["x", "y"], "c": 3, "d": "7 %", "e": "yes", "f": {"g": 1}, "h": [1]}
    one, faults = row(table)
    assert (one.text("a"), one.texts("b"), one.whole("c")) == ("x", ("x", "y"), 3)
    assert float(one.number("d")) == 0.07
    assert one.one_of("e", {"yes": True}) is True
    assert (one.table("f"), one.array("h")) == ({"g": 1}, [1])
    assert one.make(lambda: "made") == "made"
    assert not list(faults)


def test_what_is_not_there() -> None:
    """Is empty, unless it is needed."""
    one, faults = row({})
    assert (one.text("a"), one.texts("b"), one.whole("c", 2), one.number("d")) == ("", (), 2, None)
    assert (one.table("e"), one.array("f"), one.one_of("g", {"x": 1})) == ({}, [], None)
    assert one.make(lambda: 1) == 1
    one.text("h", needed=True)
    one.one_of("i", {"x": 1}, needed=True)
    assert one.make(lambda: 1) is None
    assert [fault.where for fault in faults] == ["row 1, h", "row 1, i"]


@pytest.mark.parametrize(
    ("method", "value", "problem"),
    [
        ("text", 3, "3 is not a text"),
        ("texts", "x", "'x' is not a list of texts"),
        ("texts", ["x", 3], "is not a list of texts"),
        ("whole", 0, "0 is not a whole number above 0"),
        ("whole", True, "True is not a whole number above 0"),
        ("whole", 1.5, "1.5 is not a whole number above 0"),
        ("number", "much", "'much': not one figure"),
        ("number", True, "is not a finite number"),
        ("table", 3, "3 is not a table"),
        ("array", {}, "is not an array"),
    ],
)
def test_what_cannot_be_read(method: str, value: object, problem: str) -> None:
    """Is a fault with its place, and the row is not made."""
    one, faults = row({"key": value, "code": "x"})
    one.text("code")
    getattr(one, method)("key")
    assert one.make(lambda: 1) is None
    (fault,) = faults
    assert fault.where == "row 1 (x), key"
    assert problem in fault.problem


def test_what_building_refuses_is_a_fault() -> None:
    """An error raised on purpose is kept; others go on."""

    def refuse() -> None:
        raise DefinitionError("times", "0 is below 1", remedy="write 1")

    one, faults = row({})
    one.make(refuse)
    assert list(faults) == [Fault("row 1, times", "0 is below 1", "write 1")]
    with pytest.raises(ZeroDivisionError):
        row({})[0].make(lambda: 1 / 0)


def test_faults_are_raised_together() -> None:
    """All of them, or none."""
    faults = Faults()
    faults.raise_if_any("x.toml")
    assert [one.where for one in rows_of([{}, 3], "row", faults)] == ["row 1"]
    faults.add("row 3", "is empty")
    with pytest.raises(DefinitionError, match=r"x.toml: row 2: not a table; write \[\[row\]\]\n"):
        faults.raise_if_any("x.toml")
    assert len(faults) == 2
