"""What tallies of every kind share: labels that merge, and the scale of their weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["merged_labels", "scale_of_weights"]

_MILLIONTHS = 1000  # a mean weight below this is not one in millionths


def merged_labels(
    first: Mapping[str, Mapping[Any, str]], second: Mapping[str, Mapping[Any, str]]
) -> dict[str, dict[Any, str]]:
    """Merge what two files call the values of their group columns; the first decides.

    Examples
    --------
    >>> merged_labels({"v025": {1: "urban"}}, {"v025": {1: "town", 2: "rural"}})
    {'v025': {1: 'urban', 2: 'rural'}}
    """
    return {
        name: {**second.get(name, {}), **first.get(name, {})}
        for name in dict.fromkeys((*first, *second))
    }


def scale_of_weights(
    declared: int, *, weighted: NDArray[np.float64], unweighted: NDArray[np.float64]
) -> int:
    """Return what stands in sums for a weight of one.

    Recode files have weights in millionths. Those that someone has divided before are told by
    their mean, which is then near one.

    Examples
    --------
    >>> import numpy as np
    >>> scale_of_weights(1_000_000, weighted=np.array([2.1e6]), unweighted=np.array([2.0]))
    1000000
    >>> scale_of_weights(1_000_000, weighted=np.array([2.1]), unweighted=np.array([2.0]))
    1
    """
    is_divided = 0 < weighted.sum() < unweighted.sum() * _MILLIONTHS
    return 1 if is_divided else declared
