"""Published service statistics: commodities by method and year, and what was made of them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from famplan.catalogue import Source
from famplan.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ServiceStatistics", "kristonia"]


@attrs.frozen(kw_only=True)
class ServiceStatistics:
    """What a country's services report, and what turns it into users.

    Parameters
    ----------
    title : str
        What the figures show.
    source : Source
        Where they stand.
    note : str
        What to know before using them.
    years : tuple of int
        The years.
    units : mapping of str to tuple of float
        Commodities handed to clients, by method, one entry for each year.
    women : tuple of float
        Women of reproductive age, one entry for each year.
    shares : mapping of str to mapping
        By group of methods, the share of users who got it from each sector.
    reporting : mapping of str to float
        Share of each sector that is in the statistics.
    prior : mapping of str to float
        By long-acting method, which part to count of the users from before the first year.
    printed : mapping of str to tuple of str
        Results as the source prints them.

    Raises
    ------
    ShapeError
        Not one entry for each year.
    """

    title: str
    source: Source
    note: str = ""
    years: tuple[int, ...] = attrs.field(converter=tuple)
    units: Mapping[str, tuple[float, ...]] = attrs.field(converter=MappingProxyType)
    women: tuple[float, ...] = attrs.field(converter=tuple)
    shares: Mapping[str, Mapping[str, float]] = attrs.field(converter=MappingProxyType)
    reporting: Mapping[str, float] = attrs.field(converter=MappingProxyType)
    prior: Mapping[str, float] = attrs.field(converter=MappingProxyType)
    printed: Mapping[str, tuple[str, ...]] = attrs.field(converter=MappingProxyType)

    def __attrs_post_init__(self) -> None:
        """Check that every method has one entry for each year."""
        for name, row in {"women": self.women, **self.units}.items():
            if len(row) != len(self.years):
                raise ShapeError(name, f"{len(row)} entries for {len(self.years)} years")


@cache
def kristonia() -> ServiceStatistics:
    """Six years of service statistics of a country made up for teaching.

    The inputs and results of "Service statistics to estimated modern use" (Bietsch, MIT licence;
    its text stands with the data).

    Returns
    -------
    ServiceStatistics
        Inputs, source and printed results.

    Examples
    --------
    >>> data = kristonia()
    >>> data.years[0], data.units["dmpa"][0], data.printed["users"][0]
    (2015, 3182850, '7730312.77698384')
    """
    text = (files("famplan.datasets") / "data" / "kristonia.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    rows = {
        name: {key: tuple(row) for key, row in data[name].items()} for name in ("units", "printed")
    }
    return ServiceStatistics(**data | rows | {"source": Source(**data["source"])})
