"""What became of a method: taken up in time, adopted, failed or worked.

Aggregates only. Uptake is voluntary and follows informed choice; no figure here is a target for a
person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "method_effectiveness",
    "method_failure_proportion",
    "timely_uptake_proportion",
    "uptake_proportion",
]

TIMELY_UPTAKE = Indicator(
    code="TIMELY_UPTAKE",
    name="Timeliness of contraceptive uptake",
    name_zh="避孕及时率",
    kind=Kind.PROPORTION,
    numerator="women who adopted a method within the stated days of a birth or abortion",
    denominator="women whose stated days ended in the period",
    unit="share of women",
    per=100,
    source=Source(
        "County assessment rules 2008",
        locator="避孕及时率, scored without a formula",
        grade=Grade.MEMORY,
    ),
    aliases=("节育及时率", "避孕节育及时率"),
    caution="The window is provincial: two figures compare only where their days are the same.",
)
LONG_ACTING_TIMELY_UPTAKE = attrs.evolve(
    TIMELY_UPTAKE,
    code="LONG_ACTING_TIMELY_UPTAKE",
    name="Timeliness of long-acting uptake",
    name_zh="长效避孕及时率",
    numerator="women with a long-acting method within the stated days of a birth or abortion",
    aliases=("长效节育及时率",),
)


@computes(TIMELY_UPTAKE, LONG_ACTING_TIMELY_UPTAKE)
def timely_uptake_proportion(timely: ArrayLike, *, due: ArrayLike, window_days: float) -> Numbers:
    """Women who adopted a method in time, of those whose time ran out in the period.

    Parameters
    ----------
    timely : array_like
        Women who adopted a method (or a long-acting one) within the window.
    due : array_like
        Women whose window ended in the period, the timely among them.
    window_days : float
        Length of the window in days. It does not enter the arithmetic: the two counts rest on it,
        and since provinces set different ones it must be stated.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody's window ended.

    Raises
    ------
    InvalidInputError
        The window is not above 0 days.
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> timely_uptake_proportion(340, due=400, window_days=90)
    0.85
    """
    if not window_days > 0:
        raise InvalidInputError(
            "window_days", f"{window_days:g} is not above 0", remedy="state the window counted by"
        )
    return proportion(timely=timely, due=due)


LONG_ACTING_UPTAKE = Indicator(
    code="LONG_ACTING_UPTAKE",
    name="Long-acting uptake in the period",
    name_zh="期内长效节育措施落实率",
    kind=Kind.PROPORTION,
    numerator="women who adopted a long-acting method in the period (aggregate)",
    denominator="women counted as due for one in the period (aggregate)",
    unit="share of women",
    per=100,
    source=Source("A provincial set of scored indicators, 2018", locator="长效节育措施落实率"),
    aliases=("长效措施落实率", "长效节育措施落实率"),
    caution="Historical: who was due was set by rule, not by the wish of the couple.",
)
UPTAKE = attrs.evolve(
    LONG_ACTING_UPTAKE,
    code="UPTAKE",
    name="Contraceptive uptake",
    name_zh="节育措施落实率",
    numerator="women who adopted a method (aggregate)",
    denominator="women counted as due for one (aggregate)",
    source=Source(
        "Work report S3 (I108)",
        locator="the term; its formula by analogy with 期内长效节育措施落实率",
        grade=Grade.MEMORY,
    ),
    aliases=("避孕措施落实率",),
)


@computes(LONG_ACTING_UPTAKE, UPTAKE)
def uptake_proportion(adopted: ArrayLike, *, due: ArrayLike) -> Numbers:
    """Women who adopted a method, or a long-acting one, of those the source counts as due.

    Parameters
    ----------
    adopted : array_like
        Women who adopted a method in the period; for the long-acting indicator sterilisation, an
        intrauterine device or an implant.
    due : array_like
        Women the source counts as due in the period, the adopters among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was counted as due.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> uptake_proportion(450, due=500)
    0.9
    """
    return proportion(adopted=adopted, due=due)


FAILURE = Indicator(
    code="FAILURE",
    name="Contraceptive failure rate",
    name_zh="避孕措施失败率",
    kind=Kind.PROPORTION,
    numerator="users who became pregnant in the year",
    denominator="users in the year",
    unit="share of users",
    per=100,
    source=Source("计划生育词典", locator="避孕措施失败率, p. 136"),
    aliases=("避孕失败率",),
    caution="A couple counts once; it is not a Pearl index, which divides by time of use.",
)


@computes(FAILURE)
def method_failure_proportion(pregnant: ArrayLike, *, users: ArrayLike) -> Numbers:
    """Users who became pregnant within the year as a share of the year's users.

    Parameters
    ----------
    pregnant : array_like
        Users who became pregnant while using a method.
    users : array_like
        Users in the year; a couple counts once, whichever of the two uses a method.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody used a method.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> method_failure_proportion(12, users=800)
    0.015
    """
    return proportion(pregnant=pregnant, users=users)


EFFECTIVENESS = Indicator(
    code="EFFECTIVENESS",
    name="Method effectiveness",
    name_zh="节育有效率",
    kind=Kind.PROPORTION,
    numerator="procedures after which no pregnancy occurred in the period of observation",
    denominator="procedures observed",
    unit="share of procedures",
    per=100,
    source=Source("Standard of the advanced county for quality service", locator="节育有效率"),
    caution="The source gives no length of observation: state it with the figure.",
)


@computes(EFFECTIVENESS)
def method_effectiveness(not_pregnant: ArrayLike, *, procedures: ArrayLike) -> Numbers:
    """Contraceptive procedures not followed by a pregnancy, as a share of procedures.

    Parameters
    ----------
    not_pregnant : array_like
        Procedures that no pregnancy followed in the period of observation.
    procedures : array_like
        All procedures observed for that long.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there were no procedures.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> method_effectiveness(396, procedures=400)
    0.99
    """
    return proportion(not_pregnant=not_pregnant, procedures=procedures)
