"""Files of an assessment to learn on: a made-up county, its scheme and its six units."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["assessment_example"]


def assessment_example() -> tuple[Traversable, Traversable]:
    """Return a scheme and the figures of six units: synthetic, no county's.

    Examples
    --------
    >>> scheme, figures = assessment_example()
    >>> scheme.name, figures.name
    ('scheme.toml', 'townships.csv')
    """
    folder = files("famplan.datasets") / "data" / "assessment"
    return folder / "scheme.toml", folder / "townships.csv"
