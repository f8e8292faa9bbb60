"""Classify one birth by the policy of its day and province, for statistics.

A birth is classified after the fact, from facts without a name. Nothing here advises anyone, says
what someone may do, or follows from the class: approval, registration and fees are not modelled.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import InvalidInputError
from famplan.model.days import plain_date
from famplan.rules.birth_policy.classification import Classification
from famplan.rules.birth_policy.conformity import Conformity
from famplan.rules.birth_policy.provisions import province_of, provision
from famplan.rules.birth_policy.regimes import BIRTH_POLICY, FAVOURABLE_RULE
from famplan.rules.birth_policy.texts import known_without_spacing
from famplan.rules.subjects.couple import COUPLE, MARRIED, ORDER, OTHER_GROUND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from famplan.catalogue.indicator import Source
    from famplan.language.record import Record
    from famplan.rules.birth_policy.provisions import Provision
    from famplan.rules.birth_policy.texts import Ground
    from famplan.rules.rule import Rule
    from famplan.rules.subjects.couple import CoupleAtBirth

__all__ = ["check_past", "classify"]

_NOT_READ = "the text in force is not among those that were read"
_PARTLY_READ = "other grounds of the text in force are not among those that were read"
_SPACING_NOT_READ = "whether spacing between births was asked for that day was not read"
_BEFORE = "no rule of before 1980-09-25 is among those that were read"
_TWO_PROVINCES = (
    "before 2016-01-01 no rule on partners registered in two provinces is among those that were "
    "read: decided only where both provinces agree"
)


def classify(
    couple: CoupleAtBirth | Mapping[str, Any],
    *,
    on: date,
    place: str | Sequence[str],
    assume_married: bool = False,
) -> Classification:
    """Classify one birth by the policy of its day and province, for statistics.

    Parameters
    ----------
    couple : CoupleAtBirth or mapping
        What is known of the couple on the day of the birth; what is not given is unknown.
    on : date
        The day of the birth. It must have come: births are classified after the fact.
    place : str or two of them
        The province of registration (``"Anhui"``), or of each partner where they differ: from
        2016-01-01 the rule that favours them applies. Empty where it is not known.
    assume_married : bool
        Take a marriage of which nothing is known as lawful.

    Returns
    -------
    Classification
        Conforming, not conforming or unknown, with the ground and its citation. It is unknown
        where facts are missing and where the text of the day is not among those that were read.

    Raises
    ------
    InvalidInputError
        The day has not come, there is no such province, or a fact is not of its kind.

    Examples
    --------
    >>> from datetime import date
    >>> from famplan.rules.subjects import CoupleAtBirth
    >>> couple = CoupleAtBirth(order=2, married=True, woman_only_child=True, man_only_child=False)
    >>> print(classify(couple, on=date(2014, 1, 23), place="Anhui"))
    birth on 2014-01-23, Anhui: conforming
      regime: one child, exceptions by province
      ground: one partner or both are only children
      source: 安徽省人口与计划生育条例 (2014 text), Anhui University of Technology, art. 20 (1) [C]
      source: 人口与计划生育法 (2001-12-29), art. 18 [A]
    >>> classify(couple, on=date(2014, 1, 23), place="Heilongjiang").why
    ('other grounds of the text in force are not among those that were read',)
    """
    day = plain_date(on, "on")
    check_past(day)
    if assume_married:
        couple = _taken_as_married(couple)
    places = [place] if isinstance(place, str) else list(place)
    if len(places) not in {1, 2}:
        problem = f"{len(places)} places; a couple is registered in one or two"
        raise InvalidInputError("place", problem)
    found = [_in_one(couple, day, province_of(name)) for name in places]
    return found[0] if len(set(places)) == 1 else _in_two(found, day)


def check_past(day: date) -> None:
    """Check that a day has come.

    Raises
    ------
    InvalidInputError
        It has not: births are classified after the fact, for statistics.
    """
    if day > date.today():  # noqa: DTZ011 - a day, wherever the reader is
        problem = f"{day} has not come; births are classified after the fact, for statistics"
        raise InvalidInputError("on", problem)


def _taken_as_married(couple: CoupleAtBirth | Mapping[str, Any]) -> Any:  # noqa: ANN401 - as given
    if isinstance(couple, Mapping):
        return {**couple, "married": True} if couple.get("married") is None else couple
    return attrs.evolve(couple, married=True) if couple.married is None else couple


def _in_one(couple: CoupleAtBirth | Mapping[str, Any], day: date, place: str) -> Classification:
    held, law = provision(place, day), BIRTH_POLICY.law(day, place=place)
    if held is None or law is None:
        return Classification(conformity=Conformity.UNKNOWN, on=day, place=place, why=(_BEFORE,))
    verdict = law.verdict(couple, on=day)
    conformity = Conformity.from_code(verdict.outcome.code)
    record = COUPLE.record(couple, day)
    base = Classification(
        conformity=conformity,
        on=day,
        place=place,
        regime=law.name,
        regime_zh=law.name_zh,
        citation=_texts(held, law),
        unverified=_unverified(held),
        notes=_notes(held),
    )
    if conformity is Conformity.CONFORMING:
        return _with_ground(base, held, law, record)
    if conformity is Conformity.NOT_CONFORMING:
        return attrs.evolve(base, why=tuple(_against(held, record)))
    missing = () if verdict.why else tuple(_missing(held, record))
    return attrs.evolve(base, why=(*verdict.why, *_unread(held, record)), missing=missing)


def _texts(held: Provision, law: Rule[CoupleAtBirth]) -> tuple[Source, ...]:
    own = [entry.source for entry in reversed(held.texts)]
    return (*own, *_spacing_source(held), law.source)


def _spacing_source(held: Provision) -> tuple[Source, ...]:
    return () if held.spacing is None else (held.spacing.source,)


def _unverified(held: Provision) -> tuple[str, ...]:
    own = () if held.spacing is None else held.spacing.unverified
    return (*(text for entry in held.texts for text in entry.unverified), *own)


def _spacing_unverified(held: Provision, day: date) -> tuple[str, ...]:
    """Say what a birth beyond the number rests on as to spacing."""
    if held.spacing is not None:
        return held.spacing.unverified
    return () if known_without_spacing(held.place, day) else (_SPACING_NOT_READ,)


def _notes(held: Provision) -> tuple[str, ...]:
    notes = [entry.note for entry in held.texts]
    if held.spacing is not None:
        notes.append(held.spacing.note)
    return tuple(dict.fromkeys(note for note in notes if note))


def _with_ground(
    base: Classification,
    held: Provision,
    law: Rule[CoupleAtBirth],
    record: Record[CoupleAtBirth],
) -> Classification:
    """Say which ground it was, and keep only what that ground relies on."""
    ground = next(_grounds(held, record), None)
    if ground is None:
        other = OTHER_GROUND
        return attrs.evolve(base, ground=other.label, ground_zh=other.label_zh)
    if isinstance(ground, int):
        own = tuple(entry for entry in held.texts if entry.number is not None)
        return attrs.evolve(
            base,
            ground="first child" if ground == 1 else f"one of the first {ground} children",
            ground_zh="一孩" if ground == 1 else f"{ground}孩以内",
            citation=(*(entry.source for entry in own), law.source),
            unverified=(),
            notes=tuple(entry.note for entry in own),
        )
    text = next(entry for entry in held.texts if ground in entry.grounds)
    return attrs.evolve(
        base,
        ground=ground.name,
        ground_zh=ground.name_zh,
        citation=(ground.source, *_spacing_source(held), law.source),
        unverified=(*text.unverified, *_spacing_unverified(held, base.on)),
        notes=tuple(filter(None, (text.note, held.spacing.note if held.spacing else ""))),
    )


def _grounds(held: Provision, record: Record[CoupleAtBirth]) -> Iterator[Ground | int]:
    if (held.number >= ORDER).holds(record):
        yield held.number
    for ground in held.grounds:
        if ground.condition.holds(record):
            yield ground


def _against(held: Provision, record: Record[CoupleAtBirth]) -> Iterator[str]:
    if MARRIED.holds(record) is False:
        yield "the marriage was not lawful"
    if held.condition.holds(record) is False:
        waiting = None if held.spacing is None else held.spacing.condition.holds(record)
        yield "spacing was not kept" if waiting is False else "no ground of the text in force holds"


def _unread(held: Provision, record: Record[CoupleAtBirth]) -> Iterator[str]:
    beyond = (held.number >= ORDER).holds(record) is not True
    if beyond and not held.complete and OTHER_GROUND.holds(record) is None:
        yield _PARTLY_READ if held.texts else _NOT_READ


def _missing(held: Provision, record: Record[CoupleAtBirth]) -> Iterator[str]:
    """Name the facts that leave a condition open; those that a reader can hardly have come last."""
    open_ones = [MARRIED, held.number >= ORDER, *(ground.condition for ground in held.grounds)]
    if held.spacing is not None:
        open_ones.append(held.spacing.condition)
    facts = {
        fact.name: None
        for condition in open_ones
        if condition.holds(record) is None
        for fact in condition.facts
        if record.value(fact) is None
    }
    yield from facts


def _in_two(found: list[Classification], day: date) -> Classification:
    """Partners registered in two provinces: the rule that favours them, since there is one."""
    place = " and ".join(entry.place for entry in found)
    best = max(found, key=lambda entry: entry.conformity.code)
    favour = FAVOURABLE_RULE.in_force(day)
    agreed = found[0].conformity is found[1].conformity
    if agreed or (favour and best.conformity is Conformity.CONFORMING):
        law = (FAVOURABLE_RULE.source,) if favour else ()
        return attrs.evolve(best, place=place, citation=(*best.citation, *law))
    why = tuple(f"{entry.place}: {text}" for entry in found for text in entry.why)
    missing = tuple(dict.fromkeys(name for entry in found for name in entry.missing))
    return attrs.evolve(
        best,
        conformity=Conformity.UNKNOWN,
        place=place,
        ground="",
        ground_zh="",
        citation=tuple(dict.fromkeys(text for entry in found for text in entry.citation)),
        why=why if favour else (_TWO_PROVINCES, *why),
        missing=missing,
        unverified=tuple(dict.fromkeys(text for entry in found for text in entry.unverified)),
        notes=tuple(dict.fromkeys(text for entry in found for text in entry.notes)),
    )
