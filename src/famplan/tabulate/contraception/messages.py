"""Messages on family planning: the media that surveys ask of, and women whom none reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.tabulate.contraception.variables import YES_NO, Variable, yes_or_no

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.contraception.women import Women

__all__ = ["MESSAGES", "NO_MESSAGE", "no_message"]

MESSAGES = {
    "radio": "heard_on_radio",
    "television": "heard_on_television",
    "newspaper": "read_in_newspaper",
    "mobile phone": "on_mobile_phone",
    "social media": "on_social_media",
    "poster": "on_poster",
    "outdoor sign": "on_outdoor_sign",
    "community event": "at_community_event",
}
"""Media and the variables of messages in them."""
_COLUMNS = tuple(f"v384{letter}" for letter in "abcdefgh")
NO_MESSAGE = {"three media": 3, "four media": 4, "eight media": 8}
"""How many of the media, in order, "none of them" is said of: reports of each phase have more."""


@attrs.frozen
class _None:
    """Whether no message reached her in any of some media."""

    columns: tuple[str, ...]

    def __call__(self, women: Women) -> NDArray[np.integer]:
        """Code some women: one yes is enough for a no, whatever the others."""
        reached = np.logical_or.reduce([women.has(name, 1) for name in self.columns])
        by_none = np.logical_and.reduce([women.has(name, 0) for name in self.columns])
        return yes_or_no(by_none, reached)


def no_message() -> tuple[Variable, ...]:
    """Variables of having met no message in any of three, four or eight media.

    Examples
    --------
    >>> no_message()[0].columns
    ('v384a', 'v384b', 'v384c')
    """
    return tuple(
        Variable(f"no message, {name}", _COLUMNS[:number], YES_NO, _None(_COLUMNS[:number]))
        for name, number in NO_MESSAGE.items()
    )
