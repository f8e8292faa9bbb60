"""Consultations: what a table says of each method for one set of facts, and because of which rows.

Where facts are missing a method has two answers: the category that is certain, and the worst that
is still possible. Neither is an order.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError
from famplan.rules.requirement import source_record

if TYPE_CHECKING:
    from datetime import date

    from famplan.language.record import Record
    from famplan.rules.medical_eligibility.categories import Category, Phase
    from famplan.rules.medical_eligibility.methods import MethodColumn
    from famplan.rules.medical_eligibility.rating import Rating
    from famplan.rules.medical_eligibility.table import EligibilityTable, TableRow

__all__ = ["Consultation", "MethodAnswer", "Trigger", "consultation_of"]

NOTICE = {
    "en": "information for a consultation with a health worker, not an order",
    "zh": "供就诊咨询时参考，不是指令",
}


@attrs.frozen(eq=False)
class Trigger:
    """A row that applies to someone, or may apply: then `certain` is False."""

    row: TableRow
    rating: Rating
    certain: bool

    def said(self, *, language: str = "en") -> str:
        """Say rating and condition."""
        maybe = "" if self.certain else "if it applies, " if language == "en" else "若适用，"
        return f"{maybe}{self.rating}: {self.row.said(language=language)}"


@attrs.frozen(eq=False)
class MethodAnswer:
    """What a table says of one method.

    Parameters
    ----------
    column : MethodColumn
        The method, or the methods that the table rates together.
    triggers : tuple of Trigger
        Every row that applies or may apply and rates the method: certain ones first, worst first.
    """

    column: MethodColumn
    triggers: tuple[Trigger, ...] = attrs.field(repr=False)

    @property
    def certain(self) -> Category | None:
        """The worst category of the rows that certainly apply; None where none rates it."""
        return _worst(entry.rating.low for entry in self.because)

    @property
    def possible(self) -> Category | None:
        """The worst that it can be: with rows that may apply, splits and texts at their worst."""
        return _worst(entry.rating.high for entry in self.triggers)

    @property
    def settled(self) -> bool:
        """Whether what is certain is all that is possible."""
        return self.certain is self.possible

    @property
    def because(self) -> tuple[Trigger, ...]:
        """Rows that certainly apply, worst first."""
        return tuple(entry for entry in self.triggers if entry.certain)

    @property
    def open(self) -> tuple[Trigger, ...]:
        """Rows that would make it worse: because a fact, a split or a text is undecided."""
        rank = 0 if self.certain is None else self.certain.rank
        return tuple(
            entry
            for entry in self.triggers
            if entry.rating.high is not None and entry.rating.high.rank > rank
        )

    @property
    def usable(self) -> bool | None:
        """With limited clinical judgement: 1–2 use, 3–4 do not.

        None where that depends on what is unknown, where no row speaks of the method, and for
        sterilisation.
        """
        low, high = self.certain, self.possible
        if low is not None and low.usable is False:
            return False
        return None if low is None or high is None or high.usable is not True else True

    def said(self, *, language: str = "en") -> str:
        """Say the category, or between which it lies."""
        english = language == "en"
        low, high = self.certain, self.possible
        if high is None:
            text = "no row rates it" if english else "表中无适用条目"
        elif low is high:
            meaning = high.meaning(language=language)
            text = f"{high} ({meaning})" if english else f"{high}（{meaning}）"
        elif low is None:
            text = f"not decided; at worst {high}" if english else f"未定，最差{high}"
        else:
            text = f"{low}, possibly up to {high}" if english else f"{low}，可能至{high}"
        return f"{self.column.name}: {text}"

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {
            "column": self.column.name,
            "methods": [str(method) for method in self.column.methods],
            "certain": self.certain and str(self.certain),
            "possible": self.possible and str(self.possible),
            "usable_with_limited_judgement": self.usable,
            "rows": [
                {
                    "key": entry.row.key,
                    "rating": entry.rating.text,
                    "clarified": entry.rating.clarified,
                    "applies": True if entry.certain else None,
                }
                for entry in self.triggers
            ],
        }


@attrs.frozen(eq=False)
class Consultation:
    """What a table says of each method for one set of facts.

    Parameters
    ----------
    table : EligibilityTable
        The table.
    on : date or None
        The day.
    at : Phase
        Whether methods are begun or go on.
    answers : tuple of MethodAnswer
        One for each column of the table.
    why : tuple of str
        Facts that contradict each other: what rests on them is unknown.
    why_zh : tuple of str
        The same in Chinese.
    """

    table: EligibilityTable
    on: date | None
    at: Phase
    answers: tuple[MethodAnswer, ...] = attrs.field(repr=False)
    why: tuple[str, ...] = ()
    why_zh: tuple[str, ...] = attrs.field(default=(), repr=False)

    def __getitem__(self, method: str) -> MethodAnswer:
        """Return the answer for a column or a method.

        Raises
        ------
        DefinitionError
            No column stands for it, or several do.
        """
        found = [answer for answer in self.answers if answer.column.covers(method)]
        if len(found) == 1:
            return found[0]
        names = [answer.column.name for answer in found or self.answers]
        problem = "several columns stand for it" if found else "no column stands for it"
        raise DefinitionError(f"method {method}", problem, remedy=f"say {' or '.join(names)}")

    def explain(self, *, language: str = "en") -> str:
        """Say it in English or Chinese: each method, and its rows.

        Parameters
        ----------
        language : {"en", "zh"}
            The language.

        Returns
        -------
        str
        """
        english, origin = language == "en", self.table.origin
        day = self.on or ("an unknown day" if english else "日期未知")
        at = f"at {self.at}, on {day}" if english else f"{self.at.name_zh}，{day}"
        lines = [f"{origin.title(language=language)}{'; ' if english else '；'}{at}"]
        lines += [f"  {text}" for text in (self.why if english else self.why_zh)]
        for answer in self.answers:
            lines.append(f"  {answer.said(language=language)}")
            shown = dict.fromkeys((*answer.because, *answer.open))
            lines += [f"    {entry.said(language=language)}" for entry in shown]
        lines.append(f"  {'source' if english else '依据'}: {origin.source}")
        lines.append(f"  {'licence' if english else '许可'}: {origin.licence}")
        lines.append(f"  {NOTICE['en' if english else 'zh']}")
        return "\n".join(lines)

    def __str__(self) -> str:
        """Say it in English."""
        return self.explain()

    def __repr__(self) -> str:
        """Name the table, and what is certain and possible."""
        said = ", ".join(
            f"{answer.column.name} {answer.certain or '–'}"
            + ("" if answer.settled else f"…{answer.possible}")
            for answer in self.answers
        )
        return f"<Consultation of {self.table.origin.title()}, {self.at}: {said}>"

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        origin = self.table.origin
        return {
            "table": origin.title(),
            "edition": origin.edition,
            "licence": origin.licence,
            "transcript": origin.transcript,
            "teaching": origin.teaching,
            "source": source_record(origin.source),
            "on": self.on and self.on.isoformat(),
            "at": str(self.at),
            "why": list(self.why),
            "why_zh": list(self.why_zh),
            "methods": [answer.to_dict() for answer in self.answers],
            "notice": NOTICE["en"],
        }

    def to_json(self) -> str:
        """JSON text of `to_dict`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def consultation_of(table: EligibilityTable, record: Record[Any], at: Phase) -> Consultation:
    """Look every row up for one record."""
    wrong = [entry for entry in table.subject.contradictions if entry.condition.holds(record)]
    doubtful = {fact.name for entry in wrong for fact in entry.condition.facts}
    truths = [(row, _applies(row, record, doubtful)) for row in table.rows]
    answers = tuple(_answer(column, truths, at) for column in table.columns)
    why = tuple(f"facts contradict each other: {entry.text}" for entry in wrong)
    why_zh = tuple(f"事实相互矛盾：{entry.text_zh}" for entry in wrong)
    return Consultation(table, record.on, at, answers, why, why_zh)


def _applies(row: TableRow, record: Record[Any], doubtful: set[str]) -> bool | None:
    """Whether a row applies; what rests on facts that contradict each other is unknown."""
    if doubtful.intersection(fact.name for fact in row.applies.facts):
        return None
    return row.applies.holds(record)


def _answer(
    column: MethodColumn, truths: list[tuple[TableRow, bool | None]], at: Phase
) -> MethodAnswer:
    found = [
        Trigger(row, rating, truth is True)
        for row, truth in truths
        if truth is not False and (rating := row.ratings[column.name].at(at)) is not None
    ]
    return MethodAnswer(column, tuple(sorted(found, key=_order)))


def _order(trigger: Trigger) -> tuple[bool, int, bool]:
    """Sort certain rows first, the worst first, and categories before texts."""
    rating = trigger.rating
    rank = 0 if rating.high is None else rating.high.rank
    return not trigger.certain, -rank, rating.in_words


def _worst(categories: Any) -> Category | None:  # noqa: ANN401 - an iterable of them
    return max((found for found in categories if found), key=lambda x: x.rank, default=None)
