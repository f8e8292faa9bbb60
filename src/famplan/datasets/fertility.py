"""Published fertility: women and births by age, births by order."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue import Source
from famplan.errors import AgeGroupsError, ShapeError
from famplan.model.age import AgeGroups
from famplan.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AgeTable", "OrderTable", "china_2024_orders", "fuzhou_2020"]


def _printed(figures: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({code: tuple(texts) for code, texts in figures.items()})


@attrs.frozen(kw_only=True)
class AgeTable:
    """Women and their births by age group, with the figures that the source prints.

    Parameters
    ----------
    title : str
        What the table shows.
    source : Source
        Where it stands.
    period : Period
        When the births happened.
    period_note : str
        How the source defines its year.
    note : str
        What to know before using it.
    ages : AgeGroups
        The age groups.
    women, births : tuple of int
        Women and live births, one entry for each group.
    printed : mapping of str to tuple of str
        Figures as the source prints them, by code of the indicator.

    Raises
    ------
    AgeGroupsError
        Not one entry for each age group.
    """

    title: str
    source: Source
    period: Period
    period_note: str = ""
    note: str = ""
    ages: AgeGroups
    women: tuple[int, ...] = attrs.field(converter=tuple)
    births: tuple[int, ...] = attrs.field(converter=tuple)
    printed: Mapping[str, tuple[str, ...]] = attrs.field(converter=_printed)

    def __attrs_post_init__(self) -> None:
        """Check that women and births have one entry for each age group."""
        for name in ("women", "births"):
            entries = len(getattr(self, name))
            if entries != len(self.ages):
                raise AgeGroupsError(name, f"{entries} entries for {len(self.ages)} age groups")


@attrs.frozen(kw_only=True)
class OrderTable:
    """Order-specific total fertility rates, with the figures that the source prints.

    Parameters
    ----------
    title : str
        What the table shows.
    source : Source
        Where it stands.
    period : Period
        When the births happened.
    note : str
        What to know before using it.
    orders : tuple of str
        Birth orders; the last may be open, ``3+``.
    fertility : tuple of float
        Births per woman, one entry for each order.
    printed : mapping of str to tuple of str
        Figures as the source prints them, by code of the indicator.

    Raises
    ------
    ShapeError
        Not one entry for each order.
    """

    title: str
    source: Source
    period: Period
    note: str = ""
    orders: tuple[str, ...] = attrs.field(converter=tuple)
    fertility: tuple[float, ...] = attrs.field(converter=tuple)
    printed: Mapping[str, tuple[str, ...]] = attrs.field(converter=_printed)

    def __attrs_post_init__(self) -> None:
        """Check that there is one entry for each order."""
        if len(self.fertility) != len(self.orders):
            raise ShapeError(
                "fertility", f"{len(self.fertility)} entries for {len(self.orders)} orders"
            )


def _read(name: str) -> dict[str, Any]:
    text = (files("famplan.datasets") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return data | {"source": Source(**data["source"]), "period": Period(**data["period"])}


@cache
def fuzhou_2020() -> AgeTable:
    """Women aged 15–49 and their births by five-year age group, Fuzhou, census of 2020.

    Returns
    -------
    AgeTable
        Counts, source and the printed rates.

    Examples
    --------
    >>> table = fuzhou_2020()
    >>> sum(table.births), sum(table.women)
    (6998, 195804)
    >>> table.printed["GFR"]
    ('35.74',)
    """
    data = _read("fuzhou_2020")
    return AgeTable(**data | {"ages": AgeGroups.from_labels(data["ages"])})


@cache
def china_2024_orders() -> OrderTable:
    """Total fertility rate by birth order, China 2024.

    Returns
    -------
    OrderTable
        Rates, source and the printed figures, whose sum the source does not print right.

    Examples
    --------
    >>> table = china_2024_orders()
    >>> dict(zip(table.orders, table.fertility, strict=True))
    {'1': 0.62879, '2': 0.38581, '3+': 0.12871}
    """
    return OrderTable(**_read("china_2024_orders"))
