"""Age groups: labels and widths agree, nothing is missing, everyone falls in one group."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import AgeGroupsError
from famplan.model import AgeGroups, as_age_groups

bounds = st.lists(st.integers(0, 120), min_size=2, max_size=20, unique=True).map(sorted)
groups = st.builds(AgeGroups, bounds, open_end=st.booleans())


@given(groups)
def test_labels_say_everything(ages: AgeGroups) -> None:
    """Groups read back from their own labels are the same groups."""
    assert AgeGroups.from_labels(ages.labels) == ages


@given(groups)
def test_one_entry_per_group(ages: AgeGroups) -> None:
    """Every description of the groups has the length of the groups."""
    assert len(ages) == len(ages.labels) == len(ages.widths) == len(ages.midpoints)
    assert len(ages) == len(ages.lower) == len(ages.upper)


@given(bounds)
def test_widths_add_up_to_the_span(limits: list[int]) -> None:
    """No year of age is lost or counted twice."""
    ages = AgeGroups(limits)
    assert ages.widths.sum() == limits[-1] - limits[0]
    np.testing.assert_array_equal(ages.midpoints - ages.widths / 2, ages.lower)


@given(groups, st.integers(0, 130))
def test_everyone_falls_in_the_group_whose_label_holds_them(ages: AgeGroups, age: int) -> None:
    """The position is that of the one group from lower bound up to upper bound, or −1."""
    position = int(ages.group_of(age))
    inside = [i for i in range(len(ages)) if ages.lower[i] <= age < ages.upper[i]]
    assert inside == ([] if position == -1 else [position])


def test_unknown_ages_fall_in_no_group() -> None:
    """An unknown age is not age zero, even where the last group is open."""
    ages = AgeGroups((0, 15), open_end=True)
    assert ages.group_of([np.nan, None, 3]).tolist() == [-1, -1, 0]
    with pytest.raises(AgeGroupsError, match="ages: not every age is a number"):
        ages.group_of(["three"])


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("15-19", "15–19"),
        ("15—19岁", "15–19"),
        ("15至19岁", "15–19"),
        (" 15～19 ", "15–19"),
        ("17", "17"),
        ("17岁", "17"),
        ("65及以上", "65+"),
        ("65岁以上", "65+"),
        ("15岁—19岁", "15–19"),
        ("65 +", "65+"),
        ("１５－１９", "15–19"),
    ],
)
def test_labels_are_read_as_people_write_them(label: str, printed: str) -> None:
    """Dashes, 至, 岁 and open ends are read."""
    assert AgeGroups.from_labels([label]).labels == (printed,)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (["15–19", "25–29"], "20–24 is missing between 15–19 and 25–29"),
        (["15–19", "18–24"], "15–19 and 18–24 overlap"),
        (["65+", "70–74"], r"65\+ has no end but 70–74 follows"),
        (["15–19", "total"], r"ages\[1\]: 'total' is not an age group"),
        ([], "no group; give at least one label"),
        (["19–15"], r"ages\[0\]: '19–15' ends before it begins"),
        (["20–24", "15–19"], "15–19 follows 20–24; give the youngest first"),
        ("15–19", r"one text is not a list; write \['15–19'\]"),
    ],
)
def test_faulty_labels_are_named(labels: list[str], message: str) -> None:
    """A gap, an overlap or a stray label is named with its neighbours."""
    with pytest.raises(AgeGroupsError, match=message):
        AgeGroups.from_labels(labels)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ((15,), "no group"),
        ((-5, 0), "-5 is below 0"),
        ((15, 15), "bound 15 does not rise above 15"),
        ((15, 20.5), "20.5 is not a whole age"),
        ((15, float("nan")), "nan is not a whole age"),
        ((15, None), "None is not a whole age"),
        (15, "15 is not a list of bounds"),
        ("15", "'15' is not a list of bounds"),
    ],
)
def test_faulty_bounds_are_named(limits: tuple[int, ...], message: str) -> None:
    """Bounds are whole, rise and make a group."""
    with pytest.raises(AgeGroupsError, match=message):
        AgeGroups(limits)


def test_regular_groups_divide_their_span() -> None:
    """A width that does not fit is refused."""
    assert AgeGroups.regular(15, 50, width=5) == AgeGroups(range(15, 51, 5))
    with pytest.raises(AgeGroupsError, match="15 to 49 does not divide into widths of 5"):
        AgeGroups.regular(15, 49, width=5)
    with pytest.raises(AgeGroupsError, match="'15' is not a whole age"):
        AgeGroups.regular("15", 50, width=5)  # type: ignore[arg-type]


def test_a_range_must_begin_and_end_with_groups() -> None:
    """The general fertility rate of 15–49 cannot be had from groups that end at 44."""
    ages = AgeGroups.regular(15, 45, width=5)
    assert ages.between(20, 30) == slice(1, 3)
    with pytest.raises(AgeGroupsError, match=r"women: groups must begin at 15 and end at 50; .*44"):
        ages.between(15, 50, where="women")
    with pytest.raises(AgeGroupsError, match="ages: 20 is not above 30"):
        ages.between(30, 20)


def test_an_open_end_has_no_width() -> None:
    """Closed groups are returned as they are; an open group is refused by name."""
    ages = AgeGroups((15, 50))
    assert ages.closed() is ages
    assert np.isinf(AgeGroups((15, 50), open_end=True).widths[-1])
    with pytest.raises(AgeGroupsError, match=r"50\+ has no width; give its upper bound"):
        AgeGroups((15, 50), open_end=True).closed()


@pytest.mark.parametrize("ages", ["15–19", [15, 20], 15])
def test_only_groups_or_labels_are_age_groups(ages: object) -> None:
    """Bounds or a single text are not taken for labels."""
    with pytest.raises(AgeGroupsError, match="rates: not age groups; give AgeGroups or labels"):
        as_age_groups(ages, where="rates")  # type: ignore[arg-type]


def test_groups_and_labels_are_taken_alike() -> None:
    """Either form gives the same groups."""
    ages = AgeGroups((15, 20, 25))
    assert as_age_groups(ages) is ages
    assert as_age_groups(["15–19", "20–24"]) == ages
