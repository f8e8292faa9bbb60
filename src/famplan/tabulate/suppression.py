"""When an estimate rests on too few cases: hidden below one threshold, bracketed below another."""

from __future__ import annotations

import attrs

from famplan.catalogue.facts import fact
from famplan.errors import DefinitionError, InvalidInputError

__all__ = ["PRESETS", "Thresholds", "thresholds"]

PRESETS = {"dhs-rates": "dhs_rate", "dhs-proportions": "dhs_proportion"}
"""Presets, each with the facts that hold its thresholds."""


@attrs.frozen(kw_only=True)
class Thresholds:
    """Bases below which an estimate is hidden, or bracketed.

    Raises
    ------
    InvalidInputError
        The threshold for brackets is below that for hiding: no estimate would be bracketed.

    Examples
    --------
    >>> limits = Thresholds(hide_below=125, bracket_below=250)
    >>> [limits.mark(n) for n in (124, 125, 250, None)]
    ['hidden', 'bracketed', '', 'hidden']
    """

    hide_below: float = 0
    bracket_below: float = 0

    def __attrs_post_init__(self) -> None:
        """Check that brackets start where hiding ends."""
        if 0 < self.bracket_below < self.hide_below:
            raise InvalidInputError(
                "bracket_below", f"{self.bracket_below:g} is below hide_below {self.hide_below:g}"
            )

    def mark(self, base: float | None) -> str:
        """Say whether an estimate on this base is hidden or bracketed; unknown is too small."""
        base = -1 if base is None or base != base else base  # noqa: PLR0124 - nan differs from itself
        if base < self.hide_below:
            return "hidden"
        return "bracketed" if base < self.bracket_below else ""

    def notes(self, on: str) -> tuple[str, ...]:
        """Say below a table what the marks mean."""
        hidden = (f"* hidden: {on} below {self.hide_below:g}",) if self.hide_below else ()
        bracketed = f"( ) bracketed: {on} below {self.bracket_below:g}"
        return (*hidden, bracketed) if self.bracket_below else hidden


def thresholds(
    preset: str | None, *, hide_below: float | None, bracket_below: float | None
) -> Thresholds:
    """Take the thresholds from a preset or from one's own numbers.

    Raises
    ------
    DefinitionError
        Neither was given, or both, or no preset has the name.

    Examples
    --------
    >>> thresholds("dhs-proportions", hide_below=None, bracket_below=None)
    Thresholds(hide_below=25.0, bracket_below=50.0)
    """
    own = hide_below is not None or bracket_below is not None
    if own == (preset is not None):
        problem = "a preset and thresholds of one's own" if own else "nothing says how few is few"
        raise DefinitionError(
            "suppress", problem, remedy=f"give hide_below, bracket_below, or one of {_names()}"
        )
    if preset is None:
        return Thresholds(hide_below=hide_below or 0, bracket_below=bracket_below or 0)
    if preset not in PRESETS:
        raise DefinitionError("preset", f"{preset!r} is none of {_names()}")
    key = PRESETS[preset]
    return Thresholds(
        hide_below=float(fact(f"{key}_hide_below").value),
        bracket_below=float(fact(f"{key}_bracket_below").value),
    )


def _names() -> str:
    return ", ".join(repr(name) for name in PRESETS)
