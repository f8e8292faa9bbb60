"""Files of a projection to learn on: published figures of 2020, assumed paths."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["projection_example"]


def projection_example() -> tuple[Traversable, ...]:
    """Return the files of a projection of China from 2020: an example, not a forecast.

    Population and death rates are those of World Population Prospects 2024 (United Nations, CC BY
    3.0 IGO), rounded; the paths of fertility and mortality are assumed, as the files say.

    Examples
    --------
    >>> from famplan.projection import read_plan
    >>> plan = read_plan(*projection_example())
    >>> plan
    <China from 2020: an example, not a forecast: from 2020, fertility_rate, death_rate, population>
    >>> (plan.project(2050).total[[0, -1]] / 1e6).round()
    array([1426., 1297.])
    """
    folder = files("famplan.datasets") / "data" / "projection"
    names = ("china_2020.toml", "fertility.csv", "mortality.csv", "population.csv")
    return tuple(folder / name for name in names)
