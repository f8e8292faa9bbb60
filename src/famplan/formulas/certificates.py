"""Only-child families and their certificates: shares of women, families and certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.errors import DefinitionError
from famplan.formulas.arrays import Numbers, counts, proportion
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "CoverageBasis",
    "certificate_coverage",
    "new_certificate_proportion",
    "only_child_proportion",
]

CoverageBasis: TypeAlias = Literal["married_women", "one_child_families", "average"]
"""What `among` counts in `certificate_coverage`."""

ONLY_CHILD_SHARE = Indicator(
    code="ONLY_CHILD_SHARE",
    name="Only-child share",
    name_zh="独生子女率",
    kind=Kind.PROPORTION,
    numerator="married women of reproductive age with exactly one child",
    denominator="married women of reproductive age",
    unit="share of women",
    per=100,
    source=Source("A dictionary of social-science terms", locator="独生子女率"),
    caution="Some of the women will have a second child: it is not the share who stop at one.",
)


@computes(ONLY_CHILD_SHARE)
def only_child_proportion(one_child: ArrayLike, *, married_women: ArrayLike) -> Numbers:
    """Married women with exactly one child as a share of married women of reproductive age.

    Parameters
    ----------
    one_child : array_like
        Married women of reproductive age with exactly one child.
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
    A town with the 9,434 married women of source report S3, if 4,717 of them had one child:

    >>> only_child_proportion(4717, married_women=9434)
    0.5
    """
    return proportion(one_child=one_child, married_women=married_women)


CERTIFICATE_COVERAGE = Indicator(
    code="CERTIFICATE_COVERAGE",
    name="Only-child certificate coverage",
    name_zh="独生子女领证率",
    kind=Kind.PROPORTION,
    numerator="holders of an only-child certificate at the end of the period",
    denominator="the women or families that the basis names",
    unit="share of women or families",
    per=100,
    source=Source(
        "Chongqing Statistical Yearbook 2018",
        locator="table 3.9, 领证率",
        grade=Grade.OFFICIAL,
    ),
    aliases=("领证率", "独生子女父母光荣证领证率"),
    variants=(
        Variant('basis="married_women"', "married women of reproductive age (Chongqing yearbook)"),
        Variant(
            'basis="one_child_families"',
            "families with one child (a Shandong city's chronicle: 79.1 % in 2001)",
        ),
        Variant(
            'basis="average"',
            "mean of all and of married women of reproductive age: unsound, for audits only",
        ),
    ),
    caution="The same certificates give 20 % or 80 %: never compare two figures of unlike basis.",
)


@computes(CERTIFICATE_COVERAGE)
def certificate_coverage(
    holders: ArrayLike,
    *,
    among: ArrayLike,
    basis: CoverageBasis,
    women: ArrayLike | None = None,
) -> Numbers:
    """Holders of an only-child certificate as a share of those who might hold one.

    Parameters
    ----------
    holders : array_like
        Certificate holders at the end of the period: women for the first and third basis,
        families for the second.
    among : array_like
        Families with one child for ``basis="one_child_families"``, otherwise married women of
        reproductive age.
    basis : {"married_women", "one_child_families", "average"}
        What stands below the line; sources use all three, so there is no default. The third, the
        mean of married and of all women of reproductive age, describes no population; it is here
        so that published figures that use it can be recomputed.
    women : array_like, optional
        All women of reproductive age; needed for ``basis="average"`` and for it alone.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody could hold a certificate.

    Raises
    ------
    DefinitionError
        The basis is unknown, or `women` does not fit it.
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    One district, three figures:

    >>> certificate_coverage(2000, among=10_000, basis="married_women")
    0.2
    >>> certificate_coverage(2000, among=2500, basis="one_child_families")
    0.8
    >>> certificate_coverage(2000, among=10_000, basis="average", women=15_000)
    0.16
    """
    one_of(basis, get_args(CoverageBasis), argument="basis")
    if basis != "average":
        if women is not None:
            raise DefinitionError(
                "women", f'is not used with basis="{basis}"', remedy="leave it out"
            )
        return proportion(holders=holders, among=among)
    if women is None:
        raise DefinitionError(
            "women", 'is needed with basis="average"', remedy="give all women of reproductive age"
        )
    married, everyone = counts(among=among, women=women)
    proportion(among=married, women=everyone)  # the married are among all women, or an error
    return proportion(holders=holders, average=(married + everyone) / 2)


NEW_CERTIFICATE_SHARE = Indicator(
    code="NEW_CERTIFICATE_SHARE",
    name="Newly issued share of only-child certificates",
    name_zh="独生子女证新办率",
    kind=Kind.PROPORTION,
    numerator="only-child certificates issued in the period",
    denominator="only-child certificates held at the end of the period",
    unit="share of certificates",
    per=100,
    source=Source(
        "Source report S2", locator="独生子女新办证数; no formula was found", grade=Grade.MEMORY
    ),
    caution="From 2016 on certificates are issued to couples of the one-child period only.",
)


@computes(NEW_CERTIFICATE_SHARE)
def new_certificate_proportion(issued: ArrayLike, *, holders: ArrayLike) -> Numbers:
    """Certificates issued in the period as a share of those held at its end.

    Parameters
    ----------
    issued : array_like
        Only-child certificates issued in the period.
    holders : array_like
        Certificates held at the end of the period, the new ones among them.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where no certificate is held.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    Source report S2 counts 0 new certificates. That is a share of 0 where some are held, and no
    share at all where none is:

    >>> new_certificate_proportion([0, 0], holders=[4000, 0])
    array([ 0., nan])
    """
    return proportion(issued=issued, holders=holders)
