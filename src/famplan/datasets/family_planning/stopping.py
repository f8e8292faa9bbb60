"""True rates of stopping: episodes at risk and their ends, as many as there are on average.

The episodes of a window are those that began in the calendar. For every age at interview the chain
says how many began in each month before; from there on they stop with known chances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.datasets.calendars import CAUSES, REASON_LETTERS
from famplan.datasets.family_planning.assumptions import (
    METHOD_NAMES,
    MONTHLY,
    SWITCHES,
    reasons_of,
)
from famplan.datasets.lives import ages_interviewed
from famplan.tabulate.calendars.codes import reason_names
from famplan.tabulate.calendars.letters import letters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["rate_of_stopping", "reason_share"]

_LATEST, _EARLIEST = 3, 62  # months before the interview at which reports look
_KEPT_APART = METHOD_NAMES[:4]
_SHARES = np.stack([reasons_of(limiting=False), reasons_of(limiting=True)], axis=1)
"""Methods by whether no more children are wanted by reasons."""


def before_interview(at_age: FloatArray, months: int) -> FloatArray:
    """Turn shares at each age into those of so many months before the interview, month 0 first."""
    share, size = ages_interviewed()[1], len(at_age)
    return np.array(
        [np.tensordot(share[ago:], at_age[: size - ago], axes=(0, 0)) for ago in range(months)]
    )


def rate_of_stopping(  # noqa: PLR0913 - which episodes, and which of their ends
    using: FloatArray,
    code: str,
    *,
    method: str,
    reason: str,
    months: int,
    lengths: Sequence[int],
    complete: bool,
) -> float:
    """Return the true share of episodes that end within so many months of use.

    Parameters
    ----------
    using : ndarray
        Use at each age: ages by methods by whether no more children are wanted.
    code : str
        ``"DISC6"`` …, ``"DISC_REASON"``, ``"DISC_SWITCH"``, ``"DISC_NET"`` or ``"FAIL_NET"``.
    method, reason : str
        As tables name them.
    months : int
        Months of use.
    lengths : sequence of int
        Months that calendars have, each as frequent as the others.
    complete : bool
        Whether switches to episodes that began in the last three months count.

    Returns
    -------
    float
        Unknown of methods that nobody in the survey uses.
    """
    chosen = _methods(method)
    if not chosen:
        return float("nan")
    at_risk, seen = _at_risk(using, months, lengths, complete=complete)
    at_risk, seen = at_risk[:, chosen], seen[:, chosen]
    hazard = (MONTHLY[:, None, None] * _SHARES)[chosen]
    ends = np.einsum("tmw,mwc->tc", at_risk, hazard)
    total = at_risk.sum(axis=(1, 2))
    if code in {"DISC_NET", "FAIL_NET"}:
        return float(1 - np.prod(1 - ends[:, CAUSES.index(reason)] / total))
    if code == "DISC_SWITCH":
        wanted = np.einsum("tmw,mwc->t", seen, hazard * SWITCHES)
    elif code == "DISC_REASON":
        wanted = ends[:, CAUSES.index(reason)]
    else:
        wanted = ends.sum(axis=1)
    left = np.cumprod(1 - ends.sum(axis=1) / total)
    return float(np.sum(np.concatenate([[1.0], left[:-1]]) * wanted / total))


def _methods(method: str) -> list[int]:
    if method in _KEPT_APART:
        return [METHOD_NAMES.index(method)]
    if method not in {"all methods", "other"}:
        return []
    first = len(_KEPT_APART) if method == "other" else 0
    return list(range(first, len(METHOD_NAMES)))


def _at_risk(
    using: FloatArray, months: int, lengths: Sequence[int], *, complete: bool
) -> tuple[FloatArray, FloatArray]:
    """Count episodes at risk in each month of use, and those whose switch would be seen."""
    goes_on = 1 - MONTHLY[:, None]
    began = np.concatenate([using[:1], using[1:] - using[:-1] * goes_on])
    starts = before_interview(began, max(lengths))
    # An episode is known from its start only if the calendar has the month before it.
    known = np.mean([np.arange(len(starts)) <= length - 2 for length in lengths], axis=0)
    starts *= known[:, None, None]
    ago = np.arange(len(starts))[:, None]
    month = ago - np.arange(months)  # before the interview, in each month of use
    left = goes_on ** np.arange(months)[:, None, None]
    found = []
    for latest in (_LATEST, _LATEST if complete else _LATEST + 1):
        inside = (month >= latest) & (month <= _EARLIEST)
        found.append(np.einsum("at,amw->tmw", inside.astype(np.float64), starts) * left)
    return found[0], found[1]


def reason_share(using: FloatArray, reason: str, *, window: int = 60) -> float:
    """Return the true share of a reason among the episodes that ended in the last months.

    Examples
    --------
    >>> steady = np.full((420, 7, 2), 0.01)
    >>> round(reason_share(steady, "side effects"), 3)
    0.191
    """
    # The month of the interview is nobody's last one.
    used = before_interview(using, window)[1:].sum(axis=0)
    ends = np.einsum("mw,mwc->c", used, MONTHLY[:, None, None] * _SHARES)
    names = reason_names()
    letters = letters_of(None, "dhs7").reasons
    told = [names[letters[chr(letter)]] for letter in REASON_LETTERS]
    return float(
        sum(end for end, name in zip(ends, told, strict=True) if name == reason) / ends.sum()
    )
