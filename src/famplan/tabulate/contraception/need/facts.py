"""What is asked of a woman, by the names of the recode, and how raw codes become facts.

A woman's own last birth, last period and wish decide; nobody is listed by them. What is missing is
unknown. For most facts that means the question was not put, and the table says what follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.language import Subject
from famplan.tabulate.columns import as_numbers, numbers, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch

__all__ = ["RECODE", "WOMAN", "facts_of", "months_since_period", "woman_facts"]

WOMAN: Subject[Any] = Subject("woman")
"""A woman interviewed in a survey: facts have the names of the standard recode."""


def _fact(name: str, label: str, label_zh: str) -> Any:  # noqa: ANN401 - a NumberFact of anything
    return WOMAN.number(name, f"{label} ({name})", f"{label_zh}（{name}）")


V502 = _fact("v502", "marital status: 1 in union", "婚姻状况：1为在婚")
V020 = _fact("v020", "ever-married sample: 1 yes", "只访问曾婚妇女：1为是")
V312 = _fact("v312", "method in use", "现用避孕方法")
V605 = _fact("v605", "wish for another child", "再生育意愿")
V602 = _fact("v602", "fertility preference", "生育意愿")
V213 = _fact("v213", "pregnant: 1 yes", "怀孕：1为是")
V225 = _fact("v225", "pregnancy wanted", "本次怀孕是否想要")
V222 = _fact("v222", "months since the last birth", "距上次生育的月数")
V215 = _fact("v215", "last period, coded", "末次月经（编码）")
MONTHS = WOMAN.number(
    "period_months", "months since the last period, from v215", "距末次月经的月数（由v215换算）"
)
M6 = _fact("m6_1", "months of amenorrhoea after the last birth", "上次生育后闭经月数")
M10 = _fact("m10_1", "last birth wanted", "上次生育是否想要")
V512 = _fact("v512", "years since first union", "初婚以来年数")
V302 = _fact("v302", "ever used a method", "曾用避孕方法")
V302A = _fact("v302a", "ever used a method", "曾用避孕方法")
S313 = _fact("s313", "ever used a method", "曾用避孕方法")
S309B = _fact("s309b", "ever used a method", "曾用避孕方法")
V3A08D = _fact(
    "v3a08d", "no method because menopausal or after hysterectomy", "因绝经或子宫切除未避孕"
)
V375A = _fact("v375a", "main reason for using no method", "未避孕的主要原因")
V376 = _fact("v376", "main reason for not intending to use", "不打算避孕的主要原因")
S607C = _fact("s607c", "no method because menopausal", "因绝经未避孕")
S607D = _fact("s607d", "no method because menopausal", "因绝经未避孕")
NOT_PREGNANT = WOMAN.number(
    "nopreg2yrs", "not pregnant in two years of trying: 1 yes", "两年未孕：1为是"
)
TOO_OLD = WOMAN.number("tooold", "too old to become pregnant: 1 yes", "年龄太大不能怀孕：1为是")
V525 = _fact("v525", "age at first intercourse: 0 never", "初次性行为年龄：0为从未")
V527 = _fact("v527", "last intercourse, coded", "末次性行为（编码）")
V528 = _fact("v528", "days since the last intercourse", "距末次性行为的天数")

RECODE = tuple(name for name in WOMAN.facts if name != MONTHS.name)
"""Names of the columns that may be given, as in the standard recode; MICS has two of its own."""

# Of these an answer is wanted from every woman, so that a code for none is really unknown.
# Elsewhere the table itself says what such codes mean.
_UNANSWERED = {"v502": (9,), "v312": (99,), "v213": (9,)}

_PARTS = {1: 30, 2: 4.3, 3: 1, 4: 1 / 12}
"""Days, weeks, months and years in a month, as the algorithm converts them."""

_LAST = 90  # the two digits behind the unit: above this they are no number
_CODES = 1000


def _months(*, whole: bool) -> NDArray[np.float32]:
    """Months for every code of the last period; the last entry is for what is unknown."""
    table = np.full(_CODES + 1, np.nan)
    for unit, parts in _PARTS.items():
        first = 100 * unit
        table[first : first + _LAST + 1] = np.arange(_LAST + 1) / parts
    return (np.floor(table) if whole else table).astype(np.float32)


_TABLES = {whole: _months(whole=whole) for whole in (True, False)}


def months_since_period(code: float | None, *, whole: bool = True) -> float | None:
    """Months since the last period from its code: days, weeks, months or years.

    Parameters
    ----------
    code : float, optional
        The unit in the hundreds (1 days, 2 weeks, 3 months, 4 years) and the number behind it, as
        in `v215`.
    whole : bool
        Whether only completed months count. Days are taken as thirtieths of a month, weeks as
        4.3 to a month.

    Returns
    -------
    float or None
        None where the code is no time: 993 to 999, or a number above 90.

    Examples
    --------
    >>> [months_since_period(code) for code in (131, 226, 305, 401, 995, None)]
    [1.0, 6.0, 5.0, 12.0, None, None]
    >>> round(months_since_period(226, whole=False), 2)
    6.05
    """
    if code is None or not 0 <= code < _CODES:
        return None
    found = float(_TABLES[whole][int(code)])
    return None if np.isnan(found) else found


def woman_facts(given: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    """Read the facts of one woman: codes for no answer are unknown, months are worked out.

    Examples
    --------
    >>> woman_facts({"v312": 99, "v215": 226}, whole=True)
    {'v312': None, 'v215': 226, 'period_months': 6.0}
    """
    record = WOMAN.record(given)
    found = {name: record.value(WOMAN.facts[name]) for name in given}
    for name, codes in _UNANSWERED.items():
        if found.get(name) in codes:
            found[name] = None
    if found.get(MONTHS.name) is None:
        found[MONTHS.name] = months_since_period(found.get("v215"), whole=whole)
    return found


def facts_of(batch: Batch, names: Iterable[str], *, whole: bool) -> dict[str, NDArray[Any]]:
    """Read the columns of a batch that a table asks for, as `woman_facts` reads one woman's.

    Examples
    --------
    >>> facts_of({"v215": np.array([226, 995])}, ("v215", "period_months"), whole=True)
    {'v215': array([226, 995]), 'period_months': array([ 6., nan], dtype=float32)}
    """
    found = {
        name: numbers(without(as_numbers(batch[name]), _UNANSWERED.get(name, ())), name)
        for name in names
        if name in batch
    }
    if MONTHS.name in names and "v215" in found:
        months, given = _months_of(found["v215"], _TABLES[whole]), found.get(MONTHS.name)
        found[MONTHS.name] = months if given is None else np.where(given == given, given, months)  # noqa: PLR0124 - nan
    return found


def _months_of(codes: NDArray[Any], table: NDArray[np.float32]) -> NDArray[np.float32]:
    """Look the codes up; what is unknown or no code is clipped to an entry that is unknown."""
    with np.errstate(invalid="ignore"):
        places = codes.astype(np.intp, copy=False)
    return np.take(table, places, mode="clip")
