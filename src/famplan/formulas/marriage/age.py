"""Early and late: the ages that law sets for marrying, and shares of events beyond them.

The ages are dated facts, asked for by the day of the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, computes
from famplan.catalogue.facts import fact
from famplan.errors import InvalidRecordError
from famplan.formulas.arrays import Numbers, proportion
from famplan.model.sex import Sex

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import ArrayLike

__all__ = [
    "first_marriage_proportion",
    "late_first_birth_proportion",
    "late_marriage_age",
    "legal_marriage_age",
]

_LATE = Source("晚婚率、早婚率 (explanation of indicators)", grade=Grade.SECONDARY)


def legal_marriage_age(sex: Sex | str, *, on: date) -> int:
    """Age in completed years from which marriage is legal in China.

    Parameters
    ----------
    sex : Sex or str
        ``female`` or ``male``.
    on : date
        Day of the marriage.

    Returns
    -------
    int
        Completed years.

    Raises
    ------
    InvalidRecordError
        The sex is neither.
    OutsideWindowError
        The day is before the Marriage Law of 1950.

    Examples
    --------
    >>> from datetime import date
    >>> legal_marriage_age("female", on=date(1980, 12, 31))
    18
    >>> legal_marriage_age("female", on=date(1981, 1, 1))
    20
    """
    return _age("legal_marriage_age", sex, on)


def late_marriage_age(sex: Sex | str, *, on: date) -> int:
    """Age in completed years from which a first marriage counted as late.

    Parameters
    ----------
    sex : Sex or str
        ``female`` or ``male``.
    on : date
        Day of the marriage.

    Returns
    -------
    int
        Completed years: three more than the legal age.

    Raises
    ------
    InvalidRecordError
        The sex is neither.
    OutsideWindowError
        Late marriage was not a term of national law on that day.

    Examples
    --------
    >>> from datetime import date
    >>> late_marriage_age("male", on=date(2010, 5, 1))
    25
    """
    return _age("late_marriage_age", sex, on)


def _age(kind: str, sex: Sex | str, on: date) -> int:
    if sex not in tuple(Sex):
        raise InvalidRecordError("sex", f"{sex!r} is neither 'female' nor 'male'")
    people = "women" if sex == Sex.FEMALE else "men"
    return int(fact(f"{kind}_{people}", on=on).value)


LATE_MARRIAGE_WOMEN = Indicator(
    code="LATE_MARRIAGE_WOMEN",
    name="Late-marriage proportion of women",
    name_zh="女性晚婚率",
    kind=Kind.PROPORTION,
    numerator="women who first married at 23 or above in the period",
    denominator="women who first married in the period",
    unit="per first marriage",
    per=100,
    source=_LATE,
    aliases=("晚婚率",),
    caution="Without a sex, 晚婚率 means women; the term left national law on 1 January 2016.",
)
LATE_MARRIAGE_MEN = Indicator(
    code="LATE_MARRIAGE_MEN",
    name="Late-marriage proportion of men",
    name_zh="男性晚婚率",
    kind=Kind.PROPORTION,
    numerator="men who first married at 25 or above in the period",
    denominator="men who first married in the period",
    unit="per first marriage",
    per=100,
    source=_LATE,
    caution="Never add it to the proportion of women: the age differs.",
)
EARLY_MARRIAGE = Indicator(
    code="EARLY_MARRIAGE",
    name="Early-marriage proportion",
    name_zh="早婚率",
    kind=Kind.PROPORTION,
    numerator="first marriages below the legal age in the period",
    denominator="first marriages in the period, of the same sex",
    unit="per first marriage",
    per=100,
    source=_LATE,
    caution="Marriages below the legal age are not registered: the counts come from surveys.",
)


@computes(LATE_MARRIAGE_WOMEN, LATE_MARRIAGE_MEN, EARLY_MARRIAGE)
def first_marriage_proportion(marriages: ArrayLike, *, first_marriages: ArrayLike) -> Numbers:
    """First marriages at certain ages over all first marriages of that sex.

    Parameters
    ----------
    marriages : array_like
        Persons who first married late (or early) in the period, see `late_marriage_age` and
        `legal_marriage_age`.
    first_marriages : array_like
        Persons of the same sex who first married in the period.

    Returns
    -------
    float or ndarray
        Share per one; ``nan`` where nobody first married or a count is unknown.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    Stated figures: 1,230 of 2,000 women who first married were 23 or older.

    >>> first_marriage_proportion(1230, first_marriages=2000)
    0.615
    """
    return proportion(marriages=marriages, first_marriages=first_marriages)


LATE_FIRST_BIRTH = Indicator(
    code="LATE_FIRST_BIRTH",
    name="Late-first-birth proportion",
    name_zh="晚育率",
    kind=Kind.PROPORTION,
    numerator="first births to women of 24 or above in the period",
    denominator="first births in the period",
    unit="per first birth",
    per=100,
    source=Source("晚育率: the age from provincial rules of 2012, the ratio", grade=Grade.MEMORY),
    caution="Some rules also count a first child conceived after a late marriage.",
)


@computes(LATE_FIRST_BIRTH)
def late_first_birth_proportion(late: ArrayLike, *, first_births: ArrayLike) -> Numbers:
    """First births to mothers at or above the late age over all first births.

    Parameters
    ----------
    late : array_like
        First births in the period to women of 24 or above (``fact("late_first_birth_age")``).
    first_births : array_like
        First births in the period.

    Returns
    -------
    float or ndarray
        Share per one; ``nan`` where there was no first birth or a count is unknown.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> late_first_birth_proportion(900, first_births=1200)
    0.75
    """
    return proportion(late=late, first_births=first_births)
