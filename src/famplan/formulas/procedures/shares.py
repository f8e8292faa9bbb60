"""Procedures as published aggregates: shares of them, complications, and how many a person.

What local totals such as 三术 and 五术 add up is in `famplan.formulas.procedures.totals`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.formulas.arrays import Numbers, proportion, quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["complication_proportion", "procedure_proportion", "procedure_ratio"]

_REPORT_S2 = Source("Source report S2 (a county in Yunnan, October to December 2008)")

SECOND_BIRTH_STERILISATION_SHARE = Indicator(
    code="SECOND_BIRTH_STERILISATION_SHARE",
    name="After-second-birth share of sterilisations",
    name_zh="二扎占结扎比重",
    kind=Kind.PROPORTION,
    numerator="sterilisations after the second birth (historical aggregate)",
    denominator="all sterilisations of the period",
    unit="share of procedures",
    per=100,
    source=_REPORT_S2,
    caution="Historical: it describes a quota policy, and is no measure of service.",
)
FIRST_BIRTH_IUD_SHARE = attrs.evolve(
    SECOND_BIRTH_STERILISATION_SHARE,
    code="FIRST_BIRTH_IUD_SHARE",
    name="After-first-birth share of IUD insertions",
    name_zh="一放占放环比重",
    numerator="IUD insertions after the first birth (historical aggregate)",
    denominator="all IUD insertions of the period",
)


@computes(SECOND_BIRTH_STERILISATION_SHARE, FIRST_BIRTH_IUD_SHARE)
def procedure_proportion(part: ArrayLike, *, procedures: ArrayLike) -> Numbers:
    """Procedures of a kind as a share of the procedures that contain it.

    Parameters
    ----------
    part : array_like
        Procedures of the narrower kind.
    procedures : array_like
        Procedures of the wider kind.

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
    Source report S2: 334 of 600 sterilisations, 389 of 453 IUD insertions.

    >>> procedure_proportion([334, 389], procedures=[600, 453]).round(3)
    array([0.557, 0.859])
    """
    return proportion(part=part, procedures=procedures)


PROCEDURE_RATIO = Indicator(
    code="PROCEDURE_RATIO",
    name="Procedures per person marrying or bearing",
    name_zh="节育手术与婚育人数之比",
    kind=Kind.RATIO,
    numerator="contraceptive procedures in the period (historical aggregate)",
    denominator="persons who married or bore a child in the period",
    unit="procedures per person",
    source=Source("Source report S0 (a prefecture in Jilin, 2007)", locator="落实避孕措施"),
    caution="One person may have several procedures; the ratio is not a share of persons.",
)


@computes(PROCEDURE_RATIO)
def procedure_ratio(procedures: ArrayLike, *, persons: ArrayLike) -> Numbers:
    """Contraceptive procedures per person who married or bore a child in the period.

    Parameters
    ----------
    procedures : array_like
        Procedures in the period.
    persons : array_like
        Persons who married or bore a child in the period.

    Returns
    -------
    float or ndarray
        Procedures per person; ``nan`` where there are no persons.

    Raises
    ------
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Examples
    --------
    Source report S0 calls 14,047 procedures twice the year's persons marrying or bearing, which
    fits about 7,000 of them:

    >>> round(procedure_ratio(14_047, persons=7000), 2)
    2.01
    """
    return quotient(procedures=procedures, persons=persons)


COMPLICATION = Indicator(
    code="COMPLICATION",
    name="Procedure complication rate",
    name_zh="计划生育手术并发症发生率",
    kind=Kind.PROPORTION,
    numerator="procedures followed by a complication",
    denominator="procedures in the period",
    unit="share of procedures",
    per=1000,
    source=Source(
        "Standard of the advanced county for quality family-planning service",
        locator="手术并发症发生率 ≤ 1‰",
    ),
    aliases=("手术并发症发生率", "并发症发生率"),
    caution="Complications appear later than procedures: say which period each is counted in.",
)


@computes(COMPLICATION)
def complication_proportion(complications: ArrayLike, *, procedures: ArrayLike) -> Numbers:
    """Procedures followed by a complication as a share of procedures.

    Parameters
    ----------
    complications : array_like
        Procedures followed by a complication; a procedure counts once.
    procedures : array_like
        Procedures in the period.

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
    >>> from famplan.catalogue.facts import fact
    >>> share = complication_proportion(1, procedures=1101)
    >>> COMPLICATION.publish(share), bool(share <= fact("complication_standard").value)
    ('0.91‰', True)
    """
    return proportion(complications=complications, procedures=procedures)
