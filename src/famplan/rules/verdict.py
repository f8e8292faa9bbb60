"""Verdicts: what a rule says of one record, with every reason and its source."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from famplan.rules.amount import Payable
from famplan.rules.outcome import Outcome
from famplan.rules.requirement import source_record
from famplan.rules.window import window_text

if TYPE_CHECKING:
    from datetime import date

    from famplan.catalogue.indicator import Source
    from famplan.language.record import Record
    from famplan.rules.amount import Amount
    from famplan.rules.requirement import Requirement
    from famplan.rules.rule import Rule

__all__ = ["Reason", "Verdict", "verdict_of"]

S = TypeVar("S")

_TRUTH = {True: "met", False: "not met", None: "unknown"}
_WORDS = {
    "en": {True: "yes", False: "no", None: "unknown"},
    "zh": {True: "是", False: "否", None: "未知"},
}
_TRUTH_ZH = {True: "满足", False: "不满足", None: "未知"}


@attrs.frozen(eq=False)
class Reason(Generic[S]):
    """One requirement, and whether it is met: None is unknown."""

    requirement: Requirement[S]
    truth: bool | None
    record: Record[S] = attrs.field(repr=False)

    @property
    def facts(self) -> dict[str, Any]:
        """The facts that were used, by name; None is unknown."""
        used = self.requirement.condition.used(self.record)
        return {name: _plain(found.value) for name, found in used.items()}

    def said(self, *, language: str = "en", under: Source | None = None) -> str:
        """Say the requirement, whether it is met, and the facts used.

        Its own source is named where it is not the one that everything stands under.
        """
        used = self.requirement.condition.used(self.record).values()
        said = [(entry.what.said(language=language), entry.value) for entry in used]
        facts = "; ".join(f"{name}: {_shown(_plain(value), language)}" for name, value in said)
        truth = (_TRUTH if language == "en" else _TRUTH_ZH)[self.truth]
        cited = [self.requirement.locator]
        if self.requirement.source not in (None, under):
            cited.append(str(self.requirement.source))
        place = f" [{'; '.join(filter(None, cited))}]" if any(cited) else ""
        return f"{truth}: {self.requirement.said(language=language)}{place} ({facts})"


def _plain(value: Any) -> Any:  # noqa: ANN401 - a value of a fact
    """Show children by their number: what is said of them stays with the family."""
    return len(value) if isinstance(value, tuple) else value


def _shown(value: object, language: str) -> str:
    """Say a value; of bounds both."""
    if isinstance(value, StrEnum):
        return getattr(value, "name_zh", str(value)) if language == "zh" else str(value)
    if isinstance(value, str):
        return value.replace(" to ", "至") if language == "zh" else value
    if value is None or isinstance(value, bool):
        return _WORDS[language][value]
    return str(value)


@attrs.frozen(eq=False)
class Verdict(Generic[S]):
    """What a rule says of one record.

    Parameters
    ----------
    rule : Rule
        The rule, with the local texts that are part of it.
    on : date or None
        The reference date.
    outcome : Outcome
        Eligible, not eligible, unknown, not in force.
    reasons : tuple of Reason
        Every requirement.
    why : tuple of str
        What else decides: that the rule was not in force, or that facts contradict each other.
    why_zh : tuple of str
        The same in Chinese.
    amounts : tuple of Payable
        What is paid to the one who asks: certain, or possible where facts are missing or
        contradict each other.
    """

    rule: Rule[S]
    on: date | None
    outcome: Outcome
    reasons: tuple[Reason[S], ...] = attrs.field(default=(), repr=False)
    why: tuple[str, ...] = ()
    amounts: tuple[Payable[S], ...] = attrs.field(default=(), repr=False)
    why_zh: tuple[str, ...] = attrs.field(default=(), repr=False)

    @property
    def amount(self) -> Amount[S] | None:
        """The first amount that is certain and does not come on top of another; None if none is."""
        certain = (entry.amount for entry in self.amounts if entry.truth)
        return next((amount for amount in certain if not amount.adds), None)

    @property
    def unverified(self) -> tuple[str, ...]:
        """What the verdict relies on whose source famplan's makers have not seen."""
        sources = [self.rule.source]
        sources += [entry.requirement.source for entry in self.reasons if entry.requirement.source]
        sources += [entry.amount.source for entry in self.amounts]
        return tuple(dict.fromkeys(str(source) for source in sources if not source.verified))

    def __str__(self) -> str:
        """Say it in English, a line for each reason."""
        return self.explain()

    def explain(self, *, language: str = "en") -> str:
        """Say it in English or Chinese, a line for each reason.

        Parameters
        ----------
        language : {"en", "zh"}
            The language.

        Returns
        -------
        str
        """
        rule, english = self.rule, language == "en"
        name = rule.name if english else rule.name_zh
        outcome = str(self.outcome) if english else self.outcome.name_zh
        day = self.on or ("an unknown day" if english else "日期未知")
        lines = [f"{name}, on {day}: {outcome}" if english else f"{name}（{day}）：{outcome}"]
        lines += [f"  {text}" for text in (self.why if english else self.why_zh)]
        lines += [f"  {entry.said(language=language, under=rule.source)}" for entry in self.reasons]
        lines += [
            f"  {'amount' if english else '金额'}: {x.said(language=language)}"
            for x in self.amounts
        ]
        lines += [f"  {'local text' if english else '地方规定'}: {text}" for text in rule.overlays]
        lines.append(f"  {'source' if english else '依据'}: {rule.source}")
        missing = "not verified" if english else "未经核实"
        lines += [f"  {missing}: {text}" for text in self.unverified]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {
            "rule": self.rule.name,
            "rule_zh": self.rule.name_zh,
            "on": self.on and self.on.isoformat(),
            "outcome": str(self.outcome),
            "code": self.outcome.code,
            "why": list(self.why),
            "why_zh": list(self.why_zh),
            "reasons": [_reason_record(entry) for entry in self.reasons],
            "amounts": [
                {
                    **entry.amount.to_dict(),
                    "applies": entry.truth,
                    "due": None if entry.due is None else float(entry.due),
                }
                for entry in self.amounts
            ],
            "overlays": list(self.rule.overlays),
            "source": source_record(self.rule.source),
            "unverified": list(self.unverified),
        }

    def to_json(self) -> str:
        """JSON text of `to_dict`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def _reason_record(reason: Reason[Any]) -> dict[str, Any]:
    requirement = reason.requirement
    facts = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in reason.facts.items()
    }
    source = None if requirement.source is None else source_record(requirement.source)
    return {
        "key": requirement.key,
        "text": requirement.text,
        "text_zh": requirement.text_zh,
        "met": reason.truth,
        "facts": facts,
        "locator": requirement.locator,
        "source": source,
    }


def verdict_of(rule: Rule[S], record: Record[S]) -> Verdict[S]:
    """Judge one record."""
    on = record.on
    if on is not None and not rule.in_force(on):
        texts = ((_not_in_force(rule, language=language),) for language in ("en", "zh"))
        return Verdict(rule, on, Outcome.NOT_IN_FORCE, why=next(texts), why_zh=next(texts))
    reasons = tuple(Reason(entry, entry.condition.holds(record), record) for entry in rule.requires)
    wrong = [entry for entry in rule.contradictions if entry.condition.holds(record)]
    no_day = ("the reference date is missing",) if on is None else ()
    no_day_zh = ("缺少计算日期",) if on is None else ()
    why = (*no_day, *(f"facts contradict each other: {entry.text}" for entry in wrong))
    why_zh = (*no_day_zh, *(f"事实相互矛盾：{entry.text_zh}" for entry in wrong))
    outcome = Outcome.UNKNOWN if why else _outcome([entry.truth for entry in reasons])
    amounts = _payable(rule, record) if outcome is not Outcome.NOT_ELIGIBLE else ()
    if outcome is Outcome.UNKNOWN:  # nothing is certain of someone of whom it is not known
        amounts = tuple(attrs.evolve(entry, truth=None) for entry in amounts)
    return Verdict(rule, on, outcome, reasons, why, amounts, why_zh)


def _outcome(truths: list[bool | None]) -> Outcome:
    if False in truths:
        return Outcome.NOT_ELIGIBLE
    return Outcome.UNKNOWN if None in truths else Outcome.ELIGIBLE


def _not_in_force(rule: Rule[Any], *, language: str) -> str:
    window = window_text(rule.since, rule.until, language=language)
    if language == "zh":
        return f"施行期间：{window}" + (f"；由{rule.ended_by}终止" if rule.ended_by else "")
    return f"in force {window}" + (f"; ended by {rule.ended_by}" if rule.ended_by else "")


def _payable(rule: Rule[S], record: Record[S]) -> tuple[Payable[S], ...]:
    """Take the amounts in force for the one who asks.

    The most local of those that are certain replace what holds more widely; one that is local but
    of which facts are missing stands beside them.
    """
    if record.on is None:
        return ()
    on = record.on
    held = [amount for amount in rule.amounts if amount.in_force(on, rule.place)]
    found = [
        Payable(amount, truth, amount.due(record))
        for amount in held
        if (truth := True if amount.when is None else amount.when.holds(record)) is not False
    ]
    certain = [entry.amount.place for entry in found if entry.truth and not entry.amount.adds]
    nearest = max(certain, key=len, default="")
    return tuple(
        entry
        for entry in found
        if entry.amount.adds
        or entry.amount.place == nearest
        or (entry.truth is None and len(entry.amount.place) > len(nearest))
    )
