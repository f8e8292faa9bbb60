"""Three-valued logic: True, False and None for unknown, which is never false."""

from __future__ import annotations

__all__ = ["all_of", "any_of", "opposite"]


def all_of(*facts: bool | None) -> bool | None:
    """Whether every fact holds: False if one fails, otherwise unknown if one is unknown.

    Examples
    --------
    >>> all_of(True, None), all_of(False, None)
    (None, False)
    """
    if False in facts:
        return False
    return None if None in facts else True


def any_of(*facts: bool | None) -> bool | None:
    """Whether some fact holds: True if one does, otherwise unknown if one is unknown.

    Examples
    --------
    >>> any_of(True, None), any_of(False, None)
    (True, None)
    """
    if True in facts:
        return True
    return None if None in facts else False


def opposite(fact: bool | None) -> bool | None:  # noqa: FBT001 - a fact is what it is about
    """Return the opposite of a fact; unknown stays unknown.

    Examples
    --------
    >>> opposite(True), opposite(None)
    (False, None)
    """
    return None if fact is None else not fact
