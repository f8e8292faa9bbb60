"""Areas: the levels of administration and how they roll up."""

from __future__ import annotations

from enum import StrEnum

import attrs

from famplan.errors import InvalidRecordError
from famplan.model.validators import check_class, is_a, member

__all__ = ["Area", "Level"]


class Level(StrEnum):
    """Administrative level, highest first; peers share a rank.

    Examples
    --------
    >>> Level.FARM.rank == Level.TOWNSHIP.rank, Level.FARM.name_zh
    (True, '农场')
    """

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    """County or county-level city."""
    DISTRICT = "district"
    """District of a city (市辖区): moves between those of one city are no migration."""
    TOWNSHIP = "township"
    """Township, town or subdistrict."""
    FARM = "farm"
    ZONE = "zone"
    """Development zone."""
    VILLAGE = "village"
    COMMUNITY = "community"
    """Residents' community (社区、居委会)."""
    GROUP = "group"
    CENTRAL_HOUSEHOLD = "central household"
    """A street, lane or building under a central-household head (中心户长)."""

    @property
    def rank(self) -> int:
        """Distance from the top, from 1."""
        return _LEVELS[self][0]

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _LEVELS[self][1]


_LEVELS = {
    Level.PROVINCE: (1, "省"),
    Level.PREFECTURE: (2, "市（地、州）"),
    Level.COUNTY: (3, "县（市）"),
    Level.DISTRICT: (3, "市辖区"),
    Level.TOWNSHIP: (4, "乡镇（街道）"),
    Level.FARM: (4, "农场"),
    Level.ZONE: (4, "开发区"),
    Level.VILLAGE: (5, "村"),
    Level.COMMUNITY: (5, "社区"),
    Level.GROUP: (6, "村民小组"),
    Level.CENTRAL_HOUSEHOLD: (7, "中心户"),
}


def _read_level(value: Level | str) -> Level:
    return member(value, Level, "level")


@attrs.frozen(repr=False)
class Area:
    """An administrative unit and the unit it belongs to.

    Parameters
    ----------
    code : str
        Code of the unit, one of its own among those of its level; with the level it says which
        unit this is. Leading zeros matter, so it is text.
    level : Level or str
        Its level.
    parent : Area, optional
        The unit it belongs to, of any higher level; None at the top or where unknown.
    name, name_zh : str
        Names.

    Raises
    ------
    InvalidRecordError
        The code is not text, or the parent is not of a higher level.

    Examples
    --------
    >>> city = Area("3208", "prefecture", name="Huai'an")
    >>> town = Area("320803101", "township", Area("320803", "district", city))
    >>> town.within(city), town.at("prefecture").name
    (True, "Huai'an")
    >>> town.path
    '3208/320803/320803101'
    """

    code: str = attrs.field(validator=is_a(str))
    level: Level = attrs.field(converter=_read_level)
    # `Area` does not exist yet while its body is read: the class is checked below.
    parent: Area | None = attrs.field(default=None, eq=False)
    name: str = attrs.field(default="", kw_only=True, eq=False)
    name_zh: str = attrs.field(default="", kw_only=True, eq=False)

    def __attrs_post_init__(self) -> None:
        """Check the code and the parent's level."""
        if not self.code:
            raise InvalidRecordError("code", "no code", remedy="give the unit's code as text")
        if self.parent is not None:
            _check_parent(self, self.parent)

    @property
    def ancestors(self) -> tuple[Area, ...]:
        """Units it belongs to, nearest first."""
        return () if self.parent is None else (self.parent, *self.parent.ancestors)

    @property
    def path(self) -> str:
        """Codes from the top down to the unit itself, sorting each unit after its parent."""
        return "/".join(area.code for area in (*reversed(self.ancestors), self))

    def within(self, other: Area) -> bool:
        """Whether it is the other unit or belongs to it.

        Raises
        ------
        InvalidRecordError
            The other is a code or a name, which is not known without its level.
        """
        check_class(other, Area, "other")
        return any(area == other for area in (self, *self.ancestors))

    def at(self, level: Level | str) -> Area | None:
        """The unit of a level, or of its peers, that it belongs to or is; None where unknown.

        This is how figures roll up: sum them by ``area.at("county")``.

        Examples
        --------
        >>> farm = Area("90", "farm", Area("9", "county"))
        >>> farm.at("township").code, farm.at("county").code, farm.at("province") is None
        ('90', '9', True)
        """
        rank = _read_level(level).rank
        found = (area for area in (self, *self.ancestors) if area.level.rank == rank)
        return next(found, None)

    def __repr__(self) -> str:
        """Show the path and level."""
        return f"<Area {self.path} ({self.level})>"


def _check_parent(area: Area, parent: Area) -> None:
    check_class(parent, Area, "parent")
    if parent.level.rank >= area.level.rank:
        raise InvalidRecordError(
            "parent", f"a {parent.level} is not above a {area.level}", remedy="give a higher level"
        )
