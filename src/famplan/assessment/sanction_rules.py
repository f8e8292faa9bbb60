"""Published rules of sanctions: triggers and consequences as data, each with its source.

They are history. Grounds and consequences that bear on identified people, or press units to act on
the pregnancies of people, are left out; each file says which.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

import attrs

from famplan.assessment.consequences import Consequence, consequences_from
from famplan.assessment.faults import Faults
from famplan.assessment.triggers import EventTrigger, GradeTrigger, Trigger, triggers_from
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from datetime import date

    from famplan.assessment.scheme import Scheme

__all__ = ["SanctionRules", "find_sanction_rules", "sanction_rules"]


@attrs.frozen(kw_only=True)
class SanctionRules:
    """Triggers and consequences of one text.

    Parameters
    ----------
    code : str
        Short name.
    name, name_zh : str
        Names in both languages.
    triggers : tuple of Trigger
        What calls for a sanction.
    consequences : tuple of Consequence
        What follows.
    source : Source
        The text.
    since, until : date, optional
        First day in force, and first day no longer.
    """

    code: str
    name: str
    name_zh: str
    triggers: tuple[Trigger, ...]
    consequences: tuple[Consequence, ...]
    source: Source
    since: date | None = None
    until: date | None = None

    @property
    def events(self) -> tuple[str, ...]:
        """Events that must be counted, so that nothing is left unknown."""
        found = (one.event for one in self.triggers if isinstance(one, EventTrigger))
        return tuple(dict.fromkeys(found))

    def added_to(self, scheme: Scheme) -> Scheme:
        """Return a scheme with these triggers and consequences beside its own.

        Raises
        ------
        DefinitionError
            A trigger of the scheme has the code of one of these, or a grade that these look at
            is not in its scale.

        Examples
        --------
        >>> from famplan.assessment import Scheme
        >>> from famplan.catalogue.indicator import Source
        >>> plain = Scheme(code="plain", name="Plain", items=[], source=Source("made up"))
        >>> len(find_sanction_rules("henan-city-2006").added_to(plain).triggers)
        3
        """
        where = f"scheme {scheme.code} with {self.code}"
        own = {trigger.code for trigger in scheme.triggers}
        if twice := sorted(own & {trigger.code for trigger in self.triggers}):
            raise DefinitionError(where, f"two triggers {', '.join(twice)}")
        known = set() if scheme.grades is None else {one.code for one in scheme.grades.grades}
        asked = {
            code for one in self.triggers if isinstance(one, GradeTrigger) for code in one.grades
        }
        if missing := sorted(asked - known):
            remedy = "give its scale a grade of the code"
            raise DefinitionError(where, f"no grade {', '.join(missing)}", remedy=remedy)
        return attrs.evolve(
            scheme,
            triggers=(*scheme.triggers, *self.triggers),
            consequences=(*scheme.consequences, *self.consequences),
        )

    def __str__(self) -> str:
        """Name, source and counts in one line."""
        return (
            f"{self.name}: {len(self.triggers)} triggers, {len(self.consequences)} consequences "
            f"({self.source})"
        )


@cache
def sanction_rules() -> tuple[SanctionRules, ...]:
    """Return the rules that famplan ships.

    Examples
    --------
    >>> [rules.code for rules in sanction_rules()]
    ['city-eleven-grounds', 'henan-city-2006', 'jiangxi-2009', 'sichuan-city', 'statuses', \
'zhejiang-2007']
    """
    folder = resources.files("famplan.assessment") / "data" / "sanction_rules"
    files = sorted((file.name, file) for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(_read(name, loads(file.read_text(encoding="utf-8"))) for name, file in files)


def _read(name: str, data: dict[str, Any]) -> SanctionRules:
    faults = Faults()
    head = dict(data["rules"])
    grades = head.pop("needs_grades", [])
    rules = SanctionRules(
        **{**head, "source": Source(**head["source"])},
        triggers=triggers_from(data.get("trigger", []), faults, grades=grades),
        consequences=consequences_from(data.get("consequence", []), faults, grades=grades),
    )
    faults.raise_if_any(name)
    return rules


def find_sanction_rules(code: str) -> SanctionRules:
    """Return rules that famplan ships.

    Raises
    ------
    DefinitionError
        There are none of the code.

    Examples
    --------
    >>> rules = find_sanction_rules("zhejiang-2007")
    >>> len(rules.triggers), str(rules.source.grade)
    (6, 'B')
    """
    known = {rules.code: rules for rules in sanction_rules()}
    if code not in known:
        near = get_close_matches(code, known, n=1) or known
        raise DefinitionError("rules", f"no {code!r}", remedy=f"try {', '.join(near)}")
    return known[code]
