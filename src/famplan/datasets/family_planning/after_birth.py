"""True use after births: the first method after the latest birth, summed exactly.

From the last age backwards, each state is given its worth: the share of women who are interviewed
in the months looked at, without another birth until then. Once from every month since a birth, and
once of those who begin a method in time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from famplan.datasets.family_planning.assumptions import MODERN
from famplan.datasets.family_planning.chain import explored
from famplan.datasets.family_planning.expected import MOTHERS, expected
from famplan.datasets.family_planning.states import Kind, State
from famplan.datasets.lives import ages_interviewed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.family_planning.chain import Chain

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["USES", "first_use"]

USES = ("no method", "traditional method", "modern method")
"""What the first method after a birth may be."""
_RECENT, _EARLY = 12, 59  # months before the interview of the births that are looked at
_GROUP = 5 * 12
_WAITING = (Kind.AFTER, Kind.IDLE, Kind.TRYING, Kind.MENOPAUSE)


@cache
def _mothers() -> Chain:
    """States after a birth; ever-use and wishes of the past change nothing that follows."""
    first = [State(Kind.AFTER, phase, wants, used=True) for phase, wants in MOTHERS]
    return explored(first, lambda state: state._replace(used=True, wish=0))


@cache
def first_use(uptake: tuple[float, ...], months: int) -> FloatArray:
    """Share of women by the first method within so many months after their latest birth.

    Parameters
    ----------
    uptake : tuple of float
        What multiplies the chance to begin a method, by kind of women.
    months : int
        Months after the birth in which use must begin.

    Returns
    -------
    ndarray
        Kinds by `USES`, of women whose latest birth was 12 to 59 months before the interview; they
        add up to the share of these women.

    Examples
    --------
    >>> found = first_use((1.0,), 12)
    >>> found.shape, (found / found.sum()).round(3).tolist()
    ((1, 3), [[0.763, 0.031, 0.206]])
    """
    births = expected(uptake).births.sum(axis=2)  # kinds by ages by mothers
    return np.array(
        [_of_kind(effect, born, months) for effect, born in zip(uptake, births, strict=True)]
    )


def _of_kind(effect: float, births: FloatArray, months: int) -> FloatArray:
    """Go back from the last age, a month at a time."""
    made, share = _mothers(), ages_interviewed()[1]
    kind, method = made.of("kind"), made.of("method")
    modern = MODERN[np.maximum(method, 0)]
    begun = np.stack([(kind == Kind.USING) & ~modern, (kind == Kind.USING) & modern])[:, :, None]
    waiting = np.isin(kind, _WAITING)[:, None]
    born = (kind == Kind.AFTER) & (made.of("stage") == 0)
    # By months since the birth: worth of all, and of who has begun no method yet.
    worth = np.zeros((len(kind), _EARLY + 2))
    yet = np.zeros((2, len(kind), months + 1))
    looked_at = np.arange(_EARLY + 2)
    looked_at = ((looked_at >= _RECENT) & (looked_at <= _EARLY)).astype(np.float64)
    found = np.zeros(len(USES))
    matrix = None
    for age in range(len(share) - 1, -1, -1):
        if matrix is None or (age + 1) % _GROUP == 0:
            fixed, taken = made.matrices(age // _GROUP)
            matrix = (fixed + taken * effect).T.tocsr()
        worth[born] = 0  # another birth: it is no longer the latest
        next_month = np.where(begun, worth[:, 1 : months + 1], waiting * yet[:, :, 1:])
        next_month[:, born] = 0
        yet[:, :, :-1] = [matrix @ one for one in next_month]
        worth[:, :-1] = matrix @ worth[:, 1:]
        worth += share[age] * looked_at
        all_of_them = births[age] @ worth[: len(MOTHERS), 0]
        used = [births[age] @ one[: len(MOTHERS), 0] for one in yet]
        found += [all_of_them - sum(used), *used]
    return found
