"""A tally of a register by the rules in force: conformity of births, and benefits due."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs

from famplan.formulas.choices import one_of
from famplan.rules.birth_policy.provisions import province_of
from famplan.rules.registers.benefits import due_by_rules, schemes_of
from famplan.rules.registers.conformity import Judged, conformity_of
from famplan.tabulate.register import register as count_register
from famplan.tabulate.register.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.model.period import Period
    from famplan.model.residence import MinimumStay, PopulationScope
    from famplan.tabulate.register import RegisterTally
    from famplan.tabulate.register.records import RegisterLike

__all__ = ["Recorded", "count"]

Recorded: TypeAlias = Literal["first", "ignored"]
"""What becomes of conformity as the office recorded it: it comes first, and the rules decide where
nothing is recorded; or it is ignored, and the rules decide all."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def count(  # noqa: PLR0913 - as `famplan.tabulate.register`, and by what rules
    register: RegisterLike,
    *,
    place: str,
    recorded: Recorded,
    period: Period,
    assume: Mapping[str, Any] = _NOTHING,
    schemes: Mapping[str, str] = _NOTHING,
    by: str | None = None,
    at: str | None = None,
    scope: PopulationScope | str = "resident",
    minimum_stay: MinimumStay | None = None,
    uptake_days: int | None = None,
) -> RegisterTally:
    """Count a register in a period, with births and benefits judged by the rules in force.

    Each birth is judged by the text of its day and province, from what the register says of the
    couple and of the births before. Only counts come back: no birth and no family is listed.

    Parameters
    ----------
    register : object
        What `famplan.readers.register` returns, or any such tables.
    place : str
        The province whose texts apply: ``"Henan"``, or ``"Henan/Zhengzhou"`` for benefits.
    recorded : {"first", "ignored"}
        Whether conformity as recorded by the office comes first, or is ignored. The sources leave
        it open, so there is no default.
    period, by, at, scope, minimum_stay, uptake_days
        As for `famplan.tabulate.register`.
    assume : mapping
        Facts of `famplan.rules.subjects.CoupleAtBirth` to take as given of every couple of whom the
        records do not tell: ``{"married": True, "woman_nationality": "han"}``. Say it in the
        footnote of the table.
    schemes : mapping of str to str
        By the register's word for a benefit the code of a scheme (``"rural-reward"``): persons due
        it on the last day of the period are counted by the rules, and of them those who were paid.
        Amounts stay as recorded.

    Returns
    -------
    RegisterTally
        What `famplan.tabulate.register` returns; its notes say by what rules.

    Raises
    ------
    InvalidInputError
        There is no such province or fact.
    DefinitionError
        `recorded` is neither, or there is no such scheme, level, area or scope.

    Examples
    --------
    >>> from famplan.datasets.register import synthetic_register
    >>> from famplan.model.period import Period
    >>> from famplan.readers import register as read
    >>> county = read(synthetic_register(20_000, seed=7).frames())
    >>> year = Period.calendar_year(2013)
    >>> tally = count(county, place="Henan", recorded="ignored", period=year)
    >>> decided, lowest, highest = tally.estimate("PCR").column("value")
    >>> lowest < decided < highest  # most second births are undecided: read the two bounds
    True
    """
    one_of(recorded, get_args(Recorded), argument="recorded")
    province, found = province_of(place), schemes_of(schemes)
    reading: dict[str, Any] = {
        "place": province,
        "assume": assume,
        "recorded_first": recorded == "first",
    }
    judged = Judged(register=register, in_policy=conformity_of(register, **reading, period=period))
    options: dict[str, Any] = {"period": period, "by": by, "at": at}
    options |= {"minimum_stay": minimum_stay, "uptake_days": uptake_days}
    tally = count_register(judged, scope=scope, **options)
    counts, given = dict(tally.counts), tally.given
    if found:
        given |= {"benefit_payments.due"}  # the rules say to whom
        everyone = Judged(register=register, in_policy=conformity_of(register, **reading))
        setting = Setting.of(register, **options)
        counts["benefits"] = due_by_rules(
            everyone, setting, counts["benefits"], schemes=found, place=place
        )
    notes = _notes(place, recorded, assume, {text: one.code for text, one in found.items()})
    return attrs.evolve(tally, counts=counts, given=given, rules=notes)


def _notes(
    place: str, recorded: Recorded, assume: Mapping[str, Any], schemes: Mapping[str, str]
) -> tuple[str, ...]:
    first = "as recorded, else " if recorded == "first" else ""
    notes = [f"conformity of births: {first}by the texts of {place} in force at each birth"]
    if assume:
        taken = ", ".join(f"{name} = {value}" for name, value in assume.items())
        notes.append(f"taken as given where records do not tell: {taken}")
    if schemes:
        named = ", ".join(f"{text} ({code})" for text, code in schemes.items())
        notes.append(f"persons due by the rules of {place} on the last day: {named}")
    return tuple(notes)
