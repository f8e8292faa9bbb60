"""Methods that tables of medical eligibility speak of, and the columns that stand for them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.errors import DefinitionError
from famplan.model.contraception import ContraceptiveMethod

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["MedicalMethod", "MethodColumn", "method_column"]


class MedicalMethod(StrEnum):
    """A method as medical eligibility tells them apart: by what is in it, not only by its kind.

    The twenty of WHO's digital kit for family planning (data dictionary of SMART Guidelines, CC0).

    Examples
    --------
    >>> MedicalMethod("COC").method
    <ContraceptiveMethod.PILL: 'pill'>
    >>> MedicalMethod("LNG-IUD").name_en
    'levonorgestrel intrauterine device'
    """

    CU_IUD = "Cu-IUD"
    LNG_IUD = "LNG-IUD"
    ETG_IMPLANT = "ETG implant"
    LNG_IMPLANT = "LNG implant"
    DMPA_IM = "DMPA-IM"
    DMPA_SC = "DMPA-SC"
    NET_EN = "NET-EN"
    POP = "POP"
    COC = "COC"
    PATCH = "patch"
    COMBINED_RING = "combined ring"
    PROGESTERONE_RING = "progesterone ring"
    LACTATIONAL_AMENORRHOEA = "LAM"
    MALE_CONDOM = "male condom"
    FEMALE_CONDOM = "female condom"
    EMERGENCY_PILL = "ECP"
    FERTILITY_AWARENESS = "fertility awareness"
    FEMALE_STERILISATION = "female sterilisation"
    MALE_STERILISATION = "male sterilisation"
    WITHDRAWAL = "withdrawal"

    @property
    def name_en(self) -> str:
        """English name, in full."""
        return _NAMES[self][0]

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _NAMES[self][1]

    @property
    def method(self) -> ContraceptiveMethod | None:
        """The method as surveys count it.

        None for fertility awareness: surveys split it into a modern and a traditional method.
        """
        return _NAMES[self][2]

    @property
    def surgical(self) -> bool:
        """Whether it is rated by the letters A, C, D and S."""
        return self.method is not None and self.method.permanent is True


_S = ContraceptiveMethod
_NAMES: dict[MedicalMethod, tuple[str, str, ContraceptiveMethod | None]] = {
    MedicalMethod.CU_IUD: ("copper intrauterine device", "含铜宫内节育器", _S.IUD),
    MedicalMethod.LNG_IUD: (
        "levonorgestrel intrauterine device",
        "左炔诺孕酮宫内节育系统",
        _S.IUD,
    ),
    MedicalMethod.ETG_IMPLANT: ("etonogestrel implant (one rod)", "依托孕烯皮埋剂", _S.IMPLANT),
    MedicalMethod.LNG_IMPLANT: (
        "levonorgestrel implant (two rods)",
        "左炔诺孕酮皮埋剂",
        _S.IMPLANT,
    ),
    MedicalMethod.DMPA_IM: ("DMPA into the muscle", "醋酸甲羟孕酮肌注", _S.INJECTABLE),
    MedicalMethod.DMPA_SC: ("DMPA under the skin", "醋酸甲羟孕酮皮下注射", _S.INJECTABLE),
    MedicalMethod.NET_EN: ("norethisterone enanthate", "庚酸炔诺酮注射", _S.INJECTABLE),
    MedicalMethod.POP: ("progestogen-only pill", "单纯孕激素口服避孕药", _S.PILL),
    MedicalMethod.COC: ("combined oral contraceptive", "复方口服避孕药", _S.PILL),
    MedicalMethod.PATCH: ("combined patch", "复方避孕贴", _S.OTHER_MODERN),
    MedicalMethod.COMBINED_RING: ("combined vaginal ring", "复方阴道环", _S.OTHER_MODERN),
    MedicalMethod.PROGESTERONE_RING: ("progesterone vaginal ring", "孕酮阴道环", _S.OTHER_MODERN),
    MedicalMethod.LACTATIONAL_AMENORRHOEA: (
        "lactational amenorrhoea method",
        "哺乳闭经避孕法",
        _S.LACTATIONAL_AMENORRHOEA,
    ),
    MedicalMethod.MALE_CONDOM: ("male condom", "避孕套", _S.MALE_CONDOM),
    MedicalMethod.FEMALE_CONDOM: ("female condom", "女用避孕套", _S.FEMALE_CONDOM),
    MedicalMethod.EMERGENCY_PILL: ("emergency contraceptive pill", "紧急避孕药", _S.EMERGENCY),
    MedicalMethod.FERTILITY_AWARENESS: ("fertility awareness", "易受孕期知晓法", None),
    MedicalMethod.FEMALE_STERILISATION: (
        "female sterilisation",
        "女性绝育",
        _S.FEMALE_STERILISATION,
    ),
    MedicalMethod.MALE_STERILISATION: ("male sterilisation", "男性绝育", _S.MALE_STERILISATION),
    MedicalMethod.WITHDRAWAL: ("withdrawal", "体外排精", _S.WITHDRAWAL),
}
_M = MedicalMethod
_GROUPS: dict[str, tuple[MedicalMethod, ...]] = {
    "CHC": (_M.COC, _M.PATCH, _M.COMBINED_RING),
    "Implant": (_M.ETG_IMPLANT, _M.LNG_IMPLANT),
    "DMPA": (_M.DMPA_IM, _M.DMPA_SC),
}
"""Columns that stand for several methods in published tables."""


@attrs.frozen
class MethodColumn:
    """A column of a table, and the methods it stands for."""

    name: str
    methods: tuple[MedicalMethod, ...]

    @property
    def surgical(self) -> bool:
        """Whether it is rated by the letters A, C, D and S."""
        return any(method.surgical for method in self.methods)

    def covers(self, wanted: str) -> bool:
        """Whether it is called so, or stands for a method that is."""
        if isinstance(wanted, ContraceptiveMethod):
            return any(method.method is wanted for method in self.methods)
        called = {self.name.casefold(), *(method.casefold() for method in self.methods)}
        return wanted.casefold() in called


def method_column(
    name: str, *, columns: Mapping[str, Iterable[MedicalMethod | str]] | None = None
) -> MethodColumn:
    """Find the methods that a column stands for, by its name.

    Parameters
    ----------
    name : str
        A method, or CHC (pill, patch and ring together), Implant or DMPA.
    columns : mapping of str to methods, optional
        What other names stand for.

    Returns
    -------
    MethodColumn

    Raises
    ------
    DefinitionError
        Nothing is called so, or the methods differ in how they are rated.

    Examples
    --------
    >>> [str(method) for method in method_column("CHC").methods]
    ['COC', 'patch', 'combined ring']
    >>> method_column("P/R", columns={"P/R": ["patch", "combined ring"]}).covers("patch")
    True
    """
    known: dict[str, tuple[str, tuple[MedicalMethod, ...]]] = {}
    known |= {word.casefold(): (word.value, (word,)) for word in MedicalMethod}
    known |= {group.casefold(): (group, methods) for group, methods in _GROUPS.items()}
    known |= {own.casefold(): (own, _methods(own, found)) for own, found in (columns or {}).items()}
    try:
        column = MethodColumn(*known[name.casefold()])
    except KeyError:
        named = ", ".join(called for called, _ in known.values())
        problem = f"no method is called so; known are {named}"
        raise DefinitionError(
            f"column {name}", problem, remedy="say what it is: columns="
        ) from None
    if len({method.surgical for method in column.methods}) != 1:
        problem = "stands for no method, or for sterilisation and others"
        raise DefinitionError(f"column {name}", problem, remedy="they are rated apart")
    return column


def _methods(name: str, found: Iterable[MedicalMethod | str]) -> tuple[MedicalMethod, ...]:
    try:
        return tuple(MedicalMethod(method) for method in found)
    except (TypeError, ValueError):
        allowed = ", ".join(MedicalMethod)
        raise DefinitionError(
            f"column {name}", f"one of its methods is none of {allowed}"
        ) from None
