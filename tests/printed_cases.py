"""Printed cases: worked examples as data, one file for each formula module."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import attrs

CASES = Path(__file__).parent / "cases"


@attrs.frozen(kw_only=True)
class Case:
    """One worked example: a function, its arguments, and the figure a source prints."""

    file: str
    indicators: tuple[str, ...] = attrs.field(converter=tuple)
    function: str
    arguments: dict[str, Any]
    expected: Any
    origin: str = attrs.field(validator=attrs.validators.in_({"printed", "worked"}))
    source: str
    decimals: int | None = None
    scale: int | None = None
    """Scale of a printed figure where it is not the indicator's own."""

    def __str__(self) -> str:
        """Name the case for pytest."""
        return f"{self.file}:{self.function}:{'/'.join(self.indicators)}"


def all_cases() -> list[Case]:
    """Every case of every file."""
    return [
        Case(file=path.relative_to(CASES).with_suffix("").as_posix(), **row)
        for path in sorted(CASES.rglob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]
