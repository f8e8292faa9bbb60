"""A made-up population for the tests of projections: single years or five, any number of areas."""

from __future__ import annotations

from typing import Any

import numpy as np

from famplan.model import AgeGroups

WIDTHS = (1, 5)


def ages(width: int = 1, last: int = 90) -> AgeGroups:
    """Groups of one width, the last open."""
    return AgeGroups(tuple(range(0, last + 1, width)), open_end=True)


def mothers(width: int = 1) -> AgeGroups:
    """Ages 15 to 49."""
    return AgeGroups.regular(15, 50, width=width)


def death_rates(width: int = 1, last: int = 90) -> np.ndarray:
    """Gompertz rates of women and men at the middle of each group."""
    groups = ages(width, last)
    middle = np.minimum(groups.midpoints, last + 5)
    return np.stack([0.00003 * np.exp(0.095 * middle), 0.00005 * np.exp(0.095 * middle)])


def survival(width: int = 1, last: int = 90) -> np.ndarray:
    """Shares that live on through groups in which the force of mortality rises by steps."""
    return np.exp(-width * death_rates(width, last))


def schedule(total: float = 1.6, width: int = 1) -> np.ndarray:
    """Births per woman-year around the age of 28."""
    pattern = np.exp(-0.5 * ((mothers(width).midpoints - 28) / 5) ** 2)
    return np.asarray(total * pattern / pattern.sum() / width)


def people(width: int = 1, areas: tuple[int, ...] = (), seed: int = 6) -> np.ndarray:
    """Counts by sex and age."""
    random = np.random.default_rng(seed)
    return random.integers(50, 900, (*areas, 2, len(ages(width)))).astype(float)


def inputs(width: int = 1, **changed: Any) -> dict[str, Any]:
    """Arguments of `project` for twenty years."""
    return {
        "ages": ages(width),
        "start": 2020,
        "until": 2040,
        "mortality": survival(width),
        "fertility": schedule(width=width),
        "mothers": mothers(width),
        "sex_ratio_at_birth": 1.06,
    } | changed
