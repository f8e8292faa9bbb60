"""Sex ratio at birth: boys per girl, how sure it is, and whether it can be chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.catalogue.facts import Fact
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import FloatArray, Numbers, counts, plain, quotient
from famplan.formulas.intervals import clopper_pearson
from famplan.model.estimate import Interval

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "SexRatioTest",
    "sex_ratio_at_birth",
    "sex_ratio_interval",
    "sex_ratio_test",
]

SRB = Indicator(
    code="SRB",
    name="Sex ratio at birth",
    name_zh="出生人口性别比",
    kind=Kind.RATIO,
    numerator="male live births in the period",
    denominator="female live births in the period",
    unit="boys per girl",
    per=100,
    source=Source(
        "Hunan 2017, explanation of assessment indicators",
        locator="出生人口性别比",
        grade=Grade.OFFICIAL,
    ),
    aliases=("出生性别比", "性别比", "婴儿性别比", "secondary sex ratio"),
    caution="Few births give a wide interval: of 1,000 births 95 % lie within about 13 points.",
)


@computes(SRB)
def sex_ratio_at_birth(male: ArrayLike, *, female: ArrayLike) -> Numbers:
    """Boys born per girl born; give arrays by birth order for the ratio of each order.

    Parameters
    ----------
    male, female : array_like
        Male and female live births in the period.

    Returns
    -------
    float or ndarray
        Boys per girl; ``nan`` where no girl was born.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    London 1629, the first year of Arbuthnot's table: 5,218 boys and 4,683 girls.

    >>> SRB.publish(sex_ratio_at_birth(5218, female=4683))
    '111.42'
    """
    return quotient(male=male, female=female)


def sex_ratio_interval(male: ArrayLike, *, female: ArrayLike, level: float = 0.95) -> Interval:
    """Exact binomial interval of the sex ratio at birth.

    Clopper and Pearson's interval of the boys' share of births, turned into boys per girl.

    Parameters
    ----------
    male, female : array_like
        Male and female live births in the period.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Interval
        Limits in boys per girl; the upper limit is infinite where no girl was born, and both are
        ``nan`` where nobody was.

    Raises
    ------
    InvalidInputError
        The level is not between 0 and 1.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Of 1,000 births even a ratio of 109 is compatible with the normal 103 to 107:

    >>> interval = sex_ratio_interval(522, female=478)
    >>> round(interval.low * 100, 1), round(interval.high * 100, 1)
    (96.3, 123.9)
    """
    boys, girls = counts(male=male, female=female)
    share = clopper_pearson(boys, total=boys + girls, level=level)
    return Interval(
        low=plain(_ratio(share.low)),
        high=plain(_ratio(share.high)),
        level=level,
        method="Clopper–Pearson, as boys per girl",
    )


@attrs.frozen(kw_only=True, eq=False)
class SexRatioTest:
    """A sex ratio at birth beside a reference, and how often chance alone strays so far."""

    sex_ratio: Numbers
    """Boys per girl."""
    interval: Interval
    reference: Numbers
    """Boys per girl under the hypothesis."""
    reference_source: str
    """Where the reference comes from; empty where the caller gave a number."""
    p_value: Numbers
    """Twice the smaller exact tail, at most 1; ``nan`` where nobody was born."""

    @property
    def excess(self) -> Numbers:
        """Boys per girl above the reference, negative where below."""
        return plain(np.asarray(self.sex_ratio) - np.asarray(self.reference))


def sex_ratio_test(
    male: ArrayLike, *, female: ArrayLike, reference: ArrayLike | Fact, level: float = 0.95
) -> SexRatioTest:
    """Exact binomial test of the sex ratio at birth against a reference ratio.

    The two-sided p-value is twice the smaller tail, so it agrees with the interval: it is below
    0.05 where, and only where, the 95 per cent interval leaves the reference out.

    Parameters
    ----------
    male, female : array_like
        Male and female live births in the period; arrays by order or area are tested one by one.
    reference : array_like or Fact
        Boys per girl to compare with, for example 1.07, or a dated fact such as
        ``fact("sex_ratio_at_birth_normal_high")``, whose source the result then names.
    level : float
        Confidence level of the interval in the result.

    Returns
    -------
    SexRatioTest
        Ratio, interval, reference with its source, and p-value.

    Raises
    ------
    InvalidInputError
        The reference is not above 0, or looks like boys per 100 girls; or the level is not
        between 0 and 1.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    >>> from famplan.catalogue.facts import fact
    >>> normal = fact("sex_ratio_at_birth_normal_high")
    >>> test = sex_ratio_test([547, 5470], female=[500, 5000], reference=normal)
    >>> test.p_value.round(3)
    array([0.743, 0.261])
    >>> test.reference_source
    '我国出生人口性别比六连降, 大家健康 2015 (5), 正常范围是103~107 [C]'
    """
    from scipy import special  # noqa: PLC0415 - scipy is heavy; loaded when first needed

    if isinstance(reference, Fact):
        source, value = str(reference.source), np.asarray(reference.value)
    else:
        source, value = "", np.asarray(reference)
    boys, girls, ratio = counts(male=male, female=female, reference=value)
    _check_reference(ratio)
    share = ratio / (1 + ratio)
    # A binomial tail is an incomplete beta integral: exact, and vectorised unlike scipy.stats.
    at_least = np.where(boys == 0, 1.0, special.betainc(boys, girls + 1, share))
    at_most = np.where(girls == 0, 1.0, special.betaincc(boys + 1, girls, share))
    p_value = np.where(boys + girls > 0, np.minimum(1, 2 * np.minimum(at_least, at_most)), np.nan)
    return SexRatioTest(
        sex_ratio=sex_ratio_at_birth(boys, female=girls),
        interval=sex_ratio_interval(boys, female=girls, level=level),
        reference=plain(ratio),
        reference_source=source,
        p_value=plain(p_value),
    )


def _ratio(share: Numbers) -> FloatArray:
    parts = np.asarray(share)
    with np.errstate(divide="ignore"):
        return np.asarray(parts / (1 - parts))


def _check_reference(ratio: FloatArray) -> None:
    highest = 10  # boys per girl; above it the reference was surely typed per 100 girls
    if (ratio <= 0).any() or (ratio > highest).any():
        wrong = ratio[(ratio <= 0) | (ratio > highest)].flat[0]
        raise InvalidInputError(
            "reference",
            f"{wrong:g} boys per girl is not between 0 and {highest}",
            remedy="write 1.06 for 106 boys per 100 girls",
        )
