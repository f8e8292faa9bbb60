"""The trace of a score: every point given or taken, with its reason in both languages."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import attrs

from famplan.assessment.showing import shown

__all__ = ["Marks", "Step", "shown_points"]

_MOST = 7
"""Decimals that are written out where a number of points has so many, and no more."""


def shown_points(points: Fraction) -> str:
    """Write points: as few decimals as are exact, or three, and more where three hide a loss.

    Examples
    --------
    >>> shown_points(Fraction(197, 10)), shown_points(Fraction(20)), shown_points(Fraction(1, 3))
    ('19.7', '20', '0.333')
    >>> shown_points(Fraction("19.9996")), shown_points(Fraction(1, 30_000))
    ('19.9996', '0.00003')
    """
    decimals = next((many for many in range(_MOST) if (points * 10**many).denominator == 1), None)
    if decimals is not None:
        return shown(points, decimals=decimals).replace(",", "")
    whole = floor(points)
    beside = (Fraction(whole), Fraction(whole + 1))
    return shown(points, decimals=3, beside=beside).replace(",", "")


@attrs.frozen
class Step:
    """Points given or taken, and why."""

    points: Fraction
    """Change: above zero given, below zero taken."""
    reason: str
    reason_zh: str

    def __str__(self) -> str:
        """Points and reason in one line."""
        sign = "+" if self.points > 0 else ""
        return f"{sign}{shown_points(self.points)}: {self.reason}"


@attrs.frozen
class Marks:
    """What an item was given, and how it came about.

    Parameters
    ----------
    points : Fraction, optional
        Points given; None where the item was not assessed.
    steps : tuple of Step
        They add up to `points`.
    """

    points: Fraction | None
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, *steps: Step) -> Marks:
        """Add up steps."""
        return cls(sum((step.points for step in steps), Fraction(0)), steps)
