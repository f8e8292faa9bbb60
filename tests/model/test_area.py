"""Areas: a parent is above its child, and figures roll up to any level."""

from __future__ import annotations

from itertools import pairwise

import pytest

from famplan.errors import InvalidRecordError
from famplan.model import Area, Level

province = Area("32", "province", name="Jiangsu", name_zh="江苏省")
city = Area("3208", "prefecture", province)
district = Area("320803", "district", city)
zone = Area("320803400", "zone", district)
village = Area("320803400201", "village", zone)
household = Area("320803400201-1-3", "central household", Area("1", "group", village))


def test_levels_run_from_province_to_central_household() -> None:
    """Ranks never fall, peers share one, and each has a Chinese name."""
    ranks = [level.rank for level in Level]
    assert ranks == sorted(ranks)
    assert set(ranks) == set(range(1, 8))
    assert len({level.name_zh for level in Level}) == len(Level)
    assert Level.TOWNSHIP.rank == Level.FARM.rank == Level.ZONE.rank


def test_an_area_lies_within_itself_and_its_ancestors() -> None:
    """Nearest first, and each is within the next."""
    chain = (household, *household.ancestors)
    assert chain[-1] == province
    for lower, upper in pairwise(chain):
        assert lower.within(lower)
        assert lower.within(upper)
        assert not upper.within(lower)
    assert not household.within(Area("34", "province"))


def test_figures_roll_up_to_any_level() -> None:
    """Peers serve for a level; a level that is not recorded is unknown."""
    assert household.at("township") is zone
    assert household.at(Level.COUNTY) is district
    assert district.at("county") is district
    assert district.at("village") is None
    assert Area("9", "county").at("province") is None


def test_the_path_sorts_areas_under_their_parents() -> None:
    """Codes from the top down."""
    assert district.path == "32/3208/320803"
    assert repr(district) == "<Area 32/3208/320803 (district)>"
    areas = [district, province, zone, city]
    assert sorted(areas, key=lambda area: area.path) == [province, city, district, zone]


def test_a_name_does_not_make_another_area() -> None:
    """Areas are equal by code and level, also where a parent is not recorded."""
    assert Area("32", "province") == province
    assert hash(Area("32", "province")) == hash(province)
    assert Area("32", "county") != province
    assert village.within(Area("320803", "district"))
    with pytest.raises(InvalidRecordError, match="other: str is not an Area"):
        village.within("320803")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "parent", "message"),
    [
        ("county", Area("1", "township"), "parent: a township is not above a county; give a"),
        ("county", Area("1", "district"), "parent: a district is not above a county"),
        ("county", "32", "parent: str is not an Area"),
        ("hamlet", None, "level: this text is none of province, prefecture, "),
    ],
)
def test_a_parent_is_an_area_above(level: str, parent: Area, message: str) -> None:
    """Peers and lower levels are refused by name."""
    with pytest.raises(InvalidRecordError, match=message):
        Area("320803", level, parent)


@pytest.mark.parametrize(
    ("code", "message"),
    [("", "code: no code; give the unit's code"), (32, "code: int is not a st")],
)
def test_a_code_is_text(code: str, message: str) -> None:
    """Numbers lose leading zeros."""
    with pytest.raises(InvalidRecordError, match=message):
        Area(code, "county")
