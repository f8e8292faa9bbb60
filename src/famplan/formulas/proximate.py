"""Bongaarts' proximate determinants: how far below its ceiling fertility is held, and by what.

The total fertility rate is total fecundity times four indices between 0 and 1: of marriage, of
contraception, of induced abortion and of infecundability after a birth. The constants are data
(``data/proximate.toml``), by version of the model; the version has no default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import InvalidInputError
from famplan.formulas.arrays import Numbers, counts, divide, plain, quotient, shares
from famplan.formulas.tables import constants

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "ProximateVersion",
    "index_of_abortion",
    "index_of_contraception",
    "index_of_infecundability",
    "index_of_marriage",
    "proximate_total_fertility",
]

ProximateVersion: TypeAlias = Literal["1978"]
"""Versions of the model whose equations were seen."""


_SOURCE = Source(
    "Bongaarts 1978, A framework for analyzing the proximate determinants of fertility",
    locator="as given in teaching notes after Preston, Heuveline and Guillot, ch. 5",
)
_VERSIONS = (Variant('version="1978"', "Bongaarts 1978; the equations of 2015 were not seen"),)

CM = Indicator(
    code="PD_CM",
    name="Index of marriage",
    name_zh="婚姻指数",
    kind=Kind.INDEX,
    numerator="total fertility rate",
    denominator="total marital fertility rate",
    unit="share of fertility left",
    source=_SOURCE,
    aliases=("Cm", "结婚指数"),
    caution="Births outside marriage in the numerator alone push it above 1.",
)


@computes(CM)
def index_of_marriage(total_fertility: ArrayLike, *, marital_fertility: ArrayLike) -> Numbers:
    """Fertility left after not all women are married throughout their reproductive ages.

    Parameters
    ----------
    total_fertility : array_like
        Total fertility rate.
    marital_fertility : array_like
        Total marital fertility rate: the same sum of rates over married women.

    Returns
    -------
    float or ndarray
        Index, 1 where all women are married.

    Examples
    --------
    >>> index_of_marriage(3.0, marital_fertility=5.0)
    0.6
    """
    return quotient(total_fertility=total_fertility, marital_fertility=marital_fertility)


CC = Indicator(
    code="PD_CC",
    name="Index of contraception",
    name_zh="避孕指数",
    kind=Kind.INDEX,
    numerator="1 − 1.08 × share of married women using contraception × its effectiveness",
    denominator="none",
    unit="share of fertility left",
    source=_SOURCE,
    aliases=("Cc",),
    variants=_VERSIONS,
    caution="Effectiveness is that in use, below 1 for every method.",
)


@computes(CC)
def index_of_contraception(
    use: ArrayLike, *, effectiveness: ArrayLike, version: ProximateVersion
) -> Numbers:
    """Fertility left after contraception.

    Parameters
    ----------
    use, effectiveness : array_like
        Share of married women of reproductive age using contraception, and the average
        effectiveness of what they use, 0 to 1.
    version : {"1978"}
        Version of the model.

    Returns
    -------
    float or ndarray
        Index, 1 where nobody uses contraception.

    Raises
    ------
    InvalidInputError
        A share above 1, or so much effective use that the index would fall below 0.
    DefinitionError
        No such version.

    Examples
    --------
    >>> round(index_of_contraception(0.5, effectiveness=0.9, version="1978"), 3)
    0.514
    """
    correction = constants("proximate", version)["sterility_correction"]
    using, effective = shares(use=use, effectiveness=effectiveness)
    index = 1 - correction * using * effective
    if (index < 0).any():
        raise InvalidInputError(
            "use", "effective use is beyond the model, whose index would fall below 0"
        )
    return plain(index)


CA = Indicator(
    code="PD_CA",
    name="Index of induced abortion",
    name_zh="人工流产指数",
    kind=Kind.INDEX,
    numerator="total fertility rate",
    denominator="total fertility rate + 0.4 × (1 + share using contraception) × total abortion "
    "rate",
    unit="share of fertility left",
    source=_SOURCE,
    aliases=("Ca",),
    variants=_VERSIONS,
    caution="With the total fertility rate in both places; a note in circulation writes total "
    "fecundity, which makes the index far too high.",
)


@computes(CA)
def index_of_abortion(
    total_fertility: ArrayLike, *, abortions: ArrayLike, use: ArrayLike, version: ProximateVersion
) -> Numbers:
    """Fertility left after induced abortion.

    Parameters
    ----------
    total_fertility : array_like
        Total fertility rate, not total fecundity.
    abortions : array_like
        Total abortion rate: abortions per woman over the reproductive ages.
    use : array_like
        Share of married women of reproductive age using contraception.
    version : {"1978"}
        Version of the model.

    Returns
    -------
    float or ndarray
        Index, 1 where there are no abortions.

    Raises
    ------
    InvalidInputError, DefinitionError
        A share above 1, or no such version.

    Examples
    --------
    >>> round(index_of_abortion(2.0, abortions=0.5, use=0.5, version="1978"), 4)
    0.8696
    """
    averted = constants("proximate", version)["births_averted_by_abortion"]
    (using,) = shares(use=use)
    born, aborted, using = counts(total_fertility=total_fertility, abortions=abortions, use=using)
    return divide(born, born + averted * (1 + using) * aborted)


CI = Indicator(
    code="PD_CI",
    name="Index of infecundability after a birth",
    name_zh="产后不孕指数",
    kind=Kind.INDEX,
    numerator="20 months",
    denominator="18.5 months + months of infecundability after a birth",
    unit="share of fertility left",
    source=_SOURCE,
    aliases=("Ci", "postpartum infecundability index"),
    variants=_VERSIONS,
    caution="Months of amenorrhoea or abstinence together, not months of breastfeeding; 1.5 "
    "months without breastfeeding.",
)


@computes(CI)
def index_of_infecundability(months: ArrayLike, *, version: ProximateVersion) -> Numbers:
    """Fertility left after the infecundable months that follow a birth.

    Parameters
    ----------
    months : array_like
        Mean months of infecundability after a birth, from amenorrhoea or abstinence.
    version : {"1978"}
        Version of the model.

    Returns
    -------
    float or ndarray
        Index, 1 at the 1.5 months of women who do not breastfeed.

    Raises
    ------
    NegativeCountError, DefinitionError
        Fewer than no months, or no such version.

    Examples
    --------
    >>> index_of_infecundability([1.5, 21.5], version="1978")
    array([1. , 0.5])
    """
    known = constants("proximate", version)
    (infecundable,) = counts(months=months)
    return plain(
        known["interval_without_breastfeeding"]
        / (known["interval_but_infecundability"] + infecundable)
    )


PD_TFR = Indicator(
    code="PD_TFR",
    name="Total fertility rate by its proximate determinants",
    name_zh="中介变量模型总和生育率",
    kind=Kind.MEAN,
    numerator="total fecundity (15.3 births) times the four indices",
    denominator="one woman who lives through the reproductive ages",
    unit="births per woman",
    source=_SOURCE,
    variants=_VERSIONS,
    caution="A model's figure: its distance from the observed rate is a check of the inputs.",
)


@computes(PD_TFR)
def proximate_total_fertility(
    *,
    marriage: ArrayLike,
    contraception: ArrayLike,
    abortion: ArrayLike,
    infecundability: ArrayLike,
    version: ProximateVersion,
) -> Numbers:
    """Total fertility rate that the four indices leave of total fecundity.

    Parameters
    ----------
    marriage, contraception, abortion, infecundability : array_like
        The indices Cm, Cc, Ca and Ci.
    version : {"1978"}
        Version of the model.

    Returns
    -------
    float or ndarray
        Births per woman.

    Raises
    ------
    NegativeCountError, ShapeError
        An index is below zero, or the shapes do not match.
    DefinitionError
        No such version.

    Examples
    --------
    >>> value = proximate_total_fertility(
    ...     marriage=0.6, contraception=0.5, abortion=0.9, infecundability=0.8, version="1978"
    ... )
    >>> round(value, 3)
    3.305
    """
    marriage, contraception, abortion, infecundability = counts(
        marriage=marriage,
        contraception=contraception,
        abortion=abortion,
        infecundability=infecundability,
    )
    held = marriage * contraception * abortion * infecundability
    return plain(constants("proximate", version)["total_fecundity"] * held)
