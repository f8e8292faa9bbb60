"""Contraceptive use at a time: users of any method, of a modern one, of none.

Use is counted on the woman's side, whoever of the couple uses the method. Which methods they use
is in `famplan.formulas.contraception.methods`, how soon and how well they are taken up in
`famplan.formulas.contraception.uptake`.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.errors import DefinitionError, ImplausibleRateWarning
from famplan.formulas.arrays import Numbers, counts, divide, numbers, proportion
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "PrevalenceBasis",
    "contraceptive_prevalence",
    "fecund_contraceptive_use",
    "no_method_proportion",
]

PrevalenceBasis: TypeAlias = Literal["closing", "period"]
"""When users and women are counted: at the end (期末), or on average over the period (期内)."""

_WORLD_INDICATORS = Source(
    "World Bank, World Development Indicators",
    locator="SP.DYN.CONU.ZS, usually measured for married women aged 15–49",
)
_POPULATION_PORTAL = Source(
    "UNFPA Population Data Portal",
    locator="Contraceptive prevalence rate, modern methods, married or in-union women",
    url="https://server.pdp.unfpa.org/arcgis/rest/services/pdp2_hv/hv_i33d3_gl10/MapServer/info/iteminfo",
)
_BY_PERIOD = Variant(
    'basis="period"',
    "期内: mean of opening and closing counts; no official formula was found [M]",
)

CPR = Indicator(
    code="CPR",
    name="Contraceptive prevalence",
    name_zh="综合避孕率",
    kind=Kind.PROPORTION,
    numerator="married women of reproductive age who use any method, or whose husband does",
    denominator="married women of reproductive age (15–49)",
    unit="share of women",
    per=100,
    source=_WORLD_INDICATORS,
    aliases=(
        "contraceptive prevalence rate",
        "避孕率",
        "已婚育龄妇女综合避孕率",
        "期内综合避孕率",
        "期末综合避孕率",
    ),
    variants=(Variant('basis="closing"', "期末: counted on the last day"), _BY_PERIOD),
    caution="The strict 节育率 divides by women able to bear and is higher.",
)
MCPR = attrs.evolve(
    CPR,
    code="MCPR",
    name="Modern contraceptive prevalence",
    name_zh="现代避孕方法使用率",
    numerator="married women of reproductive age who use a modern method, or whose husband does",
    source=_POPULATION_PORTAL,
    aliases=("modern contraceptive prevalence rate",),
    caution="Which methods are modern differs: say whether lactational amenorrhoea counts.",
)
TCPR = attrs.evolve(
    CPR,
    code="TCPR",
    name="Traditional contraceptive prevalence",
    name_zh="传统避孕方法使用率",
    numerator="married women of reproductive age who use a traditional method as their main one",
    source=_POPULATION_PORTAL,
    aliases=("traditional contraceptive prevalence rate",),
    caution="Who uses a modern method too is counted there, so modern and traditional add up.",
)

METHOD_PREVALENCE = attrs.evolve(
    CPR,
    code="METHOD_PREVALENCE",
    name="Prevalence of each contraceptive method",
    name_zh="各避孕方法使用率",
    numerator="married women of reproductive age who use the method as their main one",
    source=_POPULATION_PORTAL,
    aliases=(),
    caution="Over women, not over users: shares of users are the method mix.",
)


@computes(CPR, MCPR, TCPR, METHOD_PREVALENCE)
def contraceptive_prevalence(
    users: ArrayLike,
    *,
    married_women: ArrayLike,
    basis: PrevalenceBasis,
    opening_users: ArrayLike | None = None,
    opening_married_women: ArrayLike | None = None,
) -> Numbers:
    """Users of any, of modern or of traditional methods per married woman of reproductive age.

    Parameters
    ----------
    users : array_like
        Users at the end of the period, counted on the woman's side.
    married_women : array_like
        Married women aged 15–49 at the end of the period.
    basis : {"closing", "period"}
        ``"closing"`` (期末) uses the counts at the end alone; ``"period"`` (期内) the means of the
        counts at both ends.
    opening_users, opening_married_women : array_like, optional
        The same counts at the beginning; needed for ``basis="period"`` and for it alone.

    Returns
    -------
    float or ndarray
        Users per married woman; ``nan`` where there are no women.

    Raises
    ------
    DefinitionError
        The basis is unknown, or the opening counts do not fit it.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Warns
    -----
    ImplausibleRateWarning
        More users than married women: some users are outside the denominator.

    Examples
    --------
    >>> contraceptive_prevalence(8600, married_women=10_000, basis="closing")
    0.86
    >>> contraceptive_prevalence(8600, married_women=10_000, basis="period",
    ...                          opening_users=8500, opening_married_women=9000)
    0.9
    """
    one_of(basis, get_args(PrevalenceBasis), argument="basis")
    using, women = counts(users=users, married_women=married_women)
    opening = {"opening_users": opening_users, "opening_married_women": opening_married_women}
    if basis == "period":
        for name, value in opening.items():
            if value is None:
                raise DefinitionError(name, 'is needed with basis="period"', remedy="give it")
        using_then, women_then = counts(**{k: v for k, v in opening.items() if v is not None})
        # The halves of the two means cancel.
        using, women = numbers(users=using + using_then, married_women=women + women_then)
    elif given := [name for name, value in opening.items() if value is not None]:
        raise DefinitionError(given[0], 'is not used with basis="closing"', remedy="leave it out")
    if (using > women).any():
        warnings.warn(
            "users: more than married_women; some users are outside the denominator",
            ImplausibleRateWarning,
            stacklevel=2,
        )
    return divide(using, women)


CPR_FECUND = Indicator(
    code="CPR_FECUND",
    name="Contraceptive use of married women able to bear",
    name_zh="节育率",
    kind=Kind.PROPORTION,
    numerator="married women of reproductive age who use a method, or whose husband does",
    denominator="married women under 50 able to bear",
    unit="share of women",
    per=100,
    source=Source("预防医学卷 卫生统计学 (encyclopaedia of medicine)", locator="节育率"),
    caution="Below the line stand no widowed, divorced, menopausal or primarily infertile women.",
)


@computes(CPR_FECUND)
def fecund_contraceptive_use(users: ArrayLike, *, married_women_able: ArrayLike) -> Numbers:
    """Users as a share of the married women able to bear (the strict 节育率).

    Parameters
    ----------
    users : array_like
        Users among them, counted on the woman's side.
    married_women_able : array_like
        Married women under 50, without the widowed, the divorced, the menopausal and those with
        primary infertility.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there are no such women.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> fecund_contraceptive_use(8600, married_women_able=9556)
    0.8999581414817915
    """
    return proportion(users=users, married_women_able=married_women_able)


NO_METHOD_SHARE = Indicator(
    code="NO_METHOD_SHARE",
    name="Share using no method",
    name_zh="无措施率",
    kind=Kind.PROPORTION,
    numerator="married women of reproductive age who use no method (aggregate)",
    denominator="married women of reproductive age",
    unit="share of women",
    per=100,
    source=Source("Source report S2", locator="无措施; no formula was found", grade=Grade.MEMORY),
    caution="Not unmet need: many who use none are pregnant, infecund or want a child.",
)


@computes(NO_METHOD_SHARE)
def no_method_proportion(without_method: ArrayLike, *, married_women: ArrayLike) -> Numbers:
    """Married women who use no method as a share of married women of reproductive age.

    Parameters
    ----------
    without_method : array_like
        Married women of reproductive age, neither of the couple using a method.
    married_women : array_like
        All married women of reproductive age.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there are no women.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> no_method_proportion(1400, married_women=10_000)
    0.14
    """
    return proportion(without_method=without_method, married_women=married_women)
