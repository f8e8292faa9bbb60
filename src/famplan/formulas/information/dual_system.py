"""Events that two lists missed, from what each list has and what both have.

Both lists must be of the same events, in the same place and time, without duplicates and
inventions, and matched without error; being on one must not change the chance of being on
the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import FloatArray, Numbers, counts, divide, plain
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["DualSystemEstimator", "dual_system_standard_error", "dual_system_total"]

DualSystemEstimator: TypeAlias = Literal["chandrasekaran-deming", "chapman", "lincoln-petersen"]
"""How the events on neither list are estimated, and how sure that is."""

DUAL_SYSTEM = Indicator(
    code="DUAL_SYSTEM",
    name="Events estimated from two lists",
    name_zh="双系统估计数",
    aliases=("dual-system estimate", "Chandrasekaran–Deming estimate", "捕获再捕获估计数"),
    kind=Kind.COUNT,
    numerator="events on either list, and those on neither: one only times other only ÷ both",
    denominator="none",
    unit="events",
    source=Source(
        "Capture–recapture models: the two-list model",
        locator="N = r + n01 n10 ÷ n11",
        url="http://www.pitt.edu/~yuc2/cr/2sth.htm",
        grade=Grade.SECONDARY,
    ),
    variants=(
        Variant('estimator="chandrasekaran-deming"', "÷ both; error of both lists being chance"),
        Variant(
            'estimator="chapman"', "÷ (both + 1); nearly unbiased, and defined without matches"
        ),
        Variant('estimator="lincoln-petersen"', "÷ both; error of the second list being a sample"),
    ),
    caution="Where one list was copied from the other, or both miss the same families, too low.",
)


def _lists(
    both: ArrayLike, first_only: ArrayLike, second_only: ArrayLike, estimator: str
) -> tuple[FloatArray, FloatArray, FloatArray]:
    one_of(estimator, get_args(DualSystemEstimator), argument="estimator")
    matched, first, second = counts(both=both, first_only=first_only, second_only=second_only)
    return matched, first, second


@computes(DUAL_SYSTEM)
def dual_system_total(
    both: ArrayLike,
    *,
    first_only: ArrayLike,
    second_only: ArrayLike,
    estimator: DualSystemEstimator,
) -> Numbers:
    """All events: those on either list, and those that both missed.

    Parameters
    ----------
    both : array_like
        Events on both lists.
    first_only, second_only : array_like
        Events on one list and not on the other.
    estimator : {"chandrasekaran-deming", "chapman", "lincoln-petersen"}
        Chapman's adds one to the matches, which takes most of the bias of small numbers away; the
        other two agree and differ in their standard errors.

    Returns
    -------
    float or ndarray
        Events, never fewer than were seen; ``nan`` where nothing matched, but for Chapman's.

    Raises
    ------
    DefinitionError
        An unknown estimator.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Of 950 births in the register and 900 that hospitals report, 855 are the same.

    >>> dual_system_total(855, first_only=95, second_only=45, estimator="chandrasekaran-deming")
    1000.0
    """
    matched, first, second = _lists(both, first_only, second_only, estimator)
    below = matched + 1 if estimator == "chapman" else matched
    return plain(matched + first + second + np.asarray(divide(first * second, below)))


def dual_system_standard_error(
    both: ArrayLike,
    *,
    first_only: ArrayLike,
    second_only: ArrayLike,
    estimator: DualSystemEstimator,
) -> Numbers:
    r"""Return the standard error of `dual_system_total`.

    With $n_1$ and $n_2$ on the lists, $m$ on both and $u_1$, $u_2$ on one only, the variance is
    $n_1 n_2 u_1 u_2 / m^3$ (Chandra Sekar and Deming, 1949),
    $(n_1+1)(n_2+1) u_1 u_2 / ((m+1)^2 (m+2))$ for Chapman's (Seber, 1970), and
    $n_1^2 n_2 u_2 / m^3$ where the second list is a sample drawn with replacement
    (Lincoln–Petersen).

    Parameters
    ----------
    both : array_like
        Events on both lists.
    first_only, second_only : array_like
        Events on one list and not on the other.
    estimator : {"chandrasekaran-deming", "chapman", "lincoln-petersen"}
        The estimator.

    Returns
    -------
    float or ndarray
        Standard error; zero where a list has nothing that the other has not, which is no
        certainty: chance may have hidden what was missed.

    Raises
    ------
    DefinitionError
        An unknown estimator.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> error = dual_system_standard_error(
    ...     855, first_only=95, second_only=45, estimator="chandrasekaran-deming"
    ... )
    >>> round(error, 3)
    2.418
    """
    matched, first, second = _lists(both, first_only, second_only, estimator)
    on_first, on_second = matched + first, matched + second
    if estimator == "chapman":
        squared = (on_first + 1) * (on_second + 1) * first * second
        return plain(np.sqrt(squared / ((matched + 1) ** 2 * (matched + 2))))
    missed = on_first * second if estimator == "lincoln-petersen" else first * second
    return plain(np.sqrt(np.asarray(divide(on_first * on_second * missed, matched**3))))
