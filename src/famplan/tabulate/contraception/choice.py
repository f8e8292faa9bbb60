"""Variables of choice: what users were told, whom workers reached, what women hear of methods.

Three published definitions of the method information index ask different users and accept
different answers. A blank is a no where the questionnaire skips a question: what to do about side
effects is asked only of those who were told of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from famplan.model.contraception import ContraceptiveMethod
from famplan.tabulate.contraception.variables import YES, YES_NO, Variable, asked_of, yes_or_no

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.contraception.women import Women

    Bools: TypeAlias = NDArray[np.bool_]
    Truth: TypeAlias = tuple[Bools, Bools]

__all__ = ["CONTACTS", "INDEX_VARIANTS", "contacts", "informed"]

_M = ContraceptiveMethod
_ASKED = (_M.PILL, _M.IUD, _M.INJECTABLE, _M.FEMALE_STERILISATION, _M.IMPLANT)
_RECENT = 60  # months since the episode of use began

INDEX_VARIANTS = ("dhs", "fp2030", "pma")
"""Published definitions of the method information index."""

_ITEMS: dict[str, dict[str, tuple[str, ...]]] = {
    "dhs": {
        "side effects": ("v3a02", "v3a03"),
        "what to do": ("v3a04",),
        "other methods": ("v3a05", "v3a06"),
        "could switch": ("v3a14",),
    },
    "fp2030": {
        "side effects": ("v3a02",),
        "what to do": ("v3a04",),
        "other methods": ("v3a05",),
        "could switch": ("v3a14",),
    },
    "pma": {
        "side effects": ("fp_side_effects",),
        "what to do": ("fp_side_effects_instructions",),
        "other methods": ("fp_told_other_methods",),
        "could switch": ("fp_told_switch",),
    },
}
"""Columns of each item, the first of which must be there; one yes is enough."""
_INDEX = ("side effects", "what to do", "other methods")
_SKIPPED = "what to do"  # asked only of those who were told of side effects


@attrs.frozen
class _Told:
    """Whether a user was told all of some things, by one of the definitions."""

    variant: str
    items: tuple[str, ...]

    def __call__(self, women: Women) -> NDArray[np.integer]:
        """Code some women: no if one item is, whatever the others."""
        truths = [_item(women, self.variant, item) for item in self.items]
        yes = np.logical_and.reduce([yes for yes, _ in truths])
        no = np.logical_or.reduce([no for _, no in truths])
        asked = _base(women, self.variant)
        if self.items == ("could switch",) and self.variant == "dhs":
            asked &= ~women.use_one_of(_M.FEMALE_STERILISATION)
        return asked_of(yes_or_no(yes, no), asked)


def _item(women: Women, variant: str, item: str) -> Truth:
    """Tell who was certainly told something, and who was certainly not."""
    columns = _ITEMS[variant][item]
    yes = np.logical_or.reduce([women.has(name, 1) for name in columns])
    # The second question of a pair is asked of those who said no to the first.
    no = ~yes & np.logical_or.reduce([women.has(name, 0, 2, 8) for name in columns])
    if item == _SKIPPED:
        told, untold = _item(women, variant, "side effects")
        if variant == "fp2030":
            yes &= told
        no |= untold & ~yes
    return yes, no


def _base(women: Women, variant: str) -> Bools:
    """Of whom a definition asks."""
    if variant == "dhs":
        since = np.asarray(women["v008"], dtype=np.float64) - women["v317"]
        recent: Bools = (since >= 0) & (since < _RECENT)
        return women.use_one_of(*_ASKED) & recent
    if variant == "fp2030":
        return women.use_modern
    answered: Bools = np.logical_or.reduce([women.knows(_ITEMS["pma"][x][0]) for x in _INDEX])
    return answered


def informed() -> tuple[Variable, ...]:
    """Variables of informed choice, for each definition: the items, the index, the index and more.

    Examples
    --------
    >>> [variable.name for variable in informed() if variable.name.endswith("pma")][:2]
    ['side effects, pma', 'what to do, pma']
    """
    return tuple(
        _informed(variant, name, items)
        for variant in INDEX_VARIANTS
        for name, items in {
            **{item: (item,) for item in _ITEMS[variant]},
            "index": _INDEX,
            "index plus": (*_INDEX, "could switch"),
        }.items()
        if (variant, name) != ("dhs", "index plus")  # which has no such index
    )


def _informed(variant: str, name: str, items: tuple[str, ...]) -> Variable:
    asked = (*items, "side effects") if _SKIPPED in items else items
    columns = [_ITEMS[variant][item] for item in asked]
    base = {"dhs": ("v312", "v317"), "fp2030": (), "pma": ()}[variant]
    return Variable(
        f"{name}, {variant}",
        (*base, *dict.fromkeys(first for first, *_ in columns)),
        YES_NO,
        _Told(variant, items),
        also=("v313", *dict.fromkeys(other for _, *others in columns for other in others)),
        one_of=("v312", "v313") if variant == "fp2030" else (),
    )


CONTACTS = tuple(
    (worker, facility)
    for worker in ("field worker", "no field worker")
    for facility in ("discussed at facility", "not discussed at facility", "no facility")
)
"""Who spoke of family planning with non-users in the last year: a field worker, a facility."""


def _contact(women: Women) -> NDArray[np.integer]:
    worker = yes_or_no(women.has("v393a", 1), women.has("v393a", 0) | women.has("v393", 0))
    went, stayed = women.has("v394", 1), women.has("v394", 0)
    facility = np.where(stayed, 2, 3)  # 3 is not known
    facility[went & women.has("v395", 0)] = 1
    facility[went & women.has("v395", 1)] = 0
    known = (worker <= YES) & (facility <= len(CONTACTS) // 2 - 1)
    found = np.where(known, (YES - worker) * (len(CONTACTS) // 2) + facility, len(CONTACTS))
    return asked_of(found, women.non_users)


def _information(women: Women) -> NDArray[np.integer]:
    """Whether a provider spoke of family planning in the last year, at home or at a facility."""
    yes = women.has("v393a", 1) | women.has("v395", 1)
    asked = women.knows("v393") | women.knows("v393a") | women.knows("v394")
    return yes_or_no(yes, asked & ~yes)


def contacts() -> tuple[Variable, ...]:
    """Variables of what reached women: workers, facilities, messages.

    Examples
    --------
    >>> [variable.name for variable in contacts()]
    ['contact', 'information']
    """
    columns = ("v393a", "v394", "v395")
    return (
        Variable("contact", columns, CONTACTS, _contact, ("v393", "v313"), ("v312", "v313")),
        Variable("information", columns, YES_NO, _information, also=("v393",)),
    )
