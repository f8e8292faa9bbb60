"""Who qualifies, by law and by date: rules with reasons, for one record or for any number.

A rule reads like its legal text and is data. `Scheme.verdict` judges one record, with every reason
and its source; `tally_of` counts any number of them; `compare` shows what a draft would change.
Each name, and each room of schemes, loads its module when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from famplan.language.enough import at_least
    from famplan.language.subject import Subject
    from famplan.rules import (
        assistance,
        birth_policy,
        certificates,
        facilities,
        households,
        leave,
        marriage,
        medical_eligibility,
        migrants,
        registers,
        rewards,
        services,
        staff,
        subjects,
        village_workers,
    )
    from famplan.rules.amount import Amount
    from famplan.rules.comparison import Comparison, Difference, compare, compare_one
    from famplan.rules.outcome import Outcome
    from famplan.rules.plain_values import rule_from, scheme_from
    from famplan.rules.reconciliation import Reconciliation, reconcile
    from famplan.rules.register import find_scheme, schemes
    from famplan.rules.requirement import Requirement
    from famplan.rules.rule import Rule
    from famplan.rules.scheme import Overlay, Scheme
    from famplan.rules.tally import RuleTally, tally_of
    from famplan.rules.verdict import Verdict

__all__ = [
    "Amount",
    "Comparison",
    "Difference",
    "Outcome",
    "Overlay",
    "Reconciliation",
    "Requirement",
    "Rule",
    "RuleTally",
    "Scheme",
    "Subject",
    "Verdict",
    "assistance",
    "at_least",
    "birth_policy",
    "certificates",
    "compare",
    "compare_one",
    "facilities",
    "find_scheme",
    "households",
    "leave",
    "marriage",
    "medical_eligibility",
    "migrants",
    "reconcile",
    "registers",
    "rewards",
    "rule_from",
    "scheme_from",
    "schemes",
    "services",
    "staff",
    "subjects",
    "tally_of",
    "village_workers",
]

_HOME = {
    name: module
    for module, names in {
        "amount": "Amount",
        "comparison": "Comparison Difference compare compare_one",
        "famplan.language.enough": "at_least",
        "famplan.language.subject": "Subject",
        "outcome": "Outcome",
        "plain_values": "rule_from scheme_from",
        "reconciliation": "Reconciliation reconcile",
        "register": "find_scheme schemes",
        "requirement": "Requirement",
        "rule": "Rule",
        "scheme": "Overlay Scheme",
        "tally": "RuleTally tally_of",
        "verdict": "Verdict",
    }.items()
    for name in names.split()
}


def __getattr__(name: str) -> object:
    """Load the module that holds a public name, or that is one."""
    if name in _HOME:
        home = _HOME[name]
        place = home if home.startswith("famplan.") else f"{__name__}.{home}"
        value = getattr(import_module(place), name)
        globals()[name] = value
        return value
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
