"""Totals of procedures, as published aggregates.

Totals like 三术 and 五术 add different procedures in different places; what they add is data
(``data/procedures.toml``) and an argument. Nothing here knows a person or a quota.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import DefinitionError, InvalidInputError, UnverifiedFactWarning
from famplan.formulas.arrays import FloatArray, Numbers, counts, plain, proportion
from famplan.formulas.choices import nearest, one_of
from famplan.formulas.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike

__all__ = [
    "Composition",
    "compositions",
    "procedure_total",
]

_REPORT_S2 = Source("Source report S2 (a county in Yunnan, October to December 2008)")


@attrs.frozen(kw_only=True)
class Composition:
    """What a total of procedures adds up, and where it was seen to do so."""

    key: str
    name: str
    name_zh: str
    parts: tuple[str, ...] = attrs.field(converter=tuple)
    source: Source


PROCEDURES_3 = Indicator(
    code="PROCEDURES_3",
    name="Three procedures",
    name_zh="三术",
    kind=Kind.COUNT,
    numerator="procedures of the kinds that the composition names (aggregate)",
    denominator="none: a sum",
    unit="procedures",
    source=_REPORT_S2,
    variants=(Variant('composition="three_s2"', "IUDs after the first birth, and sterilisations"),),
    caution="A local term: two places' totals compare only where they add the same procedures.",
)
PROCEDURES_4 = attrs.evolve(
    PROCEDURES_3,
    code="PROCEDURES_4",
    name="Four procedures",
    name_zh="四术",
    source=Source("Usual composition; the term is attested, no list was found", grade="M"),
    aliases=("四项手术",),
    variants=(
        Variant(
            'composition="four_usual"', "sterilisations, IUDs, abortions and labour inductions"
        ),
    ),
)
PROCEDURES_5 = attrs.evolve(
    PROCEDURES_3,
    code="PROCEDURES_5",
    name="Five procedures",
    name_zh="五术",
    aliases=("五项手术",),
    variants=(
        Variant(
            'composition="five_s2"',
            "as the usual four, sterilisations of men and of women counting as two kinds",
        ),
        Variant('composition="five_with_removal"', "the usual four and IUD removals [M]"),
    ),
)
PROCEDURES_ALL = attrs.evolve(
    PROCEDURES_3,
    code="PROCEDURES_ALL",
    name="All procedures of national Form 2",
    name_zh="手术小计",
    source=Source(
        "国统制[2008]78号, national Form 2", locator="procedures in the period", grade="B"
    ),
    variants=(
        Variant(
            'composition="form_2008"',
            "sterilisations, IUDs inserted and removed, abortions, implants",
        ),
    ),
    caution="The form counts removals too, so the subtotal is no count of methods begun.",
)


@computes(PROCEDURES_3, PROCEDURES_4, PROCEDURES_5, PROCEDURES_ALL)
def procedure_total(
    procedures: Mapping[str, ArrayLike], *, composition: str | Sequence[str]
) -> Numbers:
    """Total of the procedures that a composition adds up.

    Parameters
    ----------
    procedures : mapping of str to array_like
        Procedures by kind. A kind that has parts may be given as a whole (``sterilisation``), as
        its parts (``male_sterilisation``, ``female_sterilisation``), or both, if they agree.
        Kinds that the composition does not add are left out.
    composition : str or sequence of str
        Key of one of `compositions`, or the kinds that a local report adds. The terms are local,
        so there is no default.

    Returns
    -------
    float or ndarray
        Total procedures; unknown (``nan``) where a part is.

    Raises
    ------
    DefinitionError
        No such composition, an unknown kind, one that the composition needs and that is missing,
        or a composition that adds a kind twice.
    InvalidInputError, PartExceedsWholeError
        A kind is not the sum of its parts, or less than a kind within it.
    NegativeCountError, ShapeError
        A count is below zero, or the shapes do not match.

    Warns
    -----
    UnverifiedFactWarning
        The composition's source was not seen.

    Examples
    --------
    Source report S2 states 1,101 and 989:

    >>> done = {"sterilisation": 600, "iud_insertion": 453, "termination": 48,
    ...         "iud_insertion_after_first_birth": 389}
    >>> procedure_total(done, composition="five_s2")
    1101.0
    >>> procedure_total(done, composition="three_s2")
    989.0
    >>> procedure_total(done, composition=["sterilisation", "iud_insertion"])
    1053.0
    """
    kinds = _named(composition) if isinstance(composition, str) else tuple(composition)
    _check_kinds("composition", kinds)
    _check_kinds("procedures", procedures)
    _check_no_overlap(kinds)
    given = dict(zip(procedures, counts(**procedures), strict=True))
    _check_within(given)
    parts = [_kind(kind, given) for kind in kinds]
    return plain(np.asarray(sum(parts, start=np.zeros(()))))


@cache
def compositions() -> dict[str, Composition]:
    """Every composition of procedures famplan knows, by key.

    Examples
    --------
    >>> for key, composition in compositions().items():
    ...     print(key, composition.name_zh, composition.source.grade)
    three_s2 三术 C
    four_usual 四术 M
    five_s2 五术 C
    five_with_removal 五术 M
    form_2008 手术小计 B
    """
    data = read_table("procedures")
    return {
        key: Composition(key=key, **{**row, "source": Source(**data["sources"][row["source"]])})
        for key, row in data["compositions"].items()
    }


def _named(composition: str) -> tuple[str, ...]:
    known = compositions()
    one_of(composition, tuple(known), argument="composition")
    chosen = known[composition]
    if not chosen.source.verified:
        warnings.warn(
            f"{chosen.name} ({', '.join(chosen.parts)}) is not verified: {chosen.source}",
            UnverifiedFactWarning,
            stacklevel=3,
        )
    return chosen.parts


def _check_kinds(argument: str, named: Iterable[str]) -> None:
    kinds = tuple(read_table("procedures")["kinds"])
    for kind in named:
        if kind not in kinds:
            near = nearest(kind, kinds)
            raise DefinitionError(
                argument,
                f"{kind!r} is no kind of procedure",
                remedy=f"did you mean {near!r}?" if near else f"kinds are {', '.join(kinds)}",
            )


def _check_no_overlap(kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        wider = read_table("procedures")["kinds"][kind].get("within")
        if wider in kinds or kinds.count(kind) > 1:
            raise DefinitionError(
                "composition",
                f"{kind} would count twice",
                remedy=f"leave out {kind if wider in kinds else 'one of them'}",
            )


def _check_within(given: dict[str, FloatArray]) -> None:
    for kind, array in given.items():
        wider = read_table("procedures")["kinds"][kind].get("within")
        if wider in given:
            proportion(**{kind: array, wider: given[wider]})  # a part of it, or an error


def _kind(kind: str, given: dict[str, FloatArray]) -> FloatArray:
    parts = read_table("procedures")["kinds"][kind].get("parts", ())
    found = [given[part] for part in parts if part in given]
    if parts and len(found) == len(parts):
        together = np.asarray(sum(found, start=np.zeros(())))
        if kind in given:
            _check_sum(kind, given[kind], together)
        return together
    if kind not in given:
        either = f" or {' and '.join(parts)}" if parts else ""
        raise DefinitionError(
            "procedures", f"the composition needs {kind}", remedy=f"give {kind}{either}"
        )
    return given[kind]


def _check_sum(kind: str, whole: FloatArray, together: FloatArray) -> None:
    stated, summed = np.broadcast_arrays(whole, together)
    wrong = (stated != summed) & ~np.isnan(stated) & ~np.isnan(summed)
    if wrong.any():
        raise InvalidInputError(
            f"procedures: {kind}",
            f"{stated[wrong].flat[0]:g} is not the sum {summed[wrong].flat[0]:g} of its parts",
            remedy="correct the total or the part that is off",
        )
