"""All lives at once: how many women of each kind are in each state at each age, exactly.

The chain is run forward with all its chances, so nothing here is drawn.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.datasets.family_planning.assumptions import AGES, BEYOND, METHODS, YOUNGEST
from famplan.datasets.family_planning.chain import chain
from famplan.datasets.family_planning.states import ANY_NUMBER, IN_UNION, Kind
from famplan.datasets.lives import ages_interviewed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["MOTHERS", "Expected", "expected"]

MOTHERS = tuple((phase, wants) for phase in (1, IN_UNION) for wants in range(ANY_NUMBER + 1))
"""Phase of mothers in the month of a birth, and children that they still want."""
_GROUP = 5 * 12


@attrs.frozen(eq=False, kw_only=True)
class Expected:
    """Shares of women by kind; ages in months begin with the youngest at interview.

    Parameters
    ----------
    states : ndarray
        At the interview: kinds by age groups by states; those of a kind add up to one.
    using : ndarray
        At each age, of those who live to be as old: kinds by ages by methods by whether they want
        no more children.
    births : ndarray
        Births in the month of each age: kinds by ages by wishes (then, later, not at all) by what
        `MOTHERS` tells apart.
    """

    states: FloatArray
    using: FloatArray
    births: FloatArray


@cache
def expected(uptake: tuple[float, ...]) -> Expected:
    """Run the chain forward for each kind of women.

    Parameters
    ----------
    uptake : tuple of float
        What multiplies the chance to begin a method, by kind.

    Examples
    --------
    >>> found = expected((1.0,))
    >>> found.states.shape[:2], round(float(found.states.sum()), 9)
    ((1, 7), 1.0)
    """
    made, ages = chain(), BEYOND - YOUNGEST
    sizes, share = len(uptake), ages_interviewed()[1]
    using_of, birth_of = _places()
    effect = np.array(uptake)
    states = np.zeros((len(AGES), len(made.states), sizes))
    using, births = (
        np.zeros((ages, len(METHODS) * 2, sizes)),
        np.zeros((ages, 3 * len(MOTHERS), sizes)),
    )
    now = np.repeat(made.first[:, None], sizes, axis=1)
    for month in range(ages):
        if month:
            if (month - 1) % _GROUP == 0:
                fixed, taken = made.matrices((month - 1) // _GROUP)
            now = fixed @ now + (taken @ now) * effect
        states[month // _GROUP] += share[month] * now
        using[month] = using_of @ now  # sparse, as BLAS waits for threads on machines that are busy
        births[month] = birth_of @ now
    return Expected(
        states=states.transpose(2, 0, 1).copy(),
        using=using.transpose(2, 0, 1).reshape(sizes, ages, len(METHODS), 2),
        births=births.transpose(2, 0, 1).reshape(sizes, ages, 3, len(MOTHERS)),
    )


def _places() -> tuple[Any, Any]:
    """Mark the states of each method, and those of a birth."""
    from scipy import sparse  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    made = chain()
    kind, method, wants = made.of("kind"), made.of("method"), made.of("wants")
    use = np.where(kind == Kind.USING, 2 * method + (wants == 0), -1)
    mother = np.array([(s.phase, s.wants) for s in made.states]) @ [ANY_NUMBER + 1, 1]
    mother -= MOTHERS[0][0] * (ANY_NUMBER + 1)
    just_born = (kind == Kind.AFTER) & (made.of("stage") == 0)
    born = np.where(just_born, (made.of("wish") - 1) * len(MOTHERS) + mother, -1)
    return (
        sparse.csr_array((use == np.arange(2 * len(METHODS))[:, None]).astype(np.float64)),
        sparse.csr_array((born == np.arange(3 * len(MOTHERS))[:, None]).astype(np.float64)),
    )
