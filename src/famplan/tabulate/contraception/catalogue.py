"""Every measure of this tally, by the code of its indicator."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from famplan.tabulate.contraception.choice import CONTACTS, INDEX_VARIANTS
from famplan.tabulate.contraception.decisions import OWN_DECISIONS
from famplan.tabulate.contraception.demand import demand
from famplan.tabulate.contraception.lists import (
    METHODS,
    long_acting_methods,
    modern_definitions,
    modern_methods,
    sector_definitions,
    sectors,
    source_names,
)
from famplan.tabulate.contraception.measures import Measure, Part, each_of, means_of, part, share_of
from famplan.tabulate.contraception.messages import MESSAGES, NO_MESSAGE
from famplan.tabulate.contraception.women import USE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from famplan.model.contraception import ContraceptiveMethod
    from famplan.tabulate.contraception.variables import Variable

__all__ = ["MEASURES", "MESSAGES"]


def _is_user(value: object) -> bool:
    return value is not None


def _modern_by(definition: str) -> Callable[[object], bool]:
    """Whether a value of use is a modern method; for surveys' own, as it was counted."""
    listed = modern_methods(definition)

    def modern(value: Any) -> bool:  # noqa: ANN401 - a value of use
        if value is None:
            return False
        return bool(value[1]) if definition == "dhs" else value[0] in listed

    return modern


def _of_method(method: ContraceptiveMethod) -> Callable[[object], bool]:
    return lambda value: isinstance(value, tuple) and value[0] == method


def _prevalence(kind: str, found: Mapping[str, Variable], definition: str) -> Sequence[Part]:
    modern = _modern_by(definition)
    counted = {
        "any": _is_user,
        "modern": modern,
        "traditional": lambda value: value is not None and not modern(value),
        "none": lambda value: value is None,
    }[kind]
    return [part(found["use"], counted)]


def _each_method(found: Mapping[str, Variable], _: str) -> Sequence[Part]:
    return [part(found["use"], _of_method(x), category=str(x)) for x in METHODS]


def _mix(found: Mapping[str, Variable], definition: str) -> Sequence[Part]:
    """Shares of methods among users; ``"all"`` is of all users, else of modern ones."""
    over = _is_user if definition == "all" else _modern_by(definition)
    return [
        part(found["use"], _of_method(x), over=over, category=str(x))
        for x in METHODS
        if any(over(value) and _of_method(x)(value) for value in USE)
    ]


def _long_acting(found: Mapping[str, Variable], definition: str) -> Sequence[Part]:
    methods = long_acting_methods(definition)
    return [part(found["use"], lambda value: _in(methods, value), over=_is_user)]


def _in(methods: frozenset[ContraceptiveMethod], value: Any) -> bool:  # noqa: ANN401 - a value of use
    return value is not None and value[0] in methods


def _sectors(found: Mapping[str, Variable], definition: str) -> Sequence[Part]:
    return [
        part(found["source"], codes.__contains__, category=name)
        for name, codes in sectors(definition).items()
    ]


def _sources(found: Mapping[str, Variable], _: str) -> Sequence[Part]:
    return [
        part(found["source"], (code,).__contains__, category=f"{code} {name}")
        for code, name in source_names().items()
    ]


def _several(names: Mapping[str, str], found: Mapping[str, Variable], _: str) -> Sequence[Part]:
    """Share of yes of each of several variables: those that were counted."""
    return [
        part(found[own], ("yes",).__contains__, category=name)
        for name, own in names.items()
        if own in found
    ]


def _of_use(code: str, kind: str) -> Measure:
    return Measure(
        code=code,
        variables=lambda _: ("use",),
        parts=partial(_prevalence, kind),
        population="in union",
        definitions=modern_definitions(),
        of_modern=True,
    )


def _yes_of_each(code: str, names: Mapping[str, str], *, population: str = "all") -> Measure:
    return Measure(
        code=code,
        variables=lambda _: tuple(names.values()),
        parts=partial(_several, names),
        population=population,
    )


def _by_method(prefix: str) -> dict[str, str]:
    return {str(method): f"{prefix} {method}" for method in METHODS}


def _index(code: str, item: str, definitions: tuple[str, ...] = INDEX_VARIANTS) -> Measure:
    return share_of(code, f"{item}, {{}}", ["yes"], definitions=definitions)


_DECISION = {"dhs": "decision", "non-users": "decision_not_to_use"}
_FERTILE_PERIOD = {
    "dhs": "fertile_period",
    "rhythm users": "fertile_period of rhythm users",
    "standard days users": "fertile_period of standard days users",
}

_USE = [
    _of_use("CPR", "any"),
    _of_use("MCPR", "modern"),
    _of_use("TCPR", "traditional"),
    _of_use("NO_METHOD_SHARE", "none"),
    Measure(
        code="METHOD_PREVALENCE",
        variables=lambda _: ("use",),
        parts=_each_method,
        population="in union",
    ),
    Measure(
        code="METHOD_MIX",
        variables=lambda _: ("use",),
        parts=_mix,
        definitions=("all", *modern_definitions()),
        of_modern=True,
    ),
    Measure(
        code="LONG_ACTING_SHARE",
        variables=lambda _: ("use",),
        parts=_long_acting,
        definitions=("with_permanent", "reversible"),
    ),
    Measure(
        code="SOURCE_SECTOR",
        variables=lambda _: ("source",),
        parts=_sectors,
        definitions=sector_definitions(),
    ),
    Measure(code="SOURCE_MIX", variables=lambda _: ("source",), parts=_sources),
    _yes_of_each("SOCIAL_MARKETING", {x: f"brand of {x}" for x in ("pill", "male condom")}),
    share_of("EC_USE", "emergency", ["yes"]),
    share_of("EVER_USE", "ever_used", ["yes"]),
    _yes_of_each("EVER_USE_METHOD", _by_method("ever_used")),
    each_of(
        "STERILISATION_AGE",
        "sterilised_at",
        {
            "below 25": range(10, 25),
            **{f"{age}–{age + 4}": range(age, age + 5) for age in range(25, 50, 5)},
        },
    ),
    means_of("MEDIAN_STERILISATION_AGE", "sterilised_at", kind="median", below=40),
]
_KNOWLEDGE = [
    share_of("KNOWS_ANY_METHOD", "knows_any", ["folkloric", "traditional", "modern"]),
    share_of("KNOWS_MODERN_METHOD", "knows_any", ["modern"]),
    share_of("KNOWS_TRADITIONAL_METHOD", "knows_traditional", ["yes"]),
    _yes_of_each("KNOWS_METHOD", _by_method("knows")),
    means_of("MEAN_METHODS_KNOWN", "methods_known"),
    each_of("FERTILE_PERIOD", _FERTILE_PERIOD),
    share_of("KNOWS_FERTILE_PERIOD", _FERTILE_PERIOD, ["halfway between two periods"]),
    _yes_of_each("FP_MESSAGE", MESSAGES),
    share_of(
        "NO_FP_MESSAGE",
        "no message, {}",
        ["yes"],
        definitions=tuple(NO_MESSAGE),
        takes_unknown=True,
    ),
    share_of("FP_INFORMATION", "information", ["yes"]),
    each_of(
        "NON_USER_CONTACT",
        "contact",
        {
            "field worker discussed": [x for x in CONTACTS if x[0] == "field worker"],
            "facility discussed": [x for x in CONTACTS if x[1] == "discussed at facility"],
            "facility, not discussed": [x for x in CONTACTS if x[1] == "not discussed at facility"],
            "neither discussed": [
                x for x in CONTACTS if x[0] == "no field worker" and x[1] != "discussed at facility"
            ],
        },
    ),
]
_CHOICE = [
    _index("TOLD_SIDE_EFFECTS", "side effects"),
    _index("TOLD_WHAT_TO_DO", "what to do"),
    _index("TOLD_OTHER_METHODS", "other methods"),
    _index("TOLD_COULD_SWITCH", "could switch"),
    _index("MII", "index"),
    _index("MII_PLUS", "index plus", ("fp2030", "pma")),
    share_of("DMPA_SC_SHARE", "type_of_injectable", ["subcutaneous"]),
    share_of("SELF_INJECTION", "who_injected", ["herself"]),
    share_of("FP_DECISION", _DECISION, ["woman alone", "together"], population="in union"),
    each_of("FP_DECISION_MAKER", _DECISION, population="in union"),
    _yes_of_each("OWN_DECISIONS", OWN_DECISIONS, population="in union"),
    share_of("PRESSURED_PREGNANCY", "pressured", ["yes"], population="in union"),
]
_PREFERENCES = [
    each_of("FUTURE_USE", "future_use", population="in union", unknown_as="does not intend"),
    each_of("DESIRE_FOR_CHILDREN", "desire_for_children", population="in union"),
    share_of(
        "WANT_NO_MORE",
        "desire_for_children",
        ["wants no more", "sterilised"],
        population="in union",
    ),
    each_of(
        "IDEAL_CHILDREN",
        "ideal_children",
        {
            **{str(number): (number,) for number in range(6)},
            "6+": range(6, 95),
            "not a number": ("not a number",),
        },
        unknown_as="not a number",
    ),
    means_of("MEAN_IDEAL_CHILDREN", "ideal_children"),
]

MEASURES: dict[str, Measure] = {
    measure.code: measure for measure in (*_USE, *demand(), *_KNOWLEDGE, *_CHOICE, *_PREFERENCES)
}
"""Every measure by code."""
