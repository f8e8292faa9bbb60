"""Where surveys differ from each other: what they asked, and codes of their own."""

from __future__ import annotations

from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue import Source
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answers", "SurveyRules", "full_year", "rules_source", "special_surveys", "survey_rules"]

_PHASE = 2  # place of the phase in a survey's code: "NP5" is of the fifth
_CENTURY = 1900
_LATEST_PHASES = "8"


@attrs.frozen
class Answers:
    """Some codes of a column."""

    column: str
    codes: tuple[int, ...] = attrs.field(converter=tuple)


@attrs.frozen(kw_only=True)
class SurveyRules:
    """What holds for one survey.

    Parameters
    ----------
    union_only : bool
        What is needed was asked of women in union only, so that the others are not classified.
    reasons : tuple of Answers
        Why she uses no method or does not intend to: answers that mean menopause or hysterectomy.
    ever_used : tuple of str
        Columns that say whether she ever used a method; the first that does.
    no_need : Answers, optional
        Wishes peculiar to the survey ("up to God") that are no need.
    unanswered_is_unsure : bool
        Who gave no wish counts as unsure.
    pregnancy_then : tuple of int
        Codes of a pregnancy that was wanted then.
    no_hysterectomy_code : bool
        Code 993 of the last period does not mean a hysterectomy.
    """

    union_only: bool = False
    reasons: tuple[Answers, ...] = ()
    ever_used: tuple[str, ...] = ("v302a", "v302")
    no_need: Answers | None = None
    unanswered_is_unsure: bool = False
    pregnancy_then: tuple[int, ...] = (1,)
    no_hysterectomy_code: bool = False

    @property
    def kept_codes(self) -> dict[str, tuple[float, ...]]:
        """Columns in which a code for no answer is an answer here: none of theirs is missing."""
        return {} if self.no_need is None else {self.no_need.column: ()}


@cache
def _data() -> Mapping[str, Any]:
    place = resources.files("famplan.tabulate.contraception.need").joinpath("data/surveys.toml")
    return loads(place.read_text("utf-8"))


def survey_rules(survey: str = "", year: int | None = None) -> SurveyRules:
    """Find the rules of a survey.

    Parameters
    ----------
    survey : str
        Its code, as in `v000`: ``"KE7"``. Left out, those of all surveys since the fourth phase.
    year : int, optional
        Year of the interviews, in two digits or four: needed where surveys of several years have
        one code.

    Returns
    -------
    SurveyRules

    Raises
    ------
    DefinitionError
        The code has no phase, or the year is needed.

    Examples
    --------
    >>> survey_rules("HT3").reasons
    (Answers(column='v375a', codes=(23,)), Answers(column='v376', codes=(23,)))
    >>> survey_rules("CI3", 1994).union_only, survey_rules("CI3", 98).union_only
    (True, False)
    """
    code = survey.strip().upper()
    if code and len(code) <= _PHASE:
        raise DefinitionError("survey", f"{survey!r} has no phase", remedy='give v000, as "KE7"')
    phase = code[_PHASE] if code else _LATEST_PHASES
    found = [entry for entry in _data()["phase"] if phase in entry["phases"]]
    found += [entry for entry in _data()["survey"] if _is_of(entry, code, year)]
    return _joined(found)


def special_surveys() -> dict[str, SurveyRules]:
    """Find the surveys that differ from others of their phase, by what they are called.

    Examples
    --------
    >>> special_surveys()["Niger 1992 (NI2)"].pregnancy_then
    (1, 4)
    """
    return {
        f"{entry['name']} ({entry['code']})": survey_rules(
            entry["code"], min(entry.get("years", [0]))
        )
        for entry in _data()["survey"]
    }


def rules_source() -> Source:
    """Say where the rules of surveys are from.

    Examples
    --------
    >>> rules_source().verified
    True
    """
    return Source(**_data()["source"])


def _is_of(entry: Mapping[str, Any], code: str, year: int | None) -> bool:
    if entry["code"] != code or "years" not in entry:
        return bool(entry["code"] == code)
    if year is None:
        problem = f"{code} is the code of several surveys, among them {entry['name']}"
        raise DefinitionError("survey", problem, remedy="give the year of the interviews too")
    return full_year(year) in entry["years"]


def full_year(year: int) -> int:
    """Write a year in four digits, as files of the last century have two.

    Examples
    --------
    >>> full_year(94), full_year(2010)
    (1994, 2010)
    """
    return year if year >= 100 else _CENTURY + year


def _joined(entries: list[Mapping[str, Any]]) -> SurveyRules:
    """Join the rules of a phase and of a survey: reasons add up, everything else is the last."""
    reasons = [
        Answers(answer["column"], answer["codes"])
        for entry in entries
        for answer in entry.get("reasons", ())
    ]
    told = {key: value for entry in entries for key, value in entry.items()}
    usual, own = SurveyRules(), told.get("no_need")
    return SurveyRules(
        union_only=told.get("union_only", False),
        reasons=tuple(reasons),
        ever_used=tuple(told.get("ever_used", usual.ever_used)),
        no_need=None if own is None else Answers(own["column"], own["codes"]),
        unanswered_is_unsure=told.get("unanswered_is_unsure", False),
        pregnancy_then=tuple(told.get("pregnancy_then", usual.pregnancy_then)),
        no_hysterectomy_code=told.get("no_hysterectomy_code", False),
    )
