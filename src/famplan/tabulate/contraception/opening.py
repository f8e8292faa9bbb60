"""Where the data keep answers: standard names, plain names and the data's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of
from famplan.tabulate.column_names import PLAIN, check_design, renamed, spelled_names
from famplan.tabulate.columns import missing_codes
from famplan.tabulate.contraception.lists import PHASES
from famplan.tabulate.layouts import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from famplan.tabulate.sources import RowSource

__all__ = ["ANSWERS", "RESPONDENTS", "answer_layout", "present_in"]

RESPONDENTS = ("women", "men")
"""Whose files there are."""

ANSWERS = {
    "method": "v312",
    "type_of_method": "v313",
    "union": "v502",
    "last_sex_days": "v528",
    "pregnant": "v213",
    "living_children": "v218",
    "source": "v326",
    "method_since": "v317",
    "desire_for_children": "v605",
    "ideal_children": "v613",
    "future_use": "v362",
    "decision": "v632",
    "knows": "v301",
    "ever_used": "v302a",
}
"""Plain names of answers, and the names that variables use."""
_PMA = (
    "fp_side_effects",
    "fp_side_effects_instructions",
    "fp_told_other_methods",
    "fp_told_switch",
)
_WOMAN = ("v001", "v002", "v003")
_CASE = "caseid"


def answer_layout(
    source: RowSource,
    phase: str,
    columns: Mapping[str, str | Sequence[str] | None] | None,
    missing: Mapping[str, Sequence[float]] | None,
    *,
    respondents: str = "women",
) -> Layout:
    """Find out where some data keep answers; they need no births.

    Parameters
    ----------
    source : RowSource
        The data.
    phase : str
        ``"dhs2"`` … ``"dhs8"`` for recode names, ``"plain"`` for `weight`, `interview`, `born`,
        `cluster`, `stratum` and the names of `ANSWERS`.
    columns : mapping, optional
        Own names, by standard or by plain name.
    missing : mapping, optional
        Codes that mean "not known", by standard or by plain name.
    respondents : {"women", "men"}
        Whose recode file it is: columns of men have an m before the name.

    Raises
    ------
    DefinitionError
        No phase, respondents or role of a column is called so.
    InvalidInputError
        The data lack a date, a weight, a cluster or a stratum.

    Examples
    --------
    >>> from famplan.tabulate.sources import opened
    >>> data = {"caseid": [1], "v005": [1], "v008": [1362], "v011": [1062], "psu": [1], "M": [3]}
    >>> named = {"cluster": "psu", "stratum": None, "method": "M"}
    >>> layout = answer_layout(opened(data), "dhs7", named, None)
    >>> layout.own("v312"), layout.own("v021"), layout.woman
    ('M', 'psu', ('caseid',))
    """
    one_of(phase, PHASES, argument="layout")
    one_of(respondents, RESPONDENTS, argument="respondents")
    own = dict(columns or {})
    woman = own.pop("woman", None)
    pma = {name: own.pop(name) for name in _PMA if name in own}
    named = renamed({ANSWERS.get(name, name): column for name, column in own.items()})
    for name, column in pma.items():
        if not isinstance(column, str):
            raise DefinitionError("columns", f"{name} must be one column")
        named[name] = column
    names: dict[str, str | None] = {**spelled_names(source.columns)}
    if respondents == "men" and phase != "plain":
        names = {**_of_men(source.columns)}
    if phase == "plain":
        present = set(source.columns)
        names |= {standard: plain for plain, standard in PLAIN.items()}
        names |= {standard: plain for plain, standard in ANSWERS.items() if plain in present}
    names |= named
    check_design(names, source, given=named)
    codes = {ANSWERS.get(name, name): tuple(found) for name, found in (missing or {}).items()}
    return Layout(
        name="long" if phase == "plain" else "dhs",
        names=names,
        woman=_woman(woman, names, source),
        children=(),
        missing={**missing_codes(), **codes},
    )


def _of_men(present: Sequence[str]) -> dict[str, str]:
    """Find what men's files call the standard columns: mv312 for v312, whatever the spelling."""
    design = {standard: f"m{standard}" for standard in PLAIN.values()}
    spelled = {own.lower().replace("$", "_"): own for own in present}
    return design | {name[1:]: own for name, own in spelled.items() if name.startswith("mv")}


def _woman(
    named: str | Sequence[str] | None, names: Mapping[str, str | None], source: RowSource
) -> tuple[str, ...]:
    """Take the columns that tell women apart: those named, or the usual ones if all are there."""
    if named is not None:
        return (named,) if isinstance(named, str) else tuple(named)
    usual = tuple(str(names.get(column) or column) for column in _WOMAN)
    if set(usual) <= set(source.columns):
        return usual
    return tuple(own for own in source.columns if own.lower() == _CASE)[:1]


def present_in(source: RowSource, layout: Layout, wanted: Sequence[str]) -> frozenset[str]:
    """Tell which of some standard columns the data have."""
    there = set(source.columns)
    return frozenset(name for name in wanted if (layout.own(name) or "") in there)
