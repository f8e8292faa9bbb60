"""The Population and Family Planning Law through time: the texts on which rewards rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Grade, Source
from famplan.rules.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from famplan.language.subject import Subject
    from famplan.rules.requirement import Requirement

__all__ = ["THREE_CHILDREN", "TWO_CHILDREN", "law_text", "through_time"]

_LAW = "Population and Family Planning Law (人口与计划生育法)"
_FIRST = date(2002, 9, 1)
TWO_CHILDREN = date(2016, 1, 1)
"""First day of the law as amended on 2015-12-27: the one-child period is over."""
THREE_CHILDREN = date(2021, 8, 20)
"""First day of the law as amended on 2021-08-20."""

_TEXTS = {
    _FIRST: "of 2001-12-29",
    TWO_CHILDREN: "as amended on 2015-12-27",
    THREE_CHILDREN: "as amended on 2021-08-20",
}


def law_text(since: date, locator: str) -> Source:
    """Return the text of the law that came into force on a day.

    Examples
    --------
    >>> print(law_text(TWO_CHILDREN, "art. 27"))
    Population and Family Planning Law (人口与计划生育法) as amended on 2015-12-27, art. 27 [A]
    """
    return Source(f"{_LAW} {_TEXTS[since]}", locator=locator, grade=Grade.LAW)


def through_time(
    subject: Subject[Any],
    name: str,
    name_zh: str,
    *,
    locators: Sequence[str],
    requires: Sequence[tuple[Requirement[Any], ...]],
) -> tuple[Rule[Any], ...]:
    """Make a rule of each text of the law, the amending decision ending the one before.

    Parameters
    ----------
    subject : Subject
        Whom the rules are about.
    name, name_zh : str
        What they are called.
    locators : sequence of str
        The article, in each text.
    requires : sequence of tuple of Requirement
        What each text asks for.
    """
    edges = zip(_TEXTS, (TWO_CHILDREN, THREE_CHILDREN, None), strict=True)
    return tuple(
        Rule(
            name,
            name_zh=name_zh,
            subject=subject,
            source=law_text(since, locator),
            since=since,
            until=until,
            ended_by="" if until is None else f"decision amending the law, in force {until}",
            requires=tuple(attrs.evolve(entry, locator=locator) for entry in required),
        )
        for (since, until), locator, required in zip(edges, locators, requires, strict=True)
    )
