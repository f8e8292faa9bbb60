"""Rules and schemes from plain values: what their `to_dict` gives, back again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError
from famplan.language.comparing import NumberBound
from famplan.language.nodes import condition_from
from famplan.rules.amount import Amount
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from famplan.language.numbers import NumberTerm
    from famplan.language.subject import Subject

__all__ = ["rule_from", "scheme_from"]

S = TypeVar("S")
T = TypeVar("T")

_AMOUNT = (
    *("value", "high", "floor", "unit", "per", "period", "payer"),
    *("text_of", "place", "case", "adds", "step", "note"),
)


def rule_from(values: Mapping[str, Any], subject: Subject[S]) -> Rule[S]:
    """Make a rule from the plain values that its `to_dict` gave.

    Parameters
    ----------
    values : mapping
        What ``rule.to_dict()`` returned, for instance read from JSON.
    subject : Subject
        Whom the rule is about: it has the facts that are named.

    Returns
    -------
    Rule

    Raises
    ------
    DefinitionError
        The values are no rule, name a fact that the subject does not have, or are about another
        subject.

    Examples
    --------
    >>> import json
    >>> from datetime import date
    >>> from famplan.rules import rewards
    >>> from famplan.rules.subjects import PARENT
    >>> law = rewards.RURAL_REWARD.law(date(2012, 3, 1))
    >>> text = json.dumps(law.to_dict())
    >>> rule_from(json.loads(text), PARENT).to_dict() == law.to_dict()
    True
    """
    return _made("rule", lambda: _rule(values, subject))


def scheme_from(values: Mapping[str, Any], subject: Subject[S]) -> Scheme[S]:
    """Make a scheme from the plain values that its `to_dict` gave.

    Parameters
    ----------
    values : mapping
        What ``scheme.to_dict()`` returned, for instance read from JSON.
    subject : Subject
        Whom the scheme is about: it has the facts that are named.

    Returns
    -------
    Scheme

    Raises
    ------
    DefinitionError
        The values are no scheme, name a fact that the subject does not have, or are about another
        subject.

    Examples
    --------
    >>> from famplan.rules import rewards
    >>> from famplan.rules.subjects import PARENT
    >>> values = rewards.RURAL_REWARD.to_dict()
    >>> scheme_from(values, PARENT).to_dict() == values
    True
    """
    return _made("scheme", lambda: _scheme(values, subject))


def _made(what: str, make: Callable[[], T]) -> T:
    """Make something, and say what its values lack."""
    try:
        return make()
    except DefinitionError:
        raise
    except KeyError as error:
        remedy = f"give what {what}.to_dict() gives"
        raise DefinitionError(what, f"has no {error.args[0]!r}", remedy=remedy) from error
    except (TypeError, ValueError, AttributeError) as error:
        problem, remedy = "has a value of the wrong kind", f"give what {what}.to_dict() gives"
        raise DefinitionError(what, problem, remedy=remedy) from error


def _rule(values: Mapping[str, Any], subject: Subject[S]) -> Rule[S]:
    if values["subject"] != subject.name:
        problem = f"is about a {values['subject']}, not a {subject.name}"
        raise DefinitionError("rule", problem, remedy="give the subject that it is about")
    return Rule(
        values["name"],
        name_zh=values["name_zh"],
        subject=subject,
        requires=_requirements(values["requires"], subject),
        source=_source(values["source"]),
        amounts=tuple(_amount(entry, subject) for entry in values["amounts"]),
        overlays=tuple(values["overlays"]),
        **{name: values[name] for name in ("ended_by", "place", "leap_day", "note")},
        only_counted=values["only_counted"],
        **_window(values),
    )


def _scheme(values: Mapping[str, Any], subject: Subject[S]) -> Scheme[S]:
    return Scheme(
        **{name: values[name] for name in ("code", "name", "name_zh", "note")},
        versions=tuple(_rule(entry, subject) for entry in values["versions"]),
        overlays=tuple(_overlay(entry, subject) for entry in values["overlays"]),
        amounts=tuple(_amount(entry, subject) for entry in values["amounts"]),
    )


def _overlay(values: Mapping[str, Any], subject: Subject[S]) -> Overlay[S]:
    parts: dict[str, Any] = {
        name: _requirements(values[name], subject) for name in ("adds", "replaces", "relaxes")
    }
    return Overlay(
        place=values["place"],
        note=values["note"],
        drops=tuple(values["drops"]),
        source=_source(values["source"]),
        **parts,
        **_window(values),
    )


def _requirements(
    entries: list[Mapping[str, Any]], subject: Subject[S]
) -> tuple[Requirement[S], ...]:
    return tuple(
        Requirement(
            **{name: entry[name] for name in ("text", "locator", "text_zh", "key")},
            condition=condition_from(entry["condition"], subject),
            source=_source(entry["source"]) if "source" in entry else None,
        )
        for entry in entries
    )


def _amount(values: Mapping[str, Any], subject: Subject[S]) -> Amount[S]:
    when, times = values["when"], values["times"]
    return Amount(
        **{name: values[name] for name in _AMOUNT},
        when=None if when is None else condition_from(when, subject),
        times=None if times is None else _term(times, subject),
        source=_source(values["source"]),
        **_window(values),
    )


def _term(values: str | Mapping[str, Any], subject: Subject[S]) -> NumberTerm[S]:
    """Read a number as conditions have it."""
    bound = condition_from({"number": values, ">=": 0}, subject)
    if not isinstance(bound, NumberBound):
        raise DefinitionError("amount", "times is no number")
    return bound.term


def _source(values: Mapping[str, Any]) -> Source:
    return Source(**{name: values[name] for name in ("title", "locator", "url", "grade")})


def _window(values: Mapping[str, Any]) -> dict[str, Any]:
    """Read the two days of a window."""
    return {name: _day(values[name]) for name in ("since", "until")}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
