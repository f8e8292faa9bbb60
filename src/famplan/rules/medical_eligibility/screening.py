"""Readable rules of the SMART Guidelines data dictionary for family planning, on supplied facts.

Two of them are wrong there, and right here. *Obese* is defined as a body mass index of 30 or more
but computed as above 30. "Delivered within 4 weeks" and "miscarried within 7 (or 12) days" are
computed as the date less the day of the visit, which is never positive, so everyone meets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Grade, Source
from famplan.model.truth import all_of, any_of, opposite
from famplan.rules.medical_eligibility.facts import (
    ABSTAINED,
    BIRTH,
    BODY_MASS_INDEX,
    DELIVERED,
    FULLY_BREASTFEEDING,
    HAS_DELIVERED,
    HAS_LOST,
    HEALTH,
    LAST_PERIOD,
    PERIODS_RETURNED,
    PREGNANCY_ENDED,
    RELIABLE_METHOD,
    SIGNS_OF_PREGNANCY,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from famplan.language.conditions import Condition
    from famplan.language.dates import DateFact

__all__ = [
    "ADOLESCENT",
    "LACTATIONAL_AMENORRHOEA",
    "OBESE",
    "POSTPARTUM",
    "RECENT_MISCARRIAGE",
    "Answer",
    "PregnancyChecklist",
    "pregnancy_checklist",
]

DICTIONARY = Source(
    "WHO SMART Guidelines: family planning, core data dictionary",
    locator="v0.2.0 draft, sheet New DD (Stacked)",
    grade=Grade.SECONDARY,
)
CHECKLIST = Source(
    "CDC, US Selected Practice Recommendations for Contraceptive Use",
    locator="How to be reasonably certain that a woman is not pregnant; FP.DE.0485–0492",
    grade=Grade.SECONDARY,
)
WEEK = 7


def _within(since: DateFact[Any], days: int) -> Condition[Any]:
    """So many days ago or fewer, and not in the future."""
    return since.days().between(0, days)


OBESE: Condition[Any] = BODY_MASS_INDEX >= 30
"""A body mass index of 30 or more; the dictionary's own computation leaves 30 itself out."""
POSTPARTUM: Condition[Any] = HAS_DELIVERED & _within(DELIVERED, 6 * WEEK)
"""Delivered 6 weeks ago or less."""
RECENT_MISCARRIAGE: Condition[Any] = HAS_LOST & _within(PREGNANCY_ENDED, 4 * WEEK)
"""A miscarriage or abortion 4 weeks ago or less."""
ADOLESCENT: Condition[Any] = BIRTH.age() <= 19
"""19 completed years or fewer."""
LACTATIONAL_AMENORRHOEA: Condition[Any] = (
    HAS_DELIVERED
    & DELIVERED.has_come()
    & (DELIVERED.months() < 6)
    & FULLY_BREASTFEEDING
    & ~PERIODS_RETURNED
)
"""Delivered less than 6 months ago, breastfeeds fully or nearly so, periods not back."""

QUESTIONS: tuple[tuple[str, str, Condition[Any]], ...] = (
    ("the last period began in the past 7 days", "末次月经在7天内", _within(LAST_PERIOD, WEEK)),
    ("no intercourse since the last period, delivery or abortion", "其后无性生活", ABSTAINED),
    ("a reliable method, always and correctly", "一直正确使用可靠方法", RELIABLE_METHOD),
    ("a delivery in the past 4 weeks", "4周内分娩", HAS_DELIVERED & _within(DELIVERED, 4 * WEEK)),
    ("less than 6 months, fully breastfeeding, no period", "哺乳闭经", LACTATIONAL_AMENORRHOEA),
    (
        "a miscarriage or abortion in the past 7 days",
        "7天内流产",
        HAS_LOST & _within(PREGNANCY_ENDED, WEEK),
    ),
)
COPPER_QUESTION = (
    "a miscarriage or abortion in the past 12 days",
    "12天内流产",
    HAS_LOST & _within(PREGNANCY_ENDED, 12),
)


@attrs.frozen
class Answer:
    """A question of the checklist, and its answer: None is unknown."""

    text: str
    text_zh: str
    truth: bool | None

    def said(self, *, language: str = "en") -> str:
        """Say question and answer."""
        if language != "en":
            words = {True: "是", False: "否", None: "未知"}
            return f"{words[self.truth]}：{self.text_zh}"
        words = {True: "yes", False: "no", None: "unknown"}
        return f"{words[self.truth]}: {self.text}"


@attrs.frozen
class PregnancyChecklist:
    """Six questions, of which one yes is enough where nothing speaks for a pregnancy.

    Parameters
    ----------
    answers : tuple of Answer
        The questions in order.
    signs : bool or None
        Whether there are signs of pregnancy.
    why : tuple of str
        Facts that contradict each other: then nothing is concluded.
    why_zh : tuple of str
        The same in Chinese.
    """

    answers: tuple[Answer, ...]
    signs: bool | None
    why: tuple[str, ...] = ()
    why_zh: tuple[str, ...] = ()

    @property
    def reasonably_certain(self) -> bool | None:
        """Whether one can be reasonably certain that she is not pregnant.

        False says that the checklist cannot tell, not that she is pregnant; None that facts are
        missing.
        """
        if self.why:
            return None
        return all_of(opposite(self.signs), any_of(*(entry.truth for entry in self.answers)))

    def explain(self, *, language: str = "en") -> str:
        """Say the result, and each question with its answer, in English or Chinese."""
        english = language == "en"
        result = _RESULTS[self.reasonably_certain][not english]
        signs = Answer("signs of pregnancy", "有妊娠症状或体征", self.signs)
        said = [entry.said(language=language) for entry in (signs, *self.answers)]
        source = f"{'source' if english else '依据'}: {CHECKLIST}"
        why = self.why if english else self.why_zh
        return "\n  ".join([result, *why, *said, source])

    def __str__(self) -> str:
        """Say it in English."""
        return self.explain()


_RESULTS = {
    True: ("reasonably certain: not pregnant", "可合理确定未妊娠"),
    False: ("the checklist cannot rule a pregnancy out", "清单不能排除妊娠"),
    None: ("facts are missing", "信息不足"),
}


def pregnancy_checklist(
    facts: Mapping[str, Any], *, on: date | None, copper_iud: bool = False
) -> PregnancyChecklist:
    """Go through the checklist with the facts that someone supplies of herself.

    Parameters
    ----------
    facts : mapping
        Facts of `HEALTH` by name.
    on : date or None
        The day.
    copper_iud : bool
        Whether a copper IUD is asked for: then a miscarriage may be 12 days ago.

    Returns
    -------
    PregnancyChecklist

    Raises
    ------
    InvalidInputError
        A fact is not of its kind, or no such fact is asked for.

    Examples
    --------
    >>> from datetime import date
    >>> facts = {"delivered": date(2026, 1, 1), "signs_of_pregnancy": False}
    >>> pregnancy_checklist(facts, on=date(2026, 1, 29)).reasonably_certain
    True
    >>> pregnancy_checklist(facts, on=date(2026, 1, 30)).reasonably_certain is None
    True
    """
    record = HEALTH.record(facts, on)
    questions = (*QUESTIONS[:-1], COPPER_QUESTION) if copper_iud else QUESTIONS
    answers = tuple(
        Answer(text, text_zh, condition.holds(record)) for text, text_zh, condition in questions
    )
    wrong = [entry for entry in HEALTH.contradictions if entry.condition.holds(record)]
    why = tuple(f"facts contradict each other: {entry.text}" for entry in wrong)
    why_zh = tuple(f"事实相互矛盾：{entry.text_zh}" for entry in wrong)
    return PregnancyChecklist(answers, record.value(SIGNS_OF_PREGNANCY), why, why_zh)
