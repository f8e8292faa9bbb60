"""Which consequences follow for a unit, each with its reason; unknown ones are said to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.statuses import status_name
from famplan.model.truth import all_of

if TYPE_CHECKING:
    from famplan.assessment.consequences import Consequence
    from famplan.assessment.grades import Grade
    from famplan.assessment.history import History
    from famplan.assessment.ladder import Rung
    from famplan.assessment.sanctions import Sanction

__all__ = ["Following", "following"]


@attrs.frozen(kw_only=True)
class Following:
    """Whether a consequence follows, and why.

    Parameters
    ----------
    consequence : Consequence
        What would follow.
    follows : bool, optional
        None where it hangs on what is not known.
    reason, reason_zh : str
        Why, in both languages.
    """

    consequence: Consequence
    follows: bool | None
    reason: str
    reason_zh: str

    @property
    def verdict(self) -> str:
        """One phrase for it: follows, does not follow, or may follow."""
        return {True: "follows", False: "does not follow", None: "may follow"}[self.follows]

    def __str__(self) -> str:
        """Consequence, verdict and reason in one line."""
        return f"{self.consequence} {self.verdict}: {self.reason}"


def following(
    consequence: Consequence,
    *,
    rung: Rung,
    standing: Grade | None,
    history: History,
    year: int | None,
) -> Following:
    """Say whether a consequence follows.

    Parameters
    ----------
    consequence : Consequence
        What would follow.
    rung : Rung
        Where the ladder puts the unit this year.
    standing : Grade, optional
        The grade after any veto; None where it is not known.
    history : History
        Other years, and the statuses of this one.
    year : int, optional
        Year of assessment; without it repetition and statuses are not known.
    """
    if consequence.sanction is not None:
        return _of_sanction(consequence, consequence.sanction, rung, history, year)
    if consequence.status:
        return _of_status(consequence, history, year)
    follows = None if standing is None else standing.code == consequence.grade
    name, name_zh = ("not known", "不详")
    if standing is not None:
        name, name_zh = standing.name, standing.name_zh or standing.name
    return Following(
        consequence=consequence,
        follows=follows,
        reason=f"the grade is {name}",
        reason_zh=f"等次{name_zh}",
    )


def _of_sanction(
    consequence: Consequence, sanction: Sanction, rung: Rung, history: History, year: int | None
) -> Following:
    now = rung.is_just(sanction)
    again: bool | None = True
    said, said_zh = "", ""
    if consequence.repeated > 1:
        again, said, said_zh = _repeated(consequence, sanction, history, year)
    return Following(
        consequence=consequence,
        follows=all_of(now, again),
        reason=f"the sanction is {rung}{said}",
        reason_zh=f"处理为{rung.name_zh}{said_zh}",
    )


def _repeated(
    consequence: Consequence, sanction: Sanction, history: History, year: int | None
) -> tuple[bool | None, str, str]:
    needed = consequence.repeated - 1
    if year is None:
        return None, "; the years before are not known", "；以前年度不详"
    if consequence.counted == "in a row":
        again = history.had_sanction(sanction, last=year - 1, years=needed)
        word = {True: "as well", False: "not", None: "not known"}[again]
        word_zh = {True: "亦同", False: "未连续", None: "不详"}[again]
        span = f"{year - needed}" if needed == 1 else f"{year - needed} to {year - 1}"
        return again, f"; {span}: {word}", f"；{span.replace(' to ', '至')}年{word_zh}"
    times, unknown = history.times(sanction, before=year), history.unknown(before=year)
    again = True if times >= needed else None if unknown or not history.years else False
    open_years = f", {unknown} not known" if unknown else ""
    open_zh = f"，{unknown}年不详" if unknown else ""
    return again, f"; years before: {times}{open_years}", f"；以前{times}年{open_zh}"


def _of_status(consequence: Consequence, history: History, year: int | None) -> Following:
    name, name_zh = status_name(consequence.status)
    years = consequence.repeated
    follows = None
    if year is not None and consequence.counted == "in a row":
        follows = history.had_status(consequence.status, last=year, years=years)
    elif year is not None:
        follows = _in_all(consequence, history, year)
    many = "" if years == 1 else f" in {years} years {consequence.counted}"
    many_zh = "" if years == 1 else f"{years}年"
    word = {True: "listed", False: "not listed", None: "not known"}[follows]
    word_zh = {True: "是", False: "否", None: "不详"}[follows]
    return Following(
        consequence=consequence,
        follows=follows,
        reason=f"{name}{many}: {word}",
        reason_zh=f"{name_zh}{many_zh}：{word_zh}",
    )


def _in_all(consequence: Consequence, history: History, year: int) -> bool | None:
    said = [
        record.statuses.get(consequence.status) for record in history.years if record.year <= year
    ]
    if said.count(True) >= consequence.repeated:
        return True
    return None if None in said or not said else False
