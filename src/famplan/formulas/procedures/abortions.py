"""Induced abortions, labour inductions among them: per woman, per live birth, per pregnancy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, counts, divide, quotient
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["AbortionBasis", "abortion_proportion", "abortion_rate", "abortion_ratio"]

AbortionBasis: TypeAlias = Literal["women_15_49", "married_women"]
"""Which women stand below the line of `abortion_rate`."""

_REN_AN_2015 = Source(
    "任正洪, 安琳: 1990—2012年中国妇女人工流产状况及其变化趋势, 中国生育健康杂志 2015 (2)",
    locator="abstract",
    url="http://cjrh.bjmu.edu.cn/fileup/1671-878X/HTML/2015-2-108.shtml",
)

ABORTION_RATE = Indicator(
    code="ABORTION_RATE",
    name="Abortion rate",
    name_zh="人工流产率",
    kind=Kind.RATE,
    numerator="induced abortions, labour inductions among them, in the period",
    denominator="average number of the women that the basis names",
    unit="abortions per woman",
    per=1000,
    source=Source("A dictionary of population terms", locator="人工流产率"),
    variants=(
        Variant('basis="women_15_49"', "all women of reproductive age; the usual meaning"),
        Variant('basis="married_women"', "married women of reproductive age"),
    ),
    caution="Abroad the women are often 15–44, and labour inductions are counted apart.",
)


@computes(ABORTION_RATE)
def abortion_rate(abortions: ArrayLike, *, women: ArrayLike, basis: AbortionBasis) -> Numbers:
    """Induced abortions of a period per woman of reproductive age.

    Parameters
    ----------
    abortions : array_like
        Induced abortions, labour inductions among them.
    women : array_like
        Average number of the women in the period, as `basis` says.
    basis : {"women_15_49", "married_women"}
        Whom `women` counts; both are in use, so there is no default.

    Returns
    -------
    float or ndarray
        Abortions per woman in the period; ``nan`` where there are no women.

    Raises
    ------
    DefinitionError
        The basis is unknown.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> rate = abortion_rate(48, women=9434, basis="married_women")
    >>> ABORTION_RATE.publish(rate)
    '5.09‰'
    """
    one_of(basis, get_args(AbortionBasis), argument="basis")
    return quotient(abortions=abortions, women=women)


ABORTION_RATIO = Indicator(
    code="ABORTION_RATIO",
    name="Abortion ratio",
    name_zh="人工流产活产比",
    kind=Kind.RATIO,
    numerator="induced abortions, labour inductions among them, in the period",
    denominator="live births of the same period",
    unit="abortions per live birth",
    per=1000,
    source=_REN_AN_2015,
    aliases=("流产活产比",),
    caution="The journals print it per live birth (0.5), the field often per 1,000 (500).",
)


@computes(ABORTION_RATIO)
def abortion_ratio(abortions: ArrayLike, *, births: ArrayLike) -> Numbers:
    """Induced abortions of a period per live birth.

    Parameters
    ----------
    abortions : array_like
        Induced abortions, labour inductions among them.
    births : array_like
        Live births of the same period.

    Returns
    -------
    float or ndarray
        Abortions per live birth; ``nan`` where there were no births.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Source report S2: 48 abortions and inductions, 887 births.

    >>> ABORTION_RATIO.publish(abortion_ratio(48, births=887), decimals=1)
    '54.1‰'
    """
    return quotient(abortions=abortions, births=births)


ABORTION_SHARE = Indicator(
    code="ABORTION_SHARE",
    name="Abortion share of pregnancies",
    name_zh="人工流产比例",
    kind=Kind.PROPORTION,
    numerator="induced abortions, labour inductions among them, in the period",
    denominator="pregnancies ended: live births, stillbirths, spontaneous and induced abortions",
    unit="share of pregnancies",
    per=100,
    source=_REN_AN_2015,
    aliases=("流产比例",),
    caution="Spontaneous abortions are seldom counted: the source estimates them.",
)


@computes(ABORTION_SHARE)
def abortion_proportion(
    abortions: ArrayLike,
    *,
    births: ArrayLike,
    stillbirths: ArrayLike,
    spontaneous_abortions: ArrayLike,
) -> Numbers:
    """Induced abortions as a share of the pregnancies that ended in a period.

    Parameters
    ----------
    abortions : array_like
        Induced abortions, labour inductions among them.
    births, stillbirths, spontaneous_abortions : array_like
        The other ends of pregnancies in the same period; write 0 for what was not counted.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where no pregnancy ended.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Source report S2, which counts no other ends: 48 of 935 known pregnancies.

    >>> share = abortion_proportion(48, births=887, stillbirths=0, spontaneous_abortions=0)
    >>> ABORTION_SHARE.publish(share)
    '5.13%'
    """
    induced, born, still, spontaneous = counts(
        abortions=abortions,
        births=births,
        stillbirths=stillbirths,
        spontaneous_abortions=spontaneous_abortions,
    )
    return divide(induced, np.asarray(induced + born + still + spontaneous))
