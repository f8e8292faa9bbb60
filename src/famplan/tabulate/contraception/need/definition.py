"""Definitions of unmet need: one table, and what differs between those who compute it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs

from famplan.catalogue import Source
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.tabulate.contraception.need.surveys import SurveyRules, full_year, survey_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Box", "NeedDefinition", "Recency", "definitions", "need_definition"]

Recency: TypeAlias = Literal["30 days", "1 month", "3 months"]
"""Since when a woman not in union counts as sexually active."""

UnknownRecency: TypeAlias = Literal["inactive", "unknown"]
First: TypeAlias = Literal["infecundity", "inactivity"]


class Box(StrEnum):
    """Signs of infecundity, in the order of the boxes of the flow chart.

    Examples
    --------
    >>> Box("reason").chart_number
    3
    """

    NEVER_USED = "never used"
    """In union for five years, no birth in five years, and never used a method."""
    DECLARED = "declared"
    """Says that she cannot have children."""
    REASON = "reason"
    """Uses no method because of menopause or hysterectomy."""
    NO_PERIOD = "no period"
    """No period for six months, and not for the last birth."""
    MENOPAUSE = "menopause"
    """Menopause or hysterectomy, or never menstruated, in place of the last period."""
    BEFORE_BIRTH = "before birth"
    """The last period before a birth of five years ago or more."""

    @property
    def chart_number(self) -> int:
        """Its number in the flow chart."""
        return [*Box].index(self) + 1


@attrs.frozen(kw_only=True, cache_hash=True)
class NeedDefinition:
    """A definition of unmet need: plain values, from which `decision_table` makes the table.

    Parameters
    ----------
    name : str
        ``"dhs"``, ``"mics"`` or ``"un"``.
    label, label_zh : str
        Whose it is.
    source : Source
        Where it is written.
    first : {"infecundity", "inactivity"}
        What is looked at first in women not in union.
    whole_months : bool
        Whether days and weeks since the last period are cut to whole months.
    recency : {"30 days", "1 month", "3 months"}
        Since when a woman not in union counts as sexually active.
    unknown_recency : {"inactive", "unknown"}
        What she is if that is not known: not active, as every source has it, or not classified.
    boxes : tuple of Box
        Signs of infecundity that are looked for.
    later : tuple of int
        Codes of a pregnancy or birth that was wanted later.
    sterilised_limit : bool
        Whether a sterilised couple limits, whatever the woman says of her wish.
    reasons_for_sterility : bool
        Whether reasons for not becoming pregnant stand for "never used" where that was not asked.
    survey : str
        Code of the survey whose rules hold.
    year : int, optional
        Year of its interviews.
    rules : SurveyRules
        What holds for the survey.

    Examples
    --------
    >>> str(need_definition("dhs", recency="3 months", boxes=["declared", "menopause"]))
    'dhs, recency 3 months, boxes declared, menopause'
    """

    name: str
    label: str
    label_zh: str
    source: Source
    first: First
    whole_months: bool
    recency: Recency
    later: tuple[int, ...] = attrs.field(converter=tuple)
    unknown_recency: UnknownRecency = "inactive"
    boxes: tuple[Box, ...] = tuple(Box)
    sterilised_limit: bool = False
    reasons_for_sterility: bool = False
    survey: str = ""
    year: int | None = None
    rules: SurveyRules = attrs.field(factory=survey_rules)

    def __str__(self) -> str:
        """Its name, with what was changed: what stands beside a figure."""
        named = definitions()[self.name]
        said = [self.name]
        if self.survey:
            said.append(f"survey {self.survey}{f' {self.year}' if self.year else ''}")
        if self.recency != named.recency:
            said.append(f"recency {self.recency}")
        if self.unknown_recency != named.unknown_recency:
            said.append(f"recency unknown: {self.unknown_recency}")
        if self.boxes != named.boxes:
            said.append(f"boxes {', '.join(self.boxes) or 'none'}")
        return ", ".join(said)

    @property
    def kept_codes(self) -> dict[str, tuple[float, ...]]:
        """What to give a reader as `missing`, where a code for no answer is an answer here."""
        return self.rules.kept_codes


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    place = resources.files("famplan.tabulate.contraception.need").joinpath("data/definitions.toml")
    return {entry["name"]: entry for entry in loads(place.read_text("utf-8"))["definition"]}


@cache
def definitions() -> Mapping[str, NeedDefinition]:
    """Definitions by name, none of them of a survey.

    Examples
    --------
    >>> {name: found.first for name, found in definitions().items()}
    {'dhs': 'infecundity', 'mics': 'inactivity', 'un': 'inactivity'}
    """
    return {
        name: NeedDefinition(
            source=Source(**entry["source"]),
            **{key: entry[key] for key in entry if key not in {"source", "later_in"}},
        )
        for name, entry in _entries().items()
    }


def need_definition(  # noqa: PLR0913 - what surveys and authors decide differently
    name: str = "dhs",
    *,
    survey: str = "",
    year: int | None = None,
    recency: Recency | None = None,
    unknown_recency: UnknownRecency = "inactive",
    boxes: Iterable[str] | None = None,
) -> NeedDefinition:
    """Take a definition of unmet need by name, with the rules of a survey and your own choices.

    Parameters
    ----------
    name : {"dhs", "mics", "un"}
        ``"dhs"`` looks for infecundity before sexual activity; ``"mics"`` and ``"un"``, of the UN
        Population Division for the two kinds of surveys, the other way round.
    survey : str
        Code of the survey, as in `v000`: ``"KE7"``. A tally is of one survey; tallies add up.
    year : int, optional
        Year of the interviews, where surveys of several years have one code.
    recency : {"30 days", "1 month", "3 months"}, optional
        Since when a woman not in union counts as sexually active; that of the definition unless
        told otherwise.
    unknown_recency : {"inactive", "unknown"}
        Whether a woman not in union of whom that is not known counts as not active (code 8, as
        every source has it) or as not classified (99).
    boxes : sequence of str, optional
        Signs of infecundity to look for, by the names in `Box`; all of them unless told otherwise.

    Returns
    -------
    NeedDefinition

    Raises
    ------
    DefinitionError
        No such definition, recency, box or survey.

    Examples
    --------
    >>> need_definition("mics").recency, need_definition("dhs", recency="3 months").recency
    ('1 month', '3 months')
    >>> need_definition("dhs", survey="IA3").kept_codes
    {'v605': ()}
    """
    one_of(name, tuple(definitions()), argument="definition")
    found = definitions()[name]
    one_of(unknown_recency, get_args(UnknownRecency), argument="unknown_recency")
    one_of(recency or found.recency, get_args(Recency), argument="recency")
    code = survey.strip().upper()
    return attrs.evolve(
        found,
        survey=code,
        year=None if year is None else full_year(year),
        rules=survey_rules(code, year),
        recency=recency or found.recency,
        unknown_recency=unknown_recency,
        boxes=found.boxes if boxes is None else _boxes(boxes),
        later=tuple(_entries()[name].get("later_in", {}).get(code, found.later)),
    )


def _boxes(names: Iterable[str]) -> tuple[Box, ...]:
    if isinstance(names, str):
        raise DefinitionError("boxes", "one text", remedy="give a list of names")
    named = set(names)
    for name in named:
        one_of(name, tuple(Box), argument="boxes")
    return tuple(box for box in Box if box in named)
