"""Women of a made-up survey, whose answers a test gives."""

from __future__ import annotations

from typing import Any

__all__ = ["NAN", "survey"]

NAN = float("nan")


def survey(**answers: Any) -> dict[str, Any]:
    """Women of 25 in two clusters, each weighing one, in union unless told otherwise."""
    size = len(next(iter(answers.values())))
    return {
        "v005": [1_000_000] * size,
        "v008": [1362] * size,
        "v011": [1362 - 25 * 12] * size,
        "v021": [1 + place % 2 for place in range(size)],
        "v022": [1] * size,
        "v502": [1] * size,
        **answers,
    }
