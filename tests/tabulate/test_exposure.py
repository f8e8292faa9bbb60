"""Exposure and births, held against counting month by month."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidInputError
from famplan.model.age import AgeGroups
from famplan.tabulate.exposure import Window, histories

AGES = [
    AgeGroups.regular(15, 50, width=5),
    AgeGroups.regular(10, 50, width=5),
    AgeGroups.regular(15, 20, width=1),
    AgeGroups((0, 12, 15, 18, 40)),
]

windows = st.builds(
    Window,
    months=st.integers(1, 300),
    before_interview=st.integers(0, 120),
    last_month=st.none() | st.integers(1300, 1420),
)
women = st.lists(
    st.tuples(
        st.integers(1340, 1400),  # interview
        st.integers(0, 720),  # age in months
        st.lists(st.integers(0, 500), max_size=4),  # months from births to the interview
    ),
    max_size=6,
)


def month_by_month(
    interview: int, born: int, children: list[int], window: Window, ages: AgeGroups
) -> tuple[list[int], list[int]]:
    """Count as one would by hand: each month of the window in the group she is in."""
    last = interview - 1 - window.before_interview
    first = last - window.months + 1
    if window.last_month is not None:
        last = min(interview - 1, window.last_month)
        first = window.last_month - window.months + 1
    months, births = [0] * len(ages), [0] * len(ages)
    for month in range(first, last + 1):
        for group, (low, high) in enumerate(zip(ages.lower, ages.upper, strict=True)):
            if low <= (month - born) // 12 < high:
                months[group] += 1
                births[group] += children.count(month)
    return months, births


@pytest.mark.parametrize("ages", AGES, ids=str)
@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64, np.int16])
@given(sample=women, window=windows)
def test_every_month_is_in_the_group_of_its_age(
    ages: AgeGroups, kind: type, sample: list[tuple[int, int, list[int]]], window: Window
) -> None:
    """Any window on either axis, any complete groups, births as whole numbers or floats."""
    interview = np.array([woman[0] for woman in sample], dtype=np.int64)
    born = interview - np.array([woman[1] for woman in sample], dtype=np.int64)
    unknown = np.nan if issubclass(kind, np.floating) else 0
    children = [[woman[0] - ago for ago in woman[2]] for woman in sample]
    ranks = tuple(
        np.array([births[rank] if rank < len(births) else unknown for births in children], kind)
        for rank in range(4)
    )
    found = histories(born=born, interview=interview, children=ranks, window=window, ages=ages)
    for row, births in enumerate(children):
        months, counted = np.zeros((2, len(ages)), dtype=int)
        for column, group in enumerate(found.group[row]):
            if group >= 0:
                months[group] += found.months[row, column]
                counted[group] += found.births[row, column]
            else:
                assert found.months[row, column] == found.births[row, column] == 0
        expected = month_by_month(int(interview[row]), int(born[row]), births, window, ages)
        assert (months.tolist(), counted.tolist()) == expected


def test_windows_must_have_months_and_lie_in_the_past() -> None:
    """A window says what is wrong with it."""
    with pytest.raises(InvalidInputError, match="window: 0 months is below 1"):
        Window(months=0)
    with pytest.raises(InvalidInputError, match="window: ends 2 months after the interview"):
        Window(before_interview=-2)
