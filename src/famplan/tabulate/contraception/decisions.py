"""Decisions that a woman takes herself: on sex, on contraception and on her own health care.

Together they are the indicator 5.6.1 of the Sustainable Development Goals. She decides if it is she
alone or she with somebody else; on sex, if she can say no to her husband or partner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.tabulate.contraception.variables import YES_NO, Variable, asked_of, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.women import Women

    Truth: TypeAlias = tuple[NDArray[np.bool_], NDArray[np.bool_]]

__all__ = ["OWN_DECISIONS", "own_decisions"]


def _on_sex(women: Women) -> Truth:
    return women.has("v850a", 1), women.has("v850a", 0)


def _on_contraception(women: Women) -> Truth:
    """Who decides on use, or in older files, among those who use no method, on not using."""
    users = women.has("v632", 1, 3), women.has("v632", 2, 4, 5, 6)
    others = women.has("v632a", 1, 3), women.has("v632a", 2, 4, 5, 6)
    asked = users[0] | users[1]
    return users[0] | (others[0] & ~asked), users[1] | (others[1] & ~asked)


def _on_health(women: Women) -> Truth:
    return women.has("v743a", 1, 2, 3), women.has("v743a", 4, 5, 6)


_PARTS: dict[str, tuple[Callable[[Women], Truth], tuple[str, ...]]] = {
    "sexual relations": (_on_sex, ("v850a",)),
    "contraception": (_on_contraception, ("v632",)),
    "health care": (_on_health, ("v743a",)),
}
OWN_DECISIONS = {
    "all three": "decides on all three",
    **{part: f"decides on {part}" for part in _PARTS},
}
"""Categories of the indicator, and their variables."""


@attrs.frozen
class _Decides:
    """Whether she decides on all of some things: a no if she does not decide on one."""

    parts: tuple[str, ...]

    def __call__(self, women: Women) -> NDArray[np.integer]:
        """Code some women."""
        truths = [_PARTS[part][0](women) for part in self.parts]
        yes = np.logical_and.reduce([yes for yes, _ in truths])
        no = np.logical_or.reduce([no for _, no in truths])
        return asked_of(yes_or_no(yes, no), women.in_union)


def own_decisions() -> tuple[Variable, ...]:
    """Variables of own decisions: each, and all three.

    Examples
    --------
    >>> [variable.name for variable in own_decisions()][:2]
    ['decides on all three', 'decides on sexual relations']
    """
    parts = {"all three": tuple(_PARTS), **{part: (part,) for part in _PARTS}}
    return tuple(
        Variable(
            OWN_DECISIONS[category],
            ("v502", *(column for part in those for column in _PARTS[part][1])),
            YES_NO,
            _Decides(those),
            also=("v632a",) if "contraception" in those else (),
        )
        for category, those in parts.items()
    )
