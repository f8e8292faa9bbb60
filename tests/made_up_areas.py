"""Made-up areas that the tests of rankings share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVIDENCE = ("rate", "count", "proportion", "ratio")


def names(number: int) -> list[str]:
    """Number areas from 1."""
    return [f"area {place}" for place in range(1, number + 1)]


def exposures(number: int, *, seed: int = 1) -> NDArray[np.int64]:
    """Populations from a village to a county town."""
    return np.random.default_rng(seed).integers(500, 20_000, number)


@st.composite
def tables(
    draw: st.DrawFn, *, least: int = 1, most: int = 8, evidence: tuple[str, ...] = EVIDENCE
) -> tuple[list[int], list[int] | None, str]:
    """Counts, what they are divided by, and the evidence."""
    kind = draw(st.sampled_from(evidence))
    size = draw(st.integers(least, most))
    lists = st.lists(st.integers(0, 60), min_size=size, max_size=size)
    cases = draw(lists)
    if kind == "count":
        return cases, None, kind
    below = draw(st.lists(st.integers(1, 400), min_size=size, max_size=size))
    if kind == "proportion":
        below = [case + rest for case, rest in zip(cases, below, strict=True)]
    return cases, below, kind
