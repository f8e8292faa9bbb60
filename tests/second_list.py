"""A synthetic county's births, a second list of them, and what is true of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.datasets.register import synthetic_register

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from famplan.datasets.register import Faults

    Columns = dict[str, NDArray[Any]]

__all__ = ["TwoLists", "two_lists"]

KEY = ("mother", "occurred", "sex", "order")
COLUMNS = (*KEY, "area")


@attrs.frozen(kw_only=True)
class TwoLists:
    """Births of ten years in a register with planted faults, and on a list made of the truth."""

    register: Columns
    second: Columns
    kind: NDArray[np.str_]
    """Of each row of the register: ``true``, ``duplicate`` or ``padding``."""
    births: int
    """Births there were."""
    omitted: int
    """Births that the register has not."""


def two_lists(
    seed: int,
    faults: Faults,
    *,
    persons: int = 20_000,
    chance: float | Callable[[Columns], NDArray[np.float64]] = 0.6,
) -> TwoLists:
    """Make the register, and list each true birth with a chance of its own."""
    county = synthetic_register(persons, seed=seed, faults=faults)
    births, planted = county.tables["births"], county.truth.planted
    recent = births["occurred"] >= np.datetime64(county.start)
    kind = np.full(len(recent), "true", dtype="<U9")
    kind[planted["duplicates"]["row"]] = "duplicate"
    kind[planted["padding"]["row"]] = "padding"
    register = {name: births[name][recent] for name in COLUMNS}
    real = recent & (kind == "true")
    truth = {
        name: np.concatenate([births[name][real], planted["omitted"][name]]) for name in COLUMNS
    }
    random = np.random.default_rng([seed, 2])
    number = len(truth["mother"])
    share = chance(truth) if callable(chance) else np.full(number, chance)
    rows = random.permutation(np.flatnonzero(random.random(number) < share))
    return TwoLists(
        register=register,
        second={name: column[rows] for name, column in truth.items()},
        kind=kind[recent],
        births=number,
        omitted=len(planted["omitted"]["mother"]),
    )
