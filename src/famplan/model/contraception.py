"""Contraceptive methods and spells of use."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import attrs

from famplan.errors import InvalidRecordError
from famplan.model.dates import plain_date
from famplan.model.validators import is_date, member, not_before

if TYPE_CHECKING:
    from datetime import date

__all__ = ["ContraceptiveMethod", "MethodUse"]


class ContraceptiveMethod(StrEnum):
    """A method of contraception, with the classes that tables are made by.

    Examples
    --------
    >>> method = ContraceptiveMethod("IUD")
    >>> method.name_zh, method.modern, method.long_acting, method.permanent
    ('宫内节育器', True, True, False)
    >>> ContraceptiveMethod.from_dhs(35).modern
    False
    """

    FEMALE_STERILISATION = "female sterilisation"
    MALE_STERILISATION = "male sterilisation"
    IUD = "IUD"
    IMPLANT = "implant"
    INJECTABLE = "injectable"
    PILL = "pill"
    EMERGENCY = "emergency contraception"
    MALE_CONDOM = "male condom"
    FEMALE_CONDOM = "female condom"
    DIAPHRAGM = "diaphragm"
    SPERMICIDE = "foam or jelly"
    STANDARD_DAYS = "standard days method"
    LACTATIONAL_AMENORRHOEA = "lactational amenorrhoea method"
    OTHER_MODERN = "other modern method"
    RHYTHM = "rhythm"
    WITHDRAWAL = "withdrawal"
    OTHER_TRADITIONAL = "other traditional method"

    @property
    def name_en(self) -> str:
        """English name."""
        return self.value

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _TRAITS[self].name_zh

    @property
    def dhs_codes(self) -> tuple[int, ...]:
        """Codes of variable v312 in the Demographic and Health Surveys."""
        return _TRAITS[self].dhs_codes

    @property
    def modern(self) -> bool:
        """Whether the surveys class it as modern."""
        return _TRAITS[self].modern

    @property
    def traditional(self) -> bool:
        """Whether the surveys class it as traditional."""
        return not self.modern

    @property
    def long_acting(self) -> bool | None:
        """Whether one act protects for years (长效): sterilisation, IUD, implant."""
        return _TRAITS[self].long_acting

    @property
    def short_acting(self) -> bool | None:
        """Whether it is not long-acting; unknown where that is unknown."""
        return None if self.long_acting is None else not self.long_acting

    @property
    def permanent(self) -> bool | None:
        """Whether it is meant to be irreversible: sterilisation."""
        return _TRAITS[self].permanent

    @property
    def reversible(self) -> bool | None:
        """Whether it is not permanent; unknown where that is unknown."""
        return None if self.permanent is None else not self.permanent

    @classmethod
    def from_dhs(cls, code: int) -> ContraceptiveMethod | None:
        """Method of a v312 code; None where the woman uses none (code 0).

        Raises
        ------
        InvalidRecordError
            No method has the code: missing codes (98, 99) become None before they come here.

        Examples
        --------
        >>> ContraceptiveMethod.from_dhs(11)
        <ContraceptiveMethod.IMPLANT: 'implant'>
        """
        if code == 0:
            return None
        for method in cls:
            if code in method.dhs_codes:
                return method
        known = ", ".join(str(known) for known in sorted(c for m in cls for c in m.dhs_codes))
        raise InvalidRecordError("v312", f"{code!r} is none of 0, {known}")


class _Traits(NamedTuple):
    name_zh: str
    dhs_codes: tuple[int, ...]
    modern: bool
    long_acting: bool | None
    permanent: bool | None


# Modern and codes: DHS Program, variable v312 and the tables' notes on modern methods. Long-acting
# and permanent: Chinese reproductive-health usage (长效: sterilisation, IUD, implant; 短效: condom,
# oral, external, injectable), which does not place the residual modern method.
_M = ContraceptiveMethod
_ROWS: dict[_M, tuple[str, tuple[int, ...], bool, bool | None, bool | None]] = {
    _M.FEMALE_STERILISATION: ("女性绝育", (6,), True, True, True),
    _M.MALE_STERILISATION: ("男性绝育", (7,), True, True, True),
    _M.IUD: ("宫内节育器", (2,), True, True, False),
    _M.IMPLANT: ("皮下埋植", (11,), True, True, False),
    _M.INJECTABLE: ("避孕针", (3,), True, False, False),
    _M.PILL: ("口服避孕药", (1,), True, False, False),
    _M.EMERGENCY: ("紧急避孕", (16,), True, False, False),
    _M.MALE_CONDOM: ("避孕套", (5,), True, False, False),
    _M.FEMALE_CONDOM: ("女用避孕套", (14,), True, False, False),
    _M.DIAPHRAGM: ("阴道隔膜", (4,), True, False, False),
    _M.SPERMICIDE: ("外用药", (15,), True, False, False),
    _M.STANDARD_DAYS: ("标准日法", (18,), True, False, False),
    _M.LACTATIONAL_AMENORRHOEA: ("哺乳闭经避孕法", (13,), True, False, False),
    _M.OTHER_MODERN: ("其他现代方法", (17,), True, None, None),
    _M.RHYTHM: ("安全期", (8,), False, False, False),
    _M.WITHDRAWAL: ("体外排精", (9,), False, False, False),
    _M.OTHER_TRADITIONAL: ("其他传统方法", (10, 35), False, False, False),
}
_TRAITS = {method: _Traits(*row) for method, row in _ROWS.items()}


def _read_method(value: ContraceptiveMethod | str) -> ContraceptiveMethod:
    return member(value, ContraceptiveMethod, "method")


@attrs.frozen(kw_only=True)
class MethodUse:
    """One spell of use of one method: from `start` up to, not including, `stop`.

    Parameters
    ----------
    method : ContraceptiveMethod or str
        The method; where several were used together, the most effective.
    start : date, optional
        First day of use.
    stop : date, optional
        First day without it; None while use goes on.

    Raises
    ------
    InvalidRecordError
        A field that cannot be read, or a stop before the start.

    Examples
    --------
    >>> from datetime import date
    >>> spell = MethodUse(method="pill", start=date(2012, 1, 1), stop=date(2013, 1, 1))
    >>> spell.in_use(date(2012, 12, 31)), spell.in_use(date(2013, 1, 1)), spell.ongoing
    (True, False, False)
    """

    method: ContraceptiveMethod = attrs.field(converter=_read_method)
    start: date | None = attrs.field(default=None, validator=is_date)
    stop: date | None = attrs.field(default=None, validator=not_before("start"))

    @property
    def ongoing(self) -> bool:
        """Whether use goes on."""
        return self.stop is None

    def in_use(self, on: date) -> bool | None:
        """Whether the method was used on a day; None where the start is unknown and may be later.

        Examples
        --------
        >>> from datetime import date
        >>> MethodUse(method="IUD").in_use(date(2013, 1, 1)) is None
        True
        """
        day = plain_date(on, "on")
        if self.stop is not None and day >= self.stop:
            return False
        return None if self.start is None else self.start <= day
